"""Reports, cases, reminders and tasks; and the proof, composed from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from coordination.assessment import queries as assessment
from coordination.assessment.rules import VerdictKind, stands
from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import Directive, EscalatedCase, Escalation, LadderStep
from coordination.escalation.rules import ProofFacts, StepOutcome
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from coordination.replies import queries as replies


def escalation(escalation_id: int) -> Escalation | None:
    return db.session.scalars(
        select(Escalation)
        .where(Escalation.id == escalation_id)
        .options(selectinload(Escalation.cases).selectinload(EscalatedCase.consultee))
    ).one_or_none()


def case(case_id: int) -> EscalatedCase | None:
    return db.session.get(EscalatedCase, case_id)


def open_escalation(consultation_id: int) -> Escalation | None:
    """The report of a consultation that is still being drafted or waits for the authority."""
    return db.session.scalars(
        select(Escalation).where(Escalation.consultation_id == consultation_id, Escalation.closed_at.is_(None))
    ).one_or_none()


def of_consultation(consultation_id: int) -> list[Escalation]:
    return list(
        db.session.scalars(
            select(Escalation)
            .where(Escalation.consultation_id == consultation_id)
            .order_by(Escalation.drafted_at)
            .options(selectinload(Escalation.cases))
        )
    )


def open_for(authority_id: int) -> list[Escalation]:
    """What waits for this authority's decision, the longest waiting first."""
    return list(
        db.session.scalars(
            select(Escalation)
            .where(
                Escalation.authority_id == authority_id,
                Escalation.closed_at.is_(None),
                Escalation.sent_up_at.is_not(None),
            )
            .order_by(Escalation.sent_up_at)
            .options(
                selectinload(Escalation.cases).selectinload(EscalatedCase.consultee).selectinload(Consultee.unit),
                selectinload(Escalation.consultation),
            )
        )
    )


def to_sign(unit_id: int) -> list[Escalation]:
    """Draft reports that wait for the signature of this lead unit's head."""
    return list(
        db.session.scalars(
            select(Escalation)
            .join(Consultation, Consultation.id == Escalation.consultation_id)
            .where(
                Consultation.lead_unit_id == unit_id,
                Escalation.closed_at.is_(None),
                Escalation.sent_up_at.is_(None),
            )
            .order_by(Escalation.sign_by)
            .options(selectinload(Escalation.cases), selectinload(Escalation.consultation))
        )
    )


def reminders(consultee_ids: Sequence[int]) -> list[LadderStep]:
    """The ledger of these consultees, in the order in which it was written."""
    return list(
        db.session.scalars(
            select(LadderStep)
            .where(LadderStep.consultee_id.in_(consultee_ids))
            .order_by(LadderStep.done_at, LadderStep.id)
        )
    )


def reminded_after(consultee_id: int, moment: datetime) -> datetime | None:
    """When the unit was last really reminded after a moment, by the ladder or by hand."""
    return db.session.scalar(
        select(func.max(LadderStep.done_at)).where(
            LadderStep.consultee_id == consultee_id,
            LadderStep.outcome == StepOutcome.SENT,
            LadderStep.rung != "escalate",
            LadderStep.done_at > moment,
        )
    )


def directive(directive_id: int) -> Directive | None:
    return db.session.get(Directive, directive_id)


def directives_of(unit_id: int, *, open_only: bool = True) -> list[Directive]:
    wanted = select(Directive).where(Directive.unit_id == unit_id).order_by(Directive.due_at)
    if open_only:
        wanted = wanted.where(Directive.confirmed_at.is_(None))
    return list(db.session.scalars(wanted))


def directives_given(authority_id: int, *, open_only: bool = True) -> list[Directive]:
    wanted = select(Directive).where(Directive.authority_id == authority_id).order_by(Directive.due_at)
    if open_only:
        wanted = wanted.where(Directive.confirmed_at.is_(None))
    return list(db.session.scalars(wanted.options(selectinload(Directive.unit))))


def proof_facts(consultee: Consultee, now: datetime) -> ProofFacts:
    """Everything that the proof of any ground may need about one consultee."""
    due_at = consultee.agreed_due_at or consultee.due_at
    assert due_at is not None
    waiting = replies.open_push_back(consultee)
    returned = assessment.returns_of([consultee.id])
    last_return = returned[-1] if returned else None
    return ProofFacts(
        delivered_at=consultee.delivered_at,
        dossier_complete=replies.awaited_dossier(consultee) is None,
        due_at=max(due_at, consultee.due_at or due_at),
        reminded_after_due_at=reminded_after(consultee.id, consultee.due_at or due_at),
        answered=consultee.answered_at is not None and consultee.returned_at is None,
        says_it_sent=replies.open_claim(consultee) is not None and _claim_rests(consultee, now),
        push_back_waits=waiting is not None and consultee.pushed_back_at is not None,
        returned_due_at=last_return.due_at if last_return else None,
        reminded_after_return_at=reminded_after(consultee.id, last_return.due_at) if last_return else None,
        second_inadequate=second_inadequate(consultee, now),
        refused_at=waiting.decided_at if waiting else None,
        disputed_at=waiting.disputed_at if waiting else None,
        push_back_decide_by=waiting.decide_by if waiting and waiting.decided_at is None else None,
    )


def _claim_rests(consultee: Consultee, now: datetime) -> bool:
    made = replies.open_claim(consultee)
    return made is not None and now <= made.answer_by


def second_inadequate(consultee: Consultee, now: datetime) -> bool:
    """Whether a reply sent after a return was judged inadequate again, and that verdict stands."""
    returned = assessment.returns_of([consultee.id])
    if not returned:
        return False
    first = returned[0].sent_at
    return any(
        verdict.kind is not VerdictKind.ADEQUATE
        and reply.sent_at is not None
        and reply.sent_at > first
        and stands(assessment.facts(verdict), now)
        for _id, verdict, _opinion, reply in assessment.verdicts_of([consultee.id])
    )


PROVING = (
    "consultation.issued", "consultee.delivered", "consultee.opened", "consultee.acknowledged", "consultee.round",
    "consultee.due_moved", "push_back.made", "push_back.decided", "push_back.disputed", "reply.sent", "reply.returned",
    "verdict.given", "reminder.sent", "reminder.by_hand", "late.explained", "reply.claimed_sent", "reply.claim_answered",
)  # fmt: skip


def statements(consultee: Consultee) -> list[dict[str, Any]]:
    """The proof as statements, each linked to its event in the journal: what happened, when (design 3.7)."""
    entries = db.session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.consultation_id == consultee.consultation_id,
            (JournalEntry.consultee_id == consultee.id) | (JournalEntry.verb == "consultation.issued"),
            JournalEntry.verb.in_(PROVING),
        )
        .order_by(JournalEntry.place)
    )
    return [{"entry": e.id, "verb": e.verb, "at": e.at.isoformat(), "facts": e.facts} for e in entries]
