"""`load()`: the organisation, then twelve months of its work, ending on the present day."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import click
from sqlalchemy import func, select

from coordination.assessment.models import Verdict
from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import ChangeKind, Urgency, Wanted
from coordination.escalation.models import Directive, Escalation
from coordination.kernel import clock
from coordination.kernel.journal import JournalEntry
from coordination.kernel.outbox import Letter
from coordination.kernel.store import Model, db, rollback
from coordination.overview.demo import people, phrases
from coordination.overview.demo.answering import Part
from coordination.overview.demo.asking import Story, plan
from coordination.overview.demo.history import SEED, ordinary, still_open
from coordination.overview.demo.leading import Desk
from coordination.overview.demo.playing import Play
from coordination.overview.demo.reporting import Watch
from coordination.overview.demo.ways import unfold
from coordination.replies.models import PushBack, Reply
from coordination.units.models import Person, Unit


class NotEmpty(RuntimeError):
    """There is data already; the demonstration is only ever loaded into an empty database."""


def load(scale: float = 1.0, say: Callable[[str], None] = click.echo) -> dict[str, int]:
    """Build the demonstration up to last night; `scale` makes a smaller year. Says what it made.

    Raises NotEmpty when there are units already.
    """
    if db.session.scalar(select(Unit.id).limit(1)) is not None:
        raise NotEmpty("The database holds units already; the demonstration is only loaded into an empty one.")
    rollback()
    today = clock.today()
    with _quick(), _quiet():
        first = today - timedelta(days=365)
        founded = clock.at(first - timedelta(days=14), 8)
        with clock.travelled(founded):
            staff = people.build(Random(SEED), founded)
        say(f"  {len(staff.units)} units")
        play = Play(staff, clock.at(today, 0), say)
        _plan(play, [*ordinary(play, first, today - timedelta(days=25), scale), *still_open(play, today, scale)])
        play.run(first - timedelta(days=7))
        return _made()


def _made() -> dict[str, int]:
    """What there is now, counted."""
    counted: dict[str, type[Model]] = {
        "units": Unit, "people": Person, "consultations": Consultation, "parts": Consultee, "replies": Reply,
        "hand_backs": PushBack, "verdicts": Verdict, "reports": Escalation, "directives": Directive, "letters": Letter,
        "entries": JournalEntry,
    }  # fmt: skip
    found = {name: db.session.scalar(select(func.count()).select_from(table)) or 0 for name, table in counted.items()}
    rollback()
    return found


def _plan(play: Play, stories: list[Story]) -> None:
    by_id: dict[int, Story] = {}
    parts: dict[int, Part] = {}

    def issued(story: Story, now: datetime) -> None:
        by_id[story.id] = story
        _begin(play, story, parts, now)

    for story in stories:
        plan(play, story, issued)
    play.after_each_sweep(Watch(play, by_id, parts).look)
    play.after_each_sweep(Desk(play, by_id).look)


def _begin(play: Play, story: Story, parts: dict[int, Part], now: datetime) -> None:
    """The letters are out: each unit begins in its own way."""
    for row in queries.consultees_of(story.id):
        code = play.staff.code_of[row.unit_id]
        assert row.due_at is not None
        part = Part(story, code, row.id, row.due_at, Random(f"{story.rng.random()}-{code}"))
        parts[row.id] = part
        unfold(play, story, part, now)
    if story.urgency is not Urgency.ORDINARY:
        _look_by_the_hour(play, parts.values(), story)
    if story.withdrawn_after:
        moment = play.later(now, story.withdrawn_after, story.rng)
        play.at(moment, "withdrawn", lambda at: _withdraw(play, story, at))
    if story.amended_after:
        moment = play.later(now, story.amended_after, story.rng)
        play.at(moment, "amended", lambda at: _amend(play, story, at))


def _look_by_the_hour(play: Play, parts: Iterable[Part], story: Story) -> None:
    """An urgent one is reminded of by office hours: the sweep comes right after each of its steps."""
    for due in {clock.local(part.due_at) for part in parts if part.story is story}:
        play.sweep_at(due - timedelta(hours=1, minutes=55))
        play.sweep_at(due + timedelta(minutes=2))
        next_day = play.calendar.next_working_day(due.date())
        for hour, minute in ((8, 32), (9, 32), (11, 32), (13, 2)):
            play.sweep_at(clock.at(next_day, hour, minute))


def _withdraw(play: Play, story: Story, now: datetime) -> None:
    made = db.session.get_one(Consultation, story.id)
    _by_letter(play, story, made, ChangeKind.RECALL, Wanted(what_changed=phrases.WITHDRAWN), now)


def _amend(play: Play, story: Story, now: datetime) -> None:
    """A slip of form: the background is put right."""
    made = queries.loaded(story.id)
    assert made is not None
    said = queries.wanted_now(made)
    background = f"{said.background} Số liệu cập nhật đến ngày phát hành."
    wanted = replace(said, what_changed=phrases.AMENDED, background=background)
    _by_letter(play, story, made, ChangeKind.CORRECTION, wanted, now)


def _by_letter(play: Play, story: Story, made: Consultation, kind: ChangeKind, wanted: Wanted, now: datetime) -> None:
    """Written, signed and numbered in one day (O4)."""
    writer = play.staff.head(story.lead) if kind is ChangeKind.RECALL else play.staff.officer(story.lead)
    paper = actions.draft_change(made, kind, by=writer, now=now)
    actions.save_change(paper, wanted, version=paper.version, by=writer, now=now)
    actions.send_change(paper, by=writer, now=now)
    for signer in play.staff.signers(story.lead):
        actions.sign_change(paper, by=signer, now=now)
    actions.issue_change(paper, by=play.staff.clerk(story.lead), now=now)


@contextmanager
def _quick() -> Iterator[None]:
    """A load that breaks off is begun anew on an empty database, so nothing needs to reach the disk on the way."""
    sqlite = db.engine.dialect.name == "sqlite"
    if sqlite:
        _pragma("OFF")
    thresholds = gc.get_threshold()
    gc.set_threshold(
        50_000, 20, 50
    )  # millions of short-lived objects: looking for rings of them less often saves a tenth
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        if sqlite:
            rollback()
            _pragma("NORMAL")


def _pragma(how: str) -> None:
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA synchronous={how}")
    finally:
        raw.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """What is normal in a year (a sweep that finds a reply judged meanwhile) isn't logged a thousand times."""
    log = logging.getLogger("coordination")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
