"""What administrators do about ladders: set one from a day on, end it (L7, L8; design 3.7).

A ladder is frozen into a consultation at issue: setting another touches nothing that was issued.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries
from coordination.limits.models import LadderRow
from coordination.limits.rules import Ladder, Pace

SET = Verb.declare(
    "ladder.set",
    _l("Đặt các bước nhắc hạn, đôn đốc áp dụng từ %(valid_from)s"),
    "kind",
    "urgent",
    "valid_from",
    "steps",
)  # fmt: skip
ENDED = Verb.declare(
    "ladder.ended", _l("Kết thúc các bước nhắc hạn, đôn đốc"), "ladder_id", "kind", "urgent", "valid_from", "valid_to"
)
ONE_DAY = timedelta(days=1)


def set_ladder(kind: str, ladder: Ladder, valid_from: date, *, by: Actor, now: datetime, today: date) -> LadderRow:
    """A dated ladder for a kind ('' for all) and the urgency that its pace is for; the one before it ends (L7)."""
    if valid_from < today:
        raise NotReady(Finding("ladder_in_past", evidence={"first": today}, field="valid_from"))
    urgent = ladder.pace is Pace.HOURS
    for row in queries.ladder_rows(kind, urgent):
        if row.valid_from >= valid_from:
            raise NotReady(Finding("ladder_overlaps", True, "L7", {"first": row.valid_from}, "valid_from"))
        if row.valid_to is None or row.valid_to >= valid_from:
            row.valid_to = valid_from - ONE_DAY
    made = LadderRow(kind=kind, urgent=urgent, valid_from=valid_from, facts=ladder.as_json())
    db.session.add(made)
    db.session.flush()
    journal.record(
        SET, by=by, now=now, subject_id=made.id, kind=kind, urgent=urgent, valid_from=valid_from,
        steps=ladder.as_json()["rungs"],
    )  # fmt: skip
    return made


def end_ladder(row: LadderRow, *, by: Actor, now: datetime, today: date) -> None:
    """No longer from tomorrow on; one that never began goes. The shipped steps apply again."""
    if row.valid_to is not None and row.valid_to <= today:
        raise NotReady(Finding("ladder_over", evidence={"last": row.valid_to}))
    journal.record(
        ENDED, by=by, now=now, subject_id=row.id, ladder_id=row.id, kind=row.kind, urgent=row.urgent,
        valid_from=row.valid_from, valid_to=today,
    )  # fmt: skip
    if row.valid_from > today:
        db.session.delete(row)
    else:
        row.valid_to = today
    db.session.flush()
