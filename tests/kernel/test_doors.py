"""Doors: unseen is 404, seen but not allowed is 403, and who isn't signed in is brought to sign in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import g, render_template_string
from flask.testing import FlaskClient
from jinja2 import DictLoader

from coordination.kernel import doors
from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import Door, May, anyone, me, opens, signed_in
from coordination.kernel.office import Office
from tests.browser import apart


@dataclass(frozen=True)
class Thing:
    id: int
    seen_by: frozenset[int]
    opened_by: frozenset[int]


OWNER, COLLEAGUE, STRANGER = (Actor(n, f"Person {n}", Role.OFFICER, 1) for n in (1, 2, 3))
AUDITOR = Actor(4, "Person 4", Role.AUDITOR, 1)
THING = Thing(7, frozenset({1, 2}), frozenset({1}))


def _load(thing_id: int, actor: Actor) -> Thing | None:
    return THING if thing_id == THING.id and actor.person_id in THING.seen_by else None


def _may(actor: Actor, act: May, thing: Thing) -> bool:
    return act is May.CONSULTATION_SEE or actor.person_id in thing.opened_by


DOOR = Door("thing", Thing, _load, _may)


def _office(actor: Actor | None, *others: Actor) -> FlaskClient:
    office = Office("scratch")
    office.config["TESTING"] = True
    office.jinja_loader = DictLoader({"errors/other_role.html": "{{ other.name }} {{ wanted }}"})  # type: ignore[assignment]

    def find() -> Actor | None:
        g.other_actors = others
        return actor

    office.find_actor = find
    doors.init_app(office, [DOOR])

    @office.get("/sign-in", endpoint="units.sign_in")
    @anyone()
    def sign_in() -> str:
        return "sign in"

    @office.route("/things/<id:thing_id>", methods=["GET", "POST"])
    @opens(DOOR, May.CONSULTATION_ISSUE)
    def change(thing: Thing) -> str:
        return f"thing {thing.id}"

    @office.get("/things/<id:thing_id>/button")
    @opens(DOOR, May.CONSULTATION_SEE)
    def button(thing: Thing) -> str:
        return render_template_string("{{ may('consultation:issue', thing) }}", thing=thing)

    @office.get("/mine")
    @signed_in()
    def mine() -> str:
        return me().name

    @office.get("/audit")
    @signed_in(Role.AUDITOR, Role.ADMINISTRATOR)
    def audit() -> str:
        return "audit"

    @office.get("/help")
    @anyone()
    def help_page() -> str:
        return "help"

    @office.get("/careless")
    @anyone()
    def careless() -> str:
        return me().name

    return office.test_client()


def status(actor: Actor | None, path: str, method: str = "GET") -> int:
    return int(apart(_office(actor).open, path, method=method).status_code)


@pytest.mark.parametrize(
    ("actor", "path", "expected"),
    [
        (OWNER, "/things/7", 200),
        (COLLEAGUE, "/things/7", 403),
        (STRANGER, "/things/7", 404),
        (OWNER, "/things/8", 404),
        (OWNER, f"/things/{10**14}", 404),
        (OWNER, f"/things/{10**15}", 404),
        (OWNER, "/things/x", 404),
        (OWNER, "/things/-7", 404),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_door_opens_shuts_or_is_not_there(actor: Actor, path: str, expected: int, method: str) -> None:
    assert status(actor, path, method) == expected


def test_who_is_not_signed_in_comes_back_to_the_very_thing() -> None:
    response = apart(_office(None).get, "/things/7?tab=2")
    assert response.status_code == 303
    assert response.location == "/sign-in?next=/things/7?tab%3D2"


def test_who_is_not_signed_in_learns_nothing_about_what_is_there() -> None:
    client = _office(None)
    there, nothing = (apart(client.get, f"/things/{n}") for n in (7, 8))
    assert there.status_code == nothing.status_code == 303


def test_a_post_of_who_is_not_signed_in_is_not_repeated_after_sign_in() -> None:
    assert apart(_office(None).post, "/things/7").location == "/sign-in"


@pytest.mark.parametrize(("actor", "expected"), [(None, 303), (OWNER, 200), (AUDITOR, 200)])
def test_a_page_for_everybody_signed_in(actor: Actor | None, expected: int) -> None:
    assert status(actor, "/mine") == expected


@pytest.mark.parametrize(("actor", "expected"), [(None, 303), (OWNER, 404), (AUDITOR, 200)])
def test_a_page_for_some_roles_does_not_exist_for_the_others(actor: Actor | None, expected: int) -> None:
    assert status(actor, "/audit") == expected


@pytest.mark.parametrize("actor", [None, OWNER])
def test_a_page_for_anyone(actor: Actor | None) -> None:
    assert status(actor, "/help") == 200


def test_a_view_that_asks_who_acts_without_a_lock_gets_nobody() -> None:
    assert status(None, "/careless") == 403


def test_another_role_of_the_same_person_is_offered() -> None:
    response = apart(_office(STRANGER, OWNER).get, "/things/7")
    assert response.status_code == 403
    assert response.get_data(as_text=True) == "Person 1 /things/7"


def test_another_role_that_may_not_see_it_either_is_not_offered() -> None:
    assert apart(_office(STRANGER, AUDITOR).get, "/things/7").status_code == 404


@pytest.mark.parametrize(("actor", "shown"), [(OWNER, "True"), (COLLEAGUE, "False")])
def test_a_button_is_there_when_its_act_is_allowed(actor: Actor, shown: str) -> None:
    assert apart(_office(actor).get, "/things/7/button").get_data(as_text=True) == shown


def test_permissions_are_listed_once_in_order_and_spelled_alike() -> None:
    names = [may.name for may in May]
    values = [may.value for may in May]
    assert names == sorted(names)
    assert len(set(values)) == len(values)
    assert all(value.count(":") == 1 and value == value.lower() for value in values)


def test_a_lock_says_what_it_is() -> None:
    locked = opens(DOOR, May.CONSULTATION_ISSUE)(lambda thing: "x")
    assert locked.__policy__ == doors.Policy("opens", May.CONSULTATION_ISSUE, "thing")  # type: ignore[attr-defined]
