"""Where a consultation and each of its consultees stand: derived from moments, never stored (design 3.3, 3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from coordination.consultations.rules.kinds import Ending
from coordination.kernel.values import Finding


class Phase(StrEnum):
    """Phases of a consultation (design 3.3); `signed` is signed and waits for its number (O1)."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SIGNED = "signed"
    ISSUED = "issued"
    COLLECTED = "collected"
    SUBMITTED = "submitted"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done with a consultation as a whole."""

    COMPOSE = "compose"
    REASON = "reason"
    DISCARD = "discard"
    SEND_FOR_SIGNING = "send_for_signing"
    SIGN = "sign"
    RETURN_DRAFT = "return_draft"
    ISSUE = "issue"
    AMEND = "amend"
    EXTEND = "extend"
    ADD_CONSULTEE = "add_consultee"
    WITHDRAW = "withdraw"
    SUBMIT = "submit"


_AFTER_ISSUE = frozenset({Step.AMEND, Step.EXTEND, Step.ADD_CONSULTEE, Step.WITHDRAW, Step.SUBMIT})
_NOTHING: frozenset[Step] = frozenset()

STEPS: Mapping[Phase, frozenset[Step]] = MappingProxyType(
    {
        Phase.DRAFT: frozenset({Step.COMPOSE, Step.REASON, Step.DISCARD, Step.SEND_FOR_SIGNING}),
        Phase.AWAITING_APPROVAL: frozenset({Step.REASON, Step.SIGN, Step.RETURN_DRAFT}),
        Phase.SIGNED: frozenset({Step.REASON, Step.RETURN_DRAFT, Step.ISSUE}),
        Phase.ISSUED: _AFTER_ISSUE,
        Phase.COLLECTED: _AFTER_ISSUE,
        Phase.SUBMITTED: _NOTHING,
        Phase.CONCLUDED: _NOTHING,
        Phase.WITHDRAWN: _NOTHING,
    }
)


@dataclass(frozen=True)
class PhaseFacts:
    """The facts of which a consultation's phase is made. `signing` is the state of its paper, empty without one."""

    signing: str = ""
    issued_at: datetime | None = None
    withdrawn_at: datetime | None = None
    submitted_at: datetime | None = None
    concluded_at: datetime | None = None
    consultees: int = 0
    closed: int = 0


def phase(facts: PhaseFacts) -> Phase:
    """The phase of a consultation (design 3.3)."""
    if facts.withdrawn_at:
        return Phase.WITHDRAWN
    if facts.concluded_at:
        return Phase.CONCLUDED
    if facts.submitted_at:
        return Phase.SUBMITTED
    if facts.issued_at:
        collected = facts.consultees > 0 and facts.closed == facts.consultees
        return Phase.COLLECTED if collected else Phase.ISSUED
    return {"on_its_way": Phase.AWAITING_APPROVAL, "signed": Phase.SIGNED}.get(facts.signing, Phase.DRAFT)


def may_do(now: Phase, step: Step) -> bool:
    """Whether the step exists in that phase."""
    return step in STEPS[now]


def cannot(now: Phase, step: Step) -> list[Finding]:
    """Empty when the step exists in that phase, else why not."""
    return [] if may_do(now, step) else [Finding("wrong_phase", evidence={"phase": now.value, "step": step.value})]


