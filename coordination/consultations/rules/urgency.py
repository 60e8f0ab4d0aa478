"""Urgency from above: when a time shorter than the rule's minimum is not the lead's doing (O11, rule 29). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from coordination.kernel.values import Finding
from coordination.limits.rules import (
    TimeLimit,
    WorkCalendar,
    counts_as_sent_on,
    last_day,
    share_used,
    working_days_from,
)
from coordination.limits.rules import end_of as end_of_day

SYNTHESIS_DAYS = 2
ASK_WITHIN = 1


@dataclass(frozen=True)
class Imposed:
    """Whether an assigning document left too little time, with the working days by which it is said.

    `had` from its receipt to its due day, `needed` for the rule's minimum and the synthesis, `used` until the issue.
    """

    received: date
    due_on: date
    had: int
    needed: int
    used: int
    too_few: bool
    in_time: bool

    @property
    def approved(self) -> bool:
        """True by rule: too few days were left, and the lead lost no more than a third of them."""
        return self.too_few and self.in_time


def imposed(
    received_at: datetime, due_on: date, issued_at: datetime, minimum: TimeLimit | None, calendar: WorkCalendar
) -> Imposed:
    """Whether the document that assigned the work made the time short (O11).

    It did where fewer working days lay between its receipt by the lead and its due day than the rule's minimum and two
    days of synthesis take; and the lead must have issued within a third of the days it had. Both are counted as every
    other time is (exact rules 1 and 3); where they are hours of one day, the hours are compared.
    """
    start = counts_as_sent_on(received_at, calendar)
    had = max(0, calendar.count(start, due_on))
    needed = calendar.count(start, last_day(start, minimum, calendar)) + SYNTHESIS_DAYS if minimum else 0
    share = share_used(received_at, issued_at, end_of_day(due_on), calendar)
    used = max(0, calendar.count(start, counts_as_sent_on(issued_at, calendar)))
    in_time = issued_at >= received_at and share <= Fraction(1, 3) and 3 * used <= had
    return Imposed(start, due_on, had, needed, used, minimum is not None and had < needed, in_time)


def check_order(
    *, number: str, dated_on: date | None, due_on: date | None, received_at: datetime | None, now: datetime, today: date
) -> list[Finding]:
    """What must be known of an assigning document: number, date, due day, and when the lead had it (O11)."""
    found = [] if number.strip() else [Finding("order_number_missing", True, "O11", field="number")]
    if dated_on is None:
        found.append(Finding("order_date_missing", True, "O11", field="dated_on"))
    elif dated_on > today:
        found.append(Finding("order_date_to_come", True, "O11", field="dated_on"))
    if received_at is None:
        found.append(Finding("order_received_missing", True, "O11", field="received_at"))
    elif received_at > now:
        found.append(Finding("order_received_to_come", True, "O11", field="received_at"))
    if due_on is None:
        found.append(Finding("order_due_missing", True, "O11", field="due_on"))
    elif dated_on is not None and due_on < dated_on:
        found.append(Finding("order_due_before_date", True, "O11", field="due_on"))
    return found


def may_ask_until(issued_at: datetime | None, calendar: WorkCalendar) -> datetime | None:
    """Until when the lead may ask the authority to approve a shorter time; None: it is not issued yet (rule 29)."""
    return working_days_from(issued_at, ASK_WITHIN, calendar) if issued_at is not None else None
