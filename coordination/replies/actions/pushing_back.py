"""Answering back (C3): not our function, not enough time, unclear or incomplete; and what becomes of it.

Clock (exact rules 4, 5): from a push-back made in time to its final decision nobody is reminded or reported, and the
due time moves by as many working days; a granted 'unclear or incomplete' of the first third runs the limit anew.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending, RoundCause
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import (
    due_day,
    due_on,
    extended,
    moved_by,
    paused_days,
    share_used,
    working_days_from,
)
from coordination.replies import letters, queries
from coordination.replies.models import PushBack
from coordination.replies.rules import (
    Answer,
    PushBackKind,
    check_push_back,
    check_settlement,
    is_complete,
    restarts_clock,
)
from coordination.units.models import Unit

DECIDE_WITHIN = 2
DISPUTE_WITHIN = 2

MADE = Verb.declare(
    "push_back.made", _l("Phản hồi đề nghị phối hợp"), "kind", "push_back_id", "share_used", "proposed_due", "in_time"
)
DECIDED = Verb.declare(
    "push_back.decided", _l("Đơn vị chủ trì trả lời phản hồi"), "answer", "kind", "push_back_id", "in_time", "due_at"
)
DISPUTED = Verb.declare("push_back.disputed", _l("Đề nghị cấp có thẩm quyền xem xét phản hồi"), "push_back_id")
SETTLED = Verb.declare(
    "push_back.settled", _l("Cấp có thẩm quyền xử lý phản hồi"), "answer", "push_back_id", "avoidance", "due_at"
)
DOSSIER_COMPLETED = Verb.declare("push_back.dossier_completed", _l("Đã bổ sung đủ hồ sơ"), "push_back_id", "restarts")


@dataclass(frozen=True)
class _Effect:
    """What follows from an answer, besides the answer itself."""

    reason: str
    new_due: date | None


def push_back(
    consultee: Consultee,
    kind: PushBackKind,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    competent_unit: Unit | None = None,
    none_known: bool = False,
    proposed_due: date | None = None,
    missing: str = "",
    points: Collection[int] = (),
    new_part_id: int | None = None,
) -> PushBack:
    """Say promptly why the unit can't answer as asked (C3): the whole, or only `points`, the others being answered.

    Raises NotReady when it doesn't say enough, when nothing is owed, while another waits, or when papers are asked for
    a second time without a new paper that raises it (O17).
    """
    due_at = _check_owed(consultee)
    only = _only(consultee, points)
    if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE:
        _check_asked_once(consultee, new_part_id)
    NotReady.unless(
        check_push_back(
            kind, reason, names_unit=competent_unit is not None, none_known=none_known, proposed_due=proposed_due,
            missing=missing, due_day=due_day(due_at), after_due=now > due_at,
        )
    )  # fmt: skip
    calendar = limits.calendar()
    made = PushBack(
        consultee=consultee,
        kind=kind,
        reason=reason,
        competent_unit=competent_unit if kind is PushBackKind.NOT_OUR_FUNCTION else None,
        proposed_due=proposed_due if kind is PushBackKind.TIME else None,
        missing=missing if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE else "",
        share_used=float(share_used(consultee.issued_at or now, now, due_at, calendar)),
        in_time=now <= due_at,
        made_at=now,
        decide_by=working_days_from(now, DECIDE_WITHIN, calendar),
        point_ids=only,
        new_part_id=new_part_id if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE else None,
    )
    db.session.add(made)
    db.session.flush()
    if consultee.acknowledged_at is None:
        consultations.acknowledge(consultee, by=by, now=now)
    if made.in_time and only is None:
        consultations.pushed_back(consultee, at=now, now=now)
    elif only is not None:
        follow(consultee, by=by, now=now)
    _record(
        MADE, made, by=by, now=now, words=reason, kind=kind, push_back_id=made.id,
        share_used=round(made.share_used, 3), proposed_due=made.proposed_due, in_time=made.in_time,
    )  # fmt: skip
    letters.push_back_made(made, now=now)
    return made


def _only(consultee: Consultee, points: Collection[int]) -> list[int] | None:
    """The single points, None for the whole: also where every point still awaited is named."""
    awaited = {point.id for point in queries.points_awaited(consultee)}
    if not points or awaited <= set(points):
        return None
    if not set(points) <= awaited:
        raise NotReady(Finding("push_back_points_gone", clause="C3", field="points"))
    return sorted(set(points))


def _check_asked_once(consultee: Consultee, new_part_id: int | None) -> None:
    """More papers are asked for once, listing everything; again only for what a new paper raises (O17)."""
    before = queries.asked_for_papers(consultee)
    if before is None:
        return
    new = {part.id for part in queries.new_parts(consultee, before.made_at)}
    if not new:
        raise NotReady(Finding("papers_asked_before", clause="C3", field="missing", evidence={"at": before.made_at}))
    if new_part_id not in new:
        raise NotReady(Finding("papers_need_new_part", clause="C3", field="new_part"))


def _check_owed(consultee: Consultee) -> datetime:
    """The due time in force, when an answer is owed and nothing waits for a decision."""
    if consultee.issued_at is None or consultee.due_at is None or consultee.ending is not None:
        raise NotReady("part_closed")
    if consultee.suspended_at is not None:
        raise NotReady("suspended")
    if consultee.answered_at is not None and consultee.returned_at is None:
        raise NotReady("answer_not_owed")
    if queries.open_push_back(consultee) is not None:
        raise NotReady("push_back_waits")
    if queries.awaited_dossier(consultee) is not None:
        raise NotReady("dossier_awaited")
    return consultee.due_at


def decide_push_back(
    made: PushBack,
    answer: Answer,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    new_due: date | None = None,
    add_named: bool = False,
) -> None:
    """The lead grants or refuses, with a reason (design 3.4). `new_due`: another day than the one proposed.

    `add_named`: the unit that was rightly named is asked these points instead, with a fair time from now (L2).
    """
    if made.decided_at is not None or made.settled_at is not None:
        raise NotReady("push_back_decided")
    if made.withdrawn_at is not None or made.consultee.ending is not None:
        raise NotReady("push_back_over")
    if not reason.strip():
        raise NotReady(Finding("push_back_answer_no_reason", field="reason"))
    points = made.point_ids or [point.id for point in consultation_queries.points_for(made.consultee)]
    made.answer, made.answer_reason, made.decided_at = answer, reason, now
    _take_effect(made, answer, _Effect(reason, new_due), by=by, now=now)
    _record(
        DECIDED, made, by=by, now=now, words=reason, answer=answer, kind=made.kind, push_back_id=made.id,
        in_time=now <= made.decide_by, due_at=made.consultee.due_at,
    )  # fmt: skip
    letters.push_back_decided(made, now=now)
    if add_named and answer is Answer.GRANTED and made.competent_unit_id is not None:
        consultations.add_consultee(
            made.consultee.consultation, made.competent_unit_id, point_ids=points, by=by, now=now,
            why=str(_("Theo phản hồi của %(unit)s", unit=made.consultee.unit.name)),
        )  # fmt: skip


def dispute(made: PushBack, *, words: str, by: Actor, now: datetime) -> None:
    """The unit disputes a refusal, once, within 2 working days; the authority will settle it (design 3.4)."""
    if made.answer is not Answer.REFUSED or made.decided_at is None or made.settled_at is not None:
        raise NotReady("push_back_not_refused")
    if made.disputed_at is not None:
        raise NotReady("push_back_disputed")
    if made.consultee.ending is not None:
        raise NotReady("part_closed")
    if now > dispute_until(made):
        raise NotReady("dispute_too_late")
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    made.disputed_at, made.dispute = now, words
    owed = made.consultee.answered_at is None or made.consultee.returned_at is not None
    if made.point_ids:
        follow(made.consultee, by=by, now=now)
    elif made.in_time and owed and made.consultee.pushed_back_at is None:
        consultations.pushed_back(made.consultee, at=now, now=now)
    _record(DISPUTED, made, by=by, now=now, words=words, push_back_id=made.id)
    letters.push_back_disputed(made, now=now)


def dispute_until(made: PushBack) -> datetime:
    """Until when a refusal may be disputed."""
    return working_days_from(made.decided_at or made.made_at, DISPUTE_WITHIN, limits.calendar())


def settle_dispute(
    made: PushBack,
    answer: Answer,
    *,
    reason: str,
    document: str,
    by: Actor,
    now: datetime,
    avoidance: bool = False,
    new_due: date | None = None,
) -> None:
    """The authority settles a dispute, or a push-back that the lead left undecided.

    `avoidance` (X1) is only for a refused 'not our function', and only with the number and date of the decision that
    says so after hearing the unit (O14, exact rule 27).
    """
    if made.settled_at is not None or (made.decided_at is not None and made.disputed_at is None):
        raise NotReady("push_back_decided")
    if made.withdrawn_at is not None:
        raise NotReady("push_back_over")
    NotReady.unless(check_settlement(made.kind, answer, reason=reason, document=document, avoidance=avoidance))
    made.settled_at, made.settled, made.settled_reason, made.settled_document = now, answer, reason, document
    made.avoidance = avoidance
    if made.consultee.ending is None:
        _take_effect(made, answer, _Effect(reason, new_due), by=by, now=now)
    _record(
        SETTLED, made, by=by, now=now, words=reason, answer=answer, push_back_id=made.id, avoidance=avoidance,
        due_at=made.consultee.due_at,
    )  # fmt: skip
    letters.push_back_settled(made, now=now)


def complete_dossier(made: PushBack, *, by: Actor, now: datetime) -> None:
    """The lead has completed the dossier. Asked for in the first third: the full original limit anew (exact rule 4)."""
    consultee = made.consultee
    granted = made.kind is PushBackKind.UNCLEAR_OR_INCOMPLETE and made.outcome is Answer.GRANTED
    if not granted or made.completed_at is not None or made.withdrawn_at is not None or consultee.ending is not None:
        raise NotReady("dossier_not_awaited")
    made.completed_at = now
    if made.restarts:
        if made.point_ids is None:
            consultations.push_back_over(consultee, now=now)
        consultations.restart(consultee, complete_at=now, by=by, now=now)
        follow(consultee, by=by, now=now)
    _record(DOSSIER_COMPLETED, made, by=by, now=now, push_back_id=made.id, restarts=made.restarts)
    letters.dossier_completed(made, now=now)


def _take_effect(made: PushBack, answer: Answer, effect: _Effect, *, by: Actor, now: datetime) -> None:
    """What an answer does to the unit's clock. One that rested nothing, made after the due time, can only release."""
    consultee = made.consultee
    if made.point_ids:
        _take_effect_on_points(made, answer, effect, by=by, now=now)
        return
    rested_since = consultee.pushed_back_at
    if rested_since is not None and restarts_clock(made.kind, answer, made.share_used):
        made.restarts = True  # the limit runs anew when the dossier is full; until then nobody is reminded
        return
    if rested_since is not None:
        consultations.push_back_over(consultee, now=now)
    if answer is Answer.GRANTED and made.kind is PushBackKind.NOT_OUR_FUNCTION:
        consultations.close(consultee, Ending.RELEASED, by=by, now=now, reason=effect.reason)
    elif answer is Answer.GRANTED and made.kind is PushBackKind.TIME:
        _extend(made, rested_since, effect, now=now)
    elif rested_since is not None:
        consultations.shift(consultee, since=rested_since, by=by, now=now)


