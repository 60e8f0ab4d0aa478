"""People, what they are in which unit, and what sign-in needs to know."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, Subquery, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import Key, db
from coordination.kernel.words import fold
from coordination.units.models import Absence, Membership, OneTimeLink, Person, SignInTry, Unit
from coordination.units.queries.absences import DEPUTISED, away
from coordination.units.rules import TRY_WINDOW, line_of

LISTED = 100


def _holds(on: date) -> ColumnElement[bool]:
    begun = or_(Membership.since.is_(None), Membership.since <= on)
    return begun & or_(Membership.until.is_(None), Membership.until >= on)


def person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def person_by_email(email: str, *, locked: bool = False) -> Person | None:
    """The person with this address (kept in small letters). `locked`: tries on one account wait for each other."""
    wanted = select(Person).where(Person.email == email.strip().lower())
    return db.session.scalar(wanted.with_for_update() if locked else wanted)


def people_of(unit_id: int, roles: Collection[Role], on: date) -> list[Person]:
    """Active people who hold one of these roles in the unit on that day, each once."""
    holds = select(Membership.person_id).where(
        Membership.unit_id == unit_id, Membership.role.in_(list(roles)), _holds(on)
    )
    return list(db.session.scalars(select(Person).where(Person.id.in_(holds), Person.active).order_by(Person.id)))


def people_in(unit_ids: Collection[int], on: date) -> Sequence[Any]:
    """Who gets a role's letters in these units on that day: (unit id, role, person id, e-mail, name, language, digest).

    Of a unit that ended they are its heir's people; of somebody who is away, the deputy (design 3.1). One statement.
    """
    asked, deputy = aliased(Unit), aliased(Person)
    stands_in = (
        (Absence.person_id == Membership.person_id) & (Absence.unit_id == Membership.unit_id) & away(on)
        & Membership.role.in_(list(DEPUTISED))
    )  # fmt: skip
    receives = aliased(Person)
    return db.session.execute(
        select(asked.id, Membership.role, receives.id, receives.email, receives.name, receives.language,
               receives.digest)
        .select_from(asked)
        .join(Membership, Membership.unit_id == func.coalesce(asked.heir_id, asked.id))
        .join(Membership.person)
        .outerjoin(Absence, stands_in)
        .outerjoin(deputy, (deputy.id == Absence.deputy_id) & deputy.active)
        .join(receives, receives.id == func.coalesce(deputy.id, Person.id))
        .where(asked.id.in_(unit_ids), Person.active, _holds(on))
        .order_by(receives.id, Membership.id)
    ).all()  # fmt: skip


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in on this browser (the user of Flask-Login), with every role and its dates."""

    person_id: int
    name: str
    email: str
    language: str
    session_version: int
    places: tuple[tuple[Actor, date | None, date | None], ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return f"{self.person_id}:{self.session_version}"

    def actors(self, on: date) -> list[Actor]:
        """In which roles the person may act on that day."""
        return [
            a for a, since, until in self.places if (since is None or since <= on) and (until is None or on <= until)
        ]


def signed_in_person(user_key: str) -> SignedIn | None:
    """The person of a session ('person_id:session_version'); None when signed out everywhere or no longer active."""
    person_id, _, version = user_key.partition(":")
    if not re.fullmatch(r"[0-9]{1,15}:[0-9]{1,9}", user_key):
        return None
    held = _held(int(person_id))
    rows = db.session.execute(
        select(
            Person.id, Person.name, Person.email, Person.language, Person.session_version, held,
            Unit.name.label("unit_name"), Unit.path, Unit.predecessors, Unit.active_to,
        )
        .select_from(Person)
        .outerjoin(held, true())
        .outerjoin(Unit, Unit.id == held.c.unit_id)
        .where(Person.id == int(person_id), Person.active, Person.session_version == int(version))
        .order_by(held.c.absent_id.is_not(None), held.c.membership_id)
    ).all()  # fmt: skip
    if not rows:
        return None
    first = rows[0]
    places = tuple(
        (_actor(row), _last(row.since, row.away_since), _first(row.until, row.away_until, row.active_to))
        for row in rows
        if row.membership_id is not None
    )
    return SignedIn(first.id, first.name, first.email, first.language, first.session_version, places)


def _held(person_id: int) -> Subquery:
    """The person's own roles, and those of the people for whom the person deputises, each with its dates."""
    absent = aliased(Person)
    role = (
        Membership.id.label("membership_id"), Membership.role.label("role"), Membership.unit_id.label("unit_id"),
        Membership.since.label("since"), Membership.until.label("until"),
    )  # fmt: skip
    own: Select[*tuple[Any, ...]] = select(
        *role, literal(None, Key).label("absent_id"), literal(None, String()).label("absent_name"),
        literal(None, Date()).label("away_since"), literal(None, Date()).label("away_until"),
    ).where(Membership.person_id == person_id)  # fmt: skip
    deputised: Select[*tuple[Any, ...]] = (
        select(*role, absent.id, absent.name, Absence.since, Absence.until)
        .join(Absence, (Absence.person_id == Membership.person_id) & (Absence.unit_id == Membership.unit_id))
        .join(absent, absent.id == Absence.person_id)
        .where(
            Absence.deputy_id == person_id,
            Absence.ended_at.is_(None),
            absent.active,
            Membership.role.in_(list(DEPUTISED)),
        )
    )
    return union_all(own, deputised).subquery("held")


def _actor(row: Any) -> Actor:
    return Actor(
        person_id=row.id,
        name=row.name,
        role=row.role,
        unit_id=row.unit_id,
        unit_name=row.unit_name,
        unit_path=row.path,
        membership_id=row.membership_id,
        language=row.language,
        predecessors=frozenset(line_of(row.predecessors)),
        for_person_id=row.absent_id,
        for_name=row.absent_name or "",
    )


def _last(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def actors_of(person: Person, on: date | None = None) -> list[Actor]:
    """A person in each of the own roles held (on that day, or at any time), the one held longest first."""
    wanted = (
        select(Membership)
        .where(Membership.person_id == person.id)
        .options(joinedload(Membership.unit))
        .order_by(Membership.id)
    )
    held: Sequence[Membership] = db.session.scalars(wanted if on is None else wanted.where(_holds(on))).all()
    return [
        Actor(
            person_id=person.id,
            name=person.name,
            role=each.role,
            unit_id=each.unit_id,
            unit_name=each.unit.name,
            unit_path=each.unit.path,
            membership_id=each.id,
            language=person.language,
            predecessors=frozenset(line_of(each.unit.predecessors)),
        )
        for each in held
    ]


def membership(person_id: int, membership_id: int) -> Membership | None:
    return db.session.scalar(
        select(Membership).where(Membership.id == membership_id, Membership.person_id == person_id)
    )


def memberships_of(person_id: int) -> list[Membership]:
    """Every role of a person, past ones included, in the order in which they were given."""
    wanted = select(Membership).where(Membership.person_id == person_id).options(joinedload(Membership.unit))
    return list(db.session.scalars(wanted.order_by(Membership.id)))


def people_list(search: str = "", unit_id: int | None = None, *, after: str = "") -> list[Person]:
    """People for the administrator's list, with their roles, in the order of names. At most 100 + 1."""
    wanted = select(Person).options(selectinload(Person.memberships).joinedload(Membership.unit))
    if search:
        by_name = Person.name_folded.contains(fold(search), autoescape=True)
        wanted = wanted.where(or_(by_name, Person.email.contains(search.lower(), autoescape=True)))
    if unit_id is not None:
        wanted = wanted.where(Person.memberships.any(Membership.unit_id == unit_id))
    name, _, last = after.rpartition("|")
    if last.isdigit() and len(last) <= 15:
        wanted = wanted.where(or_(Person.name_folded > name, (Person.name_folded == name) & (Person.id > int(last))))
    return list(db.session.scalars(wanted.order_by(Person.name_folded, Person.id).limit(LISTED + 1)))


def link_by_digest(digest: str) -> OneTimeLink | None:
    return db.session.scalar(select(OneTimeLink).where(OneTimeLink.digest == digest))


def recent_tries(who: Collection[str], now: datetime) -> dict[str, list[datetime]]:
    """When these accounts and addresses failed within the last quarter of an hour."""
    found: dict[str, list[datetime]] = {each: [] for each in who}
    rows = db.session.execute(
        select(SignInTry.who, SignInTry.at).where(SignInTry.who.in_(list(who)), SignInTry.at > now - TRY_WINDOW)
    )
    for key, at in rows:
        found[key].append(at)
    return found


def names_in(unit_id: int) -> dict[int, str]:
    """Everybody who holds or held a role in the unit, by id: for choices and for names in its lists."""
    held = select(Membership.person_id).where(Membership.unit_id == unit_id)
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(held)).order_by(Person.name_folded))
    return {row.id: row.name for row in rows}


def people_by_unit(domain: str, on: date) -> dict[Unit, list[Membership]]:
    """Who has an address in this domain (or below it), by unit in the order of the tree: the demonstration's people."""
    at_domain = or_(Person.email.endswith(f"@{domain}"), Person.email.endswith(f".{domain}"))
    rows = db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .join(Membership.unit)
        .where(at_domain, Person.active, _holds(on))
        .options(contains_eager(Membership.person), contains_eager(Membership.unit))
        .order_by(Unit.path, Membership.id)
    )
    found: dict[Unit, list[Membership]] = {}
    for each in rows:
        found.setdefault(each.unit, []).append(each)
    return found
