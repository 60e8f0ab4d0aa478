"""Which consultations an actor may see: the select, and the loaders of the doors (its twin is `access.sees`)."""

from __future__ import annotations

from sqlalchemy import Select, exists, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.units.models import Unit


def visible_to(actor: Actor) -> Select[Consultation]:
    """The lead's own people see all of theirs, drafts too (rule 24); asked units what was sent to them; those who
    watch for an authority what was issued below it. To everybody else it doesn't exist."""
    wanted = select(Consultation)
    if actor.unit_id is None:
        return wanted.where(false())
    if actor.works_in_unit:
        asked = exists().where(
            Consultee.consultation_id == Consultation.id,
            Consultee.unit_id == actor.unit_id,
            Consultee.issued_at.is_not(None),
        )
        return wanted.where(or_(Consultation.lead_unit_id == actor.unit_id, asked))
    if actor.watches:
        below = select(Unit.id).where(Unit.path.startswith(actor.unit_path or "?", autoescape=True))
        return wanted.where(
            Consultation.issued_at.is_not(None),
            or_(Consultation.authority_id == actor.unit_id, Consultation.lead_unit_id.in_(below)),
        )
    return wanted.where(false())


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
    seen = visible_to(actor).where(Consultation.id == Consultee.consultation_id).exists()
    return db.session.scalar(
        select(Consultee)
        .join(Consultee.consultation)
        .where(Consultee.id == consultee_id, seen)
        .options(
            joinedload(Consultee.unit),
            contains_eager(Consultee.consultation).joinedload(Consultation.lead_unit),
        )
    )
