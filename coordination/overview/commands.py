"""Loading the demonstration, by hand."""

from __future__ import annotations

import sys
import time

import click
from flask.cli import with_appcontext

from coordination.overview import demo as demonstration


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


commands = (demo,)
