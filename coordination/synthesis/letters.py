"""Letters of synthesis: each unit is told that its comments have been answered, and where to read it."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.models import Consultation
from coordination.kernel.actor import Role
from coordination.synthesis.queries import Matrix
from coordination.units import letters as units

WORKERS = [Role.OFFICER, Role.HEAD]


def submitted(consultation: Consultation, whole: Matrix, times: int, *, now: datetime) -> None:
    """To every unit with a comment what became of it; to the authority that a submission waits, the n-th time."""
    commented = {comment.consultee.id for comment in whole.comments}
    for consultee in whole.consultees:
        if consultee.id in commented:
            units.post_to(
                units.receivers(consultee.unit_id, WORKERS, now),
                "comments_answered",
                f"comments_answered:{consultee.id}:{times}",
                {"consultation": consultation, "consultee": consultee},
                now=now,
                consultation_id=consultation.id,
                consultee_id=consultee.id,
                at_once=False,
            )
    if consultation.authority_id is not None:
        receivers = units.receivers(consultation.authority_id, [Role.MONITOR, Role.DECISION_MAKER], now)
        _post("submission_waits", consultation, receivers, str(times), now=now)


def returned(consultation: Consultation, times: int, *, now: datetime) -> None:
    receivers = units.receivers(consultation.lead_unit_id, WORKERS, now)
    _post("submission_returned", consultation, receivers, str(times), now=now, at_once=True)


def concluded(consultation: Consultation, *, now: datetime) -> None:
    receivers = units.receivers(consultation.lead_unit_id, WORKERS, now)
    _post("submission_concluded", consultation, receivers, "end", now=now)


def _post(
    name: str,
    consultation: Consultation,
    receivers: list[units.Receiver],
    key: str,
    *,
    now: datetime,
    at_once: bool = False,
) -> None:
    units.post_to(
        receivers,
        name,
        f"{name}:{consultation.id}:{key}",
        {"consultation": consultation},
        now=now,
        consultation_id=consultation.id,
        at_once=at_once,
    )
