"""Letters of judging: what was sent back, contested, settled (O27: never the words of an opinion)."""

from __future__ import annotations

from datetime import datetime

from coordination.assessment.models import Return, Verdict
from coordination.consultations.models import Consultee
from coordination.kernel.actor import Role
from coordination.replies.models import Reply
from coordination.units import letters as units
from coordination.units.letters import Receiver

_WORKERS = (Role.OFFICER, Role.HEAD)


def returned(one: Return, *, now: datetime) -> None:
    """At once, to the people and the box of the unit (O27)."""
    consultee = one.consultee
    receivers = [*units.receivers(consultee.unit_id, _WORKERS, now), *units.box_receivers(consultee.unit_id)]
    _post("returned", consultee, receivers, now=now, key=one.id, due_at=one.due_at)


def judged_again(reply: Reply, *, now: datetime, contest_by: datetime) -> None:
    """To the unit: the completed reply was judged; what it may still do."""
    consultee = reply.consultee
    receivers = units.receivers(consultee.unit_id, _WORKERS, now)
    _post("judged_again", consultee, receivers, now=now, key=reply.id, due_at=contest_by)


def contested(verdict: Verdict, *, now: datetime) -> None:
    """To the lead, whose word the authority wants to hear, and to the authority's office and decision makers."""
    consultee = verdict.opinion.reply.consultee
    receivers = _lead(consultee, now)
    if consultee.consultation.authority_id is not None:
        receivers += units.receivers(consultee.consultation.authority_id, (Role.MONITOR, Role.DECISION_MAKER), now)
    _post("contested", consultee, receivers, now=now, key=verdict.id, due_at=verdict.answer_by, verdict=verdict)


def settled(verdict: Verdict, *, now: datetime) -> None:
    """To both sides: the authority has decided."""
    consultee = verdict.opinion.reply.consultee
    receivers = [*units.receivers(consultee.unit_id, _WORKERS, now), *_lead(consultee, now)]
    _post("contest_settled", consultee, receivers, now=now, key=verdict.id, verdict=verdict)


def _lead(consultee: Consultee, now: datetime) -> list[Receiver]:
    consultation = consultee.consultation
    return [
        units.person_receiver(consultation.officer, consultation.lead_unit_id),
        *units.receivers(consultation.lead_unit_id, (Role.HEAD,), now),
    ]


def _post(
    name: str, consultee: Consultee, receivers: list[Receiver], *, now: datetime, key: int, **context: object
) -> None:
    units.post_to(
        receivers,
        name,
        f"{name}-{key}",
        {"consultee": consultee, "consultation": consultee.consultation, **context},
        kind=name,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        at_once=True,
    )
