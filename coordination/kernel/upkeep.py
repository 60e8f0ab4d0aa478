"""What operators look at: each job's last run, and the rows that were set aside because they failed.

Neither keeps any content: of an error only its kind, since the text of an error may quote what was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.store import Json, Key, Model, Moment, db, key

SET_ASIDE = timedelta(hours=1)


class JobRun(Model):
    """A job's last run: when, how long, what it did, what went wrong last, when it runs next."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    took_ms: Mapped[int] = mapped_column(default=0)
    did: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    worker: Mapped[str] = mapped_column(String(120), default="")
    failed: Mapped[bool] = mapped_column(default=False)
    last_error: Mapped[str] = mapped_column(String(80), default="")
    last_error_at: Mapped[datetime | None] = mapped_column(Moment)


class SetAside(Model):
    """One row that a job couldn't do: it waits, and holds nobody up."""

    __tablename__ = "set_aside"
    __table_args__ = (Index("ix_set_aside_item", "kind", "item_id", unique=True),)

    id: Mapped[int] = key()
    kind: Mapped[str] = mapped_column(String(40))
    item_id: Mapped[int] = mapped_column(Key)
    since: Mapped[datetime] = mapped_column(Moment)
    again_at: Mapped[datetime] = mapped_column(Moment)
    times: Mapped[int] = mapped_column(default=1)
    error: Mapped[str] = mapped_column(String(80), default="")


def note_run(
    name: str,
    *,
    began_at: datetime,
    ended_at: datetime,
    next_at: datetime | None,
    worker: str,
    did: dict[str, int],
    error: BaseException | None,
) -> None:
    """Write down how a job went."""
    run = db.session.get(JobRun, name) or JobRun(name=name, last_error="")
    run.began_at, run.next_at, run.worker, run.did = began_at, next_at, worker, did
    run.took_ms = max(0, int((ended_at - began_at).total_seconds() * 1000))
    run.failed = error is not None
    if error is not None:
        run.last_error, run.last_error_at = kind_of(error), ended_at
    db.session.add(run)


def kind_of(error: BaseException) -> str:
    """The kind of an error, never its text."""
    return type(error).__name__[:80]


def put_aside(kind: str, item_id: int, error: BaseException, *, now: datetime) -> None:
    """A row failed: it is looked at again in an hour."""
    row = db.session.scalar(select(SetAside).where(SetAside.kind == kind, SetAside.item_id == item_id))
    if row is None:
        row = SetAside(kind=kind, item_id=item_id, since=now, times=0)
        db.session.add(row)
    row.times, row.error, row.again_at = row.times + 1, kind_of(error), now + SET_ASIDE


def lies_aside(kind: str, column: Any, *, now: datetime) -> ColumnElement[bool]:
    """The condition that a row of this id lies aside at `now`."""
    aside: ColumnElement[bool] = column.in_(
        select(SetAside.item_id).where(SetAside.kind == kind, SetAside.again_at > now)
    )
    return aside


def set_aside_of(kind: str) -> set[int]:
    """The ids of this kind that failed and haven't succeeded since."""
    return set(db.session.scalars(select(SetAside.item_id).where(SetAside.kind == kind)))


def clear(kind: str, item_ids: Iterable[int]) -> None:
    """They succeeded."""
    db.session.execute(delete(SetAside).where(SetAside.kind == kind, SetAside.item_id.in_(list(item_ids))))


def try_now(row: SetAside, *, now: datetime) -> None:
    """Look at it with the next sweep instead of in an hour."""
    db.session.execute(update(SetAside).where(SetAside.id == row.id).values(again_at=now))


def job_runs() -> list[JobRun]:
    """Each job's last run."""
    return list(db.session.scalars(select(JobRun).order_by(JobRun.name)))


def set_aside_rows(limit: int = 200) -> list[SetAside]:
    """What lies aside, what has waited longest first."""
    return list(db.session.scalars(select(SetAside).order_by(SetAside.since, SetAside.id).limit(limit)))


def set_aside_row(row_id: int) -> SetAside | None:
    """One of them."""
    return db.session.get(SetAside, row_id)
