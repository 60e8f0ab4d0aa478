"""Why the authority may be told, and what must be proved before (L8, exact rules 13–16). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.kernel.values import Finding
from coordination.limits.rules import Silence, WorkCalendar, working_days_from


class StepOutcome(StrEnum):
    SENT = "sent"
    OVERTAKEN = "overtaken"


class Ground(StrEnum):
    """Why the authority is told (L8, design 3.7)."""

    NO_ANSWER = "no_answer"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    GENERIC = "generic"
    SECOND_INADEQUATE = "second_inadequate"
    DISPUTE = "dispute"
    UNDECIDED_PUSH_BACK = "undecided_push_back"
    CONTRADICTION = "contradiction"


class DecisionKind(StrEnum):
    """The closed list of the authority's decisions (design 3.7, O13, O15)."""

    DIRECT_ANSWER = "direct_answer"
    ACCEPT_EXPLANATION = "accept_explanation"
    RELEASE = "release"
    DEEM_AGREED = "deem_agreed"
    GO_ON_WITHOUT = "go_on_without"
    CHANGE_CONSULTEES = "change_consultees"
    NOTE_CRITICISM = "note_criticism"
    RETURN_TO_LEAD = "return_to_lead"


HOLD_AT_MOST = 5
SIGN_WITHIN = 1
# Grounds about a quarrel over a push-back.
ABOUT_HAND_BACKS = frozenset({Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK})
# Grounds about an answer that did not come or does not suffice; the others are about a quarrel.
ABOUT_ANSWERS = frozenset(
    {Ground.NO_ANSWER, Ground.INCOMPLETE, Ground.OFF_TOPIC, Ground.GENERIC, Ground.SECOND_INADEQUATE}
)


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


def missing_proof(ground: Ground, facts: ProofFacts, now: datetime, calendar: WorkCalendar) -> list[Finding]:
    """What is still missing before this ground may be reported; empty when the proof holds (exact rule 14)."""
    lacks = ["proof_part_ended"] if facts.part_ended else _LACKS[ground](facts, now, calendar)
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


def deems(silence: Silence | None, basis: str, silent_on: Iterable[bool]) -> bool:
    """Whether silence is agreement: the frozen rule says so and cites its basis, and each point left open is one to
    which silence can be agreement (exact rule 15, O9, O15). `silent_on`: for each such point whether it is."""
    left = list(silent_on)
    return silence is Silence.DEEMED_AGREED and bool(basis.strip()) and bool(left) and all(left)


def allowed_decisions(
    ground: Ground, silence: Silence | None, opinion_required: bool = False, *, answered: bool = False,
    ended: bool = False,
) -> tuple[DecisionKind, ...]:  # fmt: skip
    """The closed list for a case. Agreement by silence only where the frozen rule gives it; going on without an opinion
    never where the law requires that opinion (O15). A unit that has answered meanwhile is not directed to answer, nor
    gone on without; what ended by silence ends as the authority says, and is not deemed twice."""
    if ground in (Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK):
        return (DecisionKind.DIRECT_ANSWER, DecisionKind.RELEASE, DecisionKind.RETURN_TO_LEAD)
    out = set()
    silent = ground in (Ground.NO_ANSWER, Ground.INCOMPLETE)
    if answered:
        out |= {DecisionKind.GO_ON_WITHOUT, DecisionKind.DEEM_AGREED}
        out |= {DecisionKind.DIRECT_ANSWER} if silent else set()
    if silence is not Silence.DEEMED_AGREED or not silent or ended:
        out.add(DecisionKind.DEEM_AGREED)
    if opinion_required:
        out |= {DecisionKind.GO_ON_WITHOUT, DecisionKind.DEEM_AGREED}
    return tuple(kind for kind in DecisionKind if kind not in out)


def check_decision(
    kind: DecisionKind,
    allowed: tuple[DecisionKind, ...],
    words: str,
    number: str,
    due_at: datetime | None,
    now: datetime,
) -> list[Finding]:
    """What a decision must carry: words always, a due time for a task, number and date for a criticism (O14)."""
    found = []
    if kind not in allowed:
        found.append(Finding("decision_not_allowed", clause="L8", field="kind"))
    if not words.strip():
        found.append(Finding("decision_no_words", clause="L8", field="words"))
    if kind is DecisionKind.DIRECT_ANSWER and (due_at is None or due_at <= now):
        found.append(Finding("decision_no_due", clause="A7", field="due_on"))
    if kind is DecisionKind.NOTE_CRITICISM and not number.strip():
        found.append(Finding("decision_no_number", clause="L8", field="number"))
    return found
