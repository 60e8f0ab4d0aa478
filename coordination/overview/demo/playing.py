"""Plays a year: acts in the order of time, each in a transaction of its own, with the product's clock at its moment."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, cast

from sqlalchemy import CursorResult, exists, or_, select, update

from coordination.consultations import jobs as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import jobs as escalation
from coordination.escalation.models import Directive, Escalation
from coordination.kernel import clock, store
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import WorkCalendar
from coordination.overview.demo.people import Staff
from coordination.replies.models import PushBack

Act = Callable[[datetime], None]


class Play:
    """The stage: whose turn it is, what day it is, and who plays."""

    def __init__(self, staff: Staff, end: datetime, say: Callable[[str], None]) -> None:
        self.staff, self.end, self.say = staff, end, say
        self.calendar: WorkCalendar = limits.calendar()
        self.done: Counter[str] = Counter()
        self._heap: list[tuple[datetime, int, str, Act | None]] = []
        self._number = 0
        self._after_sweep: list[Act] = []

    # What will happen.

    def at(self, moment: datetime, name: str, act: Act) -> None:
        """Somebody does something then, in one transaction; what would be after the end never happens."""
        if moment <= self.end:
            self._put(moment, name, act)

    def mail_at(self, moment: datetime) -> None:
        """The letters that wait go out then, and what arrived is noted."""
        if moment <= self.end:
            self._put(moment, "mail", None)

    def sweep_at(self, moment: datetime) -> None:
        """A sweep at another time than the two of every working day."""
        if moment <= self.end:
            self._put(moment.astimezone(UTC), "extra sweep", None)

    def after_each_sweep(self, act: Act) -> None:
        """Somebody looks, after each sweep, at what has come up."""
        self._after_sweep.append(act)

    def _put(self, moment: datetime, name: str, act: Act | None) -> None:
        self._number += 1
        heapq.heappush(self._heap, (moment, self._number, name, act))

    # Days.

    def later(self, moment: datetime, days: int, rng: Random, hours: tuple[int, int] = (8, 16)) -> datetime:
        """Some office hour so many working days later; 0: the same day, but after that moment."""
        day = clock.local(moment).date()
        if days == 0 and self.calendar.is_working(day):
            soon = moment + timedelta(minutes=rng.randint(20, 90))
            if clock.local(soon).hour < 17 and clock.local(soon).date() == day:
                return soon
            days = 1
        return clock.at(self.calendar.add(day, max(1, days)), rng.randint(*hours), rng.randint(0, 59))

    def on(self, day: date, rng: Random, hours: tuple[int, int] = (8, 16)) -> datetime:
        """Some office hour of a day, or of the next working day."""
        return clock.at(self.calendar.roll(day), rng.randint(*hours), rng.randint(0, 59))

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from one day to another, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.calendar.is_working(day)]

    # Playing.

    def run(self, first: date) -> None:
        """From a day to the end: everything planned, and the sweeps of every working day."""
        for day in self.working_days(first, clock.local(self.end).date()):
            for hour in (9, 17):
                if clock.at(day, hour, 5) <= self.end:
                    self._put(clock.at(day, hour, 5), "sweep", None)
        month = 0
        while self._heap:
            moment, _, name, act = heapq.heappop(self._heap)
            if clock.local(moment).month != month:
                month = clock.local(moment).month
                self.say(f"  {clock.local(moment):%m/%Y} …")
            with clock.travelled(moment):
                self._play(name, act, moment)

    def _play(self, name: str, act: Act | None, moment: datetime) -> None:
        if name == "sweep":
            if self._due(moment):
                self._sweep(moment)
        elif name == "extra sweep":
            self._sweep(moment)
        elif name == "mail":
            self._mail(moment)
        elif act is not None:
            with store.unit():
                act(moment)
            self.done[name] += 1

    def _due(self, moment: datetime) -> bool:
        """Whether a sweep could find anything: one look, so that an idle day costs next to nothing.

        In the evening only what ended with the office hours, and what waits for people to notice it.
        """
        ended = [
            select(Escalation.id).where(Escalation.next_look_at <= moment),
            select(PushBack.id).where(PushBack.decided_at.is_(None), PushBack.decide_by < moment),
        ]
        steps = [
            select(Consultee.id).where(Consultee.next_step_at <= moment),
            select(Consultee.id).where(Consultee.closed_at.is_(None), Consultee.answered_at.is_not(None)),
            select(Consultee.id).where(Consultee.closed_at > moment - timedelta(days=6)),
            select(Directive.id).where(Directive.next_step_at <= moment),
            select(PushBack.id).where(PushBack.disputed_at.is_not(None), PushBack.settled_at.is_(None)),
            select(Escalation.id).where(Escalation.closed_at.is_(None)),
        ]
        morning = clock.local(moment).hour < 12
        found = db.session.scalar(select(or_(*(exists(each) for each in (*ended, *(steps if morning else ()))))))
        store.rollback()
        return bool(found)

    def _sweep(self, moment: datetime) -> None:
        swept = escalation.sweep(moment)
        if swept.set_aside:
            raise RuntimeError(f"{swept.set_aside} items of the sweep of {moment} failed; the log names them")
        with store.unit():
            for act in self._after_sweep:
                act(moment)
        self._mail(moment)

    def _mail(self, moment: datetime) -> None:
        """The letters of the past go to nobody: each counts as taken by its server then, all by one UPDATE."""
        waiting = Letter.sent_at.is_(None) & Letter.given_up_at.is_(None) & (Letter.next_try_at <= moment)
        with store.unit():
            sent = db.session.execute(
                update(Letter)
                .where(waiting)
                .values(sent_at=moment, tries=1)
                .execution_options(synchronize_session=False)
            )
            db.session.execute(
                update(Letter)
                .where(Letter.in_digest, Letter.digested_at.is_(None))
                .values(digested_at=moment)
                .execution_options(synchronize_session=False)
            )
        if cast("CursorResult[Any]", sent).rowcount:
            consultations.note_deliveries()
