"""Consultations, their consultees and points, one at a time; and what a draft says, for its form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.consultations.models import (
    Amendment,
    AssigningOrder,
    ChangePaper,
    Consultation,
    Consultee,
    DossierPart,
    Point,
    PointAddressee,
    Round,
)
from coordination.consultations.rules import (
    Composed,
    ConsulteeData,
    PartData,
    Phase,
    PhaseFacts,
    PointData,
    ReasonData,
    phase,
)
from coordination.kernel import upkeep
from coordination.kernel.actor import UNIT_ROLES, Role
from coordination.kernel.files import StoredFile
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.limits.rules import Deadline
from coordination.units import queries as units
from coordination.units.models import Membership, Person, Unit, UnitFunction
from coordination.units.rules import UnitKind

PAPER = "consultation"


def consultation(consultation_id: int) -> Consultation | None:
    return db.session.get(Consultation, consultation_id)


def loaded(consultation_id: int, *, anew: bool = True) -> Consultation | None:
    """The consultation with everything that its pages show, in a fixed number of statements.

    What this session read already is read `anew`, for verbs; a page that only shows need not.
    """
    return db.session.scalar(
        select(Consultation)
        .where(Consultation.id == consultation_id)
        .options(
            joinedload(Consultation.lead_unit),
            joinedload(Consultation.authority),
            joinedload(Consultation.officer),
            joinedload(Consultation.order).joinedload(AssigningOrder.file),
            selectinload(Consultation.points).selectinload(Point.addressees),
            selectinload(Consultation.consultees).options(joinedload(Consultee.unit), joinedload(Consultee.function)),
            selectinload(Consultation.dossier).joinedload(DossierPart.file),
            selectinload(Consultation.waivers),
            selectinload(Consultation.amendments).joinedload(Amendment.change),
        )
        .execution_options(populate_existing=anew)
    )


def consultee(consultee_id: int) -> Consultee | None:
    return db.session.scalar(
        select(Consultee)
        .where(Consultee.id == consultee_id)
        .options(joinedload(Consultee.unit), joinedload(Consultee.consultation))
    )


def consultees_of(consultation_id: int) -> list[Consultee]:
    """The consultees with their units and functions, in the order in which they were added."""
    return list(
        db.session.scalars(
            select(Consultee)
            .where(Consultee.consultation_id == consultation_id)
            .options(joinedload(Consultee.unit), joinedload(Consultee.function))
            .order_by(Consultee.id)
        )
    )


def points_for(consultee: Consultee) -> list[Point]:
    """The points that are put to this consultee, in their order (L3)."""
    to_it = exists().where(PointAddressee.point_id == Point.id, PointAddressee.consultee_id == consultee.id)
    return list(
        db.session.scalars(
            select(Point)
            .where(
                Point.consultation_id == consultee.consultation_id,
                Point.removed_at.is_(None),
                or_(Point.for_everyone, to_it),
            )
            .order_by(Point.position, Point.id)
        )
    )


def asked_of(consultation: Consultation) -> dict[int, list[int]]:
    """For every consultee of a loaded consultation the points put to it, in their order."""
    addressed = {point.id: {each.consultee_id for each in point.addressees} for point in consultation.points}
    return {
        each.id: [p.id for p in consultation.points if p.for_everyone or each.id in addressed[p.id]]
        for each in consultation.consultees
    }


def point_ids_for(consultation_id: int) -> dict[int, list[int]]:
    """For every consultee of a consultation the points put to it, in their order; two statements."""
    asked = db.session.scalars(select(Consultee.id).where(Consultee.consultation_id == consultation_id)).all()
    rows = db.session.execute(
        select(Point.id, Point.for_everyone, PointAddressee.consultee_id)
        .outerjoin(PointAddressee, PointAddressee.point_id == Point.id)
        .where(Point.consultation_id == consultation_id, Point.removed_at.is_(None))
        .order_by(Point.position, Point.id)
    )
    found: dict[int, dict[int, None]] = {each: {} for each in asked}
    for row in rows:
        for each in asked if row.for_everyone else (row.consultee_id,):
            if each in found:
                found[each][row.id] = None
    return {each: list(points) for each, points in found.items()}


def rounds_of(consultee_id: int) -> list[Round]:
    """Every due time that was in force for a consultee, first to last."""
    return list(db.session.scalars(select(Round).where(Round.consultee_id == consultee_id).order_by(Round.number)))


def deadlines_in_force(consultees: Collection[Consultee]) -> dict[int, Deadline]:
    """The due time in force of each, with every reason for it; one statement."""
    rows = db.session.execute(
        select(Round.consultee_id, Round.due_at, Round.why)
        .join(Consultee, (Consultee.id == Round.consultee_id) & (Consultee.round == Round.number))
        .where(Round.consultee_id.in_([each.id for each in consultees]))
    )
    return {row.consultee_id: Deadline.from_json(row.due_at, row.why) for row in rows}


def part(consultation_id: int, part_id: int) -> DossierPart | None:
    return db.session.scalar(
        select(DossierPart)
        .where(DossierPart.id == part_id, DossierPart.consultation_id == consultation_id)
        .options(joinedload(DossierPart.file))
    )


def phase_facts(consultation: Consultation) -> PhaseFacts:
    """The facts of the phase; the signing is asked for only before issue."""
    signing = None if consultation.issued_at else units.signing_of(PAPER, consultation.id)
    return PhaseFacts(
        signing=signing.state.value if signing else "",
        issued_at=consultation.issued_at,
        withdrawn_at=consultation.withdrawn_at,
        submitted_at=consultation.submitted_at,
        concluded_at=consultation.concluded_at,
        consultees=len(consultation.consultees),
        closed=sum(1 for each in consultation.consultees if each.closed_at),
    )


def phase_of(consultation: Consultation) -> Phase:
    """The phase of a consultation, with its signing asked for."""
    return phase(phase_facts(consultation))


def composed(consultation: Consultation) -> Composed:
    """What the draft says, as its form takes and gives it."""
    unit_of = {each.id: each.unit_id for each in consultation.consultees}
    return Composed(
        version=consultation.version,
        subject=consultation.subject,
        kind=consultation.kind,
        urgency=consultation.urgency,
        visibility=consultation.visibility,
        background=consultation.background,
        submit_by=consultation.submit_by,
        return_date=consultation.return_date,
        due_at=consultation.due_at,
        authority_id=consultation.authority_id,
        officer_id=consultation.officer_id,
        what_changed=consultation.what_changed,
        points=tuple(
            PointData(
                id=point.id,
                clause=point.clause,
                clause_text=point.clause_text,
                question=point.question,
                kind=point.kind,
                options=tuple(point.options),
                lead_position=point.lead_position,
                lead_basis=point.lead_basis,
                for_everyone=point.for_everyone,
                addressees=tuple(sorted(unit_of[to.consultee_id] for to in point.addressees)),
            )
            for point in consultation.points
        ),
        consultees=tuple(
            ConsulteeData(each.unit_id, each.function_id, each.why, each.own_due_at) for each in consultation.consultees
        ),
        dossier=tuple(
            PartData(each.id, each.name, each.required, each.file_id, each.missing_because)
            for each in consultation.dossier
        ),
        reasons=tuple(ReasonData(waiver.code, waiver.about, waiver.reason) for waiver in consultation.waivers),
    )


@dataclass(frozen=True)
class Suggested:
    """A unit that may be asked, with the function that justifies it: 'why you' (L2)."""

    unit_id: int
    unit_name: str
    function_id: int
    function_name: str
    legal_basis: str


def suggestions(consultation: Consultation, text: str, on: date) -> list[Suggested]:
    """Units whose functions speak of the text, best first, without the lead and those asked already (L2)."""
    there = {consultation.lead_unit_id, *(each.unit_id for each in consultation.consultees)}
    return [
        Suggested(one.unit.id, one.unit.name, one.function.id, one.function.name, one.function.legal_basis)
        for one in units.suggest(text, on)
        if one.unit.id not in there
    ]


def units_by_ids(unit_ids: Collection[int]) -> dict[int, Unit]:
    """These units, by id; unknown ids are left out."""
    return {each.id: each for each in db.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)))}


def people_by_ids(person_ids: Collection[int]) -> dict[int, Person]:
    """These people, by id; one statement."""
    return {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def functions_in_force(unit_ids: Collection[int], on: date) -> dict[int, list[UnitFunction]]:
    """The functions of these units in force on a day; one statement."""
    found: dict[int, list[UnitFunction]] = defaultdict(list)
    rows = db.session.scalars(
        select(UnitFunction)
        .where(
            UnitFunction.unit_id.in_(unit_ids),
            or_(UnitFunction.valid_from.is_(None), UnitFunction.valid_from <= on),
            or_(UnitFunction.valid_to.is_(None), UnitFunction.valid_to >= on),
        )
        .order_by(UnitFunction.id)
    )
    for function in rows:
        found[function.unit_id].append(function)
    return found


def asked_by_letter(unit_ids: Collection[int], on: date) -> set[int]:
    """Which of these units are asked by letter only: bodies that are not ours, and units of ours in which nobody holds
    a role that day (O6). One statement."""
    signs_in = exists().where(
        Membership.unit_id == Unit.id,
        Membership.role.in_(UNIT_ROLES),
        Membership.since.is_(None) | (Membership.since <= on),
        Membership.until.is_(None) | (Membership.until >= on),
        Person.id == Membership.person_id,
        Person.active,
    )
    wanted = select(Unit.id).where(Unit.id.in_(unit_ids), (Unit.kind == UnitKind.EXTERNAL) | ~signs_in)
    return set(db.session.scalars(wanted))


def has_clerk(unit_id: int) -> bool:
    """Whether somebody is the unit's records clerk, without an end in sight (O1)."""
    holds = exists().where(Membership.unit_id == unit_id, Membership.role == Role.CLERK, Membership.until.is_(None))
    return bool(db.session.scalar(select(holds)))


