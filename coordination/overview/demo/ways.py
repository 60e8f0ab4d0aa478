"""How each way of dealing with a request unfolds; what follows is planned once its cause was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from coordination.assessment import actions as assessment
from coordination.assessment import queries as assessment_queries
from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement, VerdictKind
from coordination.kernel import clock
from coordination.overview.demo import answering, phrases
from coordination.overview.demo.answering import Part, answer
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import Way, character_of
from coordination.overview.demo.handing_back import hand_back
from coordination.overview.demo.leading import return_reply, review
from coordination.overview.demo.other_ways import claims_it_sent, on_paper
from coordination.overview.demo.people import authority_of
from coordination.overview.demo.playing import Play


def unfold(play: Play, story: Story, part: Part, issued_at: datetime) -> None:
    """Plan what the unit does first; everything else follows from that."""
    way = story.ways[part.code]
    habits = character_of(part.code)
    if way is not Way.SILENT or part.rng.random() < 0.5:
        late = habits.acknowledges + (1 if part.rng.random() < 0.15 else 0)
        answering.receive(play, part, play.later(issued_at, late, part.rng))
    _UNFOLDS[way](play, part, issued_at)


def in_time(play: Play, part: Part, now: datetime) -> datetime:
    """A moment before the due time, as the unit's habits have it."""
    first, last = clock.local(now).date(), clock.local(part.row().due_at or part.due_at).date()
    days = max(1, play.calendar.count(first, last))
    share = part.rng.uniform(*character_of(part.code).quick)
    day = play.calendar.add(first, min(days, max(1, round(days * share))))
    return clock.at(min(day, last), part.rng.randint(14, 16), part.rng.randint(0, 50))


def after_due(play: Play, part: Part, days: int) -> datetime:
    """The afternoon so many working days after the due day."""
    due = clock.local(part.row().due_at or part.due_at).date()
    return clock.at(play.calendar.add(due, days), part.rng.randint(14, 16), part.rng.randint(0, 50))


def answer_well(play: Play, part: Part, now: datetime) -> None:
    """Answers in substance before the due time in force."""
    answer(play, part, in_time(play, part, now), answering.substantive, lambda p, at: review(play, p, at))


def answer_now(play: Play, part: Part, at: datetime) -> None:
    """Answers in substance at that moment, late or not."""
    answer(play, part, at, answering.substantive, lambda p, then: review(play, p, then))


def _good(play: Play, part: Part, now: datetime) -> None:
    fixed = part.story.fixed.get(part.code)
    if fixed is not None:
        answer_now(play, part, after_due(play, part, fixed))
    else:
        answer_well(play, part, now)


def _late(play: Play, part: Part, _now: datetime) -> None:
    days = part.story.fixed.get(part.code) or part.rng.choice((1, 1, 1, 2, 2, 2, 2, 3))
    at = after_due(play, part, days)
    answer_now(play, part, at)
    if part.rng.random() < character_of(part.code).explains * 0.4:
        answering.explain(play, part, play.later(at, 1, part.rng))


def _silent(_play: Play, _part: Part, _now: datetime) -> None:
    """Nothing, until the authority directs the unit to answer."""


# Vague, returned, completed; contested.


def _vague(play: Play, part: Part, now: datetime) -> None:
    answer(
        play, part, in_time(play, part, now), answering.vague, lambda p, at: _to_be_returned(play, p, at, _completes)
    )


def _stubborn(play: Play, part: Part, now: datetime) -> None:
    answer(
        play, part, in_time(play, part, now), answering.vague, lambda p, at: _to_be_returned(play, p, at, _vague_again)
    )


def _partial(play: Play, part: Part, now: datetime) -> None:
    """One point stays open: the ladder goes on, and the rest comes after the first reminder."""
    answer(play, part, in_time(play, part, now), answering.partial, lambda _p, _at: None)
    answer_now(play, part, after_due(play, part, part.rng.choice((1, 1, 2))))


def _contest(overturned: bool) -> Callable[[Play, Part, datetime], None]:
    def unfold_contest(play: Play, part: Part, now: datetime) -> None:
        def then(p: Part, at: datetime) -> None:
            _to_be_returned(play, p, at, lambda pl, pa, a: _contests(pl, pa, a, overturned))

        answer(play, part, in_time(play, part, now), answering.vague, then)

    return unfold_contest


