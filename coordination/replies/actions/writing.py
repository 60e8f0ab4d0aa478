"""Writing a reply (C1): the draft, kept as it stands, in which two people never overwrite each other silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified

from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import PointKind
from coordination.kernel import files, journal
from coordination.kernel.actor import Actor
from coordination.kernel.files import StoredFile
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady, Stale
from coordination.replies import queries
from coordination.replies.models import Opinion, OtherComment, Reply, ReplyFile
from coordination.replies.rules import Position, Weight, check_open
from coordination.units import queries as units
from coordination.units.rules import SigningState

PAPER = "reply"

DRAFTED = Verb.declare("reply.drafted", _l("Bắt đầu soạn văn bản góp ý"))


@dataclass(frozen=True)
class OpinionDraft:
    """What is written on one point; everything may still be empty."""

    point_id: int
    position: Position | None = None
    weight: Weight | None = None
    content: str = ""
    basis: str = ""
    wording: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class CommentDraft:
    """A comment beyond the points asked; it may still be empty."""

    content: str
    clause: str = ""
    weight: Weight | None = None
    basis: str = ""
    wording: str = ""


@dataclass(frozen=True)
class LateDraft:
    """The explanation written beside a late reply (A5, O16)."""

    reason: str = ""
    apology: str = ""
    measures: str = ""
    next_date: date | None = None


@dataclass(frozen=True)
class ReplyDraft:
    """The whole form of a reply, as it stands."""

    opinions: tuple[OpinionDraft, ...]
    others: tuple[CommentDraft, ...] = ()
    remarks: str = ""
    letter_number: str = ""
    letter_date: date | None = None
    signatory: str = ""
    late: LateDraft = LateDraft()


def check_still_open(consultee: Consultee) -> None:
    """Raise NotReady once no reply is taken any more; lateness is no reason (design 3.5)."""
    consultation = consultee.consultation
    NotReady.unless(
        check_open(
            issued=consultee.issued_at is not None,
            withdrawn=consultation.withdrawn_at is not None,
            concluded=consultation.concluded_at is not None,
            ending=consultee.ending,
        )
    )


def draft_for(consultee: Consultee, *, by: Actor, now: datetime) -> Reply:
    """The draft that the unit is writing, begun now if there is none; begun from what was last sent (C1)."""
    check_still_open(consultee)
    draft = queries.draft_of(consultee)
    if draft is None:
        draft = Reply(
            consultee=consultee,
            number=queries.highest_number(consultee) + 1,
            drafted_by=by.person_id,
            created_at=now,
            saved_at=now,
        )
        draft.opinions[:] = [_copy(opinion) for opinion in queries.latest_opinions(consultee).values()]
        db.session.add(draft)
        db.session.flush()
        # Without the consultation: an unsent reply doesn't exist for anybody else, in no timeline (exact rule 24).
        journal.record(DRAFTED, by=by, now=now, subject_id=draft.id)
    return draft


def _copy(said: Opinion) -> Opinion:
    return written(
        OpinionDraft(said.point_id, said.position, said.weight, said.content, said.basis, said.wording, said.chosen)
    )


def written(wanted: OpinionDraft, into: Opinion | None = None) -> Opinion:
    """What is drafted on one point, as a row."""
    opinion = into or Opinion(point_id=wanted.point_id)
    opinion.position, opinion.weight, opinion.chosen = wanted.position, wanted.weight, wanted.chosen
    opinion.content, opinion.basis, opinion.wording = wanted.content, wanted.basis, wanted.wording
    return opinion


def save(reply: Reply, draft: ReplyDraft, *, version: int, by: Actor, now: datetime) -> None:
    """Keep the form as it stands (design 3.5).

    Raises Stale (carrying the reply as it now stands) when somebody saved since `version`, NotReady once it is sent or
    on its way to be signed.
    """
    check_editable(reply)
    if reply.version != version:
        raise Stale(reply)
    points = {point.id for point in consultations.points_for(reply.consultee)}
    have = {opinion.point_id: opinion for opinion in reply.opinions}
    for wanted in draft.opinions:
        if wanted.point_id in points:
            opinion = written(wanted, have.get(wanted.point_id))
            if wanted.point_id not in have:
                reply.opinions.append(opinion)
    _keep_comments(reply, draft.others)
    reply.remarks = draft.remarks
    reply.letter_number, reply.letter_date, reply.signatory = draft.letter_number, draft.letter_date, draft.signatory
    reply.late_reason, reply.late_apology = draft.late.reason, draft.late.apology
    reply.late_measures, reply.late_next_date = draft.late.measures, draft.late.next_date
    _mark_saved(reply, now)


def _keep_comments(reply: Reply, wanted: Iterable[CommentDraft]) -> None:
    """The list as it was written, row by row, so that an unchanged one writes nothing."""
    rows = list(wanted)
    del reply.others[len(rows) :]
    while len(reply.others) < len(rows):
        reply.others.append(OtherComment(content=""))
    for row, comment in zip(reply.others, rows, strict=True):
        row.clause, row.weight, row.content = comment.clause, comment.weight, comment.content
        row.basis, row.wording = comment.basis, comment.wording


def _mark_saved(reply: Reply, now: datetime) -> None:
    """A new version, also when only rows below the reply changed in the same moment."""
    reply.saved_at = now
    flag_modified(reply, "saved_at")
    db.session.flush()


def check_editable(reply: Reply) -> None:
    """Raise NotReady when the reply is sent, or on its way to be signed: then it is returned first (O1)."""
    check_still_open(reply.consultee)
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    signing = units.signing_of(PAPER, reply.id)
    if signing is not None and signing.state is SigningState.ON_ITS_WAY:
        raise NotReady("reply_on_its_way")


def agree_to_all(reply: Reply, *, by: Actor, now: datetime) -> None:
    """'Thống nhất toàn bộ nội dung, không có ý kiến khác': every point that asks for agreement, in one act (O2).

    Points that somebody has written words on keep them.
    """
    check_editable(reply)
    have = {opinion.point_id: opinion for opinion in reply.opinions}
    for point in consultations.points_for(reply.consultee):
        opinion = have.get(point.id)
        if point.kind is not PointKind.YES_NO or (opinion is not None and queries.facts(opinion).is_comment):
            continue
        if opinion is None:
            opinion = Opinion(point_id=point.id)
            reply.opinions.append(opinion)
        opinion.position = Position.AGREE
    _mark_saved(reply, now)


def attach(reply: Reply, upload: files.Upload, *, limit: int, by: Actor, now: datetime) -> StoredFile:
    """Add a file to a draft. Raises NotReady when it may not be kept (kernel.files)."""
    check_editable(reply)
    kept = files.keep(upload, by_person=by.person_id, now=now, limit=limit)
    reply.files.append(ReplyFile(file=kept))
    _mark_saved(reply, now)
    return kept


def detach(reply: Reply, file_id: int, *, now: datetime) -> None:
    """Take a file out of a draft; one that isn't there is no fault."""
    check_editable(reply)
    reply.files[:] = [kept for kept in reply.files if kept.file_id != file_id]
    _mark_saved(reply, now)
