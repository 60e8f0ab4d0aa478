"""Lists of units and people brought in from a spreadsheet: all or nothing, and a second time nothing doubles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from coordination.kernel import journal
from coordination.kernel.actor import AUTHORITY_ROLES, Actor, Role
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.units.actions.people import appoint, change_person, create_person, invite
from coordination.units.actions.tree import UnitFacts, assign_function, change_unit, create_unit, set_boxes
from coordination.units.models import Membership, Person, Unit
from coordination.units.rules import NotASheet, Sheet, SheetRow, UnitKind, read_sheet
from coordination.units.rules.lists import (
    PEOPLE_COLUMNS,
    PEOPLE_NEEDED,
    UNIT_COLUMNS,
    UNIT_NEEDED,
    PersonRow,
    UnitRow,
    person_row,
    unit_row,
)

UNITS = Verb.declare("unit.imported", _l("Nhập danh sách đơn vị từ tệp"), "added", "changed", "unchanged")
PEOPLE = Verb.declare("person.imported", _l("Nhập danh sách người dùng từ tệp"), "added", "changed", "unchanged")

R = TypeVar("R", UnitRow, PersonRow)


@dataclass(frozen=True)
class Imported:
    """What bringing in a list did, or (in a dry run, rolled back) would do: codes or addresses."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def import_units(content: bytes, *, by: Actor, now: datetime) -> Imported:
    """Bring in a list of units (design 8): every line or none; a unit known by its code is updated.

    Raises NotReady with one finding for each bad line, or one for a file that is no such list.
    """
    rows, findings = _understood(_sheet(content, UNIT_COLUMNS, UNIT_NEEDED), unit_row)
    known = {unit.code.lower(): unit for unit in db.session.scalars(select(Unit).options(selectinload(Unit.boxes)))}
    _refuse(findings + _unit_findings(rows, known))
    added, changed, same = list[str](), list[str](), list[str]()
    for row in _parents_first(rows, known):
        fresh = row.code.lower() not in known
        did = _bring_unit(row, known, by, now)
        (added if fresh else changed if did else same).append(row.code)
    journal.record(UNITS, by=by, now=now, added=len(added), changed=len(changed), unchanged=len(same))
    return Imported(tuple(added), tuple(changed), tuple(same))


def _bring_unit(row: UnitRow, known: dict[str, Unit], by: Actor, now: datetime) -> bool:
    unit = known.get(row.code.lower())
    said: dict[str, Any] = {"name": row.name, "kind": UnitKind(row.kind), **row.others}
    if row.parent is not None:
        said["parent_id"] = known[row.parent.lower()].id if row.parent else None
    if unit is None:
        unit = known[row.code.lower()] = create_unit(UnitFacts(code=row.code, **said), by=by, now=now)
        did = True
    else:
        did = change_unit(unit, replace(facts_of(unit), **said), by=by, now=now)
    if row.boxes is not None:
        did = set_boxes(unit, row.boxes, by=by, now=now) or did
    held = {function.name for function in unit.functions}
    for name in row.functions or ():
        if name not in held:
            assign_function(unit, name, legal_basis=row.legal_basis, by=by, now=now)
            did = True
    return did


def facts_of(unit: Unit) -> UnitFacts:
    """What is known of a unit, in the form in which it is changed."""
    return UnitFacts(**{name: getattr(unit, name) for name in UnitFacts.__dataclass_fields__})


def _unit_findings(rows: list[UnitRow], known: dict[str, Unit]) -> list[Finding]:
    findings, seen = [], dict[str, int]()
    codes = {row.code.lower() for row in rows} | set(known)
    for row in rows:
        first = seen.setdefault(row.code.lower(), row.line)
        if row.code and first != row.line:
            findings.append(_wrong("line_twice", row.line, "code", row.code, first=first))
        if row.parent and row.parent.lower() not in codes:
            findings.append(_wrong("line_parent_unknown", row.line, "parent", row.parent))
    return findings or _circles(rows, known)


def _circles(rows: list[UnitRow], known: dict[str, Unit]) -> list[Finding]:
    """A unit that would stand below itself, once the list is in."""
    by_id = {unit.id: code for code, unit in known.items()}
    above = {code: by_id.get(unit.parent_id or 0, "") for code, unit in known.items()}
    above |= {row.code.lower(): row.parent.lower() for row in rows if row.parent is not None}
    findings = []
    for row in rows:
        code, passed = above.get(row.code.lower(), ""), set[str]()
        while code and code != row.code.lower() and code not in passed:
            passed.add(code)
            code = above.get(code, "")
        if code and code == row.code.lower():
            findings.append(_wrong("line_below_itself", row.line, "parent", row.parent or ""))
    return findings


