"""Who reads whose scorecard: a unit its own, an authority's people those of the units below it (design 7)."""

from __future__ import annotations

from coordination.kernel.actor import Actor
from coordination.kernel.doors import Door, May
from coordination.units import queries as units
from coordination.units.models import Unit


def reads(actor: Actor, unit: Unit) -> bool:
    """A unit's own people (a successor's, too), and those who watch for an authority above it (or for itself)."""
    if actor.works_in_unit:
        return actor.stands_for(unit.id)
    return actor.watches and (unit.path.startswith(actor.unit_path or "?") or unit.id in actor.predecessors)


def _load(unit_id: int, actor: Actor) -> Unit | None:
    found = units.unit(unit_id)
    return found if found is not None and reads(actor, found) else None


def _may(actor: Actor, act: May, unit: Unit) -> bool:
    return act is May.SCORECARD_SEE and reads(actor, unit)


# Not among `doors`: templates ask `may()` about a unit through the units' own door.
scored_unit: Door[Unit] = Door("unit", Unit, _load, _may)
doors = ()
