"""The tree of units, their boxes, functions and groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from coordination.kernel.store import db
from coordination.kernel.words import fold
from coordination.units.models import Unit, UnitBox, UnitFunction, UnitGroup
from coordination.units.rules import UnitKind, shared_terms

LISTED = 200


def active(on: date) -> ColumnElement[bool]:
    """The unit exists on that day."""
    begun = or_(Unit.active_from.is_(None), Unit.active_from <= on)
    return begun & or_(Unit.active_to.is_(None), Unit.active_to >= on)


def _in_force(on: date) -> ColumnElement[bool]:
    begun = or_(UnitFunction.valid_from.is_(None), UnitFunction.valid_from <= on)
    return begun & or_(UnitFunction.valid_to.is_(None), UnitFunction.valid_to >= on)


def unit(unit_id: int) -> Unit | None:
    return db.session.get(Unit, unit_id)


def unit_by_code(code: str) -> Unit | None:
    return db.session.scalar(select(Unit).where(Unit.code == code))


def code_taken(code: str) -> bool:
    """Whether a unit has this code, in whatever case."""
    return bool(code) and db.session.scalar(select(Unit.id).where(func.lower(Unit.code) == code.lower())) is not None


def children(unit_id: int) -> list[Unit]:
    return list(db.session.scalars(select(Unit).where(Unit.parent_id == unit_id).order_by(Unit.name_folded)))


def active_units(on: date) -> list[Unit]:
    """Every unit that exists on that day, in the order of their names."""
    return list(db.session.scalars(select(Unit).where(active(on)).order_by(Unit.name_folded, Unit.id)))


def units_below(path: str, on: date) -> list[Unit]:
    """Every unit under the one with this path (without itself) that exists on that day, in the order of their names."""
    below = Unit.path.startswith(path, autoescape=True) & (Unit.path != path)
    return list(db.session.scalars(select(Unit).where(below, active(on)).order_by(Unit.name_folded, Unit.id)))


def units_below_within(path: str, first: date, last: date) -> list[Unit]:
    """Every unit under the one with this path that existed on one of these days: those that ended, too."""
    below = Unit.path.startswith(path, autoescape=True) & (Unit.path != path)
    begun = or_(Unit.active_from.is_(None), Unit.active_from <= last)
    lasted = or_(Unit.active_to.is_(None), Unit.active_to >= first)
    return list(db.session.scalars(select(Unit).where(below, begun, lasted).order_by(Unit.name_folded, Unit.id)))


def authority_above(units: Sequence[Unit]) -> Unit | None:
    """The nearest authority above all these units; one of themselves only where nothing stands above it."""
    if not units:
        return None
    lines = [[int(each) for each in one.path.split("/") if each] for one in units]
    above = _common([line[:-1] for line in lines])
    return _last_authority(above) or _last_authority(_common(lines))


def _common(lines: list[list[int]]) -> list[int]:
    shared = []
    for ids in zip(*lines, strict=False):
        if len(set(ids)) > 1:
            break
        shared.append(ids[0])
    return shared


def _last_authority(ids: list[int]) -> Unit | None:
    if not ids:
        return None
    found = select(Unit).where(Unit.id.in_(ids), Unit.is_authority).order_by(func.length(Unit.path).desc()).limit(1)
    return db.session.scalar(found)


@dataclass(frozen=True)
class Suggestion:
    """A unit that may be asked, and the function that justifies asking it ('why you')."""

    unit: Unit
    function: UnitFunction
    terms: int


def suggest(functions_text: str, on: date, *, limit: int = 20) -> list[Suggestion]:
    """Units whose functions speak of this text (L2), best first, each once, with its best function."""
    wanted = fold(functions_text)
    rows = db.session.scalars(
        select(UnitFunction)
        .join(UnitFunction.unit)
        .where(_in_force(on), active(on))
        .options(contains_eager(UnitFunction.unit))
        .order_by(UnitFunction.id)
    )
    best: dict[int, Suggestion] = {}
    for function in rows:
        terms = shared_terms(wanted, function.name_folded)
        known = best.get(function.unit_id)
        if terms and (known is None or terms > known.terms):
            best[function.unit_id] = Suggestion(function.unit, function, terms)
    return sorted(best.values(), key=lambda s: (-s.terms, s.unit.name_folded))[:limit]


def functions_of(unit_id: int, on: date | None = None) -> list[UnitFunction]:
    """The functions of a unit; with a day only those in force then."""
    wanted = select(UnitFunction).where(UnitFunction.unit_id == unit_id).order_by(UnitFunction.id)
    return list(db.session.scalars(wanted if on is None else wanted.where(_in_force(on))))


def unit_function(unit_id: int, function_id: int) -> UnitFunction | None:
    return db.session.scalar(
        select(UnitFunction).where(UnitFunction.id == function_id, UnitFunction.unit_id == unit_id)
    )


def boxes(unit_id: int) -> list[str]:
    """The e-mail boxes of the unit itself."""
    return [address for _unit, _name, address in boxes_of([unit_id])]


def boxes_of(unit_ids: Collection[int]) -> Sequence[Any]:
    """The e-mail boxes of these units, of a unit that ended those of its heir: (unit id, unit name, address)."""
    return db.session.execute(
        select(Unit.id, Unit.name, UnitBox.address)
        .join(UnitBox, UnitBox.unit_id == func.coalesce(Unit.heir_id, Unit.id))
        .where(Unit.id.in_(unit_ids))
        .order_by(UnitBox.id)
    ).all()


def groups_of(unit_id: int) -> list[UnitGroup]:
    """The saved groups of a unit, with their members."""
    wanted = select(UnitGroup).where(UnitGroup.owner_id == unit_id).options(selectinload(UnitGroup.members))
    return list(db.session.scalars(wanted.order_by(UnitGroup.name)))


def group(unit_id: int, group_id: int) -> UnitGroup | None:
    return db.session.scalar(select(UnitGroup).where(UnitGroup.id == group_id, UnitGroup.owner_id == unit_id))


def unit_list(search: str = "", kind: UnitKind | None = None, *, after: str = "") -> list[Unit]:
    """Units for the administrator's list, in the order of the tree. At most 200 + 1."""
    wanted = select(Unit)
    if kind is not None:
        wanted = wanted.where(Unit.kind == kind)
    if search:
        folded = fold(search)
        by_code = func.lower(Unit.code).contains(search.lower(), autoescape=True)
        wanted = wanted.where(or_(Unit.name_folded.contains(folded, autoescape=True), by_code))
    if after:
        wanted = wanted.where(Unit.path > after)
    return list(db.session.scalars(wanted.order_by(Unit.path, Unit.id).limit(LISTED + 1)))
