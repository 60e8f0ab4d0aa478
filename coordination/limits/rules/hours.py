"""Office hours, and the day on which a thing counts as sent (exact rule 1; domain 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.limits.rules.calendar import WorkCalendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class OfficeHours:
    """When offices are open (domain 6.6), a setting: the sessions of a working day, in Vietnamese time."""

    sessions: tuple[tuple[time, time], ...] = ((time(7, 30), time(11, 30)), (time(13), time(17)))

    def __post_init__(self) -> None:
        edges = [edge for session in self.sessions for edge in session]
        if not edges or edges != sorted(set(edges)):
            raise ValueError("office hours must be sessions in the order of the day")

    @classmethod
    def parse(cls, text: str) -> OfficeHours:
        """From '07:30-11:30,13:00-17:00'."""
        sessions = [part.strip().split("-") for part in text.split(",")]
        if any(len(session) != 2 for session in sessions):
            raise ValueError("office hours must be written like 07:30-11:30,13:00-17:00")
        return cls(tuple((time.fromisoformat(a.strip()), time.fromisoformat(b.strip())) for a, b in sessions))

    @property
    def closes(self) -> time:
        """The end of the office day."""
        return self.sessions[-1][1]

    def shift(self, at: datetime, amount: timedelta, calendar: WorkCalendar) -> datetime:
        """The moment so much office time later (earlier when negative); an urgent ladder's clock (exact rule 11).

        With no amount it is the moment itself, or the next opening when the office is then closed for the day.
        """
        day = local_day(at)
        if not amount:
            return at if calendar.is_working(day) else moment(calendar.roll(day), self.sessions[0][0])
        left = abs(amount)
        while True:
            if calendar.is_working(day):
                for start, end in self._of(day) if amount > timedelta(0) else reversed(self._of(day)):
                    if amount > timedelta(0):
                        start = max(start, at)
                    else:
                        end = min(end, at)
                    open_for = end - start
                    if open_for >= left:
                        return start + left if amount > timedelta(0) else end - left
                    left -= max(open_for, timedelta(0))
            day = calendar.add(day, 1 if amount > timedelta(0) else -1)

    def _of(self, day: date) -> list[tuple[datetime, datetime]]:
        return [(moment(day, start), moment(day, end)) for start, end in self.sessions]


OFFICE_HOURS = OfficeHours()


def local_day(at: datetime) -> date:
    """The date of a moment as a Vietnamese office reads it."""
    return at.astimezone(ZONE).date()


def moment(day: date, hour: time) -> datetime:
    """That day and hour in Vietnam, as an aware UTC moment."""
    return datetime.combine(day, hour, tzinfo=ZONE).astimezone(UTC)


def counts_as_sent_on(at: datetime | date, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS) -> date:
    """The working day on which a thing counts as sent (exact rule 1): after hours or on a day off, the next one.

    A bare date is taken as within office hours.
    """
    if not isinstance(at, datetime):
        return calendar.roll(at)
    day = local_day(at)
    if at > moment(day, hours.closes):
        return calendar.next_working_day(day)
    return calendar.roll(day)
