"""Reading what happened to many consultees at once: one statement a table, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, or_, select

from coordination.assessment.models import Verdict
from coordination.assessment.rules import VerdictKind
from coordination.consultations.models import Consultation, Consultee, Holding, Point, PointAddressee
from coordination.consultations.rules import Part
from coordination.escalation.models import LadderStep
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.limits.rules import Waits
from coordination.replies.models import LateExplanation, Opinion, OtherComment, PushBack, Reply
from coordination.replies.rules import OpinionFacts
from coordination.scorecards.rules import OutReason, Role
from coordination.units.models import Unit

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


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

    replies: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    opinions: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    others: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    verdicts: dict[int, AnyRow] = field(default_factory=dict)
    faults: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    judged: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    push_backs: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[int, Waits] = field(default_factory=dict)
    steps: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    explanations: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    points: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    added: dict[int, datetime | None] = field(default_factory=dict)  # point → by a replacing letter, when (O4)
    authorities: dict[str, str] = field(default_factory=dict)
    holdings: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))

    def held_by(self, row: AnyRow, on: date) -> AnyRow:
        """Whose the case was on the day on which it counted: the unit of that day, before its successor took over."""
        return next((held for held in self.holdings[row.id] if on <= held.until), row)

    def authority_above(self, path: str) -> str:
        """The code of the nearest authority above the unit at this place in the tree (exact rule 31)."""
        above = path.rstrip("/").rpartition("/")[0] + "/"
        while above.strip("/"):
            if above in self.authorities:
                return self.authorities[above]
            above = above.rstrip("/").rpartition("/")[0] + "/"
        return ""


def gather(ids: Select[int], consultees: Iterable[AnyRow]) -> Gathered:
    """Everything about these consultees (the statement that finds their ids, and their rows) that a score may need."""
    found = Gathered()
    _replies(found, ids)
    _verdicts(found, ids)
    for into, wanted, column in (
        (found.push_backs, _push_backs(), PushBack.consultee_id),
        (found.steps, _steps(), LadderStep.consultee_id),
        (found.explanations, _explanations(), LateExplanation.consultee_id),
    ):  # fmt: skip
        for row in db.session.execute(wanted.where(column.in_(ids))):
            into[row.consultee_id].append(row)
    _points(found, ids, consultees)
    for authority in db.session.execute(select(Unit.path, Unit.code).where(Unit.is_authority.is_(True))):
        found.authorities[authority.path] = authority.code
    return found


def holdings(ids: Select[int], part: Part) -> dict[int, list[AnyRow]]:
    """Who held these consultees (or as lead these consultations) until when, the earliest first. One statement."""
    key = Holding.consultee_id if part is Part.CONSULTEE else Holding.consultation_id
    wanted: AnySelect = select(
        key.label("id"), Holding.until, Unit.code.label("unit"), Unit.kind.label("unit_kind"),
        Unit.path.label("unit_path"),
    ).join(Unit, Unit.id == Holding.unit_id)  # fmt: skip
    found: dict[int, list[AnyRow]] = defaultdict(list)
    for row in db.session.execute(wanted.where(Holding.part == part, key.in_(ids)).order_by(Holding.until, Holding.id)):
        found[row.id].append(row)
    return found


def _replies(found: Gathered, ids: Select[int]) -> None:
    """Replies that count: sent, confirmed where the lead entered them, not objected to; in the order of arrival.

    One sent after the submission is kept and shown, and changes nothing (exact rules 15 and 21).
    """
    counted = (
        select(Reply.id)
        .join(Consultee, Consultee.id == Reply.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(
            Reply.consultee_id.in_(ids),
            Reply.sent_at.is_not(None),
            Reply.confirmed_at.is_not(None),
            Reply.objected_at.is_(None),
            or_(Consultation.submitted_at.is_(None), Reply.sent_at <= Consultation.submitted_at),
        )
    )
    columns = (Reply.id, Reply.consultee_id, Reply.sent_at, Reply.arrived_at, Reply.complete)
    for reply in db.session.execute(
        select(*columns).where(Reply.id.in_(counted)).order_by(Reply.arrived_at, Reply.number)
    ):
        found.replies[reply.consultee_id].append(reply)
    opinions: AnySelect = select(
        Opinion.id, Opinion.reply_id, Opinion.point_id, Opinion.position, Opinion.content, Opinion.wording,
        Opinion.chosen,
    )  # fmt: skip
    for opinion in db.session.execute(opinions.where(Opinion.reply_id.in_(counted)).order_by(Opinion.id)):
        if said(opinion).answers:
            found.opinions[opinion.reply_id].append(opinion)
    for other in db.session.execute(
        select(OtherComment.id, OtherComment.reply_id).where(OtherComment.reply_id.in_(counted))
    ):
        found.others[other.reply_id].append(other.id)


def said(opinion: AnyRow) -> OpinionFacts:
    """An opinion as the rules see it."""
    return OpinionFacts(
        opinion.point_id, opinion.position, opinion.content, wording=opinion.wording, chosen=opinion.chosen
    )


def _verdicts(found: Gathered, ids: Select[int]) -> None:
    """Every verdict that was given, by its opinion and by its consultee."""
    rows: AnySelect = select(
        Reply.consultee_id, Verdict.opinion_id, Opinion.reply_id, Verdict.kind, Verdict.given_at, Verdict.contest_by,
        Verdict.contested_at, Verdict.answer_by, Verdict.answered_at, Verdict.settled_at, Verdict.settled,
    )  # fmt: skip
    for row in db.session.execute(
        rows.join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .where(Reply.consultee_id.in_(ids), Verdict.given_at.is_not(None))
    ):
        found.verdicts[row.opinion_id] = row
        found.judged[row.consultee_id].append(row)
        if row.kind is not VerdictKind.ADEQUATE:
            found.faults[row.consultee_id].append(row)


def _push_backs() -> AnySelect:
    return select(
        PushBack.consultee_id, PushBack.kind, PushBack.share_used, PushBack.in_time, PushBack.made_at,
        PushBack.decide_by, PushBack.decided_at, PushBack.answer, PushBack.disputed_at, PushBack.settled_at,
        PushBack.settled, PushBack.avoidance, PushBack.restarts, PushBack.completed_at, PushBack.withdrawn_at,
        PushBack.point_ids,
    ).order_by(PushBack.id)  # fmt: skip


def _steps() -> AnySelect:
    wanted: AnySelect = select(LadderStep.consultee_id, LadderStep.rung, LadderStep.outcome, LadderStep.done_at)
    return wanted.order_by(LadderStep.done_at)


def _explanations() -> AnySelect:
    return select(LateExplanation.consultee_id, LateExplanation.complete, LateExplanation.given_at)


def _points(found: Gathered, ids: Select[int], consultees: Iterable[AnyRow]) -> None:
    """The points addressed to each consultee: those for everyone, and those that name it."""
    asked = select(Consultee.consultation_id).where(Consultee.id.in_(ids))
    for_everyone: dict[int, list[int]] = defaultdict(list)
    for point in db.session.execute(
        select(Point.consultation_id, Point.id, Point.added_at).where(
            Point.consultation_id.in_(asked), Point.for_everyone.is_(True), Point.removed_at.is_(None)
        )
    ):
        for_everyone[point.consultation_id].append(point.id)
        found.added[point.id] = point.added_at
    for row in consultees:
        found.points[row.id] = list(for_everyone[row.consultation_id])
    for named in db.session.execute(
        select(PointAddressee.consultee_id, PointAddressee.point_id, Point.added_at)
        .join(Point, Point.id == PointAddressee.point_id)
        .where(PointAddressee.consultee_id.in_(ids), Point.for_everyone.is_(False), Point.removed_at.is_(None))
    ):
        found.points[named.consultee_id].append(named.point_id)
        found.added[named.point_id] = named.added_at


def consultee_rows() -> AnySelect:
    """The columns of a consultee, its unit and its consultation that scores look at."""
    wanted: AnySelect = select(
        Consultee.id, Consultee.consultation_id, Consultee.issued_at, Consultee.agreed_due_at,
        Consultee.original_due_at, Consultee.delivered_at, Consultee.acknowledged_at, Consultee.closed_at,
        Consultee.ending, Consultee.waived, Consultee.by_letter, Consultation.ladder, Unit.code.label("unit"),
        Unit.kind.label("unit_kind"), Unit.path.label("unit_path"),
    )  # fmt: skip
    return (
        wanted.join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(Unit, Unit.id == Consultee.unit_id)
        .where(Consultee.issued_at.is_not(None))
        .order_by(Consultee.id)
    )


def local_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments between which a period's days lie: its first second, and 24:00 of its last day."""
    return clock.at(first, 0), clock.at(last + timedelta(days=1), 0)
