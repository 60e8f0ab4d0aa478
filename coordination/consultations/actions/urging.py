"""Urgency from above (O11): the assigning document, and the authority's approval of a shorter time (rule 29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, refuse_texts, touch
from coordination.consultations.models import AssigningOrder, Consultation, UrgencyRequest
from coordination.consultations.rules import Phase, Step, check_order, may_ask_until
from coordination.kernel import files, journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits


@dataclass(frozen=True)
class OrderData:
    """What the assigning document says, and when the lead had it."""

    number: str = ""
    dated_on: date | None = None
    due_on: date | None = None
    received_at: datetime | None = None
    round_the_clock: bool = False


def record_order(
    consultation: Consultation, said: OrderData, file: files.StoredFile | None = None, *, by: Actor, now: datetime
) -> AssigningOrder:
    """Record the document by which the work was assigned, up to the issue (O11). A file once kept stays without a new
    one."""
    guard(consultation, Step.REASON)
    refuse_texts([("number", said.number)])
    NotReady.unless(
        check_order(
            number=said.number, dated_on=said.dated_on, due_on=said.due_on, received_at=said.received_at, now=now,
            today=local(now).date(),
        )
    )  # fmt: skip
    order = consultation.order
    if file is None and (order is None or order.file_id is None):
        raise NotReady(Finding("order_file_missing", True, "O11", field="file"))
    assert said.dated_on is not None
    assert said.due_on is not None
    assert said.received_at is not None
    touch(consultation)
    if order is None:
        order = AssigningOrder(consultation_id=consultation.id)
        consultation.order = order
    order.number, order.dated_on, order.due_on = said.number.strip(), said.dated_on, said.due_on
    order.received_at, order.round_the_clock = said.received_at, said.round_the_clock
    if file is not None:
        order.file = file
    db.session.flush()
    journal.record(
        verbs.ORDER_RECORDED, by=by, now=now, consultation_id=consultation.id, number=order.number,
        dated_on=order.dated_on, due_on=order.due_on, received_at=order.received_at,
    )  # fmt: skip
    return order


def drop_order(consultation: Consultation, *, by: Actor, now: datetime) -> None:
    """The work was not assigned by that document after all; twice is once."""
    guard(consultation, Step.REASON)
    order = consultation.order
    if order is None:
        return
    touch(consultation)
    consultation.order = None
    db.session.flush()
    journal.record(verbs.ORDER_DROPPED, by=by, now=now, consultation_id=consultation.id, number=order.number)


def ask_urgency(consultation: Consultation, reason: str, *, by: Actor, now: datetime) -> UrgencyRequest:
    """Ask the authority to approve the shorter time, before or within 1 working day after the issue (exact rule 29)."""
    calendar, phase = limits.calendar(), queries.phase_of(consultation)
    if phase in (Phase.SUBMITTED, Phase.CONCLUDED, Phase.WITHDRAWN):
        raise NotReady(Finding("wrong_phase", evidence={"phase": phase.value, "step": "ask_urgency"}))
    reason = need(reason, "urgency_reason_missing", "reason")
    refuse_texts([("reason", reason)])
    until = may_ask_until(consultation.issued_at, calendar)
    if until is not None and now > until:
        raise NotReady(Finding("urgency_asked_too_late", True, "O11", {"until": until}))
    if consultation.authority_id is None:
        raise NotReady(Finding("authority_missing", True, "L8"))
    if any(each.decided_at is None for each in consultation.requests):
        raise NotReady(Finding("urgency_asked_already", True, "O11"))
    preview = queries.due_preview(consultation, now)
    due_at = consultation.due_at or preview.due_at
    if due_at is None:
        raise NotReady(Finding("due_missing", True, "F4"))
    touch(consultation)
    asked = UrgencyRequest(
        consultation_id=consultation.id, authority_id=consultation.authority_id, due_at=due_at, reason=reason,
        asked_by=by.person_id, asked_at=now,
    )  # fmt: skip
    consultation.requests.append(asked)
    db.session.flush()
    journal.record(
        verbs.URGENCY_ASKED, by=by, now=now, consultation_id=consultation.id, subject_id=asked.id, words=reason,
        due_at=due_at,
    )  # fmt: skip
    letters.urgency_asked(asked, now)
    return asked


def decide_urgency(request: UrgencyRequest, *, approved: bool, words: str, by: Actor, now: datetime) -> None:
    """The authority approves the shorter time, or doesn't, with its words; once (exact rule 29).

    What is issued already is approved from then on; a draft when it is issued with that time or a longer one.
    """
    words = need(words, "urgency_words_missing", "words")
    refuse_texts([("words", words)])
    if request.decided_at is not None:
        raise NotReady(Finding("urgency_decided_already", True, "O11"))
    consultation = request.consultation
    request.decided_at, request.approved, request.words = now, approved, words
    db.session.flush()
    if approved and consultation.issued_at is not None:
        touch(consultation, urgency_approved=True, urgency_basis=words[:500])
    journal.record(
        verbs.URGENCY_APPROVED if approved else verbs.URGENCY_REFUSED, by=by, now=now,
        consultation_id=consultation.id, subject_id=request.id, words=words, due_at=request.due_at,
    )  # fmt: skip
    letters.urgency_decided(request, now)
