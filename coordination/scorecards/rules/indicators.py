"""Five plain counts beside each score, that need no formula to be understood (design 4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.scorecards.rules.facts import Case, ConsulteeFacts, LeadFacts


@dataclass(frozen=True)
class Indicator:
    """So many of so many; `met_originally` tells the same against the due times of the issue letters."""

    code: str
    met: int
    of: int
    met_originally: int | None = None


def indicators(cases: Iterable[Case]) -> tuple[Indicator, ...]:
    """The five indicators of one unit's cases in one role; none for no cases (A2, C1, X2, X3)."""
    given = list(cases)
    consultee = [(case, case.facts) for case in given if isinstance(case.facts, ConsulteeFacts)]
    lead = [case.facts for case in given if isinstance(case.facts, LeadFacts)]
    if consultee:
        return _of_consultee([facts for _, facts in consultee], [case for case, _ in consultee])
    return _of_lead(lead) if lead else ()


def extended(cases: Iterable[Case]) -> tuple[int, int]:
    """How many of the cooperating unit's cases had their due time moved, of how many (design 4.1)."""
    facts = [case.facts for case in cases if isinstance(case.facts, ConsulteeFacts)]
    return sum(each.due > each.original_due for each in facts), len(facts)


def _of_consultee(facts: Sequence[ConsulteeFacts], cases: Sequence[Case]) -> tuple[Indicator, ...]:
    n = len(facts)
    plain = [case.plain for case in cases if case.plain is not None]
    replied = [(each, each.first_complete_reply) for each in facts]
    agreed = sum(reply is not None and reply <= each.due for each, reply in replied)
    original = sum(reply is not None and reply <= each.original_due for each, reply in replied)
    return (
        Indicator("acknowledged_in_time", sum(each.acknowledged_in_time for each in plain), len(plain)),
        Indicator("on_time", agreed, n, original),
        Indicator(
            "points_answered",
            sum(each.points_answered for each in plain),
            sum(
                case.facts.points for case in cases if case.plain is not None and isinstance(case.facts, ConsulteeFacts)
            ),
        ),
        Indicator("no_finding", sum(each.confirmed_findings == 0 for each in plain), len(plain)),
        Indicator("no_reminder", sum(each.reminders == 0 for each in plain), len(plain)),
    )


def _of_lead(facts: Sequence[LeadFacts]) -> tuple[Indicator, ...]:
    n = len(facts)
    return (
        Indicator(
            "time_given", sum(each.urgency_approved or min(each.time_ratios, default=1) >= 1 for each in facts), n
        ),
        Indicator(
            "addressing",
            sum(each.points_addressed - each.points_handed_back for each in facts),
            sum(each.points_addressed for each in facts),
        ),
        Indicator(
            "clear",
            sum(each.consultees - each.unclear_granted for each in facts),
            sum(each.consultees for each in facts),
        ),
        Indicator("duties", sum(each.duties_in_time for each in facts), sum(each.duties for each in facts)),
        Indicator("comments", sum(each.comments_disposed for each in facts), sum(each.comments for each in facts)),
    )
