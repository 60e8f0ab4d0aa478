"""The ladders on screen: drawn, seen run on a calendar, saved from a day on, frozen at issue (L7, L8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.kernel import store
from coordination.limits import actions, queries
from coordination.limits.models import LadderRow
from coordination.limits.rules import (
    SLOTS,
    Drawn,
    Ladder,
    Pace,
    Rung,
    check_ladder,
    default_ladder,
    drawn_of,
    ladder_of,
    urgent_ladder,
)
from tests.browser import Browser, Form, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("L7", "L8")
LATER = Ladder((Rung("reminder_1", 2, ("head",)), Rung("escalate", 4, ("authority",), ("lead", "monitor"))))


def drawing(browser: Browser, cast: Cast, **query: str) -> Form:
    return browser.as_(cast.admin).get("limits.new_ladder", query=query).form("Xem ví dụ")


def saved(page: Page, **typed: Any) -> Page:
    return page.form("Lưu các bước nhắc").fill(typed).submit("Lưu các bước nhắc")


def test_everybody_reads_the_steps_and_only_administrators_draw_them(browser: Browser, cast: Cast) -> None:
    page = browser.as_(cast.lan).get("limits.ladders")
    page.says("trước hạn 2 ngày làm việc", "sau hạn 3 ngày làm việc", "sau hạn 4 giờ làm việc", "đúng lúc đến hạn")
    browser.as_(cast.lan).get("limits.new_ladder", status=404)
    browser.as_(cast.lan).post("limits.set_ladder", {}, status=404)


def test_the_example_runs_on_the_calendar_before_anything_is_saved(browser: Browser, cast: Cast) -> None:
    """Sent on Monday 24 August 2026: due on Monday 7 September, with a swap day and the national holiday between."""
    page = drawing(browser, cast, kind="other").fill(sent_on="24/08/2026").submit(status=200)
    page.says(
        "Ví dụ: gửi 09:00 thứ Hai, 24/08/2026, hạn 17:00 thứ Hai, 07/09/2026, không có trả lời",
        "Nhắc trước hạn", "Chuyên viên đơn vị phối hợp", "Cấp có thẩm quyền", "thứ Tư, 02/09/2026 (Quốc khánh)",
        "thứ Hai, 31/08/2026",
    )  # fmt: skip
    assert queries.ladder_rows() == []


def test_a_ladder_is_saved_after_its_example_and_frozen_into_what_is_issued(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    before = make.consultation()
    frozen, look = dict(before.ladder or {}), make.of(before, "stp").next_step_at
    form = drawing(browser, cast, kind="other").fill(
        {"reminder_1-distance": "2", "reminder_2-distance": "4", "escalate-distance": "6", "before_due-distance": "3"}
    )
    page = form.fill(valid_from="05/10/2026").submit(status=200)
    page.says(
        "Ví dụ: gửi 09:00 thứ Hai, 05/10/2026, hạn 17:00 thứ Tư, 14/10/2026",
        "09:00 thứ Sáu, 16/10/2026",
        "09:00 thứ Năm, 22/10/2026",
    )
    saved(page).says("Các bước nhắc mới áp dụng từ 05/10/2026.", "sau hạn 6 ngày làm việc", "đang áp dụng")
    after = make.consultation()
    assert [rung["offset"] for rung in (after.ladder or {})["rungs"]] == [-3, 0, 2, 4, 6]
    store.db.session.refresh(before)
    assert (before.ladder, make.of(before, "stp").next_step_at) == (frozen, look)


def test_what_was_changed_after_the_example_is_shown_again_before_it_is_saved(browser: Browser, cast: Cast) -> None:
    page = drawing(browser, cast).submit(status=200)
    page = page.form("Lưu các bước nhắc").fill({"escalate-distance": "5"}).submit("Lưu các bước nhắc", status=200)
    assert queries.ladder_rows() == []
    saved(page)
    (row,) = queries.ladder_rows()
    assert Ladder.from_json(row.facts).rungs[-1].offset == 5


def test_an_urgent_ladder_counts_office_hours(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    page = (
        drawing(browser, cast, urgent="yes")
        .fill({"sent_on": "05/10/2026", "valid_from": "05/10/2026"})
        .submit(status=200)
    )
    page.says("15:00 thứ Tư, 14/10/2026", "08:30 thứ Năm, 15/10/2026", "11:30 thứ Năm, 15/10/2026")
    saved(page)
    assert queries.ladder_for("other", True, clock.today).pace is Pace.HOURS
    assert queries.ladder_for("other", False, clock.today) == default_ladder()


def test_a_later_ladder_ends_the_one_before_and_each_kind_keeps_its_own(cast: Cast, clock: Clock) -> None:
    admin, today = cast.actor("admin"), clock.today

    def set_(kind: str, ladder: Ladder, first: date) -> LadderRow:
        return actions.set_ladder(kind, ladder, first, by=admin, now=clock.now, today=today)

    first = set_("", default_ladder(), date(2026, 10, 5))
    set_("", LATER, date(2026, 11, 1))
    set_("other", default_ladder(), date(2026, 11, 1))
    assert first.valid_to == date(2026, 10, 31)
    assert queries.ladder_for("plan_or_report", False, date(2026, 10, 31)) == default_ladder()
    assert queries.ladder_for("plan_or_report", False, date(2026, 11, 1)) == LATER
    assert queries.ladder_for("other", False, date(2026, 11, 1)) == default_ladder()


def test_ending_gives_the_shipped_steps_back_from_tomorrow(browser: Browser, cast: Cast, clock: Clock) -> None:
    now = {"by": cast.actor("admin"), "now": clock.now, "today": clock.today}
    actions.set_ladder("", LATER, clock.today, **now)
    actions.set_ladder("other", LATER, date(2026, 12, 1), **now)
    store.commit()
    admin = browser.as_(cast.admin)
    admin.get("limits.ladders").form("Bỏ").submit()
    assert [row.kind for row in queries.ladder_rows()] == [""]
    form = admin.get("limits.ladders").form("Kết thúc hiệu lực")
    form.submit().says("Đã kết thúc.", "từ 05/10/2026 đến 05/10/2026")
    form.submit(status=409).says("Các bước nhắc này đã hết hiệu lực.")
    assert queries.ladder_for("other", False, date(2026, 10, 5)) == LATER
    assert queries.ladder_for("other", False, date(2026, 10, 6)) == default_ladder()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"reminder_1-distance": "", "reminder_2-distance": ""},
            "Phải có ít nhất một lần đôn đốc sau hạn trước khi lập báo cáo.",
        ),
        ({"escalate-distance": ""}, "Nhập thời điểm lập báo cáo cấp có thẩm quyền."),
        ({"escalate-distance": "2"}, "Các bước phải theo thứ tự thời gian"),
        ({"reminder_2-distance": "1"}, "Các bước phải theo thứ tự thời gian"),
        ({"before_due_2-distance": "1", "before_due_2-to": ["head"]}, "Các bước phải theo thứ tự thời gian"),
        ({"before_due_2-distance": "5"}, "Chọn ít nhất một nơi nhận của bước này"),
        ({"escalate-distance": "35"}, "Nhập một số từ 1 đến 30."),
        ({"escalate-distance": "0"}, "Nhập một số từ 1 đến 40."),
        ({"reminder_1-distance": "một"}, "Nhập một số nguyên."),
        ({"valid_from": "31/02/2026"}, "31/02/2026"),
        ({"valid_from": ""}, "Nhập ngày có hiệu lực."),
        ({"sent_on": ""}, "Nhập ngày để xem ví dụ."),
    ],
)
def test_a_ladder_that_makes_no_sense_is_refused_beside_its_step(
    browser: Browser, cast: Cast, typed: dict[str, Any], sentence: str
) -> None:
    page = drawing(browser, cast).fill(typed).submit(status=422)
    page.says(sentence)
    assert not page.has_button("Lưu các bước nhắc")


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("04/10/2026", "Chọn ngày từ 05/10/2026 trở đi."),
        ("06/10/2026", "đã có các bước nhắc áp dụng từ ngày 06/10/2026."),
    ],
)
def test_a_ladder_for_the_past_or_upon_another_is_refused(
    browser: Browser, cast: Cast, clock: Clock, first: str, sentence: str
) -> None:
    actions.set_ladder("", LATER, date(2026, 10, 6), by=cast.actor("admin"), now=clock.now, today=clock.today)
    store.commit()
    page = drawing(browser, cast).fill(valid_from=first).submit(status=200)
    page.form("Lưu các bước nhắc").submit("Lưu các bước nhắc", status=422).says(sentence)


@given(
    st.dictionaries(
        st.sampled_from(SLOTS),
        st.builds(Drawn, st.integers(0, 45), st.sampled_from([(), ("head",), ("officer", "head")])),
    ),
    st.sampled_from(Pace),
)
def test_whatever_is_drawn_is_refused_with_a_field_or_makes_a_ladder_that_reports_after_a_reminder(
    drawn: dict[str, Drawn], pace: Pace
) -> None:
    found = check_ladder(drawn, pace)
    if found:
        assert all(finding.field.partition("-")[0] in SLOTS for finding in found)
        return
    ladder = ladder_of(drawn, pace)
    assert ladder.rungs[-1].escalates
    assert any(rung.offset > 0 and not rung.escalates for rung in ladder.rungs)
    assert Ladder.from_json(ladder.as_json()) == ladder


@pytest.mark.parametrize("ladder", [default_ladder(), urgent_ladder()])
def test_the_shipped_ladders_are_drawn_and_read_back_unchanged(ladder: Ladder) -> None:
    drawn = drawn_of(ladder)
    assert check_ladder(drawn, ladder.pace) == []
    assert ladder_of(drawn, ladder.pace) == ladder


def test_the_pages_are_whole_in_english(browser: Browser, cast: Cast, clock: Clock) -> None:
    actions.set_ladder("other", LATER, clock.today, by=cast.actor("admin"), now=clock.now, today=clock.today)
    store.commit()
    admin = browser.as_(cast.admin, language="en")
    admin.get("limits.ladders").check_english()
    admin.get("limits.new_ladder").form("See the example").submit(status=200).check_english()
