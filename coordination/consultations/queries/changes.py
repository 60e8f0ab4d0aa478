"""Papers that change what was issued, editions, and what a unit must be told of them (O4)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.consultations.models import Amendment, ChangePaper, Consultation, Consultee
from coordination.consultations.queries.gate import gate_facts
from coordination.consultations.queries.things import composed
from coordination.consultations.rules import (
    ChangeKind,
    ChangePhase,
    Difference,
    Edition,
    EditionPart,
    EditionPoint,
    PointData,
    PointDraft,
    Wanted,
    asked_of_unit,
    beyond_form,
    change_phase,
    compare,
    gate,
)
from coordination.kernel.files import StoredFile
from coordination.kernel.store import db
from coordination.kernel.values import Finding
from coordination.units import queries as units

CHANGE = "change"


def change(change_id: int) -> ChangePaper | None:
    return db.session.scalar(
        select(ChangePaper)
        .where(ChangePaper.id == change_id)
        .options(joinedload(ChangePaper.consultation).joinedload(Consultation.lead_unit))
    )


def open_change(consultation_id: int) -> ChangePaper | None:
    """The paper that is being written about a consultation; there is at most one."""
    return db.session.scalar(
        select(ChangePaper).where(
            ChangePaper.consultation_id == consultation_id,
            ChangePaper.issued_at.is_(None),
            ChangePaper.discarded_at.is_(None),
        )
    )


def phase_of_change(paper: ChangePaper) -> ChangePhase:
    """Where a paper stands, with its signing asked for."""
    signing = None if paper.issued_at else units.signing_of(CHANGE, paper.id)
    return change_phase(signing.state.value if signing else "", paper.issued_at, paper.discarded_at)


def wanted_now(consultation: Consultation) -> Wanted:
    """What a change begins with: the consultation as it stands."""
    said = composed(consultation)
    return Wanted(subject=said.subject, background=said.background, points=said.points)


def edition_of(consultation: Consultation) -> Edition:
    """The edition in force of a loaded consultation."""
    unit_of = {each.id: each.unit_id for each in consultation.consultees}
    return Edition(
        consultation.subject,
        consultation.background,
        tuple(
            EditionPoint(
                point.id, point.clause, point.clause_text, point.question, point.kind.value, tuple(point.options),
                point.lead_position, point.lead_basis,
                () if point.for_everyone else tuple(sorted(unit_of[to.consultee_id] for to in point.addressees)),
            )
            for point in consultation.points
        ),
        tuple(EditionPart(part.id, part.name, part.file_id) for part in consultation.dossier),
    )  # fmt: skip


def wanted_edition(consultation: Consultation, wanted: Wanted) -> Edition:
    """The edition that a change would make; what is new in it has no id yet and bears a negative one."""
    points = tuple(
        EditionPoint(
            point.id if point.id is not None else -number, point.clause.strip(), point.clause_text, point.question,
            point.kind.value, tuple(option for option in point.options if option.strip()), point.lead_position,
            point.lead_basis, () if point.for_everyone else point.addressees,
        )
        for number, point in enumerate(wanted.points, 1)
    )  # fmt: skip
    new = tuple(EditionPart(-number, part.name, part.file_id) for number, part in enumerate(wanted.parts, 1))
    return Edition(wanted.subject.strip(), wanted.background, points, (*edition_of(consultation).parts, *new))


def change_findings(paper: ChangePaper, consultation: Consultation, now: datetime) -> list[Finding]:
    """What stands between such a paper and its issue: the gate over its texts, and what its kind may not do (O4)."""
    wanted = Wanted.from_json(paper.wanted).without_empty()
    found: list[Finding] = []
    if not wanted.what_changed.strip():
        code = "withdraw_reason_missing" if paper.kind is ChangeKind.RECALL else "what_changed_missing"
        found.append(Finding(code, field="what_changed"))
    if paper.kind is ChangeKind.RECALL:
        return found
    differences = compare(edition_of(consultation), wanted_edition(consultation, wanted))
    if not differences:
        found.append(Finding("nothing_changed", field="what_changed"))
    found += beyond_form(paper.kind, differences)
    facts = gate_facts(consultation, now)
    points = tuple(
        _draft_point(number, point, len(consultation.consultees)) for number, point in enumerate(wanted.points, 1)
    )
    said = gate(replace(facts, subject=wanted.subject, points=points, stamps=()))
    about_words = (each for each in said if each.field.startswith("points") or each.code == "subject_missing")
    return [*found, *(each for each in about_words if each.blocking)]


def _draft_point(number: int, point: PointData, everyone: int) -> PointDraft:
    return PointDraft(
        point.id or -number, point.question, point.kind, point.options, point.lead_position, point.lead_basis,
        everyone if point.for_everyone else len(point.addressees), point.clause,
    )  # fmt: skip


def differences_of(amendment: Amendment) -> tuple[Difference, ...]:
    """How an edition differs from the one before; nothing where only a sentence was kept."""
    if amendment.after is None:
        return ()
    return compare(Edition.from_json(amendment.before), Edition.from_json(amendment.after))


@dataclass(frozen=True)
class Told:
    """What a unit must be told of changes that came after its last reply: points added, put otherwise."""

    edition: int
    added: tuple[Difference, ...]
    reworded: tuple[Difference, ...]
    change_id: int | None = None


def changed_for(consultee: Consultee, since: datetime | None) -> Told | None:
    """Which of a unit's points were changed after its last reply arrived, and not yet said to stand (O4)."""
    later = db.session.scalars(
        select(Amendment)
        .where(
            Amendment.consultation_id == consultee.consultation_id, Amendment.edition > (consultee.kept_edition or 1)
        )
        .order_by(Amendment.edition)
    ).all()
    asked = [
        (each.edition, asked_of_unit(differences_of(each), consultee.unit_id))
        for each in later
        if since is not None and each.at >= since
    ]
    added = tuple(one for _edition, each in asked for one in each.added)
    reworded = tuple(one for _edition, each in asked for one in each.reworded)
    return Told(asked[-1][0], added, reworded, later[-1].change_id) if added or reworded else None


def usable_files(file_ids: Collection[int], person_id: int | None, known: Collection[int]) -> set[int]:
    """Which files may go out with a change: those in it already, and those that this person uploaded."""
    asked = set(file_ids) - set(known)
    own = db.session.scalars(
        select(StoredFile.id).where(StoredFile.id.in_(asked), StoredFile.uploaded_by == person_id)
    ).all() if asked else []  # fmt: skip
    return (set(known) & set(file_ids)) | set(own)


def stored_file(file_id: int) -> StoredFile | None:
    return db.session.get(StoredFile, file_id)
