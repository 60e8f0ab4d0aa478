"""A month, a quarter or a year, as it is written in an address: 2026-10, 2026-Q4, 2026 (design 4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EARLIEST, LATEST = 2000, 2099
WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?:(?P<month>[0-9]{2})|Q(?P<quarter>[1-4])))?")


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """A period of the calendar. `number` is the month's or the quarter's, 0 for a year: the parts of its label."""

    year: int
    kind: PeriodKind
    number: int

    def __post_init__(self) -> None:
        numbers = range(1) if self.kind is PeriodKind.YEAR else range(1, 12 // LENGTHS[self.kind] + 1)
        if not EARLIEST <= self.year <= LATEST or self.number not in numbers:
            raise ValueError("period_invalid")

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read `2026-10`, `2026-Q4` or `2026`; anything else is the ValueError 'period_invalid'."""
        found = WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError("period_invalid")
        year = int(found["year"])
        if found["month"]:
            return cls(year, PeriodKind.MONTH, int(found["month"]))
        if found["quarter"]:
            return cls(year, PeriodKind.QUARTER, int(found["quarter"]))
        return cls(year, PeriodKind.YEAR, 0)

    @classmethod
    def of(cls, day: date, kind: PeriodKind) -> Period:
        """The period of that kind in which a day lies."""
        number = 0 if kind is PeriodKind.YEAR else (day.month - 1) // LENGTHS[kind] + 1
        return cls(day.year, kind, number)

    def __str__(self) -> str:
        if self.kind is PeriodKind.YEAR:
            return f"{self.year}"
        return f"{self.year}-{self.number:02}" if self.kind is PeriodKind.MONTH else f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, max(0, self.number - 1) * LENGTHS[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.first.month + LENGTHS[self.kind]
        after = date(self.year + 1, 1, 1) if month > 12 else date(self.year, month, 1)
        return after - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return day in self

    @property
    def previous(self) -> Period | None:
        """The period of the same kind before this one; None before the first that can be asked for."""
        before = self.first - timedelta(days=1)
        return Period.of(before, self.kind) if before.year >= EARLIEST else None

    @property
    def next(self) -> Period | None:
        """The period of the same kind after this one; None after the last that can be asked for."""
        after = self.last + timedelta(days=1)
        return Period.of(after, self.kind) if after.year <= LATEST else None

    @property
    def months(self) -> tuple[Period, ...]:
        """The months of which it consists, in order."""
        first = self.first.month
        return tuple(Period(self.year, PeriodKind.MONTH, first + more) for more in range(LENGTHS[self.kind]))
