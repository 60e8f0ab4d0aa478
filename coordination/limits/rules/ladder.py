"""The ladder of reminders that ends with an escalation (L7, L8; design 3.7; exact rules 11–13).

A ladder is frozen into a consultation at issue. What to do is never asked of a day count but of the moments that have
come and the ledger of what was done, so that restarts, outages and a clock set back neither repeat nor lose a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours, local_day, moment
from coordination.limits.rules.reasons import due_day

STEP_TIME = time(9)  # exact rule 11
ESCALATE = "escalate"


class Pace(StrEnum):
    """What offsets count: working days, office hours for the urgent, all hours where the order says so (O11)."""

    DAYS = "days"
    HOURS = "hours"
    ROUND_THE_CLOCK = "round_the_clock"


class Outcome(StrEnum):
    """What became of a step: really sent (or escalated), or overtaken by a later one after an outage."""

    SENT = "sent"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Rung:
    """One step: its code, when against the due time, who gets the letter, who gets a copy.

    The receivers are roles in words: officer, head, unit_box (of the consultee), lead, monitor, authority.
    """

    code: str
    offset: int
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()

    @property
    def escalates(self) -> bool:
        """Whether it goes up to the authority; every other rung is a reminder."""
        return self.code == ESCALATE


@dataclass(frozen=True)
class Ladder:
    """Rungs in order of time; an escalation, if any, is the last and has a reminder after the due time before it."""

    rungs: tuple[Rung, ...]
    pace: Pace = Pace.DAYS

    def __post_init__(self) -> None:
        offsets = [rung.offset for rung in self.rungs]
        codes = [rung.code for rung in self.rungs]
        if not all(codes) or offsets != sorted(set(offsets)) or len(codes) != len(set(codes)):
            raise ValueError("rungs need distinct codes and stand in the order of time")
        if ESCALATE in codes and (codes[-1] != ESCALATE or not any(rung.offset > 0 for rung in self.rungs[:-1])):
            raise ValueError("an escalation is the last rung and needs a reminder after the due time")

    def place(self, code: str) -> int:
        """The place of a rung, from 0; −1 when the ladder has none of that code."""
        return next((n for n, rung in enumerate(self.rungs) if rung.code == code), -1)

    @property
    def last_reminder(self) -> Rung | None:
        """The highest rung that is a reminder."""
        return next((rung for rung in reversed(self.rungs) if not rung.escalates), None)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, to be frozen into a consultation at issue."""
        rungs = [{"code": r.code, "offset": r.offset, "to": list(r.to), "copy": list(r.copy)} for r in self.rungs]
        return {"pace": self.pace.value, "rungs": rungs}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Ladder:
        """What `as_json` wrote."""
        rungs = (Rung(r["code"], r["offset"], tuple(r["to"]), tuple(r["copy"])) for r in facts["rungs"])
        return cls(tuple(rungs), Pace(facts["pace"]))


def default_ladder() -> Ladder:
    """The ordinary ladder, in working days at 09:00 (design 3.7)."""
    return Ladder(_rungs(-2, 0, 1, 2, 3))


def urgent_ladder() -> Ladder:
    """The ladder of urgent consultations, in office hours (exact rule 11)."""
    return Ladder(_rungs(-2, 0, 1, 2, 4), Pace.HOURS)


def ladder_for(urgent: bool) -> Ladder:
    """The shipped ladder of an urgent or an ordinary consultation."""
    return urgent_ladder() if urgent else default_ladder()


def _rungs(before: int, on: int, first: int, second: int, escalate: int) -> tuple[Rung, ...]:
    return (
        Rung("before_due", before, to=("officer",)),
        Rung("due_day", on, to=("officer", "head")),
        Rung("reminder_1", first, to=("head",), copy=("lead",)),
        Rung("reminder_2", second, to=("head", "unit_box"), copy=("lead", "monitor")),
        Rung(ESCALATE, escalate, to=("authority",), copy=("lead", "monitor")),
    )


@dataclass(frozen=True)
class Planned:
    """A rung and the moment at which it falls due."""

    rung: Rung
    at: datetime


@dataclass(frozen=True)
class Done:
    """A row of one round's ledger. A code that the ladder does not have is a reminder made by hand."""

    code: str
    at: datetime
    outcome: Outcome = Outcome.SENT


