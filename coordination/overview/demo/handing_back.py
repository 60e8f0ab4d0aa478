"""Hand-backs: more time, not our function, an unclear dossier; granted, refused, disputed, left undecided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.overview.demo import phrases
from coordination.overview.demo.answering import Part
from coordination.overview.demo.behaviours import Way
from coordination.overview.demo.playing import Play
from coordination.replies import actions as replies
from coordination.replies.models import PushBack
from coordination.replies.rules import Answer, PushBackKind

Next = Callable[[Play, Part, datetime], None]

KINDS = {
    Way.MORE_TIME: PushBackKind.TIME,
    Way.MORE_TIME_REFUSED: PushBackKind.TIME,
    Way.UNHEARD: PushBackKind.TIME,
    Way.NOT_OURS: PushBackKind.NOT_OUR_FUNCTION,
    Way.AVOIDS: PushBackKind.NOT_OUR_FUNCTION,
    Way.UNCLEAR: PushBackKind.UNCLEAR_OR_INCOMPLETE,
}
GRANTED = {
    Way.MORE_TIME: phrases.MORE_TIME_GRANTED,
    Way.NOT_OURS: phrases.NOT_OURS_GRANTED,
    Way.UNCLEAR: phrases.UNCLEAR_GRANTED,
}


def hand_back(play: Play, part: Part, way: Way, issued_at: datetime, answers: Next) -> None:
    """The head hands back on an early day (an unclear dossier at once, one who avoids rather late)."""
    days = {Way.UNCLEAR: 1, Way.AVOIDS: 3}.get(way, part.rng.randint(1, 3))
    days = part.story.fixed.get(f"{part.code}:hands_back", days)
    moment = play.later(issued_at, days, part.rng, (8, 14))
    play.at(moment, "handed back", lambda now: _make(play, part, way, now, answers))


def _make(play: Play, part: Part, way: Way, now: datetime, answers: Next) -> None:
    row = part.row()
    if not part.open() or row.due_at is None:
        return
    if now > row.due_at:  # a short time is over before the unit has got round to it: it answers
        answers(play, part, now)
        return
    kind, rng = KINDS[way], part.rng
    due = clock.local(row.due_at).date()
    reason = {
        PushBackKind.TIME: rng.choice(phrases.MORE_TIME),
        PushBackKind.NOT_OUR_FUNCTION: rng.choice(phrases.NOT_OURS),
        PushBackKind.UNCLEAR_OR_INCOMPLETE: phrases.UNCLEAR,
    }[kind]
    made = replies.push_back(
        row, kind, reason=reason, by=play.staff.head(part.code), now=now,
        none_known=kind is PushBackKind.NOT_OUR_FUNCTION,
        proposed_due=play.calendar.add(due, rng.randint(2, 5)) if kind is PushBackKind.TIME else None,
        missing=rng.choice(phrases.MISSING) if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE else "",
    )  # fmt: skip
    made_id = made.id
    if way is not Way.UNHEARD and not part.story.fixed.get(f"{part.code}:waits"):
        moment = play.later(now, rng.choice((1, 1, 2)), rng)
        play.at(moment, "hand-backs decided", lambda at: _decide(play, part, way, made_id, at, answers))


def _decide(play: Play, part: Part, way: Way, made_id: int, now: datetime, answers: Next) -> None:
    made = db.session.get_one(PushBack, made_id)
    by = play.staff.head(part.story.lead)
    if made.decided_at is not None or not part.open():
        return
    if way in GRANTED:
        replies.decide_push_back(made, Answer.GRANTED, reason=GRANTED[way], by=by, now=now)
        if made.restarts:
            play.at(
                play.later(now, part.rng.randint(1, 2), part.rng), "dossiers completed",
                lambda at: _complete(play, part, made_id, at, answers),
            )  # fmt: skip
        elif way is not Way.NOT_OURS:
            answers(play, part, now)
        return
    words = phrases.NOT_OURS_REFUSED if way is Way.AVOIDS else phrases.MORE_TIME_REFUSED
    replies.decide_push_back(made, Answer.REFUSED, reason=words, by=by, now=now)
    if way is Way.AVOIDS and part.rng.random() < 0.75:
        play.at(play.later(now, 1, part.rng), "disputed", lambda at: _dispute(play, part, made_id, at))
    else:
        answers(play, part, now)


def _complete(play: Play, part: Part, made_id: int, now: datetime, answers: Next) -> None:
    made = db.session.get_one(PushBack, made_id)
    replies.complete_dossier(made, by=play.staff.officer(part.story.lead), now=now)
    answers(play, part, now + timedelta(hours=1))


def _dispute(play: Play, part: Part, made_id: int, now: datetime) -> None:
    made = db.session.get_one(PushBack, made_id)
    if part.open() and made.disputed_at is None:
        replies.dispute(made, words=phrases.DISPUTE, by=play.staff.head(part.code), now=now)
