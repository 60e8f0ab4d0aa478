"""The closed vocabularies of a reply. (What makes a reply complete stands beside these.)"""

from __future__ import annotations

from enum import StrEnum


class Position(StrEnum):
    """Chính kiến: a unit's stand on one point (C1)."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree_with_changes"
    DISAGREE = "disagree"
    NOTHING_TO_SAY = "nothing_to_say"


class Weight(StrEnum):
    CONDITION = "condition"
    SHOULD = "should"
    NOTE = "note"


class Channel(StrEnum):
    """How a reply came (O5)."""

    WEB = "web"
    DOCUMENT_AXIS = "document_axis"
    PAPER = "paper"
    MAIL = "mail"
    HAND = "hand"


class PushBackKind(StrEnum):
    NOT_OUR_FUNCTION = "not_our_function"
    TIME = "time"
    UNCLEAR_OR_INCOMPLETE = "unclear_or_incomplete"


class Answer(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
