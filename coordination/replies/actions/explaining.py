"""Explaining lateness (A5, O16), and 'we have sent it already' (O5)."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.replies import letters, queries
from coordination.replies.actions.writing import check_still_open
from coordination.replies.models import LateExplanation, SentClaim
from coordination.replies.rules import explanation_complete, is_late

EXPLAINED = Verb.declare("late.explained", _l("Báo cáo giải trình việc trễ hạn"), "complete", "next_date")
CLAIMED = Verb.declare(
    "reply.claimed_sent",
    _l("Cho biết đã gửi văn bản số %(letter_number)s"),
    "letter_number",
    "letter_date",
)
CLAIM_ANSWERED = Verb.declare("reply.claim_answered", _l("Trả lời về văn bản đơn vị đã gửi"), "found", "letter_number")

CLAIM_RESTS = 1
EXPLAIN_WITHIN = 2


def explain(
    consultee: Consultee,
    *,
    reason: str,
    next_date: date | None,
    apology: str,
    measures: str,
    by: Actor,
    now: datetime,
) -> LateExplanation:
    """Give the explanation that a late reply owes (A5). It may lack a part; then it is kept, and says so (O16).

    Given within 2 working days after the reply it still counts as complete (exact rule 21). Raises NotReady when the
    unit isn't late.
    """
    if not is_late(consultee.agreed_due_at, queries.first_answer(consultee), now):
        raise NotReady("not_late")
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    whole = explanation_complete(
        consultee.consultation.kind, reason=reason, next_date=next_date, apology=apology, measures=measures
    )
    given = LateExplanation(
        consultee_id=consultee.id,
        reason=reason,
        next_date=next_date,
        apology=apology,
        measures=measures,
        complete=whole and now <= explain_until(consultee, now),
        given_at=now,
        given_by=by.person_id,
    )
    db.session.add(given)
    db.session.flush()
    _record(
        EXPLAINED, consultee, by=by, now=now, subject_id=given.id, words=reason, complete=given.complete,
        next_date=next_date,
    )  # fmt: skip
    letters.explained(consultee, now=now, key=given.id)
    return given


def explain_until(consultee: Consultee, now: datetime) -> datetime:
    """Until when an explanation is in time: 2 working days after the complete answer, or after now while none came."""
    return working_days_from(consultee.answered_at or now, EXPLAIN_WITHIN, limits.calendar())


def claim_sent(consultee: Consultee, *, letter_number: str, letter_date: date, by: Actor, now: datetime) -> SentClaim:
    """'We have sent letter number … of …' (O5): reminders and reports rest until the lead answers, a working day.

    Raises NotReady when nothing is owed, one waits already, the lead has not found this very letter before, or the
    date can't be.
    """
    _check_claim(consultee, letter_number, letter_date, now)
    made = SentClaim(
        consultee=consultee,
        letter_number=letter_number,
        letter_date=letter_date,
        made_at=now,
        answer_by=working_days_from(now, CLAIM_RESTS, limits.calendar()),
    )
    db.session.add(made)
    db.session.flush()
    if consultee.acknowledged_at is None and consultee.ending is None:
        consultations.acknowledge(consultee, by=by, now=now)
    if consultee.pushed_back_at is None and consultee.ending is None:
        consultations.rest_until(consultee, made.answer_by)
    _record(
        CLAIMED, consultee, by=by, now=now, subject_id=made.id, letter_number=letter_number, letter_date=letter_date
    )
    letters.claimed(consultee, now=now, key=made.id, answer_by=made.answer_by)
    return made


def _check_claim(consultee: Consultee, letter_number: str, letter_date: date, now: datetime) -> None:
    check_still_open(consultee)
    if consultee.answered_at is not None and consultee.returned_at is None:
        raise NotReady("answer_not_owed")
    before = queries.claims([consultee.id])
    if any(made.answered_at is None for made in before):
        raise NotReady("claim_waits")
    if any(made.letter_number == letter_number and made.letter_date == letter_date for made in before):
        raise NotReady(Finding("claim_repeated", field="letter_number"))
    if letter_date > clock.local(now).date():
        raise NotReady(Finding("letter_date_in_future", field="letter_date"))


def answer_claim(made: SentClaim, *, found: bool, answer: str, by: Actor, now: datetime) -> None:
    """The lead says whether the letter has arrived (O5).

    Found: nobody is reminded any more, and the lead enters it. Not found: the reminders go on from where they rested.
    """
    if made.answered_at is not None:
        raise NotReady("claim_answered")
    if not found and not answer.strip():
        raise NotReady(Finding("claim_needs_answer", field="answer"))
    consultee = made.consultee
    made.answered_at, made.found, made.answer = now, found, answer
    if consultee.pushed_back_at is None and consultee.ending is None:
        consultations.next_step(consultee, None if found else now)
    _record(
        CLAIM_ANSWERED, consultee, by=by, now=now, subject_id=made.id, words=answer, found=found,
        letter_number=made.letter_number,
    )  # fmt: skip
    letters.claim_answered(consultee, now=now, key=made.id, found=found)


def _record(
    verb: Verb, consultee: Consultee, *, by: Actor, now: datetime, subject_id: int, words: str = "", **facts: object
) -> None:
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
