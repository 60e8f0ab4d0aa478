"""How the house is put together: settings, kernel, chapters in the order of the process."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from flask_login import LoginManager
from flask_wtf import CSRFProtect

from coordination import CHAPTERS, cli
from coordination.kernel import doors, files, migrations, pages, store, words
from coordination.kernel.office import Office
from coordination.kernel.post import NullPost, Post, SmtpPost
from coordination.settings import Settings

ROOT = Path(__file__).resolve().parent.parent

csrf = CSRFProtect()


def create_app(settings: Settings) -> Office:
    """The application, ready to serve; nothing is read from the environment here."""
    app = Office(
        "coordination",
        root_path=str(ROOT / "coordination"),
        template_folder=str(ROOT / "templates"),
        instance_path=str(settings.data_dir.resolve()),
    )
    _configure(app, settings)
    store.init_app(app)
    migrations.init_app(app)
    words.init_app(app)
    csrf.init_app(app)
    _add_chapters(app)
    pages.init_app(app)
    cli.init_app(app)
    return app


def _configure(app: Office, settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    https = settings.base_url.startswith("https:")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.upload_limit + (2 << 20),
        MAX_FORM_MEMORY_SIZE=8 << 20,
        MAX_FORM_PARTS=20_000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        REMEMBER_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        DEMO=settings.demo,
        TESTING=settings.testing,
        BASE_URL=settings.base_url,
        UPLOAD_LIMIT=settings.upload_limit,
    )
    app.extensions["settings"] = settings
    app.extensions["files"] = files.LocalStore(settings.data_dir / "files")
    app.extensions["post"] = _post(settings)


def _engine_options(url: str) -> dict[str, object]:
    if url.startswith("postgresql"):
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5, "options": "-c timezone=UTC"}}
    return {}


def _post(settings: Settings) -> Post:
    return SmtpPost(settings.post) if settings.post else NullPost()


def _add_chapters(app: Office) -> None:
    """Every chapter may bring blueprints (views), doors (access), sentences for findings (words) and commands."""
    known_doors: list[doors.Door[object]] = []
    app.extensions["sentences"] = {}
    for chapter in CHAPTERS:
        views, access, said = (_room(chapter, room) for room in ("views", "access", "words"))
        for blueprint in getattr(views, "blueprints", ()):
            app.register_blueprint(blueprint)
        known_doors.extend(getattr(access, "doors", ()))
        app.extensions["sentences"].update(getattr(said, "FINDINGS", {}))
        _room(chapter, "models")
        for setup in getattr(views, "setups", ()):
            setup(app)
    doors.init_app(app, known_doors)
    LoginManager(app).user_loader(_sign_in_of)


def _sign_in_of(user_key: str) -> object | None:
    from coordination.units import queries

    return queries.signed_in_person(user_key)


def _room(chapter: str, room: str) -> ModuleType | None:
    name = f"coordination.{chapter}.{room}"
    return import_module(name) if find_spec(name) else None
