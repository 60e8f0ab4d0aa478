"""The scorecards as json, read by other programs: the output is fixed (design 8)."""

from __future__ import annotations

import json

import click
from flask.cli import with_appcontext
from sqlalchemy import inspect

from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.scorecards import queries
from coordination.scorecards.models import SchemeRow
from coordination.scorecards.rules import Period, Role
from coordination.units import queries as units


@click.command()
@click.option("--period", "text", required=True, metavar="2026-10|2026-Q4|2026", help="The month, quarter or year.")
@click.option("--unit", "code", default="", metavar="CODE", help="Only this unit.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="Only this role.")
@click.option("--combined", is_flag=True, help="With --unit: the cases of the units that it succeeded, too.")
@click.option("--format", "_form", type=click.Choice(["json"]), default="json", show_default=True)
@with_appcontext
def scorecard(text: str, code: str, role: str | None, combined: bool, _form: str) -> None:
    """The scorecards of a period, with the ledger behind each figure."""
    try:
        period = Period.parse(text)
    except ValueError:
        raise click.BadParameter(f"'{text}' is no period; write 2026-10, 2026-Q4 or 2026") from None
    if not inspect(db.engine).has_table(SchemeRow.__tablename__):
        raise click.ClickException("there is no database yet; make it with: flask --app wsgi db upgrade")
    unit = units.unit_by_code(code) if code else None
    if code and unit is None:
        raise click.BadParameter(f"there is no unit with the code '{code}'")
    roles = (Role(role),) if role else tuple(Role)
    found, _left, _cases = queries.cards_of(period, clock.now(), roles, combined=unit if combined else None)
    chosen = [card.to_json() for card in found if not code or card.unit == code]
    click.echo(json.dumps(chosen, ensure_ascii=False, indent=2))


commands = (scorecard,)
