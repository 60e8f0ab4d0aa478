"""The calendar, the rule and the ladder in force, from what is shipped and what administrators added."""

from __future__ import annotations

from datetime import date

from sqlalchemy import event, func, inspect, or_, select
from sqlalchemy.orm import Session, SessionTransaction

from coordination.kernel.store import db
from coordination.limits.models import CalendarDay, LadderRow, RuleRow
from coordination.limits.rules import (
    DayKind,
    Ladder,
    TimeLimitRule,
    WorkCalendar,
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
    if any(isinstance(each, CalendarDay) for each in (*session.new, *session.dirty, *session.deleted)):
        session.info.pop(_IN_FORCE, None)


def _now_in_force() -> WorkCalendar:
    global _made
    stamp = tuple(db.session.execute(select(func.count(), func.max(CalendarDay.changed_at))).one())
    if _made is None or _made[0] != stamp:
        rows = db.session.scalars(select(CalendarDay)).all()
        _made = (
            stamp,
            vietnam(
                off={row.day: row.name for row in rows if row.kind is DayKind.OFF},
                worked={row.day: row.name for row in rows if row.kind is DayKind.WORKED},
            ),
        )
    return _made[1]


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


def own_rules() -> list[RuleRow]:
    """The administrator's rules, the newest first."""
    return list(db.session.scalars(select(RuleRow).order_by(RuleRow.valid_from.desc(), RuleRow.id.desc())))


def added_day(day: date) -> CalendarDay | None:
    return db.session.get(CalendarDay, day)


def rules() -> tuple[TimeLimitRule, ...]:
    """Every time-limit rule, the shipped ones and the administrator's; the latter win where both are in force (F4)."""
    own = db.session.scalars(select(RuleRow).order_by(RuleRow.valid_from, RuleRow.id)).all()
    return (*shipped_rules(), *(TimeLimitRule.from_json(row.facts) for row in own))


def rule_for(kind: str, on: date) -> TimeLimitRule | None:
    """The rule in force for a kind of consultation on a day: the administrator's newest, else the shipped one."""
    own = db.session.scalars(
        select(RuleRow)
        .where(RuleRow.kind == kind, RuleRow.valid_from <= on, or_(RuleRow.valid_to.is_(None), RuleRow.valid_to >= on))
        .order_by(RuleRow.valid_from.desc(), RuleRow.id.desc())
        .limit(1)
    ).first()
    return TimeLimitRule.from_json(own.facts) if own else rule_in_force(shipped_rules(), kind, on)


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
