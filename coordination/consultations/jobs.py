"""What the worker does for consultations: notes which issue letters arrived."""

from __future__ import annotations

import logging
from datetime import datetime

from coordination.consultations import queries
from coordination.consultations.actions import deliver
from coordination.kernel import clock, store, upkeep

log = logging.getLogger(__name__)


def note_deliveries() -> int:
    """Note each consultee whose unit's box accepted the issue letter (exact rule 8); says how many.

    With nothing to note it is one look by an index. One consultee a transaction: a failing one holds nobody up.
    """
    waiting = queries.delivered_unnoted(clock.now())
    failed_before = upkeep.set_aside_of("delivery") if waiting else set()
    store.rollback()
    noted = 0
    for consultee_id, at in waiting:
        try:
            with store.unit():
                noted += _note(consultee_id, at)
                if consultee_id in failed_before:
                    upkeep.clear("delivery", [consultee_id])
        except Exception as failed:
            log.exception("delivery_not_noted", extra={"consultee": consultee_id})
            with store.unit():
                upkeep.put_aside("delivery", consultee_id, failed, now=clock.now())
    return noted


def _note(consultee_id: int, at: datetime) -> int:
    consultee = queries.consultee(consultee_id)
    if consultee is None or consultee.delivered_at is not None:
        return 0
    deliver(consultee, at=at, now=clock.now())
    return 1
