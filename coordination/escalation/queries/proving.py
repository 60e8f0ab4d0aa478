"""The proof: what is known of one consultee, and its statements, composed from the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from coordination.assessment import queries as assessment
from coordination.assessment.rules import VerdictKind, stands
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending, PointKind
from coordination.escalation.models import Escalation
from coordination.escalation.queries.contradictions import unsettled_of
from coordination.escalation.queries.ladder import reminded_after, rests_until, says_it_sent
from coordination.escalation.rules import Ground, ProofFacts, deems
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from coordination.limits.rules import TimeLimitRule
from coordination.replies import queries as replies


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
    silent = [point for point in replies.points_awaited(consultee) if point.id not in said]
    may = deems(rule.silence, rule.silence_basis, (p.kind in (PointKind.YES_NO, PointKind.CHOICE) for p in silent))
    return rule.silence_basis if may else ""


def proof_facts(consultee: Consultee, now: datetime) -> ProofFacts:
    """Everything that the proof of any ground may need about one consultee."""
    due_at = consultee.agreed_due_at or consultee.due_at
    assert due_at is not None
    waiting = replies.open_push_back(consultee)
    differs = unsettled_of(consultee)
    returned = assessment.returns_of([consultee.id])
    last_return = returned[-1] if returned else None
    return_due = last_return.due_at if last_return else None
    if return_due is not None and consultee.returned_at is not None and consultee.due_at is not None:
        return_due = max(return_due, consultee.due_at)  # moved since: a contest was upheld, or the whole stood still
    return ProofFacts(
        delivered_at=consultee.delivered_at,
        dossier_complete=replies.awaited_dossier(consultee) is None,
        due_at=max(due_at, consultee.due_at or due_at),
        reminded_after_due_at=reminded_after(consultee.id, consultee.due_at or due_at),
        answered=consultee.answered_at is not None and consultee.returned_at is None,
        says_it_sent=says_it_sent(consultee) or _paper_rests(consultee, now),
        push_back_waits=waiting is not None and consultee.pushed_back_at is not None,
        returned_due_at=return_due,
        reminded_after_return_at=reminded_after(consultee.id, return_due) if return_due else None,
        second_inadequate=second_inadequate(consultee, now),
        refused_at=waiting.decided_at if waiting else None,
        disputed_at=waiting.disputed_at if waiting else None,
        push_back_decide_by=waiting.decide_by if waiting and waiting.decided_at is None else None,
        invited_to_settle_at=differs.invited_at if differs else None,
        contest_waits=assessment.contests_waiting(consultee),
        by_letter=consultee.by_letter,
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
    "consultation.issued", "consultation.amended", "consultation.replaced", "consultation.corrected",
    "consultee.added", "consultee.delivered", "consultee.delivered_late",
    "consultee.opened", "consultee.acknowledged", "consultee.extended", "consultee.restarted", "consultee.shifted",
    "consultee.reopened", "push_back.made", "push_back.decided", "push_back.disputed", "push_back.settled",
    "push_back.dossier_completed", "reply.sent", "reply.entered", "reply.confirmed", "reply.objected", "reply.returned",
    "verdict.given", "verdict.contested", "contest.settled", "reminder.sent", "reminder.by_hand", "late.explained",
    "reply.claimed_sent", "reply.claim_answered", "exchange.recorded", "contradiction.marked",
    "contradiction.settled", "escalation.decided",
)  # fmt: skip


def later_statements(report: Escalation) -> dict[int, list[dict[str, Any]]]:
    """By consultee: what has happened since the report left, apart from its proof, which stays as it was."""
    later: dict[int, list[dict[str, Any]]] = {case.consultee_id: [] for case in report.cases}
    if report.sent_up_at is None:
        return later
    entries = db.session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.consultee_id.in_(list(later)),
            JournalEntry.consultation_id == report.consultation_id,
            JournalEntry.verb.in_([verb for verb in PROVING if verb != "escalation.decided"]),
            JournalEntry.at > report.sent_up_at,
        )
        .order_by(JournalEntry.place)
    )
    for entry in entries:
        later[entry.consultee_id or 0].append(_statement(entry))
    return later


def _statement(e: JournalEntry) -> dict[str, Any]:
    return {"entry": e.id, "place": e.place, "verb": e.verb, "at": e.at.isoformat(), "facts": e.facts}


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
    return [_statement(entry) for entry in entries]
