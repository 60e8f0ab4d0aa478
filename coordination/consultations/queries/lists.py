"""The lists: what a unit sent, what it received, and the counts of its desk.

Core rows over the partial indexes of what is open, paged by key, the same number of statements whatever the size.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.queries.deliveries import undelivered
from coordination.consultations.queries.things import PAPER
from coordination.consultations.rules import (
    ENDINGS,
    ConsulteeFacts,
    ConsulteePhase,
    Kind,
    Phase,
    PhaseFacts,
    Standing,
    Urgency,
    phase,
    standing,
)
from coordination.kernel.store import Moment, db
from coordination.kernel.words import fold
from coordination.units.models import Signing, Unit

PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(\d{1,16})-(\d{1,15})")


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means everything. `drafts` and `closed` name another list of the same unit."""

    phase: str = ""
    kind: str = ""
    overdue: bool = False
    text: str = ""
    drafts: bool = False
    closed: bool = False


@dataclass(frozen=True)
class Scope:
    """Whose sent consultations: of one lead, or of everybody below an authority; `also` of the units it succeeded."""

    lead_unit_id: int | None = None
    authority_id: int | None = None
    also: Collection[int] = ()


@dataclass(frozen=True)
class SentRow:
    """One line of 'Đã gửi đi'."""

    id: int
    number: str
    subject: str
    kind: Kind
    urgency: Urgency
    lead_name: str
    phase: Phase
    created_at: datetime
    issued_at: datetime | None
    due_at: datetime | None
    submit_by: Any
    consultees: int
    answered: int
    closed: int
    overdue: int
    undelivered: int
    cursor: str


@dataclass(frozen=True)
class ReceivedRow:
    """One line of 'Được đề nghị góp ý'."""

    id: int
    consultation_id: int
    number: str
    subject: str
    kind: Kind
    urgency: Urgency
    lead_name: str
    issued_at: datetime
    due_at: datetime
    standing: Standing
    cursor: str


def _cursor(at: datetime | None, id: int) -> str:
    return f"{(at - _EPOCH) // timedelta(microseconds=1) if at else 0}-{id}"


