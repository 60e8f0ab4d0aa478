"""Every route × every person: what the access table says is what happens, and every page that opens is in order."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from coordination import CHAPTERS
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.house import access_table, routes, scene

CRASHED = "!"
TOKEN = re.compile(r'name="csrf_token"[^>]*>')


class LookedOver:
    """Pages of many people; what reads alike for two of them is looked over once."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._seen: set[str] = set()

    def add(self, page: Page) -> None:
        text = TOKEN.sub("", page.html) if page.is_html else page.path
        if text in self._seen:
            return
        self._seen.add(text)
        try:
            page.look_over()
        except AssertionError as fault:
            self.faults.append(str(fault))


@pytest.mark.sqlite  # who may do what is no matter of the database
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_person_gets_where_the_table_says_and_nowhere_else(
    app: Flask, world: scene.Scene, browser: Browser, cast: Cast, chapter: str
) -> None:
    people = {
        name: browser if name == "passer-by" else browser.as_(getattr(cast, name)) for name in access_table.PEOPLE
    }
    pages = LookedOver()
    found = {
        routes.line_name(rule): {name: _sign(rule, world, person, pages) for name, person in people.items()}
        for rule in routes.rules(app, chapter)
    }
    kept = access_table.read()
    if access_table.WRITE:
        others = {name: row for name, row in kept.items() if name[5:].split(".")[0] != chapter}
        proposed = {name: row for name, row in found.items() if CRASHED not in row.values()}
        access_table.write({**others, **proposed})
        return
    wrong = [
        f"{route}: {name} finds '{sign}', the table says '{kept.get(route, {}).get(name, 'nothing')}'"
        for route, row in found.items()
        for name, sign in row.items()
        if kept.get(route, {}).get(name) != sign
    ]
    assert not wrong, "\n".join(wrong)
    assert not pages.faults, "\n".join(pages.faults)


def _sign(rule: Rule, world: scene.Scene, person: Browser, pages: LookedOver) -> str:
    method = routes.method(rule)
    path = person.path(rule.endpoint, **world.values(rule.endpoint, set(rule.arguments)))
    data = {"csrf_token": person.token()} if method != "GET" else {}
    with routes.undone(person):
        answer = routes.answer(lambda: person._ask(method, path, **({"data": data} if data else {})))
    if isinstance(answer, Exception):
        print(f"{method} {path} crashed: {answer!r}")
        return CRASHED
    response, statements = answer
    if method == "GET" and response.status_code == 200:
        pages.add(Page(person, method, path, response, statements))
    status, location = response.status_code, urlsplit(response.location or "").path
    locked = person.app.view_functions[rule.endpoint].__policy__.lock != "anyone"  # type: ignore[attr-defined]
    if status == 303 and location == person.path("units.sign_in") and locked and not person.acts:
        return ">"
    if status >= 500:
        return CRASHED
    return {403: "x", 404: "-"}.get(status, "o")


def test_every_route_has_a_line_and_every_line_a_route(app: Flask) -> None:
    lines = set(access_table.read())
    known = {routes.line_name(rule) for rule in routes.rules(app)}
    assert known - lines == set(), "routes without a line: HOUSE_WRITE=1 proposes them"
    if access_table.WRITE and known:
        access_table.write({name: row for name, row in access_table.read().items() if name in known})
    assert lines - known == set(), "lines without a route"


def test_the_scene_speaks_of_routes_that_are_there(app: Flask, world: scene.Scene) -> None:
    assert set(world.special) - {rule.endpoint for rule in routes.rules(app)} == set()


def test_no_route_is_open_to_everybody_by_accident() -> None:
    """What a passer-by gets is this and nothing else; a longer list wants a second look."""
    anonymous = {name[5:] for name, row in access_table.read().items() if row["passer-by"] == "o"}
    assert anonymous <= OPEN, f"new pages for everybody: {sorted(anonymous - OPEN)}"


OPEN: Any = {
    "units.sign_in", "units.try_sign_in", "units.sign_out", "units.forgotten", "units.ask_for_link",
    "units.set_password", "units.keep_password", "units.renew_link", "units.language", "overview.help",
}  # fmt: skip


def test_the_printed_table_is_up_to_date() -> None:
    wanted = access_table.printed(access_table.read())
    if access_table.WRITE:
        access_table.PRINTED.parent.mkdir(exist_ok=True)
        access_table.PRINTED.write_text(wanted, encoding="utf-8")
    assert access_table.PRINTED.read_text(encoding="utf-8") == wanted, "HOUSE_WRITE=1 prints docs/access.md anew"
