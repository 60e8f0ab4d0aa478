"""Migrations: they make what the models say, they can be taken back, and there is one way forward."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine, inspect

from coordination.kernel import migrations, store

HERE = Path(__file__).resolve().parent.parent.parent / "migrations"
pytestmark = pytest.mark.skipif(not list((HERE / "versions").glob("*.py")), reason="there is no migration yet")


@pytest.fixture
def empty(empty_database: Callable[[], Any], app: Flask) -> Iterator[Engine]:
    migrations.prepare(app)
    with empty_database() as engine:
        yield engine


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def _differences(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, store.db.metadata))


def _revisions() -> list[str]:
    scripts = ScriptDirectory(str(HERE))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def test_there_is_one_way_forward() -> None:
    assert len(ScriptDirectory(str(HERE)).get_heads()) == 1


def test_migrations_make_exactly_what_the_models_say(empty: Engine) -> None:
    from flask_migrate import upgrade

    upgrade(directory=str(HERE))
    assert _tables(empty) == set(store.db.metadata.tables)
    assert _differences(empty) == []


def test_each_step_goes_up_down_and_up_again(empty: Engine) -> None:
    from flask_migrate import downgrade, upgrade

    for revision in _revisions():
        upgrade(directory=str(HERE), revision=revision)
        after = _tables(empty)
        downgrade(directory=str(HERE), revision="-1")
        upgrade(directory=str(HERE), revision=revision)
        assert _tables(empty) == after
    assert _differences(empty) == []


def test_all_the_way_down_leaves_nothing(empty: Engine) -> None:
    from flask_migrate import downgrade, upgrade

    upgrade(directory=str(HERE))
    downgrade(directory=str(HERE), revision="base")
    assert _tables(empty) == set()


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    from flask_migrate import upgrade

    upgrade(directory=str(HERE))
    upgrade(directory=str(HERE))
    assert _differences(empty) == []
