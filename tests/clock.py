"""The clock of a test: it stands still, and moves when told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coordination.kernel import clock

MONDAY = clock.at(date(2026, 10, 5), 9)


class Clock:
    """Times are said as an office says them: `clock.at("2026-10-08 17:01")` is Vietnamese time."""

    @property
    def now(self) -> datetime:
        """The moment it is (aware, UTC)."""
        return clock.now()

    @property
    def today(self) -> date:
        """The day it is in Vietnam."""
        return clock.today()

    def at(self, when: str | date | datetime, hour: int = 9, minute: int = 0) -> datetime:
        """Go to a moment: '2026-10-08', '2026-10-08 17:01', a date (with hour and minute) or an aware datetime."""
        moment = self.moment(when, hour, minute)
        clock.travel_to(moment)
        return moment

    def moment(self, when: str | date | datetime, hour: int = 9, minute: int = 0) -> datetime:
        """The same, without going there."""
        if isinstance(when, str):
            when = datetime.fromisoformat(when) if len(when) > 10 else date.fromisoformat(when)
        if isinstance(when, datetime):
            return when if when.tzinfo else clock.at(when.date(), when.hour, when.minute)
        return clock.at(when, hour, minute)

    def pass_(self, **units: float) -> datetime:
        """Let time pass: `clock.pass_(hours=2, minutes=5)`."""
        return self.at(self.now + timedelta(**units))

    def pass_days(self, days: int) -> datetime:
        """Let calendar days pass; the hour stays."""
        return self.pass_(days=days)
