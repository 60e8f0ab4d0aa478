"""Letters of this chapter: which, to whom, with what facts (O27: a subject line, a due time and a link, never more)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.models import Consultee
from coordination.kernel.actor import Role
from coordination.replies.models import PushBack, Reply
from coordination.units import letters as units


def reply_sent(reply: Reply, *, now: datetime) -> None:
    _to_lead("reply_sent", reply.consultee, now=now, key=reply.id)


def push_back_made(made: PushBack, *, now: datetime) -> None:
    _to_lead("push_back_made", made.consultee, now=now, key=made.id, decide_by=made.decide_by, at_once=True)


def push_back_decided(made: PushBack, *, now: datetime) -> None:
    _to_unit("push_back_decided", made.consultee, now=now, key=made.id, answer=made.answer)


def push_back_disputed(made: PushBack, *, now: datetime) -> None:
    consultation = made.consultee.consultation
    if consultation.authority_id is not None:
        _post("push_back_disputed", made.consultee, consultation.authority_id, [Role.MONITOR, Role.DECISION_MAKER],
              now=now, key=made.id)  # fmt: skip
    _to_lead("push_back_disputed", made.consultee, now=now, key=made.id)


def push_back_settled(made: PushBack, *, now: datetime) -> None:
    _to_unit("push_back_settled", made.consultee, now=now, key=made.id, answer=made.settled)
    _to_lead("push_back_settled", made.consultee, now=now, key=made.id, answer=made.settled)


def dossier_completed(made: PushBack, *, now: datetime) -> None:
    _to_unit("dossier_completed", made.consultee, now=now, key=made.id, at_once=True)


def explained(consultee: Consultee, *, now: datetime, key: int) -> None:
    _to_lead("late_explained", consultee, now=now, key=key)


def claimed(consultee: Consultee, *, now: datetime, key: int) -> None:
    _to_lead("claimed_sent", consultee, now=now, key=key, at_once=True)


def claim_answered(consultee: Consultee, *, now: datetime, key: int) -> None:
    _to_unit("claim_answered", consultee, now=now, key=key, at_once=True)


def confirm_paper(reply: Reply, *, now: datetime) -> None:
    _to_unit("confirm_paper", reply.consultee, now=now, key=reply.id, at_once=True)


def paper_objected(reply: Reply, *, now: datetime) -> None:
    _to_lead("paper_objected", reply.consultee, now=now, key=reply.id)


def _to_lead(
    name: str, consultee: Consultee, *, now: datetime, key: int, at_once: bool = False, **context: object
) -> None:
    lead = consultee.consultation.lead_unit_id
    _post(name, consultee, lead, [Role.OFFICER, Role.HEAD], now=now, key=key, at_once=at_once, **context)


def _to_unit(
    name: str, consultee: Consultee, *, now: datetime, key: int, at_once: bool = False, **context: object
) -> None:
    _post(name, consultee, consultee.unit_id, [Role.OFFICER, Role.HEAD], now=now, key=key, at_once=at_once, **context)


def _post(
    name: str,
    consultee: Consultee,
    unit_id: int,
    roles: list[Role],
    *,
    now: datetime,
    key: int,
    at_once: bool = False,
    **context: object,
) -> None:
    units.post_to(
        units.receivers(unit_id, roles, now),
        name,
        f"{name}:{key}",
        {"consultee": consultee, "consultation": consultee.consultation, **context},
        kind=name,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        at_once=at_once,
    )
