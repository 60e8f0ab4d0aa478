"""Drafting: begin, save the whole form without losing anything, throw away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from coordination.consultations import queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import changed, guard, refuse_texts, touch
from coordination.consultations.models import Consultation, Consultee, DossierPart, GateReason, Point, PointAddressee
from coordination.consultations.rules import (
    CHECKLISTS,
    MOST_POINTS,
    Composed,
    ConsulteeData,
    Kind,
    PartData,
    PointData,
    ReasonData,
    Step,
)
from coordination.kernel import journal
from coordination.kernel.actor import Actor, Role
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.kernel.words import fold
from coordination.limits import queries as limits
from coordination.units import queries as units
from coordination.units.models import Unit
from coordination.units.rules import UnitKind


def draft(
    *,
    secret: bool,
    kind: Kind = Kind.OTHER,
    subject: str = "",
    previous: Consultation | None = None,
    by: Actor,
    now: datetime,
) -> Consultation:
    """Begin a draft of the actor's unit; with state secrets in it nothing is stored, not even the subject (O8, A10).

    `previous`: a later round of that one, with what it asked and of whom (design 3.3).
    """
    if secret:
        raise NotReady(Finding("secret", True, "A10", field="secret"))
    refuse_texts([("subject", subject)])
    if previous is not None and previous.issued_at is None:
        raise NotReady(Finding("previous_not_issued", field="previous_id"))
    lead = db.session.get_one(Unit, by.unit_id)
    authority = units.authority_above([lead])
    begun = Consultation(
        lead_unit_id=lead.id,
        authority_id=authority.id if authority else None,
        officer_id=by.person_id,
        kind=previous.kind if previous else kind,
        subject=subject.strip(),
        subject_folded=fold(subject.strip()),
        previous_id=previous.id if previous else None,
        created_at=now,
        version=1,
        dossier=[
            DossierPart(name=p.name, required=p.required) for p in CHECKLISTS[previous.kind if previous else kind]
        ],
    )
    db.session.add(begun)
    db.session.flush()
    journal.record(
        verbs.DRAFTED, by=by, now=now, consultation_id=begun.id, kind=begun.kind, previous_id=begun.previous_id
    )
    if previous is not None:
        _write(begun, _again(previous, begun), by, now)
        db.session.flush()
    return begun


def _again(previous: Consultation, begun: Consultation) -> Composed:
    """What a later round takes over; its dossier and dates are new."""
    said, empty = queries.composed(previous), queries.composed(begun)
    return replace(
        empty,
        subject=empty.subject or said.subject,
        background=said.background,
        urgency=said.urgency,
        visibility=said.visibility,
        authority_id=said.authority_id,
        points=tuple(replace(point, id=None) for point in said.points),
        consultees=tuple(replace(each, own_due_at=None) for each in said.consultees),
    )


def save(consultation: Consultation, data: Composed, *, by: Actor, now: datetime) -> None:
    """Save the whole compose form (L2 L3 L4): what isn't in it is removed, what is in it is kept to the last word.

    Raises Stale when somebody saved since the form was opened, NotReady when the draft is no longer one, a text can't
    be kept or there are too many points. Saving what stands already changes nothing.
    """
    if data.version != consultation.version:
        raise Stale(consultation)
    guard(consultation, Step.COMPOSE)
    refuse_texts(data.texts())
    if len(data.points) > MOST_POINTS:
        raise NotReady(Finding("too_many_points", evidence={"limit": MOST_POINTS}, field="points"))
    before = queries.composed(consultation)
    if data == before:
        return
    touch(consultation, data.version)
    _write(consultation, data, by, now)
    db.session.flush()
    what = changed(vars(before), vars(queries.composed(consultation)))
    if what != ["version"]:
        journal.record(
            verbs.SAVED,
            by=by,
            now=now,
            consultation_id=consultation.id,
            changed=[name for name in what if name != "version"],
        )


def _write(consultation: Consultation, data: Composed, by: Actor, now: datetime) -> None:
    old_kind, default_before = consultation.kind, _default_authority(consultation)
    consultation.subject = data.subject.strip()
    consultation.subject_folded = fold(data.subject.strip())[:1000]
    consultation.kind, consultation.urgency, consultation.visibility = data.kind, data.urgency, data.visibility
    consultation.background, consultation.what_changed = data.background, data.what_changed
    consultation.submit_by, consultation.return_date = data.submit_by, data.return_date
    consultation.due_at = _on_working_day(consultation, data.due_at, now)
    consultation.officer_id = _officer(consultation, data.officer_id, now)
    _write_consultees(consultation, data.consultees, now)
    _write_points(consultation, data.points)
    _write_dossier(consultation, data.dossier, by)
    if data.kind is not old_kind:
        _change_checklist(consultation, old_kind, data.kind)
    _write_reasons(consultation, data.reasons)
    consultation.authority_id = _authority(consultation, data.authority_id, default_before)


def _on_working_day(consultation: Consultation, due_at: datetime | None, now: datetime) -> datetime | None:
    """A due time chosen on a day off is the close of the next working day (design 3.2)."""
    deadline = (
        queries.deadline_for(due_at, None, now, limits.calendar(), exact=queries.round_the_clock(consultation))
        if due_at
        else None
    )
    return deadline.at if deadline else None


def _officer(consultation: Consultation, officer_id: int | None, now: datetime) -> int:
    if officer_id is None or officer_id == consultation.officer_id:
        return consultation.officer_id
    own = units.people_of(consultation.lead_unit_id, {Role.OFFICER, Role.HEAD}, local(now).date())
    if officer_id not in {person.id for person in own}:
        raise NotReady(Finding("officer_not_of_unit", True, "L1", field="officer_id"))
    return officer_id


def _default_authority(consultation: Consultation) -> int | None:
    """The nearest authority above the lead and everybody asked (design 3.3); a body that is not ours has none (O6)."""
    lead = db.session.get_one(Unit, consultation.lead_unit_id)
    ours = [each.unit for each in consultation.consultees if each.unit.kind is not UnitKind.EXTERNAL]
    above = units.authority_above([lead, *ours])
    return above.id if above else None


def _authority(consultation: Consultation, chosen: int | None, default_before: int | None) -> int | None:
    """The one chosen; who kept the default gets the new default when the units asked have changed."""
    if chosen is None or chosen == default_before:
        return _default_authority(consultation)
    unit = units.unit(chosen)
    if unit is None or not unit.is_authority:
        raise NotReady(Finding("not_an_authority", True, "L8", field="authority_id"))
    return chosen


def _write_consultees(consultation: Consultation, said: tuple[ConsulteeData, ...], now: datetime) -> None:
    wanted = {each.unit_id: each for each in said}
    known = queries.units_by_ids(wanted)
    functions = queries.functions_in_force(wanted, local(now).date())
    for gone in [each for each in consultation.consultees if each.unit_id not in known]:
        take_out(consultation, gone)
    there = {each.unit_id: each for each in consultation.consultees}
    for unit_id, unit in known.items():
        data = wanted[unit_id]
        consultee = there.get(unit_id)
        if consultee is None:
            consultee = Consultee(unit_id=unit_id, unit=unit, version=1, round=1)
            consultation.consultees.append(consultee)
        of_unit = {function.id: function for function in functions.get(unit_id, ())}
        kept = data.function_id if data.function_id in of_unit or data.function_id == consultee.function_id else None
        consultee.function_id = kept
        consultee.why = data.why.strip()
        consultee.own_due_at = _on_working_day(consultation, data.own_due_at, now)
    db.session.flush()
    db.session.expire(consultation, ["consultees"])


def take_out(consultation: Consultation, consultee: Consultee) -> None:
    """Take a unit out of a draft, and out of the points that were put to it."""
    for point in consultation.points:
        point.addressees[:] = [to for to in point.addressees if to.consultee_id != consultee.id]
    db.session.flush()
    consultation.consultees.remove(consultee)


def _write_points(consultation: Consultation, said: tuple[PointData, ...]) -> None:
    there = {point.id: point for point in consultation.points}
    kept: list[Point] = []
    for place, data in enumerate(said, start=1):
        point = there.pop(data.id, None) if data.id is not None else None
        if point is None:
            point = Point()
            consultation.points.append(point)
        fill_point(point, data)
        point.position = place
        kept.append(point)
    for gone in there.values():
        consultation.points.remove(gone)
    db.session.flush()
    consultee_of = {each.unit_id: each.id for each in consultation.consultees}
    for point, data in zip(kept, said, strict=True):
        address(point, () if data.for_everyone else [consultee_of[u] for u in data.addressees if u in consultee_of])
    db.session.flush()
    db.session.expire(consultation, ["points"])


def fill_point(point: Point, data: PointData) -> None:
    """Write the words of one point."""
    point.clause, point.clause_text, point.question = data.clause.strip(), data.clause_text, data.question
    point.kind, point.options = data.kind, [option for option in data.options if option.strip()]
    point.lead_position, point.lead_basis = data.lead_position, data.lead_basis
    point.for_everyone = data.for_everyone


def address(point: Point, consultee_ids: list[int] | tuple[int, ...]) -> None:
    """Put a point to exactly these consultees; what is right already isn't touched."""
    there = {to.consultee_id: to for to in point.addressees}
    for consultee_id in there.keys() - set(consultee_ids):
        point.addressees.remove(there[consultee_id])
    for consultee_id in dict.fromkeys(consultee_ids):
        if consultee_id not in there:
            point.addressees.append(PointAddressee(consultee_id=consultee_id))


