"""What administrators do about time: declare days, adopt and retire time-limit rules."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits.models import CalendarDay, RuleRow
from coordination.limits.rules import DayKind, TimeLimitRule

DECLARED = Verb.declare(
    "calendar.declared", _l("Thêm ngày %(day)s vào lịch làm việc"), "day", "kind", "name", "document"
)
REMOVED = Verb.declare("calendar.removed", _l("Bỏ ngày %(day)s khỏi phần bổ sung của lịch"), "day")
ADOPTED = Verb.declare("rule.adopted", _l("Thêm quy định thời hạn: %(instrument)s"), "instrument", "kind", "valid_from")
RETIRED = Verb.declare("rule.retired", _l("Kết thúc hiệu lực quy định thời hạn"), "rule_id", "valid_to")


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


def adopt_rule(rule: TimeLimitRule, *, note: str, by: Actor, now: datetime) -> RuleRow:
    """A dated time-limit rule (F4). A consultation already issued keeps the rule frozen into it."""
    row = RuleRow(kind=rule.kind, valid_from=rule.valid_from, valid_to=rule.valid_to, facts=rule.as_json(), note=note)
    db.session.add(row)
    db.session.flush()
    journal.record(
        ADOPTED, by=by, now=now, subject_id=row.id, words=note, instrument=rule.instrument, kind=rule.kind,
        valid_from=rule.valid_from,
    )  # fmt: skip
    return row


def retire_rule(row: RuleRow, *, by: Actor, now: datetime, today: date) -> None:
    """The rule no longer applies from tomorrow on; what it governed stays as it was."""
    last = max(today, row.valid_from)
    row.valid_to = last
    row.facts = {**row.facts, "valid_to": last.isoformat()}
    db.session.flush()
    journal.record(RETIRED, by=by, now=now, subject_id=row.id, rule_id=row.id, valid_to=last)
