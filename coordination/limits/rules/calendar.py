"""Working days (design 3.2; Labour Code 2019, articles 111 and 112).

A calendar is what differs from Monday to Friday: days off, and days worked in exchange for one ('swap days').
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coordination.kernel.values import Finding, NotReady
from coordination.limits.rules.shipped import FIRST_YEAR, LAST_YEAR, NONE, Names, no_days, shipped_year

SATURDAY = 5


class DayKind(StrEnum):
    """How a day differs from Monday–Friday."""

    OFF = "off"
    WORKED = "worked"


class Difference(NamedTuple):
    """One day that differs from Monday–Friday, and the name of the holiday or notice (exact rule 34)."""

    day: date
    kind: DayKind
    name: str


class _Span(NamedTuple):
    first_year: int
    last_year: int
    days: list[int]


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked (F4, C2): Monday–Friday, `base`'s days of each year, and over them `off` and `worked`.

    Never changed once made. The sorted list of working days grows by itself to the years that are asked for.
    """

    off: Names = field(default_factory=dict)
    worked: Names = field(default_factory=dict)
    base: Callable[[int], tuple[Names, Names]] = no_days
    _span: list[_Span] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        both = self.off.keys() & self.worked.keys()
        if both:
            raise ValueError(f"both off and worked: {min(both)}")
        object.__setattr__(self, "off", MappingProxyType(dict(sorted(self.off.items()))))
        object.__setattr__(self, "worked", MappingProxyType(dict(sorted(self.worked.items()))))

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day."""
        kind = self._said_of(day)[0]
        return kind is DayKind.WORKED if kind else day.weekday() < SATURDAY

    def name_of(self, day: date) -> str:
        """The Vietnamese name of the holiday or the notice that speaks of the day; empty for a plain day."""
        return self._said_of(day)[1]

    def add(self, day: date, n: int) -> date:
        """The n-th working day after the day (before it, when n is negative); with 0 the day itself."""
        if n == 0:
            return day
        span = self._covering(day.year, day.year)
        while True:
            position = (
                bisect_right(span.days, day.toordinal()) + n - 1
                if n > 0
                else bisect_left(span.days, day.toordinal()) + n
            )
            if position < 0:
                span = self._covering(span.first_year - 1 + position // 262, span.last_year)
            elif position >= len(span.days):
                span = self._covering(span.first_year, span.last_year + 1 + (position - len(span.days)) // 262)
            else:
                return date.fromordinal(span.days[position])

    def count(self, a: date, b: date) -> int:
        """Working days after a up to and including b; negative, and of the same size, the other way round."""
        days = self._covering(min(a, b).year, max(a, b).year).days
        return bisect_right(days, b.toordinal()) - bisect_right(days, a.toordinal())

    def roll(self, day: date) -> date:
        """The day itself when worked, else the next day that is (Civil Code 148.5)."""
        return day if self.is_working(day) else self.add(day, 1)

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        return self.add(day, 1)

    def differences(self, year: int) -> tuple[Difference, ...]:
        """Every day of the year that differs from Monday–Friday (exact rule 34)."""
        base_off, base_worked = self.base(year)
        said = self.off.keys() | self.worked.keys() | base_off.keys() | base_worked.keys()
        return tuple(
            Difference(day, DayKind.WORKED if self.is_working(day) else DayKind.OFF, self.name_of(day))
            for day in sorted(said)
            if day.year == year and self.is_working(day) != (day.weekday() < SATURDAY)
        )

    def _said_of(self, day: date) -> tuple[DayKind | None, str]:
        base_off, base_worked = self.base(day.year)
        for kind, names in (
            (DayKind.OFF, self.off),
            (DayKind.WORKED, self.worked),
            (DayKind.WORKED, base_worked),
            (DayKind.OFF, base_off),
        ):
            if day in names:
                return kind, names[day]
        return None, ""

    def _covering(self, first_year: int, last_year: int) -> _Span:
        if first_year < FIRST_YEAR or last_year > LAST_YEAR:
            raise NotReady(Finding("date_out_of_range", clause="F4"))
        span = self._span[0] if self._span else None
        if span and span.first_year <= first_year and last_year <= span.last_year:
            return span
        first = min(first_year, span.first_year) if span else first_year
        last = max(last_year, span.last_year) if span else last_year
        days = [day for year in range(first, last + 1) for day in self._working_days_of(year)]
        grown = _Span(first, last, days)
        self._span[:] = [grown]  # one assignment: another thread sees the old span or the new, both right
        return grown

    def _working_days_of(self, year: int) -> list[int]:
        first = date(year, 1, 1).toordinal()
        days = (date.fromordinal(n) for n in range(first, date(year, 12, 31).toordinal() + 1))
        return [day.toordinal() for day in days if self.is_working(day)]


def vietnam(off: Names = NONE, worked: Names = NONE) -> WorkCalendar:
    """The shipped days of every year, with the days an administrator declared off or worked over them."""
    return WorkCalendar(off, worked, shipped_year)
