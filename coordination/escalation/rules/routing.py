"""Who in the authority decides (O13): the one in charge of every unit concerned; else the chairman. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Charge:
    """A leader's field: a unit, with all below it, between dates."""

    person_id: int
    unit_id: int
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def line_of(path: str) -> list[int]:
    """A unit's place in the tree, from itself upwards: '/1/7/' is 7, then 1."""
    return [int(part) for part in reversed(path.split("/")) if part]


def in_charge(charges: Iterable[Charge], line: Sequence[int], on: date) -> frozenset[int]:
    """Who is in charge of a unit: whoever has its own field, else that of the nearest unit above it."""
    held = [one for one in charges if one.holds(on)]
    for unit_id in line:
        found = frozenset(one.person_id for one in held if one.unit_id == unit_id)
        if found:
            return found
    return frozenset()


def route(charges: Collection[Charge], lines: Iterable[Sequence[int]], on: date) -> int | None:
    """The one leader in whose field all units of a report lie (O13); None is the chairman: two fields, or none."""
    persons = {in_charge(charges, line, on) for line in lines}
    if len(persons) != 1:
        return None
    (one,) = persons
    return next(iter(one)) if len(one) == 1 else None


def deciders(
    leaders: Iterable[int], charges: Iterable[Charge], routed_to: int | None, on: date
) -> tuple[frozenset[int], frozenset[int]]:
    """To whom a report goes, and who may decide it: the leader in charge and, always, who has no field of his own.

    Where each leader has a field, or the one in charge is a leader no longer, all of them stand for the chairman.
    """
    known = frozenset(leaders)
    chairs = known - {one.person_id for one in charges if one.holds(on)} or known
    if routed_to is None or routed_to not in known:
        return chairs, chairs
    return frozenset({routed_to}), chairs | {routed_to}
