"""The lead's side after issue: judging, deciding hand-backs, the synthesis, the submission and its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from sqlalchemy import Select, exists, select

from coordination.assessment import actions as assessment
from coordination.assessment import queries as assessment_queries
from coordination.assessment.rules import VerdictKind
from coordination.consultations.models import Consultation, Consultee
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.overview.demo import phrases
from coordination.overview.demo.answering import Part
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import character_of
from coordination.overview.demo.people import authority_of
from coordination.overview.demo.playing import Play
from coordination.replies import queries as reply_queries
from coordination.synthesis import actions as synthesis
from coordination.synthesis import queries as synthesis_queries
from coordination.synthesis.queries import Comment
from coordination.synthesis.rules import DispositionKind

# Judging.


def review(play: Play, part: Part, now: datetime) -> None:
    """A reply came in: the lead's officer takes note in the next days, of all that lie there; or nobody does."""
    habits = character_of(part.story.lead)
    if part.rng.random() < habits.neglects_judging:
        return
    when = play.later(now, part.rng.randint(*habits.judges), part.rng)
    noted = part.story.to_note.setdefault(clock.local(when).date(), [])
    noted.append(part)
    if len(noted) == 1:
        play.at(when, "accepted", lambda at: accept(play, noted, at))


def accept(play: Play, parts: Sequence[Part], now: datetime) -> None:
    """'Ghi nhận' of one reply or of several at once."""
    rows = [(part, part.row()) for part in parts]
    ready = [
        row for part, row in rows
        if part.open() and row.answered_at is not None and row.returned_at is None
        and not (part.returned and _judged(row))
    ]  # fmt: skip
    if ready:
        assessment.accept(ready, by=play.staff.officer(parts[0].story.lead), now=now)


def _judged(row: Consultee) -> bool:
    """Whether a verdict on its latest answers stands in the way."""
    standing = [opinion.id for opinion in reply_queries.latest_opinions(row).values()]
    verdicts = assessment_queries.verdicts_on(standing).values()
    return any(one.given_at is not None and one.kind is not VerdictKind.ADEQUATE for one in verdicts)


def return_reply(play: Play, part: Part, now: datetime) -> bool:
    """The officer proposes verdicts on what says nothing, the head sends the reply back. False when it can't be."""
    row = part.row()
    sent = reply_queries.sent_replies(row)
    if not part.open() or not sent:
        return False
    reply = sent[-1]
    if now > assessment_queries.judging_until(reply):
        return False
    for opinion in reply.opinions:
        if opinion.content in phrases.VAGUE:
            kind, reason = part.rng.choice(phrases.VERDICTS)
            assessment.propose(
                opinion, VerdictKind(kind), reason=reason, marked=[opinion.content],
                by=play.staff.officer(part.story.lead), now=now,
            )  # fmt: skip
    part.returned = True
    words = part.rng.choice(phrases.RETURN_WORDS)
    assessment.return_for_completion(reply, words=words, by=play.staff.head(part.story.lead), now=now)
    return True


# Synthesis.


