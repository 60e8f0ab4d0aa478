"""The application under test, and the database that every other one of the run is a copy of."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import argon2

from coordination.kernel import files, store
from coordination.kernel.doors import anyone
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
    """The whole product; while a room doesn't import, everything else; while the kernel doesn't, its tables."""
    try:
        from coordination import app as product
    except Exception as missing:
        print(f"the whole application can't be made yet: {missing}")
        return _bare(chosen)
    rooms = product._room
    product._room = _tolerant(rooms)
    try:
        return _with_missing_pages(product.create_app(chosen))
    except Exception as missing:
        print(f"the whole application can't be made yet: {missing!r}")
        return _bare(chosen)
    finally:
        product._room = rooms


def _tolerant(rooms: Any) -> Any:
    def room(chapter: str, name: str) -> Any:
        try:
            return rooms(chapter, name)
        except Exception as missing:
            print(f"{chapter}.{name} doesn't import yet: {missing!r}")
            return None

    return room


# Pages that letters and redirects lead to, for as long as their chapter has none.
AWAITED = {
    "overview.desk": "/",
    "overview.consultation": "/consultations/<id:consultation_id>",
    "overview.sent": "/sent",
    "overview.received": "/received",
    "overview.search": "/search",
    "overview.help_page": "/help",
    "scorecards.units": "/scorecards",
    "escalation.waiting": "/escalations",
    "consultations.new": "/consultations/new",
}


def _with_missing_pages(app: Office) -> Office:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}
    view: Any = anyone()(lambda **_: ("", 200, {"Content-Type": "text/plain"}))
    view.__awaited__ = True
    for endpoint, path in AWAITED.items():
        if endpoint not in known:
            app.add_url_rule(path, endpoint, view)
    app.add_url_rule("/awaited/<path:endpoint>", "overview.awaited", view, methods=["GET", "POST"])
    app.url_build_error_handlers.append(lambda _error, endpoint, _values: f"/awaited/{endpoint}")
    return app


def _bare(chosen: Settings) -> Office:
    """While rooms are missing: the tables of every chapter that imports, no screens."""
    from importlib import import_module

    from coordination import CHAPTERS

    app = Office("coordination")
    app.config.update(
        SECRET_KEY=chosen.secret_key, SQLALCHEMY_DATABASE_URI=chosen.database_url, TESTING=True,
        BASE_URL=chosen.base_url, SQLALCHEMY_ENGINE_OPTIONS={},
    )  # fmt: skip
    app.extensions.update(settings=chosen, post=None, files=files.LocalStore(chosen.data_dir / "files"))
    store.init_app(app)
    for name in ("kernel.journal", "kernel.outbox", "kernel.files", *(f"{chapter}.models" for chapter in CHAPTERS)):
        with suppress(Exception):
            import_module(f"coordination.{name}")
    return app


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
