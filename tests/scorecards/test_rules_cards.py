"""Scorecards put together from all cases of a period, and the plain counts beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.scorecards.rules import (
    DEFAULT_SCHEME,
    Case,
    ConsulteeFacts,
    Indicator,
    LeadFacts,
    Period,
    Plain,
    Role,
    cards,
    entry,
    extended,
    indicators,
)

DUE = datetime(2026, 10, 15, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DUE_DAY = date(2026, 10, 15)
OCTOBER = Period.parse("2026-10")

GOOD = ConsulteeFacts(
    due=DUE,
    original_due=DUE,
    first_complete_reply=DUE - DAY,
    days_late=0,
    reminders_before_reply=0,
    points=2,
    answered_first=2,
    incomplete_first=0,
    adequate_first=2,
    adequate_after_return=0,
    late_push_back=False,
    push_back_refused=False,
    late=False,
    explanation_complete=False,
)
LATE = replace(GOOD, first_complete_reply=DUE + DAY, late=True, days_late=1, reminders_before_reply=1)  # 100 − 8 − 10
LED = LeadFacts(
    time_ratios=(1.0, 0.5),
    urgency_approved=False,
    points_addressed=4,
    points_handed_back=1,
    consultees=2,
    unclear_granted=1,
    duties=3,
    duties_in_time=2,
    comments=5,
    comments_disposed=4,
    verdicts=0,
    overturned=0,
    checks=0,
    not_rightly_reported=0,
)


def case(name: str, facts: ConsulteeFacts | LeadFacts = GOOD, unit: str = "STP", on: date = DUE_DAY) -> Case:
    return Case(case=name, unit=unit, kind="department", authority="UBND", counted_on=on, facts=facts)


@pytest.mark.req("A2", "A3")
def test_a_card_is_printed_as_other_programs_read_it() -> None:
    card, other = cards([case("2/CV", LATE), case("1/CV"), case("1/CV", unit="SXD")], OCTOBER)
    assert other.unit == "SXD"
    printed = json.loads(json.dumps(card.to_json()))
    ledger = printed.pop("ledger")
    bounds = printed.pop("interval")
    assert printed == {
        "unit": "STP",
        "role": "consultee",
        "period": "2026-10",
        "n": 2,
        "score": 91,
        "shrunk": pytest.approx((2 * 91 + 10 * 94) / 12),  # 94: the mean of all three cases of the departments
        "band": None,
    }
    assert bounds == pytest.approx([91 - 6.313751515 * 9, 100])
    assert [line["case"] for line in ledger] == ["1/CV", "2/CV"]
    assert ledger[1] == {
        "case": "2/CV",
        "score": 82,
        "components": {"timeliness": 0.8, "completeness": 1, "substance": 1, "responsibility": 0},
        "facts": LATE.to_json(),
    }
    assert other.to_json()["interval"] is None


@pytest.mark.req("A2")
def test_a_line_of_the_ledger_names_what_was_lost() -> None:
    line = entry(case("2/CV", LATE), DEFAULT_SCHEME)
    assert [loss.reason for loss in line.losses] == ["late_days", "reminders", "late_without_explanation"]


@pytest.mark.req("A3")
def test_only_cases_of_the_period_count_and_a_unit_without_one_has_no_card() -> None:
    given_cases = [case("a"), case("b", LATE, on=date(2026, 11, 1)), case("c", unit="SXD", on=date(2026, 9, 30))]
    (card,) = cards(given_cases, OCTOBER)
    assert (card.unit, card.summary.n) == ("STP", 1)
    assert [card.summary.n for card in cards(given_cases, Period.parse("2026"))] == [2, 1]
    assert cards([], OCTOBER) == ()


@pytest.mark.req("A2", "A3")
def test_a_unit_is_compared_with_its_kind_under_its_authority_in_the_same_role() -> None:
    given_cases = [
        case("a"),
        case("b", LED),
        replace(case("c", LATE, unit="P1"), kind="ward"),
        replace(case("d", LATE, unit="X1"), authority="OTHER"),
    ]
    made = {(card.unit, card.role): card for card in cards(given_cases, OCTOBER)}
    assert set(made) == {
        ("P1", Role.CONSULTEE),
        ("STP", Role.CONSULTEE),
        ("STP", Role.LEAD),
        ("X1", Role.CONSULTEE),
    }
    for card in made.values():
        assert card.summary.shrunk == pytest.approx(card.summary.score)  # each is alone in its group


@pytest.mark.req("A3")
def test_units_with_enough_cases_are_ranked_among_each_other() -> None:
    many = [case(f"{number}", LATE) for number in range(10)]
    more = [case(f"{number}", unit="SXD") for number in range(10)]
    few = [case(f"{number}", unit="SNV") for number in range(9)]
    made = {card.unit: card.summary for card in cards([*many, *more, *few], OCTOBER)}
    assert (made["SXD"].rank, made["SXD"].of, made["SXD"].band) == (1, 2, "excellent")
    assert (made["STP"].rank, made["STP"].band) == (2, "good")
    assert (made["SNV"].rank, made["SNV"].band) == (None, None)


@pytest.mark.req("A2")
def test_each_case_is_scored_by_the_scheme_of_its_day() -> None:
    milder = replace(DEFAULT_SCHEME, day_late=0, reminder=0, valid_from=date(2026, 10, 10))
    given_cases = [case("old", LATE, on=date(2026, 10, 9)), case("new", LATE, on=date(2026, 10, 10))]
    (card,) = cards(given_cases, OCTOBER, [DEFAULT_SCHEME, milder])
    assert [line.score for line in card.ledger] == pytest.approx([82, 90])


@pytest.mark.req("A2")
@given(seed=st.randoms(use_true_random=False), late=st.lists(st.booleans(), min_size=1, max_size=25))
@settings(deadline=None)
def test_the_order_of_cases_changes_no_digit(seed: object, late: list[bool]) -> None:
    given_cases = [
        case(f"{number}", LATE if is_late else GOOD, unit=("STP", "SXD")[number % 2])
        for number, is_late in enumerate(late)
    ]
    shuffled = list(given_cases)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert cards(shuffled, OCTOBER) == cards(given_cases, OCTOBER)


# --- Plain counts -----------------------------------------------------------------------------------------------------


@pytest.mark.req("A2", "C1", "X2", "X3")
def test_five_plain_counts_of_a_cooperating_unit() -> None:
    quick = Plain(acknowledged_in_time=True, points_answered=2, confirmed_findings=0, reminders=0)
    slow = Plain(acknowledged_in_time=False, points_answered=1, confirmed_findings=2, reminders=2)
    moved = replace(GOOD, original_due=DUE - 3 * DAY)
    silent = replace(GOOD, first_complete_reply=None, late=True, answered_first=0, adequate_first=0)
    given_cases = [
        replace(case("a"), plain=quick),
        replace(case("b", moved), plain=quick),
        replace(case("c", LATE), plain=slow),
        case("d", silent),  # nothing is known beside its facts
    ]
    assert indicators(given_cases) == (
        Indicator("acknowledged_in_time", 2, 3),
        Indicator("on_time", 2, 4, met_originally=1),
        Indicator("points_answered", 5, 6),
        Indicator("no_finding", 2, 3),
        Indicator("no_reminder", 2, 3),
    )
    assert extended(given_cases) == (1, 4)


@pytest.mark.req("A2", "F3", "F4", "F5", "L5")
def test_five_plain_counts_of_a_lead() -> None:
    approved = replace(LED, urgency_approved=True)
    unmeasured = replace(LED, time_ratios=())
    assert indicators([case("a", LED), case("b", approved), case("c", unmeasured)]) == (
        Indicator("time_given", 2, 3),
        Indicator("addressing", 9, 12),
        Indicator("clear", 3, 6),
        Indicator("duties", 6, 9),
        Indicator("comments", 12, 15),
    )
    assert extended([case("a", LED)]) == (0, 0)


def test_no_cases_have_no_counts() -> None:
    assert indicators([]) == ()
