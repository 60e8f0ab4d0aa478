"""Reading what happened to many consultees at once: one statement a table, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from coordination.assessment.models import Return, Verdict
from coordination.consultations.models import Consultation, Consultee, Point, PointAddressee
from coordination.escalation.models import LadderStep
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.replies.models import LateExplanation, Opinion, PushBack, Reply
from coordination.scorecards.rules import OutReason, Role
from coordination.units.models import Unit

# As many ids as one statement may carry on both databases.
CHUNK = 5_000


@dataclass(frozen=True)
class Left:
    """A case left out of the denominator, and why: named beside the figure, never hidden (design 4.1)."""

    role: Role
    unit: str
    case: str
    reason: OutReason
    on: date


@dataclass
class Gathered:
    """What is known of a set of consultees, by consultee (or by reply, by opinion)."""

    replies: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    opinions: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[int, Row[Any]] = field(default_factory=dict)
    push_backs: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    explanations: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    returns: dict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    points: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def gather(consultees: Sequence[tuple[int, int]]) -> Gathered:
    """Everything about these (consultee, consultation) pairs that a score may need."""
    found = Gathered()
    for some in batched_ids(consultee for consultee, _consultation in consultees):
        _replies(found, some)
        _by_consultee(found.push_backs, _push_backs(), PushBack.consultee_id, some)
        _by_consultee(found.steps, _steps(), LadderStep.consultee_id, some)
        _by_consultee(found.explanations, _explanations(), LateExplanation.consultee_id, some)
        _by_consultee(found.returns, _returns(), Return.consultee_id, some)
    _points(found, consultees)
    return found


def batched_ids(ids: Iterable[int]) -> Iterable[list[int]]:
    everything = list(ids)
    return (everything[start : start + CHUNK] for start in range(0, len(everything), CHUNK))


def _by_consultee(
    into: dict[int, list[Row[Any]]], wanted: Select[Any], column: Any, consultee_ids: Sequence[int]
) -> None:
    for row in db.session.execute(wanted.where(column.in_(consultee_ids))):
        into[row.consultee_id].append(row)


def _replies(found: Gathered, consultee_ids: Sequence[int]) -> None:
    """Replies that count: sent, confirmed where the lead entered them, not objected to; in the order of arrival."""
    counts = (Reply.sent_at.is_not(None), Reply.confirmed_at.is_not(None), Reply.objected_at.is_(None))
    replies = db.session.execute(
        select(Reply.id, Reply.consultee_id, Reply.arrived_at, Reply.complete, Reply.number)
        .where(Reply.consultee_id.in_(consultee_ids), *counts)
        .order_by(Reply.arrived_at, Reply.number)
    )
    for row in replies:
        found.replies[row.consultee_id].append(row)
    opinions = db.session.execute(
        select(Opinion.id, Opinion.reply_id, Opinion.point_id, Opinion.position, Opinion.content)
        .join(Reply, Reply.id == Opinion.reply_id)
        .where(Reply.consultee_id.in_(consultee_ids), *counts)
        .order_by(Opinion.id)
    )
    for row in opinions:
        if row.position is not None or row.content.strip():
            found.opinions[row.reply_id].append(row)
    verdicts = db.session.execute(
        select(
            Verdict.opinion_id,
            Verdict.kind,
            Verdict.given_at,
            Verdict.contest_by,
            Verdict.contested_at,
            Verdict.answer_by,
            Verdict.answered_at,
            Verdict.settled,
            Reply.consultee_id,
        )
        .join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .where(Reply.consultee_id.in_(consultee_ids), Verdict.given_at.is_not(None))
    )
    for row in verdicts:
        found.verdicts[row.opinion_id] = row


def _push_backs() -> Select[Any]:
    return select(
        PushBack.consultee_id,
        PushBack.kind,
        PushBack.share_used,
        PushBack.made_at,
        PushBack.decide_by,
        PushBack.decided_at,
        PushBack.answer,
        PushBack.disputed_at,
        PushBack.settled_at,
        PushBack.settled,
        PushBack.avoidance,
        PushBack.restarts,
        PushBack.completed_at,
    ).order_by(PushBack.id)


def _steps() -> Select[Any]:
    return select(LadderStep.consultee_id, LadderStep.rung, LadderStep.outcome, LadderStep.done_at).order_by(
        LadderStep.done_at
    )


def _explanations() -> Select[Any]:
    return select(LateExplanation.consultee_id, LateExplanation.complete, LateExplanation.given_at)


def _returns() -> Select[Any]:
    return select(Return.consultee_id, Return.sent_at, Return.due_at).order_by(Return.sent_at)


def _points(found: Gathered, consultees: Sequence[tuple[int, int]]) -> None:
    """The points addressed to each consultee: those for everyone, and those that name it."""
    for_everyone: dict[int, list[int]] = defaultdict(list)
    for some in batched_ids({consultation for _consultee, consultation in consultees}):
        rows = db.session.execute(
            select(Point.consultation_id, Point.id).where(Point.consultation_id.in_(some), Point.for_everyone.is_(True))
        )
        for row in rows:
            for_everyone[row.consultation_id].append(row.id)
    for consultee, consultation in consultees:
        found.points[consultee] = list(for_everyone[consultation])
    for some in batched_ids(consultee for consultee, _consultation in consultees):
        named = db.session.execute(
            select(PointAddressee.consultee_id, PointAddressee.point_id)
            .join(Point, Point.id == PointAddressee.point_id)
            .where(PointAddressee.consultee_id.in_(some), Point.for_everyone.is_(False))
        )
        for row in named:
            found.points[row.consultee_id].append(row.point_id)


def consultee_rows() -> Select[Any]:
    """The columns of a consultee and its consultation that scores look at."""
    lead, unit, authority = Unit.__table__.alias("lead"), Unit.__table__.alias("own"), Unit.__table__.alias("authority")
    return (
        select(
            Consultee.id,
            Consultee.consultation_id,
            Consultee.issued_at,
            Consultee.due_at,
            Consultee.agreed_due_at,
            Consultee.original_due_at,
            Consultee.delivered_at,
            Consultee.acknowledged_at,
            Consultee.closed_at,
            Consultee.ending,
            Consultee.waived,
            Consultation.kind.label("consultation_kind"),
            Consultation.number,
            Consultation.subject,
            Consultation.rule,
            Consultation.ladder,
            unit.c.code.label("unit"),
            unit.c.name.label("unit_name"),
            unit.c.kind.label("unit_kind"),
            lead.c.name.label("lead_name"),
            authority.c.code.label("authority"),
        )
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(unit, unit.c.id == Consultee.unit_id)
        .join(lead, lead.c.id == Consultation.lead_unit_id)
        .join(authority, authority.c.id == Consultation.authority_id)
        .where(Consultee.issued_at.is_not(None))
    )


def local_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which a period's days lie, with a day to spare for 24:00."""
    return clock.at(first, 0), clock.at(last + timedelta(days=1), 0)
