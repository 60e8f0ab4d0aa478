"""The one clock. Everything that asks for the time asks here, so that a test or a demonstration can travel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_travelled_to: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _travelled_to or datetime.now(UTC)  # noqa: TID251 - the one place


def today() -> date:
    """Today's date in Vietnam."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment, as a Vietnamese office reads it."""
    return moment.astimezone(ZONE)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That day and hour in Vietnam, as an aware UTC moment."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


def travel_to(moment: datetime | None) -> None:
    """Stop the clock at a moment (None: let it run again). For tests and the demonstration only."""
    global _travelled_to
    if moment is not None and moment.tzinfo is None:
        raise ValueError("the clock needs a zone")
    _travelled_to = moment.astimezone(UTC) if moment else None


@contextmanager
def travelled(moment: datetime) -> Iterator[None]:
    """Within the block it is that moment."""
    before = _travelled_to
    travel_to(moment)
    try:
        yield
    finally:
        travel_to(before)