def _parents_first(rows: list[UnitRow], known: dict[str, Unit]) -> list[UnitRow]:
    """In an order in which every parent exists before its children, whatever the order of the lines."""
    waiting = {row.code.lower(): row for row in rows}
    ordered: list[UnitRow] = []
    for row in rows:
        line: list[UnitRow] = []
        code = row.code.lower()
        while code in waiting:
            line.append(waiting.pop(code))
            code = (line[-1].parent or "").lower()
        ordered.extend(reversed(line))
    return ordered


def import_people(content: bytes, *, by: Actor, now: datetime, send_invitations: bool = False) -> Imported:
    """Bring in a list of people and their roles (design 8): every line or none; known addresses and roles are updated.

    A person may stand on several lines, one a unit. Raises NotReady with one finding for each bad line.
    """
    rows, findings = _understood(_sheet(content, PEOPLE_COLUMNS, PEOPLE_NEEDED), person_row)
    units = {unit.code.lower(): unit for unit in db.session.scalars(select(Unit))}
    _refuse(findings + _people_findings(rows, units))
    wanted = {row.email for row in rows}
    people = select(Person).options(selectinload(Person.memberships).joinedload(Membership.unit))
    known = {person.email: person for person in db.session.scalars(people) if person.email in wanted}
    before, did = set(known), dict.fromkeys((row.email for row in rows), False)
    for row in rows:
        did[row.email] = _bring_person(row, known, units[row.unit.lower()], by, now) or did[row.email]
    if send_invitations:
        for email in wanted - before:
            invite(known[email], by=by, now=now)
    added = tuple(email for email in did if email not in before)
    changed = tuple(email for email, anything in did.items() if anything and email in before)
    same = tuple(email for email, anything in did.items() if not anything)
    journal.record(PEOPLE, by=by, now=now, added=len(added), changed=len(changed), unchanged=len(same))
    return Imported(added, changed, same)


def _bring_person(row: PersonRow, known: dict[str, Person], unit: Unit, by: Actor, now: datetime) -> bool:
    person = known.get(row.email)
    did = person is None
    if person is None:
        person = known[row.email] = create_person(row.name, row.email, by=by, now=now, **row.others)
    else:
        said = {"title": person.title, "language": person.language, **row.others}
        did = change_person(person, name=row.name, email=row.email, active=person.active, by=by, now=now, **said)
    held = {(each.unit_id, each.role): (each.since, each.until) for each in person.memberships}
    for role in (Role(each) for each in row.roles):
        if held.get((unit.id, role), ()) != (row.since, row.until):
            appoint(person, unit, role, since=row.since, until=row.until, by=by, now=now)
            did = True
    return did


def _people_findings(rows: list[PersonRow], units: dict[str, Unit]) -> list[Finding]:
    findings, seen, names = [], dict[tuple[str, str, str], int](), dict[str, PersonRow]()
    for row in rows:
        unit = units.get(row.unit.lower())
        if unit is None and row.unit:
            findings.append(_wrong("line_unit_unknown", row.line, "unit", row.unit))
        elif unit and not unit.is_authority and {Role(role) for role in row.roles} & AUTHORITY_ROLES:
            findings.append(_wrong("line_role_needs_authority", row.line, "roles", unit.code))
        first = names.setdefault(row.email, row)
        if row.email and first.name != row.name:
            findings.append(_wrong("line_name_differs", row.line, "name", row.name, first=first.line))
        for role in row.roles:
            line = seen.setdefault((row.email, row.unit.lower(), role), row.line)
            if row.email and line != row.line:
                findings.append(_wrong("line_twice", row.line, "email", row.email, first=line))
                break
    return findings


def _sheet(content: bytes, columns: dict[str, str], needed: frozenset[str]) -> Sheet:
    try:
        return read_sheet(content, columns, needed)
    except NotASheet as refused:
        raise NotReady(Finding(refused.code, evidence=refused.evidence, field="file")) from refused


def _understood(
    sheet: Sheet, understand: Callable[[SheetRow, frozenset[str]], tuple[R, list[Finding]]]
) -> tuple[list[R], list[Finding]]:
    rows, findings = [], []
    for each in sheet.rows:
        row, wrong = understand(each, sheet.columns)
        rows.append(row)
        findings.extend(wrong)
    return rows, findings


def _refuse(findings: list[Finding]) -> None:
    """Every bad line at once, in the order of the file."""
    NotReady.unless(sorted(findings, key=lambda f: int(f.evidence["line"])))


def _wrong(code: str, line: int, column: str, value: str, **evidence: object) -> Finding:
    return Finding(code, evidence={"line": line, "value": value[:80], **evidence}, field=column)
