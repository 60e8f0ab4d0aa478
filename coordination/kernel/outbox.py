"""Letters as rows: posted in the transaction of the act, sent afterwards by the worker, retried, given up visibly.

A letter holds a subject, a due time and a link; never the text of an opinion or a file (O27).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.post import Accepted, Post, ReadyLetter, Refused, message_id_for
from coordination.kernel.store import Json, Key, Model, Moment, db, key, unit

log = logging.getLogger(__name__)

# After each failed try; after the last the letter is given up and shown (design 6).
BACK_OFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440))
CLAIM = timedelta(minutes=5)


class Letter(Model):
    """One mail to one address."""

    __tablename__ = "letter"
    __table_args__ = (
        Index(
            "ix_letter_waiting",
            "next_try_at",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
        Index("ix_letter_consultee_id", "consultee_id"),
        Index(
            "ix_letter_digest",
            "person_id",
            sqlite_where=text("in_digest AND digested_at IS NULL"),
            postgresql_where=text("in_digest AND digested_at IS NULL"),
        ),
    )

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(Key)
    unit_id: Mapped[int | None] = mapped_column(Key)
    to_address: Mapped[str] = mapped_column(String(320))
    to_name: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(5), default="vi")
    subject: Mapped[str] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    consultation_id: Mapped[int | None] = mapped_column(Key)
    consultee_id: Mapped[int | None] = mapped_column(Key)
    posted_at: Mapped[datetime] = mapped_column(Moment)
    in_digest: Mapped[bool] = mapped_column(default=False)
    digested_at: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)
    trouble: Mapped[str] = mapped_column(String(500), default="")


@dataclass(frozen=True)
class Envelope:
    """To whom a letter goes and what it is about. `name` is unique: posting the same letter twice posts it once."""

    name: str
    kind: str
    to_address: str
    to_name: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    language: str = "vi"
    consultation_id: int | None = None
    consultee_id: int | None = None
    at_once: bool = True


@dataclass(frozen=True)
class Written:
    """What a letter says, already in its receiver's language."""

    subject: str
    text: str
    html: str


def post(letters: Sequence[tuple[Envelope, Written]], *, now: datetime) -> None:
    """Put letters into the outbox, in the transaction of the act that causes them."""
    rows = [
        {
            **{name: getattr(envelope, name) for name in _ENVELOPE_COLUMNS},
            "subject": " ".join(written.subject.split()),
            "text": written.text,
            "html": written.html,
            "headers": {},
            "posted_at": now,
            "in_digest": not envelope.at_once,
            "next_try_at": now if envelope.at_once else None,
            "tries": 0,
            "trouble": "",
        }
        for envelope, written in letters
    ]
    if rows:
        db.session.flush()
        # Into the table: the ORM would make a statement of every row that leaves other columns empty than the last.
        db.session.execute(insert(Letter.__table__), rows)  # type: ignore[arg-type]


_ENVELOPE_COLUMNS = (
    "name", "kind", "person_id", "unit_id", "to_address", "to_name", "language", "consultation_id", "consultee_id",
)  # fmt: skip


@dataclass
class Delivered:
    """What one round of sending did."""

    sent: int = 0
    retried: int = 0
    given_up: int = 0


def deliver(transport: Post, *, clock: Callable[[], datetime], domain: str, limit: int = 500) -> Delivered:
    """Send what is due over one connection; one letter a transaction, claimed first: two workers never share one.

    A crash between the server's 'ok' and our mark can repeat a letter once; it then carries the same Message-ID.
    """
    done = Delivered()
    due = db.session.scalars(_due(clock()).limit(limit)).all()
    db.session.rollback()
    if not due:
        return done
    with transport:
        for letter_id in due:
            ready = _claim(letter_id, clock(), domain)
            if ready is not None:
                _mark(letter_id, transport.send(ready), clock(), done)
    return done


def _due(now: datetime) -> Any:
    return (
        select(Letter.id)
        .where(Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.next_try_at <= now)
        .order_by(Letter.next_try_at, Letter.id)
    )


def _claim(letter_id: int, now: datetime, domain: str) -> ReadyLetter | None:
    """Take a letter for five minutes: one conditional UPDATE; who loses the race goes on."""
    with unit():
        taken = db.session.execute(
            update(Letter)
            .where(
                Letter.id == letter_id,
                Letter.sent_at.is_(None),
                Letter.given_up_at.is_(None),
                Letter.next_try_at <= now,
            )
            .values(next_try_at=now + CLAIM, tries=Letter.tries + 1)
            .returning(
                Letter.name, Letter.to_address, Letter.to_name, Letter.subject, Letter.text, Letter.html, Letter.headers
            )
        ).one_or_none()
    if taken is None:
        return None
    return ReadyLetter(
        message_id=message_id_for(taken.name, domain),
        to_address=taken.to_address,
        to_name=taken.to_name,
        subject=taken.subject,
        text=taken.text,
        html=taken.html,
        headers=taken.headers,
    )


def _mark(letter_id: int, outcome: Any, now: datetime, done: Delivered) -> None:
    if isinstance(outcome, Accepted):
        with unit(always=True):  # the server has it: that is so whoever may have taken over the work meanwhile
            sent = update(Letter).where(Letter.id == letter_id).values(sent_at=now, trouble="")
            db.session.execute(sent, execution_options={"synchronize_session": False})
        done.sent += 1
        return
    with unit(always=True):
        letter = db.session.get_one(Letter, letter_id)
        if isinstance(outcome, Refused) or letter.tries > len(BACK_OFF):
            letter.given_up_at, letter.trouble = now, outcome.reason[:500]
            done.given_up += 1
            log.error("letter_given_up", extra={"letter": letter_id, "tries": letter.tries})
        else:
            letter.next_try_at, letter.trouble = now + BACK_OFF[letter.tries - 1], outcome.reason[:500]
            done.retried += 1
            log.warning("letter_delayed", extra={"letter": letter_id, "tries": letter.tries})
