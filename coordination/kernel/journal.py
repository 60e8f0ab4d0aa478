"""The journal: everything that changes state, written in the same transaction, never changed afterwards.

Entries of one consultation form a hash chain (design 6). Words of people (reasons, remarks) stay outside the hashed
part, which holds only their digest, so that a correction or an erasure required by law doesn't break the chain (O26).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Index, String, Text, event, insert, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from coordination.kernel.actor import Actor
from coordination.kernel.store import Json, Key, Model, Moment, db, key

VERBS: dict[str, Verb] = {}
_WAITING = "journal_waiting"
_WITHIN = "within"  # the savepoint in which an entry was recorded: it vanishes with it, and only then


@dataclass(frozen=True)
class Verb:
    """An act that the journal knows: 'consultation.issued', the facts it may carry, and its sentence for people."""

    name: str
    said: Any
    facts: frozenset[str] = frozenset()

    @classmethod
    def declare(cls, name: str, said: Any, *facts: str) -> Verb:
        """Register a verb; each chapter declares its own once, beside its actions."""
        verb = cls(name, said, frozenset(facts))
        if VERBS.setdefault(name, verb) != verb:
            raise ValueError(f"{name} is declared twice")
        return verb


class JournalEntry(Model):
    """One act: who (person, role, unit), what, when, from where, with which facts."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_chain", "consultation_id", "place", unique=True),
        Index("ix_journal_entry_consultee_id", "consultee_id"),
        Index("ix_journal_entry_unit_at", "unit_id", "at"),
    )

    id: Mapped[int] = key()
    at: Mapped[datetime] = mapped_column(Moment)
    verb: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(Key)
    person_name: Mapped[str] = mapped_column(String(200), default="")
    for_person_id: Mapped[int | None] = mapped_column(Key)
    for_person_name: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(Key)
    unit_name: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(60), default="")
    consultation_id: Mapped[int | None] = mapped_column(Key)
    consultee_id: Mapped[int | None] = mapped_column(Key)
    subject_id: Mapped[int | None] = mapped_column(Key)
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    words: Mapped[str] = mapped_column(Text, default="")
    words_hash: Mapped[str] = mapped_column(String(64), default="")
    place: Mapped[int | None] = mapped_column()
    before_hash: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")


class JournalChain(Model):
    """The last link of a consultation's chain; locked while a link is added, so that two people can't fork it."""

    __tablename__ = "journal_chain"

    consultation_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default="")


def record(
    verb: Verb,
    *,
    by: Actor,
    now: datetime,
    consultation_id: int | None = None,
    consultee_id: int | None = None,
    subject_id: int | None = None,
    words: str = "",
    **facts: Any,
) -> None:
    """Write down an act. The entry joins its chain when the transaction commits, and vanishes when it rolls back.

    Raises ValueError for a fact that the verb didn't declare.
    """
    unknown = set(facts) - verb.facts
    if unknown:
        raise ValueError(f"{verb.name} knows no fact {sorted(unknown)}")
    db.session.info.setdefault(_WAITING, []).append(
        {
            _WITHIN: db.session().get_nested_transaction(),
            "at": now.astimezone(UTC),
            "verb": verb.name,
            "person_id": by.person_id,
            "person_name": by.name,
            "for_person_id": by.for_person_id,
            "for_person_name": by.for_name or None,
            "role": by.role.value,
            "unit_id": by.unit_id,
            "unit_name": by.unit_name,
            "address": (request.remote_addr or "") if has_request_context() else "",
            "consultation_id": consultation_id,
            "consultee_id": consultee_id,
            "subject_id": subject_id,
            "facts": {name: _plain(value) for name, value in facts.items()},
            "words": words,
            "words_hash": _digest(words) if words else "",
        }
    )


def write_waiting(session: Session) -> None:
    """Chain and insert what was recorded in this transaction; called before each commit, and by readers in tests."""
    rows: list[dict[str, Any]] = session.info.pop(_WAITING, [])
    if not rows:
        return
    for row in rows:
        row.pop(_WITHIN, None)
    session.flush()
    chains = {row["consultation_id"] for row in rows if row["consultation_id"] is not None}
    heads = {chain.consultation_id: chain for chain in _locked(session, chains)}
    for row in rows:
        chain = heads.get(row["consultation_id"])
        row.update(place=None, before_hash="", hash="")
        if chain is not None:
            chain.length += 1
            row.update(place=chain.length, before_hash=chain.head)
            row["hash"] = chain.head = _digest(_link(row))
    session.execute(insert(JournalEntry.__table__), rows)  # type: ignore[arg-type]
    session.flush()


