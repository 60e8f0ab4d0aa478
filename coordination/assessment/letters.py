"""Letters of judging: what was sent back, contested, settled (O27: never the words of an opinion)."""

from __future__ import annotations

from datetime import datetime

from coordination.assessment.models import Return, Verdict
from coordination.consultations.models import Consultee
from coordination.kernel.actor import Role
from coordination.replies.models import Reply
from coordination.units import letters as units

_WORKERS = [Role.OFFICER, Role.HEAD]


def returned(one: Return, *, now: datetime) -> None:
    """At once, to the people and the box of the unit (O27)."""
    consultee = one.consultee
    receivers = [*units.receivers(consultee.unit_id, _WORKERS, now), *units.box_receivers(consultee.unit_id)]
    _post("returned", consultee, receivers, now=now, key=one.id, at_once=True, due_at=one.due_at)


def judged_again(reply: Reply, *, now: datetime) -> None:
    consultee = reply.consultee
    _post(
        "judged_again",
        consultee,
        units.receivers(consultee.unit_id, _WORKERS, now),
        now=now,
        key=reply.id,
        at_once=True,
    )


def contested(verdict: Verdict, *, now: datetime) -> None:
    consultee = verdict.opinion.reply.consultee
    lead = consultee.consultation.lead_unit_id
    receivers = units.receivers(lead, _WORKERS, now)
    if consultee.consultation.authority_id is not None:
        receivers += units.receivers(consultee.consultation.authority_id, [Role.MONITOR, Role.DECISION_MAKER], now)
    _post("contested", consultee, receivers, now=now, key=verdict.id, answer_by=verdict.answer_by)


def settled(verdict: Verdict, *, now: datetime) -> None:
    consultee = verdict.opinion.reply.consultee
    receivers = units.receivers(consultee.unit_id, _WORKERS, now)
    receivers += units.receivers(consultee.consultation.lead_unit_id, _WORKERS, now)
    _post("contest_settled", consultee, receivers, now=now, key=verdict.id, settlement=verdict.settled)


def _post(
    name: str, consultee: Consultee, receivers: list[units.Receiver], *, now: datetime, key: int,
    at_once: bool = False, **context: object,
) -> None:  # fmt: skip
    units.post_to(
        receivers,
        name,
        f"{name}:{key}",
        {"consultee": consultee, "consultation": consultee.consultation, **context},
        kind=name,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        at_once=at_once,
    )
