"""What administrators do about the calendar: days off and days worked beyond what is shipped (design 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady, Stale
from coordination.limits import queries
from coordination.limits.models import CalendarChange, CalendarDay
from coordination.limits.rules import DayChange, DayKind, check_changes

DECLARED = Verb.declare(
    "calendar.declared", _l("Thêm ngày %(day)s vào lịch làm việc"), "day", "kind", "name", "document"
)
REMOVED = Verb.declare("calendar.removed", _l("Bỏ ngày %(day)s khỏi phần bổ sung của lịch"), "day")


def change_days(
    changes: Sequence[DayChange], *, reason: str, edition: int | None = None, by: Actor, now: datetime
) -> CalendarChange:
    """Change the calendar, all days or none; with `edition` only upon that calendar, else Stale (exact rule 7).

    Open due times are moved by `consultations.change_calendar`, which calls this.
    """
    in_force = queries.edition()
    if edition is not None and edition != in_force:
        raise Stale()
    NotReady.unless(check_changes(changes, queries.calendar(), queries.added()))
    made = CalendarChange(
        edition=in_force + 1, at=now, days=[each.as_json() for each in changes], reason=reason, person_name=by.name
    )
    db.session.add(made)
    for change in changes:
        _change(change, reason, by, now)
    db.session.flush()
    return made


def _change(change: DayChange, reason: str, by: Actor, now: datetime) -> None:
    if change.kind is None:
        db.session.delete(db.session.get_one(CalendarDay, change.day))
        journal.record(REMOVED, by=by, now=now, words=reason, day=change.day)
        return
    db.session.add(
        CalendarDay(
            day=change.day, kind=change.kind, name=change.name, document=change.document, changed_at=now
        )
    )  # fmt: skip
    journal.record(
        DECLARED, by=by, now=now, words=reason, day=change.day, kind=change.kind, name=change.name,
        document=change.document,
    )  # fmt: skip


def declare_day(day: date, kind: DayKind, *, name: str, document: str, by: Actor, now: datetime) -> CalendarDay:
    """A day off, or a day worked, beyond what is shipped; due times already given are not touched here."""
    change_days([DayChange(day, kind, name, document)], reason=name, by=by, now=now)
    return db.session.get_one(CalendarDay, day)


def remove_day(declared: CalendarDay, *, by: Actor, now: datetime) -> None:
    """Take an added day back; the shipped calendar applies to it again. Due times are not touched here."""
    change_days([DayChange(declared.day, None)], reason="", by=by, now=now)
