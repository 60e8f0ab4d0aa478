"""The end of a consultation, as the synthesis brings it about: submitted, returned, concluded (design 3.3)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.actions.checks import guard, touch
from coordination.consultations.actions.clocks import close
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Ending, Step
from coordination.kernel.actor import Actor
from coordination.kernel.values import NotReady


def submitted(consultation: Consultation, *, by: Actor, now: datetime) -> None:
    """The file has gone up. A part still open, on which the authority has decided, ends unanswered."""
    guard(consultation, Step.SUBMIT)
    if consultation.suspended_at is not None:
        raise NotReady("suspended")
    for consultee in consultation.consultees:
        if consultee.closed_at is None:
            close(consultee, Ending.UNANSWERED, by=by, now=now)
    touch(consultation, submitted_at=now)


def submission_returned(consultation: Consultation, *, by: Actor, now: datetime) -> None:
    """The authority gave the file back: the lead works on it again; what was closed stays closed."""
    if consultation.submitted_at is None or consultation.concluded_at is not None:
        raise NotReady("not_submitted")
    touch(consultation, submitted_at=None)


def conclude(consultation: Consultation, *, by: Actor, now: datetime) -> None:
    """The authority accepted the file: the consultation is over."""
    if consultation.submitted_at is None or consultation.concluded_at is not None:
        raise NotReady("not_submitted")
    touch(consultation, concluded_at=now)
