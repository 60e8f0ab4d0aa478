"""The calendar and the time-limit rules on screen: read by everybody, kept by administrators."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coordination.kernel import journal, store
from coordination.kernel.journal import JournalEntry
from coordination.limits import queries
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A9", "F4")
RULE = {
    "kind": "other", "instrument": "Quyết định 12/QĐ-UBND", "legal_basis": "Điều 4 Quyết định 12/QĐ-UBND",
    "minimum": "3", "default": "4", "maximum": "8", "unit": "working", "ends_at": "17:00", "clock_start": "sending",
    "silence": "no_opinion", "valid_from": "01/10/2026",
}  # fmt: skip


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


def test_a_rule_is_adopted_frozen_into_what_is_issued_and_ends(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    admin = browser.as_(cast.admin)
    page = admin.get("limits.new_rule").form("Thêm quy định").fill(RULE).submit()
    page.says("Đã thêm quy định thời hạn.", "Quyết định 12/QĐ-UBND")
    asked = make.consultation()
    assert asked.rule is not None
    assert asked.rule["instrument"] == "Quyết định 12/QĐ-UBND"
    assert make.of(asked, "stp").due_at == clock.moment("2026-10-09 17:00")
    page = admin.get("limits.rules").form("Kết thúc hiệu lực").submit()
    page.says("Quy định hết hiệu lực sau hôm nay.", "từ 01/10/2026 đến 05/10/2026")
    clock.at("2026-10-06")
    later = queries.rule_for("other", clock.today)
    assert later is not None
    assert later.instrument != "Quyết định 12/QĐ-UBND"
    assert asked.rule["instrument"] == "Quyết định 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"minimum": "5"}, "Tối thiểu, mặc định, tối đa phải tăng dần."),
        ({"valid_to": "01/09/2026"}, "Ngày hết hiệu lực ở trước ngày có hiệu lực."),
        ({"silence": "deemed_agreed"}, "Nêu điều, khoản cho phép coi không trả lời là thống nhất."),
        ({"default": ""}, "Nhập số ngày mặc định."),
        ({"instrument": ""}, "Nhập số, ký hiệu văn bản."),
        ({"valid_from": "31/02/2026"}, "31/02/2026"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_beside_its_field(
    browser: Browser, cast: Cast, typed: dict[str, Any], sentence: str
) -> None:
    form = browser.as_(cast.admin).get("limits.new_rule").form("Thêm quy định")
    page = form.fill({**RULE, **typed}).submit(status=422)
    page.says(sentence)
    assert page.form("Thêm quy định").value("legal_basis") == RULE["legal_basis"]


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
