"""What waiting does to the lead's own day of submission (O12). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.limits.rules import WorkCalendar

SYNTHESIS_DAYS = 2  # what a lead needs to synthesise and submit (O11)


@dataclass(frozen=True)
class LeadEffect:
    """`left`: working days from a day until the lead's day of submission, negative once it has passed; `last_day`: by
    when the opinions must have come, so that `needed` working days remain; `short_by`: days that are missing already.
    """

    submit_by: date
    left: int
    needed: int
    last_day: date
    short_by: int

    def as_json(self) -> dict[str, Any]:
        return {
            "submit_by": self.submit_by.isoformat(),
            "left": self.left,
            "needed": self.needed,
            "last_day": self.last_day.isoformat(),
            "short_by": self.short_by,
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> LeadEffect:
        days = {name: date.fromisoformat(said[name]) for name in ("submit_by", "last_day")}
        return cls(left=said["left"], needed=said["needed"], short_by=said["short_by"], **days)


def effect_on_lead(
    today: date, submit_by: date | None, calendar: WorkCalendar, needed: int = SYNTHESIS_DAYS
) -> LeadEffect | None:
    """How the lead stands with its own day of submission; None where no day is set (O12, exact rule 9)."""
    if submit_by is None:
        return None
    left = calendar.count(today, submit_by)
    end = submit_by if calendar.is_working(submit_by) else calendar.add(submit_by, -1)
    return LeadEffect(submit_by, left, needed, calendar.add(end, -needed), max(0, needed - left))
