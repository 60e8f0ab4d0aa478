"""'Ý kiến sơ bộ' by telephone or mail in hỏa tốc matters (O11): entered at once by the lead, confirmed by the unit.

Confirmed within 1 working day it stops the lateness from the moment it was given; later, from its confirmation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Urgency
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.replies import queries
from coordination.replies.actions.paper import CONFIRM_PRELIMINARY_WITHIN, ask_to_confirm
from coordination.replies.actions.writing import OpinionDraft, check_still_open, written
from coordination.replies.models import Reply
from coordination.replies.rules import Channel, check_preliminary, check_sending

PRELIMINARY = Verb.declare(
    "reply.preliminary", _l("Nhập ý kiến sơ bộ của đơn vị, %(said_by)s cho biết lúc %(given_at)s"), "said_by",
    "given_at", "channel",
)  # fmt: skip


@dataclass(frozen=True)
class Preliminary:
    """What was said, by whom, when and how."""

    channel: Channel
    given_at: datetime
    said_by: str
    opinions: tuple[OpinionDraft, ...]
    remarks: str = ""


def enter_preliminary(consultee: Consultee, said: Preliminary, *, by: Actor, now: datetime) -> Reply:
    """Enter what a unit said by telephone or mail (O11). The ladder rests while the unit is asked to confirm."""
    check_still_open(consultee)
    NotReady.unless(
        check_preliminary(
            express=consultee.consultation.urgency is Urgency.EXPRESS, given_at=said.given_at,
            issued_at=consultee.issued_at or now, now=now,
        )
    )  # fmt: skip
    if queries.unconfirmed_paper(consultee) is not None:
        raise NotReady("paper_waits")
    reply = Reply(
        consultee=consultee, number=queries.highest_number(consultee) + 1, drafted_by=by.person_id, created_at=now,
        saved_at=now, sent_at=now, arrived_at=said.given_at, channel=said.channel, signatory=said.said_by.strip(),
        remarks=said.remarks, entered_by_lead=True, preliminary=True,
    )  # fmt: skip
    asked = {point.id for point in consultation_queries.points_for(consultee)}
    reply.opinions = [written(wanted) for wanted in said.opinions if wanted.point_id in asked]
    reply.opinions[:] = [each for each in reply.opinions if queries.facts(each).answers]
    NotReady.unless(check_sending([queries.facts(each) for each in reply.opinions], 0, reply.remarks))
    db.session.add(reply)
    db.session.flush()
    journal.record(
        PRELIMINARY, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id,
        subject_id=reply.id, said_by=reply.signatory, given_at=said.given_at, channel=said.channel,
    )  # fmt: skip
    ask_to_confirm(reply, now=now, within=CONFIRM_PRELIMINARY_WITHIN)
    return reply
