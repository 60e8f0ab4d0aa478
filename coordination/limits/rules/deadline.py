"""From a time limit to a due time, with every reason for it (F4, A9; design 3.2; Civil Code 2015, articles 144–148)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, counts_as_sent_on, local_day, moment
from coordination.limits.rules.reasons import Deadline, Step, StepKind


class DayUnit(StrEnum):
    """'Ngày làm việc' or 'ngày': both occur, so the unit is kept with the number (domain 1.6)."""

    WORKING = "working"
    CALENDAR = "calendar"


class EndsAt(StrEnum):
    """The hour at which the last day ends, inclusive (exact rule 2)."""

    CLOSE = "17:00"
    MIDNIGHT = "24:00"


@dataclass(frozen=True)
class TimeLimit:
    """So many days, of which kind, ending at which hour, by which rule."""

    days: int
    unit: DayUnit = DayUnit.WORKING
    ends_at: EndsAt = EndsAt.CLOSE
    legal_basis: str = ""

    def __post_init__(self) -> None:
        if self.days < 1:
            raise ValueError("a time limit has at least one day")


def due(sent: datetime | date, limit: TimeLimit, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS) -> Deadline:
    """The due time of a thing sent then (exact rules 1, 2; Civil Code 147, 148); a bare date is in office hours."""
    start = counts_as_sent_on(sent, calendar, hours)
    last = last_day(start, limit, calendar)
    walk = _working_days if limit.unit is DayUnit.WORKING else _calendar_days
    basis = (Step(StepKind.BASIS, reason=limit.legal_basis),) if limit.legal_basis else ()
    at = end_of(last, limit.ends_at, hours)
    return Deadline(
        at,
        (
            Step(StepKind.SENT, local_day(sent), at=sent) if isinstance(sent, datetime) else Step(StepKind.SENT, sent),
            Step(StepKind.COUNTS_FROM, start),
            *walk(start, last, limit, calendar),
            *basis,
            Step(StepKind.ENDS, last, at=at),
        ),
    )


def due_on(
    chosen: date | datetime,
    calendar: WorkCalendar,
    ends_at: EndsAt = EndsAt.CLOSE,
    hours: OfficeHours = OFFICE_HOURS,
    reason: str = "",
) -> Deadline:
    """A due time chosen by hand: a day, rolled to a working one and ending at its close, or the very moment given."""
    if isinstance(chosen, datetime):
        return Deadline(chosen, (Step(StepKind.SET, local_day(chosen), at=chosen, reason=reason),))
    last = calendar.roll(chosen)
    at = end_of(last, ends_at, hours)
    set_step = Step(StepKind.SET, chosen, reason=reason)
    return Deadline(at, (set_step, *_rolled(chosen, last, calendar), Step(StepKind.ENDS, last, at=at)))


def last_day(start: date, limit: TimeLimit, calendar: WorkCalendar) -> date:
    """The last day of a limit that counts from a day, itself not counted."""
    if limit.unit is DayUnit.WORKING:
        return calendar.add(start, limit.days)
    return calendar.roll(start + timedelta(days=limit.days))


def end_of(day: date, ends_at: EndsAt = EndsAt.CLOSE, hours: OfficeHours = OFFICE_HOURS) -> datetime:
    """The end of a due day: the close of the office, or 24:00 where the rule says so (exact rule 2)."""
    if ends_at is EndsAt.CLOSE:
        return moment(day, hours.closes)
    return moment(day + timedelta(days=1), time(0))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _working_days(start: date, last: date, limit: TimeLimit, calendar: WorkCalendar) -> Iterator[Step]:
    number = 0
    for day in _days(start + timedelta(days=1), last):
        if calendar.is_working(day):
            number += 1
            yield Step(StepKind.COUNTED, day, calendar.name_of(day), number)
        else:
            yield Step(StepKind.SKIPPED, day, calendar.name_of(day))


def _calendar_days(start: date, last: date, limit: TimeLimit, calendar: WorkCalendar) -> Iterator[Step]:
    for number in range(1, limit.days + 1):
        day = start + timedelta(days=number)
        yield Step(StepKind.COUNTED, day, calendar.name_of(day), number)
    raw = start + timedelta(days=limit.days)
    yield from _rolled(raw, last, calendar, told=True)


def _rolled(day: date, last: date, calendar: WorkCalendar, told: bool = False) -> Iterator[Step]:
    """The days off from a day on, but for the day itself where it was `told` already as the last of the limit."""
    if day != last:
        first = day + timedelta(days=1) if told else day
        yield from (
            Step(StepKind.SKIPPED, off, calendar.name_of(off)) for off in _days(first, last - timedelta(days=1))
        )
        yield Step(StepKind.ROLLED, day, until=last)
