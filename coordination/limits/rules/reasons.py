"""The reasons of a due time, kept as data so that every date can say why (design 3.2: 'why').

`words` turns each step into a sentence; the steps are frozen with the due time as plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from coordination.limits.rules.hours import ZONE, local_day


class StepKind(StrEnum):
    """One step on the way to a due time."""

    SENT = "sent"  # day, and the moment when it is known
    COUNTS_FROM = "counts_from"  # the day on which it counts as sent; itself not counted
    COUNTED = "counted"  # day, its number; name: why a Saturday is worked
    SKIPPED = "skipped"  # day; name: the holiday, empty for a plain weekend
    ROLLED = "rolled"  # from day to until, the next working day
    SET = "set"  # a day chosen by the lead
    PAUSED = "paused"  # number working days stood still (a push-back); from day to until
    SUSPENDED = "suspended"  # the same, because the whole stood still
    EXTENDED = "extended"  # from day to until, by the lead
    RESTARTED = "restarted"  # the whole limit anew, from the day the dossier was complete
    DELIVERED_LATE = "delivered_late"  # the whole limit anew, from the day of delivery
    CALENDAR_CHANGED = "calendar_changed"  # from day to until, because a day was declared off
    REPLACED = "replaced"  # number days again from a replacing letter; from day to until
    BASIS = "basis"  # reason: the legal basis
    ENDS = "ends"  # the due day, and the moment


@dataclass(frozen=True)
class Step:
    """One reason: what kind, which day, its number or name, until when, and the written reason if there is one."""

    kind: StepKind
    day: date | None = None
    name: str = ""
    number: int | None = None
    at: datetime | None = None
    until: date | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, without what is empty."""
        facts: dict[str, Any] = {
            "kind": self.kind.value,
            "day": self.day and self.day.isoformat(),
            "name": self.name,
            "number": self.number,
            "at": self.at and self.at.astimezone(UTC).isoformat(),
            "until": self.until and self.until.isoformat(),
            "reason": self.reason,
        }
        return {key: value for key, value in facts.items() if value not in (None, "")}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Step:
        """What `as_json` wrote."""
        return cls(
            StepKind(facts["kind"]),
            date.fromisoformat(facts["day"]) if "day" in facts else None,
            facts.get("name", ""),
            facts.get("number"),
            datetime.fromisoformat(facts["at"]) if "at" in facts else None,
            date.fromisoformat(facts["until"]) if "until" in facts else None,
            facts.get("reason", ""),
        )


@dataclass(frozen=True)
class Deadline:
    """A due time, inclusive, and every step that led to it."""

    at: datetime
    why: tuple[Step, ...] = ()

    @property
    def day(self) -> date:
        """The due day."""
        return due_day(self.at)

    def why_json(self) -> list[dict[str, Any]]:
        """The steps as plain JSON, to be frozen beside the due time."""
        return [step.as_json() for step in self.why]

    @classmethod
    def from_json(cls, at: datetime, why: Iterable[Mapping[str, Any]]) -> Deadline:
        """A due time with the steps that were frozen beside it."""
        return cls(at, tuple(Step.from_json(facts) for facts in why))


def due_day(due_at: datetime) -> date:
    """The day on which a due time ends; 24:00 belongs to the day that it closes (exact rule 2)."""
    return local_day(due_at - timedelta(seconds=1) if ends_at_midnight(due_at) else due_at)


def ends_at_midnight(due_at: datetime) -> bool:
    """Whether a due time ends at 24:00, not at an hour of its day."""
    return due_at.astimezone(ZONE).time() == time(0)
