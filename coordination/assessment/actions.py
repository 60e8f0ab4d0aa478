"""The verbs of judging: the lead's verdict and return, the unit's contest, the authority's settlement (X2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.assessment import letters, queries
from coordination.assessment.models import Return, Verdict
from coordination.assessment.rules import Settlement, VerdictKind, check_verdict, may_contest
from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending, RoundCause
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

PROPOSED = Verb.declare("verdict.proposed", _l("Đề xuất xem xét ý kiến"), "kind", "point_id", "verdict_id")
GIVEN = Verb.declare("verdict.given", _l("Xem xét ý kiến trong văn bản góp ý"), "kinds", "reply_id", "points")
RETURNED = Verb.declare("reply.returned", _l("Đề nghị làm rõ, bổ sung văn bản góp ý"), "reply_id", "due_at")
ACCEPTED = Verb.declare("reply.accepted", _l("Ghi nhận văn bản góp ý"), "reply_id", "by_lapse")
CONTESTED = Verb.declare("verdict.contested", _l("Đề nghị xem xét lại"), "verdict_id", "point_id")
CONTEST_ANSWERED = Verb.declare(
    "contest.answered", _l("Đơn vị chủ trì nêu ý kiến về đề nghị xem xét lại"), "verdict_id", "in_time"
)
SETTLED = Verb.declare("contest.settled", _l("Xử lý đề nghị xem xét lại"), "verdict_id", "settlement")


def propose(
    opinion: Opinion, kind: VerdictKind, *, reason: str, marked: Sequence[str], by: Actor, now: datetime
) -> Verdict:
    """Propose a verdict on one opinion, with the words it rests on; it can be changed until the head acts (O18)."""
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
    db.session.flush()
    # Without the consultation: an officer's proposal is the lead's own draft, in no timeline (exact rule 24).
    journal.record(
        PROPOSED, by=by, now=now, subject_id=verdict.id, words=reason, kind=kind, point_id=opinion.point_id,
        verdict_id=verdict.id,
    )  # fmt: skip
    return verdict


def _refuse_unjudgeable(reply: Reply) -> None:
    consultee = reply.consultee
    if not replies.in_force(reply):
        raise NotReady("reply_not_in_force")
    if consultee.by_letter:
        raise NotReady("by_letter_not_judged")
    if consultee.closed_at is not None:
        raise NotReady("part_closed")
    if consultee.returned_at is not None:
        raise NotReady("reply_with_unit")
    if any(replies.in_force(one) and one.number > reply.number for one in replies.sent_replies(consultee)):
        raise NotReady("reply_replaced")


def return_for_completion(
    reply: Reply, *, words: str, by: Actor, now: datetime, due_at: datetime | None = None
) -> Return | None:
    """The lead's head approves the proposed verdicts and sends the reply back, once, with its own due time (O18).

    After an earlier return the verdicts are given without another one: that is the ground 'second inadequate reply'.
    A partial reply isn't sent back: the unit still owes the rest, and its ladder goes on (exact rule 13).
    """
    _refuse_unjudgeable(reply)
    proposed = [
        verdict for verdict in queries.verdicts_on([o.id for o in reply.opinions]).values() if verdict.given_at is None
    ]
    faults = [verdict for verdict in proposed if verdict.kind is not VerdictKind.ADEQUATE]
    if not faults:
        raise NotReady("nothing_to_return")
    if reply.consultee.answered_at is None:
        raise NotReady("reply_partial")
    until = queries.judging_until(reply)
    if now > until:
        raise NotReady(Finding("judging_over", clause="X2", evidence={"until": until}))
    if due_at is not None and due_at <= now:
        raise NotReady(Finding("return_due_in_past", clause="X2", field="due_at"))
    contest_by = working_days_from(now, CONTEST_WITHIN, limits.calendar())
    for verdict in proposed:
        verdict.given_at, verdict.given_by = now, by.person_id
        verdict.contest_by = contest_by if verdict.kind is not VerdictKind.ADEQUATE else None
    _record(
        GIVEN, reply.consultee, by=by, now=now, subject_id=reply.id, words=words, reply_id=reply.id,
        kinds=sorted({verdict.kind.value for verdict in faults}), points=len(faults),
    )  # fmt: skip
    db.session.flush()
    if queries.returns_of([reply.consultee_id]):
        letters.judged_again(reply, now=now, contest_by=contest_by)
        return None
    return _return(reply, words, due_at or working_days_from(now, COMPLETE_WITHIN, limits.calendar()), by=by, now=now)


def _return(reply: Reply, words: str, due_at: datetime, *, by: Actor, now: datetime) -> Return:
    returned = Return(
        consultee=reply.consultee, reply=reply, words=words, sent_at=now, due_at=due_at, sent_by=by.person_id
    )
    db.session.add(returned)
    db.session.flush()
    consultations.reopened(reply.consultee, due_at, by=by, now=now)
    _record(
        RETURNED, reply.consultee, by=by, now=now, subject_id=returned.id, words=words, reply_id=reply.id, due_at=due_at
    )
    letters.returned(returned, now=now)
    return returned


def accept(consultees: Sequence[Consultee], *, by: Actor, now: datetime) -> int:
    """'Ghi nhận', one or many: each opinion not judged yet is adequate, and the unit's part is closed. How many were.

    Those that can't be accepted now (not answered, sent back, a fault proposed or given) are left as they are.
    """
    held = queries.with_faults_proposed([each.id for each in consultees])
    open_ones = [each for each in consultees if _answered(each) and each.id not in held]
    done = sum(1 for consultee in open_ones if _accept(consultee, by=by, now=now, by_lapse=False))
    if not done:
        raise NotReady("verdict_stands" if held or open_ones else "nothing_to_accept")
    return done


def _answered(consultee: Consultee) -> bool:
    return (
        consultee.closed_at is None
        and consultee.answered_at is not None
        and consultee.returned_at is None
        and consultee.pushed_back_at is None
    )


def lapse(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """The lead's time to judge is over: the reply is accepted by rule; no verdict was given (exact rule 28)."""
    if not _accept(consultee, by=by, now=now, by_lapse=True):
        raise NotReady("verdict_stands")


