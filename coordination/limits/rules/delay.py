"""The delay ledger: whose each working day of waiting was (C2; design 3.9; exact rule 10)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from typing import Generic, TypeVar

from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, counts_as_sent_on, moment
from coordination.limits.rules.reasons import due_day
from coordination.limits.rules.waiting import Awaited, Cause, Party

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class ChargedDay:
    """A working day, whom it is charged to, and for what since when."""

    day: date
    party: Party
    cause: Cause | None = None
    since: datetime | None = field(default=None, compare=False)


Ledger = tuple[ChargedDay, ...]


def ledger(
    issued_at: datetime,
    until: datetime | date,
    awaited: Iterable[Awaited],
    calendar: WorkCalendar,
    hours: OfficeHours = OFFICE_HOURS,
) -> Ledger:
    """Each working day from the day after issue to the day of close, charged to whoever was awaited when it began.

    `until` is the moment of close, or today's bare date while it is open. What closed after hours closed on the next
    working day (exact rule 1), so that a part of a day late counts as one.
    """
    turns = sorted(awaited, key=lambda turn: turn.since)
    if not turns:
        raise ValueError("somebody was awaited from the issue on")
    start = counts_as_sent_on(issued_at, calendar, hours)
    end = counts_as_sent_on(until, calendar, hours) if isinstance(until, datetime) else until
    days = (calendar.add(start, n) for n in range(1, calendar.count(start, end) + 1))
    return tuple(_charged(day, turns) for day in days)


def _charged(day: date, turns: list[Awaited]) -> ChargedDay:
    began = moment(day, time(0))
    turn = next((turn for turn in reversed(turns) if turn.since <= began), turns[0])
    return ChargedDay(day, turn.party, turn.cause, turn.since)


def days_charged(charged: Ledger, party: Party, after: date | None = None) -> int:
    """The days charged to a party; with `after` = the due day, and the consultee, L of the scores (C2, X3)."""
    return sum(1 for row in charged if row.party is party and (after is None or row.day > after))


def late_days(charged: Ledger, due_at: datetime) -> int:
    """L: the working days after the due day that are charged to the unit; the only measure of lateness (rule 10)."""
    return days_charged(charged, Party.CONSULTEE, after=due_day(due_at))


def totals(charged: Ledger) -> dict[Party, int]:
    """Days by party, every party named; the sum is the number of working days (exact rule 10)."""
    return {party: days_charged(charged, party) for party in Party}


@dataclass(frozen=True)
class SharedDay(Generic[K]):
    """One party's share of a day of the whole consultation; `whom` tells which consultee."""

    day: date
    party: Party
    whom: K | None
    share: Fraction


def shared(ledgers: Mapping[K, Ledger]) -> tuple[SharedDay[K], ...]:
    """For the whole consultation: a day is shared equally among those it waited for that day (design 3.9)."""
    waiting: dict[date, dict[tuple[Party, K | None], None]] = {}
    for whom, charged in ledgers.items():
        for row in charged:
            owner = (row.party, whom if row.party is Party.CONSULTEE else None)
            waiting.setdefault(row.day, {})[owner] = None
    return tuple(
        SharedDay(day, party, of, Fraction(1, len(owners)))
        for day, owners in sorted(waiting.items(), key=lambda item: item[0])
        for party, of in owners
    )
