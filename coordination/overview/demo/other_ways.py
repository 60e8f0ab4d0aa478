"""Answers that come another way: on paper, or 'we have sent it already' (O5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.consultations import queries
from coordination.kernel import clock, files
from coordination.overview.demo import answering, papers, phrases
from coordination.overview.demo.answering import Part
from coordination.overview.demo.leading import review
from coordination.overview.demo.playing import Play
from coordination.replies import actions as replies
from coordination.replies import queries as reply_queries
from coordination.replies.rules import Channel


def on_paper(play: Play, part: Part, arrives: datetime) -> None:
    """The letter comes on paper; the lead's clerk enters it the next working day, the unit confirms."""
    number = f"{part.rng.randint(40, 990)}/{part.code.removeprefix('P-')}"
    _enter_later(play, part, number, arrives, play.later(arrives, 1, part.rng), Channel.PAPER)


def claims_it_sent(play: Play, part: Part, claimed_at: datetime) -> None:
    """Reminded, the unit says that its letter was sent; the lead finds it, mostly, and enters it."""
    number = f"{part.rng.randint(40, 990)}/{part.code.removeprefix('P-')}"
    sent = play.calendar.add(clock.local(claimed_at).date(), -2)

    def claim(now: datetime) -> None:
        if not part.owes():
            return
        made = replies.claim_sent(
            part.row(), letter_number=number, letter_date=sent, by=play.staff.clerk(part.code), now=now
        )
        made_id = made.id
        looked = play.later(now, 1, part.rng, (8, 11))
        play.at(looked, "claims answered", lambda at: _found(play, part, made_id, number, sent_on(play, at), at))

    play.at(claimed_at, "claims", claim)


def sent_on(play: Play, now: datetime) -> datetime:
    """When the letter that was looked for had arrived: two working days before, in the afternoon."""
    return clock.at(play.calendar.add(clock.local(now).date(), -2), 15)


def _found(play: Play, part: Part, made_id: int, number: str, arrived: datetime, now: datetime) -> None:
    made = reply_queries.claim(made_id)
    if made is None or made.answered_at is not None or not part.open():
        return
    found = part.rng.random() < 0.75
    words = phrases.CLAIM_FOUND if found else phrases.CLAIM_NOT_FOUND
    replies.answer_claim(made, found=found, answer=words, by=play.staff.officer(part.story.lead), now=now)
    if found:
        _enter_later(play, part, number, arrived, now + timedelta(minutes=40), Channel.DOCUMENT_AXIS)
    else:
        sent = play.later(now, 1, part.rng, (14, 15))
        answering.answer(play, part, sent, answering.substantive, lambda p, at: review(play, p, at))


def _enter_later(play: Play, part: Part, number: str, arrived: datetime, at: datetime, channel: Channel) -> None:
    play.at(at, "replies entered", lambda now: _enter(play, part, number, arrived, channel, now))


def _enter(play: Play, part: Part, number: str, arrived: datetime, channel: Channel, now: datetime) -> None:
    if not part.owes():
        return
    row, clerk = part.row(), play.staff.clerk(part.story.lead)
    points = queries.points_for(row)
    said = answering.substantive(part, points)
    paper = papers.pdf(f"Văn bản góp ý {number.replace('/', '-')}", [number, *(point.clause for point in points)])
    kept = files.keep(paper, by_person=clerk.person_id, now=now, limit=1 << 20)
    day = clock.local(arrived).date()
    entered = replies.enter_paper(
        row,
        replies.PaperReply(
            channel=channel, letter_number=number, letter_date=day, signatory=play.staff.head(part.code).name,
            arrived_on=day, opinions=tuple(answering.opinion(p, said[p.question]) for p in points),
        ),
        kept, by=clerk, now=now,
    )  # fmt: skip
    reply_id = entered.id
    if not part.story.fixed.get(f"{part.code}:unconfirmed"):
        play.at(
            play.later(now, part.rng.choice((0, 1)), part.rng), "replies confirmed",
            lambda at: _confirm(play, part, reply_id, at),
        )  # fmt: skip


def _confirm(play: Play, part: Part, reply_id: int, now: datetime) -> None:
    entered = reply_queries.reply(reply_id)
    if entered is None or entered.confirmed_at is not None or not part.open():
        return
    replies.confirm_paper(entered, by=play.staff.clerk(part.code), now=now)
    review(play, part, now)
