"""Verdicts, returns and contests of consultees, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from coordination.assessment.models import Return, Verdict
from coordination.assessment.rules import VerdictFacts, VerdictKind, judging_ends
from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.replies.models import Opinion, Reply

_WHOSE = (
    joinedload(Verdict.opinion)
    .joinedload(Opinion.reply)
    .joinedload(Reply.consultee)
    .options(joinedload(Consultee.unit), joinedload(Consultee.consultation).joinedload(Consultation.lead_unit))
)


def verdict(verdict_id: int) -> Verdict | None:
    """One verdict, the opinion and the point it is about, and whose they are."""
    return db.session.scalars(
        select(Verdict)
        .where(Verdict.id == verdict_id)
        .options(_WHOSE, joinedload(Verdict.opinion).joinedload(Opinion.point))
    ).one_or_none()


def verdicts_on(opinion_ids: Sequence[int]) -> dict[int, Verdict]:
    """The verdict on each of these opinions, where there is one."""
    if not opinion_ids:
        return {}
    found = db.session.scalars(select(Verdict).where(Verdict.opinion_id.in_(opinion_ids)))
    return {one.opinion_id: one for one in found}


def verdicts_of(consultee_ids: Sequence[int]) -> list[tuple[int, Verdict, Opinion, Reply]]:
    """(consultee, verdict, opinion, reply) of all these consultees, in the order of the replies."""
    rows = db.session.execute(
        select(Reply.consultee_id, Verdict, Opinion, Reply)
        .join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .where(Reply.consultee_id.in_(consultee_ids))
        .order_by(Reply.consultee_id, Reply.number, Opinion.id)
    )
    return [(consultee_id, one, opinion, reply) for consultee_id, one, opinion, reply in rows]


def returns_of(consultee_ids: Sequence[int]) -> list[Return]:
    return list(
        db.session.scalars(select(Return).where(Return.consultee_id.in_(consultee_ids)).order_by(Return.sent_at))
    )


def facts(one: Verdict, completed_at: datetime | None = None) -> VerdictFacts:
    """A verdict as the rules see it; `completed_at`: when the unit answered that point again."""
    return VerdictFacts(one.kind, one.given_at, one.contest_by, one.contested_at, one.settled, completed_at)


def completed_at(one: Verdict, replies: Sequence[Reply]) -> datetime | None:
    """When the unit sent its next reply after a verdict, among its replies at hand (exact rule 19)."""
    if one.given_at is None:
        return None
    after = [r.sent_at for r in replies if r.sent_at is not None and r.sent_at > one.given_at and r.confirmed_at]
    return min(after, default=None)


def judging_until(reply: Reply) -> datetime:
    """Until when the lead may judge this reply (O18); after a return, from the return's due time."""
    consultee = reply.consultee
    arrived = reply.arrived_at or reply.saved_at
    return judging_ends(consultee.due_at or arrived, arrived, replies_in(consultee.consultation_id), limits.calendar())


def replies_in(consultation_id: int) -> int:
    """How many cooperating units have replied; above 30 the lead has 5 working days to judge (O18)."""
    return (
        db.session.scalar(
            select(func.count(func.distinct(Reply.consultee_id)))
            .join(Consultee, Consultee.id == Reply.consultee_id)
            .where(Consultee.consultation_id == consultation_id, Reply.sent_at.is_not(None))
        )
        or 0
    )


def open_contests(authority_id: int) -> list[Verdict]:
    """Contests that wait for this authority, the oldest first."""
    return list(
        db.session.scalars(
            select(Verdict)
            .join(Verdict.opinion)
            .join(Opinion.reply)
            .join(Reply.consultee)
            .join(Consultee.consultation)
            .where(
                Consultation.authority_id == authority_id,
                Verdict.contested_at.is_not(None),
                Verdict.settled_at.is_(None),
            )
            .order_by(Verdict.contested_at)
            .options(
                contains_eager(Verdict.opinion)
                .contains_eager(Opinion.reply)
                .contains_eager(Reply.consultee)
                .contains_eager(Consultee.consultation)
            )
        )
    )


def contests_waiting(consultee: Consultee) -> bool:
    """Whether a contest of this consultee still waits for the authority."""
    return (
        db.session.scalar(
            select(Verdict.id)
            .join(Opinion, Opinion.id == Verdict.opinion_id)
            .join(Reply, Reply.id == Opinion.reply_id)
            .where(Reply.consultee_id == consultee.id, Verdict.contested_at.is_not(None), Verdict.settled_at.is_(None))
            .limit(1)
        )
        is not None
    )


def with_faults_proposed(consultee_ids: Sequence[int]) -> set[int]:
    """Those of these consultees for whom an officer proposed a fault that nobody has approved yet."""
    return set(
        db.session.scalars(
            select(Reply.consultee_id)
            .join(Opinion, Opinion.reply_id == Reply.id)
            .join(Verdict, Verdict.opinion_id == Opinion.id)
            .where(
                Reply.consultee_id.in_(consultee_ids),
                Verdict.given_at.is_(None),
                Verdict.kind != VerdictKind.ADEQUATE,
            )
        )
    )


def acceptable(consultation_id: int) -> list[Consultee]:
    """The consultees of a consultation who answered in full and whose part can be closed by 'Ghi nhận'."""
    rows = list(
        db.session.scalars(
            select(Consultee)
            .where(
                Consultee.consultation_id == consultation_id,
                Consultee.closed_at.is_(None),
                Consultee.answered_at.is_not(None),
                Consultee.returned_at.is_(None),
                Consultee.pushed_back_at.is_(None),
            )
            .options(joinedload(Consultee.unit))
            .order_by(Consultee.answered_at, Consultee.id)
        )
    )
    held = with_faults_proposed([each.id for each in rows])
    return [each for each in rows if each.id not in held]
