"""What is known of one case, as plain values: everything a score is computed from, and nothing else (exact rule 28).

The field names are the names in the JSON that other programs read (design 8). Facts that can't be are refused at once:
they would be a bug in gathering them, and a wrong score is worse than a loud error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Role(StrEnum):
    """In which role a unit is scored."""

    CONSULTEE = "consultee"
    LEAD = "lead"


@dataclass(frozen=True, kw_only=True)
class ConsulteeFacts:
    """One cooperating unit in one consultation (design 4.1).

    `due` is the agreed due time that lateness is measured against (exact rule 6), `original_due` the one of the letter.
    `days_late` counts only days charged to the unit, `reminders_before_reply` only those after the first.
    """

    due: datetime
    original_due: datetime
    first_complete_reply: datetime | None
    days_late: int
    reminders_before_reply: int
    points: int
    answered_first: int
    incomplete_first: int
    adequate_first: int
    adequate_after_return: int
    late_push_back: bool
    push_back_refused: bool
    late: bool
    explanation_complete: bool

    def __post_init__(self) -> None:
        moments = (self.due, self.original_due, self.first_complete_reply)
        _refuse("facts_naive_time", any(m is not None and m.utcoffset() is None for m in moments))
        _refuse_negative(self)
        _refuse("facts_more_than_points", self.answered_first > self.points)
        _refuse("facts_more_than_points", self.adequate_first + self.adequate_after_return > self.points)
        _refuse("facts_more_than_answered", self.incomplete_first > self.answered_first)
        reply = self.first_complete_reply
        _refuse("facts_late_disagrees", reply is not None and self.late != (reply > self.due))
        _refuse("facts_charged_though_in_time", not self.late and self.days_late + self.reminders_before_reply > 0)

    def to_json(self) -> dict[str, Any]:
        """As other programs read it: times in ISO form with the offset of Vietnam (design 8)."""
        return _json(self)


@dataclass(frozen=True, kw_only=True)
class LeadFacts:
    """One consultation of a lead unit (design 4.2). Points are counted once for each unit they were addressed to."""

    time_ratios: tuple[float, ...]
    urgency_approved: bool
    points_addressed: int
    points_handed_back: int
    consultees: int
    unclear_granted: int
    duties: int
    duties_in_time: int
    comments: int
    comments_disposed: int
    verdicts: int
    overturned: int
    checks: int
    not_rightly_reported: int

    def __post_init__(self) -> None:
        _refuse("facts_negative", any(not (math.isfinite(ratio) and ratio >= 0) for ratio in self.time_ratios))
        _refuse_negative(self)
        parts_of_wholes = (
            (self.points_handed_back, self.points_addressed),
            (self.unclear_granted, self.consultees),
            (self.duties_in_time, self.duties),
            (self.comments_disposed, self.comments),
            (self.overturned, self.verdicts),
            (self.not_rightly_reported, self.checks),
        )
        _refuse("facts_part_above_whole", any(part > whole for part, whole in parts_of_wholes))

    def to_json(self) -> dict[str, Any]:
        """As other programs read it (design 8)."""
        return _json(self)


Facts = ConsulteeFacts | LeadFacts


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What the five plain indicators need beside the facts of a cooperating unit; never scored (design 4.3).

    `reminders` are all those of the ladder really sent after the due time and before the reply, the first included.
    """

    acknowledged_in_time: bool
    points_answered: int
    confirmed_findings: int
    reminders: int


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case in its place: whose it is, among which units it is compared, the day whose period it counts in."""

    case: str
    unit: str
    kind: str
    authority: str
    counted_on: date
    facts: Facts
    plain: Plain | None = None

    @property
    def role(self) -> Role:
        """The role that the facts speak of."""
        return Role.CONSULTEE if isinstance(self.facts, ConsulteeFacts) else Role.LEAD


def _refuse(code: str, wrong: bool) -> None:
    if wrong:
        raise ValueError(code)


def _refuse_negative(facts: Facts) -> None:
    values = (getattr(facts, field.name) for field in fields(facts))
    _refuse("facts_negative", any(isinstance(value, int) and value < 0 for value in values))


def _json(facts: Facts) -> dict[str, Any]:
    return {field.name: _plain_value(getattr(facts, field.name)) for field in fields(facts)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(ZONE).isoformat()
    return list(value) if isinstance(value, tuple) else value