class ConsulteePhase(StrEnum):
    """Phases of a consultee (design 3.4), the endings among them (exact rule 16)."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    DELIVERED = "delivered"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    PUSHED_BACK = "pushed_back"
    ANSWERED = "answered"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RELEASED = "released"
    DEEMED = "deemed"
    GONE_ON_WITHOUT = "gone_on_without"
    UNANSWERED = "unanswered"
    NO_OPINION = "no_opinion"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


P = ConsulteePhase
ENDINGS = frozenset(P(ending.value) for ending in Ending)
OPEN_PHASES = frozenset({P.SENT, P.DELIVERED, P.OPENED, P.ACKNOWLEDGED, P.PUSHED_BACK, P.ANSWERED, P.RETURNED})
_WITHOUT_REPLY = ENDINGS - {P.ACCEPTED}
# A late reply that comes before submission replaces what silence had decided (exact rule 15).
_LATE_REPLY = frozenset({P.ANSWERED})
_NOWHERE: frozenset[ConsulteePhase] = frozenset()

TRANSITIONS: Mapping[ConsulteePhase, frozenset[ConsulteePhase]] = MappingProxyType(
    {
        P.NOT_SENT: frozenset({P.SENT}),
        P.SENT: frozenset({P.DELIVERED, P.OPENED, P.ACKNOWLEDGED, P.PUSHED_BACK, P.ANSWERED}) | _WITHOUT_REPLY,
        P.DELIVERED: frozenset({P.OPENED, P.ACKNOWLEDGED, P.PUSHED_BACK, P.ANSWERED}) | _WITHOUT_REPLY,
        P.OPENED: frozenset({P.ACKNOWLEDGED, P.PUSHED_BACK, P.ANSWERED}) | _WITHOUT_REPLY,
        P.ACKNOWLEDGED: frozenset({P.PUSHED_BACK, P.ANSWERED}) | _WITHOUT_REPLY,
        P.PUSHED_BACK: frozenset({P.ACKNOWLEDGED, P.ANSWERED}) | _WITHOUT_REPLY,
        P.ANSWERED: frozenset({P.ANSWERED, P.PUSHED_BACK, P.RETURNED, P.ACCEPTED, P.ACKNOWLEDGED}) | _WITHOUT_REPLY,
        P.RETURNED: frozenset({P.ANSWERED, P.PUSHED_BACK, P.ACCEPTED}) | _WITHOUT_REPLY,
        P.DEEMED: _LATE_REPLY,
        P.GONE_ON_WITHOUT: _LATE_REPLY,
        P.UNANSWERED: _LATE_REPLY,
        P.NO_OPINION: _LATE_REPLY,
        P.ACCEPTED: _NOWHERE,
        P.RELEASED: _NOWHERE,
        P.WITHDRAWN: _NOWHERE,
        P.SUPERSEDED: _NOWHERE,
    }
)


# A replacing letter asks more or something else than what was taken note of, or deemed agreed: open again (O4).
ASKED_AGAIN = frozenset({P.ACCEPTED, P.DEEMED})


def may_move(now: ConsulteePhase, to: ConsulteePhase) -> bool:
    """Whether a consultee can go from one phase to another."""
    return to in TRANSITIONS[now]


def move(now: ConsulteePhase, to: ConsulteePhase) -> list[Finding]:
    """Empty when the move exists, else a clear finding; whoever gets one changes nothing (design 3.4)."""
    return [] if may_move(now, to) else [Finding("impossible_move", evidence={"phase": now.value, "to": to.value})]


class Silence(StrEnum):
    """The four silences (design 3.4); the first is a fault of ours, never the unit's."""

    NOT_DELIVERED = "not_delivered"
    NOT_OPENED = "not_opened"
    NOT_ACKNOWLEDGED = "not_acknowledged"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class ConsulteeFacts:
    """The moments of which a consultee's phase is made; the same names as the columns.

    `answered_at` is the arrival of the latest complete reply; `returned_at` and `pushed_back_at` are set while a return
    or a hand-back is open, `suspended_at` while the whole consultation stands still.
    """

    issued_at: datetime | None = None
    due_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    pushed_back_at: datetime | None = None
    suspended_at: datetime | None = None
    answered_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    ending: Ending | None = None
    by_letter: bool = False

    @classmethod
    def of(cls, thing: Any) -> ConsulteeFacts:
        """From a consultee or a row of a list that has these columns."""
        return cls(**{field.name: getattr(thing, field.name) for field in fields(cls)})


def consultee_phase(facts: ConsulteeFacts) -> ConsulteePhase:
    """The phase of one consultee (design 3.4)."""
    if facts.ending:
        return ConsulteePhase(facts.ending.value)
    for moment, reached in (
        (facts.pushed_back_at, P.PUSHED_BACK),
        (facts.returned_at, P.RETURNED),
        (facts.answered_at, P.ANSWERED),
        (facts.acknowledged_at, P.ACKNOWLEDGED),
        (facts.opened_at, P.OPENED),
        (facts.delivered_at, P.DELIVERED),
        (facts.issued_at, P.SENT),
    ):
        if moment:
            return reached
    return P.NOT_SENT


def owes(facts: ConsulteeFacts) -> bool:
    """Whether a complete answer is awaited from the unit: sent, open, and not answered or returned to it."""
    return bool(facts.issued_at) and not facts.ending and (facts.answered_at is None or facts.returned_at is not None)


def silence(facts: ConsulteeFacts) -> Silence | None:
    """Which of the four silences it is, None when the unit isn't silent (design 3.4)."""
    if facts.by_letter or not owes(facts) or facts.pushed_back_at or facts.suspended_at:
        return None
    if facts.acknowledged_at or facts.returned_at:
        return Silence.NOT_ANSWERED
    if facts.opened_at:
        return Silence.NOT_ACKNOWLEDGED
    return Silence.NOT_OPENED if facts.delivered_at else Silence.NOT_DELIVERED


def overdue(facts: ConsulteeFacts, now: datetime) -> bool:
    """Whether an answer is owed and its due time has passed; the due second itself is in time (exact rule 2).

    What never reached the unit is no lateness of it (exact rule 8); who is asked by letter is never late (O6).
    """
    rests = facts.pushed_back_at or facts.suspended_at
    arrived = facts.delivered_at is not None or facts.opened_at is not None
    passed = facts.due_at is not None and facts.due_at < now
    return owes(facts) and not rests and arrived and passed and not facts.by_letter


@dataclass(frozen=True)
class Standing:
    """Where a consultee stands at a moment: phase, which silence, and the facts beside them."""

    phase: ConsulteePhase
    silence: Silence | None
    overdue: bool
    owes: bool
    suspended: bool = False
    by_letter: bool = False


def standing(facts: ConsulteeFacts, now: datetime) -> Standing:
    """Phase, silence, overdue and owing at once (design 3.4)."""
    stands_still = facts.suspended_at is not None
    return Standing(
        consultee_phase(facts), silence(facts), overdue(facts, now), owes(facts), stands_still, facts.by_letter
    )
