"""The quick acts of composing: several points or units at once, one dossier part, one reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from coordination.consultations import queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, refuse_texts, touch
from coordination.consultations.actions.drafting import save
from coordination.consultations.models import Consultation, DossierPart, GateReason
from coordination.consultations.rules import ConsulteeData, PartData, PointData, Step
from coordination.kernel import files, journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.units import actions as units_actions
from coordination.units import queries as units
from coordination.units.models import Unit, UnitGroup
from coordination.units.rules import UnitKind

MOST_CONSULTEES = 1000


def add_points(consultation: Consultation, n: int = 1, *, by: Actor, now: datetime) -> None:
    """Put empty points at the end, ready to be filled (L3)."""
    said = queries.composed(consultation)
    save(consultation, replace(said, points=(*said.points, *(PointData() for _ in range(n)))), by=by, now=now)


def remove_point(consultation: Consultation, point_id: int, *, by: Actor, now: datetime) -> None:
    """Take one point out of the draft."""
    said = queries.composed(consultation)
    save(consultation, replace(said, points=tuple(p for p in said.points if p.id != point_id)), by=by, now=now)


def add_consultees(consultation: Consultation, unit_ids: Iterable[int], *, by: Actor, now: datetime) -> int:
    """Ask more units, each with its only function where it has just one (L2); says how many were new."""
    wanted = [unit_id for unit_id in dict.fromkeys(unit_ids) if unit_id != consultation.lead_unit_id]
    functions = queries.functions_in_force(wanted, local(now).date())
    only = {unit_id: found[0].id for unit_id, found in functions.items() if len(found) == 1}
    return _ask({unit_id: only.get(unit_id) for unit_id in wanted}, consultation, by, now)


def add_by_function(consultation: Consultation, text: str, *, by: Actor, now: datetime) -> int:
    """Ask every unit whose functions speak of the text, with the function that justifies it (L2)."""
    found = queries.suggestions(consultation, text, local(now).date())
    return _ask({one.unit_id: one.function_id for one in found}, consultation, by, now)


def add_by_kind(consultation: Consultation, kind: UnitKind, *, by: Actor, now: datetime) -> int:
    """Ask every unit of a kind below the nearest authority, for example all departments."""
    lead = db.session.get_one(Unit, consultation.lead_unit_id)
    authority = units.authority_above([lead])
    below = units.units_below(authority.path, local(now).date()) if authority else []
    return add_consultees(consultation, [unit.id for unit in below if unit.kind is kind], by=by, now=now)


def add_by_group(consultation: Consultation, group_id: int, *, by: Actor, now: datetime) -> int:
    """Ask the units of one of the lead's saved groups."""
    group = units.group(consultation.lead_unit_id, group_id)
    if group is None:
        raise NotReady(Finding("group_gone", field="group_id"))
    return add_consultees(consultation, [member.unit_id for member in group.members], by=by, now=now)


def save_group(consultation: Consultation, name: str, *, by: Actor, now: datetime) -> UnitGroup:
    """Keep the units asked here as a group of the lead, under a name; a group of that name is replaced."""
    name = need(name, "group_name_missing", "group_name")
    refuse_texts([("name", name)])
    if not consultation.consultees:
        raise NotReady(Finding("no_consultee", True, "L2", field="consultees"))
    owner = db.session.get_one(Unit, consultation.lead_unit_id)
    same = next((group for group in units.groups_of(owner.id) if group.name == name), None)
    ids = [each.unit_id for each in consultation.consultees]
    return units_actions.keep_group(owner, name, ids, by=by, now=now, group=same)


def remove_consultee(consultation: Consultation, unit_id: int, *, by: Actor, now: datetime) -> None:
    """Ask one unit less."""
    said = queries.composed(consultation)
    left = tuple(each for each in said.consultees if each.unit_id != unit_id)
    save(consultation, replace(said, consultees=left), by=by, now=now)


def _ask(wanted: Mapping[int, int | None], consultation: Consultation, by: Actor, now: datetime) -> int:
    said = queries.composed(consultation)
    there = {each.unit_id for each in said.consultees}
    new = tuple(ConsulteeData(unit_id, function_id) for unit_id, function_id in wanted.items() if unit_id not in there)
    if len(there) + len(new) > MOST_CONSULTEES:
        raise NotReady(Finding("too_many_consultees", True, "L2", {"limit": MOST_CONSULTEES}, "consultees"))
    save(consultation, replace(said, consultees=(*said.consultees, *new)), by=by, now=now)
    return len(new)


def add_part(consultation: Consultation, name: str, *, required: bool = False, by: Actor, now: datetime) -> None:
    """Name one more part of the dossier (L4)."""
    said = queries.composed(consultation)
    part = PartData(name=need(name, "part_name_missing", "name"), required=required)
    save(consultation, replace(said, dossier=(*said.dossier, part)), by=by, now=now)


def remove_part(consultation: Consultation, part_id: int, *, by: Actor, now: datetime) -> None:
    """Take one part out of the dossier."""
    said = queries.composed(consultation)
    save(consultation, replace(said, dossier=tuple(p for p in said.dossier if p.id != part_id)), by=by, now=now)


def attach(
    consultation: Consultation,
    upload: files.Upload,
    *,
    limit: int,
    part_id: int | None = None,
    name: str = "",
    by: Actor,
    now: datetime,
) -> DossierPart:
    """Put a file into the dossier (L4), into one of its parts or as a new one; checked by content (design 6)."""
    guard(consultation, Step.COMPOSE)
    refuse_texts([("name", name), ("file", upload.filename or "")])
    part = _part(consultation, part_id) if part_id is not None else None
    touch(consultation)
    kept = files.keep(upload, by_person=by.person_id, now=now, limit=limit)
    if part is None:
        part = DossierPart(name=name.strip() or kept.name)
        consultation.dossier.append(part)
    part.file, part.missing_because = kept, ""
    db.session.flush()
    journal.record(verbs.ATTACHED, by=by, now=now, consultation_id=consultation.id, part=part.name, sha256=kept.sha256)
    return part


def detach(consultation: Consultation, part_id: int, *, by: Actor, now: datetime) -> None:
    """Take the file out of a part of the dossier; the part stays."""
    guard(consultation, Step.COMPOSE)
    part = _part(consultation, part_id)
    touch(consultation)
    part.file = None
    db.session.flush()
    journal.record(verbs.DETACHED, by=by, now=now, consultation_id=consultation.id, part=part.name)


def _part(consultation: Consultation, part_id: int) -> DossierPart:
    part = next((each for each in consultation.dossier if each.id == part_id), None)
    if part is None:
        raise NotReady(Finding("part_gone", field="dossier"))
    return part


def give_reason(consultation: Consultation, code: str, about: str, reason: str, *, by: Actor, now: datetime) -> None:
    """Write why a warning of the gate is passed; it stays and is shown to everybody asked (F3 F4 F5).

    Allowed up to the issue: a draft that waited for a signature may have become too short in the meantime.
    """
    guard(consultation, Step.REASON)
    reason = need(reason, "gate_reason_missing", "reason")
    refuse_texts([("reason", reason)])
    touch(consultation)
    given = next((w for w in consultation.waivers if (w.code, w.about) == (code, about)), None)
    if given is None:
        given = GateReason(code=code[:60], about=about[:100])
        consultation.waivers.append(given)
    given.reason = reason
    db.session.flush()
    journal.record(
        verbs.REASONED, by=by, now=now, consultation_id=consultation.id, words=reason, code=code[:60], about=about[:100]
    )
