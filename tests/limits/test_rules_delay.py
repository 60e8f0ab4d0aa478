"""Whose each working day of waiting was."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.limits.rules import (
    Awaited,
    ChargedDay,
    Party,
    TimeLimit,
    counts_as_sent_on,
    days_charged,
    days_late,
    due,
    ledger,
    moment,
    shared,
    totals,
    vietnam,
)

VIETNAM = vietnam()
MOMENTS = st.builds(moment, st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.times())


def at(text: str) -> datetime:
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


@pytest.mark.req("C2", "X3")
def test_a_day_belongs_to_whoever_was_awaited_when_it_began() -> None:
    charged = ledger(
        at("2026-03-02 09:00"),
        at("2026-03-11 10:00"),
        [
            Awaited(at("2026-03-02 09:00"), Party.DELIVERY),
            Awaited(at("2026-03-03 08:00"), Party.CONSULTEE),
            Awaited(at("2026-03-04 10:00"), Party.LEAD),  # pushed back
            Awaited(at("2026-03-06 16:00"), Party.DOSSIER),  # granted, the dossier is mended
            Awaited(at("2026-03-07 11:00"), Party.AUTHORITY),  # on a Saturday
            Awaited(at("2026-03-09 23:00"), Party.CONSULTEE),
        ],
        VIETNAM,
    )
    assert charged == (
        ChargedDay(date(2026, 3, 3), Party.DELIVERY),
        ChargedDay(date(2026, 3, 4), Party.CONSULTEE),
        ChargedDay(date(2026, 3, 5), Party.LEAD),
        ChargedDay(date(2026, 3, 6), Party.LEAD),
        ChargedDay(date(2026, 3, 9), Party.AUTHORITY),
        ChargedDay(date(2026, 3, 10), Party.CONSULTEE),
        ChargedDay(date(2026, 3, 11), Party.CONSULTEE),
    )
    assert totals(charged) == {
        Party.CONSULTEE: 3,
        Party.LEAD: 2,
        Party.AUTHORITY: 1,
        Party.DOSSIER: 0,
        Party.DELIVERY: 1,
    }
    assert days_charged(charged, Party.CONSULTEE, after=date(2026, 3, 10)) == 1


@pytest.mark.req("C2")
@pytest.mark.parametrize(
    ("closed", "late"),
    [
        ("2026-08-22 17:00:00", 0),
        ("2026-08-22 17:00:01", 1),
        ("2026-08-23 09:00:00", 1),
        ("2026-08-24 17:00:00", 1),
        ("2026-08-24 17:00:01", 2),
    ],
)
def test_a_part_of_a_day_late_counts_as_one(closed: str, late: int) -> None:
    issued = at("2026-08-20 09:00:00")
    deadline = due(issued, TimeLimit(2), VIETNAM)
    charged = ledger(issued, at(closed), [Awaited(issued, Party.CONSULTEE)], VIETNAM)
    assert days_charged(charged, Party.CONSULTEE, after=deadline.day) == late
    assert days_late(deadline.at, at(closed), VIETNAM) == late


def test_an_open_one_is_charged_to_today_and_nothing_before_its_first_day() -> None:
    issued = at("2026-08-20 18:00:00")
    awaited = [Awaited(issued, Party.CONSULTEE)]
    assert ledger(issued, date(2026, 8, 20), awaited, VIETNAM) == ()
    assert ledger(issued, date(2026, 8, 21), awaited, VIETNAM) == ()
    assert len(ledger(issued, date(2026, 8, 23), awaited, VIETNAM)) == 1


def test_a_day_before_the_first_turn_is_the_first_ones() -> None:
    charged = ledger(
        at("2026-03-02 09:00"), date(2026, 3, 3), [Awaited(at("2026-03-05 09:00"), Party.DELIVERY)], VIETNAM
    )
    assert charged == (ChargedDay(date(2026, 3, 3), Party.DELIVERY),)


def test_somebody_must_have_been_awaited() -> None:
    with pytest.raises(ValueError):
        ledger(at("2026-03-02 09:00"), date(2026, 3, 3), [], VIETNAM)


TURNS = st.lists(st.builds(Awaited, MOMENTS, st.sampled_from(Party)), min_size=1, max_size=12)


@pytest.mark.req("C2")
@given(issued=MOMENTS, closed=MOMENTS, turns=TURNS)
def test_the_sums_equal_the_calendar(issued: datetime, closed: datetime, turns: list[Awaited]) -> None:
    charged = ledger(issued, closed, turns, VIETNAM)
    days = VIETNAM.count(counts_as_sent_on(issued, VIETNAM), counts_as_sent_on(closed, VIETNAM))
    assert sum(totals(charged).values()) == len(charged) == max(0, days)
    assert len({row.day for row in charged}) == len(charged)
    assert all(VIETNAM.is_working(row.day) for row in charged)


@given(issued=MOMENTS, closed=MOMENTS, turns=TURNS)
def test_the_order_in_which_turns_are_told_does_not_matter(
    issued: datetime, closed: datetime, turns: list[Awaited]
) -> None:
    turns = list({turn.since: turn for turn in turns}.values())
    assert ledger(issued, closed, turns, VIETNAM) == ledger(issued, closed, turns[::-1], VIETNAM)


def test_a_day_of_the_whole_consultation_is_shared_by_those_it_waited_for() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    rows = shared(
        {
            "a": (ChargedDay(monday, Party.CONSULTEE), ChargedDay(tuesday, Party.LEAD)),
            "b": (ChargedDay(monday, Party.CONSULTEE), ChargedDay(tuesday, Party.LEAD)),
            "c": (ChargedDay(monday, Party.LEAD),),
        }
    )
    assert [(row.day, row.party, row.whom, row.share) for row in rows] == [
        (monday, Party.CONSULTEE, "a", Fraction(1, 3)),
        (monday, Party.CONSULTEE, "b", Fraction(1, 3)),
        (monday, Party.LEAD, None, Fraction(1, 3)),
        (tuesday, Party.LEAD, None, Fraction(1)),
    ]


@given(st.dictionaries(st.integers(), st.tuples(MOMENTS, MOMENTS, TURNS), max_size=5))
def test_the_shares_of_a_day_add_up_to_that_day(cases: dict[int, tuple[datetime, datetime, list[Awaited]]]) -> None:
    ledgers = {whom: ledger(issued, closed, turns, VIETNAM) for whom, (issued, closed, turns) in cases.items()}
    rows = shared(ledgers)
    days = {row.day for charged in ledgers.values() for row in charged}
    assert sum((row.share for row in rows), Fraction(0)) == len(days)