class Desk:
    """The leads' view of what is ready: looks after each sweep, finishes what is complete, each in its own time."""

    def __init__(self, play: Play, stories: dict[int, Story]) -> None:
        self.play, self.stories = play, stories
        self.begun: set[int] = set()

    def look(self, now: datetime) -> None:
        """Which consultations have been collected since."""
        for consultation_id in db.session.scalars(_collected()):
            story = self.stories.get(consultation_id)
            if story is not None and consultation_id not in self.begun:
                self.begun.add(consultation_id)
                self._finish(story, now)

    def _finish(self, story: Story, now: datetime) -> None:
        rng, play = story.rng, self.play
        disposing = play.later(now, story.ready_for or rng.randint(1, 4), rng, (8, 15))
        play.at(disposing, "comments disposed of", lambda at: self._dispose(story, at))

    def _dispose(self, story: Story, now: datetime) -> None:
        if not self._still(story):
            self.begun.discard(story.id)
            return
        dispose(self.play, story, now)
        submitting = self.play.later(now, story.rng.randint(0, 2), story.rng, (9, 15))
        self.play.at(submitting, "submitted", lambda at: self._submit(story, at))

    def _still(self, story: Story) -> bool:
        return db.session.scalar(_collected().where(Consultation.id == story.id)) is not None

    def _submit(self, story: Story, now: datetime) -> None:
        if not self._still(story):
            self.begun.discard(story.id)
            return
        submit(self.play, story, now)
        self.play.at(
            self.play.later(now, story.rng.randint(1, 5), story.rng), "concluded", lambda at: self._end(story, at)
        )

    def _end(self, story: Story, now: datetime) -> None:
        by = self.play.staff.chairman(authority_of(story.lead, [code for code, _ in story.asked]))
        draft = synthesis_queries.submission_of(story.id)
        assert draft is not None
        if draft.returned_times == 0 and story.rng.random() < 0.06:
            synthesis.return_submission(draft, ground="lacks_basis", reason=phrases.RETURNED_SUBMISSION, by=by, now=now)
            self.play.at(self.play.later(now, 2, story.rng), "submitted again", lambda at: self._submit(story, at))
            return
        synthesis.conclude(draft, words=phrases.CONCLUDED, by=by, now=now)


def _collected() -> Select[int]:
    open_part = exists().where(Consultee.consultation_id == Consultation.id, Consultee.closed_at.is_(None))
    return select(Consultation.id).where(
        Consultation.issued_at.is_not(None),
        Consultation.withdrawn_at.is_(None),
        Consultation.submitted_at.is_(None),
        ~open_part,
    )


def dispose(play: Play, story: Story, now: datetime) -> None:
    """What becomes of every comment; alike ones together."""
    consultation = db.session.get_one(Consultation, story.id)
    officer = play.staff.officer(story.lead)
    open_ones = [one for one in synthesis_queries.matrix(consultation).comments if one.disposition is None]
    for one in open_ones:
        kind, words = _disposition(one, story.rng)
        clause = one.clause or "phần chung"
        synthesis.dispose(consultation, [one], kind, words.format(clause=clause), by=officer, now=now)


def _disposition(one: Comment, rng: Random) -> tuple[DispositionKind, str]:
    position = one.opinion.position if one.opinion is not None else None
    if position is not None and position.value == "disagree":
        kind = rng.choice([DispositionKind.PARTLY, DispositionKind.NOT_ACCEPTED])
    elif position is not None and position.value == "agree_with_changes":
        kind = rng.choice([DispositionKind.ACCEPTED] * 3 + [DispositionKind.PARTLY, DispositionKind.NOT_ACCEPTED])
    else:
        kind = DispositionKind.NOTED
    pool = {
        DispositionKind.ACCEPTED: phrases.ACCEPTED,
        DispositionKind.PARTLY: phrases.PARTLY,
        DispositionKind.NOT_ACCEPTED: phrases.NOT_ACCEPTED,
        DispositionKind.NOTED: phrases.NOTED,
    }
    return kind, rng.choice(pool[kind])


def submit(play: Play, story: Story, now: datetime) -> None:
    """The own position, its basis, what still differs; then up."""
    consultation = db.session.get_one(Consultation, story.id)
    head, draft = play.staff.head(story.lead), synthesis_queries.submission_of(story.id)
    whole = synthesis_queries.matrix(consultation)
    clauses = sorted({one.clause for one in synthesis_queries.differing(whole.comments)})
    synthesis.save_submission(
        consultation, position=story.dossier.stand, basis=story.dossier.stand_basis,
        differences=phrases.DIFFERENCES.format(clauses=", ".join(clauses)) if clauses else "",
        no_differences=not clauses, version=draft.version if draft else 0,
        by=play.staff.officer(story.lead), now=now,
    )  # fmt: skip
    synthesis.submit(consultation, by=head, now=now)
