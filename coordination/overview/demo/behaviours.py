"""The characters of the demonstration's units: who answers well, who late, who vaguely, who hands back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Way(StrEnum):
    """How a unit deals with one request."""

    GOOD = "good"
    LATE = "late"  # answers after the first or second reminder
    SILENT = "silent"  # answers only when the authority directs it to
    VAGUE = "vague"  # generic, then completes when asked
    PARTIAL = "partial"  # leaves a point open, completes after a reminder
    STUBBORN = "stubborn"  # generic, and again generic
    CONTEST = "contest"  # a verdict is contested and overturned
    CONTEST_LOST = "contest_lost"  # a verdict is contested and upheld
    MORE_TIME = "more_time"  # asks for a later day in time, and gets it
    MORE_TIME_REFUSED = "more_time_refused"
    NOT_OURS = "not_ours"  # rightly hands back
    AVOIDS = "avoids"  # wrongly hands back, disputes the refusal
    UNCLEAR = "unclear"  # the dossier lacks something
    PAPER = "paper"  # answers on paper
    CLAIM = "claim"  # was reminded though its letter had been sent
    UNHEARD = "unheard"  # a hand-back that the lead leaves undecided


@dataclass(frozen=True)
class Character:
    """A unit's habits. `ways` are weights; `quick` the share of its time after which it usually answers."""

    ways: dict[Way, int]
    quick: tuple[float, float] = (0.35, 0.85)
    remarks: float = 0.6
    explains: float = 0.6
    acknowledges: int = 0
    judges: tuple[int, int] = (1, 2)
    neglects_judging: float = 0.15


W = Way
EXCELLENT = Character({W.GOOD: 96, W.MORE_TIME: 2, W.PAPER: 2}, (0.2, 0.6), 0.8, 1.0, 0, (1, 1), 0.02)
SOLID = Character(
    {
        W.GOOD: 84,
        W.LATE: 5,
        W.VAGUE: 3,
        W.PARTIAL: 2,
        W.MORE_TIME: 3,
        W.NOT_OURS: 1,
        W.UNCLEAR: 1,
        W.PAPER: 2,
        W.CLAIM: 1,
    }
)
AVERAGE = Character(
    {W.GOOD: 68, W.LATE: 13, W.VAGUE: 6, W.PARTIAL: 4, W.SILENT: 2, W.MORE_TIME: 3, W.NOT_OURS: 2, W.PAPER: 2,
     W.CLAIM: 2},
    (0.5, 1.0), 0.5, 0.5, 1,
)  # fmt: skip
LATE = Character(
    {W.GOOD: 16, W.LATE: 50, W.SILENT: 22, W.PARTIAL: 6, W.MORE_TIME_REFUSED: 3, W.CLAIM: 3}, (0.8, 1.0), 0.45, 0.3, 2,
    (2, 3), 0.5,
)  # fmt: skip
VAGUE = Character(
    {W.GOOD: 26, W.VAGUE: 52, W.STUBBORN: 5, W.CONTEST_LOST: 6, W.LATE: 8, W.PARTIAL: 3}, (0.4, 0.9), 0.3, 0.5, 0,
)  # fmt: skip
PUSHES = Character(
    {W.GOOD: 46, W.MORE_TIME: 10, W.MORE_TIME_REFUSED: 7, W.NOT_OURS: 7, W.AVOIDS: 18, W.UNCLEAR: 8, W.LATE: 4},
    (0.6, 1.0), 0.5, 0.6, 1,
)  # fmt: skip

CHARACTERS: dict[str, Character] = {
    "STP": EXCELLENT,
    "SKHCN": EXCELLENT,
    "STC": SOLID,
    "SNV": SOLID,
    "SYT": SOLID,
    "TTTP": SOLID,
    "VP": SOLID,
    "SGDDT": AVERAGE,
    "SXD": AVERAGE,
    "SNNMT": LATE,
    "SVHTT": VAGUE,
    "SCT": PUSHES,
    "SATTP": AVERAGE,
    "P-GOVAP": SOLID,
    "P-SAIGON": EXCELLENT,
    "P-VUNGTAU": LATE,
    "P-CHOLON": VAGUE,
    "P-THUDAUMOT": AVERAGE,
    "P-THUDUC": AVERAGE,
    "GV-KTHTDT": LATE,
    "GV-VHXH": SOLID,
    "GV-VP": EXCELLENT,
    "GV-CUDVC": VAGUE,
}


def character_of(code: str) -> Character:
    """A unit's habits; who isn't named is solid."""
    return CHARACTERS.get(code, SOLID)


def way_of(code: str, rng: Random) -> Way:
    """How the unit deals with this one, by its habits."""
    ways = character_of(code).ways
    return rng.choices(list(ways), list(ways.values()))[0]
