"""What lies on a desk: one thing to do or to wait for, and the group of the desk in which it lies (design 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from coordination.kernel import clock

# A desk shows so much of each kind; the lists show the rest.
SHOWN = 40
# These have no due time of their own, and somebody else can't go on until they are done.
HOLDING_UP = frozenset(
    {
        "not_delivered",
        "not_delivered_many",
        "decide_report",
        "settle_contest",
        "conclude",
        "resume",
        "mend_suspended",
        "decide_suspension",
        "issue",
        "issue_change",
        "sign_change",
        "sign_consultation",
        "decide_urgency",
    }
)


class Group(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True)
class Task:
    """One thing on the desk: a code (worded in `words.TASKS`), its facts, where to do it, by when.

    `ours` is false for what waits for somebody else; `since` is how long it has been waiting.
    """

    code: str
    endpoint: str
    values: dict[str, int]
    due_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    ours: bool = True
    late: bool = False
    since: datetime | None = None
    part_id: int | None = None  # the cooperating unit's part that it is about: its days late are those charged to it

    @property
    def place(self) -> tuple[bool, bool, float]:
        """Where it stands among others: by due time; without one, what holds others up first, then the longest wait."""
        moment = self.due_at or self.since
        return self.due_at is None, self.code not in HOLDING_UP, moment.timestamp() if moment else float("inf")

    def group(self, now: datetime) -> Group:
        """Where on the desk it lies; what waits for others lies apart."""
        if not self.ours:
            return Group.WAITING
        if self.late or (self.due_at is not None and self.due_at < now):
            return Group.OVERDUE
        if self.due_at is None:
            return Group.LATER
        day, today = clock.local(self.due_at).date(), clock.local(now).date()
        if day <= today:
            return Group.TODAY
        return Group.WEEK if day <= today + timedelta(days=7) else Group.LATER
