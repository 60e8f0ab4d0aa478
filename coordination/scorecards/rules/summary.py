"""A unit's figures for a period, said with the reserve that few cases deserve (design 4.3; exact rule 31)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coordination.scorecards.rules.scheme import DEFAULT_SCHEME, ROUNDING, ScoringScheme
from coordination.scorecards.rules.student import t_quantile

ONE_SIDED = 0.95  # 90 % between the two sides
MOST_CASES = 3  # a unit head can look into two or three cases, not into thirty

Interval = tuple[float, float]


class Display(StrEnum):
    """How much may be said: nothing yet, the figure with its interval, or band, rank and colour too."""

    TOO_FEW = "too_few"
    FIGURE = "figure"
    BAND = "band"


class Mark(StrEnum):
    """A colour beside a target, only where the whole interval bears it."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Summary:
    """Mean of n cases, its 90 % interval, the shrunk mean that ranks go by, and what may be shown of it."""

    n: int
    score: float
    interval: Interval | None
    shrunk: float
    band: str | None
    display: Display
    rank: int | None = None
    of: int | None = None


@dataclass(frozen=True)
class BandChange:
    """The few cases that keep a unit from the next band: what its score would be had they lost nothing."""

    band_now: str
    band_then: str
    cases: tuple[str, ...]
    score_then: float
    reached: bool


def mean(scores: Sequence[float]) -> float:
    """The mean, the same in whatever order the cases come."""
    return math.fsum(scores) / len(scores)


def interval(scores: Sequence[float]) -> Interval | None:
    """The 90 % interval of the mean, cut to 0–100; None for fewer than two cases (exact rule 31)."""
    return _around(len(scores), mean(scores), _spread(scores)) if scores else None


def summarise(scores: Sequence[float], peer_mean: float, scheme: ScoringScheme = DEFAULT_SCHEME) -> Summary:
    """The figures of one unit (at least one case); `peer_mean` is the mean of all cases of its kind (exact rule 31)."""
    return summary_of(len(scores), mean(scores), _spread(scores), peer_mean, scheme)


def summary_of(
    n: int, score: float, spread: float, peer_mean: float, scheme: ScoringScheme = DEFAULT_SCHEME
) -> Summary:
    """The same from running figures: number, mean and sample standard deviation."""
    display = Display.TOO_FEW if n < scheme.few else Display.FIGURE if n < scheme.enough else Display.BAND
    return Summary(
        n=n,
        score=score,
        interval=_around(n, score, spread),
        shrunk=(n * score + scheme.shrink * peer_mean) / (n + scheme.shrink),
        band=scheme.band_of(score) if display is Display.BAND else None,
        display=display,
    )


def ranked(units: Mapping[str, Summary]) -> dict[str, Summary]:
    """Units of one kind with their ranks by the shrunk mean, best first; too few cases have none (design 4.3)."""
    figures = [round(summary.shrunk, 9) for summary in units.values() if summary.display is Display.BAND]

    def placed(summary: Summary) -> Summary:
        if summary.display is not Display.BAND:
            return summary
        better = sum(figure > round(summary.shrunk, 9) for figure in figures)
        return replace(summary, rank=better + 1, of=len(figures))

    return {unit: placed(summary) for unit, summary in units.items()}


def mark(summary: Summary, target: float | None) -> Mark | None:
    """Red only if even the upper bound is below the target, green only if even the lower one is above (design 4.3)."""
    if target is None or summary.interval is None or summary.display is not Display.BAND:
        return None
    low, high = summary.interval
    if high < target:
        return Mark.RED
    return Mark.GREEN if low > target else None


def band_change(scored: Sequence[tuple[str, float]], scheme: ScoringScheme = DEFAULT_SCHEME) -> BandChange | None:
    """Which two or three cases would change the band: the fewest whose lost points bring the next one (design 4.3).

    None where there is no band yet or none above it; `reached` is False where three cases would not be enough.
    """
    if len(scored) < scheme.enough:
        return None
    now = mean([score for _, score in scored])
    band_now = scheme.band_of(now)
    above = [band for band in scheme.bands if band.minimum > now + ROUNDING]
    if not above:
        return None
    worst = sorted((score, case) for case, score in scored)[:MOST_CASES]
    lost, then, cases = 0.0, now, list[str]()
    for score, case in worst:
        lost += 100 - score
        then = now + lost / len(scored)
        cases.append(case)
        if then >= above[-1].minimum - ROUNDING:
            break
    reached = then >= above[-1].minimum - ROUNDING
    return BandChange(band_now, above[-1].code, tuple(cases), then, reached)


def _spread(scores: Sequence[float]) -> float:
    """The sample standard deviation, with n − 1; 0 for a single case."""
    if len(scores) < 2:
        return 0.0
    middle = mean(scores)
    return math.sqrt(math.fsum((score - middle) ** 2 for score in scores) / (len(scores) - 1))


def _around(n: int, middle: float, spread: float) -> Interval | None:
    if n < 2:
        return None
    reach = t_quantile(ONE_SIDED, n - 1) * spread / math.sqrt(n)
    return max(0.0, middle - reach), min(100.0, middle + reach)
