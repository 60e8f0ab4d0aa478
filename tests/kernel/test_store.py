"""The database as both sides see it: aware moments, enums as words, one transaction or none."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from coordination.kernel import store
from coordination.limits.models import CalendarDay, DayKind
from coordination.units.models import Person, SignInTry, UnitBox
from tests.cast import Cast

MOMENT = datetime(2026, 10, 5, 2, 0, 0, 123456, tzinfo=UTC)


def _kept(moment: datetime) -> datetime:
    store.db.session.add(SignInTry(who="x", at=moment))
    store.commit()
    return store.db.session.scalars(select(SignInTry.at).where(SignInTry.who == "x")).one()


@pytest.mark.parametrize("hours", [0, 7, -3])
def test_a_moment_comes_back_aware_and_in_utc(cast: Cast, hours: int) -> None:
    kept = _kept(MOMENT.astimezone(timezone(timedelta(hours=hours))))
    assert kept == MOMENT
    assert kept.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(cast: Cast) -> None:
    with pytest.raises(StatementError, match="needs a zone"):
        _kept(MOMENT.replace(tzinfo=None))


def test_moments_are_compared_as_moments(cast: Cast) -> None:
    _kept(MOMENT)
    in_vietnam = MOMENT.astimezone(timezone(timedelta(hours=7)))
    found = store.db.session.scalars(select(SignInTry).where(SignInTry.at == in_vietnam)).all()
    assert len(found) == 1


def test_an_enum_is_kept_as_its_word_and_nothing_else_is_taken(cast: Cast) -> None:
    day = CalendarDay(day=date(2026, 1, 2), kind=DayKind.OFF, name="x", changed_at=MOMENT)
    store.db.session.add(day)
    store.commit()
    assert store.db.session.scalar(text("SELECT kind FROM calendar_day")) == "off"

    class Other(StrEnum):
        STRANGE = "strange"

    day.kind = Other.STRANGE  # type: ignore[assignment]
    with pytest.raises(StatementError):
        store.db.session.flush()


def test_a_row_that_points_nowhere_is_refused(cast: Cast) -> None:
    store.db.session.add(UnitBox(unit_id=987654, address="x@example.vn"))
    with pytest.raises(IntegrityError):
        store.db.session.flush()


def test_a_unit_of_work_commits_at_its_end(cast: Cast) -> None:
    with store.unit():
        cast.lan.title = "kept"
    store.rollback()
    assert cast.lan.title == "kept"


def test_a_unit_of_work_that_fails_leaves_nothing_and_says_so(cast: Cast) -> None:
    def half_way() -> None:
        with store.unit():
            cast.lan.title = "lost"
            store.db.session.flush()
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        half_way()
    assert cast.lan.title == "Chuyên viên"


def test_every_constraint_and_index_has_a_name_that_a_migration_can_use(app: Any) -> None:
    inspector = inspect(store.db.session.connection())
    nameless = [
        (table, found)
        for table in inspector.get_table_names()
        for found in (*inspector.get_foreign_keys(table), *inspector.get_indexes(table))
        if not found["name"]
    ]
    assert nameless == []


@pytest.mark.committing
@pytest.mark.timeout(60)
def test_eight_writers_at_once_wait_for_each_other(app: Any, cast: Cast) -> None:
    store.commit()
    start, troubles = threading.Barrier(8), []

    def write(who: int) -> None:
        try:
            start.wait()
            for turn in range(10):
                with app.app_context(), store.unit():
                    known = store.db.session.scalars(select(Person).where(Person.email == f"w{who}@x.vn")).one_or_none()
                    if known is None:
                        store.db.session.add(Person(email=f"w{who}@x.vn", name="0", name_folded="0"))
                    else:
                        known.name = str(turn)
        except Exception as trouble:
            troubles.append(trouble)

    writers = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert troubles == []
    names = store.db.session.scalars(select(Person.name).where(Person.email.like("w%@x.vn"))).all()
    assert names == ["9"] * 8
