"""The worker's lease: of several workers, on several machines, one acts; when it dies another takes over.

One row, changed by conditional updates only, so it works alike on both databases. Its times are those of the workers'
clocks, which are passed in: machines that share a database need clocks that agree to a few seconds. `term` grows with
each change of holder; a holder that stood still and wakes up has an old term, and what it then wants to commit is
refused (`fence`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.store import Model, Moment, db, unit

NAME = "worker"


class WorkerLease(Model):
    """Who acts, in which term, until when unless it says again that it is there."""

    __tablename__ = "worker_lease"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120), default="")
    term: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class Fenced(BaseException):
    """This worker no longer holds the lease: its transaction is undone and its job ends.

    No Exception, so that no job takes it for a fault of the row at hand.
    """


@dataclass(frozen=True)
class Held:
    """A lease that is held, and its term."""

    holder: str
    term: int


def take(holder: str, *, now: datetime, lasts: timedelta) -> Held | None:
    """Renew the lease, or take it when nobody holds it; None while another does."""
    mine = update(WorkerLease).where(WorkerLease.name == NAME)
    with unit(always=True):
        renewed = db.session.execute(
            mine.where(WorkerLease.holder == holder, WorkerLease.expires_at > now)
            .values(expires_at=now + lasts)
            .returning(WorkerLease.term)
        ).scalar()
        if renewed is not None:
            return Held(holder, renewed)
        taken = db.session.execute(
            mine.where(or_(WorkerLease.holder == "", WorkerLease.expires_at <= now))
            .values(holder=holder, term=WorkerLease.term + 1, taken_at=now, expires_at=now + lasts)
            .returning(WorkerLease.term)
        ).scalar()
        there = taken is not None or db.session.scalar(select(WorkerLease.name).where(WorkerLease.name == NAME))
    if taken is not None:
        return Held(holder, taken)
    return None if there else _first(holder, now, lasts)


def _first(holder: str, now: datetime, lasts: timedelta) -> Held | None:
    try:
        with unit(always=True):
            db.session.execute(
                insert(WorkerLease).values(name=NAME, holder=holder, term=1, taken_at=now, expires_at=now + lasts)
            )
    except IntegrityError:
        return None  # another one was first
    return Held(holder, 1)


def release(held: Held, *, now: datetime) -> None:
    """Give the lease back, so that another needn't wait until it expires; does nothing when it is no longer ours."""
    with unit(always=True):
        db.session.execute(
            update(WorkerLease)
            .where(WorkerLease.name == NAME, WorkerLease.holder == held.holder, WorkerLease.term == held.term)
            .values(holder="", expires_at=now)
        )


def fence(held: Held) -> None:
    """Ask within a transaction, just before its end, whether the lease is still ours; it stays so until the end.

    Raises Fenced when another worker has it, or had it in between.
    """
    still = db.session.execute(
        update(WorkerLease)
        .where(WorkerLease.name == NAME, WorkerLease.holder == held.holder, WorkerLease.term == held.term)
        .values(holder=held.holder)
        .execution_options(synchronize_session=False)
    )
    if still.rowcount != 1:  # type: ignore[attr-defined]
        raise Fenced


def standing() -> WorkerLease | None:
    """The lease as it stands, for those who look."""
    return db.session.get(WorkerLease, NAME)
