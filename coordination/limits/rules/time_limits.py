"""Time-limit rules: how long the law gives for what, and what silence means (F4, A9; design 3.2; exact rules 9, 15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coordination.kernel.values import Finding
from coordination.limits.rules.calendar import WorkCalendar
from coordination.limits.rules.deadline import DayUnit, EndsAt, TimeLimit
from coordination.limits.rules.hours import OFFICE_HOURS, OfficeHours
from coordination.limits.rules.measures import allotted
from coordination.limits.rules.reasons import due_day
from coordination.limits.rules.shipped import LAST_YEAR

KINDS = ("legal_document", "internal_procedure", "procedure_dossier", "plan_or_report", "other")


class Purpose(StrEnum):
    """What the time is given for; an ordinary request for opinions is a comment."""

    COMMENT = "comment"
    POLICY_COMMENT = "policy_comment"
    CHAIRMAN_COMMENT = "chairman_comment"
    APPRAISAL = "appraisal"
    PROCEDURE_OPINION = "procedure_opinion"
    SUBMIT = "submit"
    PUBLISH = "publish"


class ClockStart(StrEnum):
    """What starts the clock."""

    SENDING = "sending"
    FULL_DOSSIER = "full_dossier"
    DECISION = "decision"


class Silence(StrEnum):
    """What no answer in time means. Agreement is never assumed: it needs the rule's own legal basis (domain 1.5)."""

    DEEMED_AGREED = "deemed_agreed"
    NO_OPINION = "no_opinion"
    MUST_ESCALATE = "must_escalate"


@dataclass(frozen=True, kw_only=True)
class TimeLimitRule:
    """One dated rule. In force from `valid_from` to `valid_to`, both included; frozen into a consultation at issue."""

    kind: str
    instrument: str
    legal_basis: str
    default: int
    valid_from: date
    minimum: int | None = None
    maximum: int | None = None
    unit: DayUnit = DayUnit.WORKING
    ends_at: EndsAt = EndsAt.CLOSE
    clock_start: ClockStart = ClockStart.SENDING
    silence: Silence = Silence.NO_OPINION
    silence_basis: str = ""
    valid_to: date | None = None
    purpose: Purpose = Purpose.COMMENT
    to_be_verified: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of consultation: {self.kind}")
        known = [n for n in (self.minimum, self.default, self.maximum) if n is not None]
        if known[0] < 1 or known != sorted(known):
            raise ValueError("minimum, default and maximum stand in this order and are days")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("a rule can't end before it begins")
        if self.silence is Silence.DEEMED_AGREED and not self.silence_basis.strip():
            raise ValueError("silence counts as agreement only where the rule cites its legal basis")

    @property
    def limit(self) -> TimeLimit:
        """The default limit, with its legal basis."""
        return TimeLimit(self.default, self.unit, self.ends_at, self.legal_basis)

    def in_force(self, day: date) -> bool:
        """Whether the rule is valid on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, to be kept in a row and frozen into a consultation."""
        facts = asdict(self)
        facts["valid_from"] = self.valid_from.isoformat()
        facts["valid_to"] = self.valid_to and self.valid_to.isoformat()
        return {key: str(value) if isinstance(value, StrEnum) else value for key, value in facts.items()}

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> TimeLimitRule:
        """What `as_json` wrote."""
        return cls(
            **{
                **facts,
                "unit": DayUnit(facts["unit"]),
                "ends_at": EndsAt(facts["ends_at"]),
                "clock_start": ClockStart(facts["clock_start"]),
                "silence": Silence(facts["silence"]),
                "purpose": Purpose(facts["purpose"]),
                "valid_from": date.fromisoformat(facts["valid_from"]),
                "valid_to": date.fromisoformat(facts["valid_to"]) if facts["valid_to"] else None,
            }
        )


def collide(one: TimeLimitRule, other: TimeLimitRule) -> bool:
    """Whether two rules say something of the same kind and purpose by the same instrument on the same day (F4, A9)."""
    same = (one.kind, one.purpose) == (other.kind, other.purpose) and _plain(one.instrument) == _plain(other.instrument)
    return same and spans_meet(one.valid_from, one.valid_to, other.valid_from, other.valid_to)


def _plain(instrument: str) -> str:
    return " ".join(instrument.casefold().split())


def spans_meet(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two spans of validity, both ends included, have a day in common; without an end they never end."""
    return (last is None or other_first <= last) and (other_last is None or first <= other_last)


def rule_in_force(
    rules: Iterable[TimeLimitRule], kind: str, day: date, purpose: Purpose = Purpose.COMMENT
) -> TimeLimitRule | None:
    """The rule for that kind and purpose on that day; of several the one that came into force last (F4, A9)."""
    valid = [rule for rule in rules if rule.kind == kind and rule.purpose is purpose and rule.in_force(day)]
    return max(valid, key=lambda rule: rule.valid_from, default=None)


def check_due(
    rule: TimeLimitRule | None,
    issued_at: datetime,
    due_at: datetime,
    calendar: WorkCalendar,
    submit_by: date | None = None,
    return_date: date | None = None,
    hours: OfficeHours = OFFICE_HOURS,
) -> list[Finding]:
    """What is wrong with a due time (F4; exact rule 9): one in the past, or too late for the lead, blocks."""
    day = due_day(due_at)
    findings = []
    if submit_by and return_date and submit_by > return_date:
        evidence = {"submit_by": submit_by, "return_date": return_date}
        findings.append(Finding("submit_by_after_return_date", True, "L9", evidence, "submit_by"))
    if submit_by and day > submit_by:
        findings.append(_about_due("due_after_submit_by", True, due=day, submit_by=submit_by))
    if return_date and day > return_date:
        findings.append(_about_due("due_after_return_date", True, due=day, return_date=return_date))
    if due_at <= issued_at:
        return [_about_due("due_in_past", True, due=day), *findings]
    if day.year >= LAST_YEAR:
        return [_about_due("date_out_of_range", True, due=day), *findings]
    return findings + (_against_rule(rule, allotted(issued_at, due_at, rule.unit, calendar, hours)) if rule else [])


def _against_rule(rule: TimeLimitRule, given: int) -> list[Finding]:
    facts = {"allotted": given, "unit": rule.unit.value, "legal_basis": rule.legal_basis}
    if rule.minimum is not None and given < rule.minimum:
        return [_about_due("due_below_minimum", False, minimum=rule.minimum, **facts)]
    if rule.maximum is not None and given > rule.maximum:
        return [_about_due("due_above_maximum", False, maximum=rule.maximum, **facts)]
    return []


def _about_due(code: str, blocking: bool, **evidence: Any) -> Finding:
    return Finding(code, blocking, "F4", evidence, "due_at")
