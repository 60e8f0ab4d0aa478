"""Measuring time against a due time: how much was given, used, left, and how late (exact rules 1, 3, 6, 28)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.deadline import DayUnit, end_of
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, counts_as_sent_on, local_day
from coordination.limits.rules.reasons import due_day

MANY_REPLIES = 30
_SECOND = timedelta(seconds=1)


def share_used(
    issued_at: datetime,
    at: datetime,
    due_at: datetime,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
) -> Fraction:
    """The share of its time a unit had used when it pushed back, that day included (exact rule 3).

    Where the time ends on the day of issue the days say nothing, and the hours are compared.
    """
    start = counts_as_sent_on(issued_at, calendar, hours)
    whole = calendar.count(start, due_day(due_at))
    if whole > 0:
        return Fraction(max(0, calendar.count(start, local_day(at))), whole)
    if at >= due_at or due_at <= issued_at:
        return Fraction(1)
    return Fraction(max(0, (at - issued_at) // _SECOND), (due_at - issued_at) // _SECOND)


def in_first_third(share: Fraction) -> bool:
    """Early enough for an 'unclear or incomplete' to restart the clock (design 3.4, exact rule 3)."""
    return share <= Fraction(1, 3)


def after_half(share: Fraction) -> bool:
    """Late for a push-back (exact rule 3; design 4.1, responsibility)."""
    return share > Fraction(1, 2)


def days_late(due_at: datetime, closed_at: datetime, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS) -> int:
    """Working days late, a part counting as one (C2, X3): what came after hours counts as sent the next working day."""
    if closed_at <= due_at:
        return 0
    return max(1, calendar.count(due_day(due_at), counts_as_sent_on(closed_at, calendar, hours)))


def working_days_left(
    now: datetime, due_at: datetime, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS
) -> int:
    """Working days until the due day: 0 on the day itself, negative (the days late) once the time has passed."""
    if now > due_at:
        return -days_late(due_at, now, calendar, hours)
    return calendar.count(local_day(now), due_day(due_at))


def working_days_from(
    at: datetime | date, n: int, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS
) -> datetime:
    """The close of the n-th working day from then: the time anybody has for an act that is given n working days."""
    return end_of(calendar.add(counts_as_sent_on(at, calendar, hours), n), hours=hours)


def judge_by(since: datetime, replies: int, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS) -> datetime:
    """Until when the lead may judge: 3 working days from the due time or a late reply, 5 above 30 replies (O18)."""
    return working_days_from(since, 5 if replies > MANY_REPLIES else 3, calendar, hours)


def allotted(
    issued_at: datetime | date,
    due_at: datetime,
    unit: DayUnit,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
) -> int:
    """The days a due time gives, in the rule's unit, the first not counted (F4, exact rule 28)."""
    start = counts_as_sent_on(issued_at, calendar, hours)
    if unit is DayUnit.WORKING:
        return calendar.count(start, due_day(due_at))
    return (due_day(due_at) - start).days


def time_ratio(
    issued_at: datetime | date,
    due_at: datetime,
    minimum: int | None,
    unit: DayUnit,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
) -> float:
    """Time allotted ÷ the rule's minimum, uncut; 1 without a minimum (exact rule 28)."""
    if not minimum:
        return 1.0
    return allotted(issued_at, due_at, unit, calendar, hours) / minimum
