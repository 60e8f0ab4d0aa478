"""The transaction at the edge: what a redirect after a POST keeps, and everything that keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask, abort, redirect, request
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from coordination.kernel import store
from coordination.kernel.doors import anyone
from coordination.kernel.office import Office, UnlockedRoute
from coordination.kernel.values import Stale
from coordination.units.models import Person
from tests.browser import apart
from tests.cast import Cast

EMAIL = "written@example.vn"


def _write() -> None:
    store.db.session.add(Person(email=EMAIL, name="Written", name_folded="written"))
    store.db.session.flush()


class Crash(Exception):
    pass


@pytest.mark.parametrize(
    ("path", "known"),
    [("2026-02-28", True), ("2026-02-29", False), ("2026-13-01", False), ("28-02-2026", False), ("x", False)],
)
def test_a_day_in_an_address_is_a_day_that_exists(path: str, known: bool) -> None:
    office = Office("scratch")
    office.add_url_rule("/days/<day:day>", "day", anyone()(lambda day: str(day)))
    with office.test_request_context(f"/days/{path}"):
        assert (request.endpoint == "day") is known
        if known:
            assert request.view_args == {"day": date(2026, 2, 28)}
            assert office.url_map.bind("x").build("day", request.view_args) == f"/days/{path}"


def _scratch(app: Flask) -> Office:
    """A small application of its own on the same database: only the edge is looked at."""
    scratch = Office("scratch")
    scratch.config.update(TESTING=True, SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"])

    @scratch.route("/add", methods=["GET", "POST"])
    @anyone()
    def add() -> Any:
        _write()
        return redirect("/")

    @scratch.post("/shown-again")
    @anyone()
    def shown_again() -> Any:
        _write()
        return "the form again"

    @scratch.post("/abort/<int:code>")
    @anyone()
    def refuse(code: int) -> Any:
        _write()
        abort(code)

    @scratch.post("/crash")
    @anyone()
    def crash() -> Any:
        _write()
        raise Crash

    @scratch.post("/twice")
    @anyone()
    def twice() -> Any:
        _write()
        _write()
        return redirect("/")

    @scratch.post("/twice-at-commit")
    @anyone()
    def twice_at_commit() -> Any:
        for _ in range(2):
            store.db.session.add(Person(email=EMAIL, name="Written", name_folded="written"))
        return redirect("/")

    @scratch.errorhandler(Stale)
    def stale(_: Stale) -> Any:
        return "stale", 409

    return scratch


@pytest.fixture
def client(app: Office, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    scratch = _scratch(app)
    engines: Any = store.db._app_engines
    engines[scratch] = engines[app]
    store.commit()
    yield scratch.test_client()
    del engines[scratch]


def _written() -> bool:
    return store.db.session.scalars(select(Person.id).where(Person.email == EMAIL)).one_or_none() is not None


def _post(client: Any, path: str) -> int:
    return int(apart(client.post, path).status_code)


def test_a_post_that_redirects_is_kept(client: Any) -> None:
    assert _post(client, "/add") == 302
    assert _written()


def test_a_get_that_tries_to_write_keeps_nothing(client: Any) -> None:
    assert apart(client.get, "/add").status_code == 302
    assert not _written()


def test_a_form_shown_again_keeps_nothing(client: Any) -> None:
    assert _post(client, "/shown-again") == 200
    assert not _written()


@pytest.mark.parametrize("code", [400, 403, 404, 409])
def test_a_refusal_after_a_write_keeps_nothing(client: Any, code: int) -> None:
    assert _post(client, f"/abort/{code}") == code
    assert not _written()


def test_a_crash_keeps_nothing_and_goes_on_to_the_error_page(client: Any) -> None:
    with pytest.raises(Crash):
        _post(client, "/crash")
    assert not _written()


@pytest.mark.parametrize("path", ["/twice", "/twice-at-commit"])
def test_a_clash_in_the_database_is_told_as_stale_and_keeps_nothing(client: Any, path: str) -> None:
    assert _post(client, path) == 409
    assert not _written()


def test_after_a_failed_request_the_next_one_works(client: Any) -> None:
    assert _post(client, "/twice") == 409
    assert _post(client, "/add") == 302
    assert _written()


def test_a_route_without_a_lock_is_refused_at_start() -> None:
    office = Office("scratch")
    with pytest.raises(UnlockedRoute, match="/open"):
        office.add_url_rule("/open", "open", lambda: "open")


def test_an_unlocked_route_of_a_blueprint_is_refused_too() -> None:
    from flask import Blueprint

    chapter = Blueprint("chapter", "chapter")
    chapter.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(UnlockedRoute, match="chapter"):
        Office("scratch").register_blueprint(chapter)


@pytest.mark.parametrize(
    ("path", "known"), [("1", True), ("9" * 15, True), ("9" * 16, False), ("-1", False), ("1.5", False), ("x", False)]
)
def test_an_id_in_an_address_is_a_number_that_a_database_can_hold(path: str, known: bool) -> None:
    office = Office("scratch")
    office.add_url_rule("/things/<id:thing_id>", "thing", anyone()(lambda thing_id: str(thing_id)))
    with office.test_request_context(f"/things/{path}"):
        assert (request.endpoint == "thing") is known
        if not known:
            assert isinstance(request.routing_exception, HTTPException)
            assert request.routing_exception.code == 404
