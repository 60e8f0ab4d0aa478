"""What is missing before production, each with its sentence (design 8, O27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coordination.kernel import upkeep
from coordination.kernel.office import Office
from coordination.kernel.store import db
from coordination.overview.queries.readiness import Missing, readiness
from coordination.overview.words import READINESS, readiness_words
from coordination.settings import Settings
from tests.cast import Cast
from tests.clock import Clock

pytestmark = pytest.mark.req("X3")


def codes(app: Office, clock: Clock, settings: Settings, *, migrated: bool = True) -> set[str]:
    found = readiness(settings, app.extensions["files"], migrated=migrated, now=clock.now, today=clock.today)
    assert all(readiness_words(each) for each in found)
    return {each.code for each in found}


def test_each_thing_that_is_missing_is_said(app: Office, cast: Cast, clock: Clock, settings: Settings) -> None:
    assert {"secret_short", "no_https", "no_mail", "no_worker"} <= codes(app, clock, settings)
    sound = replace(settings, secret_key="x" * 40, base_url="https://phoi-hop.example.vn")
    assert not {"secret_short", "no_https", "demo", "set_aside"} & codes(app, clock, sound)
    assert "demo" in codes(app, clock, replace(settings, demo=True))
    assert "not_migrated" in codes(app, clock, settings, migrated=False)
    cast.mai.email = "mai@gmail.com"
    upkeep.put_aside("digest", 1, KeyError(), now=clock.now)
    upkeep.note_run(
        "mail", began_at=clock.now, ended_at=clock.now, next_at=None, worker="w", did={}, error=OSError("secret words")
    )
    db.session.flush()
    assert {"public_mail", "set_aside", "job_failed"} <= codes(app, clock, settings)


def test_an_error_is_kept_by_its_kind_and_never_with_what_it_quotes(app: Office, clock: Clock) -> None:
    upkeep.note_run(
        "mail", began_at=clock.now, ended_at=clock.now, next_at=None, worker="w", did={}, error=OSError("secret words")
    )
    db.session.flush()
    (run,) = upkeep.job_runs()
    assert (run.last_error, run.failed) == ("OSError", True)


def test_the_command_ends_with_1_and_says_why(run: Callable[..., Any], cast: Cast) -> None:
    ended = run("check")
    assert ended.exit_code == 1
    assert "COORDINATION_MAIL_HOST" in ended.output


def test_every_finding_has_a_sentence() -> None:
    assert readiness_words(Missing("demo")) == str(READINESS["demo"])
