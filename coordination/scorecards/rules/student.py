"""Student's t: how wide an interval must be when it is drawn from few cases. Ours: it is forty lines, not a library.

For a whole number of degrees of freedom the distribution is a finite sum of positive terms, so it is exact to rounding;
for very many the classical expansion around the normal quantile is as exact and costs nothing.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

MANY = 1000  # from here the expansion's error, of the order of df⁻⁵, is below rounding


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: int) -> float:
    """The number below which a share p of Student's t with df degrees of freedom lies (exact rule 31), ½ ≤ p < 1."""
    if not 0.5 <= p < 1 or df < 1:
        raise ValueError("t_out_of_range")
    if df >= MANY:
        return _expansion(NormalDist().inv_cdf(p), df)
    low, high = 0.0, 1.0
    while _below(high, df) < p:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if _below(middle, df) < p else (low, middle)
    return high


def _below(t: float, df: int) -> float:
    """The share below t ≥ 0 (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(df))
    cosine = math.cos(angle)
    odd = df % 2
    term = cosine if odd else 1.0
    total = 0.0
    for step in range(2 + odd, df + 1, 2):
        total += term
        term *= cosine * cosine * (step - 1) / step
    within = (angle + math.sin(angle) * total) * 2 / math.pi if odd else math.sin(angle) * total
    return 0.5 + within / 2


def _expansion(z: float, df: int) -> float:
    """The quantile for many degrees of freedom (Abramowitz and Stegun, 26.7.5)."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / df**power for power, term in enumerate(terms, start=1))
