"""The calendar of a year at a glance: read by everybody, told without colour."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.kernel import store
from coordination.limits import actions
from coordination.limits.rules import DayKind, Look, glance, look_of, vietnam
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock

pytestmark = pytest.mark.req("A9", "F4")


def test_everybody_reads_the_year_and_only_administrators_change_it(browser: Browser, cast: Cast) -> None:
    page = browser.as_(cast.lan).get("limits.calendar")
    page.says("Lịch làm việc năm 2026", "Quốc khánh", "Tháng 12")
    assert "Thêm ngày" not in page.text
    for endpoint in ("consultations.add_day", "consultations.import_days"):
        browser.as_(cast.lan).get(endpoint, status=404)
    browser.as_(cast.lan).post("consultations.change_calendar", {"days": "[]"}, status=404)
    page.link("2027").follow().says("Lịch làm việc năm 2027")


def test_the_year_tells_each_unusual_day_by_a_sign_and_a_word(browser: Browser, cast: Cast) -> None:
    page = browser.as_(cast.lan).get("limits.calendar_year", year=2026)
    months = page.soup.select("table.month")
    assert len(months) == 12
    august = months[7]
    cells = {cell.get_text(" ", strip=True) for cell in august.select("td")}
    assert {"22 B , làm việc bù", "31 H , nghỉ hoán đổi", "21", "23"} <= cells
    assert "2 N , ngày nghỉ" in {cell.get_text(" ", strip=True) for cell in months[8].select("td")}
    assert "21 ngày làm việc" in august.caption.get_text()  # type: ignore[union-attr]


def test_a_glance_has_every_day_of_the_year_once_and_counts_its_working_days() -> None:
    calendar = vietnam()
    for year in (2023, 2024, 2026):
        months = glance(calendar, year)
        days = [cell.day for month in months for week in month.weeks for cell in week if cell]
        first, last = date(year, 1, 1), date(year, 12, 31)
        assert days == [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        assert sum(month.working_days for month in months) == calendar.count(date(year - 1, 12, 31), last)


@pytest.mark.parametrize(
    ("day", "look"),
    [
        (date(2026, 8, 21), Look.WORKING),
        (date(2026, 8, 22), Look.SWAPPED_WORKED),
        (date(2026, 8, 23), Look.WEEKEND),
        (date(2026, 8, 31), Look.SWAPPED_OFF),
        (date(2026, 9, 2), Look.OFF),
    ],
)
def test_a_day_looks_like_what_it_is(day: date, look: Look) -> None:
    assert look_of(day, vietnam()) is look


def test_years_and_days_that_do_not_exist_are_no_page(browser: Browser, cast: Cast) -> None:
    for path in ("/calendar/1", "/calendar/99999", "/calendar/x"):
        browser.as_(cast.lan).get(path, status=404)
    for path in ("/calendar/days/2026-02-31/remove", "/calendar/days/2026-10-05/remove"):
        browser.as_(cast.admin).get(path, status=404)
    browser.as_(cast.admin).post("/calendar/days/2026-10-05/remove", status=404)


@pytest.mark.req("A1")
def test_the_page_is_whole_in_english(browser: Browser, cast: Cast, clock: Clock) -> None:
    actions.declare_day(
        date(2026, 10, 6), DayKind.OFF, name="Nghỉ bão", document="15/CĐ", by=cast.actor("admin"), now=clock.now
    )
    store.commit()
    for person in (cast.lan, cast.admin):
        browser.as_(person, language="en").get("limits.calendar").check_english()