Next = Callable[[Play, Part, datetime], None]


def _to_be_returned(play: Play, part: Part, now: datetime, then: Next) -> None:
    def act(at: datetime) -> None:
        if return_reply(play, part, at):
            then(play, part, at)

    play.at(play.later(now, part.rng.randint(1, 2), part.rng), "replies returned", act)


def _completes(play: Play, part: Part, now: datetime) -> None:
    days = part.rng.choice((1, 1, 2, 3))
    at = play.later(now, days, part.rng, (14, 15))
    answer(play, part, at, answering.completed, lambda p, then: review(play, p, then))


def _vague_again(play: Play, part: Part, now: datetime) -> None:
    at = play.later(now, 1, part.rng, (14, 15))

    def then(p: Part, sent: datetime) -> None:
        play.at(play.later(sent, 1, p.rng), "judged again", lambda again: _judge_again(play, p, again))

    answer(play, part, at, answering.vague, then)


def _judge_again(play: Play, part: Part, now: datetime) -> None:
    return_reply(play, part, now)


def _contests(play: Play, part: Part, now: datetime, overturned: bool) -> None:
    play.at(play.later(now, 1, part.rng), "contested", lambda at: _contest_all(play, part, at, overturned))


def _contest_all(play: Play, part: Part, now: datetime, overturned: bool) -> None:
    for verdict in _faults(part):
        assessment.contest(verdict, words=part.rng.choice(phrases.CONTESTS), by=play.staff.head(part.code), now=now)
    if part.story.rng.random() < 0.8:
        play.at(play.later(now, 1, part.rng), "contests answered", lambda at: _answer_contests(play, part, at))
    if not part.story.fixed.get("contest_waits"):
        days = part.rng.randint(2, 4)
        play.at(play.later(now, days, part.rng), "contests settled", lambda at: _settle(play, part, at, overturned))


def _faults(part: Part) -> list[Verdict]:
    found = assessment_queries.verdicts_of([part.id])
    return [one for _, one, _, _ in found if one.kind is not VerdictKind.ADEQUATE and one.given_at is not None]


def _answer_contests(play: Play, part: Part, now: datetime) -> None:
    for verdict in _faults(part):
        if verdict.settled_at is None and verdict.contested_at is not None:
            assessment.answer_contest(
                verdict, words=phrases.CONTEST_ANSWERS[0], by=play.staff.head(part.story.lead), now=now
            )


def _settle(play: Play, part: Part, now: datetime, overturned: bool) -> None:
    authority = authority_of(part.story.lead, [code for code, _ in part.story.asked])
    by = play.staff.vice_chairman(authority)
    what = Settlement.OVERTURNED if overturned else Settlement.UPHELD
    for verdict in _faults(part):
        if verdict.settled_at is None and verdict.contested_at is not None:
            words = phrases.OVERTURNED if overturned else phrases.UPHELD
            assessment.settle(verdict, what, reason=words, by=by, now=now)
    if overturned:
        review(play, part, now)
    else:
        _completes(play, part, now)


def _hands_back(way: Way) -> Next:
    return lambda play, part, now: hand_back(play, part, way, now, answer_well)


def _paper(play: Play, part: Part, now: datetime) -> None:
    on_paper(play, part, in_time(play, part, now))


def _claim(play: Play, part: Part, _now: datetime) -> None:
    claims_it_sent(play, part, after_due(play, part, 1))


_UNFOLDS: dict[Way, Next] = {
    Way.GOOD: _good,
    Way.LATE: _late,
    Way.SILENT: _silent,
    Way.VAGUE: _vague,
    Way.PARTIAL: _partial,
    Way.STUBBORN: _stubborn,
    Way.CONTEST: _contest(True),
    Way.CONTEST_LOST: _contest(False),
    Way.PAPER: _paper,
    Way.CLAIM: _claim,
    **{
        way: _hands_back(way)
        for way in (Way.MORE_TIME, Way.MORE_TIME_REFUSED, Way.NOT_OURS, Way.AVOIDS, Way.UNCLEAR, Way.UNHEARD)
    },
}


def dice(story: Story, code: str) -> Random:
    """A unit's own dice in a story, so that one unit's luck doesn't move another's."""
    return Random(f"{story.rng.random()}-{code}")
