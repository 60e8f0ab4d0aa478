"""What administrators do about time-limit rules: adopt, change from a day on, end (F4, A9; design 3.2).

A rule that was ever in force is never rewritten: a change is a new row, and the old one ends the day before. What was
issued keeps the rule frozen into it.
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
from coordination.limits.models import RuleRow
from coordination.limits.rules import TimeLimitRule, collide

ADOPTED = Verb.declare("rule.adopted", _l("Thêm quy định thời hạn: %(instrument)s"), "instrument", "kind", "valid_from")
CHANGED = Verb.declare(
    "rule.changed", _l("Sửa quy định thời hạn: %(instrument)s"), "instrument", "kind", "valid_from", "rule_id", "before"
)
RETIRED = Verb.declare("rule.retired", _l("Kết thúc hiệu lực quy định thời hạn"), "rule_id", "valid_to")
ONE_DAY = timedelta(days=1)


def adopt_rule(rule: TimeLimitRule, *, note: str, by: Actor, now: datetime) -> RuleRow:
    """A dated time-limit rule (F4). Two of one kind and instrument never speak of the same day."""
    _refuse_overlap(rule, queries.own_rules(rule.kind))
    row = _kept(rule, note)
    journal.record(
        ADOPTED, by=by, now=now, subject_id=row.id, words=note, instrument=rule.instrument, kind=rule.kind,
        valid_from=rule.valid_from,
    )  # fmt: skip
    return row


def change_rule(row: RuleRow, rule: TimeLimitRule, *, note: str, by: Actor, now: datetime, today: date) -> RuleRow:
    """What the rule says from a day on: a new row; the old one ends the day before, or goes if it never began (F4)."""
    if row.valid_to is not None and row.valid_to < today:
        raise NotReady(Finding("rule_over", evidence={"last": row.valid_to}))
    begun = row.valid_from <= today
    if begun and rule.valid_from <= row.valid_from:
        raise NotReady(Finding("change_not_later", evidence={"first": row.valid_from}, field="valid_from"))
    _refuse_overlap(rule, [each for each in queries.own_rules(rule.kind) if each.id != row.id])
    before, old_id = row.facts, row.id
    if rule.valid_from <= row.valid_from:
        db.session.delete(row)
    elif row.valid_to is None or row.valid_to >= rule.valid_from:
        _end(row, rule.valid_from - ONE_DAY)
    changed = _kept(rule, note)
    journal.record(
        CHANGED, by=by, now=now, subject_id=changed.id, words=note, instrument=rule.instrument, kind=rule.kind,
        valid_from=rule.valid_from, rule_id=old_id, before=before,
    )  # fmt: skip
    return changed


def retire_rule(row: RuleRow, *, by: Actor, now: datetime, today: date, last: date | None = None) -> None:
    """The rule no longer applies after a day (today, unless another is given); what it governed stays as it was."""
    if row.valid_to is not None and row.valid_to < today:
        raise NotReady(Finding("rule_over", evidence={"last": row.valid_to}))
    if last is not None and last < max(today, row.valid_from):
        raise NotReady(Finding("end_too_early", evidence={"first": max(today, row.valid_from)}, field="last"))
    _end(row, last or max(today, row.valid_from))
    db.session.flush()
    journal.record(RETIRED, by=by, now=now, subject_id=row.id, rule_id=row.id, valid_to=row.valid_to)


def _end(row: RuleRow, last: date) -> None:
    row.valid_to = last
    row.facts = {**row.facts, "valid_to": last.isoformat()}


def _kept(rule: TimeLimitRule, note: str) -> RuleRow:
    row = RuleRow(kind=rule.kind, valid_from=rule.valid_from, valid_to=rule.valid_to, facts=rule.as_json(), note=note)
    db.session.add(row)
    db.session.flush()
    return row


def _refuse_overlap(rule: TimeLimitRule, others: list[RuleRow]) -> None:
    for row in others:
        other = TimeLimitRule.from_json(row.facts)
        if collide(rule, other):
            evidence = {"instrument": other.instrument, "first": other.valid_from, "last": other.valid_to}
            raise NotReady(Finding("rule_overlaps", True, "F4", evidence, "valid_from"))
