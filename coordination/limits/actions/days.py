"""What administrators do about the calendar: days off and days worked beyond what is shipped."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits.models import CalendarDay
from coordination.limits.rules import DayKind

DECLARED = Verb.declare(
    "calendar.declared", _l("Thêm ngày %(day)s vào lịch làm việc"), "day", "kind", "name", "document"
)
REMOVED = Verb.declare("calendar.removed", _l("Bỏ ngày %(day)s khỏi phần bổ sung của lịch"), "day")


def declare_day(day: date, kind: DayKind, *, name: str, document: str, by: Actor, now: datetime) -> CalendarDay:
    """A day off, or a day worked, beyond what is shipped (design 3.2). Due times already given are not touched here."""
    if db.session.get(CalendarDay, day) is not None:
        raise NotReady(Finding("day_known", field="day"))
    declared = CalendarDay(day=day, kind=kind, name=name, document=document, changed_at=now)
    db.session.add(declared)
    db.session.flush()
    journal.record(DECLARED, by=by, now=now, words=name, day=day, kind=kind, name=name, document=document)
    return declared


def remove_day(declared: CalendarDay, *, by: Actor, now: datetime) -> None:
    """Take an added day back; the shipped calendar applies to it again."""
    journal.record(REMOVED, by=by, now=now, day=declared.day)
    db.session.delete(declared)
    db.session.flush()
