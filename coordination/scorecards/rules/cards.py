"""From all cases of a period to a scorecard per unit and role, each with the ledger that it is the sum of (A2, A3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordination.scorecards.rules.components import Loss, case_score, components, losses
from coordination.scorecards.rules.facts import Case, Role
from coordination.scorecards.rules.period import Period
from coordination.scorecards.rules.scheme import ScoringScheme, scheme_on
from coordination.scorecards.rules.summary import Summary, mean, ranked, summarise


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: a case, its score, the value of each component, the points lost and why."""

    case: Case
    score: float
    components: dict[str, float]
    losses: tuple[Loss, ...]

    def to_json(self) -> dict[str, Any]:
        """As other programs read it (design 8)."""
        return {
            "case": self.case.case,
            "score": self.score,
            "components": dict(self.components),
            "facts": self.case.facts.to_json(),
        }


@dataclass(frozen=True)
class Card:
    """A unit's scorecard in one role and period."""

    unit: str
    kind: str
    authority: str
    role: Role
    period: Period
    summary: Summary
    ledger: tuple[Entry, ...]

    def to_json(self) -> dict[str, Any]:
        """As other programs read it (design 8)."""
        summary = self.summary
        return {
            "unit": self.unit,
            "role": str(self.role),
            "period": str(self.period),
            "n": summary.n,
            "score": summary.score,
            "interval": list(summary.interval) if summary.interval else None,
            "shrunk": summary.shrunk,
            "band": summary.band,
            "ledger": [each.to_json() for each in self.ledger],
        }


def entry(case: Case, scheme: ScoringScheme) -> Entry:
    """Score one case by a scheme."""
    facts = case.facts
    return Entry(case, case_score(facts, scheme), components(facts, scheme), losses(facts, scheme))


def cards(cases: Iterable[Case], period: Period, schemes: Sequence[ScoringScheme] = ()) -> tuple[Card, ...]:
    """The scorecards of a period, by unit and role. Give all cases of the units compared, or the comparison is wrong.

    Each case is scored by the scheme of the day it counts, the unit's figures by that of the period's last day.
    Compared are units of one kind under one authority in one role (exact rule 31); a unit without a case has no card.
    """
    groups: dict[tuple[str, str, Role], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        if case.counted_on in period:
            group = groups[case.authority, case.kind, case.role]
            group[case.unit].append(entry(case, scheme_on(schemes, case.counted_on)))
    closing = scheme_on(schemes, period.last)
    made = (
        Card(unit, kind, authority, role, period, summary, _in_order(units[unit]))
        for (authority, kind, role), units in groups.items()
        for unit, summary in _summaries(units, closing).items()
    )
    return tuple(sorted(made, key=lambda card: (card.unit, card.role, card.authority, card.kind)))


def together(cases: Iterable[Case], family: Collection[str], name: str) -> list[Case]:
    """The cases with those of a unit and its predecessors under one name: a combined view (design 3.1).

    Compared are they with the units among which the latest of them stood. The cases themselves don't change.
    """
    given = list(cases)
    latest: dict[Role, Case] = {}
    for case in sorted((each for each in given if each.unit in family), key=lambda each: (each.counted_on, each.case)):
        latest[case.role] = case
    return [
        replace(case, unit=name, kind=latest[case.role].kind, authority=latest[case.role].authority)
        if case.unit in family
        else case
        for case in given
    ]


def _summaries(units: dict[str, list[Entry]], scheme: ScoringScheme) -> dict[str, Summary]:
    scores = {unit: [each.score for each in entries] for unit, entries in units.items()}
    peer_mean = mean([score for given in scores.values() for score in given])
    return ranked({unit: summarise(given, peer_mean, scheme) for unit, given in scores.items()})


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: (each.case.counted_on, each.case.case)))
