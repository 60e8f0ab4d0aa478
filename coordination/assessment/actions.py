"""The verbs of judging: the lead's verdict, the return, the unit's contest, the authority's settlement (X2, design 3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.assessment import letters, queries
from coordination.assessment.models import Return, Verdict
from coordination.assessment.rules import Settlement, VerdictKind, check_verdict
from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.replies import queries as replies
from coordination.replies.models import Opinion, Reply
from coordination.units.models import Unit

COMPLETE_WITHIN = 2
CONTEST_WITHIN = 2
ANSWER_CONTEST_WITHIN = 2

PROPOSED = Verb.declare("verdict.proposed", _l("Đề xuất đánh giá ý kiến"), "kind", "point_id", "verdict_id")
GIVEN = Verb.declare("verdict.given", _l("Đánh giá ý kiến"), "kinds", "reply_id")
RETURNED = Verb.declare("reply.returned", _l("Đề nghị làm rõ, bổ sung văn bản góp ý"), "reply_id", "due_at")
ACCEPTED = Verb.declare("reply.accepted", _l("Ghi nhận văn bản góp ý"), "reply_id", "by_lapse")
CONTESTED = Verb.declare("verdict.contested", _l("Đề nghị xem xét lại đánh giá"), "verdict_id", "point_id")
CONTEST_ANSWERED = Verb.declare(
    "contest.answered", _l("Đơn vị chủ trì nêu ý kiến về đề nghị xem xét lại"), "verdict_id"
)
SETTLED = Verb.declare("contest.settled", _l("Xử lý đề nghị xem xét lại"), "verdict_id", "settlement")


def propose(
    opinion: Opinion, kind: VerdictKind, *, reason: str, marked: Sequence[str], by: Actor, now: datetime
) -> Verdict:
    """Propose a verdict on one opinion, with the words it rests on. 'Adequate' is given at once; others await the head."""
    reply = opinion.reply
    _refuse_unjudgeable(reply)
    NotReady.unless(check_verdict(kind, reason, now, queries.judging_until(reply)))
    verdict = queries.verdicts_on([opinion.id]).get(opinion.id)
    if verdict is not None and verdict.given_at is not None:
        raise NotReady("verdict_given")
    if verdict is None:
        verdict = Verdict(opinion=opinion)
        db.session.add(verdict)
    verdict.kind, verdict.reason = kind, reason
    verdict.marked = [words for words in marked if words.strip()]
    verdict.proposed_at, verdict.proposed_by = now, by.person_id
    if kind is VerdictKind.ADEQUATE:
        verdict.given_at, verdict.given_by = now, by.person_id
    db.session.flush()
    _record(
        PROPOSED, reply.consultee, by=by, now=now, subject_id=verdict.id, words=reason, kind=kind,
        point_id=opinion.point_id, verdict_id=verdict.id,
    )  # fmt: skip
    return verdict


def _refuse_unjudgeable(reply: Reply) -> None:
    if reply.sent_at is None or reply.confirmed_at is None or reply.objected_at is not None:
        raise NotReady("reply_not_in_force")
    if reply.consultee.closed_at is not None:
        raise NotReady("consultee_closed")


def return_for_completion(
    reply: Reply, *, words: str, by: Actor, now: datetime, due_at: datetime | None = None
) -> Return | None:
    """The lead's head approves the proposed verdicts and sends the reply back, once, with its own due time (O18).

    After an earlier return the verdicts are given without another one: that is the ground 'second inadequate reply'.
    """
    _refuse_unjudgeable(reply)
    proposed = [
        verdict
        for verdict in queries.verdicts_on([o.id for o in reply.opinions]).values()
        if verdict.given_at is None and verdict.kind is not VerdictKind.ADEQUATE
    ]
    unanswered = not reply.complete
    if not proposed and not unanswered:
        raise NotReady("nothing_to_return")
    calendar = limits.calendar()
    if now > queries.judging_until(reply):
        raise NotReady(Finding("judging_over", evidence={"until": queries.judging_until(reply)}))
    for verdict in proposed:
        verdict.given_at, verdict.given_by = now, by.person_id
        verdict.contest_by = working_days_from(now, CONTEST_WITHIN, calendar)
    kinds = sorted({verdict.kind.value for verdict in proposed})
    _record(GIVEN, reply.consultee, by=by, now=now, subject_id=reply.id, words=words, kinds=kinds, reply_id=reply.id)
    if queries.returns_of([reply.consultee_id]):
        db.session.flush()
        letters.judged_again(reply, now=now)
        return None
    return _return(reply, words, due_at or working_days_from(now, COMPLETE_WITHIN, calendar), by=by, now=now)


def _return(reply: Reply, words: str, due_at: datetime, *, by: Actor, now: datetime) -> Return:
    if due_at <= now:
        raise NotReady(Finding("return_due_in_past", field="due_at"))
    returned = Return(
        consultee=reply.consultee, reply=reply, words=words, sent_at=now, due_at=due_at, sent_by=by.person_id
    )
    db.session.add(returned)
    consultations.reopened(reply.consultee, due_at, by=by, now=now)
    db.session.flush()
    _record(
        RETURNED, reply.consultee, by=by, now=now, subject_id=returned.id, words=words, reply_id=reply.id, due_at=due_at
    )
    letters.returned(returned, now=now)
    return returned


def accept(consultees: Sequence[Consultee], *, by: Actor, now: datetime) -> int:
    """'Ghi nhận', one or many: each opinion not judged yet is adequate, and the unit's part is closed. How many were."""
    done = 0
    for consultee in consultees:
        if consultee.closed_at is None and consultee.answered_at is not None and consultee.returned_at is None:
            _accept(consultee, by=by, now=now, by_lapse=False)
            done += 1
    if not done:
        raise NotReady("nothing_to_accept")
    return done


