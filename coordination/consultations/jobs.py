"""What the worker does for consultations: notes which issue letters arrived."""

from __future__ import annotations

import logging
from datetime import datetime

from coordination.consultations import queries
from coordination.consultations.actions import deliver
from coordination.kernel import clock, store

log = logging.getLogger(__name__)


def note_deliveries() -> int:
    """Note each consultee whose unit's box accepted the issue letter (exact rule 8); says how many.

    With nothing to note it is one look by an index. One consultee a transaction: a failing one holds nobody up.
    """
    waiting = queries.delivered_unnoted()
    store.rollback()
    noted = 0
    for consultee_id, at in waiting:
        try:
            with store.unit():
                noted += _note(consultee_id, at)
        except Exception:
            log.exception("delivery_not_noted", extra={"consultee": consultee_id})
    return noted


def _note(consultee_id: int, at: datetime) -> int:
    consultee = queries.consultee(consultee_id)
    if consultee is None or consultee.delivered_at is not None:
        return 0
    deliver(consultee, at=at, now=clock.now())
    return 1
