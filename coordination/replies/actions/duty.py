"""People on duty in hỏa tốc matters, and the calls to them (O11)."""

from __future__ import annotations

import re
from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations.models import Consultee
from coordination.consultations.rules import Urgency
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.replies import queries
from coordination.replies.models import DutyCall, DutyPerson

NAMED = Verb.declare("duty.named", _l("Cử người trực: %(name)s"), "name")
CALLED = Verb.declare("duty.called", _l("Điện thoại cho %(whom)s lúc %(called_at)s"), "whom", "called_at")
_TELEPHONE = re.compile(r"\+?[0-9][0-9 .()-]{5,30}")


def name_duty(consultee: Consultee, name: str, telephone: str, *, by: Actor, now: datetime) -> DutyPerson:
    """The unit says who is on duty, and the telephone; who was before is over. The same once more changes nothing."""
    _only_express(consultee)
    name, telephone = name.strip(), telephone.strip()
    if not name:
        raise NotReady(Finding("duty_name_missing", True, "O11", field="name"))
    if not _TELEPHONE.fullmatch(telephone):
        raise NotReady(Finding("duty_telephone_wrong", True, "O11", field="telephone"))
    before = queries.on_duty(consultee)
    if before is not None and (before.name, before.telephone) == (name, telephone):
        return before
    if before is not None:
        before.over_at = now
    named = DutyPerson(
        consultee_id=consultee.id, name=name, telephone=telephone, named_by=by.person_id, named_at=now
    )  # fmt: skip
    db.session.add(named)
    db.session.flush()
    journal.record(
        NAMED, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id,
        subject_id=named.id, name=name,
    )  # fmt: skip
    return named


def record_call(
    consultee: Consultee, *, whom: str, telephone: str, called_at: datetime, said: str, by: Actor, now: datetime
) -> DutyCall:
    """Who called whom, when, and what was said. The same call sent twice is kept once."""
    _only_express(consultee)
    whom, said = whom.strip(), said.strip()
    for text, field in ((whom, "whom"), (said, "words")):
        if not text:
            raise NotReady(Finding(f"call_{field}_missing", True, "O11", field=field))
    if called_at > now or (consultee.issued_at is not None and called_at < consultee.issued_at):
        raise NotReady(Finding("call_time_wrong", True, "O11", field="called_at"))
    for kept in queries.calls_to(consultee):
        if (kept.called_at, kept.whom, kept.said, kept.called_by) == (called_at, whom, said, by.person_id):
            return kept
    call = DutyCall(
        consultee_id=consultee.id, called_by=by.person_id, caller=by.name, called_at=called_at, whom=whom,
        telephone=telephone.strip(), said=said, recorded_at=now,
    )  # fmt: skip
    db.session.add(call)
    db.session.flush()
    journal.record(
        CALLED, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id,
        subject_id=call.id, words=said, whom=whom, called_at=called_at,
    )  # fmt: skip
    return call


def _only_express(consultee: Consultee) -> None:
    if consultee.issued_at is None or consultee.consultation.urgency is not Urgency.EXPRESS:
        raise NotReady(Finding("duty_only_express", True, "O11"))
