"""Sending an issue letter again that did not arrive (exact rule 8): our fault, our act; it costs the unit nothing."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.clocks import record
from coordination.consultations.models import Consultee
from coordination.kernel.actor import Actor
from coordination.kernel.values import Finding, NotReady
from coordination.units import queries as units


def send_again(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """The issue letter once more, to the boxes that the unit has now; when one of them takes it, the limit runs anew.

    Raises NotReady when it has arrived, when nothing is asked any more, while one is on its way, or without a box.
    """
    consultation = consultee.consultation
    over = consultation.withdrawn_at or consultation.submitted_at or consultation.concluded_at
    if consultee.issued_at is None or consultee.closed_at is not None or over is not None:
        raise NotReady("send_again_over")
    if consultee.delivered_at is not None or consultee.opened_at is not None:
        raise NotReady("send_again_arrived")
    if not units.boxes(consultee.unit_id):
        raise NotReady(Finding("send_again_no_box", evidence={"unit": consultee.unit.name}))
    before = queries.issue_letters(consultee.id)
    if any(one.sent_at is None and one.given_up_at is None and one.tries == 0 for one in before):
        raise NotReady("send_again_on_its_way")
    if any(one.sent_at is not None for one in before):
        raise NotReady("send_again_on_its_way")  # a box has just taken it: that is being noted
    letters.issued_again(consultee, now, key=len(before) + 1)
    record(verbs.SENT_AGAIN, consultee, by, now)
