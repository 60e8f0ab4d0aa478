"""Who was awaited from when on: one consultee's life as turns of waiting, from its stored moments (design 3.9).

The one place where it is decided whose a day is (exact rules 5, 8, 10; O5). Nothing here is stored: what is stored are
the moments, and the same moments always give the same turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, counts_as_sent_on, local_day, moment


class Party(StrEnum):
    """Who was awaited."""

    CONSULTEE = "consultee"
    LEAD = "lead"
    AUTHORITY = "authority"
    DOSSIER = "dossier"
    DELIVERY = "delivery"


class Cause(StrEnum):
    """For what somebody was awaited; where several hold at once, the one that stands first here."""

    MENDED = "mended"  # the lead mended, and the authority has not yet let it go on
    SUSPENDED = "suspended"
    NOT_DELIVERED = "not_delivered"
    CONTEST = "contest"
    DISPUTE = "dispute"
    UNDECIDED = "undecided"  # a push-back that the lead left undecided, and that was reported
    DOSSIER = "dossier"
    PUSH_BACK = "push_back"
    CLAIM = "claim"
    JUDGING = "judging"
    COMPLETION = "completion"
    REPLY = "reply"


PARTIES: Mapping[Cause, Party] = MappingProxyType(
    {
        Cause.MENDED: Party.AUTHORITY,
        Cause.SUSPENDED: Party.LEAD,
        Cause.NOT_DELIVERED: Party.DELIVERY,
        Cause.CONTEST: Party.AUTHORITY,
        Cause.DISPUTE: Party.AUTHORITY,
        Cause.UNDECIDED: Party.AUTHORITY,
        Cause.DOSSIER: Party.DOSSIER,
        Cause.PUSH_BACK: Party.LEAD,
        Cause.CLAIM: Party.LEAD,
        Cause.JUDGING: Party.LEAD,
        Cause.COMPLETION: Party.CONSULTEE,
        Cause.REPLY: Party.CONSULTEE,
    }
)
_PLACE = {cause: place for place, cause in enumerate(Cause)}


@dataclass(frozen=True)
class Awaited:
    """From this moment on this party was awaited, until the next such row."""

    since: datetime
    party: Party
    cause: Cause | None = None


@dataclass(frozen=True)
class Span:
    """From a moment until another; without one it still lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class PushBackMoments:
    """What became of one push-back, and when; `gone_up_at`: when it reached the authority undecided."""

    made_at: datetime
    in_time: bool
    decided_at: datetime | None = None
    disputed_at: datetime | None = None
    settled_at: datetime | None = None
    withdrawn_at: datetime | None = None
    restarts: bool = False
    completed_at: datetime | None = None
    gone_up_at: datetime | None = None

    @classmethod
    def of(cls, thing: Any, gone_up_at: datetime | None = None) -> PushBackMoments:
        """From a push-back, or a row with its columns."""
        names = [field.name for field in fields(cls) if field.name != "gone_up_at"]
        return cls(**{name: getattr(thing, name) for name in names}, gone_up_at=gone_up_at)


@dataclass(frozen=True)
class Waits:
    """The stored moments of one consultee that say for whom it waited.

    `arrived`: its complete replies; `cleared`: when every fault found in one was overturned; `reopened`: when an answer
    was asked of it again; `mended`: while the authority has the lead's word that a suspended dossier is in order.
    """

    issued_at: datetime
    delivered_at: datetime | None = None
    arrived: tuple[datetime, ...] = ()
    cleared: tuple[datetime, ...] = ()
    reopened: tuple[datetime, ...] = ()
    push_backs: tuple[PushBackMoments, ...] = ()
    contests: tuple[Span, ...] = ()
    claims: tuple[Span, ...] = ()
    suspended: tuple[Span, ...] = ()
    mended: tuple[Span, ...] = ()


@dataclass(frozen=True)
class _Held:
    cause: Cause
    since: datetime
    until: datetime | None

    def at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


def awaited(waits: Waits, calendar: WorkCalendar, hours: OfficeHours = OFFICE_HOURS) -> tuple[Awaited, ...]:
    """Who was awaited, from when on, and for what (exact rule 10); the first turn begins at the issue."""
    held = [each for each in _held(waits, calendar, hours) if each.until is None or each.since < each.until]
    edges = {waits.issued_at, *(each.since for each in held), *(each.until for each in held if each.until)}
    turns: list[tuple[_Held, Awaited]] = []
    for edge in sorted(edge for edge in edges if edge >= waits.issued_at):
        now = min((each for each in held if each.at(edge)), key=lambda each: (_PLACE[each.cause], each.since))
        if not turns or turns[-1][0] != now:
            turns.append((now, Awaited(edge, PARTIES[now.cause], now.cause)))
    return tuple(turn for _held_now, turn in turns)


def _held(waits: Waits, calendar: WorkCalendar, hours: OfficeHours) -> Iterator[_Held]:
    yield _Held(Cause.REPLY, waits.issued_at, None)
    yield _Held(Cause.NOT_DELIVERED, waits.issued_at, waits.delivered_at)
    arrivals = sorted([*(_arrival(at, calendar, hours) for at in waits.arrived), *waits.cleared])
    for at in arrivals:
        yield _Held(Cause.JUDGING, at, _next(waits.reopened, at))
    for at in waits.reopened:
        yield _Held(Cause.COMPLETION, at, _next(arrivals, at))
    for made in waits.push_backs:
        yield from _of_push_back(made)
    for cause, spans in (
        (Cause.CONTEST, waits.contests),
        (Cause.CLAIM, waits.claims),
        (Cause.SUSPENDED, waits.suspended),
        (Cause.MENDED, waits.mended),
    ):
        for span in spans:
            yield _Held(cause, span.since, span.until)


def _next(moments: Iterable[datetime], after: datetime) -> datetime | None:
    return min((each for each in moments if each > after), default=None)


def _arrival(at: datetime, calendar: WorkCalendar, hours: OfficeHours) -> datetime:
    """A reply sent after hours counts as sent on the next working day, which so began with the unit still awaited:
    a part of a day late counts as one (exact rule 1, X3)."""
    day = counts_as_sent_on(at, calendar, hours)
    return at if day == local_day(at) else moment(day, time(0, 1))


def _of_push_back(made: PushBackMoments) -> Iterator[_Held]:
    """From a push-back made in time to its final decision the days are the decider's (exact rule 5).

    One granted in the first third is then awaited from the lead until the dossier is complete (exact rule 4). One made
    after the due time rests nothing.
    """
    if not made.in_time:
        return
    decided = _first(made.decided_at, made.settled_at, made.withdrawn_at)
    yield _Held(Cause.PUSH_BACK, made.made_at, decided)
    if made.gone_up_at is not None and (decided is None or made.gone_up_at < decided):
        yield _Held(Cause.UNDECIDED, made.gone_up_at, decided)
    if made.disputed_at is not None:
        yield _Held(Cause.DISPUTE, made.disputed_at, _first(made.settled_at, made.withdrawn_at))
    granted = made.settled_at or made.decided_at
    if made.restarts and granted is not None:
        yield _Held(Cause.DOSSIER, granted, _first(made.completed_at, made.withdrawn_at))


def _first(*moments: datetime | None) -> datetime | None:
    return min((each for each in moments if each is not None), default=None)
