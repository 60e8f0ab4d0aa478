"""Replies, push-backs and claims, found by the indexes of their tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee, DossierPart, Point
from coordination.consultations.queries import Told
from coordination.kernel.files import StoredFile
from coordination.kernel.store import db
from coordination.replies.models import (
    DutyCall,
    DutyPerson,
    LateExplanation,
    Opinion,
    OtherComment,
    PushBack,
    Reply,
    ReplyFile,
    SentClaim,
)
from coordination.replies.rules import Answer, HandBack, OpinionFacts, PushBackKind, awaited_points

_GRANTED = or_(PushBack.settled == Answer.GRANTED, and_(PushBack.settled.is_(None), PushBack.answer == Answer.GRANTED))


def reply(reply_id: int) -> Reply | None:
    """One reply with all that it says, and whose it is."""
    whose = joinedload(Reply.consultee).options(
        joinedload(Consultee.unit),
        joinedload(Consultee.consultation).options(
            joinedload(Consultation.lead_unit), selectinload(Consultation.consultees)
        ),
    )
    return db.session.scalars(_whole().options(whose).where(Reply.id == reply_id)).one_or_none()


def _whole() -> Select[Reply]:
    return select(Reply).options(
        selectinload(Reply.opinions),
        selectinload(Reply.others),
        selectinload(Reply.files).joinedload(ReplyFile.file),
    )


def draft_of(consultee: Consultee) -> Reply | None:
    """The reply that the unit is writing, if it has begun."""
    return db.session.scalars(_whole().where(Reply.consultee_id == consultee.id, Reply.sent_at.is_(None))).first()


def drafts_of(consultee_ids: Sequence[int]) -> dict[int, Reply]:
    """By consultee: the reply that lies written and unsent; one statement."""
    wanted = select(Reply).where(Reply.consultee_id.in_(consultee_ids), Reply.sent_at.is_(None))
    return {each.consultee_id: each for each in db.session.scalars(wanted)}


def highest_number(consultee: Consultee) -> int:
    """The number of the unit's latest reply or draft, 0 without one."""
    return db.session.scalar(select(func.max(Reply.number)).where(Reply.consultee_id == consultee.id)) or 0


def sent_replies(consultee: Consultee) -> list[Reply]:
    """Everything the unit sent, oldest first; none is ever lost or replaced."""
    return replies_sent([consultee.id])


def replies_sent(consultee_ids: Sequence[int]) -> list[Reply]:
    """Everything these consultees sent, in the order of sending, in a fixed number of statements."""
    return list(
        db.session.scalars(
            _whole()
            .where(Reply.consultee_id.in_(consultee_ids), Reply.sent_at.is_not(None))
            .order_by(Reply.consultee_id, Reply.number)
        )
    )


def first_answer(consultee: Consultee) -> datetime | None:
    """When the unit first answered in full what it was asked; points added later don't take that back (O4)."""
    return consultee.answered_before_at or consultee.answered_at


def latest_opinions(consultee: Consultee) -> dict[int, Opinion]:
    """The opinion that stands on each point: of the last reply sent that says something on it."""
    return latest(sent_replies(consultee))


def latest(replies: Sequence[Reply]) -> dict[int, Opinion]:
    """As `latest_opinions`, of one consultee's replies at hand.

    A reply that the lead entered counts only once the unit has confirmed it (exact rule 22).
    """
    standing: dict[int, Opinion] = {}
    for one in replies:
        if in_force(one):
            standing.update({o.point_id: o for o in one.opinions if facts(o).answers})
    return standing


def in_force(one: Reply) -> bool:
    """Whether a reply counts: sent, and confirmed where the lead entered it."""
    return one.sent_at is not None and one.confirmed_at is not None and one.objected_at is None


def changed_since_reply(consultee: Consultee) -> Told | None:
    """What a letter of change did to the unit's points since its last reply, and it hasn't yet said to stand (O4)."""
    if consultee.consultation.edition < 2:
        return None
    arrived = db.session.scalar(
        select(func.max(Reply.arrived_at)).where(
            Reply.consultee_id == consultee.id, Reply.confirmed_at.is_not(None), Reply.objected_at.is_(None)
        )
    )
    return consultations.changed_for(consultee, arrived)


def facts(opinion: Opinion) -> OpinionFacts:
    """An opinion as the rules see it."""
    return OpinionFacts(
        opinion.point_id, opinion.position, opinion.content, opinion.basis, opinion.wording, opinion.chosen
    )


def push_back(push_back_id: int) -> PushBack | None:
    whose = joinedload(PushBack.consultee).options(
        joinedload(Consultee.unit), joinedload(Consultee.consultation).joinedload(Consultation.lead_unit)
    )
    return db.session.scalars(select(PushBack).where(PushBack.id == push_back_id).options(whose)).one_or_none()


def push_backs(consultee_ids: Sequence[int]) -> list[PushBack]:
    """All push-backs of these consultees, oldest first."""
    return list(
        db.session.scalars(select(PushBack).where(PushBack.consultee_id.in_(consultee_ids)).order_by(PushBack.id))
    )


def hand_back(made: PushBack) -> HandBack:
    """A push-back as the rules see it; one of the whole has no points."""
    undecided = made.decided_at is None and made.settled_at is None
    disputed = made.disputed_at is not None and made.settled_at is None
    return HandBack(
        kind=made.kind,
        points=frozenset(made.point_ids or ()),
        outcome=made.outcome,
        waits=undecided or disputed,
        in_time=made.in_time,
        restarts=made.restarts,
        completed=made.completed_at is not None,
        withdrawn=made.withdrawn_at is not None,
    )


