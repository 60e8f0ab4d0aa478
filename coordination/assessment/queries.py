"""Verdicts, returns and contests of consultees, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from coordination.assessment.models import Return, Verdict
from coordination.assessment.rules import VerdictFacts, judging_ends
from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.replies.models import Opinion, Reply


def verdict(verdict_id: int) -> Verdict | None:
    return db.session.scalars(
        select(Verdict)
        .where(Verdict.id == verdict_id)
        .options(joinedload(Verdict.opinion).joinedload(Opinion.reply).joinedload(Reply.consultee))
    ).one_or_none()


def verdicts_on(opinion_ids: Sequence[int]) -> dict[int, Verdict]:
    """The verdict on each of these opinions, where there is one."""
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


def judging_until(reply: Reply) -> datetime:
    """Until when the lead may judge this reply (O18)."""
    consultee = reply.consultee
    arrived = reply.arrived_at or reply.saved_at
    return judging_ends(
        consultee.agreed_due_at or arrived, arrived, replies_in(consultee.consultation_id), limits.calendar()
    )


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
            .join(Opinion, Opinion.id == Verdict.opinion_id)
            .join(Reply, Reply.id == Opinion.reply_id)
            .join(Consultee, Consultee.id == Reply.consultee_id)
            .join(Consultation, Consultation.id == Consultee.consultation_id)
            .where(
                Consultation.authority_id == authority_id,
                Verdict.contested_at.is_not(None),
                Verdict.settled_at.is_(None),
            )
            .order_by(Verdict.contested_at)
            .options(joinedload(Verdict.opinion).joinedload(Opinion.reply).joinedload(Reply.consultee))
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
