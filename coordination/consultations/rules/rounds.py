"""How a due time may move, and which one the scores use (exact rules 4, 5, 6, 8)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.rules.kinds import RoundCause

# These move the time the unit was given, even when it had already passed: the fault wasn't the unit's.
_CURES = frozenset({RoundCause.RESTART, RoundCause.PUSH_BACK, RoundCause.LATE_DELIVERY, RoundCause.SUSPENSION})
# These give more time only when they come in time; afterwards they change what is awaited, not the lateness.
_IN_TIME = frozenset({RoundCause.EXTENSION, RoundCause.CALENDAR, RoundCause.AMENDMENT})
_ONLY_LATER = _CURES | _IN_TIME


def moves_later(cause: RoundCause, before: datetime | None, after: datetime) -> bool:
    """Whether a due time may move so: never earlier (design 3.3); a return or a directive sets its own."""
    return cause not in _ONLY_LATER or before is None or after >= before


def agreed_after(
    cause: RoundCause, agreed: datetime | None, before: datetime | None, after: datetime, now: datetime
) -> datetime | None:
    """The due time that scores use once a new one comes into force (exact rule 6).

    A return and a directive never change it; an extension, a changed calendar or a replacing letter only before that
    one has passed.
    """
    if agreed is None or cause is RoundCause.ISSUE or cause in _CURES:
        return after
    in_time = before is not None and before >= now and agreed >= now
    return after if cause in _IN_TIME and in_time else agreed
