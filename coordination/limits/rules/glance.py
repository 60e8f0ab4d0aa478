"""A year at a glance: twelve months of weeks, each day with what it is (design 3.2)."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordination.limits.rules.calendar import SATURDAY, WorkCalendar


class Look(StrEnum):
    """What a day is to somebody who counts days."""

    WORKING = "working"
    WEEKEND = "weekend"
    OFF = "off"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORKED = "swapped_worked"


@dataclass(frozen=True)
class Cell:
    """One day of a month."""

    day: date
    look: Look
    name: str


@dataclass(frozen=True)
class Month:
    """One month: its weeks from Monday to Sunday, empty where a day belongs to another month; its working days."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


_SWAPPED = "thay cho ngày"


def look_of(day: date, calendar: WorkCalendar) -> Look:
    """What the day is in the calendar; a day off in exchange for another is told by its name."""
    weekday = day.weekday() < SATURDAY
    if calendar.is_working(day):
        return Look.WORKING if weekday else Look.SWAPPED_WORKED
    if not weekday:
        return Look.WEEKEND
    return Look.SWAPPED_OFF if _SWAPPED in calendar.name_of(day) else Look.OFF


def glance(calendar: WorkCalendar, year: int) -> tuple[Month, ...]:
    """The twelve months of a year."""
    return tuple(_month(calendar, year, number) for number in range(1, 13))


def _month(calendar: WorkCalendar, year: int, number: int) -> Month:
    weeks = tuple(
        tuple(Cell(day, look_of(day, calendar), calendar.name_of(day)) if day.month == number else None for day in week)
        for week in Calendar().monthdatescalendar(year, number)
    )
    working = sum(cell is not None and calendar.is_working(cell.day) for week in weeks for cell in week)
    return Month(number, weeks, working)
