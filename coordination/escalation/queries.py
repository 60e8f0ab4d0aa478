"""Reports, cases, reminders and tasks; and the proof, composed from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.assessment import queries as assessment
from coordination.assessment.rules import VerdictKind, stands
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Ending, PointKind
from coordination.escalation.models import Directive, EscalatedCase, Escalation, LadderStep
from coordination.escalation.rules import Ground, ProofFacts, StepOutcome, deems
from coordination.kernel import clock
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import TimeLimitRule, WorkCalendar, working_days_from
from coordination.replies import queries as replies

DIGEST_FROM = (7, 30)


def escalation(escalation_id: int) -> Escalation | None:
    return db.session.scalars(
        select(Escalation)
        .where(Escalation.id == escalation_id)
        .options(
            joinedload(Escalation.consultation).joinedload(Consultation.lead_unit),
            joinedload(Escalation.authority),
            selectinload(Escalation.cases)
            .joinedload(EscalatedCase.consultee)
            .options(joinedload(Consultee.unit), joinedload(Consultee.consultation)),
        )
    ).one_or_none()


def digest_from(day: date) -> datetime:
    """From when the morning digest of a working day goes out (O27)."""
    return clock.at(day, *DIGEST_FROM)


def next_digest_at(now: datetime, calendar: WorkCalendar) -> datetime:
    """When the next morning digest goes out: on working days only (O27)."""
    today = clock.local(now).date()
    if calendar.is_working(today) and now < digest_from(today):
        return digest_from(today)
    return digest_from(calendar.next_working_day(today))


def case(case_id: int) -> EscalatedCase | None:
    return db.session.get(EscalatedCase, case_id)


def open_escalation(consultation_id: int) -> Escalation | None:
    """The latest report of a consultation that is still being drafted or waits for the authority."""
    return db.session.scalars(
        select(Escalation)
        .where(Escalation.consultation_id == consultation_id, Escalation.closed_at.is_(None))
        .order_by(Escalation.drafted_at.desc(), Escalation.id.desc())
    ).first()


def draft_of(consultation_id: int) -> Escalation | None:
    """The report of a consultation that is being drafted, as it is now, held fast until the end of the transaction."""
    return db.session.scalars(
        select(Escalation)
        .where(
            Escalation.consultation_id == consultation_id,
            Escalation.closed_at.is_(None),
            Escalation.sent_up_at.is_(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def undecided_cases(consultee: Consultee) -> list[EscalatedCase]:
    """Where the unit is named in a report that is being drafted, or that the authority has not decided."""
    wanted = select(EscalatedCase).where(EscalatedCase.consultee_id == consultee.id, EscalatedCase.decided_at.is_(None))
    return list(db.session.scalars(wanted.options(joinedload(EscalatedCase.escalation))))


def was_reported(consultee: Consultee, ground: Ground) -> bool:
    """Whether the unit was ever reported on this ground."""
    wanted = select(EscalatedCase.id).where(EscalatedCase.consultee_id == consultee.id, EscalatedCase.ground == ground)
    return db.session.scalar(wanted.limit(1)) is not None


def of_consultation(consultation_id: int) -> list[Escalation]:
    return list(
        db.session.scalars(
            select(Escalation)
            .where(Escalation.consultation_id == consultation_id)
            .order_by(Escalation.drafted_at)
            .options(selectinload(Escalation.cases))
        )
    )


def is_held(report: Escalation) -> bool:
    """Whether a draft rests because the lead's head held it: until that day is over its time stands still."""
    return report.held_until is not None and clock.local(report.sign_by).date() <= report.held_until


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


def ledgers(consultee_ids: Sequence[int]) -> dict[int, list[LadderStep]]:
    """By consultee: its ledger, in the order in which it was written."""
    kept: dict[int, list[LadderStep]] = {each: [] for each in consultee_ids}
    for step in reminders(consultee_ids):
        kept[step.consultee_id].append(step)
    return kept


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
    return list(db.session.scalars(wanted.options(joinedload(Directive.unit), joinedload(Directive.authority))))


def directives_given(authority_id: int, *, open_only: bool = True) -> list[Directive]:
    wanted = select(Directive).where(Directive.authority_id == authority_id).order_by(Directive.due_at)
    if open_only:
        wanted = wanted.where(Directive.confirmed_at.is_(None))
    return list(db.session.scalars(wanted.options(selectinload(Directive.unit))))


def clock_runs(consultee: Consultee) -> bool:
    """Whether a complete answer is awaited from the unit now, and from nobody else an act (exact rules 5, 13)."""
    whole = consultee.consultation
    return (
        consultee.issued_at is not None
        and consultee.closed_at is None
        and consultee.pushed_back_at is None
        and (consultee.answered_at is None or consultee.returned_at is not None)
        and whole.withdrawn_at is None
        and whole.submitted_at is None
        and whole.concluded_at is None
        and not (consultee.returned_at is not None and assessment.contests_waiting(consultee))
    )


CONFIRM_WITHIN = 2


def resting(consultee_ids: Sequence[int]) -> dict[int, datetime]:
    """By consultee: until when its ladder rests, because the lead looks for what the unit says it sent, or the unit
    for what was entered in its name."""
    until = {consultee_id: claim.answer_by for consultee_id, claim in replies.open_claims(consultee_ids).items()}
    for consultee_id, paper in replies.unconfirmed_papers(consultee_ids).items():
        confirm_by = working_days_from(paper.created_at, CONFIRM_WITHIN, limits.calendar())
        until[consultee_id] = max(confirm_by, until.get(consultee_id, confirm_by))
    return until


