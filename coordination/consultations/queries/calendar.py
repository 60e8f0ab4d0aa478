"""What a change of the calendar means for the due times that are open (exact rule 7): rows only, one statement."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased, joinedload

from coordination.consultations.models import Consultation, Consultee, Round
from coordination.kernel.store import db
from coordination.limits.rules import DayUnit, Deadline, WorkCalendar, after_calendar_change, moment
from coordination.units.models import Unit


@dataclass(frozen=True)
class Moving:
    """One open due time that the change would move later, or (`after` None) that would come earlier and is left."""

    consultee_id: int
    consultation_id: int
    unit: str
    lead: str
    number: str
    before: datetime
    would_be: date
    after: Deadline | None
    submit_by: date | None

    @property
    def passes_submit_by(self) -> bool:
        """Whether it would then end after the day on which the lead must submit."""
        return self.after is not None and self.submit_by is not None and self.after.day > self.submit_by


@dataclass(frozen=True)
class Movings:
    """What a change would do: due times that move, due times that are left; `stamp` tells one such answer from
    another."""

    moved: tuple[Moving, ...]
    left: tuple[Moving, ...]

    @property
    def stamp(self) -> str:
        said = [(each.consultee_id, each.before.isoformat(), each.would_be.isoformat()) for each in self.moved]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def movings(days: Sequence[date], old: WorkCalendar, new: WorkCalendar, now: datetime) -> Movings:
    """Every open due time that a change of these days would move or bring earlier (exact rule 7); one statement.

    A due time before the first of the days can't be touched. One that has passed, and would have passed in the new
    calendar, too, stays what it was.
    """
    if not days:
        return Movings((), ())
    moved, left = [], []
    lead = aliased(Unit)
    rows = db.session.execute(
        select(
            Consultee.id, Consultee.consultation_id, Consultee.due_at, Round.why, Consultation.rule,
            Consultation.number, Consultation.submit_by, Unit.name.label("unit"), lead.name.label("lead"),
        )
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(Round, (Round.consultee_id == Consultee.id) & (Round.number == Consultee.round))
        .join(Unit, Unit.id == Consultee.unit_id)
        .join(lead, lead.id == Consultation.lead_unit_id)
        .where(*_open(), Consultee.due_at >= moment(min(days), time(0)))
        .order_by(Consultee.due_at, Consultee.consultation_id, Consultee.id)
        .execution_options(yield_per=1000)
    )  # fmt: skip
    for row in rows:
        before = Deadline.from_json(row.due_at, row.why)
        unit = DayUnit(row.rule["unit"]) if row.rule else DayUnit.WORKING
        effect = after_calendar_change(before, unit, old, new)
        moving = Moving(
            row.id, row.consultation_id, row.unit, row.lead, row.number, row.due_at, effect.would_be, effect.moved,
            row.submit_by,
        )  # fmt: skip
        if effect.moved is not None and effect.moved.at > now:
            moved.append(moving)
        elif effect.comes_earlier(before) and row.due_at > now:
            left.append(moving)
    return Movings(tuple(moved), tuple(left))


def led(consultation_ids: Collection[int]) -> list[Consultation]:
    """These consultations with their lead and its officer in charge."""
    wanted = select(Consultation).where(Consultation.id.in_(consultation_ids)).order_by(Consultation.id)
    return list(
        db.session.scalars(wanted.options(joinedload(Consultation.lead_unit), joinedload(Consultation.officer)))
    )


def _open() -> tuple[ColumnElement[bool], ...]:
    """A reply is still owed: issued, not closed, no complete answer but one that was returned."""
    return (
        Consultee.issued_at.is_not(None),
        Consultee.closed_at.is_(None),
        or_(Consultee.answered_at.is_(None), Consultee.returned_at.is_not(None)),
        Consultation.withdrawn_at.is_(None),
        Consultation.submitted_at.is_(None),
        Consultation.concluded_at.is_(None),
    )