def _accept(consultee: Consultee, *, by: Actor, now: datetime, by_lapse: bool) -> bool:
    """Close the part; False when a fault that was given, and not overturned, still stands on an opinion."""
    standing = replies.latest_opinions(consultee)
    judged = queries.verdicts_on([opinion.id for opinion in standing.values()])
    if any(queries.facts(verdict).finds_fault for verdict in judged.values()):
        return False
    for opinion in standing.values():
        verdict = judged.get(opinion.id)
        if verdict is not None and verdict.given_at is not None:
            continue
        if by_lapse or consultee.by_letter:
            if verdict is not None:
                db.session.delete(verdict)  # proposed, never approved in time: as if never judged
            continue
        verdict = verdict or Verdict(opinion=opinion, proposed_at=now, proposed_by=by.person_id)
        verdict.kind, verdict.reason, verdict.marked = VerdictKind.ADEQUATE, "", []
        verdict.given_at, verdict.given_by = now, by.person_id
        db.session.add(verdict)
    consultations.close(consultee, Ending.ACCEPTED, by=by, now=now)
    last = max((o.reply_id for o in standing.values()), default=None)
    _record(ACCEPTED, consultee, by=by, now=now, subject_id=last, reply_id=last, by_lapse=by_lapse)
    return True


def contest(verdict: Verdict, *, words: str, by: Actor, now: datetime) -> None:
    """The unit asks for another look, within 2 working days and instead of completing; the authority will settle it."""
    consultee = verdict.opinion.reply.consultee
    sent = replies.sent_replies(consultee)
    NotReady.unless(may_contest(queries.facts(verdict, queries.completed_at(verdict, sent)), now))
    if consultee.closed_at is not None:
        raise NotReady("part_closed")
    if not words.strip():
        raise NotReady(Finding("contest_needs_words", field="words"))
    verdict.contested_at, verdict.contest = now, words
    verdict.answer_by = working_days_from(now, ANSWER_CONTEST_WITHIN, limits.calendar())
    consultations.next_step(consultee, None)
    _record(
        CONTESTED, consultee, by=by, now=now, subject_id=verdict.id, words=words, verdict_id=verdict.id,
        point_id=verdict.opinion.point_id,
    )  # fmt: skip
    db.session.flush()
    letters.contested(verdict, now=now)


def answer_contest(verdict: Verdict, *, words: str, by: Actor, now: datetime) -> None:
    """The lead says its word on a contest, so that the authority hears both sides (a duty, exact rule 28)."""
    if verdict.contested_at is None or verdict.settled_at is not None:
        raise NotReady("contest_not_open")
    if verdict.answered_at is not None:
        raise NotReady("contest_answered")
    if not words.strip():
        raise NotReady(Finding("contest_answer_needs_words", field="words"))
    verdict.answered_at, verdict.answer = now, words
    _record(
        CONTEST_ANSWERED, verdict.opinion.reply.consultee, by=by, now=now, subject_id=verdict.id, words=words,
        verdict_id=verdict.id, in_time=verdict.answer_by is None or now <= verdict.answer_by,
    )  # fmt: skip
    db.session.flush()


def settle(verdict: Verdict, settlement: Settlement, *, reason: str, by: Actor, now: datetime) -> None:
    """The authority upholds or overturns. Upheld: 2 working days to complete; all overturned: the unit has answered."""
    if verdict.contested_at is None or verdict.settled_at is not None:
        raise NotReady("contest_not_open")
    if not reason.strip():
        raise NotReady(Finding("settlement_needs_reason", field="reason"))
    verdict.settled_at, verdict.settled, verdict.settled_reason = now, settlement, reason
    db.session.flush()
    reply, consultee = verdict.opinion.reply, verdict.opinion.reply.consultee
    _record(
        SETTLED, consultee, by=by, now=now, subject_id=verdict.id, words=reason, verdict_id=verdict.id,
        settlement=settlement,
    )  # fmt: skip
    waits_for_unit = consultee.returned_at is not None and consultee.closed_at is None
    if waits_for_unit and not queries.contests_waiting(consultee):
        _go_on_after_contests(reply, consultee, reason, now=now)
    letters.settled(verdict, now=now)


def _go_on_after_contests(reply: Reply, consultee: Consultee, reason: str, *, now: datetime) -> None:
    """All contests of a return are settled: either something is still to be completed, or the unit had answered."""
    judged = queries.verdicts_on([opinion.id for opinion in reply.opinions]).values()
    if any(queries.facts(verdict).finds_fault for verdict in judged):
        due_at = working_days_from(now, COMPLETE_WITHIN, limits.calendar())
        consultations.start_round(consultee, RoundCause.RETURN, due_at, now=now, reason=reason)
    else:
        consultations.answered(consultee, at=consultee.answered_at or now, complete=True, now=now)


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
