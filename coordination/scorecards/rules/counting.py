"""From the opinions and their verdicts to the counts that are scored (exact rules 18, 19, 26).

Only a verdict that stands is felt. Still open to contest, overturned or never given are the same: adequate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.assessment.rules import VerdictKind


@dataclass(frozen=True)
class Answered:
    """One opinion on one point: whether the unit's first reply had the point, its verdict, and whether that stands."""

    in_first_reply: bool
    verdict: VerdictKind | None = None
    stands: bool = False

    @property
    def felt(self) -> VerdictKind:
        """The verdict that scores: an unjudged, pending or overturned one is adequate (exact rule 19)."""
        return self.verdict if self.verdict is not None and self.stands else VerdictKind.ADEQUATE


@dataclass(frozen=True)
class PointCounts:
    """The counts of one cooperating unit; the first five bear the names of the facts."""

    points: int
    answered_first: int
    incomplete_first: int
    adequate_first: int
    adequate_after_return: int
    answered: int
    confirmed: int


def count_points(points: Iterable[Sequence[Answered]]) -> PointCounts:
    """Count a unit's points, each given as its judged, lapsed or latest answers from the first to the last (X2).

    Points handed back and granted are not given at all; a point without an answer is an empty sequence.
    """
    histories = [tuple(point) for point in points]
    answered = [history for history in histories if history]
    in_first = [history for history in answered if history[0].in_first_reply]
    mended = [history for history in answered if not _adequate(history[0]) and _adequate(history[-1])]
    return PointCounts(
        points=len(histories),
        answered_first=len(in_first),
        incomplete_first=sum(history[0].felt is VerdictKind.INCOMPLETE for history in in_first),
        adequate_first=sum(_adequate(history[0]) for history in answered),
        adequate_after_return=len(mended),
        answered=len(answered),
        confirmed=sum(not _adequate(answer) for history in answered for answer in history),
    )


def _adequate(answer: Answered) -> bool:
    return answer.felt is VerdictKind.ADEQUATE