def _write_dossier(consultation: Consultation, said: tuple[PartData, ...], by: Actor) -> None:
    usable = queries.may_use_files(consultation, {p.file_id for p in said if p.file_id is not None}, by.person_id)
    there = {part.id: part for part in consultation.dossier}
    for data in said:
        part = there.pop(data.id, None) if data.id is not None else None
        if part is None:
            if not data.name.strip() and data.file_id is None:
                continue
            part = DossierPart()
            consultation.dossier.append(part)
        part.name, part.required = data.name.strip(), data.required
        part.file_id = data.file_id if data.file_id in usable else None
        part.missing_because = data.missing_because
    for gone in there.values():
        consultation.dossier.remove(gone)
    db.session.flush()
    for part in consultation.dossier:
        db.session.expire(part, ["file"])


def _change_checklist(consultation: Consultation, old: Kind, new: Kind) -> None:
    """Another kind asks for other parts: empty ones of the old list go, missing ones of the new come (L4)."""
    of_old = {part.name for part in CHECKLISTS[old]} - {part.name for part in CHECKLISTS[new]}
    for part in list(consultation.dossier):
        if part.name in of_old and part.file_id is None and not part.missing_because.strip():
            consultation.dossier.remove(part)
    there = {part.name for part in consultation.dossier}
    for part_wanted in CHECKLISTS[new]:
        if part_wanted.name not in there:
            consultation.dossier.append(DossierPart(name=part_wanted.name, required=part_wanted.required))


def _write_reasons(consultation: Consultation, said: tuple[ReasonData, ...]) -> None:
    wanted = {(each.code[:60], each.about[:100]): each.reason for each in said if each.reason.strip()}
    for waiver in list(consultation.waivers):
        reason = wanted.pop((waiver.code, waiver.about), None)
        if reason is None:
            consultation.waivers.remove(waiver)
        else:
            waiver.reason = reason
    consultation.waivers.extend(GateReason(code=c, about=a, reason=reason) for (c, a), reason in wanted.items())


def discard(consultation: Consultation, *, by: Actor, now: datetime) -> None:
    """Throw a draft away; the journal keeps that there was one."""
    guard(consultation, Step.DISCARD)
    touch(consultation)
    journal.record(verbs.DISCARDED, by=by, now=now, consultation_id=consultation.id)
    db.session.execute(
        delete(PointAddressee).where(PointAddressee.point_id.in_([point.id for point in consultation.points]))
    )
    db.session.expire_all()
    db.session.delete(consultation)
    db.session.flush()
