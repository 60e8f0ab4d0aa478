"""The closed vocabularies of synthesis. (The readiness gate stands beside these.)"""

from __future__ import annotations

from enum import StrEnum


class DispositionKind(StrEnum):
    """What became of a comment (L5)."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"
