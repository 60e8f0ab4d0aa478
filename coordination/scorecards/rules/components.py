"""What each component of a case is worth, and where its points were lost (design 4.1, 4.2).

Each component is a number from 0 to 1; one with nothing to measure is 1. The score is the weighted sum, 0 to 100.
The losses tell the same from the other end: they add up to 100 less the score, reason by reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

from coordination.scorecards.rules.facts import ConsulteeFacts, Facts, LeadFacts
from coordination.scorecards.rules.scheme import DEFAULT_SCHEME, ScoringScheme

Numbers = Mapping[str, float]
NOTHING: Numbers = MappingProxyType({})


@dataclass(frozen=True)
class Loss:
    """Points lost in one component for one reason, with the numbers that a sentence about it needs."""

    component: str
    reason: str
    points: float
    numbers: Numbers = field(default_factory=lambda: NOTHING)

    def to_json(self) -> dict[str, Any]:
        """As a ledger for other programs names it."""
        return {
            "component": self.component,
            "reason": self.reason,
            "points": self.points,
            "numbers": dict(self.numbers),
        }


@dataclass(frozen=True)
class _Reason:
    """A reason and the part of its component that it would cost if nothing else had cost it already."""

    code: str
    part: float
    numbers: Numbers = field(default_factory=lambda: NOTHING)


def components(facts: Facts, scheme: ScoringScheme = DEFAULT_SCHEME) -> dict[str, float]:
    """Each component's value, 0 to 1, of a case in either role."""
    if isinstance(facts, ConsulteeFacts):
        return consultee_components(facts, scheme)
    return lead_components(facts)


def consultee_components(facts: ConsulteeFacts, scheme: ScoringScheme = DEFAULT_SCHEME) -> dict[str, float]:
    """The four components of a cooperating unit (design 4.1; C1, C2, C3, X1, X2, X3)."""
    return {
        "timeliness": _timeliness(facts, scheme),
        "completeness": _share(facts.answered_first - facts.incomplete_first, facts.points),
        "substance": _share(facts.adequate_first + scheme.after_return * facts.adequate_after_return, facts.points),
        "responsibility": _responsibility(facts, scheme),
    }


def lead_components(facts: LeadFacts) -> dict[str, float]:
    """The five components of a lead unit (design 4.2; F3, F4, F5, L5, L7, L8)."""
    return {
        "reasonable_time": _reasonable_time(facts),
        "exact_addressing": 1 - _part(facts.points_handed_back, facts.points_addressed),
        "clear_dossier": 1 - _part(facts.unclear_granted, facts.consultees),
        "follow_through": _share(facts.duties_in_time, facts.duties),
        "absorption": (
            _share(facts.comments_disposed, facts.comments)
            * (1 - _part(facts.overturned, facts.verdicts))
            * (1 - _part(facts.not_rightly_reported, facts.checks))
        ),
    }


def case_score(facts: Facts, scheme: ScoringScheme = DEFAULT_SCHEME) -> float:
    """The score of a case, 0 to 100: the sum of weight × value (A2)."""
    weights = _weights(facts, scheme)
    total = math.fsum(weights[name] * value for name, value in components(facts, scheme).items())
    return min(100.0, max(0.0, total))


def losses(facts: Facts, scheme: ScoringScheme = DEFAULT_SCHEME) -> tuple[Loss, ...]:
    """Every reason that applies, with the points it cost; together 100 less the score (A2, design 4.3).

    A component can't lose more than its weight: reasons are charged in order, and one that finds nothing left to lose
    is still named, with 0 points.
    """
    weights = _weights(facts, scheme)
    reasons = _consultee_reasons(facts, scheme) if isinstance(facts, ConsulteeFacts) else _lead_reasons(facts)
    return tuple(loss for name, given in reasons.items() for loss in _charged(name, weights[name], given))


def why_not_100(facts: Facts, scheme: ScoringScheme = DEFAULT_SCHEME) -> tuple[Loss, ...]:
    """The reasons that cost points, the dearest first; none for a case of 100 points (A2)."""
    return tuple(sorted((loss for loss in losses(facts, scheme) if loss.points > 0), key=lambda loss: -loss.points))


def _weights(facts: Facts, scheme: ScoringScheme) -> dict[str, float]:
    return asdict(scheme.consultee if isinstance(facts, ConsulteeFacts) else scheme.lead)


def _share(part: float, whole: int) -> float:
    """The share of what was to be done; with nothing to do it is whole."""
    return part / whole if whole else 1.0


def _part(part: int, whole: int) -> float:
    """The share of what went wrong; where nothing could, none did."""
    return part / whole if whole else 0.0


