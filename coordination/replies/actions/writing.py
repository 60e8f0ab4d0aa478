"""Writing a reply: draft, sign, send (C1). Every submission is kept; a late one can always be sent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.files import StoredFile
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady, Stale
from coordination.replies import letters, queries
from coordination.replies.models import Opinion, OtherComment, Reply, ReplyFile
from coordination.replies.rules import OpinionFacts, Position, Weight, check_sending, is_complete
from coordination.units import actions as units
from coordination.units import queries as unit_queries
from coordination.units.models import Signing

PAPER = "reply"

DRAFTED = Verb.declare("reply.drafted", _l("Bắt đầu soạn văn bản góp ý"))
SENT = Verb.declare(
    "reply.sent", _l("Gửi văn bản góp ý lần %(number)s"), "number", "reply_id", "complete", "late", "opinions_hash"
)


@dataclass(frozen=True)
class OpinionDraft:
    """What is written on one point; everything may still be empty."""

    point_id: int
    position: Position | None = None
    weight: Weight | None = None
    content: str = ""
    basis: str = ""
    wording: str = ""


@dataclass(frozen=True)
class CommentDraft:
    """A comment beyond the points asked."""

    content: str
    clause: str = ""
    weight: Weight | None = None
    basis: str = ""
    wording: str = ""


@dataclass(frozen=True)
class ReplyDraft:
    """The whole form of a reply, as it stands."""

    opinions: tuple[OpinionDraft, ...]
    others: tuple[CommentDraft, ...] = ()
    remarks: str = ""
    letter_number: str = ""
    letter_date: date | None = None
    signatory: str = ""


def draft_for(consultee: Consultee, *, by: Actor, now: datetime) -> Reply:
    """The draft that the unit is writing, begun now if there is none; begun from what was last sent (C1)."""
    _refuse_when_over(consultee)
    draft = queries.draft_of(consultee)
    if draft is None:
        sent = queries.sent_replies(consultee)
        draft = Reply(
            consultee=consultee,
            number=max((r.number for r in sent), default=0) + 1,
            drafted_by=by.person_id,
            created_at=now,
            saved_at=now,
        )
        for point_id, opinion in queries.latest(sent).items():
            draft.opinions.append(_copy(opinion, point_id))
        db.session.add(draft)
        db.session.flush()
        journal.record(
            DRAFTED,
            by=by,
            now=now,
            consultation_id=consultee.consultation_id,
            consultee_id=consultee.id,
            subject_id=draft.id,
        )
    return draft


def _copy(opinion: Opinion, point_id: int) -> Opinion:
    return Opinion(
        point_id=point_id,
        position=opinion.position,
        weight=opinion.weight,
        content=opinion.content,
        basis=opinion.basis,
        wording=opinion.wording,
    )


def _refuse_when_over(consultee: Consultee) -> None:
    consultation = consultee.consultation
    if consultee.issued_at is None:
        raise NotReady("not_issued")
    if consultation.withdrawn_at is not None:
        raise NotReady("consultation_withdrawn")
    if consultation.concluded_at is not None:
        raise NotReady("consultation_concluded")


def save(reply: Reply, draft: ReplyDraft, *, version: int, by: Actor, now: datetime) -> None:
    """Keep the form as it stands. Two people in one draft never overwrite each other silently.

    Raises Stale (carrying the reply as it now stands) when somebody saved since `version`, NotReady once it is sent or
    on its way to be signed.
    """
    _refuse_when_over(reply.consultee)
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    if reply.version != version:
        raise Stale(reply)
    points = {point.id for point in consultation_queries.points_for(reply.consultee)}
    have = {opinion.point_id: opinion for opinion in reply.opinions}
    for wanted in draft.opinions:
        if wanted.point_id in points:
            _write_opinion(reply, have.get(wanted.point_id), wanted)
    reply.others[:] = [
        OtherComment(clause=c.clause, weight=c.weight, content=c.content, basis=c.basis, wording=c.wording)
        for c in draft.others
        if c.content.strip()
    ]
    reply.remarks = draft.remarks
    reply.letter_number, reply.letter_date, reply.signatory = draft.letter_number, draft.letter_date, draft.signatory
    reply.saved_at = now
    db.session.flush()


def _write_opinion(reply: Reply, opinion: Opinion | None, wanted: OpinionDraft) -> None:
    if opinion is None:
        opinion = Opinion(point_id=wanted.point_id)
        reply.opinions.append(opinion)
    opinion.position, opinion.weight = wanted.position, wanted.weight
    opinion.content, opinion.basis, opinion.wording = wanted.content, wanted.basis, wanted.wording


def attach(reply: Reply, file: StoredFile, *, now: datetime) -> None:
    """Add a file to a draft."""
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    reply.files.append(ReplyFile(file=file))
    reply.saved_at = now
    db.session.flush()


def detach(reply: Reply, reply_file_id: int, *, now: datetime) -> None:
    """Take a file off a draft; the stored content stays for whoever else refers to it."""
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    reply.files[:] = [file for file in reply.files if file.id != reply_file_id]
    reply.saved_at = now
    db.session.flush()


def send_for_signing(reply: Reply, *, by: Actor, now: datetime) -> Signing:
    """Put a draft on the unit's signing path (O1). Raises NotReady when it says nothing at all."""
    _refuse_when_over(reply.consultee)
    NotReady.unless(check_sending(_facts(reply), len(reply.others), reply.remarks))
    return units.send_for_signing(PAPER, reply.id, reply.consultee.unit_id, by=by, now=now)


