"""A ladder as an administrator draws it: up to two reminders before, one on the due day, three after, the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.kernel.values import Finding
from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.ladder import ESCALATE, Ladder, Pace, Rung

BEFORE = ("before_due_2", "before_due")
AFTER = ("reminder_1", "reminder_2", "reminder_3")
SLOTS = (*BEFORE, "due_day", *AFTER, ESCALATE)
RECEIVERS = ("officer", "head", "unit_box", "lead", "monitor")
FARTHEST = {Pace.DAYS: 30, Pace.HOURS: 40, Pace.ROUND_THE_CLOCK: 40}
_REPORT = Rung(ESCALATE, 0, to=("authority",), copy=("lead", "monitor"))


@dataclass(frozen=True)
class Drawn:
    """One step as drawn: how far from the due time (0 on it), who gets the letter, who a copy."""

    distance: int
    to: tuple[str, ...] = ()
    copy: tuple[str, ...] = ()


def drawn_of(ladder: Ladder) -> dict[str, Drawn]:
    """A ladder taken apart into the steps that a form shows."""
    return {rung.code: Drawn(abs(rung.offset), rung.to, rung.copy) for rung in ladder.rungs if rung.code in SLOTS}


def check_ladder(drawn: Mapping[str, Drawn], pace: Pace) -> list[Finding]:
    """What is wrong with a ladder (L7, L8): its order, who gets what, and no report without a reminder before it."""
    found = [
        Finding("step_without_receiver", True, "L7", field=f"{slot}-to")
        for slot in SLOTS
        if slot in drawn and slot != ESCALATE and not drawn[slot].to
    ]
    found += _misplaced(drawn, pace)
    if not any(slot in drawn for slot in AFTER):
        found.append(Finding("ladder_without_reminder", True, "L8", field="reminder_1-distance"))
    if ESCALATE not in drawn:
        found.append(Finding("ladder_without_report", True, "L8", field="escalate-distance"))
    return found


def _misplaced(drawn: Mapping[str, Drawn], pace: Pace) -> list[Finding]:
    """Steps that don't stand in the order of time, each named once."""
    found, before = [], -FARTHEST[pace] - 1
    for slot in SLOTS:
        if slot not in drawn:
            continue
        distance = drawn[slot].distance
        if slot != "due_day" and not 1 <= distance <= FARTHEST[pace]:
            found.append(Finding("step_too_far", evidence={"most": FARTHEST[pace]}, field=f"{slot}-distance"))
            continue
        offset = -distance if slot in BEFORE else distance
        if offset <= before:
            found.append(Finding("step_out_of_order", field=f"{slot}-distance"))
        before = max(before, offset)
    return found


def ladder_of(drawn: Mapping[str, Drawn], pace: Pace) -> Ladder:
    """The ladder of steps that `check_ladder` finds nothing against."""
    rungs = [
        Rung(slot, -step.distance if slot in BEFORE else step.distance, step.to, step.copy)
        if slot != ESCALATE
        else Rung(ESCALATE, step.distance, _REPORT.to, _REPORT.copy)
        for slot in SLOTS
        if (step := drawn.get(slot)) is not None
    ]
    return Ladder(tuple(rungs), pace)


def days_off_between(first: date, last: date, calendar: WorkCalendar) -> list[tuple[date, str]]:
    """The days from one to another on which nothing is sent, with the names of holidays (exact rule 11)."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, calendar.name_of(day)) for day in days if not calendar.is_working(day)]
