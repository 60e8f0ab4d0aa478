"""The closed lists of this chapter: grounds of a report, decisions, what became of a ladder's step (L8)."""

from __future__ import annotations

from enum import StrEnum


class StepOutcome(StrEnum):
    SENT = "sent"
    OVERTAKEN = "overtaken"


class Means(StrEnum):
    """By which means two heads spoke with each other (O14)."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MEETING = "meeting"
    WRITING = "writing"


class Ground(StrEnum):
    """Why the authority is told (L8, design 3.7)."""

    NO_ANSWER = "no_answer"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off_topic"
    GENERIC = "generic"
    SECOND_INADEQUATE = "second_inadequate"
    DISPUTE = "dispute"
    UNDECIDED_PUSH_BACK = "undecided_push_back"
    CONTRADICTION = "contradiction"


class DecisionKind(StrEnum):
    """The closed list of the authority's decisions (design 3.7, O13, O15)."""

    DIRECT_ANSWER = "direct_answer"
    ACCEPT_EXPLANATION = "accept_explanation"
    RELEASE = "release"
    DEEM_AGREED = "deem_agreed"
    GO_ON_WITHOUT = "go_on_without"
    CHANGE_CONSULTEES = "change_consultees"
    NOTE_CRITICISM = "note_criticism"
    SETTLE_DIFFERENCE = "settle_difference"
    RETURN_TO_LEAD = "return_to_lead"


class Paper(StrEnum):
    """By which paper the authority's result is issued (O13)."""

    OFFICIAL_LETTER = "official_letter"
    NOTICE = "notice"


VERIFY_WITHIN = 1
HOLD_AT_MOST = 5
SIGN_WITHIN = 1
# Grounds about a quarrel over a push-back.
ABOUT_HAND_BACKS = frozenset({Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK})
# Grounds about an answer that did not come or does not suffice; the others are about a quarrel.
ABOUT_ANSWERS = frozenset(
    {Ground.NO_ANSWER, Ground.INCOMPLETE, Ground.OFF_TOPIC, Ground.GENERIC, Ground.SECOND_INADEQUATE}
)
