"""For whom a consultation waited, day by day, so that a reader can open each day to what began it (design 3.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import or_, select

from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.actor import Actor
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from coordination.limits.rules import Cause, Party, shared
from coordination.overview.queries.timeline import visible
from coordination.scorecards.queries import Delay, delays


@dataclass(frozen=True)
class Event:
    """An entry of the journal: which, and its place in the chain."""

    id: int
    place: int


@dataclass(frozen=True)
class Turn:
    """Working days in a row that waited for one party, for one reason."""

    party: Party
    cause: Cause | None
    since: datetime
    days: tuple[date, ...]
    event: Event | None = None


@dataclass(frozen=True)
class UnitWaiting:
    """One unit's days, and its turns with the events that began them."""

    consultee: Consultee
    delay: Delay
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class SharedDay:
    """A day of the whole consultation and what part of it belongs to whom."""

    day: date
    parties: tuple[tuple[Party, Fraction], ...]


@dataclass(frozen=True)
class Waiting:
    """The delay ledger of a consultation: unit by unit, and shared by those it waited for."""

    units: tuple[UnitWaiting, ...]
    days: tuple[SharedDay, ...]

    @property
    def totals(self) -> dict[Party, Fraction]:
        """Days by party; together the number of days (exact rule 10)."""
        return {party: _sum(self.days, party) for party in Party}


def _sum(days: Sequence[SharedDay], party: Party) -> Fraction:
    return sum((share for day in days for whose, share in day.parties if whose is party), Fraction(0))


def shared_days(found: Mapping[int, Delay]) -> tuple[SharedDay, ...]:
    """Each working day of the consultation, shared equally by those it waited for that day (design 3.9)."""
    rows = shared({each.consultee_id: each.ledger for each in found.values()})
    days = []
    for day, group in groupby(rows, key=lambda row: row.day):
        parts: dict[Party, Fraction] = {}
        for row in group:
            parts[row.party] = parts.get(row.party, Fraction(0)) + row.share
        days.append(SharedDay(day, tuple(sorted(parts.items(), key=lambda part: list(Party).index(part[0])))))
    return tuple(days)


def waiting(consultation: Consultation, consultees: Sequence[Consultee], actor: Actor, now: datetime) -> Waiting:
    """The ledger of these consultees of one consultation, with the events that the reader may see."""
    found = delays([each.id for each in consultees], now)
    events = _events(consultation, actor)
    units = tuple(
        UnitWaiting(each, found[each.id], _turns(found[each.id], events)) for each in consultees if each.id in found
    )
    return Waiting(units, shared_days(found))


def _turns(delay: Delay, events: Sequence[JournalEntry]) -> tuple[Turn, ...]:
    def begun(row: object) -> tuple[Cause | None, datetime | None]:
        return getattr(row, "cause", None), getattr(row, "since", None)

    turns = []
    for (_cause, since), group in groupby(delay.ledger, key=begun):
        rows = tuple(group)
        assert since is not None
        event = _event(events, delay.consultee_id, since)
        turns.append(Turn(rows[0].party, rows[0].cause, since, tuple(row.day for row in rows), event))
    return tuple(turns)


def _events(consultation: Consultation, actor: Actor) -> list[JournalEntry]:
    """What happened since the issue, as far as the reader may see it, oldest first. One statement."""
    wanted = select(JournalEntry).where(
        JournalEntry.consultation_id == consultation.id,
        JournalEntry.at >= consultation.issued_at,
        or_(JournalEntry.consultee_id.is_not(None), JournalEntry.verb.like("consultation.%")),
        *visible(consultation, actor),
    )
    return list(db.session.scalars(wanted.order_by(JournalEntry.place)))


def _event(events: Sequence[JournalEntry], consultee_id: int, since: datetime) -> Event | None:
    """The act by which a turn began: what was written of the unit last at that moment, else the last thing before."""
    mine = [each for each in events if each.consultee_id in (consultee_id, None) and each.at <= since]
    exact = [each for each in mine if each.at == since]
    own = [each for each in exact if each.consultee_id == consultee_id]
    found = own or exact or mine
    if not found:
        return None
    assert found[-1].place is not None
    return Event(found[-1].id, found[-1].place)
