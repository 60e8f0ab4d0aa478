"""Letters of this chapter: which, to whom, with what facts (O27: a subject line, a due time and a link, never more)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.models import Consultee
from coordination.consultations.rules import Urgency
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.replies.models import PushBack, Reply
from coordination.units import letters as units
from coordination.units.letters import Receiver
from coordination.units.models import Signing

_UNIT = (Role.OFFICER, Role.HEAD)


def to_sign(reply: Reply, signing: Signing, *, by: Actor, now: datetime) -> None:
    """'Waits for your signature' (O1): at once if urgent, or where the morning letter would come after the due time."""
    consultee = reply.consultee
    due_at = consultee.due_at or now
    pressing = clock.local(due_at).date() <= clock.local(now).date()
    units.post_to(
        units.signers(signing, by, now),
        "reply_to_sign",
        f"reply_to_sign-{signing.id}-{len(signing.marks)}",
        {"consultation": consultee.consultation, "reply": reply, "due_at": due_at, "who": by.name},
        now=now,
        at_once=pressing or consultee.consultation.urgency is not Urgency.ORDINARY,
    )


def reply_sent(reply: Reply, *, now: datetime) -> None:
    """To the officer in charge at the lead: an answer has come."""
    _post("reply_sent", reply.consultee, _in_charge(reply.consultee), now=now, key=reply.id)


def push_back_made(made: PushBack, *, now: datetime) -> None:
    """At once to the lead's head, who must decide, and to the officer in charge (C3)."""
    consultee = made.consultee
    _post(
        "push_back_made", consultee, _lead(consultee, now), now=now, key=made.id, at_once=True, due_at=made.decide_by,
        push_back_id=made.id,
    )  # fmt: skip


def push_back_decided(made: PushBack, *, now: datetime) -> None:
    """To the unit: the lead has answered."""
    _to_unit(
        "push_back_decided", made.consultee, now=now, key=made.id, at_once=True, answer=str(made.answer),
        push_back_id=made.id,
    )  # fmt: skip


def push_back_disputed(made: PushBack, *, now: datetime) -> None:
    """To the authority's office and decision makers, and to the lead."""
    consultee = made.consultee
    authority = consultee.consultation.authority_id
    above = units.receivers(authority, (Role.MONITOR, Role.DECISION_MAKER), now) if authority is not None else []
    _post("push_back_disputed", consultee, [*above, *_lead(consultee, now)], now=now, key=made.id, push_back_id=made.id)


def push_back_settled(made: PushBack, *, now: datetime) -> None:
    """To both sides: the authority has decided."""
    consultee = made.consultee
    both = [*units.receivers(consultee.unit_id, _UNIT, now), *_lead(consultee, now)]
    _post("push_back_settled", consultee, both, now=now, key=made.id, at_once=True, push_back_id=made.id)


def dossier_completed(made: PushBack, *, now: datetime) -> None:
    """At once to the unit: what was missing is there; its time as it now runs."""
    consultee = made.consultee
    _to_unit("dossier_completed", consultee, now=now, key=made.id, at_once=True, due_at=consultee.due_at)


def explained(consultee: Consultee, *, now: datetime, key: int) -> None:
    _post("late_explained", consultee, _in_charge(consultee), now=now, key=key)


def claimed(consultee: Consultee, *, now: datetime, key: int, answer_by: datetime) -> None:
    """At once to the lead's officer in charge and clerks, who look for the letter (O5)."""
    clerks = units.receivers(consultee.consultation.lead_unit_id, (Role.CLERK,), now)
    receivers = [*_in_charge(consultee), *clerks]
    _post("claimed_sent", consultee, receivers, now=now, key=key, at_once=True, due_at=answer_by, claim_id=key)


def claim_answered(consultee: Consultee, *, now: datetime, key: int, found: bool) -> None:
    _to_unit("claim_answered", consultee, now=now, key=key, at_once=True, found=found, claim_id=key)


def confirm_paper(reply: Reply, *, now: datetime, confirm_by: datetime) -> None:
    """At once to the unit: is this your letter (exact rule 22)?"""
    _to_unit(
        "confirm_paper", reply.consultee, now=now, key=reply.id, at_once=True, due_at=confirm_by, reply_id=reply.id
    )


def paper_objected(reply: Reply, *, now: datetime) -> None:
    receivers = _in_charge(reply.consultee)
    _post("paper_objected", reply.consultee, receivers, now=now, key=reply.id, at_once=True, reply_id=reply.id)


def _in_charge(consultee: Consultee) -> list[Receiver]:
    """The lead's responsible officer."""
    consultation = consultee.consultation
    return [units.person_receiver(consultation.officer, consultation.lead_unit_id)]


def _lead(consultee: Consultee, now: datetime) -> list[Receiver]:
    """The lead's responsible officer and its heads."""
    return [*_in_charge(consultee), *units.receivers(consultee.consultation.lead_unit_id, (Role.HEAD,), now)]


def _to_unit(
    name: str, consultee: Consultee, *, now: datetime, key: int, at_once: bool = False, **context: object
) -> None:
    receivers = units.receivers(consultee.unit_id, _UNIT, now)
    _post(name, consultee, receivers, now=now, key=key, at_once=at_once, **context)


def _post(
    name: str,
    consultee: Consultee,
    receivers: list[Receiver],
    *,
    now: datetime,
    key: int,
    at_once: bool = False,
    **context: object,
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
        at_once=at_once,
    )
