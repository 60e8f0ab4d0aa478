"""A change of the calendar: first shown, then made once, with every open due time that it moves (exact rules 7, 12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.clocks import record, start_rounds
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.queries import Moving, Movings
from coordination.consultations.rules import RoundCause
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.kernel.values import NotReady, Stale
from coordination.limits import actions as limits_actions
from coordination.limits import queries as limits
from coordination.limits.models import CalendarChange
from coordination.limits.rules import DayChange, check_changes, moment

TOGETHER = 500
# Steps of a ladder stand this near to their due time: those of a changed stretch of days are looked at anew.
AROUND = timedelta(days=45)


def preview_calendar(changes: Sequence[DayChange], *, now: datetime) -> Movings:
    """What a change would do; nothing is written. NotReady where the change itself can't be made."""
    old = limits.calendar()
    NotReady.unless(check_changes(changes, old, limits.added()))
    return queries.movings([each.day for each in changes], old, limits.calendar_with(changes), now)


def change_calendar(
    changes: Sequence[DayChange], *, reason: str, edition: int, stamp: str, by: Actor, now: datetime
) -> CalendarChange:
    """Make the change that the preview showed, and move the due times that it named: a new round each, told to all.

    Stale when the calendar has changed since (`edition`), or other due times would move (`stamp`): then nothing is
    done, and a second click finds the first one's calendar.
    """
    if edition != limits.edition():
        raise Stale("calendar")
    found = preview_calendar(changes, now=now)
    if found.stamp != stamp:
        raise Stale(found)
    made = limits_actions.change_days(changes, reason=reason, edition=edition, by=by, now=now)
    made.moved, made.left = len(found.moved), len(found.left)
    _look_anew(changes, now)
    for start in range(0, len(found.moved), TOGETHER):
        _move(found.moved[start : start + TOGETHER], made, by, now)
    letters.calendar_moved_lead(_by_consultation(found.moved), made, now)
    return made


def _move(movings: Sequence[Moving], made: CalendarChange, by: Actor, now: datetime) -> None:
    """A new round for some hundreds, told and journalled, in a fixed number of statements."""
    after = {each.consultee_id: each for each in movings}
    wanted = select(Consultee).where(Consultee.id.in_(after)).order_by(Consultee.id)
    loaded = wanted.options(
        joinedload(Consultee.unit), joinedload(Consultee.consultation).joinedload(Consultation.lead_unit)
    )
    consultees = db.session.scalars(loaded.execution_options(populate_existing=True)).all()
    if any(each.due_at != after[each.id].before for each in consultees):
        raise Stale()
    dues = [(each, deadline) for each in consultees if (deadline := after[each.id].after) is not None]
    start_rounds(dues, RoundCause.CALENDAR, now=now, reason=made.reason)
    for consultee in consultees:
        record(
            verbs.CALENDAR_MOVED, consultee, by, now, made.reason, before=after[consultee.id].before,
            due_at=consultee.due_at, round=consultee.round, edition=made.edition,
        )  # fmt: skip
    letters.calendar_moved(consultees, {each.consultee_id: each.before for each in movings}, made, now)


def _by_consultation(movings: Sequence[Moving]) -> dict[int, list[Moving]]:
    found: dict[int, list[Moving]] = {}
    for each in movings:
        found.setdefault(each.consultation_id, []).append(each)
    return found


def _look_anew(changes: Sequence[DayChange], now: datetime) -> None:
    """Steps near the changed days may now fall on other days: the next sweep looks at them (exact rule 11)."""
    days = [each.day for each in changes]
    first, last = moment(min(days) - AROUND, time(0)), moment(max(days) + AROUND, time(0))
    table = Consultee.__table__.c
    db.session.execute(
        update(Consultee.__table__)  # type: ignore[arg-type]
        .where(table.next_step_at > now, table.next_step_at.between(first, last))
        .values(next_step_at=now)
    )
