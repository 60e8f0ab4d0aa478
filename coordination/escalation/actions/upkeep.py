"""The administrator asks to try again now what was set aside."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal, upkeep
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.upkeep import SetAside

TRIED_AGAIN = Verb.declare("upkeep.tried_again", _l("Yêu cầu thực hiện lại ngay việc đang gác lại"), "kind", "item")


def try_again_now(row: SetAside, *, by: Actor, now: datetime) -> None:
    """The next sweep, within a minute, looks at this row instead of in an hour."""
    upkeep.try_now(row, now=now)
    journal.record(TRIED_AGAIN, by=by, now=now, kind=row.kind, item=row.item_id)
