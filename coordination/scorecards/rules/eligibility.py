"""Which cases count, in which period, and which are left out and why (design 4.1; exact rules 26, 30, 32).

A case left out is named in the list of its period; only what was never a case (a draft, a body that is not ours) is
nowhere. A case whose time was extended is never left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from coordination.consultations.rules import Ending
from coordination.scorecards.rules.facts import ZONE


class State(StrEnum):
    """Whether a case counts now."""

    COUNTED = "counted"
    NOT_YET = "not_yet"
    OUT = "out"
    NEVER = "never"


class OutReason(StrEnum):
    """Why a case leaves the denominator (design 4.1)."""

    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    NOT_DELIVERED = "not_delivered"
    WAIVED = "waived"


@dataclass(frozen=True)
class Eligibility:
    """What becomes of a case: its state, the day whose period it counts or is named in, and why it is out."""

    state: State
    on: date | None = None
    reason: OutReason | None = None


NOT_YET = Eligibility(State.NOT_YET)
NEVER = Eligibility(State.NEVER)


@dataclass(frozen=True, kw_only=True)
class ConsulteeStanding:
    """Where a cooperating unit's part stands; `points` are those not handed back, `external` is never scored (O6)."""

    due: datetime
    issued_at: datetime | None
    delivered_at: datetime | None
    closed_at: datetime | None
    ending: Ending | None
    waived: bool = False
    points: int = 1
    external: bool = False


@dataclass(frozen=True, kw_only=True)
class LeadStanding:
    """Where a consultation stands for its lead; `submitted_at` is its first submission."""

    issued_at: datetime | None
    submit_by: date | None
    submitted_at: datetime | None
    concluded_at: datetime | None
    withdrawn_at: datetime | None


def local_day(moment: datetime) -> date:
    """The day of a moment as a Vietnamese office reads it."""
    return moment.astimezone(ZONE).date()


def due_day(due: datetime) -> date:
    """The day that a due time belongs to; 24:00 belongs to the day that it ends (exact rule 2)."""
    return local_day(due - timedelta(microseconds=1))


def consultee_eligibility(standing: ConsulteeStanding, now: datetime) -> Eligibility:
    """Counted in the period of its due day once that has passed, or earlier when closed (exact rule 26)."""
    if standing.external or standing.issued_at is None:
        return NEVER
    closed = standing.closed_at is not None
    reason = _out_reason(standing)
    if not closed and reason is not OutReason.RELEASED and now <= standing.due:
        return NOT_YET
    state = State.COUNTED if reason is None else State.OUT
    return Eligibility(state, due_day(standing.due), reason)


def lead_eligibility(standing: LeadStanding, now: datetime) -> Eligibility:
    """Counted on the earlier of its submit-by day and its submission, conclusion or withdrawal (exact rule 30)."""
    if standing.issued_at is None:
        return NEVER
    ends = (standing.submitted_at, standing.concluded_at, standing.withdrawn_at)
    days = [local_day(end) for end in ends if end is not None]
    if standing.submit_by is not None and (days or standing.submit_by < local_day(now)):
        days.append(standing.submit_by)
    return Eligibility(State.COUNTED, min(days)) if days else NOT_YET


def _out_reason(standing: ConsulteeStanding) -> OutReason | None:
    if standing.ending is Ending.RELEASED or standing.points == 0:
        return OutReason.RELEASED
    if standing.ending is Ending.WITHDRAWN:
        return OutReason.WITHDRAWN
    if _superseded(standing):
        return OutReason.SUPERSEDED
    if standing.waived:
        return OutReason.WAIVED
    return None if _delivered(standing) else OutReason.NOT_DELIVERED


def _superseded(standing: ConsulteeStanding) -> bool:
    """Only by a round before the due time; a later one does not wash the lateness off (exact rule 16, O17)."""
    in_time = standing.closed_at is not None and standing.closed_at <= standing.due
    return standing.ending is Ending.SUPERSEDED and in_time


def _delivered(standing: ConsulteeStanding) -> bool:
    """Whether it was delivered before the close (exact rule 32); while it is open, whether it was at all."""
    if standing.delivered_at is None:
        return False
    return standing.closed_at is None or standing.delivered_at <= standing.closed_at
