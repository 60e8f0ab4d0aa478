"""When a verdict may be given, when it counts, and what lapses. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.kernel.values import Finding
from coordination.limits.rules import WorkCalendar, judge_by


class VerdictKind(StrEnum):
    """Đánh giá of one opinion (design 3.6). Adequate needs no act: silence of the lead means it."""

    ADEQUATE = "adequate"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    GENERIC = "generic"


class Settlement(StrEnum):
    UPHELD = "upheld"
    OVERTURNED = "overturned"


@dataclass(frozen=True)
class VerdictFacts:
    """One verdict as the rules see it; moments aware. `completed_at`: when the unit answered again instead."""

    kind: VerdictKind
    given_at: datetime | None
    contest_by: datetime | None = None
    contested_at: datetime | None = None
    settled: Settlement | None = None
    completed_at: datetime | None = None

    @property
    def finds_fault(self) -> bool:
        """Given, other than adequate, and not overturned."""
        return (
            self.given_at is not None
            and self.kind is not VerdictKind.ADEQUATE
            and self.settled is not Settlement.OVERTURNED
        )


def stands(verdict: VerdictFacts, now: datetime) -> bool:
    """Whether a verdict counts (exact rule 19): uncontested for 2 working days, completed instead, or upheld.

    Until then, and when overturned, the point counts as adequate.
    """
    if verdict.given_at is None or verdict.given_at > now:
        return False
    if verdict.kind is VerdictKind.ADEQUATE or verdict.settled is Settlement.UPHELD:
        return True
    if verdict.settled is Settlement.OVERTURNED or verdict.contested_at is not None:
        return False
    if verdict.completed_at is not None and verdict.completed_at <= now:
        return True
    return verdict.contest_by is not None and now > verdict.contest_by


def counts_as(verdict: VerdictFacts | None, now: datetime) -> VerdictKind:
    """What an opinion counts as: its verdict once that stands, adequate until then and without one (exact rule 19)."""
    return verdict.kind if verdict is not None and stands(verdict, now) else VerdictKind.ADEQUATE


def may_contest(verdict: VerdictFacts, now: datetime) -> list[Finding]:
    """What stands in the way of a contest: once, of a fault, within its 2 working days, instead of completing (3.6)."""
    if verdict.given_at is None or verdict.kind is VerdictKind.ADEQUATE:
        return [Finding("nothing_to_contest", clause="X2")]
    if verdict.contested_at is not None:
        return [Finding("already_contested", clause="X2")]
    if verdict.contest_by is None or now > verdict.contest_by:
        return [Finding("contest_too_late", clause="X2")]
    return [Finding("contest_after_completing", clause="X2")] if verdict.completed_at is not None else []


def judging_ends(due_at: datetime, arrived_at: datetime, replies: int, calendar: WorkCalendar) -> datetime:
    """Until when the lead may judge a reply (O18): 3 working days from the due time, a late reply's from its arrival; 5
    above 30 replies. Afterwards the opinion counts as adequate: the lead's idleness never costs the unit."""
    return judge_by(max(due_at, arrived_at), replies, calendar)


def check_verdict(kind: VerdictKind, reason: str, now: datetime, until: datetime) -> list[Finding]:
    """A verdict other than adequate needs a reason, and none can be given after the lead's time (rule 19, X2)."""
    if kind is VerdictKind.ADEQUATE:
        return []
    found = []
    if now > until:
        found.append(Finding("judging_over", clause="X2", evidence={"until": until}))
    if not reason.strip():
        found.append(Finding("verdict_needs_reason", clause="X2", field="reason"))
    return found