def _timeliness(facts: ConsulteeFacts, scheme: ScoringScheme) -> float:
    if facts.points == 0:  # nothing was left to answer, so nothing could be late
        return 1.0
    if facts.first_complete_reply is None:
        return 0.0
    return max(0.0, 1 - scheme.day_late * facts.days_late - scheme.reminder * facts.reminders_before_reply)


def _responsibility(facts: ConsulteeFacts, scheme: ScoringScheme) -> float:
    if facts.push_back_refused or _unexplained(facts):
        return 0.0
    return 1 - scheme.late_push_back if facts.late_push_back else 1.0


def _unexplained(facts: ConsulteeFacts) -> bool:
    return facts.late and not facts.explanation_complete


def _reasonable_time(facts: LeadFacts) -> float:
    if facts.urgency_approved or not facts.time_ratios:
        return 1.0
    return math.fsum(min(1.0, ratio) for ratio in facts.time_ratios) / len(facts.time_ratios)


def _consultee_reasons(facts: ConsulteeFacts, scheme: ScoringScheme) -> dict[str, tuple[_Reason, ...]]:
    points = facts.points
    missing = points - facts.answered_first
    inadequate = points - facts.adequate_first - facts.adequate_after_return
    returned = facts.adequate_after_return
    return {
        "timeliness": _lateness(facts, scheme),
        "completeness": (
            _Reason("not_in_first_reply", _part(missing, points), {"missing": missing, "points": points}),
            _Reason(
                "judged_incomplete",
                _part(facts.incomplete_first, points),
                {"incomplete": facts.incomplete_first, "points": points},
            ),
        ),
        "substance": (
            _Reason("not_adequate", _part(inadequate, points), {"inadequate": inadequate, "points": points}),
            _Reason(
                "adequate_after_return",
                (1 - scheme.after_return) * _part(returned, points),
                {"returned": returned, "points": points},
            ),
        ),
        "responsibility": (
            _Reason("push_back_refused", float(facts.push_back_refused)),
            _Reason("late_without_explanation", float(_unexplained(facts))),
            _Reason("late_push_back", scheme.late_push_back * facts.late_push_back),
        ),
    }


def _lateness(facts: ConsulteeFacts, scheme: ScoringScheme) -> tuple[_Reason, ...]:
    if facts.first_complete_reply is None:
        return (_Reason("no_reply", float(facts.points > 0), {"points": facts.points}),)
    days, reminders = facts.days_late, facts.reminders_before_reply
    if facts.points == 0:
        days = reminders = 0
    return (
        _Reason("late_days", scheme.day_late * days, {"days": days}),
        _Reason("reminders", scheme.reminder * reminders, {"reminders": reminders}),
    )


def _lead_reasons(facts: LeadFacts) -> dict[str, tuple[_Reason, ...]]:
    short = [ratio for ratio in facts.time_ratios if ratio < 1]
    numbers: Numbers = {"short": len(short), "consultees": len(facts.time_ratios), "lowest": min(short, default=1.0)}
    return {
        "reasonable_time": (_Reason("short_time", 1 - _reasonable_time(facts), numbers),),
        "exact_addressing": (_shortfall("handed_back", facts.points_handed_back, "points", facts.points_addressed),),
        "clear_dossier": (_shortfall("unclear", facts.unclear_granted, "consultees", facts.consultees),),
        "follow_through": (
            _shortfall("duties_missed", facts.duties - facts.duties_in_time, "duties", facts.duties, "missed"),
        ),
        "absorption": tuple(_absorption(facts)),
    }


def _shortfall(code: str, part: int, whole_name: str, whole: int, part_name: str = "") -> _Reason:
    return _Reason(code, _part(part, whole), {part_name or code: part, whole_name: whole})


def _absorption(facts: LeadFacts) -> Iterator[_Reason]:
    """The component is a product: each reason costs its share of what the reasons before it have left."""
    left = 1.0
    for reason in (
        _shortfall("not_disposed", facts.comments - facts.comments_disposed, "comments", facts.comments, "open"),
        _shortfall("overturned", facts.overturned, "verdicts", facts.verdicts),
        _shortfall("not_rightly_reported", facts.not_rightly_reported, "checks", facts.checks, "upheld"),
    ):
        yield _Reason(reason.code, left * reason.part, reason.numbers)
        left *= 1 - reason.part


def _charged(component: str, weight: float, reasons: Iterable[_Reason]) -> Iterator[Loss]:
    left = 1.0
    for reason in reasons:
        if reason.part > 0:
            charged = min(left, reason.part)
            left -= charged
            yield Loss(component, reason.code, weight * charged, reason.numbers)
