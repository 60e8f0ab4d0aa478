"""The calendar, the rule and the ladder in force, from what is shipped and what administrators added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import event, func, inspect, or_, select
from sqlalchemy.orm import Session, SessionTransaction

from coordination.kernel.store import db
from coordination.limits.models import CalendarChange, CalendarDay, LadderRow, RuleRow
from coordination.limits.rules import (
    KINDS,
    DayChange,
    DayKind,
    Ladder,
    Purpose,
    TimeLimitRule,
    WorkCalendar,
    overlaid,
    rule_in_force,
    shipped_rules,
    vietnam,
)
from coordination.limits.rules import ladder_for as shipped_ladder

_made: tuple[object, WorkCalendar] | None = None
_IN_FORCE = "calendar_in_force"


def calendar() -> WorkCalendar:
    """The working calendar now in force: shipped days, then the administrator's over them.

    Made once and kept; one cheap statement a transaction tells whether an administrator changed a day since.
    """
    in_force: WorkCalendar | None = db.session.info.get(_IN_FORCE)
    if in_force is None:
        in_force = db.session.info[_IN_FORCE] = _now_in_force()
    return in_force


@event.listens_for(Session, "after_transaction_end")
def _ask_again(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None or ended.nested:
        session.info.pop(_IN_FORCE, None)


@event.listens_for(Session, "after_flush")
def _ask_after_a_change(session: Session, _flushing: object) -> None:
    if any(isinstance(each, CalendarDay | CalendarChange) for each in (*session.new, *session.dirty, *session.deleted)):
        session.info.pop(_IN_FORCE, None)


def _now_in_force() -> WorkCalendar:
    global _made
    edition_now = select(func.max(CalendarChange.edition)).scalar_subquery()
    stamp = tuple(db.session.execute(select(func.count(), func.max(CalendarDay.changed_at), edition_now)).one())
    if _made is None or _made[0] != stamp:
        _made = (stamp, vietnam(*overlaid(_added(), ())))
    return _made[1]


def _added() -> dict[date, tuple[DayKind, str]]:
    return {row.day: (row.kind, row.name) for row in db.session.scalars(select(CalendarDay))}


def added() -> frozenset[date]:
    """The days that are the administrator's own."""
    return frozenset(_added())


def calendar_with(changes: Iterable[DayChange]) -> WorkCalendar:
    """The calendar as it would be with these changes."""
    return vietnam(*overlaid(_added(), changes))


def edition() -> int:
    """Which calendar is in force: the number of its last change."""
    return db.session.scalar(select(func.max(CalendarChange.edition))) or 0


def calendar_changes(size: int = 20) -> list[CalendarChange]:
    """The last changes of the calendar, the newest first."""
    return list(db.session.scalars(select(CalendarChange).order_by(CalendarChange.edition.desc()).limit(size)))


def calendar_or_shipped() -> WorkCalendar:
    """The calendar for a command that may run before the database is made: then the shipped one."""
    if not inspect(db.engine).has_table(CalendarDay.__tablename__):
        return vietnam()
    return calendar()


def added_days(year: int) -> list[CalendarDay]:
    """The administrator's days of one year."""
    return list(
        db.session.scalars(
            select(CalendarDay)
            .where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
            .order_by(CalendarDay.day)
        )
    )


def own_rules(kind: str = "") -> list[RuleRow]:
    """The administrator's rules, of one kind if it is given, the newest first."""
    wanted = select(RuleRow).order_by(RuleRow.valid_from.desc(), RuleRow.id.desc())
    return list(db.session.scalars(wanted.where(RuleRow.kind == kind) if kind else wanted))


def added_day(day: date) -> CalendarDay | None:
    return db.session.get(CalendarDay, day)


def rules() -> tuple[TimeLimitRule, ...]:
    """Every time-limit rule, the shipped ones and the administrator's; the latter win where both are in force (F4)."""
    own = db.session.scalars(select(RuleRow).order_by(RuleRow.valid_from, RuleRow.id)).all()
    return (*shipped_rules(), *(TimeLimitRule.from_json(row.facts) for row in own))


def rule_for(kind: str, on: date) -> TimeLimitRule | None:
    """The rule for comments in force for a kind of consultation on a day: the administrator's newest, else the shipped
    one."""
    own = db.session.scalars(
        select(RuleRow)
        .where(RuleRow.kind == kind, RuleRow.valid_from <= on, or_(RuleRow.valid_to.is_(None), RuleRow.valid_to >= on))
        .order_by(RuleRow.valid_from.desc(), RuleRow.id.desc())
    )
    said = (TimeLimitRule.from_json(row.facts) for row in own)
    of_comments = next((rule for rule in said if rule.purpose is Purpose.COMMENT), None)
    return of_comments or rule_in_force(shipped_rules(), kind, on)


@dataclass(frozen=True)
class ListedRule:
    """One line of the list of rules: the administrator's row, or the place of a shipped rule in its list."""

    rule: TimeLimitRule
    row_id: int | None
    shipped: int | None
    note: str
    applies: bool


def listed_rules(on: date) -> list[ListedRule]:
    """Every rule by kind, purpose and age; `applies` marks the one that a consultation issued that day would get."""
    own = own_rules()
    shipped = shipped_rules()
    applied = {kind: _applied(kind, own, on) for kind in KINDS}
    listed = [
        ListedRule(rule, row.id, None, row.note, applied[rule.kind] == (row.id, None))
        for row in own
        for rule in (TimeLimitRule.from_json(row.facts),)
    ]
    listed += [
        ListedRule(rule, None, place, "", applied[rule.kind] == (None, place)) for place, rule in enumerate(shipped)
    ]
    purposes = list(Purpose)
    listed.sort(key=lambda each: each.rule.valid_from, reverse=True)
    listed.sort(key=lambda each: (KINDS.index(each.rule.kind), purposes.index(each.rule.purpose)))
    return listed


def _applied(kind: str, own: list[RuleRow], on: date) -> tuple[int | None, int | None]:
    for row in own:
        rule = TimeLimitRule.from_json(row.facts)
        if rule.kind == kind and rule.purpose is Purpose.COMMENT and rule.in_force(on):
            return row.id, None
    of_kind = rule_in_force(shipped_rules(), kind, on)
    return None, shipped_rules().index(of_kind) if of_kind else None


def ladder_rows(kind: str | None = None, urgent: bool | None = None) -> list[LadderRow]:
    """The administrator's ladders, of one kind and urgency if they are given, the newest first."""
    wanted = select(LadderRow).order_by(LadderRow.kind, LadderRow.urgent, LadderRow.valid_from.desc(), LadderRow.id)
    if kind is not None:
        wanted = wanted.where(LadderRow.kind == kind)
    if urgent is not None:
        wanted = wanted.where(LadderRow.urgent.is_(urgent))
    return list(db.session.scalars(wanted))


def ladder_for(kind: str, urgent: bool, on: date) -> Ladder:
    """The ladder of reminders for a kind and urgency on a day (L7): the administrator's, else the default one."""
    own = db.session.scalars(
        select(LadderRow)
        .where(
            LadderRow.kind.in_(("", kind)),
            LadderRow.urgent.is_(urgent),
            LadderRow.valid_from <= on,
            or_(LadderRow.valid_to.is_(None), LadderRow.valid_to >= on),
        )
        .order_by(LadderRow.kind.desc(), LadderRow.valid_from.desc())
        .limit(1)
    ).first()
    return Ladder.from_json(own.facts) if own else shipped_ladder(urgent)