def number_taken(consultation: Consultation, number: str, on: date) -> bool:
    """Whether the lead gave that number to another letter in the same year: a consultation, or a change of one (O4)."""
    year = date(on.year, 1, 1), date(on.year, 12, 31)
    first = exists().where(
        Consultation.lead_unit_id == consultation.lead_unit_id,
        Consultation.number == number,
        Consultation.issued_on.between(*year),
    )
    later = exists().where(
        ChangePaper.consultation_id == Consultation.id,
        Consultation.lead_unit_id == consultation.lead_unit_id,
        ChangePaper.number == number,
        ChangePaper.issued_on.between(*year),
    )
    return bool(db.session.scalar(select(or_(first, later))))


def may_use_files(consultation: Consultation, file_ids: Collection[int], person_id: int | None) -> set[int]:
    """Which of these files may stand in the dossier: those in it already, and those that this person uploaded.

    Otherwise a file's number typed into a form would open somebody else's file.
    """
    there = {part.file_id for part in consultation.dossier if part.file_id}
    asked = set(file_ids) - there
    own = db.session.scalars(
        select(StoredFile.id).where(StoredFile.id.in_(asked), StoredFile.uploaded_by == person_id)
    ).all() if asked else []  # fmt: skip
    return (there & set(file_ids)) | set(own)


def delivered_unnoted(now: datetime, limit: int = 500) -> list[tuple[int, datetime]]:
    """Consultees whose issue letter was accepted by a box of the unit but not yet noted: (id, first accepted at).

    Found by the index of undelivered ones, so that with nothing to note it costs next to nothing (exact rule 8).
    """
    accepted = (
        select(func.min(Letter.sent_at))
        .where(
            Letter.consultee_id == Consultee.id,
            Letter.kind == "issue",
            Letter.person_id.is_(None),
            Letter.sent_at.is_not(None),
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Consultee.id, accepted.label("at"))
        .where(
            Consultee.issued_at.is_not(None),
            Consultee.delivered_at.is_(None),
            Consultee.closed_at.is_(None),
            accepted.is_not(None),
            ~upkeep.lies_aside("delivery", Consultee.id, now=now),
        )
        .order_by(Consultee.issued_at, Consultee.id)
        .limit(limit)
    )
    return [(row.id, row.at) for row in rows]
