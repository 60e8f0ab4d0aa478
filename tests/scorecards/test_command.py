"""`flask scorecard`: read by other programs, so its output is fixed to the letter (design 8)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A2", "A3")
Run = Callable[..., Any]
CONSULTEE_FACTS = {
    "due": str, "original_due": str, "first_complete_reply": str | None, "days_late": int,
    "reminders_before_reply": int, "points": int, "answered_first": int, "incomplete_first": int,
    "adequate_first": int, "adequate_after_return": int, "late_push_back": bool, "push_back_refused": bool,
    "late": bool, "explanation_complete": bool,
}  # fmt: skip
LEAD_FACTS = {
    "time_ratios": list, "urgency_approved": bool, "points_addressed": int, "points_handed_back": int,
    "consultees": int, "unclear_granted": int, "duties": int, "duties_in_time": int, "comments": int,
    "comments_disposed": int, "verdicts": int, "overturned": int, "checks": int, "not_rightly_reported": int,
}  # fmt: skip
COMPONENTS = {
    "consultee": {"timeliness", "completeness", "substance", "responsibility"},
    "lead": {"reasonable_time", "exact_addressing", "clear_dossier", "follow_through", "absorption"},
}


@pytest.fixture
def played(make: Maker, clock: Clock) -> None:
    """Five consultations due on 12 October, to be submitted by the 14th: Sở Tư pháp answers, Sở Xây dựng doesn't."""
    for _ in range(5):
        asked = make.consultation(
            points=1, due_at=clock.moment("2026-10-12 17:00"), submit_by=clock.moment("2026-10-14").date()
        )
        make.reply(make.of(asked, "stp"))
    clock.at("2026-10-16 10:00")


def cards(run: Run, *words: str) -> list[dict[str, Any]]:
    result = run("scorecard", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_the_output_has_exactly_these_keys_and_types(run: Run, played: None) -> None:
    found = cards(run, "--period", "2026-10")
    assert [(card["unit"], card["role"]) for card in found] == [
        ("STC", "lead"),
        ("STP", "consultee"),
        ("SXD", "consultee"),
    ]
    for card in found:
        assert list(card) == ["unit", "role", "period", "n", "score", "interval", "shrunk", "band", "ledger"]
        assert (card["period"], card["n"]) == ("2026-10", 5)
        assert card["band"] is None  # fewer than ten
        low, high = card["interval"]
        assert low <= card["score"] <= high
        for entry in card["ledger"]:
            _right(entry, card["role"])


def _right(entry: dict[str, Any], role: str) -> None:
    assert list(entry) == ["case", "score", "components", "facts"]
    assert set(entry["components"]) == COMPONENTS[role]
    assert all(0 <= value <= 1 for value in entry["components"].values())
    facts = CONSULTEE_FACTS if role == "consultee" else LEAD_FACTS
    assert set(entry["facts"]) == set(facts)
    for name, kind in facts.items():
        assert isinstance(entry["facts"][name], kind), name


@pytest.mark.parametrize("period", ["2026-10", "2026-Q4", "2026"])
def test_a_month_a_quarter_and_a_year_are_periods(run: Run, played: None, period: str) -> None:
    assert {card["period"] for card in cards(run, "--period", period)} == {period}
    assert cards(run, "--period", "2025") == []


def test_one_unit_or_one_role_can_be_asked_for_with_the_same_figures(run: Run, played: None) -> None:
    everything = cards(run, "--period", "2026-Q4")
    assert cards(run, "--period", "2026-Q4", "--unit", "SXD") == [card for card in everything if card["unit"] == "SXD"]
    assert cards(run, "--period", "2026-Q4", "--role", "lead") == [
        card for card in everything if card["role"] == "lead"
    ]
    assert cards(run, "--period", "2026-Q4", "--unit", "SDL") == []


def test_computing_twice_gives_the_same(run: Run, played: None) -> None:
    assert run("scorecard", "--period", "2026-10").stdout == run("scorecard", "--period", "2026-10").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--period", "2026-13"), ("--period", "mười"), ("--period", "2026-10", "--unit", "KHÔNG-CÓ"),
        ("--period", "2026-10", "--role", "boss"), ("--period", "2026-10", "--format", "xml"), (),
    ],
)  # fmt: skip
def test_what_makes_no_sense_gets_a_sentence_and_no_output(run: Run, words: tuple[str, ...]) -> None:
    result = run("scorecard", *words)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert result.stderr.strip()
    assert isinstance(result.exception, SystemExit)


def test_before_the_database_is_made_it_says_what_to_do(run: Run, empty_database: Any) -> None:
    with empty_database():
        result = run("scorecard", "--period", "2026-10")
    assert result.exit_code == 1
    assert "flask --app wsgi db upgrade" in result.stderr
    assert isinstance(result.exception, SystemExit)
