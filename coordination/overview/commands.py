"""Loading the demonstration, by hand; and what is missing for production."""

from __future__ import annotations

import sys
import time

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from coordination.kernel import clock, migrations, store
from coordination.kernel.store import db
from coordination.overview import demo as demonstration
from coordination.overview.queries.readiness import readiness
from coordination.overview.words import readiness_words


@click.group("demo")
def demo() -> None:
    """The demonstration data."""


@demo.command("load")
@click.option("--scale", type=click.FloatRange(0.02, 1), default=1.0, show_default=True, help="A smaller year.")
@with_appcontext
def load(scale: float) -> None:
    """Build the demonstration in an empty database: two administrations and the last twelve months of their work."""
    started = time.monotonic()
    try:
        made = demonstration.load(scale)
    except demonstration.NotEmpty as full:
        click.echo(str(full), err=True)
        sys.exit(1)
    click.echo(
        f"{made['units']} units, {made['people']} people, {made['consultations']} consultations with "
        f"{made['parts']} parts, {made['replies']} replies, {made['letters']} letters, {made['reports']} reports "
        f"in {time.monotonic() - started:.0f} s"
    )


@click.command()
@with_appcontext
def check() -> None:
    """Say what is missing for production, a sentence each; exits with 1 when something is."""
    found = readiness(
        current_app.extensions["settings"],
        current_app.extensions["files"],
        migrated=_migrated(),
        now=clock.now(),
        today=clock.today(),
    )
    store.rollback()
    for each in sorted(found, key=lambda each: each.warning):
        lead = _("Lưu ý") if each.warning else _("Thiếu")
        click.echo(f"{lead}: {readiness_words(each)}")
    if any(not each.warning for each in found):
        sys.exit(1)
    click.echo(_("Đủ điều kiện vận hành chính thức."))


def _migrated() -> bool:
    """Whether the database stands at the newest of the migrations."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    migrations.prepare(current_app)
    wanted = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    stands = MigrationContext.configure(db.session.connection()).get_current_heads()
    return set(stands) == set(wanted.get_heads())


commands = (demo, check)
