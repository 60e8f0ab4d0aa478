"""A unit's figures: mean, interval, shrunk mean, what may be shown of them, and which cases would change the band."""

from __future__ import annotations

import math
import random
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.scorecards.rules import (
    BandChange,
    Display,
    Mark,
    Summary,
    band_change,
    interval,
    mark,
    mean,
    ranked,
    student,
    summarise,
    summary_of,
    t_quantile,
)

SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=60)


# --- Student's t ------------------------------------------------------------------------------------------------------

# The tabulated 0.95 quantile, by degrees of freedom.
TABLE = {
    1: 6.313751515,
    2: 2.919985580,
    3: 2.353363435,
    4: 2.131846786,
    5: 2.015048373,
    6: 1.943180281,
    7: 1.894578605,
    8: 1.859548038,
    9: 1.833112933,
    10: 1.812461123,
    30: 1.697260887,
}


@pytest.mark.parametrize("df, tabulated", TABLE.items())
def test_the_quantile_is_the_tabulated_one(df: int, tabulated: float) -> None:
    assert t_quantile(0.95, df) == pytest.approx(tabulated, abs=1e-9)


def test_the_quantile_has_its_closed_forms() -> None:
    assert t_quantile(0.95, 1) == pytest.approx(math.tan(math.pi * 0.45), rel=1e-13)
    assert t_quantile(0.95, 2) == pytest.approx(0.9 / math.sqrt(2 * 0.95 * 0.05), rel=1e-13)
    root = math.sqrt(4 * 0.95 * 0.05)
    assert t_quantile(0.95, 4) == pytest.approx(2 * math.sqrt(math.cos(math.acos(root) / 3) / root - 1), rel=1e-13)
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-15)


def area(t: float, df: int, steps: int = 4000) -> float:
    """The area under the density from 0 to t, by Simpson's rule: another way to the same number."""
    height = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    at = [height * (1 + (t * i / steps) ** 2 / df) ** (-(df + 1) / 2) for i in range(steps + 1)]
    return t / steps / 3 * math.fsum([at[0], at[-1], *(4 * y for y in at[1:-1:2]), *(2 * y for y in at[2:-1:2])])


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 9, 10, 29, 30, 99, 500, 999, 1000, 5000])
@pytest.mark.parametrize("p", [0.6, 0.95, 0.995])
def test_the_area_below_the_quantile_is_the_share_asked_for(p: float, df: int) -> None:
    assert area(t_quantile(p, df), df) == pytest.approx(p - 0.5, abs=1e-10)


def test_sum_and_expansion_meet_where_one_takes_over() -> None:
    assert student._expansion(NormalDist().inv_cdf(0.95), 999) == pytest.approx(t_quantile(0.95, 999), abs=1e-12)
    assert t_quantile(0.95, 10**9) == pytest.approx(1.6448536269514722, abs=1e-8)


def test_the_quantile_falls_as_cases_are_added() -> None:
    quantiles = [t_quantile(0.95, df) for df in (*range(1, 40), *range(40, 960, 40), *range(990, 1010))]
    assert quantiles == sorted(quantiles, reverse=True)
    assert len(set(quantiles)) == len(quantiles)


@pytest.mark.parametrize("p, df", [(0.95, 0), (1.0, 5), (0.4, 5), (float("nan"), 5)])
def test_a_quantile_that_does_not_exist_is_refused(p: float, df: int) -> None:
    with pytest.raises(ValueError, match=r"^t_out_of_range$"):
        t_quantile(p, df)


# --- Figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("A3")
def test_a_worked_example_of_five_cases() -> None:
    """70, 80, 90, 100, 60: mean 80; deviations −10, 0, 10, 20, −20, their squares sum to 1000, 1000 ÷ 4 = 250, so
    s = 15.811; t for 4 degrees of freedom 2.1318; 2.1318 × 15.811 ÷ √5 = 15.075; so between 64.9 and 95.1.
    All cases of its kind have the mean 86: shrunk (5 × 80 + 10 × 86) ÷ 15 = 84."""
    summary = summarise([70, 80, 90, 100, 60], 86)
    assert summary.n == 5
    assert summary.score == 80
    assert summary.interval == pytest.approx((80 - 15.0744332, 80 + 15.0744332), abs=1e-6)
    assert summary.shrunk == pytest.approx(84)
    assert summary.display is Display.FIGURE
    assert summary.band is None


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    "n, display, band",
    [
        (1, Display.TOO_FEW, None),
        (4, Display.TOO_FEW, None),
        (5, Display.FIGURE, None),
        (9, Display.FIGURE, None),
        (10, Display.BAND, "good"),
    ],
)
def test_few_cases_say_little(n: int, display: Display, band: str | None) -> None:
    summary = summarise([85.0] * n, 50)
    assert (summary.n, summary.display, summary.band) == (n, display, band)
    assert summary.shrunk == pytest.approx((n * 85 + 500) / (n + 10))
    assert (summary.interval is None) == (n < 2)


@pytest.mark.req("A3")
def test_the_interval_is_cut_to_the_scale() -> None:
    assert interval([0, 100]) == (0, 100)
    assert interval([90]) is None
    assert interval([]) is None
    assert interval([75, 75, 75]) == (75, 75)


