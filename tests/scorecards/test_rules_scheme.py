"""The numbers of the formulas are a setting with validity dates, and an impossible setting is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordination.scorecards.rules import (
    DEFAULT_SCHEME,
    Band,
    ConsulteeWeights,
    LeadWeights,
    ScoringScheme,
    scheme_on,
)


@pytest.mark.req("A2")
def test_the_default_weights_are_those_that_were_agreed() -> None:
    assert DEFAULT_SCHEME.consultee == ConsulteeWeights(40, 20, 30, 10)
    assert DEFAULT_SCHEME.lead == LeadWeights(25, 20, 20, 15, 20)
    assert (DEFAULT_SCHEME.few, DEFAULT_SCHEME.enough, DEFAULT_SCHEME.shrink) == (5, 10, 10)


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    "score, band",
    [
        (100, "excellent"),
        (90, "excellent"),
        (90 - 1e-12, "excellent"),  # what a sum of floats makes of 90
        (89.99, "good"),
        (80, "good"),
        (79.99, "fair"),
        (70, "fair"),
        (50, "average"),
        (49.99, "weak"),
        (0, "weak"),
    ],
)
def test_a_score_reaches_a_band_at_its_lowest_value(score: float, band: str) -> None:
    assert DEFAULT_SCHEME.band_of(score) == band


@pytest.mark.parametrize(
    "code, changes",
    [
        ("weights_sum", {"consultee": ConsulteeWeights(40, 20, 30, 9)}),
        ("weights_sum", {"lead": LeadWeights(25, 20, 20, 15, 21)}),
        ("weights_sum", {"lead": LeadWeights(float("nan"))}),
        ("weights_negative", {"consultee": ConsulteeWeights(60, 20, 30, -10)}),
        ("slope_out_of_range", {"day_late": -0.1}),
        ("slope_out_of_range", {"reminder": 1.1}),
        ("slope_out_of_range", {"after_return": 2}),
        ("slope_out_of_range", {"late_push_back": float("nan")}),
        ("bands_order", {"bands": ()}),
        ("bands_order", {"bands": (Band("good", 50),)}),
        ("bands_order", {"bands": (Band("good", 101), Band("weak", 0))}),
        ("bands_order", {"bands": (Band("good", 50), Band("better", 60), Band("weak", 0))}),
        ("thresholds_order", {"few": 11}),
        ("thresholds_order", {"few": 0}),
        ("thresholds_order", {"shrink": -1}),
        ("validity_order", {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}),
    ],
)
def test_an_impossible_scheme_is_refused(code: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        replace(DEFAULT_SCHEME, **changes)


@pytest.mark.parametrize("valid_to", [None, date(2026, 12, 31)])
def test_a_scheme_is_kept_and_read_back_unchanged(valid_to: date | None) -> None:
    scheme = replace(
        DEFAULT_SCHEME, day_late=0.2, bands=(Band("good", 60.5), Band("weak", 0)), few=3, valid_to=valid_to
    )
    assert ScoringScheme.from_json(json.loads(json.dumps(scheme.to_json()))) == scheme


def test_what_an_older_scheme_did_not_name_has_its_default() -> None:
    assert ScoringScheme.from_json({"valid_from": "2023-01-01"}) == DEFAULT_SCHEME


@pytest.mark.req("A2")
def test_each_day_has_the_scheme_that_began_last() -> None:
    first = replace(DEFAULT_SCHEME, day_late=0.2, valid_from=date(2025, 1, 1), valid_to=date(2026, 6, 30))
    second = replace(DEFAULT_SCHEME, day_late=0.3, valid_from=date(2026, 6, 1))
    schemes = [second, first]
    assert scheme_on(schemes, date(2024, 12, 31)) == DEFAULT_SCHEME
    assert scheme_on(schemes, date(2025, 1, 1)) == first
    assert scheme_on(schemes, date(2026, 5, 31)) == first
    assert scheme_on(schemes, date(2026, 6, 1)) == second
    assert scheme_on([first], date(2026, 6, 30)) == first
    assert scheme_on([first], date(2026, 7, 1)) == DEFAULT_SCHEME
