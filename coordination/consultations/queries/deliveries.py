"""Issue letters that did not arrive: which box, what stood in the way. Our fault, never the unit's (exact rule 8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select

from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import BoxTrouble
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.units.models import Unit

# A letter that was tried so often without success is spoken of, although it is still tried again.
TRIES = 3
_OF_BOX = (Letter.kind == "issue", Letter.person_id.is_(None))


def undelivered() -> ColumnElement[bool]:
    """Sent, still open, and neither accepted by a box nor seen by anybody (`rules.silence`, the first of the four)."""
    return (
        Consultee.issued_at.is_not(None)
        & Consultee.delivered_at.is_(None)
        & Consultee.opened_at.is_(None)
        & Consultee.closed_at.is_(None)
    )


def _failed() -> ColumnElement[bool]:
    """No box of the unit took the letter, and none may still take it soon."""
    hopeful = Letter.given_up_at.is_(None) & (Letter.sent_at.is_not(None) | (Letter.tries <= TRIES))
    return ~exists().where(Letter.consultee_id == Consultee.id, *_OF_BOX, hopeful)


def delivery_troubles(consultees: Collection[Consultee]) -> dict[int, list[BoxTrouble]]:
    """By undelivered consultee: each box that failed, the latest letter to it counts. At most one statement."""
    waiting = {
        each.id: each
        for each in consultees
        if each.issued_at is not None and each.delivered_at is None and each.opened_at is None and not each.closed_at
    }
    if not waiting:
        return {}
    rows = db.session.execute(
        select(
            Letter.consultee_id, Letter.to_address, Letter.trouble, Letter.posted_at, Letter.given_up_at, Letter.sent_at
        )
        .where(Letter.consultee_id.in_(waiting), *_OF_BOX)
        .order_by(Letter.id)
    )
    last: dict[int, dict[str, Any]] = {each: {} for each in waiting}
    for row in rows:
        last[row.consultee_id][row.to_address.lower()] = row
    found: dict[int, list[BoxTrouble]] = {}
    for consultee_id, boxes in last.items():
        troubles = [
            BoxTrouble(row.to_address, row.trouble, row.given_up_at or row.posted_at, row.given_up_at is not None)
            for row in boxes.values()
            if row.sent_at is None and (row.given_up_at is not None or row.trouble)
        ]
        issued_at = waiting[consultee_id].issued_at
        if not boxes and issued_at is not None:
            troubles = [BoxTrouble("", "", issued_at, given_up=True)]
        if troubles:
            found[consultee_id] = troubles
    return found


@dataclass(frozen=True)
class NotDelivered:
    """One line of a desk: a consultation whose letter did not reach so many units, the first of them by name."""

    consultation_id: int
    subject: str
    unit_name: str
    number: int
    since: datetime


def not_delivered(
    *, lead_unit_id: int | None = None, authority_id: int | None = None, size: int = 40
) -> list[NotDelivered]:
    """What did not arrive and won't by itself, of one lead or below one authority, the longest waiting first."""
    whose = (
        Consultation.lead_unit_id == lead_unit_id if authority_id is None else Consultation.authority_id == authority_id
    )
    wanted: Select[*tuple[Any, ...]] = select(
        Consultation.id, Consultation.subject, func.min(Unit.name).label("unit_name"), func.count().label("number"),
        func.min(Consultee.issued_at).label("since"),
    )  # fmt: skip
    rows = db.session.execute(
        wanted.join(Consultee, Consultee.consultation_id == Consultation.id)
        .join(Unit, Unit.id == Consultee.unit_id)
        .where(
            whose, undelivered(), _failed(), Consultation.withdrawn_at.is_(None), Consultation.submitted_at.is_(None)
        )
        .group_by(Consultation.id)
        .order_by(func.min(Consultee.issued_at), Consultation.id)
        .limit(size)
    )
    return [NotDelivered(row.id, row.subject, row.unit_name, row.number, row.since) for row in rows]


def issue_letters(consultee_id: int) -> list[Letter]:
    """Every issue letter to the boxes of one consultee's unit, oldest first."""
    wanted = select(Letter).where(Letter.consultee_id == consultee_id, *_OF_BOX)
    return list(db.session.scalars(wanted.order_by(Letter.id)))
