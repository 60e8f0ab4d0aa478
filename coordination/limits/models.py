"""What an administrator keeps about time: days that differ, time-limit rules, ladders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.store import Json, Model, Moment, choice, key
from coordination.limits.rules import DayKind


class CalendarDay(Model):
    """A day added to or taken from the shipped calendar, with the notice that says so."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind] = mapped_column(choice(DayKind))
    name: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime] = mapped_column(Moment)


class CalendarChange(Model):
    """One change of the calendar: its days, why, by which document, and what became of the open due times.

    `edition` is unique: a change is made upon the calendar that its preview showed, once (exact rule 7).
    """

    __tablename__ = "calendar_change"

    id: Mapped[int] = key()
    edition: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    days: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text, default="")
    person_name: Mapped[str] = mapped_column(String(200), default="")
    moved: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)


class RuleRow(Model):
    """A time-limit rule (F4, A9): `facts` is `rules.TimeLimitRule` as JSON; the columns beside it serve to find it."""

    __tablename__ = "time_limit_rule"
    __table_args__ = (Index("ix_time_limit_rule_kind_valid_from", "kind", "valid_from"),)

    id: Mapped[int] = key()
    kind: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(Text, default="")


class LadderRow(Model):
    """A ladder of reminders (L7) for a kind of consultation and an urgency; `facts` is `rules.Ladder` as JSON."""

    __tablename__ = "ladder"
    __table_args__ = (UniqueConstraint("kind", "urgent", "valid_from"),)

    id: Mapped[int] = key()
    kind: Mapped[str] = mapped_column(String(40), default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
