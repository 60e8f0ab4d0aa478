"""What stood in the way of an issue letter (exact rule 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class BoxTrouble:
    """One box of a unit that did not take the issue letter: since when, and the reason as the post gave it.

    `address` is empty where the unit has no box at all; `given_up`: it is not tried any more.
    """

    address: str
    reason: str
    since: datetime
    given_up: bool
