"""The direct exchange of the two heads before anything goes up (O14)."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations.models import Consultee
from coordination.escalation import queries
from coordination.escalation.models import DirectExchange
from coordination.escalation.rules import Means
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady

EXCHANGED = Verb.declare(
    "exchange.recorded",
    _l("Thủ trưởng đơn vị chủ trì trao đổi trực tiếp với thủ trưởng đơn vị phối hợp ngày %(held_on)s (%(means)s)"),
    "held_on",
    "means",
    "exchange_id",
)


def record_exchange(
    consultee: Consultee, *, held_on: date, with_whom: str, means: Means, result: str, by: Actor, now: datetime
) -> DirectExchange:
    """Keep what the two heads said to each other (O14): possible from the first reminder after the due time.

    It is a statement of the proof, and moves no clock. Raises NotReady before that reminder, for a day that can't be,
    and without a person or a result.
    """
    reminded = queries.first_reminded_after_due(consultee)
    if reminded is None:
        raise NotReady("exchange_too_early")
    earliest, today = clock.local(reminded).date(), clock.local(now).date()
    if not earliest <= held_on <= today:
        raise NotReady(Finding("exchange_day", evidence={"earliest": earliest}, field="held_on"))
    for field, said in (("with_whom", with_whom), ("result", result)):
        if not said.strip():
            raise NotReady(Finding(f"exchange_no_{field}", field=field))
    kept = DirectExchange(
        consultee_id=consultee.id, held_on=held_on, with_whom=with_whom.strip(), means=means, result=result.strip(),
        recorded_at=now, recorded_by=by.person_id,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    journal.record(
        EXCHANGED, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id,
        subject_id=kept.id, words=f"{kept.with_whom}: {kept.result}", held_on=held_on, means=means, exchange_id=kept.id,
    )  # fmt: skip
    return kept
