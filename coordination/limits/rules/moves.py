"""How a due time in force moves: later, never earlier (exact rules 4, 5, 7, 8; design 3.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from coordination.kernel.values import Finding, NotReady
from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.deadline import DayUnit, EndsAt, TimeLimit, due, due_on
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, counts_as_sent_on, local_day
from coordination.limits.rules.measures import allotted
from coordination.limits.rules.reasons import Deadline, Step, StepKind, ends_at_midnight

_STOOD_STILL = (StepKind.PAUSED, StepKind.SUSPENDED, StepKind.CALENDAR_CHANGED)
_CHOSEN = (StepKind.SET, StepKind.EXTENDED)


def moved_by(
    before: Deadline,
    working_days: int,
    calendar: WorkCalendar,
    reason: str = "",
    kind: StepKind = StepKind.PAUSED,
) -> Deadline:
    """Later by the working days that stood still: a whole push-back made in time, or a suspension (exact rule 5)."""
    if working_days < 0:
        raise ValueError("a due time never moves earlier")
    if not working_days:
        return before
    until = calendar.add(before.day, working_days)
    step = Step(kind, before.day, number=working_days, until=until, reason=reason)
    return Deadline(before.at + (until - before.day), (*before.why, step))


def paused_days(since: datetime, until: datetime, calendar: WorkCalendar) -> int:
    """How many working days began between a push-back or suspension and its end (exact rules 5, 10)."""
    return calendar.count(local_day(since), local_day(until))


def extended(
    before: Deadline,
    chosen: date | datetime,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
    reason: str = "",
) -> Deadline:
    """Moved later by the lead to a day or moment it chose (design 3.3); NotReady('due_not_later') when not later."""
    ends_at = EndsAt.MIDNIGHT if ends_at_midnight(before.at) else EndsAt.CLOSE
    after = due_on(chosen, calendar, ends_at, hours)
    if after.at <= before.at:
        raise NotReady(Finding("due_not_later", clause="F4", field="due_at"))
    step = Step(StepKind.EXTENDED, before.day, at=after.at, until=after.day, reason=reason)
    return Deadline(after.at, (*before.why, step))


def restart(
    completed_at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    before: Deadline,
    hours: OfficeHours = OFFICE_HOURS,
) -> Deadline:
    """The full original limit anew from the day the dossier was completed (exact rule 4); never earlier than before."""
    return _anew(StepKind.RESTARTED, completed_at, limit, calendar, before, hours)


def delivered_later(
    delivered_at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    before: Deadline,
    hours: OfficeHours = OFFICE_HOURS,
) -> Deadline:
    """The limit anew from a first delivery that came after the issue (exact rule 8); never earlier than before."""
    return _anew(StepKind.DELIVERED_LATE, delivered_at, limit, calendar, before, hours)


def original_limit(
    issued_at: datetime,
    first_due_at: datetime,
    rule_limit: TimeLimit,
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
) -> TimeLimit:
    """The limit first given (exact rule 4): the rule's own, or what the lead's first due time amounted to."""
    if due(issued_at, rule_limit, calendar, hours).at == first_due_at:
        return rule_limit
    ends_at = EndsAt.MIDNIGHT if ends_at_midnight(first_due_at) else EndsAt.CLOSE
    days = max(1, allotted(issued_at, first_due_at, rule_limit.unit, calendar, hours))
    return replace(rule_limit, days=days, ends_at=ends_at)


def half_again(
    sent_at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    before: Deadline,
    hours: OfficeHours = OFFICE_HOURS,
) -> Deadline:
    """At least half of the original limit from the sending of a letter that replaces the first (O4); never earlier.

    Half of an odd number of days is rounded up: 'at least half' is the unit's right.
    """
    half = replace(limit, days=(limit.days + 1) // 2)
    after = due(sent_at, half, calendar, hours)
    if after.at <= before.at:
        return before
    step = Step(StepKind.REPLACED, before.day, number=half.days, at=sent_at, until=after.day)
    return Deadline(after.at, (step, *after.why))


@dataclass(frozen=True)
class CalendarEffect:
    """What a calendar change means for one due time: where it would fall, and the moved due time, None when left."""

    would_be: date
    moved: Deadline | None

    def comes_earlier(self, before: Deadline) -> bool:
        """Such due times are listed and left (exact rule 7)."""
        return self.would_be < before.day


def after_calendar_change(before: Deadline, unit: DayUnit, old: WorkCalendar, new: WorkCalendar) -> CalendarEffect:
    """What an open due time becomes when days are declared off or worked: it moves only later (exact rule 7)."""
    would_be = _recounted(before, unit, old, new)
    if would_be <= before.day:
        return CalendarEffect(would_be, None)
    step = Step(StepKind.CALENDAR_CHANGED, before.day, until=would_be)
    return CalendarEffect(would_be, Deadline(before.at + (would_be - before.day), (*before.why, step)))


def _recounted(before: Deadline, unit: DayUnit, old: WorkCalendar, new: WorkCalendar) -> date:
    """The same number of days counted again from when it counts as sent; a chosen day only rolls."""
    last_start = max((n for n, step in enumerate(before.why) if step.kind is StepKind.COUNTS_FROM), default=-1)
    since = before.why[last_start:] if last_start >= 0 else ()
    start = since[0].day if since else None
    if start is not None:
        sent = before.why[last_start - 1] if last_start > 0 else None
        begins = _begins(start, sent, old, new)
    if start is None or any(step.kind in _CHOSEN for step in since):
        return new.roll(before.day)
    if unit is DayUnit.WORKING:
        return new.add(begins, old.count(start, before.day))
    moved_since = any(step.kind in _STOOD_STILL for step in since)
    rolled = next((step.day for step in since if step.kind is StepKind.ROLLED), None)
    raw = before.day if moved_since or rolled is None else rolled
    return new.roll(raw + (begins - start))


def _begins(start: date, sent: Step | None, old: WorkCalendar, new: WorkCalendar) -> date:
    """The day on which it counts as sent in the new calendar (exact rule 1): a day since declared off is none.

    Where this change says nothing else of it than the last did, it stays the day that was counted from.
    """
    known = sent is not None and sent.kind is StepKind.SENT
    at = (sent.at or sent.day if known and sent else None) or start
    counts = counts_as_sent_on(at, new)
    return start if counts == counts_as_sent_on(at, old) else counts


def _anew(
    kind: StepKind,
    at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    before: Deadline,
    hours: OfficeHours,
) -> Deadline:
    after = due(at, limit, calendar, hours)
    if after.at <= before.at:
        return before
    return Deadline(after.at, (Step(kind, before.day, at=at, until=after.day), *after.why))
