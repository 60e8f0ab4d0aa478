"""The application under test, and the database that every other one of the run is a copy of."""

from __future__ import annotations

import tempfile
from pathlib import Path

import argon2

from coordination.app import create_app
from coordination.kernel import store
from coordination.kernel.office import Office
from coordination.settings import Settings
from tests import cast


def settings(database_url: str, data_dir: Path) -> Settings:
    """Production's settings, with a secret that is none and no mail server."""
    return Settings(
        secret_key="only for tests",
        database_url=database_url,
        data_dir=data_dir,
        base_url="http://localhost",
        demo=False,
        post=None,
        upload_limit=2 << 20,
        worker_inside=False,
        testing=True,
    )


def application(chosen: Settings) -> Office:
    """The whole product."""
    return create_app(chosen)


def build(url: str) -> None:
    """All tables and the cast; no connection stays open."""
    with tempfile.TemporaryDirectory() as folder:
        app = application(settings(url, Path(folder)))
        cheap = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        with app.app_context():
            store.db.create_all()
            cast.enter(cheap.hash(cast.PASSWORD))
            store.db.session.commit()
            store.db.session.remove()
            store.db.engine.dispose()
