"""The facts of the gate, gathered from the tables in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache, partial

from sqlalchemy import and_, exists, or_, select

from coordination.consultations.models import Consultation, Consultee, DossierPart, Point
from coordination.consultations.queries.dues import deadline_for, round_the_clock
from coordination.consultations.queries.things import composed, loaded
from coordination.consultations.queries.urgency import Basis, basis_of
from coordination.consultations.rules import (
    ConsulteeDraft,
    GateFacts,
    PartDraft,
    PointDraft,
    Similar,
    gate,
    secrecy_stamp,
)
from coordination.kernel import files
from coordination.kernel.files import StoredFile
from coordination.kernel.store import db
from coordination.kernel.values import Finding
from coordination.limits import queries as limits
from coordination.limits.rules import TimeLimitRule, WorkCalendar, check_due, local_day
from coordination.units.rules import UnitKind


def gate_facts(consultation: Consultation, now: datetime) -> GateFacts:
    """All that the gate looks at, as if the consultation were issued now."""
    calendar, rule = limits.calendar(), limits.rule_for(consultation.kind.value, local_day(now))
    default = deadline_for(consultation.due_at, rule, now, calendar, exact=round_the_clock(consultation))
    said = composed(consultation)
    basis = cache(partial(basis_of, consultation, default.at if default else None, now))  # asked only of a short time
    stamps = [(field, secrecy_stamp(text)) for field, text in said.texts()]
    return GateFacts(
        kind=consultation.kind,
        subject=consultation.subject,
        lead_unit_id=consultation.lead_unit_id,
        authority_id=consultation.authority_id,
        today=local_day(now),
        submit_by=consultation.submit_by,
        return_date=consultation.return_date,
        has_due=default is not None,
        due_at=default.at if default else None,
        due=_due_findings(consultation, rule, now, default.at if default else None, calendar, basis),
        points=tuple(_point(point, len(consultation.consultees)) for point in consultation.points),
        consultees=tuple(
            _consultee(each, consultation, rule, now, calendar, basis) for each in consultation.consultees
        ),
        dossier=tuple(
            PartDraft(part.name, part.required, part.file is not None, part.file is None or _opens(part.file))
            for part in consultation.dossier
        ),
        similar=tuple(similar_open(consultation)),
        stamps=tuple((field, stamp) for field, stamp in stamps if stamp),
    )


def findings(consultation: Consultation, now: datetime) -> list[Finding]:
    """Everything the gate finds in a draft (design 3.3), in a fixed number of statements."""
    return gate(gate_facts(loaded(consultation.id) or consultation, now))


def reasons_of(consultation: Consultation) -> Mapping[tuple[str, str], str]:
    """The written reasons for passing warnings; why a part is missing stands with the part itself (L4)."""
    missing = {("part_missing", f"part:{part.name}"[:100]): part.missing_because for part in consultation.dossier}
    given = {(waiver.code, waiver.about): waiver.reason for waiver in consultation.waivers}
    return {**missing, **given}


def _point(point: Point, everyone: int) -> PointDraft:
    return PointDraft(
        point.id,
        point.question,
        point.kind,
        tuple(point.options),
        point.lead_position,
        point.lead_basis,
        everyone if point.for_everyone else len(point.addressees),
        point.clause,
    )


def _consultee(
    consultee: Consultee,
    consultation: Consultation,
    rule: TimeLimitRule | None,
    now: datetime,
    calendar: WorkCalendar,
    basis: Callable[[], Basis | None],
) -> ConsulteeDraft:
    own = deadline_for(consultee.own_due_at, None, now, calendar, exact=round_the_clock(consultation))
    to_it = (
        point for point in consultation.points
        if point.for_everyone or any(addressee.consultee_id == consultee.id for addressee in point.addressees)
    )  # fmt: skip
    unit, today = consultee.unit, local_day(now)
    return ConsulteeDraft(
        unit.id,
        unit.name,
        function=consultee.function.name if consultee.function else "",
        points=sum(1 for _ in to_it),
        active=(unit.active_from is None or unit.active_from <= today)
        and (unit.active_to is None or unit.active_to >= today),
        own_due=own is not None,
        due=_due_findings(consultation, rule, now, own.at if own else None, calendar, basis),
        external=unit.kind is UnitKind.EXTERNAL,
        why=consultee.why,
    )


def _due_findings(
    consultation: Consultation,
    rule: TimeLimitRule | None,
    now: datetime,
    due_at: datetime | None,
    calendar: WorkCalendar,
    basis: Callable[[], Basis | None],
) -> tuple[Finding, ...]:
    """What the time-limit rules say of a due time; how the lead's own dates stand to each other is said elsewhere.

    A time that urgency from above made short, or that the authority approved, is no warning (O11).
    """
    if due_at is None:
        return ()
    found = check_due(rule, now, due_at, calendar, consultation.submit_by, consultation.return_date)
    below = any(each.code == "due_below_minimum" for each in found)
    ground = basis() if below else None
    short = ground is not None and ground.covers(due_at)
    return tuple(
        replace(each)
        for each in found
        if each.field != "submit_by" and not (short and each.code == "due_below_minimum")
    )


def _opens(kept: StoredFile) -> bool:
    place = files.store().path(kept.sha256)
    return place.is_file() and place.stat().st_size == kept.size


def similar_open(consultation: Consultation) -> list[Similar]:
    """Open consultations of the same lead with the same subject (folded) or a same file (exact rule 35)."""
    same = []
    if consultation.subject_folded:
        same.append(Consultation.subject_folded == consultation.subject_folded)
    hashes = [part.file.sha256 for part in consultation.dossier if part.file]
    if hashes:
        same.append(
            exists().where(
                and_(
                    DossierPart.consultation_id == Consultation.id,
                    DossierPart.file_id == StoredFile.id,
                    StoredFile.sha256.in_(hashes),
                )
            )
        )
    if not same:
        return []
    rows = db.session.execute(
        select(Consultation.id, Consultation.number, Consultation.subject)
        .where(
            Consultation.lead_unit_id == consultation.lead_unit_id,
            Consultation.id != consultation.id,
            Consultation.id != (consultation.previous_id or 0),
            Consultation.issued_at.is_not(None),
            Consultation.withdrawn_at.is_(None),
            Consultation.submitted_at.is_(None),
            Consultation.concluded_at.is_(None),
            or_(*same),
        )
        .order_by(Consultation.id.desc())
        .limit(5)
    )
    return [Similar(row.id, row.number, row.subject) for row in rows]
