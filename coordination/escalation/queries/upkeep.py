"""For the administrator: the jobs' last runs, and the rows set aside, named by number and unit, never by content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import Directive, Escalation
from coordination.kernel import lease, upkeep
from coordination.kernel.lease import WorkerLease
from coordination.kernel.store import db
from coordination.kernel.upkeep import JobRun, SetAside
from coordination.replies.models import PushBack
from coordination.units.models import Person, Unit

_UNIT = aliased(Unit)


@dataclass(frozen=True)
class Laid:
    """A row that lies aside: the consultation's number, whose it is, the unit or person concerned."""

    row: SetAside
    number: str = ""
    lead: str = ""
    whom: str = ""


def runs() -> list[JobRun]:
    """Each job's last run."""
    return upkeep.job_runs()


def holder() -> WorkerLease | None:
    """Which worker acts, until when."""
    return lease.standing()


def laid_aside() -> list[Laid]:
    """What lies aside, each named, in a fixed number of statements."""
    rows = upkeep.set_aside_rows()
    names: dict[tuple[str, int], tuple[str, str, str]] = {}
    for kind in {row.kind for row in rows}:
        ids = [row.item_id for row in rows if row.kind == kind]
        names.update({(kind, each[0]): (each[1], each[2], each[3]) for each in _named(kind, ids)})
    return [Laid(row, *names.get((row.kind, row.item_id), ("", "", ""))) for row in rows]


def laid_aside_row(row_id: int) -> SetAside | None:
    """One of them."""
    return upkeep.set_aside_row(row_id)


def _named(kind: str, ids: Iterable[int]) -> list[tuple[int, str, str, str]]:
    """(id, number, lead, unit or person) of these rows."""
    if kind == "digest":
        people = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
        return [(person_id, "", "", name) for person_id, name in people]
    if kind == "report":
        wanted = (
            select(Escalation.id, Consultation.number, Unit.name, _UNIT.name)
            .join(Consultation, Consultation.id == Escalation.consultation_id)
            .join(Unit, Unit.id == Consultation.lead_unit_id)
            .join(_UNIT, _UNIT.id == Consultation.lead_unit_id)
            .where(Escalation.id.in_(ids))
        )
    elif kind == "directive":
        wanted = (
            select(Directive.id, func.coalesce(Consultation.number, ""), Unit.name, _UNIT.name)
            .join(Unit, Unit.id == Directive.authority_id)
            .join(_UNIT, _UNIT.id == Directive.unit_id)
            .outerjoin(Consultee, Consultee.id == Directive.consultee_id)
            .outerjoin(Consultation, Consultation.id == Consultee.consultation_id)
            .where(Directive.id.in_(ids))
        )
    else:
        key = PushBack.id if kind == "push_back" else Consultee.id
        wanted = (
            select(key, Consultation.number, Unit.name, _UNIT.name)
            .select_from(Consultee)
            .join(Consultation, Consultation.id == Consultee.consultation_id)
            .join(Unit, Unit.id == Consultation.lead_unit_id)
            .join(_UNIT, _UNIT.id == Consultee.unit_id)
            .where(key.in_(ids))
        )
        if kind == "push_back":
            wanted = wanted.join(PushBack, PushBack.consultee_id == Consultee.id)
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(wanted)]
