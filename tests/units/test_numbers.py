"""The register of document numbers: each number once, also under eight hands at once."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from coordination.kernel import store
from coordination.units import actions, queries
from coordination.units.models import Unit

DAY = date(2026, 12, 31)


def test_numbers_run_from_one_per_unit_year_and_symbol(cast) -> None:
    given = [actions.next_number(cast.stc, DAY, "STC-QLNS") for _ in range(2)]
    given.append(actions.next_number(cast.stc, date(2027, 1, 1), "STC-QLNS"))
    given.append(actions.next_number(cast.stc, DAY, "STC-GCS"))
    given.append(actions.next_number(cast.stp, DAY, "STC-QLNS"))
    assert given == ["01/STC-QLNS", "02/STC-QLNS", "01/STC-QLNS", "01/STC-GCS", "01/STC-QLNS"]


def test_without_a_symbol_the_unit_s_own_stands(cast, db) -> None:
    assert actions.next_number(cast.stc, DAY) == "01/STC"
    cast.stp.symbol = ""
    db.session.flush()
    assert actions.next_number(cast.stp, DAY, "  ") == "01/STP"


def test_a_number_of_an_act_that_was_rolled_back_is_given_again(cast, db) -> None:
    actions.next_number(cast.stc, DAY, "X")
    nested = db.session.begin_nested()
    actions.next_number(cast.stc, DAY, "X")
    nested.rollback()
    assert actions.next_number(cast.stc, DAY, "X") == "02/X"


@pytest.mark.committing
def test_eight_clerks_at_once_get_eight_numbers(app, cast) -> None:
    stc_id, given, start = cast.stc.id, list[str](), threading.Barrier(8)
    store.db.session.commit()

    def take() -> None:
        with app.app_context():
            start.wait()
            for _ in range(5):
                with store.unit():
                    unit = store.db.session.get_one(Unit, stc_id)
                    number = actions.next_number(unit, DAY, "STC")
                given.append(number)

    hands = [threading.Thread(target=take) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(given) == sorted(f"{n:02d}/STC" for n in range(1, 41))
    assert queries.number_given(stc_id, 2026, "STC") == 40