def points_awaited(consultee: Consultee) -> list[Point]:
    """The points that the unit must answer now: those asked, less those handed back (exact rule 5)."""
    asked = {point.id: point for point in consultations.points_for(consultee)}
    return [asked[each] for each in awaited_points(asked, map(hand_back, push_backs([consultee.id])))]


def asked_for_papers(consultee: Consultee) -> PushBack | None:
    """The last time the unit asked for more papers: it may once, listing everything (O17)."""
    wanted = select(PushBack).where(
        PushBack.consultee_id == consultee.id,
        PushBack.kind == PushBackKind.UNCLEAR_OR_INCOMPLETE,
        PushBack.withdrawn_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(PushBack.id.desc())).first()


def new_parts(consultee: Consultee, since: datetime) -> list[DossierPart]:
    """The papers put into the dossier after a moment: only what they raise may be asked for again (O17)."""
    wanted = (
        select(DossierPart)
        .join(StoredFile, StoredFile.id == DossierPart.file_id)
        .where(DossierPart.consultation_id == consultee.consultation_id, StoredFile.uploaded_at > since)
    )
    return list(db.session.scalars(wanted.order_by(DossierPart.id)))


def open_push_back(consultee: Consultee) -> PushBack | None:
    """The push-back that still waits for somebody: the lead's decision, or the authority's on a dispute."""
    return db.session.scalars(
        select(PushBack)
        .where(
            PushBack.consultee_id == consultee.id,
            PushBack.settled_at.is_(None),
            PushBack.withdrawn_at.is_(None),
            or_(PushBack.decided_at.is_(None), PushBack.disputed_at.is_not(None)),
        )
        .order_by(PushBack.id.desc())
    ).first()


def awaited_dossier(consultee: Consultee) -> PushBack | None:
    """A granted 'unclear or incomplete' whose dossier the lead has not yet completed (exact rule 14)."""
    return db.session.scalars(
        select(PushBack).where(
            PushBack.consultee_id == consultee.id,
            PushBack.kind == PushBackKind.UNCLEAR_OR_INCOMPLETE,
            _GRANTED,
            PushBack.completed_at.is_(None),
            PushBack.withdrawn_at.is_(None),
        )
    ).first()


def explanations(consultee_ids: Sequence[int]) -> list[LateExplanation]:
    return list(
        db.session.scalars(
            select(LateExplanation)
            .where(LateExplanation.consultee_id.in_(consultee_ids))
            .order_by(LateExplanation.given_at)
        )
    )


def open_claims(consultee_ids: Sequence[int]) -> dict[int, SentClaim]:
    """By consultee: the last 'we have sent it' that the lead has not answered yet."""
    waiting = select(SentClaim).where(SentClaim.consultee_id.in_(consultee_ids), SentClaim.answered_at.is_(None))
    return {each.consultee_id: each for each in db.session.scalars(waiting.order_by(SentClaim.id))}


def open_claim(consultee: Consultee) -> SentClaim | None:
    return open_claims([consultee.id]).get(consultee.id)


def claims(consultee_ids: Sequence[int]) -> list[SentClaim]:
    """Every 'we have sent it' of these consultees, oldest first."""
    return list(
        db.session.scalars(select(SentClaim).where(SentClaim.consultee_id.in_(consultee_ids)).order_by(SentClaim.id))
    )


def claim(claim_id: int) -> SentClaim | None:
    whose = joinedload(SentClaim.consultee).options(
        joinedload(Consultee.unit), joinedload(Consultee.consultation).joinedload(Consultation.lead_unit)
    )
    return db.session.scalars(select(SentClaim).where(SentClaim.id == claim_id).options(whose)).one_or_none()


def unconfirmed_papers(consultee_ids: Sequence[int]) -> dict[int, Reply]:
    """By consultee: a reply entered by the lead that the unit has neither confirmed nor objected to (O5)."""
    waiting = select(Reply).where(
        Reply.consultee_id.in_(consultee_ids),
        Reply.entered_by_lead.is_(True),
        Reply.confirmed_at.is_(None),
        Reply.objected_at.is_(None),
    )
    return {each.consultee_id: each for each in db.session.scalars(waiting)}


def unconfirmed_paper(consultee: Consultee) -> Reply | None:
    return unconfirmed_papers([consultee.id]).get(consultee.id)


def other_comments(reply_ids: Sequence[int]) -> list[OtherComment]:
    return list(db.session.scalars(select(OtherComment).where(OtherComment.reply_id.in_(reply_ids))))


def file_of(one: Reply, file_id: int) -> StoredFile | None:
    """A file of this reply, and of no other."""
    return next((kept.file for kept in one.files if kept.file_id == file_id), None)


def on_duty(consultee: Consultee) -> DutyPerson | None:
    """Who is on duty for the unit now (O11)."""
    return db.session.scalars(
        select(DutyPerson)
        .where(DutyPerson.consultee_id == consultee.id, DutyPerson.over_at.is_(None))
        .order_by(DutyPerson.id.desc())
    ).first()


def calls_to(consultee: Consultee) -> list[DutyCall]:
    """Every call to the unit, the last first (O11)."""
    wanted = select(DutyCall).where(DutyCall.consultee_id == consultee.id)
    return list(db.session.scalars(wanted.order_by(DutyCall.called_at.desc(), DutyCall.id.desc())))
