"""The database: the declarative base, the column types of the house, and the only places that commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, BigInteger, Dialect, Engine, Enum, Integer, MetaData, event
from sqlalchemy import DateTime as _DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:

    class Model(Base):
        """What every table inherits."""

        __abstract__ = True
else:
    Model = db.Model


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both databases; a naive one is a bug and refused."""

    impl = _DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


def key() -> Mapped[int]:
    """The primary key of a table."""
    return mapped_column(Key, primary_key=True)


def choice(of: type[StrEnum]) -> Enum:
    """A column that holds one of an enum's values, as text, so that both databases read alike."""
    return Enum(of, values_callable=lambda e: [m.value for m in e], native_enum=False, length=40, validate_strings=True)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Any) -> None:
    """Writers queue at BEGIN IMMEDIATE: a deferred BEGIN that becomes a write fails under load instead of waiting."""
    if connection.dialect.name == "sqlite":
        reading = has_request_context() and request.method in SAFE_METHODS
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def commit() -> None:
    db.session.commit()


def rollback() -> None:
    db.session.rollback()


_guard: ContextVar[Callable[[], None] | None] = ContextVar("guard", default=None)


@contextmanager
def guarded(guard: Callable[[], None]) -> Iterator[None]:
    """Within the block each `unit` asks the guard last thing before its commit; what the guard raises undoes it."""
    token = _guard.set(guard)
    try:
        yield
    finally:
        _guard.reset(token)


@contextmanager
def unit(*, always: bool = False) -> Iterator[None]:
    """One transaction outside a request: commits at the end, rolls back and raises when something goes wrong.

    `always`: no guard is asked, because what is written down has already happened outside.
    """
    try:
        yield
        guard = None if always else _guard.get()
        if guard is not None:
            db.session.flush()
            guard()
        commit()
    except BaseException:
        rollback()
        raise


def init_app(app: Any) -> None:
    db.init_app(app)
