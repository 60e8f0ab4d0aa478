"""A reply that came another way (O5): entered with the day on which it arrived, which is the day that counts.

Entered by the unit itself it counts at once. Entered by the lead, the ladder rests up to 2 working days and the unit is
asked to confirm (exact rule 22): confirmed, it counts from its arrival; unconfirmed, the ladder goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.files import StoredFile
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.replies import letters, queries
from coordination.replies.actions.writing import OpinionDraft, settle_arrival
from coordination.replies.models import Opinion, Reply, ReplyFile
from coordination.replies.rules import Channel, check_sending

CONFIRM_WITHIN = 2
LAST_MINUTE_OF_OFFICE = (17, 0)

ENTERED = Verb.declare(
    "reply.entered",
    _l("Nhập văn bản góp ý số %(letter_number)s đến ngày %(arrived)s"),
    "letter_number",
    "letter_date",
    "arrived",
    "channel",
    "by_lead",
)
CONFIRMED = Verb.declare("reply.confirmed", _l("Xác nhận nội dung văn bản góp ý đã nhập"), "reply_id")
OBJECTED = Verb.declare("reply.objected", _l("Không xác nhận nội dung văn bản góp ý đã nhập"), "reply_id")


@dataclass(frozen=True)
class PaperReply:
    """What stands on a letter that came by the document axis, on paper, by mail or by hand."""

    channel: Channel
    letter_number: str
    letter_date: date
    signatory: str
    arrived_on: date
    opinions: tuple[OpinionDraft, ...]
    remarks: str = ""


def enter_paper(consultee: Consultee, paper: PaperReply, file: StoredFile | None, *, by: Actor, now: datetime) -> Reply:
    """Enter a reply that came another way. Raises NotReady for an impossible day or an empty reply."""
    if consultee.issued_at is None:
        raise NotReady("not_issued")
    _check_days(consultee, paper, now)
    by_lead = by.unit_id == consultee.consultation.lead_unit_id
    reply = queries.draft_of(consultee)
    if reply is not None and by_lead:
        raise NotReady("reply_being_written")
    if reply is None:
        number = max((r.number for r in queries.sent_replies(consultee)), default=0) + 1
        reply = Reply(consultee=consultee, number=number, created_at=now, saved_at=now, drafted_by=by.person_id)
        db.session.add(reply)
    reply.opinions[:] = []
    db.session.flush()
    _fill(reply, paper, file, now=now, by_lead=by_lead)
    facts = [queries.facts(opinion) for opinion in reply.opinions]
    NotReady.unless(check_sending(facts, 0, reply.remarks))
    db.session.flush()
    journal.record(
        ENTERED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=reply.id,
        letter_number=paper.letter_number,
        letter_date=paper.letter_date,
        arrived=paper.arrived_on,
        channel=paper.channel,
        by_lead=by_lead,
    )
    if by_lead:
        consultations.rest_until(consultee, working_days_from(now, CONFIRM_WITHIN, limits.calendar()))
        letters.confirm_paper(reply, now=now)
    else:
        settle_arrival(reply, by=by, now=now)
    return reply


def _check_days(consultee: Consultee, paper: PaperReply, now: datetime) -> None:
    today = clock.local(now).date()
    issued = clock.local(consultee.issued_at).date() if consultee.issued_at else today
    if paper.arrived_on > today:
        raise NotReady(Finding("arrival_in_future", field="arrived_on"))
    if paper.arrived_on < issued:
        raise NotReady(Finding("arrival_before_issue", field="arrived_on", evidence={"issued": issued}))
    if paper.letter_date > paper.arrived_on:
        raise NotReady(Finding("letter_after_arrival", field="letter_date"))


def _fill(reply: Reply, paper: PaperReply, file: StoredFile | None, *, now: datetime, by_lead: bool) -> None:
    reply.channel, reply.remarks = paper.channel, paper.remarks
    reply.letter_number, reply.letter_date, reply.signatory = paper.letter_number, paper.letter_date, paper.signatory
    # A day on paper has no hour: it arrived within office hours of that day, or just now.
    reply.arrived_at = min(clock.at(paper.arrived_on, *LAST_MINUTE_OF_OFFICE), now)
    reply.sent_at = reply.saved_at = now
    reply.entered_by_lead = by_lead
    reply.confirmed_at = None if by_lead else now
    for wanted in paper.opinions:
        reply.opinions.append(
            Opinion(
                point_id=wanted.point_id,
                position=wanted.position,
                weight=wanted.weight,
                content=wanted.content,
                basis=wanted.basis,
                wording=wanted.wording,
            )
        )
    if file is not None:
        reply.files.append(ReplyFile(file=file))


def confirm_paper(reply: Reply, *, by: Actor, now: datetime) -> None:
    """The unit confirms what the lead entered: it counts from the day on which it arrived (exact rule 22)."""
    _refuse_when_settled(reply)
    reply.confirmed_at = now
    _record(CONFIRMED, reply, by=by, now=now)
    settle_arrival(reply, by=by, now=now)


def object_to_paper(reply: Reply, *, words: str, by: Actor, now: datetime) -> None:
    """The unit says that what was entered is not its reply; it counts for nothing and the ladder goes on."""
    _refuse_when_settled(reply)
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    reply.objected_at, reply.objection = now, words
    consultations.next_step(reply.consultee, now)
    _record(OBJECTED, reply, by=by, now=now, words=words)
    letters.paper_objected(reply, now=now)


def _refuse_when_settled(reply: Reply) -> None:
    if not reply.entered_by_lead or reply.confirmed_at is not None or reply.objected_at is not None:
        raise NotReady("paper_settled")


def _record(verb: Verb, reply: Reply, *, by: Actor, now: datetime, words: str = "") -> None:
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=reply.consultee.consultation_id,
        consultee_id=reply.consultee_id,
        subject_id=reply.id,
        words=words,
        reply_id=reply.id,
    )
