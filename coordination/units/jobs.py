"""What the day alone brings about in units: successions that were entered ahead take effect (design 3.1)."""

from __future__ import annotations

import logging
from datetime import datetime

from coordination.kernel import clock
from coordination.kernel.actor import BY_RULE
from coordination.kernel.store import rollback, unit
from coordination.kernel.values import NotReady
from coordination.units import actions, queries

log = logging.getLogger(__name__)


def carry_out_successions(now: datetime | None = None) -> int:
    """Carry out every succession whose day has come, each in a transaction of its own and once; how many they were.

    One that can't be (a unit was closed meanwhile) is named in the log and stays on the administrator's list.
    """
    moment = now or clock.now()
    due = queries.successions_due(clock.local(moment).date())
    rollback()
    return sum(_carry_out(succession_id, moment) for succession_id in due)


def _carry_out(succession_id: int, now: datetime) -> bool:
    try:
        with unit():
            found = queries.succession(succession_id)
            return found is not None and actions.carry_out(found, by=BY_RULE, now=now)
    except NotReady as refused:
        log.error("succession_refused", extra={"id": succession_id, "why": [each.code for each in refused.findings]})
    except Exception:
        log.exception("succession_failed", extra={"id": succession_id})
    return False
