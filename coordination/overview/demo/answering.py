"""The asked unit's side: receiving, writing, the way to the signature, handing back, explaining."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial as with_
from random import Random

from coordination.consultations import actions as consultations
from coordination.consultations import queries
from coordination.consultations.models import Consultee, Point
from coordination.consultations.rules import PointKind
from coordination.kernel import clock
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.overview.demo import phrases
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import character_of
from coordination.overview.demo.playing import Play
from coordination.overview.demo.texts import Ask, Remark, agree
from coordination.replies import actions as replies
from coordination.replies.models import Reply
from coordination.replies.rules import Position, Weight

Said = dict[str, Remark]


@dataclass
class Part:
    """One unit in one story: its consultee row, its own dice, what came of it so far."""

    story: Story
    code: str
    id: int
    due_at: datetime
    rng: Random
    returned: bool = False

    def row(self) -> Consultee:
        """The consultee, in the session at hand."""
        return db.session.get_one(Consultee, self.id)

    def open(self) -> bool:
        """Whether its part and the consultation still go on."""
        row = self.row()
        over = row.consultation.withdrawn_at or row.consultation.submitted_at
        return row.closed_at is None and over is None

    def owes(self) -> bool:
        """Whether an answer is awaited from the unit."""
        row = self.row()
        return self.open() and row.pushed_back_at is None and (row.answered_at is None or row.returned_at is not None)


def receive(play: Play, part: Part, moment: datetime) -> None:
    """'Tiếp nhận' some working days after the issue."""

    def act(now: datetime) -> None:
        row = part.row()
        if part.open():
            consultations.acknowledge(row, by=play.staff.clerk(part.code), now=now)

    play.at(moment, "acknowledged", act)


def answer(
    play: Play,
    part: Part,
    sent_at: datetime,
    write: Callable[[Part, list[Point]], Said],
    then: Callable[[Part, datetime], None],
) -> None:
    """Write, send for signing, and let each of the path pass it on; the last one signs, and so sends, then."""
    signers = play.staff.signers(part.code)
    between = timedelta(minutes=part.rng.randint(18, 35))
    written: list[int] = []
    play.at(
        sent_at - between * len(signers), "replies written", lambda now: written.extend(_write(play, part, write, now))
    )
    for number, signer in enumerate(signers, start=1):
        last = number == len(signers)
        play.at(
            sent_at - between * (len(signers) - number),
            "replies sent" if last else "replies passed on",
            with_(_pass_on, written, part, signer, then),
        )


def _write(play: Play, part: Part, write: Callable[[Part, list[Point]], Said], now: datetime) -> list[int]:
    """The draft's id, once it is on its way; nothing where no answer is owed any more."""
    row = part.row()
    if not part.owes():
        return []
    officer = play.staff.officer(part.code)
    if row.acknowledged_at is None:
        consultations.acknowledge(row, by=officer, now=now)
    draft = replies.draft_for(row, by=officer, now=now)
    points = queries.points_for(row)
    said = write(part, points)
    kept = replies.ReplyDraft(
        opinions=tuple(opinion(point, said[point.question]) for point in points if point.question in said),
        remarks=part.rng.choice(phrases.GENERAL_REMARKS) if part.rng.random() < 0.25 else "",
        late=_explanation(play, part, now),
    )
    replies.save(draft, kept, version=draft.version, by=officer, now=now)
    replies.send_for_signing(draft, by=officer, now=now)
    return [draft.id]


def _explanation(play: Play, part: Part, now: datetime) -> replies.LateDraft:
    """Beside a late first answer, from units that explain."""
    row, explains = part.row(), part.rng.random() < character_of(part.code).explains
    late = row.agreed_due_at is not None and now > row.agreed_due_at and row.answered_at is None
    return _late(part, now, play) if late and explains else replies.LateDraft()


def _pass_on(
    written: list[int], part: Part, signer: Actor, then: Callable[[Part, datetime], None], now: datetime
) -> None:
    row = part.row()
    if written and part.open():
        draft = db.session.get_one(Reply, written[0])
        assert draft.consultee is row
        if replies.pass_on(draft, by=signer, now=now):
            then(part, now)


def opinion(point: Point, said: Remark) -> replies.OpinionDraft:
    return replies.OpinionDraft(
        point.id, said.position, said.weight, said.content, said.basis, said.wording, said.chosen
    )


def _late(part: Part, now: datetime, play: Play) -> replies.LateDraft:
    reason, measures = part.rng.choice(phrases.LATE_REASONS)
    return replies.LateDraft(
        reason=reason,
        apology=phrases.APOLOGY,
        measures=measures,
        next_date=play.calendar.add(clock.local(now).date(), 1),
    )


# What is written.


def substantive(part: Part, points: list[Point]) -> Said:
    """A position on each point, with the unit's own remarks on some; two units never say the same."""
    return {point.question: _remark(part, point) for point in points}


def _remark(part: Part, point: Point) -> Remark:
    ask = _ask(part, point)
    taken = part.story.taken
    free = [n for n in range(len(ask.remarks)) if (ask.question, n) not in taken]
    wants = point.kind is not PointKind.YES_NO or part.rng.random() < character_of(part.code).remarks
    if free and wants:
        number = part.rng.choice(free)
        taken.add((ask.question, number))
        return ask.remarks[number]
    return _without_remark(part, point)


def _without_remark(part: Part, point: Point) -> Remark:
    if point.kind is PointKind.CHOICE:
        option = part.rng.choice(point.options)
        return Remark(Position.AGREE, phrases.CHOSEN.format(option=option.lower()), chosen=option)
    if point.kind in (PointKind.OPEN, PointKind.INFORMATION):
        return Remark(Position.NOTHING_TO_SAY, part.rng.choice(phrases.NOTHING_ON_OPEN))
    return agree(part.rng.choice(("", "", "", *phrases.AGREED)))


def _ask(part: Part, point: Point) -> Ask:
    return next(ask for ask in part.story.dossier.asks if ask.question == point.question)


def vague(part: Part, points: list[Point]) -> Said:
    """Words that say nothing on one or two points; the rest as it should be."""
    said = substantive(part, points)
    for point in part.rng.sample(points, k=min(len(points), part.rng.randint(1, 2))):
        said[point.question] = Remark(Position.AGREE_WITH_CHANGES, part.rng.choice(phrases.VAGUE), weight=Weight.NOTE)
    return said


def partial(part: Part, points: list[Point]) -> Said:
    """All points but one."""
    said = substantive(part, points)
    if len(points) > 1:
        del said[part.rng.choice(points).question]
    return said


def completed(part: Part, points: list[Point]) -> Said:
    """The second answer: what was vague is now said plainly."""
    said = {}
    for point in points:
        ask = _ask(part, point)
        said[point.question] = part.rng.choice(ask.remarks) if ask.remarks else _without_remark(part, point)
    return said


# Explaining.


def explain(play: Play, part: Part, moment: datetime) -> None:
    """'Báo cáo giải trình việc trễ hạn', without waiting for the answer."""

    def act(now: datetime) -> None:
        row = part.row()
        if not part.open() or row.agreed_due_at is None or now <= row.agreed_due_at:
            return
        late = _late(part, now, play)
        replies.explain(
            row, reason=late.reason, apology=late.apology, measures=late.measures, next_date=late.next_date,
            by=play.staff.head(part.code), now=now,
        )  # fmt: skip

    play.at(moment, "explained", act)
