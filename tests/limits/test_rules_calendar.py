"""Working days, swap days, office hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.kernel.values import NotReady
from coordination.limits.rules import (
    DayKind,
    Difference,
    OfficeHours,
    WorkCalendar,
    counts_as_sent_on,
    moment,
    shipped_days,
    shipped_name,
    vietnam,
)

VIETNAM = vietnam()
PLAIN = WorkCalendar()
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def at(text: str) -> datetime:
    """A moment as read on a Vietnamese clock: '2026-08-20 17:00:01'."""
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


# domain 6.3: weekdays off, and Saturdays worked.
DIFFERENCES = {
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
    2027: ("01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24", ""),
}


@pytest.mark.req("F4", "C2")
@pytest.mark.parametrize("year", DIFFERENCES)
def test_the_year_differs_from_monday_to_friday_exactly_where_the_notices_say(year: int) -> None:
    off, worked = DIFFERENCES[year]
    expected = {(date.fromisoformat(f"{year}-{day}"), DayKind.OFF) for day in off.split()}
    expected |= {(date.fromisoformat(f"{year}-{day}"), DayKind.WORKED) for day in worked.split()}
    shown = VIETNAM.differences(year)
    assert {(day, kind) for day, kind, _ in shown} == expected
    assert [day for day, _, _ in shown] == sorted(day for day, _ in expected)
    assert all(name for _, _, name in shown)


def test_shipped_days_carry_their_names_in_both_languages() -> None:
    off, worked = shipped_days(2025, 2026)
    assert off[date(2026, 1, 2)] == "Ngày nghỉ (thay cho ngày 10/01/2026), Công văn 12729/VPCP-KGVX"
    assert worked[date(2026, 1, 10)] == "Ngày làm việc bù cho ngày 02/01/2026, Công văn 12729/VPCP-KGVX"
    assert off[date(2025, 1, 27)] == "Nghỉ Tết Nguyên Đán"
    assert shipped_name(date(2026, 8, 22), "en") == "Worked in exchange for 31/08/2026, Official Letter 9859/VPCP-KGVX"
    assert shipped_name(date(2026, 9, 2), "en") == "National Day"
    assert shipped_name(date(2026, 9, 2), "vi") == "Quốc khánh"
    assert shipped_name(date(2026, 9, 8), "en") == ""


def test_a_saturday_of_december_can_be_worked_for_a_day_of_january() -> None:
    assert VIETNAM.is_working(date(2014, 12, 27))
    assert not VIETNAM.is_working(date(2015, 1, 2))


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2026, 8, 22), True, "Ngày làm việc bù cho ngày 31/08/2026, Công văn 9859/VPCP-KGVX"),
        (date(2026, 8, 29), False, ""),
        (date(2026, 11, 24), False, "Ngày Văn hóa Việt Nam"),
        (date(2026, 11, 25), True, ""),
        (date(2026, 4, 26), False, "Ngày Giỗ Tổ Hùng Vương"),
    ],
)
def test_a_day_knows_whether_it_is_worked_and_why(day: date, working: bool, name: str) -> None:
    assert VIETNAM.is_working(day) is working
    assert VIETNAM.name_of(day) == name


def test_an_administrators_days_lie_over_the_shipped_ones() -> None:
    calendar = vietnam({date(2026, 8, 22): "Nghỉ bão"}, {date(2026, 9, 1): "Làm bù", date(2026, 9, 8): "Thừa"})
    assert not calendar.is_working(date(2026, 8, 22))
    assert calendar.is_working(date(2026, 9, 1))
    shown = {day: (kind, name) for day, kind, name in calendar.differences(2026)}
    assert date(2026, 8, 22) not in shown  # an ordinary Saturday again
    assert date(2026, 9, 1) not in shown  # an ordinary Tuesday again
    assert date(2026, 9, 8) not in shown
    assert date(2026, 9, 2) in shown


def test_a_calendar_of_its_own_has_only_the_differences_it_was_given() -> None:
    calendar = WorkCalendar({date(2026, 3, 4): "Nghỉ"}, {date(2026, 3, 7): "Bù"})
    assert calendar.differences(2026) == (
        Difference(date(2026, 3, 4), DayKind.OFF, "Nghỉ"),
        Difference(date(2026, 3, 7), DayKind.WORKED, "Bù"),
    )
    assert calendar.differences(2027) == ()
    assert calendar.is_working(date(2026, 9, 2))


def test_a_day_cannot_be_both_off_and_worked() -> None:
    with pytest.raises(ValueError, match="both"):
        WorkCalendar({date(2026, 3, 4): "a"}, {date(2026, 3, 4): "b"})


def test_what_was_given_to_a_calendar_may_change_without_changing_it() -> None:
    off = {date(2026, 3, 4): "Nghỉ"}
    calendar = WorkCalendar(off)
    off.clear()
    assert not calendar.is_working(date(2026, 3, 4))
    assert calendar == WorkCalendar({date(2026, 3, 4): "Nghỉ"})


@pytest.mark.req("F4")
def test_adding_counts_a_worked_saturday() -> None:
    assert VIETNAM.add(date(2026, 8, 20), 2) == date(2026, 8, 22)
    assert VIETNAM.add(date(2026, 8, 24), -1) == date(2026, 8, 22)
    assert VIETNAM.add(date(2026, 8, 23), 0) == date(2026, 8, 23)
    assert VIETNAM.next_working_day(date(2026, 8, 28)) == date(2026, 9, 3)
    assert VIETNAM.roll(date(2026, 8, 28)) == date(2026, 8, 28)
    assert VIETNAM.roll(date(2026, 8, 29)) == date(2026, 9, 3)


def test_years_that_were_not_loaded_are_added_by_themselves() -> None:
    calendar = vietnam()
    assert calendar.add(date(2026, 1, 5), 3000) == _naive_add(calendar, date(2026, 1, 5), 3000)
    assert calendar.add(date(2026, 1, 5), -3000) == _naive_add(calendar, date(2026, 1, 5), -3000)
    assert PLAIN.count(date(1950, 1, 1), date(2150, 1, 1)) == -PLAIN.count(date(2150, 1, 1), date(1950, 1, 1))


@pytest.mark.parametrize(("day", "n"), [(date(26, 1, 1), 1), (date(9999, 12, 31), 1), (date(2026, 1, 1), 10**9)])
def test_a_date_beyond_reason_is_refused_and_nothing_breaks(day: date, n: int) -> None:
    with pytest.raises(NotReady) as refused:
        VIETNAM.add(day, n)
    assert [finding.code for finding in refused.value.findings] == ["date_out_of_range"]


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 3), date.max])
def test_any_date_can_be_asked_whether_it_is_worked(day: date) -> None:
    assert VIETNAM.is_working(day) is (day.weekday() < 5)
    assert VIETNAM.differences(day.year) == ()


def _naive_add(calendar: WorkCalendar, day: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


@pytest.mark.req("F4", "C2")
@given(day=DAYS, n=st.integers(-400, 400))
def test_adding_agrees_with_walking_day_by_day(day: date, n: int) -> None:
    assert VIETNAM.add(day, n) == _naive_add(VIETNAM, day, n)


@given(a=DAYS, b=DAYS, c=DAYS)
def test_counts_of_two_stretches_add_up(a: date, b: date, c: date) -> None:
    assert VIETNAM.count(a, b) + VIETNAM.count(b, c) == VIETNAM.count(a, c)
    assert VIETNAM.count(a, b) == -VIETNAM.count(b, a)


@given(day=DAYS, n=st.integers(1, 400))
def test_counting_undoes_adding(day: date, n: int) -> None:
    assert VIETNAM.count(day, VIETNAM.add(day, n)) == n


def test_every_count_of_five_years_agrees_with_a_running_tally() -> None:
    start, day, tally = date(2022, 12, 31), date(2022, 12, 31), 0
    listed = {d for year in DIFFERENCES for d, _, _ in VIETNAM.differences(year)}
    while day < date(2027, 12, 31):
        day += timedelta(days=1)
        tally += (day.weekday() < 5) != (day in listed)
        assert VIETNAM.count(start, day) == tally


@pytest.mark.req("F4")
@pytest.mark.parametrize(
    ("sent", "counts_as"),
    [
        ("2026-08-20 17:00:00", "2026-08-20"),
        ("2026-08-20 17:00:01", "2026-08-21"),
        ("2026-08-21 17:00:01", "2026-08-22"),  # Friday evening: the Saturday is worked
        ("2026-08-22 16:59:59", "2026-08-22"),
        ("2026-08-22 18:00:00", "2026-08-24"),
        ("2026-08-23 10:00:00", "2026-08-24"),
        ("2026-08-20 00:10:00", "2026-08-20"),
        ("2026-12-31 17:30:00", "2027-01-04"),
        ("2026-02-14 09:00:00", "2026-02-23"),  # Tết
    ],
)
def test_after_hours_or_on_a_day_off_it_counts_as_sent_on_the_next_working_day(sent: str, counts_as: str) -> None:
    assert counts_as_sent_on(at(sent), VIETNAM) == date.fromisoformat(counts_as)


def test_a_bare_date_is_taken_as_within_office_hours() -> None:
    assert counts_as_sent_on(date(2026, 8, 20), VIETNAM) == date(2026, 8, 20)
    assert counts_as_sent_on(date(2026, 8, 23), VIETNAM) == date(2026, 8, 24)


def test_office_hours_are_a_setting() -> None:
    hours = OfficeHours.parse("07:30-11:30, 13:30-16:30")
    assert hours.closes == time(16, 30)
    assert counts_as_sent_on(at("2026-08-20 16:45:00"), VIETNAM, hours) == date(2026, 8, 21)
    assert OfficeHours.parse("07:30-11:30,13:00-17:00") == OfficeHours()


@pytest.mark.parametrize("text", ["", "07:30", "11:30-07:30", "07:30-11:30,11:00-17:00", "7-8-9", "a-b"])
def test_office_hours_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        OfficeHours.parse(text)


def test_office_hours_need_a_session() -> None:
    with pytest.raises(ValueError):
        OfficeHours(())


@pytest.mark.req("L7")
@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-08-20 10:00:00", 1, "2026-08-20 11:00:00"),
        ("2026-08-20 10:30:00", 1, "2026-08-20 11:30:00"),
        ("2026-08-20 11:00:00", 1, "2026-08-20 13:30:00"),
        ("2026-08-20 12:00:00", 1, "2026-08-20 14:00:00"),
        ("2026-08-21 16:30:00", 1, "2026-08-22 08:00:00"),
        ("2026-08-28 17:00:00", 4, "2026-09-03 11:30:00"),
        ("2026-08-23 12:00:00", 1, "2026-08-24 08:30:00"),
        ("2026-08-20 13:30:00", -1, "2026-08-20 11:00:00"),
        ("2026-08-24 08:00:00", -2, "2026-08-22 15:30:00"),
        ("2026-08-20 12:15:00", 0, "2026-08-20 12:15:00"),
        ("2026-08-23 12:15:00", 0, "2026-08-24 07:30:00"),
        ("2026-08-20 09:00:00", 20, "2026-08-22 14:30:00"),
    ],
)
def test_office_time_runs_only_while_the_office_is_open(start: str, hours: int, end: str) -> None:
    assert OfficeHours().shift(at(start), timedelta(hours=hours), VIETNAM) == at(end)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1)), st.integers(1, 60))  # noqa: DTZ001 - made aware below
def test_office_time_forth_and_back_comes_home(start: datetime, hours: int) -> None:
    within = OfficeHours().shift(moment(start.date(), start.time()), timedelta(minutes=30), VIETNAM)
    there = OfficeHours().shift(within, timedelta(hours=hours), VIETNAM)
    back = OfficeHours().shift(there, -timedelta(hours=hours), VIETNAM)
    # The end of one session and the start of the next are the same office time.
    assert OfficeHours().shift(back, timedelta(minutes=1), VIETNAM) == OfficeHours().shift(
        within, timedelta(minutes=1), VIETNAM
    )
