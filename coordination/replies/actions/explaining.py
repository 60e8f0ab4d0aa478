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
from coordination.replies.models import LateExplanation, SentClaim
from coordination.replies.rules import explanation_complete

EXPLAINED = Verb.declare("late.explained", _l("Báo cáo giải trình việc trễ hạn"), "complete", "next_date")
CLAIMED = Verb.declare(
    "reply.claimed_sent",
    _l("Cho biết đã gửi văn bản số %(letter_number)s ngày %(letter_date)s"),
    "letter_number",
    "letter_date",
)
CLAIM_ANSWERED = Verb.declare("reply.claim_answered", _l("Trả lời về văn bản đơn vị đã gửi"), "found", "letter_number")

CLAIM_RESTS = 1


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
    """Give the explanation that a late reply owes. It may lack a part; then it is kept, and says so (O16)."""
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    given = LateExplanation(
        consultee_id=consultee.id,
        reason=reason,
        next_date=next_date,
        apology=apology,
        measures=measures,
        complete=explanation_complete(
            consultee.consultation.kind, reason=reason, next_date=next_date, apology=apology, measures=measures
        ),
        given_at=now,
        given_by=by.person_id,
    )
    db.session.add(given)
    db.session.flush()
    journal.record(
        EXPLAINED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=given.id,
        words=reason,
        complete=given.complete,
        next_date=next_date,
    )
    letters.explained(consultee, now=now, key=given.id)
    return given


def claim_sent(consultee: Consultee, *, letter_number: str, letter_date: date, by: Actor, now: datetime) -> SentClaim:
    """'We have sent letter number … of …': reminders and reports rest until the lead answers, at most one working day."""
    if consultee.issued_at is None or consultee.closed_at is not None:
        raise NotReady("consultee_closed")
    if queries.open_claim(consultee) is not None:
        raise NotReady("claim_waits")
    if letter_date > clock.local(now).date():
        raise NotReady(Finding("letter_date_in_future", field="letter_date"))
    made = SentClaim(
        consultee_id=consultee.id,
        letter_number=letter_number,
        letter_date=letter_date,
        made_at=now,
        answer_by=working_days_from(now, CLAIM_RESTS, limits.calendar()),
    )
    db.session.add(made)
    db.session.flush()
    if consultee.acknowledged_at is None:
        consultations.acknowledge(consultee, by=by, now=now)
    consultations.rest_until(consultee, made.answer_by)
    journal.record(
        CLAIMED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=made.id,
        letter_number=letter_number,
        letter_date=letter_date,
    )
    letters.claimed(consultee, now=now, key=made.id)
    return made


def answer_claim(made: SentClaim, consultee: Consultee, *, found: bool, answer: str, by: Actor, now: datetime) -> None:
    """The lead says whether the letter has arrived. Not found: the reminders go on from where they rested."""
    if made.answered_at is not None:
        raise NotReady("claim_answered")
    made.answered_at, made.found, made.answer = now, found, answer
    if not found:
        consultations.next_step(consultee, now)
    journal.record(
        CLAIM_ANSWERED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=made.id,
        words=answer,
        found=found,
        letter_number=made.letter_number,
    )
    letters.claim_answered(consultee, now=now, key=made.id)