def pass_on(reply: Reply, *, by: Actor, now: datetime, remark: str = "") -> bool:
    """One step of the path; the last step signs, and signing sends (design 3.5). True when it was sent."""
    signing = _signing(reply)
    if not units.pass_on(signing, by=by, now=now, remark=remark):
        return False
    send(reply, by=by, now=now)
    return True


def return_draft(reply: Reply, *, by: Actor, now: datetime, remark: str) -> None:
    """Give a draft back to its writer, with a remark (O1)."""
    if not remark.strip():
        raise NotReady("remark_missing")
    units.return_paper(_signing(reply), by=by, now=now, remark=remark)


def _signing(reply: Reply) -> Signing:
    signing = unit_queries.signing_of(PAPER, reply.id)
    if signing is None:
        raise NotReady("not_for_signing")
    return signing


def send(reply: Reply, *, by: Actor, now: datetime) -> None:
    """Send a reply: from now on it is kept as it is. Late ones, too, can always be sent (design 3.5)."""
    _refuse_when_over(reply.consultee)
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    NotReady.unless(check_sending(_facts(reply), len(reply.others), reply.remarks))
    reply.sent_at = reply.arrived_at = reply.confirmed_at = now
    settle_arrival(reply, by=by, now=now)


def settle_arrival(reply: Reply, *, by: Actor, now: datetime) -> None:
    """What follows once a reply counts, whichever way it came: completeness, the clock, the journal, the letters."""
    consultee, arrived = reply.consultee, reply.arrived_at or now
    points = [point.id for point in consultation_queries.points_for(consultee)]
    said = {
        o.point_id: o for o in map(queries.facts, queries.latest([*queries.sent_replies(consultee), reply]).values())
    }
    reply.complete = is_complete(points, said.values())
    db.session.flush()
    consultations.answered(consultee, at=arrived, complete=reply.complete, now=now)
    _record(
        SENT,
        reply,
        by=by,
        now=now,
        number=reply.number,
        reply_id=reply.id,
        complete=reply.complete,
        late=bool(consultee.agreed_due_at and arrived > consultee.agreed_due_at),
        opinions_hash=opinions_hash(reply),
    )
    letters.reply_sent(reply, now=now)


def opinions_hash(reply: Reply) -> str:
    """A digest of everything that a reply says, for the journal: the words themselves are never written there."""
    said = [
        [o.point_id, o.position, o.weight, o.content, o.basis, o.wording]
        for o in sorted(reply.opinions, key=lambda o: o.point_id)
    ]
    others = [[c.clause, c.weight, c.content, c.basis, c.wording] for c in reply.others]
    whole = json.dumps([said, others, reply.remarks], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _facts(reply: Reply) -> list[OpinionFacts]:
    return [queries.facts(opinion) for opinion in reply.opinions]


def _record(verb: Verb, reply: Reply, *, by: Actor, now: datetime, **facts: object) -> None:
    consultee = reply.consultee
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=reply.id,
        **facts,
    )