def _locked(session: Session, consultation_ids: set[int]) -> list[JournalChain]:
    if not consultation_ids:
        return []
    found = list(
        session.scalars(
            select(JournalChain)
            .where(JournalChain.consultation_id.in_(consultation_ids))
            .order_by(JournalChain.consultation_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    new = [
        JournalChain(consultation_id=missing, length=0, head="")
        for missing in sorted(consultation_ids - {chain.consultation_id for chain in found})
    ]
    session.add_all(new)
    return found + new


def _link(row: Mapping[str, Any]) -> str:
    """The hashed part of an entry, in one canonical spelling. An act on somebody's behalf names both persons."""
    hashed = (
        "verb", "person_id", "person_name", "role", "unit_id", "unit_name", "address", "consultation_id",
        "consultee_id", "subject_id", "facts", "words_hash", "place", "before_hash",
    )  # fmt: skip
    link = {name: row[name] for name in hashed} | {"at": row["at"].astimezone(UTC).isoformat()}
    if row["for_person_id"] is not None or row["for_person_name"] is not None:
        link |= {"for_person_id": row["for_person_id"], "for_person_name": row["for_person_name"]}
    return json.dumps(link, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A fact as JSON keeps it, so that the hash of what is read back equals the hash of what was written."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    return value


@dataclass(frozen=True)
class BrokenLink:
    """The first entry of a chain that doesn't follow from the one before it."""

    consultation_id: int
    place: int
    entry_id: int | None


def verify(consultation_ids: Iterable[int] | None = None) -> tuple[int, list[BrokenLink]]:
    """Recompute every chain (design 6): how many entries were checked, and the first broken link of each chain."""
    wanted = select(JournalChain).order_by(JournalChain.consultation_id)
    if consultation_ids is not None:
        wanted = wanted.where(JournalChain.consultation_id.in_(list(consultation_ids)))
    checked, broken = 0, []
    for chain in db.session.scalars(wanted):
        entries = db.session.scalars(
            select(JournalEntry)
            .where(JournalEntry.consultation_id == chain.consultation_id)
            .order_by(JournalEntry.place)
        ).all()
        checked += len(entries)
        link = _first_broken(chain, entries)
        if link is not None:
            broken.append(link)
        db.session.expire_all()
    return checked, broken


def _first_broken(chain: JournalChain, entries: Iterable[JournalEntry]) -> BrokenLink | None:
    head, place = "", 0
    for place, entry in enumerate(entries, start=1):
        row = {column.key: getattr(entry, column.key) for column in JournalEntry.__table__.columns}
        words_intact = entry.words_hash == (_digest(entry.words) if entry.words else "") or entry.words == ""
        if entry.place != place or entry.before_hash != head or _digest(_link(row)) != entry.hash or not words_intact:
            return BrokenLink(chain.consultation_id, place, entry.id)
        head = entry.hash
    if (place, head) != (chain.length, chain.head):
        return BrokenLink(chain.consultation_id, place + 1, None)
    return None


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if session.get_nested_transaction() is None:
        write_waiting(session)


@event.listens_for(Session, "after_commit")
def _after_commit(session: Session) -> None:
    """What was recorded in a savepoint that stays belongs from now on to what is around it."""
    savepoint = session.get_nested_transaction()
    if savepoint is not None:
        for row in session.info.get(_WAITING, ()):
            if row[_WITHIN] is savepoint:
                row[_WITHIN] = _around(savepoint)


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(session: Session, gone: SessionTransaction) -> None:
    if gone.nested and _WAITING in session.info:
        session.info[_WAITING] = [row for row in session.info[_WAITING] if row[_WITHIN] is not gone]


@event.listens_for(Session, "after_transaction_end")
def _after_the_whole(session: Session, ended: SessionTransaction) -> None:
    """Rolled back or closed: what wasn't written by now never happened."""
    if ended.parent is None:
        session.info.pop(_WAITING, None)


def _around(savepoint: SessionTransaction) -> SessionTransaction | None:
    """The savepoint around a savepoint, or None for the transaction itself."""
    outer = savepoint.parent
    while outer is not None and not outer.nested:
        outer = outer.parent
    return outer
