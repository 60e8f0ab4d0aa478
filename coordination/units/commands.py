"""Commands for units and people: lists from a spreadsheet, and the first people of a new house."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from coordination.kernel import clock, store
from coordination.kernel.actor import BY_RULE, Role
from coordination.kernel.sentences import sentences
from coordination.kernel.values import Finding, NotReady
from coordination.units import actions, queries
from coordination.units.actions import Imported
from coordination.units.rules.lists import EMAIL

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.csv")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
ASSIGNABLE = [role.value for role in Role if role is not Role.RULE]


@click.group()
def units() -> None:
    """Units."""


@click.group()
def people() -> None:
    """People."""


@units.command("import")
@FILE
@DRY_RUN
@with_appcontext
def import_units(file: Path, dry_run: bool) -> None:
    """Bring in a list of units from a CSV file: every line or none; known codes are updated (docs/import.md)."""
    _bring_in(lambda content: actions.import_units(content, by=BY_RULE, now=clock.now()), file, dry_run)


@people.command("import")
@FILE
@DRY_RUN
@click.option("--invite", is_flag=True, help="Mail each new person a link to set a password.")
@with_appcontext
def import_people(file: Path, dry_run: bool, invite: bool) -> None:
    """Bring in a list of people and their roles from a CSV file: every line or none (docs/import.md)."""

    def bring(content: bytes) -> Imported:
        return actions.import_people(content, by=BY_RULE, now=clock.now(), send_invitations=invite)

    _bring_in(bring, file, dry_run)


def _bring_in(bring: Callable[[bytes], Imported], file: Path, dry_run: bool) -> None:
    try:
        did = bring(file.read_bytes())
    except NotReady as refused:
        _refuse(refused, _("Chưa ghi gì."))
    if dry_run:
        store.rollback()
    else:
        store.commit()
    counts = {"added": len(did.added), "changed": len(did.changed), "same": len(did.unchanged)}
    if dry_run:
        click.echo(_("Chạy thử: sẽ thêm %(added)s, sửa %(changed)s, giữ nguyên %(same)s. Chưa ghi gì.", **counts))
    else:
        click.echo(_("Đã thêm %(added)s, sửa %(changed)s, giữ nguyên %(same)s.", **counts))


def _refuse(refused: NotReady, last: str) -> None:
    store.rollback()
    for sentence in sentences(refused.findings):
        click.echo(sentence, err=True)
    click.echo(last, err=True)
    sys.exit(1)


@people.command("create")
@click.option("--name", prompt=True, help="Full name.")
@click.option("--email", prompt=True, help="The address to sign in with.")
@click.option("--unit", "unit_code", prompt=True, help="The code of the unit.")
@click.option("--role", prompt=True, type=click.Choice(ASSIGNABLE), help="The role in that unit.")
@click.option("--title", default="", help="Position, as it is written under a signature.")
@click.option("--invite", is_flag=True, help="Mail a link to set the password, instead of asking for one here.")
@with_appcontext
def create(name: str, email: str, unit_code: str, role: str, title: str, invite: bool) -> None:
    """Enter one person with one role: how the first administrator of a new house comes in."""
    now = clock.now()
    try:
        unit = queries.unit_by_code(unit_code)
        if unit is None:
            raise NotReady(Finding("unit_code_unknown", evidence={"value": unit_code}))
        if not EMAIL.fullmatch(email.strip().lower()):
            raise NotReady(Finding("email_unknown", evidence={"value": email}))
        person = actions.create_person(name.strip(), email, title=title, by=BY_RULE, now=now)
        actions.appoint(person, unit, Role(role), by=BY_RULE, now=now)
        if invite:
            actions.invite(person, by=BY_RULE, now=now)
        else:
            secret = click.prompt("Password", hide_input=True, confirmation_prompt=True)
            actions.set_first_password(person, secret, now=now)
    except NotReady as refused:
        _refuse(refused, _("Chưa ghi gì."))
    store.commit()
    click.echo(_("Đã thêm %(name)s.", name=name.strip()))


commands = (units, people)
