"""The addresses of the product, as the house's tests go through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from coordination import CHAPTERS
from coordination.kernel import store
from tests.browser import Browser

SAFE = {"HEAD", "OPTIONS"}


def rules(app: Flask, chapter: str | None = None, *, of: str | None = None) -> list[Rule]:
    """Every route of ours, ordered; of one chapter and one method if wanted."""
    found = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ((chapter,) if chapter else CHAPTERS)
        and (of is None or of in (rule.methods or ()))
        and not hasattr(app.view_functions[rule.endpoint], "__awaited__")
    ]
    return sorted(found, key=lambda rule: (rule.endpoint, sorted(rule.methods or ())))


def others(app: Flask) -> list[str]:
    """Endpoints that belong to no chapter."""
    return [r.endpoint for r in app.url_map.iter_rules() if r.endpoint.split(".")[0] not in CHAPTERS]


def method(rule: Rule) -> str:
    (only,) = set(rule.methods or ()) - SAFE
    return only


def line_name(rule: Rule) -> str:
    """How a route is called in the access table."""
    return f"{method(rule):<4} {rule.endpoint}"


@contextmanager
def undone(person: Browser) -> Iterator[None]:
    """What this person does within is undone, in the database and in his browser: the next one finds the same world."""
    cookies: Any = person.client._cookies
    before = dict(cookies)
    store.commit()
    connection: Any = store.db.engine
    savepoint = connection.begin_nested()
    try:
        yield
    finally:
        store.rollback()
        store.db.session.expire_all()
        savepoint.rollback()
        cookies.clear()
        cookies.update(before)


def answer(act: Callable[[], Any]) -> Any:
    """What a request is answered with; a crash is answered with its traceback's last line."""
    try:
        return act()
    except AssertionError:
        raise
    except Exception as crash:
        store.db.session.rollback()
        return crash
