"""A period is a month, a quarter or a year, and every day lies in exactly one of each."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.scorecards.rules import Period, PeriodKind

KINDS = st.sampled_from(list(PeriodKind))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.req("A3")
@pytest.mark.parametrize(
    "written, kind, number, first, last",
    [
        ("2026-10", PeriodKind.MONTH, 10, date(2026, 10, 1), date(2026, 10, 31)),
        ("2026-12", PeriodKind.MONTH, 12, date(2026, 12, 1), date(2026, 12, 31)),
        ("2024-02", PeriodKind.MONTH, 2, date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q1", PeriodKind.QUARTER, 1, date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", PeriodKind.QUARTER, 4, date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", PeriodKind.YEAR, 0, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_read_as_it_is_written(
    written: str, kind: PeriodKind, number: int, first: date, last: date
) -> None:
    period = Period.parse(written)
    assert (period.year, period.kind, period.number) == (int(written[:4]), kind, number)
    assert (period.first, period.last) == (first, last)
    assert str(period) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026-",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-Q0",
        "2026-Q5",
        "2026-q4",
        "26-10",
        "2026-10-01",
        " 2026",
        "2026\n",
        "1999",
        "2100-01",
        "٢٠٢٦",
        "-2026",
        "9" * 10_000,
        "2026\x00",
    ],
)
def test_anything_else_is_refused_by_one_code(written: str) -> None:
    with pytest.raises(ValueError, match=r"^period_invalid$"):
        Period.parse(written)


@pytest.mark.req("A3")
@given(day=DAYS, kind=KINDS)
def test_a_day_lies_in_its_period_and_in_no_neighbour(day: date, kind: PeriodKind) -> None:
    period = Period.of(day, kind)
    assert day in period
    assert period.contains(day)
    assert Period.parse(str(period)) == period
    for neighbour in (period.previous, period.next):
        assert neighbour is None or day not in neighbour


@given(day=DAYS, kind=KINDS)
def test_next_and_previous_lead_back_and_leave_no_gap(day: date, kind: PeriodKind) -> None:
    period = Period.of(day, kind)
    following = period.next
    if following is None:
        assert period.last == date(2099, 12, 31)
    else:
        assert following.previous == period
        assert (following.first - period.last).days == 1
        assert following.kind is kind


def test_before_the_first_and_after_the_last_year_there_is_nothing() -> None:
    assert Period.parse("2000").previous is None
    assert Period.parse("2000-01").previous is None
    assert Period.parse("2099-Q4").next is None
    assert Period.parse("2026-01").previous == Period.parse("2025-12")


def test_a_period_consists_of_its_months() -> None:
    assert [str(month) for month in Period.parse("2026-Q3").months] == ["2026-07", "2026-08", "2026-09"]
    assert [str(month) for month in Period.parse("2026-05").months] == ["2026-05"]
    assert len(Period.parse("2026").months) == 12
