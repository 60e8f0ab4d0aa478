"""What later chapters bring to a succession: each says how much of its work will move, and moves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from coordination.kernel.actor import Actor


@dataclass(frozen=True)
class Moving:
    """Open work goes from these units to their successor from that day on.

    `by_function`: work that was asked of a function goes to the unit that took the function over. `whole` is false
    where a part is split off a unit that stays: then only what was asked of those functions goes.
    """

    olds: frozenset[int]
    to: int
    on: date
    by_function: Mapping[int, int] = field(default_factory=dict)
    whole: bool = True
    unchanged_path: bool = False

    @property
    def receivers(self) -> frozenset[int]:
        """Every unit that takes over some of the work."""
        return frozenset({self.to, *self.by_function.values()}) if self.whole else frozenset(self.by_function.values())


@dataclass(frozen=True)
class Carrier:
    """A chapter's part in a succession: `count` says what would move (label, number), `carry` moves it."""

    name: str
    count: Callable[[Moving], list[tuple[Any, int]]]
    carry: Callable[[Moving, Actor, datetime], None]


CARRIERS: list[Carrier] = []
"""Filled by the chapters whose work can move, in the order of the chapters."""