def _place(cursor: str | None) -> tuple[datetime, int] | None:
    """Where a page begins; what was typed into the address by hand and makes no sense is the first page."""
    found = _CURSOR.fullmatch(cursor or "")
    return (_EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None


def _text(text: str) -> ColumnElement[bool]:
    plain = text.strip()
    return or_(
        Consultation.subject_folded.contains(fold(plain), autoescape=True),
        func.lower(Consultation.number).contains(plain.lower(), autoescape=True),
    )


def _owes_late(now: datetime) -> ColumnElement[bool]:
    """`rules.overdue` in SQL; a test holds the two together."""
    return and_(
        Consultee.ending.is_(None),
        Consultee.pushed_back_at.is_(None),
        Consultee.suspended_at.is_(None),
        Consultee.by_letter.is_(False),
        Consultee.due_at < now,
        or_(Consultee.delivered_at.is_not(None), Consultee.opened_at.is_not(None)),
        or_(Consultee.answered_at.is_(None), Consultee.returned_at.is_not(None)),
    )


_REACHED: tuple[tuple[Any, ConsulteePhase], ...] = (
    (Consultee.pushed_back_at, ConsulteePhase.PUSHED_BACK),
    (Consultee.returned_at, ConsulteePhase.RETURNED),
    (Consultee.answered_at, ConsulteePhase.ANSWERED),
    (Consultee.acknowledged_at, ConsulteePhase.ACKNOWLEDGED),
    (Consultee.opened_at, ConsulteePhase.OPENED),
    (Consultee.delivered_at, ConsulteePhase.DELIVERED),
    (Consultee.issued_at, ConsulteePhase.SENT),
)


def in_consultee_phase(wanted: ConsulteePhase) -> ColumnElement[bool]:
    """`rules.consultee_phase` in SQL; a test holds the two together."""
    if wanted in ENDINGS:
        return Consultee.ending == wanted.value
    later: list[ColumnElement[bool]] = [Consultee.ending.is_(None)]
    for column, reached in _REACHED:
        if reached is wanted:
            return and_(column.is_not(None), *later)
        later.append(column.is_(None))
    return and_(*later)


def _of(column: Any, unit_id: int | None, also: Collection[int]) -> ColumnElement[bool]:
    """The unit, and those it succeeded: one comparison where there are none, as nearly everywhere."""
    same: ColumnElement[bool] = column.in_(sorted({*also, unit_id or 0})) if also else column == unit_id
    return same


def received(
    unit_id: int,
    filters: Filters,
    *,
    now: datetime,
    after: str | None = None,
    size: int = PAGE,
    also: Collection[int] = (),
) -> list[ReceivedRow]:
    """What a unit was asked: open ones by due time, or (closed) the latest first. One statement.

    `also`: the units that it succeeded, whose work it goes on with (design 3.1).
    """
    wanted_phase = ConsulteePhase(filters.phase) if filters.phase in set(ConsulteePhase) else None
    closed = filters.closed or wanted_phase in ENDINGS
    lead = aliased(Unit)
    rows = (
        select(
            Consultee.id,
            Consultee.consultation_id,
            Consultee.ending,
            *(getattr(Consultee, name) for name in _MOMENTS),
            Consultation.number,
            Consultation.subject,
            Consultation.kind,
            Consultation.urgency,
            lead.name.label("lead_name"),
        )
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(lead, lead.id == Consultation.lead_unit_id)
        .where(_of(Consultee.unit_id, unit_id, also), Consultee.issued_at.is_not(None))
    )
    if closed:
        rows = rows.where(Consultee.closed_at.is_not(None))
        rows = _after(rows, after, Consultee.issued_at, Consultee.id, newest_first=True)
    else:
        rows = rows.where(Consultee.closed_at.is_(None))
        rows = _after(rows, after, Consultee.due_at, Consultee.id, newest_first=False)
    rows = _narrowed(rows, filters)
    if wanted_phase:
        rows = rows.where(in_consultee_phase(wanted_phase))
    if filters.overdue:
        rows = rows.where(_owes_late(now))
    return [_received_row(row, now, closed) for row in db.session.execute(rows.limit(size))]


_MOMENTS = (
    "issued_at", "due_at", "delivered_at", "opened_at", "acknowledged_at", "pushed_back_at",
    "suspended_at", "answered_at", "returned_at", "closed_at", "by_letter",
)  # fmt: skip


def _received_row(row: Any, now: datetime, closed: bool) -> ReceivedRow:
    return ReceivedRow(
        id=row.id,
        consultation_id=row.consultation_id,
        number=row.number,
        subject=row.subject,
        kind=row.kind,
        urgency=row.urgency,
        lead_name=row.lead_name,
        issued_at=row.issued_at,
        due_at=row.due_at,
        standing=standing(ConsulteeFacts.of(row), now),
        cursor=_cursor(row.issued_at if closed else row.due_at, row.id),
    )


def _after(
    rows: Select[*tuple[Any, ...]], after: str | None, moment: Any, key: Any, *, newest_first: bool
) -> Select[*tuple[Any, ...]]:
    """Go on behind the last row of the page before: one comparison of the index's two columns, never an offset."""
    place = _place(after)
    if place is not None:
        behind = tuple_(literal(place[0], Moment()), literal(place[1]))
        here = tuple_(moment, key)
        rows = rows.where(here < behind if newest_first else here > behind)
    return rows.order_by(moment.desc(), key.desc()) if newest_first else rows.order_by(moment, key)


def _narrowed(rows: Select[*tuple[Any, ...]], filters: Filters) -> Select[*tuple[Any, ...]]:
    if filters.kind in set(Kind):
        rows = rows.where(Consultation.kind == filters.kind)
    if filters.text.strip():
        rows = rows.where(_text(filters.text))
    return rows


def sent(scope: Scope, filters: Filters, *, now: datetime, after: str | None = None, size: int = PAGE) -> list[SentRow]:
    """What a lead (or everybody below an authority) issued, the latest first, or the lead's drafts. Two statements."""
    lead = aliased(Unit)
    drafts = filters.drafts and scope.authority_id is None
    rows: Select[*tuple[Any, ...]] = select(
        Consultation.id, Consultation.number, Consultation.subject, Consultation.kind, Consultation.urgency,
        Consultation.created_at, Consultation.issued_at, Consultation.due_at, Consultation.submit_by,
        Consultation.withdrawn_at, Consultation.submitted_at, Consultation.concluded_at, lead.name.label("lead_name"),
        (_signing() if drafts else literal("")).label("signing"),
    ).join(lead, lead.id == Consultation.lead_unit_id)  # fmt: skip
    if scope.authority_id is not None:
        rows = rows.where(_of(Consultation.authority_id, scope.authority_id, scope.also))
    else:
        rows = rows.where(_of(Consultation.lead_unit_id, scope.lead_unit_id, scope.also))
    if drafts:
        rows = _drafts(rows, after)
    else:
        rows = rows.where(Consultation.issued_at.is_not(None))
        rows = _after(rows, after, Consultation.issued_at, Consultation.id, newest_first=True)
        rows = _sent_filters(rows, filters, now)
    page = db.session.execute(_narrowed(rows, filters).limit(size)).all()
    counts = _counts([row.id for row in page], now)
    return [_sent_row(row, counts.get(row.id, (0, 0, 0, 0, 0))) for row in page]


def _drafts(rows: Select[*tuple[Any, ...]], after: str | None) -> Select[*tuple[Any, ...]]:
    """The newest first, by the index of lead and id."""
    place = _place(after)
    rows = rows.where(Consultation.issued_at.is_(None), Consultation.withdrawn_at.is_(None))
    return (rows.where(Consultation.id < place[1]) if place else rows).order_by(Consultation.id.desc())


def _signing() -> Any:
    """Where the draft's paper lies: the state of its latest journey through the signing path."""
    return (
        select(Signing.state)
        .where(Signing.paper == PAPER, Signing.paper_id == Consultation.id)
        .order_by(Signing.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _sent_filters(rows: Select[*tuple[Any, ...]], filters: Filters, now: datetime) -> Select[*tuple[Any, ...]]:
    of_it = Consultee.consultation_id == Consultation.id
    if filters.overdue:
        rows = rows.where(exists().where(of_it, _owes_late(now)))
    going_on = and_(
        Consultation.withdrawn_at.is_(None), Consultation.submitted_at.is_(None), Consultation.concluded_at.is_(None)
    )
    open_one = exists().where(of_it, Consultee.closed_at.is_(None))
    by_phase: dict[str, ColumnElement[bool]] = {
        Phase.ISSUED: and_(going_on, open_one),
        Phase.COLLECTED: and_(going_on, ~open_one),
        Phase.SUBMITTED: and_(
            Consultation.submitted_at.is_not(None),
            Consultation.concluded_at.is_(None),
            Consultation.withdrawn_at.is_(None),
        ),
        Phase.CONCLUDED: and_(Consultation.concluded_at.is_not(None), Consultation.withdrawn_at.is_(None)),
        Phase.WITHDRAWN: Consultation.withdrawn_at.is_not(None),
    }
    condition = by_phase.get(filters.phase)
    return rows if condition is None else rows.where(condition)


def _counts(consultation_ids: list[int], now: datetime) -> dict[int, tuple[int, int, int, int, int]]:
    rows = db.session.execute(
        select(
            Consultee.consultation_id,
            func.count(),
            func.count(Consultee.answered_at),
            func.count(Consultee.closed_at),
            _how_many(_owes_late(now)),
            _how_many(undelivered()),
        )
        .where(Consultee.consultation_id.in_(consultation_ids))
        .group_by(Consultee.consultation_id)
    )
    return {row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in rows}


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _sent_row(row: Any, counts: tuple[int, int, int, int, int]) -> SentRow:
    consultees, answered, closed, late, lost = counts
    facts = PhaseFacts(
        signing=row.signing or "",
        issued_at=row.issued_at,
        withdrawn_at=row.withdrawn_at,
        submitted_at=row.submitted_at,
        concluded_at=row.concluded_at,
        consultees=consultees,
        closed=closed,
    )
    return SentRow(
        id=row.id,
        number=row.number,
        subject=row.subject,
        kind=row.kind,
        urgency=row.urgency,
        lead_name=row.lead_name,
        phase=phase(facts),
        created_at=row.created_at,
        issued_at=row.issued_at,
        due_at=row.due_at,
        submit_by=row.submit_by,
        consultees=consultees,
        answered=answered,
        closed=closed,
        overdue=late,
        undelivered=lost,
        cursor=_cursor(row.issued_at, row.id),
    )


@dataclass(frozen=True)
class DeskCounts:
    """What the first page counts for a unit, as consultee and as lead."""

    received_open: int
    received_overdue: int
    received_unopened: int
    drafts: int
    sent_open: int
    sent_overdue: int
    undelivered: int


def desk(unit_id: int, now: datetime) -> DeskCounts:
    """The counts of a unit's desk; four statements over what is open."""
    asked = db.session.execute(
        select(func.count(), _how_many(_owes_late(now)), _how_many(Consultee.opened_at.is_(None))).where(
            Consultee.unit_id == unit_id, Consultee.issued_at.is_not(None), Consultee.closed_at.is_(None)
        )
    ).one()
    drafts = db.session.scalar(
        select(func.count()).where(
            Consultation.lead_unit_id == unit_id, Consultation.issued_at.is_(None), Consultation.withdrawn_at.is_(None)
        )
    )
    mine = and_(
        Consultation.lead_unit_id == unit_id,
        Consultation.issued_at.is_not(None),
        Consultation.withdrawn_at.is_(None),
        Consultation.submitted_at.is_(None),
        Consultation.concluded_at.is_(None),
    )
    going_on = db.session.scalar(select(func.count()).select_from(Consultation).where(mine))
    late = db.session.execute(
        select(_how_many(_owes_late(now)), _how_many(Consultee.delivered_at.is_(None)))
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(mine, Consultee.closed_at.is_(None))
    ).one()
    return DeskCounts(asked[0], asked[1], asked[2], drafts or 0, going_on or 0, late[0], late[1])
