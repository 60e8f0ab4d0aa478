"""What is known of a case: its form for other programs, what can't be, and how points and verdicts are counted."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.assessment.rules import VerdictKind
from coordination.scorecards.rules import (
    Answered,
    ConsulteeFacts,
    LeadFacts,
    PointCounts,
    case_score,
    count_points,
)

DUE = datetime(2026, 10, 15, 10, 0, tzinfo=UTC)
ADEQUATE, INCOMPLETE, GENERIC = VerdictKind.ADEQUATE, VerdictKind.INCOMPLETE, VerdictKind.GENERIC

LATE = ConsulteeFacts(
    due=DUE,
    original_due=DUE - timedelta(days=2),
    first_complete_reply=DUE + timedelta(days=1, minutes=5),
    days_late=1,
    reminders_before_reply=1,
    points=3,
    answered_first=3,
    incomplete_first=1,
    adequate_first=2,
    adequate_after_return=1,
    late_push_back=False,
    push_back_refused=False,
    late=True,
    explanation_complete=True,
)
LEAD = LeadFacts(
    time_ratios=(1.5, 0.5),
    urgency_approved=False,
    points_addressed=6,
    points_handed_back=1,
    consultees=2,
    unclear_granted=0,
    duties=3,
    duties_in_time=2,
    comments=4,
    comments_disposed=4,
    verdicts=2,
    overturned=1,
    checks=2,
    not_rightly_reported=0,
)


@pytest.mark.req("A2")
def test_facts_of_a_cooperating_unit_are_printed_under_their_agreed_names_in_vietnamese_time() -> None:
    assert json.loads(json.dumps(LATE.to_json())) == {
        "due": "2026-10-15T17:00:00+07:00",
        "original_due": "2026-10-13T17:00:00+07:00",
        "first_complete_reply": "2026-10-16T17:05:00+07:00",
        "days_late": 1,
        "reminders_before_reply": 1,
        "points": 3,
        "answered_first": 3,
        "incomplete_first": 1,
        "adequate_first": 2,
        "adequate_after_return": 1,
        "late_push_back": False,
        "push_back_refused": False,
        "late": True,
        "explanation_complete": True,
    }
    assert replace(LATE, first_complete_reply=None).to_json()["first_complete_reply"] is None


@pytest.mark.req("A2")
def test_facts_of_a_lead_are_printed_under_their_agreed_names() -> None:
    printed = json.loads(json.dumps(LEAD.to_json()))
    assert printed == asdict(LEAD) | {"time_ratios": [1.5, 0.5]}
    assert list(printed)[:3] == ["time_ratios", "urgency_approved", "points_addressed"]


@pytest.mark.parametrize(
    "code, changes",
    [
        ("facts_naive_time", {"due": datetime(2026, 10, 15, 17, 0)}),  # noqa: DTZ001 - the mistake itself
        ("facts_negative", {"days_late": -1}),
        ("facts_more_than_points", {"answered_first": 4}),
        ("facts_more_than_points", {"adequate_first": 3}),
        ("facts_more_than_answered", {"answered_first": 1, "incomplete_first": 2}),
        ("facts_late_disagrees", {"late": False, "days_late": 0, "reminders_before_reply": 0}),
        ("facts_late_disagrees", {"first_complete_reply": DUE}),
        ("facts_charged_though_in_time", {"first_complete_reply": DUE, "late": False}),
    ],
)
def test_facts_of_a_cooperating_unit_that_cannot_be_are_refused(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        replace(LATE, **changes)


@pytest.mark.parametrize(
    "code, changes",
    [
        ("facts_negative", {"time_ratios": (1.0, -0.1)}),
        ("facts_negative", {"time_ratios": (float("nan"),)}),
        ("facts_negative", {"duties_in_time": -1}),
        ("facts_part_above_whole", {"points_handed_back": 7}),
        ("facts_part_above_whole", {"unclear_granted": 3}),
        ("facts_part_above_whole", {"duties_in_time": 4}),
        ("facts_part_above_whole", {"comments_disposed": 5}),
        ("facts_part_above_whole", {"overturned": 3}),
        ("facts_part_above_whole", {"not_rightly_reported": 3}),
    ],
)
def test_facts_of_a_lead_that_cannot_be_are_refused(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        replace(LEAD, **changes)


# --- From verdicts to counts ------------------------------------------------------------------------------------------


def counts(**changes: int) -> PointCounts:
    return replace(PointCounts(1, 1, 0, 1, 0, 1, 0), **changes)


@pytest.mark.req("X2")
@pytest.mark.parametrize(
    "story, point, expected",
    [
        ("never answered", [], counts(answered_first=0, adequate_first=0, answered=0)),
        ("answered, nobody judged it", [Answered(True)], counts()),
        ("answered only in the second reply, not judged", [Answered(False)], counts(answered_first=0)),
        ("judged adequate", [Answered(True, ADEQUATE, True)], counts()),
        ("incomplete, still open to contest", [Answered(True, INCOMPLETE, False)], counts()),
        (
            "incomplete, uncontested, not mended",
            [Answered(True, INCOMPLETE, True)],
            counts(incomplete_first=1, adequate_first=0, confirmed=1),
        ),
        (
            "incomplete in a second reply that was its first",
            [Answered(False, INCOMPLETE, True)],
            counts(answered_first=0, adequate_first=0, confirmed=1),
        ),
        (
            "generic, then mended, the second answer not judged yet",
            [Answered(True, GENERIC, True), Answered(False)],
            counts(adequate_first=0, adequate_after_return=1, confirmed=1),
        ),
        (
            "generic, then incomplete: inadequate twice, incomplete not at first",
            [Answered(True, GENERIC, True), Answered(False, INCOMPLETE, True)],
            counts(adequate_first=0, confirmed=2),
        ),
        (
            "adequate at first stays so, whatever a later answer says",
            [Answered(True, ADEQUATE, True), Answered(False, GENERIC, True)],
            counts(confirmed=1),
        ),
    ],
)
def test_a_point_is_counted_by_the_verdicts_that_stand(
    story: str, point: list[Answered], expected: PointCounts
) -> None:
    assert count_points([point]) == expected


@pytest.mark.req("X2")
def test_points_are_counted_together() -> None:
    given_points = [[], [Answered(True)], [Answered(True, INCOMPLETE, True), Answered(False, ADEQUATE, True)]]
    assert count_points(given_points) == PointCounts(3, 2, 1, 1, 1, 2, 1)


kinds = st.sampled_from(list(VerdictKind))
answers = st.builds(Answered, in_first_reply=st.booleans(), verdict=st.none() | kinds, stands=st.booleans())
histories = st.lists(st.lists(answers, max_size=3), max_size=8)


def scored(points: list[list[Answered]]) -> float:
    counted = asdict(count_points(points))
    names = ("points", "answered_first", "incomplete_first", "adequate_first", "adequate_after_return")
    return case_score(replace(LATE, **{name: counted[name] for name in names}))


@pytest.mark.req("X2", "A2")
@given(points=histories)
@settings(deadline=None)
def test_an_overturned_verdict_is_the_same_as_never_judged(points: list[list[Answered]]) -> None:
    overturned = [[replace(answer, stands=False) for answer in point] for point in points]
    never = [[replace(answer, verdict=None) for answer in point] for point in points]
    assert count_points(overturned) == count_points(never)
    assert scored(overturned) == scored(never)


@pytest.mark.req("X2", "A2")
@given(points=histories)
@settings(deadline=None)
def test_a_lead_that_does_not_judge_never_costs_the_unit(points: list[list[Answered]]) -> None:
    first_unjudged = [[replace(answer, verdict=None) for answer in point] for point in points]
    assert scored(first_unjudged) >= scored(points)


@pytest.mark.req("A2")
@given(points=histories, seed=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_points_does_not_matter(points: list[list[Answered]], seed: Any) -> None:
    shuffled = list(points)
    seed.shuffle(shuffled)
    assert count_points(shuffled) == count_points(points)
