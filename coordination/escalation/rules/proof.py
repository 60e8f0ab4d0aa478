"""What must be proved before the authority is told (L8, exact rules 13–16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.escalation.rules.kinds import Ground
from coordination.kernel.values import Finding
from coordination.limits.rules import WorkCalendar, working_days_from


@dataclass(frozen=True)
class ProofFacts:
    """What is known of one consultee when somebody wants to report it; moments aware, None where it did not happen."""

    delivered_at: datetime | None
    dossier_complete: bool
    due_at: datetime
    reminded_after_due_at: datetime | None = None
    answered: bool = False
    says_it_sent: bool = False
    push_back_waits: bool = False
    returned_due_at: datetime | None = None
    reminded_after_return_at: datetime | None = None
    second_inadequate: bool = False
    refused_at: datetime | None = None
    disputed_at: datetime | None = None
    push_back_decide_by: datetime | None = None
    invited_to_settle_at: datetime | None = None
    contest_waits: bool = False
    part_ended: bool = False
    by_letter: bool = False


def missing_proof(ground: Ground, facts: ProofFacts, now: datetime, calendar: WorkCalendar) -> list[Finding]:
    """What is still missing before this ground may be reported; empty when the proof holds (exact rule 14)."""
    if facts.by_letter:
        return [Finding("proof_by_letter", clause="O6", evidence={"ground": ground.value})]
    lacks = (
        ["proof_part_ended"]
        if facts.part_ended and ground is not Ground.CONTRADICTION
        else _LACKS[ground](facts, now, calendar)
    )
    return [Finding(code, clause="L8", evidence={"ground": ground.value}) for code in lacks]


def _lacks_answer(facts: ProofFacts, now: datetime, _calendar: WorkCalendar) -> list[str]:
    return [
        code
        for code, holds in (
            ("proof_not_delivered", facts.delivered_at is not None),
            ("proof_dossier_incomplete", facts.dossier_complete),
            ("proof_due_not_passed", now > facts.due_at),
            ("proof_not_reminded", facts.reminded_after_due_at is not None),
            ("proof_answered", not facts.answered),
            ("proof_says_it_sent", not facts.says_it_sent),
            ("proof_push_back_waits", not facts.push_back_waits),
            ("proof_contest_waits", not facts.contest_waits),
        )
        if not holds
    ]


def _lacks_substance(facts: ProofFacts, now: datetime, _calendar: WorkCalendar) -> list[str]:
    if facts.contest_waits:
        return ["proof_contest_waits"]
    if facts.second_inadequate:
        return [] if facts.delivered_at else ["proof_not_delivered"]
    passed = facts.returned_due_at is not None and now > facts.returned_due_at
    return [
        code
        for code, holds in (
            ("proof_not_delivered", facts.delivered_at is not None),
            ("proof_not_returned", facts.returned_due_at is not None),
            ("proof_return_due_not_passed", passed),
            ("proof_return_not_reminded", facts.reminded_after_return_at is not None),
            ("proof_answered", not facts.answered),
            ("proof_says_it_sent", not facts.says_it_sent),
            ("proof_push_back_waits", not facts.push_back_waits),
        )
        if not holds
    ]


def _lacks_second(facts: ProofFacts, _now: datetime, _calendar: WorkCalendar) -> list[str]:
    if facts.contest_waits:
        return ["proof_contest_waits"]
    return [] if facts.second_inadequate else ["proof_no_second_reply"]


def _lacks_dispute(facts: ProofFacts, _now: datetime, _calendar: WorkCalendar) -> list[str]:
    return [] if facts.refused_at and facts.disputed_at else ["proof_no_dispute"]


def _lacks_decision(facts: ProofFacts, now: datetime, _calendar: WorkCalendar) -> list[str]:
    late = facts.push_back_decide_by is not None and now > facts.push_back_decide_by
    return [] if late else ["proof_push_back_in_time"]


def _lacks_settling(facts: ProofFacts, now: datetime, calendar: WorkCalendar) -> list[str]:
    invited = facts.invited_to_settle_at
    waited = invited is not None and now > working_days_from(invited, 2, calendar)
    return [] if waited else ["proof_not_invited_to_settle"]


_LACKS = {
    Ground.NO_ANSWER: _lacks_answer,
    Ground.INCOMPLETE: _lacks_answer,
    Ground.OFF_TOPIC: _lacks_substance,
    Ground.GENERIC: _lacks_substance,
    Ground.SECOND_INADEQUATE: _lacks_second,
    Ground.DISPUTE: _lacks_dispute,
    Ground.UNDECIDED_PUSH_BACK: _lacks_decision,
    Ground.CONTRADICTION: _lacks_settling,
}


def check_statement(did: str, proposes: str, effect: str) -> list[Finding]:
    """A report must say what the lead did, what it proposes and how progress or quality suffers (F1, O12)."""
    said = {"did": did, "proposes": proposes, "effect": effect}
    return [
        Finding(f"escalation_{name}_missing", clause="F1", field=name)
        for name, text in said.items()
        if not text.strip()
    ]
