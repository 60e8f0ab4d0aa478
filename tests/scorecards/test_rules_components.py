"""How a case is scored: worked examples that can be followed by hand, and what must hold for all cases."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.scorecards.rules import (
    DEFAULT_SCHEME,
    ConsulteeFacts,
    ConsulteeWeights,
    Facts,
    LeadFacts,
    LeadWeights,
    ScoringScheme,
    case_score,
    components,
    losses,
    why_not_100,
)

DUE = datetime(2026, 10, 15, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam
IN_TIME = DUE - timedelta(hours=3)

# A unit asked on four points that answered all of them in time, each adequate at once.
EXEMPLARY = ConsulteeFacts(
    due=DUE,
    original_due=DUE,
    first_complete_reply=IN_TIME,
    days_late=0,
    reminders_before_reply=0,
    points=4,
    answered_first=4,
    incomplete_first=0,
    adequate_first=4,
    adequate_after_return=0,
    late_push_back=False,
    push_back_refused=False,
    late=False,
    explanation_complete=False,
)

# A lead that gave three units their time, was addressed rightly, did its duties and explained every comment.
DILIGENT = LeadFacts(
    time_ratios=(1.0, 1.4, 1.0),
    urgency_approved=False,
    points_addressed=12,
    points_handed_back=0,
    consultees=3,
    unclear_granted=0,
    duties=5,
    duties_in_time=5,
    comments=10,
    comments_disposed=10,
    verdicts=4,
    overturned=0,
    checks=3,
    not_rightly_reported=0,
)


def late(days: int, reminders: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "first_complete_reply": DUE + timedelta(days=days),
        "late": True,
        "days_late": days,
        "reminders_before_reply": reminders,
        **changes,
    }


SILENT = {
    "first_complete_reply": None,
    "late": True,
    "days_late": 6,
    "reminders_before_reply": 1,
    "answered_first": 0,
    "adequate_first": 0,
}

# what happened · what is known · timeliness of 40, completeness of 20, substance of 30, responsibility of 10 · score
CONSULTEE_TABLE: list[tuple[str, dict[str, Any], tuple[float, float, float, float], float]] = [
    ("everything in time and to the point", {}, (1, 1, 1, 1), 100),
    ("at the very minute it was due", {"first_complete_reply": DUE}, (1, 1, 1, 1), 100),
    ("two working days late, explained in full", late(2, explanation_complete=True), (0.8, 1, 1, 1), 92),
    ("two days late without explanation", late(2), (0.8, 1, 1, 0), 82),
    ("three days late, two reminders too many", late(3, 2, explanation_complete=True), (0.5, 1, 1, 1), 80),
    ("late, but every day was another's", late(1, explanation_complete=True, days_late=0), (1, 1, 1, 1), 100),
    ("fifteen days late: no less than nothing", late(15, 4, explanation_complete=True), (0, 1, 1, 1), 60),
    ("no answer, no explanation", SILENT, (0, 0, 0, 0), 0),
    ("no answer, explained", SILENT | {"explanation_complete": True}, (0, 0, 0, 1), 10),
    ("one point of four left out at first", {"answered_first": 3}, (1, 0.75, 1, 1), 95),
    (
        "one incomplete, adequate after its return",
        {"incomplete_first": 1, "adequate_first": 3, "adequate_after_return": 1},
        (1, 0.75, 0.875, 1),
        91.25,
    ),
    ("two generic and never mended", {"adequate_first": 2}, (1, 1, 0.5, 1), 85),
    ("pushed back after half of its time", {"late_push_back": True}, (1, 1, 1, 0.5), 95),
    ("pushed back and finally refused", {"push_back_refused": True}, (1, 1, 1, 0), 90),
    (
        "refused, pushed back late, and late unexplained: no less than nothing",
        late(1, late_push_back=True, push_back_refused=True),
        (0.9, 1, 1, 0),
        86,
    ),
    (
        "every point handed back and granted: nothing to measure",
        {"points": 0, "answered_first": 0, "adequate_first": 0, "first_complete_reply": None},
        (1, 1, 1, 1),
        100,
    ),
    (
        "handed back and granted after its time: nothing that could be late",
        late(3, 1, points=0, answered_first=0, adequate_first=0, explanation_complete=True),
        (1, 1, 1, 1),
        100,
    ),
]

# the five components of 25, 20, 20, 15, 20 · score
LEAD_TABLE: list[tuple[str, dict[str, Any], tuple[float, float, float, float, float], float]] = [
    ("everything as it should be", {}, (1, 1, 1, 1, 1), 100),
    ("half the least time for one of three", {"time_ratios": (0.5, 2.0, 1.0)}, (2.5 / 3, 1, 1, 1, 1), 100 - 12.5 / 3),
    ("too short, the urgency approved", {"time_ratios": (0.2, 0.2), "urgency_approved": True}, (1, 1, 1, 1, 1), 100),
    ("no rule had a least time", {"time_ratios": ()}, (1, 1, 1, 1, 1), 100),
    ("three of twelve points belonged to others", {"points_handed_back": 3}, (1, 0.75, 1, 1, 1), 95),
    ("unclear to one unit of three", {"unclear_granted": 1}, (1, 1, 2 / 3, 1, 1), 100 - 20 / 3),
    ("two of five duties too late", {"duties_in_time": 3}, (1, 1, 1, 0.6, 1), 94),
    ("four of ten comments without an answer", {"comments_disposed": 6}, (1, 1, 1, 1, 0.6), 92),
    ("one verdict of four overturned", {"overturned": 1}, (1, 1, 1, 1, 0.75), 95),
    (
        "half the comments, one verdict of four, one report of three",
        {"comments_disposed": 5, "overturned": 1, "not_rightly_reported": 1},
        (1, 1, 1, 1, 0.25),
        85,
    ),
    (
        "withdrawn before anything came: nothing to measure",
        dict.fromkeys((field.name for field in fields(LeadFacts)), 0) | {"time_ratios": (), "urgency_approved": False},
        (1, 1, 1, 1, 1),
        100,
    ),
]


@pytest.mark.req("A2", "C1", "C2", "C3", "X1", "X2", "X3")
@pytest.mark.parametrize("story, changes, values, score", CONSULTEE_TABLE, ids=[row[0] for row in CONSULTEE_TABLE])
def test_a_cooperating_unit_is_scored_as_the_table_says(
    story: str, changes: dict[str, Any], values: tuple[float, ...], score: float
) -> None:
    facts = replace(EXEMPLARY, **changes)
    names = ("timeliness", "completeness", "substance", "responsibility")
    assert components(facts) == pytest.approx(dict(zip(names, values, strict=True)), abs=1e-12)
    assert case_score(facts) == pytest.approx(score, abs=1e-9)


@pytest.mark.req("A2", "F3", "F4", "F5", "L5", "L7")
@pytest.mark.parametrize("story, changes, values, score", LEAD_TABLE, ids=[row[0] for row in LEAD_TABLE])
def test_a_lead_is_scored_as_the_table_says(
    story: str, changes: dict[str, Any], values: tuple[float, ...], score: float
) -> None:
    facts = replace(DILIGENT, **changes)
    names = ("reasonable_time", "exact_addressing", "clear_dossier", "follow_through", "absorption")
    assert components(facts) == pytest.approx(dict(zip(names, values, strict=True)), abs=1e-12)
    assert case_score(facts) == pytest.approx(score, abs=1e-9)


def told(facts: Facts) -> list[tuple[str, str, float, dict[str, float]]]:
    return [(loss.component, loss.reason, round(loss.points, 9), dict(loss.numbers)) for loss in losses(facts)]


@pytest.mark.req("A2", "X2", "X3")
def test_every_point_that_a_cooperating_unit_lost_has_its_reason_and_its_numbers() -> None:
    facts = replace(
        EXEMPLARY,
        **late(3, 1),
        answered_first=3,
        incomplete_first=1,
        adequate_first=2,
        adequate_after_return=1,
        late_push_back=True,
    )
    assert told(facts) == [
        ("timeliness", "late_days", 12, {"days": 3}),
        ("timeliness", "reminders", 4, {"reminders": 1}),
        ("completeness", "not_in_first_reply", 5, {"missing": 1, "points": 4}),
        ("completeness", "judged_incomplete", 5, {"incomplete": 1, "points": 4}),
        ("substance", "not_adequate", 7.5, {"inadequate": 1, "points": 4}),
        ("substance", "adequate_after_return", 3.75, {"returned": 1, "points": 4}),
        ("responsibility", "late_without_explanation", 10, {}),
        ("responsibility", "late_push_back", 0, {}),  # nothing was left to lose
    ]
    assert [loss.reason for loss in why_not_100(facts)][:2] == ["late_days", "late_without_explanation"]
    assert "late_push_back" not in [loss.reason for loss in why_not_100(facts)]
    assert case_score(facts) == pytest.approx(100 - 47.25, abs=1e-9)


@pytest.mark.req("A2", "F3", "F4", "F5", "L5")
def test_every_point_that_a_lead_lost_has_its_reason_and_its_numbers() -> None:
    facts = replace(
        DILIGENT,
        time_ratios=(0.5, 0.9, 2.0),
        points_handed_back=3,
        unclear_granted=3,
        duties_in_time=4,
        comments_disposed=5,
        overturned=2,
        not_rightly_reported=3,
    )
    assert told(facts) == [
        ("reasonable_time", "short_time", 5, {"short": 2, "consultees": 3, "lowest": 0.5}),
        ("exact_addressing", "handed_back", 5, {"handed_back": 3, "points": 12}),
        ("clear_dossier", "unclear", 20, {"unclear": 3, "consultees": 3}),
        ("follow_through", "duties_missed", 3, {"missed": 1, "duties": 5}),
        ("absorption", "not_disposed", 10, {"open": 5, "comments": 10}),
        ("absorption", "overturned", 5, {"overturned": 2, "verdicts": 4}),
        ("absorption", "not_rightly_reported", 5, {"upheld": 3, "checks": 3}),
    ]


@pytest.mark.req("X3")
def test_who_never_answered_lost_the_whole_of_timeliness_for_one_reason() -> None:
    lost = [loss.to_json() for loss in losses(replace(EXEMPLARY, **SILENT)) if loss.component == "timeliness"]
    assert lost == [{"component": "timeliness", "reason": "no_reply", "points": 40, "numbers": {"points": 4}}]


@pytest.mark.req("A2")
@pytest.mark.parametrize("facts", [EXEMPLARY, DILIGENT], ids=["consultee", "lead"])
def test_a_case_of_100_points_has_nothing_to_explain(facts: Facts) -> None:
    assert case_score(facts) == 100
    assert losses(facts) == why_not_100(facts) == ()


@pytest.mark.req("A2")
def test_another_scheme_weighs_differently() -> None:
    strict = ScoringScheme(
        consultee=ConsulteeWeights(70, 10, 10, 10), lead=LeadWeights(100, 0, 0, 0, 0), day_late=0.5, after_return=0
    )
    assert case_score(replace(EXEMPLARY, **late(1, explanation_complete=True)), strict) == pytest.approx(65)
    assert case_score(replace(DILIGENT, time_ratios=(0.25,), overturned=4), strict) == pytest.approx(25)


# --- What must hold for every case ------------------------------------------------------------------------------------

PROPERTY = settings(deadline=None, max_examples=200)


@st.composite
def consultee_facts(draw: st.DrawFn) -> ConsulteeFacts:
    points = draw(st.integers(0, 30))
    answered = draw(st.integers(0, points))
    adequate = draw(st.integers(0, points))
    reply = draw(st.none() | st.integers(-400, 400).map(lambda hours: DUE + timedelta(hours=hours)))
    is_late = draw(st.booleans()) if reply is None else reply > DUE
    return ConsulteeFacts(
        due=DUE,
        original_due=DUE - timedelta(days=draw(st.integers(0, 9))),
        first_complete_reply=reply,
        days_late=draw(st.integers(0, 30)) if is_late else 0,
        reminders_before_reply=draw(st.integers(0, 12)) if is_late else 0,
        points=points,
        answered_first=answered,
        incomplete_first=draw(st.integers(0, answered)),
        adequate_first=adequate,
        adequate_after_return=draw(st.integers(0, points - adequate)),
        late_push_back=draw(st.booleans()),
        push_back_refused=draw(st.booleans()),
        late=is_late,
        explanation_complete=draw(st.booleans()),
    )


@st.composite
def lead_facts(draw: st.DrawFn) -> LeadFacts:
    names = (
        ("points_addressed", "points_handed_back"),
        ("consultees", "unclear_granted"),
        ("duties", "duties_in_time"),
        ("comments", "comments_disposed"),
        ("verdicts", "overturned"),
        ("checks", "not_rightly_reported"),
    )
    counts: dict[str, int] = {}
    for whole, part in names:
        counts[whole] = draw(st.integers(0, 50))
        counts[part] = draw(st.integers(0, counts[whole]))
    ratios = draw(st.lists(st.floats(0, 5), max_size=8))
    return LeadFacts(time_ratios=tuple(ratios), urgency_approved=draw(st.booleans()), **counts)


@st.composite
def schemes(draw: st.DrawFn) -> ScoringScheme:
    def weights(count: int) -> list[int]:
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
        return [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]

    slope = st.floats(0, 1)
    return ScoringScheme(
        consultee=ConsulteeWeights(*weights(4)),
        lead=LeadWeights(*weights(5)),
        day_late=draw(slope),
        reminder=draw(slope),
        late_push_back=draw(slope),
        after_return=draw(slope),
    )


any_facts = consultee_facts() | lead_facts()
any_scheme = st.just(DEFAULT_SCHEME) | schemes()


@pytest.mark.req("A2")
@given(facts=any_facts, scheme=any_scheme)
@PROPERTY
def test_a_score_lies_between_0_and_100_and_the_losses_are_the_rest(facts: Facts, scheme: ScoringScheme) -> None:
    score = case_score(facts, scheme)
    lost = losses(facts, scheme)
    assert 0 <= score <= 100
    assert all(0 <= value <= 1 for value in components(facts, scheme).values())
    assert all(loss.points >= 0 for loss in lost)
    assert math.fsum(loss.points for loss in lost) == pytest.approx(100 - score, abs=1e-9)
    assert math.fsum(loss.points for loss in why_not_100(facts, scheme)) == pytest.approx(100 - score, abs=1e-9)


@pytest.mark.req("A2")
@given(facts=any_facts, scheme=any_scheme)
@PROPERTY
def test_losses_of_each_component_are_what_its_value_lacks(facts: Facts, scheme: ScoringScheme) -> None:
    weights = vars(scheme.consultee if isinstance(facts, ConsulteeFacts) else scheme.lead)
    lost = losses(facts, scheme)
    for name, value in components(facts, scheme).items():
        parts = math.fsum(loss.points for loss in lost if loss.component == name)
        assert parts == pytest.approx(weights[name] * (1 - value), abs=1e-9)


@pytest.mark.req("A2")
@given(facts=any_facts, scheme=any_scheme)
@PROPERTY
def test_computing_again_gives_the_same_to_the_last_digit(facts: Facts, scheme: ScoringScheme) -> None:
    copied = replace(facts)
    again = ScoringScheme.from_json(scheme.to_json())
    assert case_score(copied, again) == case_score(facts, scheme)
    assert losses(copied, again) == losses(facts, scheme)


@pytest.mark.req("X3", "C2")
@given(facts=consultee_facts(), earlier=st.integers(0, 800), fewer=st.tuples(st.integers(0, 30), st.integers(0, 12)))
@PROPERTY
def test_answering_earlier_never_lowers_a_score(facts: ConsulteeFacts, earlier: int, fewer: tuple[int, int]) -> None:
    if facts.first_complete_reply is None:
        reply = DUE + timedelta(hours=400 - earlier)
    else:
        reply = facts.first_complete_reply - timedelta(hours=earlier)
    still_late = reply > facts.due
    if facts.first_complete_reply is None and not facts.late:
        still_late, reply = False, min(reply, facts.due)
    sooner = replace(
        facts,
        first_complete_reply=reply,
        late=still_late,
        days_late=max(0, facts.days_late - fewer[0]) if still_late else 0,
        reminders_before_reply=max(0, facts.reminders_before_reply - fewer[1]) if still_late else 0,
    )
    assert case_score(sooner) >= case_score(facts)


@pytest.mark.req("X3", "L7")
@given(facts=consultee_facts().filter(lambda facts: facts.late), scheme=any_scheme)
@PROPERTY
def test_one_more_reminder_or_day_never_raises_a_score(facts: ConsulteeFacts, scheme: ScoringScheme) -> None:
    reminded = replace(facts, reminders_before_reply=facts.reminders_before_reply + 1)
    later = replace(facts, days_late=facts.days_late + 1)
    assert case_score(reminded, scheme) <= case_score(facts, scheme)
    assert case_score(later, scheme) <= case_score(facts, scheme)


@pytest.mark.req("A5")
@given(facts=consultee_facts())
@PROPERTY
def test_explaining_never_lowers_a_score(facts: ConsulteeFacts) -> None:
    assert case_score(replace(facts, explanation_complete=True)) >= case_score(facts)


@pytest.mark.req("F4")
@given(facts=lead_facts())
@PROPERTY
def test_giving_more_time_never_lowers_a_leads_score(facts: LeadFacts) -> None:
    longer = replace(facts, time_ratios=tuple(ratio + 0.5 for ratio in facts.time_ratios))
    assert case_score(longer) >= case_score(facts)