def _take_effect_on_points(made: PushBack, answer: Answer, effect: _Effect, *, by: Actor, now: datetime) -> None:
    """As for the whole, but the clock of the other points has run all the time (exact rules 4, 5)."""
    if made.in_time and restarts_clock(made.kind, answer, made.share_used):
        made.restarts = True
    elif answer is Answer.GRANTED and made.kind is PushBackKind.TIME:
        _extend(made, None, effect, now=now)
    since = made.disputed_at or made.made_at
    follow(made.consultee, by=by, now=now, since=since if made.in_time else None, reason=effect.reason)


def follow(consultee: Consultee, *, by: Actor, now: datetime, since: datetime | None = None, reason: str = "") -> None:
    """Bring the unit's part into line with the points that are awaited now.

    All others answered: its answer is whole. None left, and nothing said: released. One refused after the rest was
    answered: owed again, with the working days that the decision took (`since`), which are the decider's.
    """
    db.session.flush()
    if consultee.ending is not None:
        return
    awaited = [point.id for point in queries.points_awaited(consultee)]
    sent = [reply for reply in queries.sent_replies(consultee) if queries.in_force(reply)]
    whole = is_complete(awaited, map(queries.facts, queries.latest(sent).values()))
    if not awaited and not sent:
        if not any(queries.hand_back(made).waits for made in queries.push_backs([consultee.id])):
            consultations.close(consultee, Ending.RELEASED, by=by, now=now, reason=reason)
    elif whole and sent and consultee.answered_at is None:
        sent[-1].complete = True
        consultations.answered(consultee, at=sent[-1].arrived_at or now, complete=True, now=now)
    elif not whole and consultee.answered_at is not None and consultee.returned_at is None:
        sent[-1].complete = False
        before = consultation_queries.deadlines_in_force([consultee])[consultee.id]
        days = paused_days(since, now, limits.calendar()) if since is not None else 0
        due_at = moved_by(before, days, limits.calendar(), reason).at if days else before.at
        consultations.reopened(consultee, due_at, by=by, now=now, cause=RoundCause.PUSH_BACK, reason=reason)


def _extend(made: PushBack, rested_since: datetime | None, effect: _Effect, *, now: datetime) -> None:
    """The granted day, or what the waiting itself cost where that is later (exact rule 5); asked in time, so agreed."""
    consultee, calendar = made.consultee, limits.calendar()
    before = consultation_queries.deadlines_in_force([consultee])[consultee.id]
    day = effect.new_due or made.proposed_due
    if day is None or due_on(day, calendar).at <= before.at:
        raise NotReady(Finding("push_back_no_later_date", field="new_due", evidence={"due": before.day}))
    later = extended(before, day, calendar, reason=effect.reason)
    if rested_since is not None:
        shifted = moved_by(before, paused_days(rested_since, now, calendar), calendar, effect.reason)
        later = max(later, shifted, key=lambda deadline: deadline.at)
    cause = RoundCause.PUSH_BACK if made.in_time else RoundCause.EXTENSION
    consultations.start_round(consultee, cause, later.at, now=now, why=later.why_json(), reason=effect.reason)


def _record(verb: Verb, made: PushBack, *, by: Actor, now: datetime, words: str = "", **facts: object) -> None:
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=made.consultee.consultation_id,
        consultee_id=made.consultee_id,
        subject_id=made.id,
        words=words,
        **facts,
    )
