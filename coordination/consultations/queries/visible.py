"""Which consultations an actor may see: the select, and the loaders of the doors (its twin is `access.sees`)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.units.models import Unit


def _visible(actor: Actor) -> ColumnElement[bool]:
    if actor.unit_id is None:
        return false()
    units = sorted(actor.unit_ids)
    if actor.works_in_unit:
        asked = aliased(Consultee)
        it_was_asked = exists().where(
            asked.consultation_id == Consultation.id, asked.unit_id.in_(units), asked.issued_at.is_not(None)
        )
        return or_(Consultation.lead_unit_id.in_(units), it_was_asked)
    if actor.watches:
        below = select(Unit.id).where(Unit.path.startswith(actor.unit_path or "?", autoescape=True))
        decides = or_(Consultation.authority_id.in_(units), Consultation.lead_unit_id.in_(below))
        if actor.predecessors:
            decides = or_(decides, Consultation.lead_unit_id.in_(sorted(actor.predecessors)))
        return and_(Consultation.issued_at.is_not(None), decides)
    return false()


def visible_to(actor: Actor) -> Select[Consultation]:
    """The lead's own people see all of theirs, drafts too (rule 24); asked units what was sent to them; those who
    watch for an authority what was issued below it. To everybody else it doesn't exist."""
    return select(Consultation).where(_visible(actor))


def visible_consultation(consultation_id: int, actor: Actor) -> Consultation | None:
    """For the lock of a page: the consultation with its lead and consultees, or None when the actor may not see it."""
    return db.session.scalar(
        visible_to(actor)
        .where(Consultation.id == consultation_id)
        .options(joinedload(Consultation.lead_unit), selectinload(Consultation.consultees).joinedload(Consultee.unit))
    )


def visible_consultee(consultee_id: int, actor: Actor) -> Consultee | None:
    """For the lock of a page: the consultee with its unit and consultation, when the actor may see the consultation.

    What one asked unit may see of another is decided by `access`.
    """
    return db.session.scalar(
        select(Consultee)
        .join(Consultee.consultation)
        .where(Consultee.id == consultee_id, _visible(actor))
        .options(
            joinedload(Consultee.unit),
            contains_eager(Consultee.consultation).joinedload(Consultation.lead_unit),
        )
    )
