"""Suspensions of issued consultations (O25)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.consultations.models import Consultation, Suspension
from coordination.kernel.store import db


def suspension(suspension_id: int) -> Suspension | None:
    whole = joinedload(Suspension.consultation).options(
        joinedload(Consultation.lead_unit), selectinload(Consultation.consultees)
    )
    return db.session.scalar(select(Suspension).where(Suspension.id == suspension_id).options(whole))


def open_suspension(consultation_id: int) -> Suspension | None:
    """What is proposed, or what makes it stand still, now."""
    wanted = select(Suspension).where(Suspension.consultation_id == consultation_id, Suspension.closed_at.is_(None))
    return db.session.scalar(wanted)


def suspensions_of(consultation_id: int) -> list[Suspension]:
    """Everything that was proposed and decided, the latest first."""
    wanted = select(Suspension).where(Suspension.consultation_id == consultation_id)
    return list(db.session.scalars(wanted.order_by(Suspension.id.desc())))
