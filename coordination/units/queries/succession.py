"""Successions entered and done, and who goes on for whom today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, or_, select

from coordination.kernel.store import db
from coordination.units.models import (
    Membership,
    Succession,
    Unit,
    UnitBox,
    UnitFunction,
    UnitGroup,
    UnitGroupMember,
)
from coordination.units.rules import Place, line_of

LATEST = 50


def succession(succession_id: int) -> Succession | None:
    return db.session.get(Succession, succession_id)


def successions() -> list[Succession]:
    """What was entered, the latest first; at most 50."""
    return list(db.session.scalars(select(Succession).order_by(Succession.id.desc()).limit(LATEST)))


def successions_due(on: date) -> list[int]:
    """What was entered ahead and whose day has come, in the order of the days (ids)."""
    wanted = select(Succession.id).where(Succession.done_at.is_(None), Succession.cancelled_at.is_(None))
    return list(db.session.scalars(wanted.where(Succession.on <= on).order_by(Succession.on, Succession.id)))


def units_in_waiting() -> set[int]:
    """The units for which a succession is entered and not yet carried out."""
    rows = db.session.scalars(select(Succession).where(Succession.done_at.is_(None), Succession.cancelled_at.is_(None)))
    return {
        each for row in rows for each in (*row.olds, *row.news, *([row.main_id] if row.main_id is not None else []))
    }


def units_by_ids(unit_ids: Collection[int]) -> dict[int, Unit]:
    """These units by id. One statement."""
    if not unit_ids:
        return {}
    return {each.id: each for each in db.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)))}


def places(unit_ids: Collection[int]) -> dict[int, Place]:
    """These units as the rules of succession look at them."""
    return {
        each.id: Place(each.id, each.name, each.active_from, each.active_to, each.is_authority)
        for each in units_by_ids(unit_ids).values()
    }


def function_owners(function_ids: Collection[int]) -> dict[int, int]:
    """Whose these functions are, by function."""
    wanted = select(UnitFunction.id, UnitFunction.unit_id).where(UnitFunction.id.in_(function_ids))
    return {row.id: row.unit_id for row in db.session.execute(wanted)}


def living_functions(unit_ids: Collection[int], on: date) -> list[UnitFunction]:
    """The functions of these units that are in force on that day."""
    wanted = select(UnitFunction).where(
        UnitFunction.unit_id.in_(unit_ids), or_(UnitFunction.valid_to.is_(None), UnitFunction.valid_to >= on)
    )
    return list(db.session.scalars(wanted.order_by(UnitFunction.unit_id, UnitFunction.id)))


def living_memberships(unit_ids: Collection[int], on: date) -> list[Membership]:
    """Who holds a role in these units on that day or later."""
    wanted = select(Membership).where(
        Membership.unit_id.in_(unit_ids), or_(Membership.until.is_(None), Membership.until >= on)
    )
    return list(db.session.scalars(wanted.order_by(Membership.id)))


def memberships_in(unit_id: int) -> list[Membership]:
    """Every role that anybody has or had in the unit."""
    return list(db.session.scalars(select(Membership).where(Membership.unit_id == unit_id)))


def groups_with(unit_ids: Collection[int]) -> list[UnitGroup]:
    """The saved groups, of whomever, in which one of these units stands."""
    within = select(UnitGroupMember.group_id).where(UnitGroupMember.unit_id.in_(unit_ids))
    return list(db.session.scalars(select(UnitGroup).where(UnitGroup.id.in_(within)).order_by(UnitGroup.id)))


def groups_owned(unit_ids: Collection[int]) -> list[UnitGroup]:
    """The saved groups of these units."""
    return list(db.session.scalars(select(UnitGroup).where(UnitGroup.owner_id.in_(unit_ids)).order_by(UnitGroup.id)))


def counts_of_units(unit_ids: Collection[int], on: date) -> dict[str, int]:
    """How much of the units themselves will move: people, functions, boxes, groups, units below."""
    people = {each.person_id for each in living_memberships(unit_ids, on)}

    def number(column: object, *where: object) -> int:
        return db.session.scalar(select(func.count()).select_from(column).where(*where)) or 0  # type: ignore[arg-type]

    return {
        "people": len(people),
        "functions": len(living_functions(unit_ids, on)),
        "boxes": number(UnitBox, UnitBox.unit_id.in_(unit_ids)),
        "groups": len({each.id for each in (*groups_owned(unit_ids), *groups_with(unit_ids))}),
        "below": number(Unit, Unit.parent_id.in_(unit_ids)),
    }


def units_not_over(today: date) -> list[Unit]:
    """Every unit that exists or will exist, in the order of their names."""
    wanted = select(Unit).where(or_(Unit.active_to.is_(None), Unit.active_to >= today))
    return list(db.session.scalars(wanted.order_by(Unit.name_folded, Unit.id)))


def heir_of(unit_id: int) -> int:
    """The unit itself, or who goes on with its work where it ended."""
    return db.session.scalar(select(func.coalesce(Unit.heir_id, Unit.id)).where(Unit.id == unit_id)) or unit_id


def heirs_of(units: Iterable[Unit]) -> dict[int, list[Unit]]:
    """Who goes on today for each of these units that ended: 'nay là …'. One statement."""
    lines = {each.id: line_of(each.successors) for each in units if each.successors}
    known = units_by_ids({heir for line in lines.values() for heir in line})
    return {unit_id: [known[heir] for heir in line if heir in known] for unit_id, line in lines.items()}


def predecessors_of(unit: Unit) -> list[Unit]:
    """The units whose work this one took over, oldest first. One statement."""
    line = line_of(unit.predecessors)
    known = units_by_ids(line)
    return [known[each] for each in line if each in known]


def followed(unit_id: int) -> list[Unit]:
    """Units that have this one among those who go on for them."""
    wanted = select(Unit).where(Unit.successors.contains(f"/{unit_id}/", autoescape=True))
    return list(db.session.scalars(wanted.order_by(Unit.id)))