def lapse(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """The lead's time to judge is over: the reply is accepted by rule; no verdict was given (exact rule 28)."""
    _accept(consultee, by=by, now=now, by_lapse=True)


def _accept(consultee: Consultee, *, by: Actor, now: datetime, by_lapse: bool) -> None:
    standing = replies.latest_opinions(consultee)
    judged = queries.verdicts_on([opinion.id for opinion in standing.values()])
    if any(v.given_at is not None and v.kind is not VerdictKind.ADEQUATE for v in judged.values()):
        raise NotReady("verdict_stands")
    for opinion in standing.values():
        verdict = judged.get(opinion.id)
        if by_lapse:
            if verdict is not None and verdict.given_at is None:
                db.session.delete(verdict)  # proposed, never approved in time: as if never judged
        elif verdict is None or verdict.given_at is None:
            verdict = verdict or Verdict(opinion=opinion, proposed_at=now, proposed_by=by.person_id)
            verdict.kind, verdict.reason, verdict.marked = VerdictKind.ADEQUATE, "", []
            verdict.given_at, verdict.given_by = now, by.person_id
            db.session.add(verdict)
    consultations.close(consultee, Ending.ACCEPTED, by=by, now=now)
    last = max((o.reply_id for o in standing.values()), default=None)
    _record(ACCEPTED, consultee, by=by, now=now, subject_id=last, reply_id=last, by_lapse=by_lapse)


def contest(verdict: Verdict, *, words: str, by: Actor, now: datetime) -> None:
    """The unit asks for another look, within 2 working days and instead of completing; the authority will settle it."""
    if verdict.given_at is None or verdict.kind is VerdictKind.ADEQUATE:
        raise NotReady("nothing_to_contest")
    if verdict.contested_at is not None:
        raise NotReady("already_contested")
    if verdict.contest_by is None or now > verdict.contest_by:
        raise NotReady("contest_too_late")
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    consultee = verdict.opinion.reply.consultee
    verdict.contested_at, verdict.contest = now, words
    verdict.answer_by = working_days_from(now, ANSWER_CONTEST_WITHIN, limits.calendar())
    consultations.rest_until(consultee, None)
    _record(
        CONTESTED, consultee, by=by, now=now, subject_id=verdict.id, words=words, verdict_id=verdict.id,
        point_id=verdict.opinion.point_id,
    )  # fmt: skip
    letters.contested(verdict, now=now)


def answer_contest(verdict: Verdict, *, words: str, by: Actor, now: datetime) -> None:
    """The lead says its word on a contest, so that the authority hears both sides (a duty of the lead, exact rule 28)."""
    if verdict.contested_at is None or verdict.settled_at is not None or verdict.answered_at is not None:
        raise NotReady("contest_not_open")
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    verdict.answered_at, verdict.answer = now, words
    consultee = verdict.opinion.reply.consultee
    _record(CONTEST_ANSWERED, consultee, by=by, now=now, subject_id=verdict.id, words=words, verdict_id=verdict.id)


def settle(verdict: Verdict, settlement: Settlement, *, reason: str, by: Actor, now: datetime) -> None:
    """The authority upholds or overturns. Upheld: the unit has 2 working days to complete; all overturned: it has answered."""
    if verdict.contested_at is None or verdict.settled_at is not None:
        raise NotReady("contest_not_open")
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    verdict.settled_at, verdict.settled, verdict.settled_reason = now, settlement, reason
    db.session.flush()
    reply, consultee = verdict.opinion.reply, verdict.opinion.reply.consultee
    _record(
        SETTLED, consultee, by=by, now=now, subject_id=verdict.id, words=reason, verdict_id=verdict.id,
        settlement=settlement,
    )  # fmt: skip
    if not queries.contests_waiting(consultee) and consultee.closed_at is None:
        _go_on_after_contests(reply, consultee, by=by, now=now)
    letters.settled(verdict, now=now)


def _go_on_after_contests(reply: Reply, consultee: Consultee, *, by: Actor, now: datetime) -> None:
    judged = queries.verdicts_on([opinion.id for opinion in reply.opinions]).values()
    faults = [
        v for v in judged
        if v.given_at is not None and v.kind is not VerdictKind.ADEQUATE and v.settled is not Settlement.OVERTURNED
    ]  # fmt: skip
    if faults or not reply.complete:
        due_at = working_days_from(now, COMPLETE_WITHIN, limits.calendar())
        consultations.reopened(consultee, due_at, by=by, now=now)
    else:
        consultations.answered(consultee, at=reply.arrived_at or now, complete=True, now=now)


def unit_of(verdict: Verdict) -> Unit:
    """The unit whose opinion was judged."""
    return verdict.opinion.reply.consultee.unit


def _record(
    verb: Verb, consultee: Consultee, *, by: Actor, now: datetime, subject_id: int | None, words: str = "",
    **facts: object,
) -> None:  # fmt: skip
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=subject_id,
        words=words,
        **facts,
    )