def rests_until(consultee: Consultee) -> datetime | None:
    return resting([consultee.id]).get(consultee.id)


def says_it_sent(consultee: Consultee) -> bool:
    """Whether the unit says that it has answered and nobody has said otherwise (O5): no one calls it silent then.

    The lead has not looked yet, or has found the letter and not entered it; or the unit has not yet been given its two
    days to confirm what was entered.
    """
    made = replies.claims([consultee.id])
    if not made:
        return False
    last = made[-1]
    if last.answered_at is None:
        return True
    if not last.found:
        return False
    entered = [reply for reply in replies.sent_replies(consultee) if reply.created_at >= last.made_at]
    return not any(reply.objected_at or reply.confirmed_at or reply.entered_by_lead for reply in entered)


def ground_of(consultee: Consultee) -> Ground:
    """What a unit whose time has run out is to be reported for: the fault found where its reply was returned, else that
    it answered in part, or not at all."""
    if consultee.returned_at is not None:
        found = {
            verdict.kind
            for _id, verdict, _opinion, reply in assessment.verdicts_of([consultee.id])
            if assessment.facts(verdict).finds_fault
        }
        for kind in (VerdictKind.INCOMPLETE, VerdictKind.OFF_TOPIC, VerdictKind.GENERIC):
            if kind in found:
                return Ground(kind.value)
    return Ground.INCOMPLETE if replies.latest_opinions(consultee) else Ground.NO_ANSWER


def deemed_basis(consultee: Consultee) -> str:
    """The basis on which the unit's silence is agreement; empty where it is none (exact rule 15, O9, O15)."""
    if consultee.closed_at is not None or consultee.returned_at is not None or consultee.answered_at is not None:
        return ""
    frozen = consultee.consultation.rule
    if not frozen:
        return ""
    rule, said = TimeLimitRule.from_json(frozen), replies.latest_opinions(consultee)
    silent = [point for point in consultations.points_for(consultee) if point.id not in said]
    may = deems(rule.silence, rule.silence_basis, (p.kind in (PointKind.YES_NO, PointKind.CHOICE) for p in silent))
    return rule.silence_basis if may else ""


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
        says_it_sent=says_it_sent(consultee) or _paper_rests(consultee, now),
        push_back_waits=waiting is not None and consultee.pushed_back_at is not None,
        returned_due_at=last_return.due_at if last_return else None,
        reminded_after_return_at=reminded_after(consultee.id, last_return.due_at) if last_return else None,
        second_inadequate=second_inadequate(consultee, now),
        refused_at=waiting.decided_at if waiting else None,
        disputed_at=waiting.disputed_at if waiting else None,
        push_back_decide_by=waiting.decide_by if waiting and waiting.decided_at is None else None,
        contest_waits=assessment.contests_waiting(consultee),
        part_ended=consultee.closed_at is not None and consultee.ending is not Ending.DEEMED,
    )


def _paper_rests(consultee: Consultee, now: datetime) -> bool:
    if replies.unconfirmed_paper(consultee) is None:
        return False
    until = rests_until(consultee)
    return until is not None and now <= until


def second_inadequate(consultee: Consultee, now: datetime) -> bool:
    """Whether the unit, after its reply was returned once, answered again and is found wanting by a verdict that
    stands: of the new reply, or of the old opinion where the new reply left it as it was (exact rule 14)."""
    returned = assessment.returns_of([consultee.id])
    if not returned:
        return False
    first = returned[0].sent_at
    sent = [reply for reply in replies.sent_replies(consultee) if replies.in_force(reply)]
    if not any(reply.sent_at is not None and reply.sent_at > first for reply in sent):
        return False
    standing = {opinion.id for opinion in replies.latest(sent).values()}
    return any(
        verdict.kind is not VerdictKind.ADEQUATE and opinion.id in standing and stands(assessment.facts(verdict), now)
        for _id, verdict, opinion, _reply in assessment.verdicts_of([consultee.id])
    )


# The acts that may speak for or against a unit, by the names under which the journal keeps them.
PROVING = (
    "consultation.issued", "consultation.amended", "consultee.added", "consultee.delivered", "consultee.delivered_late",
    "consultee.opened", "consultee.acknowledged", "consultee.extended", "consultee.restarted", "consultee.shifted",
    "consultee.reopened", "push_back.made", "push_back.decided", "push_back.disputed", "push_back.settled",
    "push_back.dossier_completed", "reply.sent", "reply.entered", "reply.confirmed", "reply.objected", "reply.returned",
    "verdict.given", "verdict.contested", "contest.settled", "reminder.sent", "reminder.by_hand", "late.explained",
    "reply.claimed_sent", "reply.claim_answered", "escalation.decided",
)  # fmt: skip


def statements(consultee: Consultee) -> list[dict[str, Any]]:
    """The proof as statements, each linked to its event in the journal: what happened, when (design 3.7)."""
    entries = db.session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.consultation_id == consultee.consultation_id,
            (JournalEntry.consultee_id == consultee.id) | JournalEntry.consultee_id.is_(None),
            JournalEntry.verb.in_(PROVING),
        )
        .order_by(JournalEntry.place)
    )
    return [
        {"entry": e.id, "place": e.place, "verb": e.verb, "at": e.at.isoformat(), "facts": e.facts} for e in entries
    ]
