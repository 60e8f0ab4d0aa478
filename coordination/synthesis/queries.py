"""The matrix point × unit and the comments in it, in a fixed number of statements whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee, Point
from coordination.consultations.rules import Ending
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import ABOUT_HAND_BACKS, DecisionKind
from coordination.kernel.store import db
from coordination.replies import queries as replies
from coordination.replies.models import Opinion, OtherComment, Reply
from coordination.replies.rules import Position
from coordination.synthesis.models import Disposition, Submission
from coordination.synthesis.rules import DispositionKind, ReadinessFacts, Waiting

# Endings after which a unit's words no longer belong into the synthesis.
GONE = (Ending.RELEASED, Ending.WITHDRAWN, Ending.SUPERSEDED)


@dataclass(frozen=True)
class Comment:
    """One comment that needs a disposition: of an opinion on a point, or beyond the points (exact rule 18)."""

    key: str
    consultee: Consultee
    point: Point | None
    opinion: Opinion | None
    other: OtherComment | None
    disposition: Disposition | None

    @property
    def said(self) -> Opinion | OtherComment:
        said = self.opinion or self.other
        assert said is not None
        return said

    @property
    def clause(self) -> str:
        return self.point.clause if self.point else (self.other.clause if self.other else "")


@dataclass(frozen=True)
class Cell:
    """What one unit said on one point, and what became of it."""

    consultee: Consultee
    asked: bool
    opinion: Opinion | None
    comment: Comment | None


@dataclass(frozen=True)
class Matrix:
    """Points down, units across; `others` are the comments beyond the points."""

    points: tuple[Point, ...]
    consultees: tuple[Consultee, ...]
    cells: dict[tuple[int, int], Cell]
    others: tuple[Comment, ...]

    @property
    def comments(self) -> list[Comment]:
        """Every comment, in the order of the points, then those beyond them."""
        inside = [
            cell.comment
            for point in self.points
            for consultee in self.consultees
            if (cell := self.cells.get((point.id, consultee.id))) and cell.comment
        ]
        return [*inside, *self.others]


def submission_of(consultation_id: int) -> Submission | None:
    return db.session.scalars(select(Submission).where(Submission.consultation_id == consultation_id)).one_or_none()


def submission(submission_id: int) -> Submission | None:
    return db.session.get(Submission, submission_id)


def dispositions_of(consultation_id: int) -> list[Disposition]:
    return list(db.session.scalars(select(Disposition).where(Disposition.consultation_id == consultation_id)))


def matrix(consultation: Consultation) -> Matrix:
    """What every unit says on every point, with what became of it. Seven statements, whatever the size."""
    consultees = tuple(c for c in consultations.consultees_of(consultation.id) if c.ending not in GONE)
    points = tuple(
        db.session.scalars(
            select(Point)
            .where(Point.consultation_id == consultation.id, Point.removed_at.is_(None))
            .order_by(Point.position)
        )
    )
    asked = consultations.point_ids_for(consultation.id)
    by_consultee: dict[int, list[Reply]] = {}
    for reply in replies.replies_sent([c.id for c in consultees]):
        if consultation.submitted_at is not None and (reply.sent_at or reply.saved_at) > consultation.submitted_at:
            continue  # came after the submission: kept and shown with the unit, changes nothing here (exact rule 21)
        by_consultee.setdefault(reply.consultee_id, []).append(reply)
    made = dispositions_of(consultation.id)
    of_opinion = {d.opinion_id: d for d in made if d.opinion_id}
    of_other = {d.other_comment_id: d for d in made if d.other_comment_id}
    cells: dict[tuple[int, int], Cell] = {}
    others: list[Comment] = []
    for consultee in consultees:
        sent = by_consultee.get(consultee.id, [])
        standing = replies.latest(sent)
        for point in points:
            opinion = standing.get(point.id)
            cells[point.id, consultee.id] = Cell(
                consultee,
                point.id in asked.get(consultee.id, ()),
                opinion,
                _comment(consultee, point, opinion, of_opinion) if opinion else None,
            )
        others.extend(
            Comment(f"c{one.id}", consultee, None, None, one, of_other.get(one.id)) for one in _last_others(sent)
        )
    return Matrix(points, consultees, cells, tuple(others))


def _comment(
    consultee: Consultee, point: Point, opinion: Opinion, of_opinion: dict[int, Disposition]
) -> Comment | None:
    if not replies.facts(opinion).is_comment:
        return None
    return Comment(f"o{opinion.id}", consultee, point, opinion, None, of_opinion.get(opinion.id))


def _last_others(sent: Sequence[Reply]) -> list[OtherComment]:
    """The comments beyond the points that stand: those of the last reply in force that brought any.

    A later reply that only completes a point takes nothing back.
    """
    brought = [reply.others for reply in sent if replies.in_force(reply) and reply.others]
    return list(brought[-1]) if brought else []


def readiness_facts(consultation: Consultation, whole: Matrix, draft: Submission | None) -> ReadinessFacts:
    """What the gate before submitting looks at (F2)."""
    comments = whole.comments
    decided, reported = _decided(consultation.id), _reported(consultation.id)
    return ReadinessFacts(
        waiting=tuple(
            Waiting(c.id, c.unit.name, c.answered_at is not None and c.returned_at is None, c.id in reported)
            for c in whole.consultees
            if c.closed_at is None and (c.id not in decided or c.id in reported)
        ),
        comments=len(comments),
        undisposed=sum(1 for one in comments if one.disposition is None),
        unexplained=sum(1 for one in comments if one.disposition and not one.disposition.explanation.strip()),
        differing=len(differing(comments)),
        position=draft.position if draft else "",
        basis=draft.basis if draft else "",
        differences=draft.differences if draft else "",
        no_differences=draft.no_differences if draft else False,
    )


def differing(comments: Iterable[Comment]) -> list[Comment]:
    """Where opinions still differ: a disagreement that was not accepted, in whole or in part (L6)."""
    return [
        one
        for one in comments
        if one.opinion is not None
        and one.opinion.position is Position.DISAGREE
        and one.disposition is not None
        and one.disposition.kind in (DispositionKind.NOT_ACCEPTED, DispositionKind.PARTLY)
    ]


# Decisions after which the unit is still to act: to answer by a date, or to answer because its hand-back was refused.
_STILL_AWAITED = (DecisionKind.DIRECT_ANSWER,)


def _decided(consultation_id: int) -> set[int]:
    """Consultees on whom the authority has decided so that the lead may go on (F2)."""
    goes_on = EscalatedCase.decision.not_in(_STILL_AWAITED) & EscalatedCase.ground.not_in(ABOUT_HAND_BACKS)
    return set(db.session.scalars(_cases(consultation_id).where(EscalatedCase.decided_at.is_not(None), goes_on)))


def _reported(consultation_id: int) -> set[int]:
    """Consultees on whom a report waits for the authority."""
    return set(
        db.session.scalars(
            _cases(consultation_id).where(EscalatedCase.decided_at.is_(None), Escalation.sent_up_at.is_not(None))
        )
    )


def _cases(consultation_id: int) -> Select[Any]:
    return (
        select(EscalatedCase.consultee_id)
        .join(Escalation, Escalation.id == EscalatedCase.escalation_id)
        .where(Escalation.consultation_id == consultation_id)
    )
