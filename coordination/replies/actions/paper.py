"""A reply that came another way (O5): entered with the day on which it arrived, which is the day that counts.

Entered by the unit itself it counts at once. Entered by the lead, the ladder rests up to 2 working days and the unit is
asked to confirm (exact rule 22): confirmed, it counts from its arrival; unconfirmed, the ladder goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
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
from coordination.replies.actions.sending import settle_arrival
from coordination.replies.actions.writing import OpinionDraft, check_still_open, written
from coordination.replies.models import Reply, ReplyFile
from coordination.replies.rules import Channel, check_paper_days, check_sending

CONFIRM_WITHIN = 2
CONFIRM_PRELIMINARY_WITHIN = 1
OFFICE_CLOSES = (17, 0)

ENTERED = Verb.declare(
    "reply.entered",
    _l("Nhập văn bản góp ý số %(letter_number)s nhận bằng cách khác"),
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
    """Enter a reply that came another way (O5). A draft that the unit is writing stays as it is.

    Raises NotReady for an impossible day, an empty reply, or when an entered one still waits for its confirmation.
    """
    check_still_open(consultee)
    NotReady.unless(
        check_paper_days(
            letter_date=paper.letter_date,
            arrived_on=paper.arrived_on,
            issued_on=clock.local(consultee.issued_at or now).date(),
            today=clock.local(now).date(),
        )
    )
    if queries.unconfirmed_paper(consultee) is not None:
        raise NotReady("paper_waits")
    by_lead = by.stands_for(consultee.consultation.lead_unit_id)
    reply = _entered(consultee, paper, file, by=by, now=now, by_lead=by_lead)
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
    if reply.confirmed_at is None:
        ask_to_confirm(reply, now=now)
    else:
        settle_arrival(reply, by=by, now=now)
    return reply


def _entered(
    consultee: Consultee, paper: PaperReply, file: StoredFile | None, *, by: Actor, now: datetime, by_lead: bool
) -> Reply:
    reply = Reply(
        consultee=consultee,
        number=queries.highest_number(consultee) + 1,
        drafted_by=by.person_id,
        created_at=now,
        saved_at=now,
        sent_at=now,
        # A day on paper has no hour: it arrived within office hours of that day, or just now.
        arrived_at=min(clock.at(paper.arrived_on, *OFFICE_CLOSES), now),
        channel=paper.channel,
        letter_number=paper.letter_number,
        letter_date=paper.letter_date,
        signatory=paper.signatory,
        remarks=paper.remarks,
        entered_by_lead=by_lead,
        # Who is asked by letter has nobody here to confirm it (O6).
        confirmed_at=None if by_lead and not consultee.by_letter else now,
    )
    asked = {point.id for point in consultation_queries.points_for(consultee)}
    reply.opinions = [written(wanted) for wanted in paper.opinions if wanted.point_id in asked]
    reply.opinions[:] = [said for said in reply.opinions if queries.facts(said).answers]
    NotReady.unless(check_sending([queries.facts(said) for said in reply.opinions], 0, reply.remarks))
    if file is not None:
        reply.files.append(ReplyFile(file=file))
    db.session.add(reply)
    db.session.flush()
    return reply


def ask_to_confirm(reply: Reply, *, now: datetime, within: int = CONFIRM_WITHIN) -> None:
    """The ladder rests, and the unit is asked whether that is what it said (exact rule 22, O11)."""
    until = working_days_from(now, within, limits.calendar())
    consultee = reply.consultee
    if _clock_runs(consultee):
        consultations.rest_until(consultee, until)
    letters.confirm_paper(reply, now=now, confirm_by=until)


def preliminary_until(reply: Reply) -> datetime:
    """By when the unit must confirm what it said by telephone or mail, so that it counts from then (O11)."""
    return working_days_from(reply.sent_at or reply.saved_at, CONFIRM_PRELIMINARY_WITHIN, limits.calendar())


def confirm_paper(reply: Reply, *, by: Actor, now: datetime) -> None:
    """The unit confirms what the lead entered: it counts from the day on which it arrived (exact rule 22)."""
    _refuse_when_settled(reply)
    check_still_open(reply.consultee)
    if reply.preliminary and now > preliminary_until(reply):
        reply.arrived_at = now  # confirmed too late, it counts from the confirmation (O11)
    reply.confirmed_at = now
    _record(CONFIRMED, reply, by=by, now=now)
    settle_arrival(reply, by=by, now=now)


def object_to_paper(reply: Reply, *, words: str, by: Actor, now: datetime) -> None:
    """The unit says that what was entered is not its reply; it counts for nothing and the ladder goes on (O5)."""
    _refuse_when_settled(reply)
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    reply.objected_at, reply.objection = now, words
    if _clock_runs(reply.consultee):
        consultations.next_step(reply.consultee, now)
    _record(OBJECTED, reply, by=by, now=now, words=words)
    letters.paper_objected(reply, now=now)


def _clock_runs(consultee: Consultee) -> bool:
    """Whether there is a ladder that can rest: an answer is owed, and nobody else is awaited."""
    owed = consultee.answered_at is None or consultee.returned_at is not None
    return owed and consultee.ending is None and consultee.pushed_back_at is None


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
