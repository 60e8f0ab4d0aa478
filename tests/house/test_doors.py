"""Every route says who may open it, has a plain address, and belongs to a chapter."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import UnicodeConverter

from coordination.kernel.doors import May, Policy
from tests.house import routes

# Parameters that are no id of ours: what a mailed link carries.
FREE = {"token"}


def test_every_route_has_a_lock(app: Flask) -> None:
    open_ones = [r.endpoint for r in routes.rules(app) if not isinstance(_policy(app, r.endpoint), Policy)]
    assert open_ones == []


def test_nothing_but_static_files_is_outside_the_chapters(app: Flask) -> None:
    assert [name for name in routes.others(app) if name != "static" and not name.endswith(".static")] == []


def test_every_parameter_of_an_address_has_a_type(app: Flask) -> None:
    loose = [
        f"{rule.rule}: {name}"
        for rule in routes.rules(app)
        for name, converter in rule._converters.items()
        if type(converter) is UnicodeConverter and name not in FREE
    ]
    assert loose == []


def test_every_parameter_that_names_a_row_is_an_id(app: Flask) -> None:
    wrong = [
        f"{rule.rule}: {name}"
        for rule in routes.rules(app)
        for name, converter in rule._converters.items()
        if name.endswith("_id") != (type(converter).__name__ == "IdConverter")
    ]
    assert wrong == []


def test_every_address_is_written_in_small_letters_and_hyphens(app: Flask) -> None:
    plain = re.compile(r"/(([a-z0-9]+(-[a-z0-9]+)*|<[^>]+>)(\.[a-z]+)?(/|$))*")
    assert [rule.rule for rule in routes.rules(app) if not plain.fullmatch(rule.rule)] == []


def test_every_route_shows_or_acts_never_both(app: Flask) -> None:
    both = [r.rule for r in routes.rules(app) if len(set(r.methods or ()) - routes.SAFE) != 1]
    assert both == []


def test_a_door_opens_with_a_permission_that_exists_and_its_own_parameter(app: Flask) -> None:
    wrong = []
    for rule in routes.rules(app):
        policy = _policy(app, rule.endpoint)
        if policy.lock == "opens" and (not isinstance(policy.act, May) or f"{policy.door}_id" not in rule.arguments):
            wrong.append(f"{rule.rule}: {policy}")
    assert wrong == []


def _policy(app: Flask, endpoint: str) -> Policy:
    found: Policy = getattr(app.view_functions[endpoint], "__policy__", None)  # type: ignore[assignment]
    return found
