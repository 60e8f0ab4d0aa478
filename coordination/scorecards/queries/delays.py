"""Whose each day of waiting was, read for many consultees at once (design 3.9; exact rule 10).

The only way from the tables to the delay ledger: screens, lists, reports and scores all come here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, exists, literal, or_, select, union_all

from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement, VerdictKind
from coordination.consultations.models import (
    Consultation,
    Consultee,
    Mending,
    Point,
    PointAddressee,
    Round,
    Suspension,
)
from coordination.consultations.rules import RoundCause
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import Ground
from coordination.kernel import clock
from coordination.kernel.store import Moment, db
from coordination.limits import queries as limits
from coordination.limits.rules import (
    Ledger,
    Party,
    PushBackMoments,
    Span,
    Waits,
    WorkCalendar,
    awaited,
    late_days,
    ledger,
    totals,
)
from coordination.replies.models import Opinion, PushBack, Reply, SentClaim

AnySelect = Select[*tuple[Any, ...]]
Ids = Select[int] | Sequence[int]
ByConsultee = dict[int, list[Any]]
_ASKED_AGAIN = (RoundCause.RETURN, RoundCause.DIRECTIVE)


@dataclass(frozen=True)
class Delay:
    """The days of one consultee, from the day after issue to its close or today, each with whom it waited for."""

    consultee_id: int
    ledger: Ledger
    due_at: datetime

    @property
    def totals(self) -> dict[Party, int]:
        return totals(self.ledger)

    @property
    def late(self) -> int:
        """Working days after the due day in force that are charged to the unit."""
        return late_days(self.ledger, self.due_at)


def delays(ids: Ids, now: datetime) -> dict[int, Delay]:
    """The delay ledger of each of these consultees that was sent. Six statements, whatever their number.

    An open one is counted as if it ended now: what comes after hours counts as the next working day (exact rule 1).
    """
    if not isinstance(ids, Select) and not ids:
        return {}
    told, calendar = _told(ids), limits.calendar()
    wanted: AnySelect = select(
        Consultee.id, Consultee.issued_at, Consultee.delivered_at, Consultee.due_at, Consultee.closed_at
    )
    ours = Consultee.issued_at.is_not(None) & Consultee.by_letter.is_(
        False
    )  # who is asked by letter has no figures (O6)
    rows = db.session.execute(wanted.where(Consultee.id.in_(ids), ours))
    return {row.id: Delay(row.id, charged(told.of(row), row.closed_at or now, calendar), row.due_at) for row in rows}


def charged(waits: Waits, until: datetime | date, calendar: WorkCalendar) -> Ledger:
    """The ledger of one consultee until its close, or until a day."""
    return ledger(waits.issued_at, until, awaited(waits, calendar), calendar)


def late_at_reply(
    waits: Waits, due_at: datetime, complete: datetime | None, closed_at: datetime | None, calendar: WorkCalendar,
    now: datetime,
) -> int:  # fmt: skip
    """L of the scores: until the first complete reply; without one until the close, or today (exact rules 10, 28)."""
    until: datetime | date = complete or closed_at or clock.local(now).date()
    return late_days(charged(waits, until, calendar), due_at)


@dataclass(frozen=True)
class Told:
    """The rows, by consultee, of which waiting is made; the scores have most of them at hand."""

    replies: ByConsultee
    faults: ByConsultee
    push_backs: ByConsultee
    spans: ByConsultee

    def of(self, row: Any) -> Waits:
        """The moments of one consultee, from its row with `issued_at` and `delivered_at`."""
        spans: dict[str, list[Span]] = defaultdict(list)
        for each in self.spans[row.id]:
            spans[each.what].append(Span(each.since, each.until))
        gone_up = sorted(span.since for span in spans["gone_up"])
        return Waits(
            issued_at=row.issued_at,
            delivered_at=row.delivered_at,
            arrived=tuple(reply.arrived_at for reply in self.replies[row.id] if reply.complete),
            cleared=_cleared(self.faults[row.id]),
            reopened=tuple(span.since for span in spans["reopened"]),
            push_backs=tuple(_moments(made, gone_up) for made in self.push_backs[row.id] if not made.point_ids),
            contests=tuple(
                Span(each.contested_at, each.settled_at) for each in self.faults[row.id] if each.contested_at
            ),
            claims=tuple(spans["claim"]),
            suspended=tuple(spans["suspended"]),
            mended=tuple(spans["mended"]),
        )


def _told(ids: Ids) -> Told:
    return Told(_replies(ids), _faults(ids), _push_backs(ids), spans_of(ids))


def spans_of(ids: Ids) -> ByConsultee:
    """When an answer was asked again, 'we have sent it' waited for the lead, a push-back went up undecided, the whole
    stood still. One statement."""
    never = literal(None, Moment)
    asked_again: AnySelect = select(
        literal("reopened").label("what"), Round.consultee_id, Round.started_at.label("since"), never.label("until")
    ).where(Round.consultee_id.in_(ids), Round.cause.in_(_ASKED_AGAIN))
    claims: AnySelect = select(
        literal("claim"), SentClaim.consultee_id, SentClaim.made_at, SentClaim.answered_at
    ).where(SentClaim.consultee_id.in_(ids))
    gone_up: AnySelect = (
        select(literal("gone_up"), EscalatedCase.consultee_id, Escalation.sent_up_at, never)
        .join(Escalation, Escalation.id == EscalatedCase.escalation_id)
        .where(
            EscalatedCase.consultee_id.in_(ids),
            EscalatedCase.ground == Ground.UNDECIDED_PUSH_BACK,
            Escalation.sent_up_at.is_not(None),
        )
    )
    to_it = exists().where(PointAddressee.point_id == Point.id, PointAddressee.consultee_id == Consultee.id)
    added: AnySelect = (  # a letter asked more of a unit that had answered (O4)
        select(literal("reopened"), Consultee.id.label("consultee_id"), Point.added_at, never)
        .join(Point, Point.consultation_id == Consultee.consultation_id)
        .where(
            Consultee.id.in_(ids),
            Consultee.answered_before_at <= Point.added_at,
            Point.removed_at.is_(None),
            or_(Point.for_everyone, to_it),
        )
        .distinct()
    )
    of_whole = Suspension.consultation_id == Consultee.consultation_id
    suspended: AnySelect = (
        select(literal("suspended"), Consultee.id, Suspension.decided_at, Suspension.closed_at)
        .join(Suspension, of_whole)
        .where(Consultee.id.in_(ids), Suspension.granted.is_(True))
    )
    mended: AnySelect = (
        select(literal("mended"), Consultee.id, Mending.mended_at, Mending.answered_at)
        .join(Suspension, of_whole)
        .join(Mending, Mending.suspension_id == Suspension.id)
        .where(Consultee.id.in_(ids), Suspension.granted.is_(True))
    )
    return _grouped(union_all(asked_again, claims, gone_up, added, suspended, mended))


def _grouped(wanted: Any) -> ByConsultee:
    found: ByConsultee = defaultdict(list)
    for row in db.session.execute(wanted):
        found[row.consultee_id].append(row)
    return found


def _replies(ids: Ids) -> ByConsultee:
    """Complete replies that count: confirmed where the lead entered them, sent before the submission (rule 21)."""
    wanted: AnySelect = (
        select(Reply.consultee_id, Reply.arrived_at, Reply.complete)
        .join(Consultee, Consultee.id == Reply.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(
            Reply.consultee_id.in_(ids),
            Reply.complete.is_(True),
            Reply.sent_at.is_not(None),
            Reply.confirmed_at.is_not(None),
            Reply.objected_at.is_(None),
            Consultation.submitted_at.is_(None) | (Reply.sent_at <= Consultation.submitted_at),
        )
        .order_by(Reply.arrived_at)
    )
    return _grouped(wanted)


def _faults(ids: Ids) -> ByConsultee:
    wanted: AnySelect = (
        select(Reply.consultee_id, Opinion.reply_id, Verdict.kind, Verdict.contested_at, Verdict.settled_at,
               Verdict.settled)
        .join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .where(Reply.consultee_id.in_(ids), Verdict.given_at.is_not(None), Verdict.kind != VerdictKind.ADEQUATE)
    )  # fmt: skip
    return _grouped(wanted)


def _cleared(faults: Sequence[Any]) -> tuple[datetime, ...]:
    """When the authority had overturned every fault found in a reply: from then on it has answered."""
    by_reply: dict[int, list[Any]] = defaultdict(list)
    for fault in faults:
        by_reply[fault.reply_id].append(fault)
    return tuple(
        max(fault.settled_at for fault in found)
        for found in by_reply.values()
        if all(fault.settled is Settlement.OVERTURNED for fault in found)
    )


def _push_backs(ids: Ids) -> ByConsultee:
    columns = (
        PushBack.consultee_id, PushBack.made_at, PushBack.in_time, PushBack.decided_at, PushBack.disputed_at,
        PushBack.settled_at, PushBack.withdrawn_at, PushBack.restarts, PushBack.completed_at,
        PushBack.point_ids,
    )  # fmt: skip
    wanted: AnySelect = select(*columns).where(PushBack.consultee_id.in_(ids)).order_by(PushBack.id)
    return _grouped(wanted)


def _moments(made: Any, gone_up: Sequence[datetime]) -> PushBackMoments:
    return PushBackMoments.of(made, next((at for at in gone_up if at > made.made_at), None))
