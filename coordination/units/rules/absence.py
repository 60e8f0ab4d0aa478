"""Somebody is away and a deputy acts: what must hold (design 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coordination.kernel.values import Finding

LONGEST = 366
"""An absence lasts at most a year; who is away longer has no role there."""


@dataclass(frozen=True)
class Away:
    """Somebody is away in one unit, from the first to the last day, and who acts meanwhile."""

    person: int
    deputy: int
    unit: int
    since: date
    until: date

    def meets(self, other: Away) -> bool:
        """Whether both share a day."""
        return self.since <= other.until and other.since <= self.until


def absence_findings(
    wanted: Away, others: Iterable[Away], today: date, *, person_serves: bool, deputy_serves: bool
) -> list[Finding]:
    """What is wrong with an absence, each beside its field; empty: it can be entered (design 3.1).

    Nobody is his own deputy; nobody is away twice at a time in one unit; and there is no chain: who is away that day is
    nobody's deputy, in whatever unit. `*_serves`: whether they hold a role in the unit on every day of it.
    """
    if wanted.until < wanted.since:
        return [_finding("dates_reversed", "until")]
    findings = []
    if wanted.until < today:
        findings.append(_finding("absence_over", "until"))
    if (wanted.until - wanted.since).days >= LONGEST:
        findings.append(_finding("absence_too_long", "until"))
    if wanted.person == wanted.deputy:
        findings.append(_finding("absence_own_deputy", "deputy_id"))
    if not person_serves:
        findings.append(_finding("absence_no_role", "person_id"))
    if not deputy_serves:
        findings.append(_finding("absence_deputy_elsewhere", "deputy_id"))
    for other in (each for each in others if each.meets(wanted)):
        findings += _clash(wanted, other)
    return list({each.code: each for each in findings}.values())


def _clash(wanted: Away, other: Away) -> list[Finding]:
    findings = []
    when = {"since": other.since, "until": other.until}
    if other.person == wanted.person and other.unit == wanted.unit:
        findings.append(Finding("absence_twice", evidence=when, field="since"))
    if other.person == wanted.deputy:
        findings.append(Finding("absence_deputy_away", evidence=when, field="deputy_id"))
    if other.deputy == wanted.person:
        findings.append(Finding("absence_person_deputises", evidence=when, field="person_id"))
    return findings


def _finding(code: str, about: str) -> Finding:
    return Finding(code, field=about)
