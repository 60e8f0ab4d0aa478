"""Due times as they would be if a draft were issued at a moment: by the rule in force, or as the lead chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from coordination.consultations.models import Consultation
from coordination.consultations.rules import Urgency
from coordination.limits import queries as limits
from coordination.limits.rules import (
    ZONE,
    Deadline,
    EndsAt,
    TimeLimit,
    TimeLimitRule,
    WorkCalendar,
    due,
    due_day,
    due_on,
    local_day,
)

_ENDS = frozenset({time(17), time(0)})


def chosen_day(chosen: datetime, calendar: WorkCalendar) -> date | datetime:
    """What the lead chose: a day (rolled to a working one, ending at its usual hour), or a very moment (express)."""
    usual = chosen.astimezone(ZONE).time() in _ENDS
    return due_day(chosen) if usual or not calendar.is_working(due_day(chosen)) else chosen


def deadline_for(
    chosen: datetime | None,
    rule: TimeLimitRule | None,
    now: datetime,
    calendar: WorkCalendar,
    *,
    exact: bool = False,
) -> Deadline | None:
    """The due time with its reasons: the one chosen, else the rule's default counted from now (exact rules 1 and 2).

    `exact`: work goes on round the clock, so that the very moment is meant, also at night and on a day off (O11).
    """
    if chosen is None:
        return due(now, rule.limit, calendar) if rule else None
    ends = EndsAt.MIDNIGHT if chosen.astimezone(ZONE).time() == time(0) else EndsAt.CLOSE
    return due_on(chosen if exact else chosen_day(chosen, calendar), calendar, ends)


def round_the_clock(consultation: Consultation) -> bool:
    """Whether it runs round the clock: hỏa tốc, and only where the assigning document says so (O11)."""
    express = consultation.urgency is Urgency.EXPRESS
    return express and consultation.order is not None and consultation.order.round_the_clock


@dataclass(frozen=True)
class DuePreview:
    """What the due time would be if the draft were issued now, and how short or long the rule lets it be."""

    deadline: Deadline | None
    earliest: datetime | None
    latest: datetime | None
    rule: TimeLimitRule | None

    @property
    def due_at(self) -> datetime | None:
        return self.deadline.at if self.deadline else None


def due_preview(consultation: Consultation, now: datetime) -> DuePreview:
    """The default due time of a draft, with the rule's minimum and maximum, if it were issued now (F4)."""
    calendar, rule = limits.calendar(), limits.rule_for(consultation.kind.value, local_day(now))
    deadline = deadline_for(consultation.due_at, rule, now, calendar, exact=round_the_clock(consultation))
    if rule is None:
        return DuePreview(deadline, None, None, None)
    of = partial(_after, now, rule, calendar)
    return DuePreview(deadline, of(rule.minimum), of(rule.maximum), rule)


def _after(now: datetime, rule: TimeLimitRule, calendar: WorkCalendar, days: int | None) -> datetime | None:
    return due(now, TimeLimit(days, rule.unit, rule.ends_at), calendar).at if days else None
