"""The units themselves on the day of a succession: dates, heirs, people, functions, boxes, groups, signing, tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from coordination.kernel.actor import AUTHORITY_ROLES, Actor
from coordination.kernel.store import db
from coordination.units import queries
from coordination.units.actions.tree import UnitFacts, create_unit, move_below
from coordination.units.models import (
    Absence,
    DocumentNumber,
    Membership,
    Signatory,
    Signing,
    SigningStep,
    Unit,
    UnitBox,
    UnitFunction,
    UnitGroup,
    UnitGroupMember,
)
from coordination.units.rules import Act, SigningState, Wanted, going_on, line_of, path_of


def rearrange(wanted: Wanted, *, by: Actor, now: datetime) -> tuple[Unit, dict[int, int]]:
    """Do what a succession does to the units (design 3.1): who takes over the open work, and which unit each function
    that goes elsewhere belongs to from now on (by the function's old id)."""
    main = _main(wanted, by, now)
    heirs = list(dict.fromkeys((main.id, *wanted.news)))
    known = queries.units_by_ids({*wanted.olds, *heirs})
    ending = [known[each] for each in wanted.ending if each != main.id]
    last = wanted.on - timedelta(days=1)
    _functions(wanted, ending, main.id, last)
    if ending:
        _above(main, ending)
        _end(ending, heirs, last)
        _settings(wanted, ending, main)
        _people(wanted, ending, main, last)
        _groups(ending, main, heirs)
        for old in ending:
            move_below(queries.children(old.id), main)
    for new in (known[each] for each in heirs if each in known):
        _remember(new, [old.id for old in ending])
    db.session.flush()
    db.session.expire_all()
    return main, dict(wanted.functions)


def _main(wanted: Wanted, by: Actor, now: datetime) -> Unit:
    """Who takes over the open work; for a new name a unit of its own, so that the old name keeps its history."""
    if wanted.act is not Act.RENAME:
        return db.session.get_one(Unit, wanted.main)
    old = db.session.get_one(Unit, wanted.olds[0])
    facts = UnitFacts(
        code=wanted.new_code, name=wanted.new_name, kind=old.kind, parent_id=old.parent_id,
        is_authority=old.is_authority, symbol=wanted.new_symbol or old.symbol, address=old.address,
        active_from=wanted.on, officers_may_send=old.officers_may_send,
    )  # fmt: skip
    return create_unit(facts, by=by, now=now)


def _above(main: Unit, ending: Sequence[Unit]) -> None:
    """A successor that stood below one of the old units takes its place."""
    for old in ending:
        if main.path.startswith(old.path) and main is not old:
            move_below([main], db.session.get(Unit, old.parent_id) if old.parent_id else None)


def _end(ending: Sequence[Unit], heirs: Sequence[int], last: date) -> None:
    gone = [old.id for old in ending]
    for old in ending:
        old.active_to = last
    earlier = {each for old in gone for each in queries.followed(old)} | set(ending)
    for unit in earlier:
        line = going_on(line_of(unit.successors) or (unit.id,), gone, heirs)
        unit.successors, unit.heir_id = path_of(line), line[0]
    db.session.flush()


def _remember(new: Unit, olds: Sequence[int]) -> None:
    """The successor stands for the old units, and for all that those stood for."""
    before = queries.units_by_ids(olds)
    line = [*line_of(new.predecessors)]
    for old in olds:
        if old != new.id:
            line += [*line_of(before[old].predecessors), old]
    new.predecessors = path_of([each for each in line if each != new.id])


def _functions(wanted: Wanted, ending: Sequence[Unit], main: int, last: date) -> None:
    """A function ends with its unit and goes on in the successor; what was asked of it keeps the old entry (L2)."""
    gone = [old.id for old in ending] or list(wanted.olds)
    for each in queries.living_functions(gone, wanted.on):
        to = wanted.functions.get(each.id, main if ending and wanted.act is not Act.ABOLISH else None)
        if to is None and not ending:
            continue
        each.valid_to = max(last, each.valid_from) if each.valid_from else last
        if to is not None:
            entry = UnitFunction(
                unit_id=to, name=each.name, name_folded=each.name_folded, legal_basis=each.legal_basis,
                valid_from=wanted.on,
            )  # fmt: skip
            db.session.add(entry)


def _settings(wanted: Wanted, ending: Sequence[Unit], main: Unit) -> None:
    """Boxes go along; with a new name also the signing path, who signs, and the register of numbers."""
    known = {box.address for box in main.boxes}
    for address in (box.address for old in ending for box in old.boxes):
        if address not in known:
            known.add(address)
            main.boxes.append(UnitBox(address=address))
    gone = [old.id for old in ending]
    if wanted.act is Act.RENAME:
        for table in (SigningStep, Signatory):
            db.session.execute(update(table).where(table.unit_id.in_(gone)).values(unit_id=main.id))
        for each in db.session.scalars(select(DocumentNumber).where(DocumentNumber.unit_id.in_(gone))):
            db.session.add(DocumentNumber(unit_id=main.id, year=each.year, symbol=each.symbol, last=each.last))
    db.session.flush()
    steps = max(1, len(queries.steps_of(main.id)))
    on_their_way = Signing.unit_id.in_(gone) & (Signing.state == SigningState.ON_ITS_WAY)
    if wanted.act is not Act.RENAME:
        db.session.execute(update(Signing).where(on_their_way, Signing.position > steps).values(position=steps))
        db.session.execute(update(Signing).where(on_their_way).values(steps=steps))
    at_work = Signing.unit_id.in_(gone) & Signing.state.in_([SigningState.ON_ITS_WAY, SigningState.SIGNED])
    db.session.execute(update(Signing).where(at_work).values(unit_id=main.id))


def _people(wanted: Wanted, ending: Sequence[Unit], main: Unit, last: date) -> None:
    """Roles in the old units end on the last day; in the successor they begin on the first, as long as they were given.

    Where a unit is abolished its people aren't moved: where they go is decided person by person.
    """
    gone = [old.id for old in ending]
    held = {(each.person_id, each.role): each for each in queries.living_memberships([main.id], wanted.on)}
    again = {(each.person_id, each.role): each for each in queries.memberships_in(main.id)}
    for each in queries.living_memberships(gone, wanted.on):
        until, since = each.until, max(each.since, wanted.on) if each.since else wanted.on
        each.until = last
        each.since = min(each.since, last) if each.since else None
        key = each.person_id, each.role
        if wanted.act is Act.ABOLISH or key in held or (each.role in AUTHORITY_ROLES and not main.is_authority):
            continue
        moved = again.get(key)
        if moved is None:
            moved = Membership(person_id=each.person_id, unit_id=main.id, role=each.role)
            db.session.add(moved)
        moved.since, moved.until = since, until
        held[key] = moved
    away = Absence.unit_id.in_(gone) & Absence.ended_at.is_(None) & (Absence.until >= wanted.on)
    to = main.id if wanted.act is not Act.ABOLISH else None
    if to is not None:
        db.session.execute(update(Absence).where(away).values(unit_id=to))
    db.session.flush()


def _groups(ending: Sequence[Unit], main: Unit, heirs: Collection[int]) -> None:
    """Saved groups of the old units belong to the successor; where an old unit stood in one, its successors stand."""
    gone = {old.id: old for old in ending}
    names = {each.name for each in queries.groups_owned([main.id])}
    for group in queries.groups_owned(list(gone)):
        name = group.name if group.name not in names else f"{group.name} ({gone[group.owner_id].name})"[:200]
        group.owner_id, group.name = main.id, _free(name, names)
        names.add(group.name)
    for group in queries.groups_with(list(gone)):
        _replace(group, set(gone), heirs)
    db.session.flush()


def _free(name: str, names: Iterable[str]) -> str:
    taken, number, wanted = set(names), 2, name
    while wanted in taken:
        wanted, number = f"{name[:190]} {number}", number + 1
    return wanted


def _replace(group: UnitGroup, gone: set[int], heirs: Collection[int]) -> None:
    there = {each.unit_id for each in group.members}
    group.members = [each for each in group.members if each.unit_id not in gone]
    group.members += [UnitGroupMember(unit_id=each) for each in heirs if each not in there]
