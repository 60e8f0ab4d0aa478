"""The calendar on screen: read by everybody, kept by administrators."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.kernel import journal, store
from coordination.kernel.journal import JournalEntry
from coordination.limits import queries
from tests.browser import Browser
from tests.cast import Cast

pytestmark = pytest.mark.req("A9", "F4")


def test_everybody_reads_the_years_days_and_only_administrators_add_one(browser: Browser, cast: Cast) -> None:
    page = browser.as_(cast.lan).get("limits.calendar")
    page.says("Lịch làm việc năm 2026", "Quốc khánh")
    assert not page.has_button("Thêm ngày")
    browser.as_(cast.lan).post("limits.declare_day", {"day": "05/10/2026"}, status=404)
    page.link("2027").follow().says("Lịch làm việc năm 2027")


def test_a_day_is_added_counts_at_once_and_can_be_taken_back(browser: Browser, cast: Cast) -> None:
    admin = browser.as_(cast.admin)
    form = admin.get("limits.calendar").form("Thêm ngày")
    page = form.fill(day="06/10/2026", kind="off", name="Nghỉ bão số 12", document="Công điện 15/CĐ-TTg").submit()
    page.says("Đã thêm ngày vào lịch.", "Nghỉ bão số 12", "Công điện 15/CĐ-TTg")
    assert not queries.calendar().is_working(date(2026, 10, 6))
    page = page.row("Nghỉ bão số 12").page.form("Bỏ").submit()
    page.says("Đã bỏ ngày khỏi phần bổ sung của lịch.")
    assert queries.calendar().is_working(date(2026, 10, 6))
    journal.write_waiting(store.db.session())
    said = [entry.verb for entry in store.db.session.query(JournalEntry).order_by(JournalEntry.id)]
    assert said[-2:] == ["calendar.declared", "calendar.removed"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "31/02/2026"}, "31/02/2026"),
        ({"day": ""}, "Nhập ngày."),
        ({"name": ""}, "Nhập tên"),
        ({"day": "01/01/0001"}, ""),
        ({"day": "01/01/9999"}, ""),
        ({"name": "x" * 10_000}, ""),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_beside_its_field(
    browser: Browser, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    form = browser.as_(cast.admin).get("limits.calendar").form("Thêm ngày")
    page = form.fill({"day": "06/10/2026", "kind": "off", "name": "Nghỉ bão", **typed}).try_submit()
    assert page.sent_status == (422 if sentence or "name" in typed else page.sent_status)
    assert page.sent_status in (303, 422)
    if sentence:
        page.says(sentence)


def test_the_same_day_twice_is_refused(browser: Browser, cast: Cast) -> None:
    for status in (303, 422):
        form = browser.as_(cast.admin).get("limits.calendar").form("Thêm ngày")
        page = form.fill(day="06/10/2026", kind="off", name="Nghỉ bão").submit(status=status)
    page.says("Ngày này đã có trong lịch.")


def test_years_and_days_that_do_not_exist_are_no_page(browser: Browser, cast: Cast) -> None:
    for path in ("/calendar/1", "/calendar/99999", "/calendar/x"):
        browser.as_(cast.lan).get(path, status=404)
    browser.as_(cast.admin).post("/calendar/days/2026-02-31/remove", status=404)
    browser.as_(cast.admin).post("/calendar/days/2026-10-05/remove", status=404)


@pytest.mark.req("A1")
def test_both_pages_are_whole_in_english(browser: Browser, cast: Cast) -> None:
    for person in (cast.lan, cast.admin):
        for endpoint in ("limits.calendar", "limits.rules"):
            browser.as_(person, language="en").get(endpoint).check_english()
    browser.as_(cast.admin, language="en").get("limits.new_rule").check_english()
