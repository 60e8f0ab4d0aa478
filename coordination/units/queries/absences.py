"""Who is away, and who acts meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES, Role
from coordination.kernel.store import db
from coordination.units.models import Absence, Membership, Person
from coordination.units.rules import Away

DEPUTISED = UNIT_ROLES | AUTHORITY_ROLES
"""The roles that a deputy takes over; an administrator's work waits, or another administrator does it."""


def away(on: date) -> ColumnElement[bool]:
    """The absence holds on that day."""
    return Absence.ended_at.is_(None) & (Absence.since <= on) & (Absence.until >= on)


def absence(absence_id: int) -> Absence | None:
    return db.session.get(Absence, absence_id)


def absences_meeting(person_ids: Collection[int], since: date, until: date) -> list[Away]:
    """The absences in these days in which one of these people is away or deputises."""
    rows = db.session.scalars(
        select(Absence).where(
            or_(Absence.person_id.in_(person_ids), Absence.deputy_id.in_(person_ids)),
            Absence.ended_at.is_(None),
            Absence.since <= until,
            Absence.until >= since,
        )
    )
    return [Away(each.person_id, each.deputy_id, each.unit_id, each.since, each.until) for each in rows]


def absences_of(person_id: int, on: date) -> list[Absence]:
    """Where this person is away or deputises, on that day or later, the next first."""
    wanted = _coming(on).where(or_(Absence.person_id == person_id, Absence.deputy_id == person_id))
    return list(db.session.scalars(wanted))


def absences_in(unit_id: int, on: date) -> list[Absence]:
    """Who of the unit is away on that day or later, the next first."""
    return list(db.session.scalars(_coming(on).where(Absence.unit_id == unit_id)))


def _coming(on: date) -> Select[Absence]:
    return (
        select(Absence)
        .where(Absence.ended_at.is_(None), Absence.until >= on)
        .options(joinedload(Absence.person), joinedload(Absence.deputy), joinedload(Absence.unit))
        .order_by(Absence.since, Absence.id)
    )


def serves(person_id: int, unit_id: int, since: date, until: date) -> list[Membership]:
    """The person's roles in the unit that hold on every one of these days and can be deputised."""
    wanted = (
        select(Membership)
        .join(Membership.person)
        .where(
            Membership.person_id == person_id,
            Membership.unit_id == unit_id,
            Membership.role.in_(list(DEPUTISED)),
            Person.active,
            or_(Membership.since.is_(None), Membership.since <= since),
            or_(Membership.until.is_(None), Membership.until >= until),
        )
    )
    return list(db.session.scalars(wanted))


def deputies_on(person_ids: Collection[int], unit_id: int, on: date) -> dict[int, Person]:
    """Who acts that day for those of these people who are away. One statement, none for nobody."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(Absence.person_id, Person)
        .join(Person, Person.id == Absence.deputy_id)
        .where(Absence.person_id.in_(person_ids), Absence.unit_id == unit_id, away(on), Person.active)
    )
    return {row[0]: row[1] for row in rows}


def lock_people(person_ids: Collection[int]) -> None:
    """Two absences of one person wait for each other, so that they can't be entered for the same days at once."""
    wanted = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update()
    db.session.execute(wanted).all()


def serving_names(unit_id: int, on: date, *, without: Collection[Role] = ()) -> dict[int, str]:
    """The names of those who hold a role in the unit that can be deputised, on that day; without who holds one of
    these roles there."""
    holds = (
        Membership.unit_id == unit_id,
        or_(Membership.since.is_(None), Membership.since <= on),
        or_(Membership.until.is_(None), Membership.until >= on),
    )
    wanted = (
        select(Person.id, Person.name)
        .where(Person.active, Person.id.in_(_holders(holds, DEPUTISED)), Person.id.not_in(_holders(holds, without)))
        .order_by(Person.name_folded, Person.id)
    )
    return {row.id: row.name for row in db.session.execute(wanted)}


def _holders(holds: tuple[ColumnElement[bool], ...], roles: Collection[Role]) -> Select[int]:
    return select(Membership.person_id).where(*holds, Membership.role.in_(list(roles)))
