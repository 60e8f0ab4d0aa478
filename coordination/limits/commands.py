"""Commands about time, read by people and by other programs: their output is fixed (design 8)."""

from __future__ import annotations

import sys
from datetime import date

import click
from flask.cli import with_appcontext

from coordination.kernel.forms import parse_day
from coordination.kernel.values import NotReady
from coordination.limits import queries
from coordination.limits.rules import DayUnit, TimeLimit, due


class Day(click.ParamType[date]):
    """A day: 2026-08-20 or 20/08/2026."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a day that exists; write it like 2026-08-20", param, ctx)


DAY = Day()


@click.group()
def calendar() -> None:
    """Working days and due days."""


@calendar.command()
@click.argument("sent", metavar="DATE", type=DAY)
@click.argument("days", metavar="N", type=click.IntRange(1, 10_000))
@click.option("--calendar-days", is_flag=True, help="Count calendar days; the end rolls to a working day.")
@with_appcontext
def add(sent: date, days: int, calendar_days: bool) -> None:
    """The due day of a limit of N days for a thing sent on DATE in office hours."""
    limit = TimeLimit(days, DayUnit.CALENDAR if calendar_days else DayUnit.WORKING)
    try:
        click.echo(due(sent, limit, queries.calendar_or_shipped()).day.isoformat())
    except NotReady:
        _out_of_range()


@calendar.command()
@click.argument("first", metavar="A", type=DAY)
@click.argument("last", metavar="B", type=DAY)
@with_appcontext
def diff(first: date, last: date) -> None:
    """The working days after A up to and including B."""
    try:
        click.echo(str(queries.calendar_or_shipped().count(first, last)))
    except NotReady:
        _out_of_range()


@calendar.command()
@click.argument("year", type=click.IntRange(1900, 2199))
@with_appcontext
def show(year: int) -> None:
    """The days of a year that differ from Monday to Friday: day, off or worked, name; tab separated."""
    for difference in queries.calendar_or_shipped().differences(year):
        click.echo(f"{difference.day.isoformat()}\t{difference.kind.value}\t{difference.name}")


def _out_of_range() -> None:
    click.echo("The calendar knows the years 1900 to 2199 only.", err=True)
    sys.exit(1)


commands = (calendar,)