@dataclass(frozen=True)
class Plan:
    """What to do now: at most one of `send` and `escalate`; what to record as overtaken; when to look again.

    `nudge`: a small reminder beside the ladder (`nudges`).
    """

    send: Planned | None = None
    escalate: Planned | None = None
    overtaken: tuple[Planned, ...] = ()
    look_again_at: datetime | None = None
    nudge: Planned | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do now."""
        return not (self.send or self.escalate or self.overtaken or self.nudge)


@dataclass(frozen=True)
class Clock:
    """One round's clock: its ladder, when it started, its due time, and the calendar it runs by (exact rule 12)."""

    ladder: Ladder
    started_at: datetime
    due_at: datetime
    calendar: WorkCalendar
    hours: OfficeHours = field(default=OFFICE_HOURS)

    def schedule(self) -> tuple[Planned, ...]:
        """Every step and its moment, on working days only; a step before the issue does not exist (exact rule 11).

        The last reminder is kept in any case: without one after the due time nothing could ever be escalated.
        """
        planned = (Planned(rung, self._moment_of(rung)) for rung in self.ladder.rungs)
        kept = self.ladder.last_reminder if self.ladder.rungs and self.ladder.rungs[-1].escalates else None
        return tuple(step for step in planned if step.at >= self.started_at or step.rung == kept)

    def escalate_from(self, done: Iterable[Done]) -> datetime | None:
        """The earliest moment at which the reminders really sent after the due time allow an escalation (rule 13).

        09:00 of the next working day; on an urgent ladder as many office hours as lie between its last two rungs.
        """
        sent = [d.at for d in done if d.outcome is Outcome.SENT and d.code != ESCALATE and d.at > self.due_at]
        if not sent:
            return None
        if self.ladder.pace is Pace.DAYS:
            return moment(self.calendar.next_working_day(local_day(min(sent))), STEP_TIME)
        if self.ladder.pace is Pace.ROUND_THE_CLOCK:
            *_, before, up = (rung.offset for rung in self.ladder.rungs)
            return min(sent) + timedelta(hours=up - before)
        *_, last, escalation = (rung.offset for rung in self.ladder.rungs)
        return self.hours.shift(min(sent), timedelta(hours=escalation - last), self.calendar)

    def next_step(self, done: Iterable[Done], now: datetime) -> Plan:
        """What the sweep must do now (exact rule 13): the highest overdue reminder, or the escalation, or nothing.

        To apply it, write a ledger row for `send` or `escalate` and one for each overtaken step.
        """
        done = tuple(done)
        pending = self._pending(done)
        overdue = tuple(step for step in pending if step.at <= now and not step.rung.escalates)
        escalation = next((step for step in pending if step.rung.escalates and step.at <= now), None)
        if not self.at_work(now):
            return Plan(look_again_at=self.next_step_at(done, now))
        allowed_from = self.escalate_from(done)
        if escalation and allowed_from and allowed_from <= now:
            return Plan(escalate=escalation, overtaken=overdue)
        send = overdue[-1] if overdue and self._place(overdue[-1]) > self._furthest(done) else None
        overtaken = overdue[:-1] if send else overdue
        after = (
            *done,
            *(Done(step.rung.code, now) for step in (send,) if step),
            *(Done(step.rung.code, now, Outcome.OVERTAKEN) for step in overtaken),
        )
        return Plan(send, None, overtaken, self.next_step_at(after, now))

    def next_step_at(self, done: Iterable[Done], now: datetime) -> datetime | None:
        """When the sweep must look again; None when the round is finished. It is written by every verb (rule 17)."""
        done = tuple(done)
        allowed_from = self.escalate_from(done)
        moments = [
            max(step.at, allowed_from) if step.rung.escalates and allowed_from else step.at
            for step in self._pending(done)
            if allowed_from or not step.rung.escalates
        ]
        if not moments:
            return None
        today = local_day(now)
        if min(moments) > now or self.at_work(now):
            return min(moments)
        return moment(self.calendar.next_working_day(today), STEP_TIME)  # nothing is sent on a day off

    def _pending(self, done: tuple[Done, ...]) -> tuple[Planned, ...]:
        codes = {row.code for row in done}
        return () if ESCALATE in codes else tuple(s for s in self.schedule() if s.rung.code not in codes)

    def at_work(self, now: datetime) -> bool:
        """Whether anything is sent on that day at all."""
        return self.ladder.pace is Pace.ROUND_THE_CLOCK or self.calendar.is_working(local_day(now))

    def _furthest(self, done: tuple[Done, ...]) -> int:
        return max((self.ladder.place(row.code) for row in done), default=-1)

    def _place(self, step: Planned) -> int:
        return self.ladder.place(step.rung.code)

    def _moment_of(self, rung: Rung) -> datetime:
        if self.ladder.pace is Pace.ROUND_THE_CLOCK:
            return self.due_at + timedelta(hours=rung.offset)
        if self.ladder.pace is Pace.HOURS:
            return self.hours.shift(self.due_at, timedelta(hours=rung.offset), self.calendar)
        day = due_day(self.due_at)
        if rung.offset:
            return moment(self.calendar.add(day, rung.offset), STEP_TIME)
        return moment(day if self.calendar.is_working(day) else self.calendar.add(day, -1), STEP_TIME)


def reminders_counted(ladder: Ladder, done: Iterable[Done], due_at: datetime, replied_at: datetime | None) -> int:
    """R (X3, exact rule 13): ladder reminders really sent after the due time and before the reply, beyond the first."""
    sent = [
        row
        for row in done
        if row.outcome is Outcome.SENT
        and row.code != ESCALATE
        and ladder.place(row.code) >= 0
        and row.at > due_at
        and (replied_at is None or row.at < replied_at)
    ]
    return max(0, len(sent) - 1)
