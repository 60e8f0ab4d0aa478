"""Opinions that exclude each other: those marked, and those that could be."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import Contradiction
from coordination.kernel.store import db
from coordination.replies import queries as replies
from coordination.replies.models import Opinion, Reply


def contradiction(contradiction_id: int) -> Contradiction | None:
    return db.session.get(Contradiction, contradiction_id)


def contradictions_of(consultation_id: int) -> list[Contradiction]:
    whole = [joinedload(side).joinedload(Consultee.unit) for side in (Contradiction.first, Contradiction.second)]
    wanted = select(Contradiction).where(Contradiction.consultation_id == consultation_id).options(*whole)
    return list(db.session.scalars(wanted.order_by(Contradiction.invited_at, Contradiction.id)))


def unsettled_of(consultee: Consultee) -> Contradiction | None:
    """The oldest contradiction of this unit with another that they have not settled."""
    wanted = select(Contradiction).where(
        or_(Contradiction.first_id == consultee.id, Contradiction.second_id == consultee.id),
        Contradiction.settled_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(Contradiction.invited_at).limit(1)).first()


def standing_opinions(consultation: Consultation) -> list[tuple[Consultee, Opinion]]:
    """The opinion that stands of each unit on each point, point by point."""
    by_unit: dict[int, list[Reply]] = {each.id: [] for each in consultation.consultees}
    for reply in replies.replies_sent(list(by_unit)):
        by_unit[reply.consultee_id].append(reply)
    place = {point.id: point.position for point in consultation.points}
    found = [
        (each, opinion) for each in consultation.consultees for opinion in replies.latest(by_unit[each.id]).values()
    ]
    return sorted(found, key=lambda one: (place.get(one[1].point_id, 0), one[0].id))
