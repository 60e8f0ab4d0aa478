"""The test house: one application a run, one database a worker, and every test in a transaction that never happened.

`clock` stands still on a Monday morning, `post` holds what was mailed, `make` makes things through the product's verbs,
`browser` sees what a person sees. A test marked `committing` (or asking for the fixture) gets a database of its own and
true commits.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine

from coordination.kernel import clock as kernel_clock
from coordination.kernel import store
from tests import world
from tests.cast import Cast
from tests.clock import MONDAY, Clock
from tests.post import CapturedPost

if TYPE_CHECKING:
    from click.testing import Result

    from coordination.kernel.office import Office
    from coordination.settings import Settings
    from tests.browser import Browser
    from tests.house.scene import Scene
    from tests.make import Maker

pytest_plugins = ("tests.postgres", "tests.strict")


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among those that share the run."""
    workerinput = getattr(request.config, "workerinput", {})
    return str(workerinput.get("workerid", "main"))


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite: a database with all tables and the cast, which every other one is a copy of."""
    from tests import postgres

    place = tmp_path_factory.mktemp("template") / "world.sqlite"
    if not postgres.wanted():
        world.build(f"sqlite:///{place}")
    return place


@pytest.fixture(scope="session")
def _new_database(_template: Path, tmp_path_factory: pytest.TempPathFactory, worker: str) -> Callable[[str], str]:
    """A fresh database with the cast in it, by a label; its URL."""
    from tests import postgres  # a plugin: pytest must be the first to import it

    def new(label: str) -> str:
        if postgres.wanted():
            return postgres.database(f"{worker}_{label}", world.build)
        place = tmp_path_factory.mktemp("database") / f"{label}.sqlite"
        shutil.copyfile(_template, place)
        return f"sqlite:///{place}"

    return new


@pytest.fixture(scope="session")
def _app(_new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    settings = world.settings(_new_database("shared"), tmp_path_factory.mktemp("data"))
    app = world.application(settings)
    store.db.session.session_factory.configure(join_transaction_mode="create_savepoint")
    yield app
    with app.app_context():
        store.db.engine.dispose()


@pytest.fixture(scope="session")
def settings(_app: Office) -> Settings:
    kept: Settings = _app.extensions["settings"]
    return kept


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Monday 5 October 2026, 09:00 in Vietnam, until the test moves it."""
    kernel_clock.travel_to(MONDAY)
    yield Clock()
    kernel_clock.travel_to(None)


@pytest.fixture
def committing(_app: Office, _new_database: Callable[[str], str]) -> Iterator[str]:
    """True commits, for threads, processes and kills: a database of this test alone; its URL. A fixture or a mark."""
    url = _new_database("committing")
    engine = create_engine(url, **_app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    with _database_is(_app, engine):
        yield url
    engine.dispose()


@pytest.fixture
def app(_app: Office, clock: Clock, request: pytest.FixtureRequest) -> Iterator[Office]:
    """The application, with its context pushed; what the test changes in the database is undone afterwards."""
    if "committing" in request.fixturenames or request.node.get_closest_marker("committing"):
        request.getfixturevalue("committing")
        with _context(_app):
            yield _app
        return
    if "world" in request.fixturenames:
        kept: _Scene = request.getfixturevalue("_scene")
        engine: Any = kept.engine
        kernel_clock.travel_to(kept.moment)
    else:
        with _app.app_context():
            engine = store.db.engine
    with engine.connect() as connection:
        outer = connection.begin()
        with _database_is(_app, connection), _context(_app):
            yield _app
        outer.rollback()


@dataclass(frozen=True)
class _Scene:
    engine: Engine
    world: Scene
    moment: datetime


@pytest.fixture(scope="session")
def _scene(_app: Office, _new_database: Callable[[str], str]) -> Iterator[_Scene]:
    """A database in which a good deal has happened, made once a run and undone after each test like the other."""
    from tests.house import scene
    from tests.make import Maker

    engine = create_engine(_new_database("scene"), **_app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    kernel_clock.travel_to(MONDAY)
    with _database_is(_app, engine), _context(_app):
        made = scene.build(Maker(Cast(), Clock()))
        store.db.session.commit()
    yield _Scene(engine, made, kernel_clock.now())
    engine.dispose()


@pytest.fixture(name="world")
def _world(app: Office, _scene: _Scene) -> Scene:
    """A world in which a good deal has happened (`house.scene`): ids for every address; the clock at its end."""
    return _scene.world


class _context:
    """The application's context around a test, its session closed at the end."""

    def __init__(self, app: Office) -> None:
        self.app = app
        self.context = app.app_context()

    def __enter__(self) -> None:
        self.post = self.app.extensions["post"]
        self.app.extensions["post"] = CapturedPost()
        self.context.push()

    def __exit__(self, *_: object) -> None:
        store.db.session.remove()
        self.context.pop()
        self.app.extensions["post"] = self.post


class _database_is:
    """Within the block every session of the application works on this engine or connection."""

    def __init__(self, app: Office, bind: Engine | Connection) -> None:
        self.app, self.bind = app, bind

    def _swap(self, bind: Any) -> Any:
        with self.app.app_context():
            engines: Any = store.db.engines
            before, engines[None] = engines[None], bind
        return before

    def __enter__(self) -> None:
        self.before = self._swap(self.bind)

    def __exit__(self, *_: object) -> None:
        self._swap(self.before)


@pytest.fixture
def empty_database(app: Office, worker: str, tmp_path: Path) -> Callable[[], AbstractContextManager[Engine]]:
    """A database without any table, which the application works on within the block."""
    from tests import postgres

    @contextmanager
    def empty() -> Iterator[Engine]:
        url = postgres.database(f"{worker}_empty") if postgres.wanted() else f"sqlite:///{tmp_path / 'empty.sqlite'}"
        engine = create_engine(url, **app.config["SQLALCHEMY_ENGINE_OPTIONS"])
        store.db.session.remove()
        with _database_is(app, engine):
            yield engine
            store.db.session.remove()
        engine.dispose()

    return empty


@pytest.fixture
def db(app: Office) -> SQLAlchemy:
    """The database with its cast; `db.session` is the test's own."""
    return store.db


@pytest.fixture
def cast(db: SQLAlchemy) -> Cast:
    """The people and units of the small world, by name: `cast.lan`, `cast.stp` …"""
    return Cast()


@pytest.fixture
def post(app: Office) -> CapturedPost:
    """The letters: `post.letter(to=cast.mai)`, `post.letters(kind="issue")`, `post.deliver()`."""
    captured: CapturedPost = app.extensions["post"]
    return captured


@pytest.fixture
def make(cast: Cast, clock: Clock) -> Maker:
    """Makers: `make.consultation(points=3, issued=True)`."""
    from tests.make import Maker

    return Maker(cast, clock)


@pytest.fixture
def browser(app: Office, cast: Cast) -> Browser:
    """What a person sees: `browser.as_(cast.lan).get("overview.desk")`."""
    from tests.browser import Browser

    return Browser(app)


@pytest.fixture
def run(app: Office) -> Callable[..., Result]:
    """A command as an administrator gives it: `run("sweep", "--at", "2026-10-20T18:00")`."""
    from tests.browser import apart

    def command(*words: str) -> Result:
        store.db.session.commit()
        return apart(app.test_cli_runner().invoke, args=list(words))

    return command


@pytest.fixture
def statements(db: SQLAlchemy) -> Iterator[list[str]]:
    """Every SQL statement of the test from here on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)