@pytest.mark.req("A2")
@given(scores=SCORES, peers=st.floats(0, 100), seed=st.integers(0, 1000))
@settings(deadline=None)
def test_the_order_of_cases_does_not_matter_to_the_last_digit(scores: list[float], peers: float, seed: int) -> None:
    shuffled = list(scores)
    random.Random(seed).shuffle(shuffled)
    assert summarise(shuffled, peers) == summarise(scores, peers)


@pytest.mark.req("A3")
@given(scores=SCORES, peers=st.floats(0, 100))
@settings(deadline=None)
def test_figures_stay_in_their_bounds(scores: list[float], peers: float) -> None:
    summary = summarise(scores, peers)
    between = sorted((summary.score, peers))
    assert between[0] - 1e-9 <= summary.shrunk <= between[1] + 1e-9
    if summary.interval is not None:
        low, high = summary.interval
        assert 0 <= low <= summary.score + 1e-9
        assert summary.score - 1e-9 <= high <= 100


def test_running_figures_give_the_same_summary() -> None:
    scores = [70.0, 80.0, 90.0, 100.0, 60.0]
    assert summary_of(5, mean(scores), math.sqrt(250), 86) == summarise(scores, 86)


# --- Ranks and colours ------------------------------------------------------------------------------------------------


@pytest.mark.req("A3")
def test_ranks_go_by_the_shrunk_mean_and_only_where_there_are_enough_cases() -> None:
    units = {
        "lucky": summarise([99.0] * 10, 80),  # (990 + 800) ÷ 20 = 89.5
        "steady": summarise([95.0] * 40, 80),  # (3800 + 800) ÷ 50 = 92
        "twin": summarise([99.0] * 10, 80),
        "last": summarise([60.0] * 12, 80),
        "new": summarise([100.0] * 9, 80),
    }
    placed = ranked(units)
    assert {unit: (summary.rank, summary.of) for unit, summary in placed.items()} == {
        "lucky": (2, 4),
        "steady": (1, 4),
        "twin": (2, 4),
        "last": (4, 4),
        "new": (None, None),
    }
    assert list(placed) == list(units)


def figures(n: int, bounds: tuple[float, float] | None) -> Summary:
    display = Display.BAND if n >= 10 else Display.FIGURE
    return Summary(n, 80, bounds, 80, "good" if n >= 10 else None, display)


@pytest.mark.req("A3", "A12")
@pytest.mark.parametrize(
    "n, bounds, target, colour",
    [
        (12, (70, 79), 80, Mark.RED),
        (12, (81, 90), 80, Mark.GREEN),
        (12, (75, 85), 80, None),
        (12, (70, 80), 80, None),  # not below, at the target
        (12, (80, 90), 80, None),
        (12, (70, 79), None, None),
        (9, (70, 79), 80, None),
        (12, None, 80, None),
    ],
)
def test_a_colour_stands_only_where_the_whole_interval_bears_it(
    n: int, bounds: tuple[float, float] | None, target: float | None, colour: Mark | None
) -> None:
    assert mark(figures(n, bounds), target) is colour


# --- Which cases would change the band --------------------------------------------------------------------------------


def ten(*worst: float, rest: float) -> list[tuple[str, float]]:
    scores = [*worst, *[rest] * (10 - len(worst))]
    return [(f"case {number}", score) for number, score in enumerate(scores, start=1)]


@pytest.mark.req("A2")
def test_the_fewest_cases_that_would_bring_the_next_band_are_named() -> None:
    """Ten cases, 40 and 60 among eights of 95: mean 86, good. With the first mended 92: excellent."""
    assert band_change(ten(40, 60, rest=95)) == BandChange("good", "excellent", ("case 1",), 92, True)


@pytest.mark.req("A2")
def test_two_cases_where_one_is_not_enough() -> None:
    """55 and 60 among 90s: mean 83.5; one mended 88, both 92."""
    found = band_change(ten(55, 60, rest=90))
    assert found is not None
    assert (found.band_then, found.cases, found.reached) == ("excellent", ("case 1", "case 2"), True)
    assert found.score_then == pytest.approx(92)


@pytest.mark.req("A2")
def test_three_cases_are_named_even_where_they_are_not_enough() -> None:
    found = band_change(ten(rest=52))
    assert found is not None
    assert (found.band_now, found.band_then, len(found.cases), found.reached) == ("average", "fair", 3, False)
    assert found.score_then == pytest.approx(66.4)


@pytest.mark.req("A2")
def test_the_best_band_and_too_few_cases_have_nothing_to_change() -> None:
    assert band_change(ten(rest=95)) is None
    assert band_change(ten(rest=60)[:9]) is None
    assert band_change(ten(rest=90 - 1e-12)) is None  # already 90 but for rounding


@pytest.mark.req("A2")
@given(scores=st.lists(st.floats(0, 100), min_size=10, max_size=40))
@settings(deadline=None)
def test_what_is_said_of_the_cases_is_true(scores: list[float]) -> None:
    named = {str(number): score for number, score in enumerate(scores)}
    found = band_change(list(named.items()))
    if found is not None:
        mended = summarise([100 if case in found.cases else score for case, score in named.items()], 0)
        assert mended.score == pytest.approx(found.score_then)
        assert len(found.cases) <= 3
        best = sorted(named.values())[len(found.cases) :]
        assert found.score_then == pytest.approx((math.fsum(best) + 100 * len(found.cases)) / len(scores))
