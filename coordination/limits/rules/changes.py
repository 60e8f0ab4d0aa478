"""Changes of the calendar: days declared off or worked, or given back to the shipped calendar (design 3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.kernel.values import Finding
from coordination.limits.rules.calendar import DayKind, WorkCalendar

MOST_DAYS = 200


@dataclass(frozen=True)
class DayChange:
    """One day: off or worked by a notice, or (`kind` None) as the shipped calendar has it again."""

    day: date
    kind: DayKind | None
    name: str = ""
    document: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, to be kept with the change and carried by its preview."""
        kind = self.kind.value if self.kind else None
        return {"day": self.day.isoformat(), "kind": kind, "name": self.name, "document": self.document}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> DayChange:
        """What `as_json` wrote; ValueError, KeyError or TypeError when it is something else."""
        kind = DayKind(facts["kind"]) if facts["kind"] is not None else None
        return cls(date.fromisoformat(facts["day"]), kind, str(facts["name"]), str(facts["document"]))


def check_changes(changes: Sequence[DayChange], calendar: WorkCalendar, added: Collection[date]) -> list[Finding]:
    """What stands against a change of the calendar in force, in which the days `added` are the administrator's own."""
    if not changes:
        return [Finding("no_day_changed")]
    if len(changes) > MOST_DAYS:
        return [Finding("too_many_days", evidence={"most": MOST_DAYS})]
    found, seen = [], set[date]()
    for change in changes:
        code = "day_twice" if change.day in seen else _against(change, calendar, added)
        if code:
            found.append(Finding(code, evidence={"day": change.day}, field="day"))
        seen.add(change.day)
    return found


def _against(change: DayChange, calendar: WorkCalendar, added: Collection[date]) -> str:
    if change.kind is None:
        return "" if change.day in added else "day_not_added"
    if change.day in added:
        return "day_known"
    working = calendar.is_working(change.day)
    if change.kind is DayKind.OFF:
        return "" if working else "day_off_already"
    return "day_worked_already" if working else ""


def overlaid(
    added: Mapping[date, tuple[DayKind, str]], changes: Iterable[DayChange]
) -> tuple[dict[date, str], dict[date, str]]:
    """The administrator's days off and days worked, with their names, as they are once the changes are made."""
    days = dict(added)
    for change in changes:
        if change.kind is None:
            days.pop(change.day, None)
        else:
            days[change.day] = (change.kind, change.name)
    off = {day: name for day, (kind, name) in days.items() if kind is DayKind.OFF}
    return off, {day: name for day, (kind, name) in days.items() if kind is DayKind.WORKED}
