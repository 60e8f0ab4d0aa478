"""The closed vocabularies of a consultation."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What the consultation is about (design 3.3)."""

    LEGAL_DOCUMENT = "legal_document"
    INTERNAL_PROCEDURE = "internal_procedure"
    PROCEDURE_DOSSIER = "procedure_dossier"
    PLAN_OR_REPORT = "plan_or_report"
    OTHER = "other"


class Urgency(StrEnum):
    ORDINARY = "ordinary"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


class Visibility(StrEnum):
    """When a cooperating unit sees the others' replies."""

    NEVER = "never"
    AFTER_OWN_REPLY = "after_own_reply"
    AFTER_SYNTHESIS = "after_synthesis"


class PointKind(StrEnum):
    """The kind of answer wanted (O9)."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    OPEN = "open"
    INFORMATION = "information"


class Ending(StrEnum):
    """How a consultee's part ended (design 3.4; exact rule 16)."""

    ACCEPTED = "accepted"
    RELEASED = "released"
    DEEMED = "deemed"
    GONE_ON_WITHOUT = "gone_on_without"
    UNANSWERED = "unanswered"
    NO_OPINION = "no_opinion"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class SuspensionGround(StrEnum):
    """Why an issued consultation may be suspended (design 3.3, O25)."""

    WRONGLY_ADDRESSED = "wrongly_addressed"
    TOO_SHORT = "too_short"
    DOSSIER_MISSING = "dossier_missing"


class Part(StrEnum):
    """What a unit is in a consultation."""

    LEAD = "lead"
    CONSULTEE = "consultee"
    AUTHORITY = "authority"


class RoundCause(StrEnum):
    """Why a due time came into force (exact rule 12): each starts the ladder anew."""

    ISSUE = "issue"
    EXTENSION = "extension"
    RESTART = "restart"
    PUSH_BACK = "push_back"
    LATE_DELIVERY = "late_delivery"
    CALENDAR = "calendar"
    RETURN = "return"
    DIRECTIVE = "directive"
    AMENDMENT = "amendment"
    SUSPENSION = "suspension"
