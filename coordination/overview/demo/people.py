"""Makes the demonstration's units and people through the product's own acts, and knows who acts for whom afterwards."""

from __future__ import annotations

from datetime import datetime
from random import Random

from coordination.kernel import clock
from coordination.kernel.actor import BY_RULE, Actor, Role
from coordination.kernel.store import db, unit
from coordination.overview.demo.organisation import (
    BY_CODE,
    CITY,
    FAMILY,
    GO_VAP,
    MEN,
    MIDDLE_MEN,
    MIDDLE_WOMEN,
    SECOND_ROLES,
    UNITS,
    WARDS,
    WOMEN,
    Place,
    Post,
    posts_of,
)
from coordination.units import actions, queries
from coordination.units.models import Person, Unit
from coordination.units.rules import DEMO_DOMAIN, DEMO_PASSWORD, Capacity


class Staff:
    """Who acts: by unit and role. Holds ids and actors only, so that no session is needed to ask."""

    def __init__(self) -> None:
        self.units: dict[str, int] = {}
        self.code_of: dict[int, str] = {}
        self.functions: dict[str, list[int]] = {}
        self._actors: dict[tuple[str, str], Actor] = {}
        self._steps: dict[str, list[str]] = {}

    def officer(self, code: str) -> Actor:
        return self._actors[code, "chuyenvien"]

    def head(self, code: str) -> Actor:
        return self._actors[code, "lanhdao"]

    def clerk(self, code: str) -> Actor:
        return self._actors[code, "vanthu"]

    def chairman(self, code: str) -> Actor:
        return self._actors[code, "chutich"]

    def vice_chairman(self, code: str) -> Actor:
        return self._actors[code, "phochutich"]

    def monitor(self, code: str) -> Actor:
        return self._actors[code, "theodoi"]

    def signers(self, code: str) -> list[Actor]:
        """The people of a unit's signing path, the one who signs last."""
        return [self._actors[code, address] for address in self._steps[code]]

    def enter(self, code: str, unit_id: int, functions: list[int], steps: list[str]) -> None:
        self.units[code], self.code_of[unit_id] = unit_id, code
        self.functions[code], self._steps[code] = functions, steps

    def appoint(self, code: str, address: str, actor: Actor) -> None:
        self._actors[code, address] = actor


def build(rng: Random, now: datetime) -> Staff:
    """All units and people, as an administrator enters them; one transaction a unit."""
    staff, kept = Staff(), actions.hash_password(DEMO_PASSWORD)
    names = _names(rng)
    admin = _administrator(kept, now)
    for place in UNITS:
        with unit():
            _enter(place, staff, names, kept, admin, now)
    with unit():
        _second_roles(admin, now)
        _keep_groups(staff, admin, now)
        _appoint_administrator(staff, now)
    return staff


def _names(rng: Random) -> list[str]:
    """Fictional names, each once."""
    made = {
        f"{family} {middle} {given}"
        for family in FAMILY
        for middles, givens in ((MIDDLE_MEN, MEN), (MIDDLE_WOMEN, WOMEN))
        for middle in middles
        for given in givens
    }
    return rng.sample(sorted(made), 220)


def _administrator(kept: str, now: datetime) -> Actor:
    with unit():
        person = actions.create_person(
            "Quản trị hệ thống", f"quantri@{DEMO_DOMAIN}", by=BY_RULE, now=now, title="Quản trị hệ thống"
        )
        person.password_hash = kept
        return Actor(person.id, person.name, Role.ADMINISTRATOR, None)


def _appoint_administrator(staff: Staff, now: datetime) -> None:
    person, city = queries.person_by_email(f"quantri@{DEMO_DOMAIN}"), queries.unit(staff.units[CITY])
    assert person is not None
    assert city is not None
    actions.appoint(person, city, Role.ADMINISTRATOR, by=BY_RULE, now=now, since=clock.local(now).date())


def _enter(place: Place, staff: Staff, names: list[str], kept: str, by: Actor, now: datetime) -> None:
    parent = staff.units.get(place.below)
    made = actions.create_unit(
        actions.UnitFacts(
            place.code, place.name, place.kind, parent, place.short, place.is_authority, place.symbol,
            officers_may_send=place.officers_may_send,
        ), by=by, now=now,
    )  # fmt: skip
    actions.set_boxes(made, [f"{place.code.lower()}@vanthu.{DEMO_DOMAIN}"], by=by, now=now)
    functions = [
        actions.assign_function(made, name, legal_basis=place.basis, by=by, now=now).id for name in place.functions
    ]
    people = {post.address: _person(post, place, made, names.pop(), kept, by, now) for post in posts_of(place)}
    steps = [*(f"buoc{n}" for n in range(1, len(place.path))), "lanhdao"] if "lanhdao" in people else []
    if place.path:
        actions.set_path(
            made, [(title, people[a].id) for title, a in zip(place.path, steps, strict=True)], by=by, now=now
        )
    staff.enter(place.code, made.id, functions, steps)
    for address, person in people.items():
        staff.appoint(place.code, address, queries.actors_of(person)[0])


def _person(post: Post, place: Place, into: Unit, name: str, kept: str, by: Actor, now: datetime) -> Person:
    person = actions.create_person(
        name, f"{post.address}.{place.code.lower()}@{DEMO_DOMAIN}", by=by, now=now, title=post.title
    )
    person.password_hash = kept
    actions.appoint(person, into, post.role, by=by, now=now, since=clock.local(now).date())
    if post.role is Role.HEAD:
        capacity = Capacity.DEPUTY if post.capacity is Capacity.DEPUTY else Capacity.NONE
        actions.keep_signatory(into, person.id, capacity=capacity, title=post.title, by=by, now=now)
    return person


def _second_roles(by: Actor, now: datetime) -> None:
    for address, own, other, role in SECOND_ROLES:
        person = queries.person_by_email(f"{address}.{own.lower()}@{DEMO_DOMAIN}")
        place = queries.unit_by_code(other)
        assert person is not None
        assert place is not None
        actions.appoint(person, place, role, by=by, now=now, since=clock.local(now).date())


def _keep_groups(staff: Staff, by: Actor, now: datetime) -> None:
    """Saved groups, as two units that ask often would have them."""
    around = [code for code in WARDS if code != GO_VAP]
    for owner, name, codes in (
        ("SXD", "Các phường trung tâm và lân cận", around),
        ("STC", "Các Sở thường góp ý về ngân sách", ["SNV", "STP", "SXD", "SNNMT", "SYT"]),
        (GO_VAP, "Các phường giáp ranh", ["P-HANHTHONG", "P-ANNHON", "P-ANHOIDONG", "P-THONGTAYHOI"]),
    ):
        actions.keep_group(
            db.session.get_one(Unit, staff.units[owner]), name, [staff.units[c] for c in codes], by=by, now=now
        )


def authority_of(lead: str, asked: list[str]) -> str:
    """Who decides in a consultation: the ward for its own divisions, else the city."""
    inside = BY_CODE[lead].below == GO_VAP and all(BY_CODE[code].below == GO_VAP for code in asked)
    return GO_VAP if inside else CITY
