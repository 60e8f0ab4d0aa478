"""The closed vocabularies of judging. (When a verdict counts stands beside these.)"""

from __future__ import annotations

from enum import StrEnum


class VerdictKind(StrEnum):
    """Đánh giá of one opinion (design 3.6). Adequate needs no act: silence of the lead means it."""

    ADEQUATE = "adequate"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    GENERIC = "generic"


class Settlement(StrEnum):
    UPHELD = "upheld"
    OVERTURNED = "overturned"
