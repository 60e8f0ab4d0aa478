"""How much each component weighs, where the bands begin, from when to when that holds (design 4).

A scheme is a setting with validity dates, kept as JSON; each case is scored by the one in force on the day it counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

ROUNDING = 1e-9  # a sum of floats that should be exactly 90 may be 89.99999999999999; that must not cost a band


@dataclass(frozen=True)
class ConsulteeWeights:
    """Points for each component of a cooperating unit (design 4.1)."""

    timeliness: float = 40
    completeness: float = 20
    substance: float = 30
    responsibility: float = 10


@dataclass(frozen=True)
class LeadWeights:
    """Points for each component of a lead unit (design 4.2)."""

    reasonable_time: float = 25
    exact_addressing: float = 20
    clear_dossier: float = 20
    follow_through: float = 15
    absorption: float = 20


@dataclass(frozen=True)
class Band:
    """A named level, from its lowest score upwards."""

    code: str
    minimum: float


BANDS = (Band("excellent", 90), Band("good", 80), Band("fair", 70), Band("average", 50), Band("weak", 0))


@dataclass(frozen=True, kw_only=True)
class ScoringScheme:
    """All numbers of the formulas. `day_late`, `reminder` and `late_push_back` are parts of a component, not points.

    Below `few` cases no figure is shown as a judgement, below `enough` no band, no rank, no colour; `shrink` is the
    number of average cases that a ranking adds to each unit's own, so that luck with few cases does not win.
    """

    consultee: ConsulteeWeights = ConsulteeWeights()
    lead: LeadWeights = LeadWeights()
    day_late: float = 0.1
    reminder: float = 0.1
    late_push_back: float = 0.5
    after_return: float = 0.5
    bands: tuple[Band, ...] = BANDS
    few: int = 5
    enough: int = 10
    shrink: int = 10
    valid_from: date = date(2023, 1, 1)
    valid_to: date | None = None

    def __post_init__(self) -> None:
        for weights in (astuple(self.consultee), astuple(self.lead)):
            _refuse("weights_negative", any(weight < 0 for weight in weights))
            _refuse("weights_sum", not abs(math.fsum(weights) - 100) <= ROUNDING)
        slopes = (self.day_late, self.reminder, self.late_push_back, self.after_return)
        _refuse("slope_out_of_range", any(not 0 <= slope <= 1 for slope in slopes))
        minima = [band.minimum for band in self.bands]
        in_order = all(higher > lower for higher, lower in pairwise(minima))
        _refuse("bands_order", not minima or minima[-1] != 0 or minima[0] > 100 or not in_order)
        _refuse("thresholds_order", not 1 <= self.few <= self.enough or self.shrink < 0)
        _refuse("validity_order", self.valid_to is not None and self.valid_to < self.valid_from)

    def in_force(self, day: date) -> bool:
        """Whether the scheme holds on that day, first and last day included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def band_of(self, score: float) -> str:
        """The code of the band that a score reaches (design 4.3)."""
        return next(band.code for band in self.bands if score >= band.minimum - ROUNDING)

    def to_json(self) -> dict[str, Any]:
        """As it is kept in the table of schemes."""
        kept = asdict(self)
        kept["bands"] = [asdict(band) for band in self.bands]
        kept["valid_from"] = self.valid_from.isoformat()
        kept["valid_to"] = self.valid_to.isoformat() if self.valid_to else None
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> ScoringScheme:
        """The scheme that was kept; what an older one did not name has its default."""
        readers: dict[str, Callable[[Any], Any]] = {
            "consultee": lambda value: ConsulteeWeights(**value),
            "lead": lambda value: LeadWeights(**value),
            "bands": lambda value: tuple(Band(**band) for band in value),
            "valid_from": date.fromisoformat,
            "valid_to": lambda value: date.fromisoformat(value) if value else None,
        }
        return cls(**{name: readers.get(name, _as_is)(value) for name, value in kept.items()})


def _as_is(value: Any) -> Any:
    return value


def _refuse(code: str, wrong: bool) -> None:
    if wrong:
        raise ValueError(code)


DEFAULT_SCHEME = ScoringScheme()


def scheme_on(schemes: Iterable[ScoringScheme], day: date) -> ScoringScheme:
    """The scheme in force on a day: of several the one that began last, without any the default (design 4)."""
    holding = [scheme for scheme in schemes if scheme.in_force(day)]
    return max(holding, key=lambda scheme: scheme.valid_from, default=DEFAULT_SCHEME)
