"""What becomes of a consultation's asked units when a successor takes over from several of them (design 3.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of one asked unit's part."""

    MOVE = "move"
    JOIN = "join"
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True)
class Seat:
    """One asked unit's part: `to` takes it over (None: nobody, it stays whose it is).

    `carries`: something was sent or is under way (a reply, a hand-back, a report), which no other part may swallow.
    """

    id: int
    unit: int
    to: int | None = None
    due: datetime | None = None
    carries: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Share:
    """The fate of one part; `into` is the part that a joined one becomes a part of."""

    id: int
    fate: Fate
    to: int
    into: int | None = None


def share_out(seats: Sequence[Seat], lead: int) -> list[Share]:
    """What becomes of each part that has a successor, in one consultation (design 3.1).

    One part moves. Of several that come to one successor those with nothing sent become one, never with less time than
    any of them had, so that it is asked and reminded once; whatever carries something stays a part of its own, under
    the old name, and the successor goes on with it: no reply is lost. The lead doesn't ask itself.
    """
    coming: dict[int, list[Seat]] = defaultdict(list)
    staying: dict[int, list[Seat]] = defaultdict(list)
    for seat in sorted(seats, key=lambda each: each.id):
        if seat.to is not None and not seat.closed:
            coming[seat.to].append(seat)
        else:
            staying[seat.unit].append(seat)
    return [share for to, group in coming.items() for share in _of_one(to, group, staying[to], lead)]


def _of_one(to: int, group: Sequence[Seat], residents: Sequence[Seat], lead: int) -> Iterable[Share]:
    if to == lead:
        return [Share(each.id, Fate.KEEP if each.carries else Fate.DROP, to) for each in group]
    keeper = _keeper(group, residents)
    taken = bool(residents)
    shares = []
    for seat in sorted(group, key=lambda each: (each is not keeper, each.id)):
        joins = keeper is not None and seat is not keeper and not seat.carries and _no_less_time(seat, keeper)
        if joins and keeper is not None:
            shares.append(Share(seat.id, Fate.JOIN, to, keeper.id))
        else:
            shares.append(Share(seat.id, Fate.KEEP if taken else Fate.MOVE, to))
            taken = True
    return shares


def _keeper(group: Sequence[Seat], residents: Sequence[Seat]) -> Seat | None:
    """The part in which those with nothing sent go on: the successor's own, else the one with the most time."""
    own = next((each for each in residents if not each.carries and not each.closed), None)
    bare = [each for each in group if not each.carries]
    if own is not None or not bare:
        return own
    dated = [each for each in bare if each.due is not None]
    return max(dated, key=lambda each: (each.due, -each.id)) if dated else bare[0]


def _no_less_time(seat: Seat, keeper: Seat) -> bool:
    return seat.due is None or keeper.due is None or seat.due <= keeper.due
