"""Answering back (C3): not our function, not enough time, unclear or incomplete; and what becomes of it.

Clock (exact rules 4, 5): from a push-back made in time to its final decision nobody is reminded or reported; a refused
one gives those working days back; a granted 'unclear or incomplete' of the first third runs the limit anew.
"""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending, RoundCause
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import Deadline, due_day, due_on, extended, share_used, working_days_from
from coordination.replies import letters, queries
from coordination.replies.models import PushBack
from coordination.replies.rules import Answer, PushBackKind, check_push_back, restarts_clock
from coordination.units.models import Unit

DECIDE_WITHIN = 2
DISPUTE_WITHIN = 2

MADE = Verb.declare(
    "push_back.made", _l("Phản hồi đề nghị phối hợp: %(kind)s"), "kind", "push_back_id", "share_used", "proposed_due"
)
DECIDED = Verb.declare(
    "push_back.decided", _l("Đơn vị chủ trì trả lời phản hồi: %(answer)s"), "answer", "kind", "push_back_id", "in_time"
)
DISPUTED = Verb.declare("push_back.disputed", _l("Đề nghị cấp có thẩm quyền xem xét phản hồi"), "push_back_id")
SETTLED = Verb.declare(
    "push_back.settled", _l("Cấp có thẩm quyền xử lý phản hồi: %(answer)s"), "answer", "push_back_id", "avoidance"
)
DOSSIER_COMPLETED = Verb.declare("push_back.dossier_completed", _l("Đã bổ sung đủ hồ sơ"), "push_back_id")


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
) -> PushBack:
    """Say promptly why the unit can't answer as asked (C3). Raises NotReady when it doesn't say enough, or another waits."""
    if consultee.issued_at is None or consultee.due_at is None or consultee.closed_at is not None:
        raise NotReady("consultee_closed")
    if queries.open_push_back(consultee) is not None:
        raise NotReady("push_back_waits")
    NotReady.unless(
        check_push_back(
            kind,
            reason,
            names_unit=competent_unit is not None,
            none_known=none_known,
            proposed_due=proposed_due,
            missing=missing,
            due_day=due_day(consultee.due_at),
            today=clock.local(now).date(),
        )
    )
    calendar = limits.calendar()
    made = PushBack(
        consultee=consultee,
        kind=kind,
        reason=reason,
        competent_unit=competent_unit,
        proposed_due=proposed_due,
        missing=missing,
        share_used=float(share_used(consultee.issued_at, now, consultee.due_at, calendar)),
        made_at=now,
        decide_by=working_days_from(now, DECIDE_WITHIN, calendar),
    )
    db.session.add(made)
    db.session.flush()
    if consultee.acknowledged_at is None:
        consultations.acknowledge(consultee, by=by, now=now)
    if now <= consultee.due_at:
        consultations.pushed_back(consultee, at=now, now=now)
    _record(
        MADE, made, by=by, now=now, words=reason, kind=kind, push_back_id=made.id,
        share_used=round(made.share_used, 3), proposed_due=proposed_due,
    )  # fmt: skip
    letters.push_back_made(made, now=now)
    return made


def decide_push_back(
    made: PushBack, answer: Answer, *, reason: str, by: Actor, now: datetime, new_due: date | None = None
) -> None:
    """The lead grants or refuses, with a reason (design 3.4). `new_due` for a granted extension; default the proposed day."""
    if made.decided_at is not None:
        raise NotReady("push_back_decided")
    if not reason.strip():
        raise NotReady("reason_missing")
    made.answer, made.answer_reason, made.decided_at = answer, reason, now
    _take_effect(made, answer, by=by, now=now, new_due=new_due, reason=reason)
    _record(
        DECIDED, made, by=by, now=now, words=reason, answer=answer, kind=made.kind, push_back_id=made.id,
        in_time=now <= made.decide_by,
    )  # fmt: skip
    letters.push_back_decided(made, now=now)


def dispute(made: PushBack, *, words: str, by: Actor, now: datetime) -> None:
    """The unit disputes a refusal, once, within 2 working days; the authority will settle it (design 3.4)."""
    if made.answer is not Answer.REFUSED or made.decided_at is None:
        raise NotReady("push_back_not_refused")
    if made.disputed_at is not None:
        raise NotReady("push_back_disputed")
    if now > working_days_from(made.decided_at, DISPUTE_WITHIN, limits.calendar()):
        raise NotReady("dispute_too_late")
    if not words.strip():
        raise NotReady("reason_missing")
    made.disputed_at, made.dispute = now, words
    if made.consultee.due_at is not None and now <= made.consultee.due_at:
        consultations.pushed_back(made.consultee, at=now, now=now)
    _record(DISPUTED, made, by=by, now=now, words=words, push_back_id=made.id)
    letters.push_back_disputed(made, now=now)


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
    if avoidance and (made.kind is not PushBackKind.NOT_OUR_FUNCTION or answer is not Answer.REFUSED):
        raise NotReady("avoidance_needs_refusal")
    if avoidance and not document.strip():
        raise NotReady("avoidance_needs_document")
    if not reason.strip():
        raise NotReady("reason_missing")
    made.settled_at, made.settled, made.settled_reason, made.settled_document = now, answer, reason, document
    made.avoidance = avoidance
    _take_effect(made, answer, by=by, now=now, new_due=new_due, reason=reason)
    _record(SETTLED, made, by=by, now=now, words=reason, answer=answer, push_back_id=made.id, avoidance=avoidance)
    letters.push_back_settled(made, now=now)


def complete_dossier(made: PushBack, *, by: Actor, now: datetime) -> None:
    """The lead has completed the dossier: the full original limit runs anew from today (exact rule 4)."""
    if not made.restarts or made.completed_at is not None:
        raise NotReady("dossier_not_awaited")
    made.completed_at = now
    consultations.push_back_over(made.consultee, now=now)
    consultations.restart(made.consultee, complete_at=now, by=by, now=now)
    _record(DOSSIER_COMPLETED, made, by=by, now=now, push_back_id=made.id)
    letters.dossier_completed(made, now=now)


def _take_effect(
    made: PushBack, answer: Answer, *, by: Actor, now: datetime, new_due: date | None, reason: str
) -> None:
    """What an answer does to the unit's clock; one made after the due time does nothing to it but release."""
    consultee = made.consultee
    since = made.disputed_at or made.made_at
    rested = consultee.pushed_back_at is not None
    if answer is Answer.GRANTED and rested and restarts_clock(made.kind, answer, made.share_used):
        made.restarts = True  # the limit runs anew when the dossier is full; until then nobody is reminded
        return
    consultations.push_back_over(consultee, now=now)
    if answer is Answer.GRANTED and made.kind is PushBackKind.NOT_OUR_FUNCTION:
        consultations.close(consultee, Ending.RELEASED, by=by, now=now, reason=reason)
    elif answer is Answer.GRANTED and made.kind is PushBackKind.TIME:
        _extend(consultee, new_due or made.proposed_due, now=now, reason=reason)
    elif rested:
        consultations.shift(consultee, since=since, by=by, now=now)


def _extend(consultee: Consultee, day: date | None, *, now: datetime, reason: str) -> None:
    assert consultee.due_at is not None
    calendar = limits.calendar()
    before = Deadline.from_json(consultee.due_at, consultee.rounds[-1].why)
    if day is None or due_on(day, calendar).at <= before.at:
        raise NotReady(Finding("push_back_no_later_date", field="new_due", evidence={"due": before.day}))
    later = extended(before, day, calendar, reason)
    consultations.start_round(consultee, RoundCause.EXTENSION, later.at, now=now, why=later.why_json(), reason=reason)


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
