"""Commands of the whole product; each chapter brings its own in its `commands` room."""

from __future__ import annotations

import socket
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from coordination import CHAPTERS
from coordination.kernel import catalogues, journal, migrations
from coordination.kernel.store import db


def init_app(app: Flask) -> None:
    for command in (serve, worker, verify_journal, words, mail):
        app.cli.add_command(command)
    for chapter in CHAPTERS:
        name = f"coordination.{chapter}.commands"
        if find_spec(name):
            for command in import_module(name).commands:
                app.cli.add_command(command)


def fail(sentence: str) -> None:
    """End a command with a sentence on the error stream and exit code 1."""
    click.echo(sentence, err=True)
    sys.exit(1)


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def serve(port: int, host: str) -> None:
    """Bring the database up to date, load the demonstration into an empty one, serve pages and run the worker."""
    import waitress

    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    if not 0 < port < 65536:
        fail(f"Port {port} is not a port. Choose one from 1 to 65535, for example: make run PORT=8080")
    _refuse_busy(host, port)
    _prepare(app)
    settings = app.extensions["settings"]
    if settings.worker_inside:
        from coordination.worker import start_beside

        start_beside(app)
    click.echo(f"Open http://localhost:{port} in a browser. Ctrl+C stops.")
    waitress.serve(
        app, host=host, port=port, threads=8, ident="", max_request_body_size=settings.upload_limit + (4 << 20)
    )


def _refuse_busy(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            fail(f"Port {port} needs more rights than this account has. Choose another: make run PORT=8080")
        except OSError:
            fail(f"Port {port} is in use by another program. Choose another: make run PORT={port + 1}")


def _prepare(app: Flask) -> None:
    migrations.upgrade(app)
    if app.extensions["settings"].demo and not _has_units():
        if not find_spec("coordination.overview.demo"):
            return
        from coordination.overview.demo import load

        click.echo("Loading the demonstration (about half a minute) …")
        load()


def _has_units() -> bool:
    if "unit" not in inspect(db.engine).get_table_names():
        return False
    from coordination.units.models import Unit

    found = db.session.query(Unit.id).limit(1).first() is not None
    db.session.remove()
    return found


@click.command()
@click.option("--once", is_flag=True, help="Run every job once and stop.")
@with_appcontext
def worker(once: bool) -> None:
    """Run the jobs: mail, deliveries, reminders and escalation, digests."""
    from coordination.worker import run, run_once

    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    run_once(app) if once else run(app)


@click.group()
def mail() -> None:
    """The outbox."""


@mail.command("send")
@with_appcontext
def send_mail() -> None:
    """Send the letters that are due now."""
    from coordination.kernel.jobs import send_mail as send

    done = send()
    click.echo(f"sent {done.sent}, to be tried again {done.retried}, given up {done.given_up}")


@click.group("journal")
def verify_journal() -> None:
    """The journal."""


@verify_journal.command("verify")
@with_appcontext
def verify() -> None:
    """Prove every chain of the journal, or name its first broken link."""
    checked, broken = journal.verify()
    for link in broken:
        click.echo(f"consultation {link.consultation_id}: broken at entry {link.place}", err=True)
    click.echo(f"{checked} entries checked, {len(broken)} chains broken")
    if broken:
        sys.exit(1)


@click.group()
def words() -> None:
    """The English catalogues."""


@words.command("update")
def words_update() -> None:
    """Read every Vietnamese text from the sources into the catalogues."""
    catalogues.update()


@words.command("compile")
def words_compile() -> None:
    """Compile the catalogues."""
    catalogues.compile()


@words.command("check")
def words_check() -> None:
    """Say which texts have no English, or a placeholder lost; exits with 1 if there are any."""
    gaps = catalogues.gaps()
    for gap in gaps:
        click.echo(gap, err=True)
    click.echo(f"{len(gaps)} gaps")
    if gaps:
        sys.exit(1)
