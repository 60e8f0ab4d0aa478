"""The test house itself: what a test does, the next one doesn't see."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from coordination.kernel import store
from coordination.kernel.actor import Role
from coordination.units.models import Person, Unit
from tests.cast import PEOPLE, UNITS, Cast
from tests.clock import Clock


def _everybody() -> int:
    return store.db.session.scalar(select(func.count(Person.id))) or 0


@pytest.mark.parametrize("turn", [1, 2])
def test_a_commit_lasts_one_test(cast: Cast, turn: int) -> None:
    assert _everybody() == len(PEOPLE)
    store.db.session.add(Person(email="new@example.vn", name="New", name_folded="new"))
    with store.unit():
        pass
    store.rollback()
    assert _everybody() == len(PEOPLE) + 1


def test_a_rollback_undoes_only_what_came_after_the_commit(cast: Cast) -> None:
    cast.lan.title = "kept"
    store.commit()
    cast.lan.title = "lost"
    store.rollback()
    assert cast.lan.title == "kept"


def test_a_refused_row_leaves_the_session_usable(cast: Cast) -> None:
    store.db.session.add(Person(email=cast.lan.email, name="Twice", name_folded="twice"))
    with pytest.raises(IntegrityError):
        store.commit()
    store.rollback()
    assert _everybody() == len(PEOPLE)


@pytest.mark.parametrize("turn", [1, 2])
def test_a_committing_test_has_a_database_of_its_own(committing: str, cast: Cast, app: Any, turn: int) -> None:
    cast.lan.title = "changed"
    store.commit()
    with store.db.engine.connect() as other:
        titles = set(other.scalars(select(Person.title)))
    assert "changed" in titles
    assert _everybody() == len(PEOPLE)


def test_after_a_committing_test_the_cast_is_as_it_was(cast: Cast) -> None:
    assert cast.lan.title == "Chuyên viên"


def test_the_cast_is_whole(cast: Cast) -> None:
    for name in UNITS:
        assert isinstance(getattr(cast, name), Unit)
    for name, known in PEOPLE.items():
        person = getattr(cast, name)
        assert person.name == known.name
        assert [(m.unit.code, m.role) for m in person.memberships] == [(UNITS[u].code, r) for u, r in known.roles]
    assert cast.kinhte.path == f"/{cast.ubnd.id}/{cast.govap.id}/{cast.kinhte.id}/"
    assert cast.actor("chairman").role is Role.DECISION_MAKER


def test_the_clock_stands_and_moves_when_told(clock: Clock) -> None:
    before = clock.now
    assert before.isoformat() == "2026-10-05T02:00:00+00:00"
    assert clock.now == before
    clock.pass_days(3)
    assert clock.today.isoformat() == "2026-10-08"
    clock.at("2026-10-09 17:01")
    assert clock.now.isoformat() == "2026-10-09T10:01:00+00:00"
