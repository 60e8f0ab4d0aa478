"""What becomes of asked units when one successor takes over from several of them (design 3.1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.consultations.rules import Fate, Seat, share_out

pytestmark = pytest.mark.req("L2")
FIRST = datetime(2026, 10, 12, 10, tzinfo=UTC)
LEAD = 9


@st.composite
def consultations(draw: st.DrawFn) -> list[Seat]:
    """Each unit is asked at most once; some of them have a successor, which may have been asked itself."""
    units = draw(st.lists(st.integers(1, 8), unique=True, min_size=1, max_size=8))
    seats = []
    for number, unit in enumerate(units, start=1):
        closed = draw(st.booleans()) and draw(st.booleans())
        seats.append(
            Seat(
                id=number,
                unit=unit,
                to=None if closed else draw(st.sampled_from([None, 8, 7, LEAD])) if unit < 7 else None,
                due=FIRST + timedelta(days=draw(st.integers(0, 5))),
                carries=draw(st.booleans()),
                closed=closed,
            )
        )
    return seats


@given(consultations())
def test_no_reply_is_lost_no_unit_stands_twice_and_nobody_is_asked_twice(seats: list[Seat]) -> None:
    shares = {each.id: each for each in share_out(seats, LEAD)}
    known = {each.id: each for each in seats}
    assert set(shares) == {each.id for each in seats if each.to is not None}
    after = [
        shares[each.id].to if each.id in shares and shares[each.id].fate is Fate.MOVE else each.unit for each in seats
    ]
    assert len(after) == len(set(after))
    for share in shares.values():
        seat = known[share.id]
        assert not (seat.carries and share.fate in (Fate.JOIN, Fate.DROP))
        if share.to == LEAD:
            assert share.fate in (Fate.KEEP, Fate.DROP)
        if share.fate is Fate.JOIN:
            into = known[share.into or 0]
            assert not into.closed
            assert not into.carries
            assert into.due >= seat.due  # type: ignore[operator]
            assert into.unit == share.to or shares[into.id].fate in (Fate.MOVE, Fate.KEEP)


@given(consultations())
def test_several_silent_parts_of_one_successor_become_one_unless_its_own_has_less_time(seats: list[Seat]) -> None:
    shares = share_out(seats, LEAD)
    known = {each.id: each for each in seats}
    for to in (7, 8):
        own = next((each for each in seats if each.unit == to and not each.carries and not each.closed), None)
        silent = [each for each in shares if each.to == to and not known[each.id].carries]
        left = [each for each in silent if each.fate is not Fate.JOIN]
        if own is None:
            assert len(left) == min(1, len(silent))
        else:
            assert all(known[each.id].due > own.due for each in left)  # type: ignore[operator]


def test_the_order_in_which_they_are_told_changes_nothing() -> None:
    seats = [Seat(1, 1, 5, FIRST), Seat(2, 2, 5, FIRST + timedelta(days=1)), Seat(3, 3, 5, FIRST, carries=True)]
    one = {each.id: each for each in share_out(seats, LEAD)}
    assert one == {each.id: each for each in share_out(seats[::-1], LEAD)}
    assert [one[each].fate for each in (1, 2, 3)] == [Fate.JOIN, Fate.MOVE, Fate.KEEP]
