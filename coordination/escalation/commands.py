"""The sweep, by hand."""

from __future__ import annotations

import sys
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from coordination.escalation import jobs
from coordination.kernel import clock


@click.command()
@click.option(
    "--at",
    "moment",
    metavar="ISO",
    help="Sweep as if it were that moment (a past one; a future one in the demonstration).",
)
@with_appcontext
def sweep(moment: str | None) -> None:
    """Do what is due now: reminders, reports to the authority, lapses, tasks overdue."""
    at = _moment(moment) if moment else clock.now()
    done = jobs.sweep(at)
    click.echo(
        f"steps {done.stepped}, reports {done.reported}, gone up {done.gone_up}, lapsed {done.lapsed}, "
        f"tasks {done.tasks}, set aside {done.set_aside}"
    )
    if done.set_aside:
        sys.exit(1)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is not a moment; write it like 2026-11-26T17:00+07:00") from None
    at = at if at.tzinfo else at.replace(tzinfo=clock.ZONE)
    if at > clock.now() and not (current_app.config["DEMO"] or current_app.config["TESTING"]):
        raise click.BadParameter("a sweep in the future is for the demonstration only")
    return at


commands = (sweep,)
