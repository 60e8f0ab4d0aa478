"""The page of one consultation: who owes what now, what each said, what happened; for each of those who may open it."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.consultations import actions as consultations
from coordination.consultations.actions.verbs import AMENDED_ONCE
from coordination.consultations.rules import Visibility
from coordination.kernel import journal, store
from coordination.overview.queries.timeline import SHOWN
from coordination.replies.rules import Position, PushBackKind
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 34
PAGE = "overview.consultation"


def see(browser: Browser, person: Any, consultation: Any, **how: Any) -> Page:
    return browser.as_(person).get(PAGE, consultation_id=consultation.id, budget=BUDGET, **how)


@pytest.mark.req("A11", "F4")
def test_a_unit_reads_by_when_it_must_answer_and_why_that_day(browser: Browser, cast: Cast, make: Maker) -> None:
    page = see(browser, cast.mai, make.consultation())
    page.says("Đề nghị trả lời trước", "Vì sao hạn là", "Ngày gửi không tính vào thời hạn.", "Soạn ý kiến")
    assert page.has_button("Tiếp nhận")
    page.lacks("Đôn đốc", "Thu hồi")


@pytest.mark.req("F4")
def test_a_moved_due_time_tells_what_moved_it(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    consultations.extend(
        [make.of(asked, "stp")], clock.moment("2026-10-15 17:00"), "Đơn vị đề nghị thêm thời gian",
        by=make.officer("stc"), now=clock.now,
    )  # fmt: skip
    page = see(browser, cast.mai, asked)
    page.says("Được gia hạn từ thứ Hai, 12/10/2026 đến", "Lý do: Đơn vị đề nghị thêm thời gian.")


@pytest.mark.req("X2", "F4")
def test_the_time_for_completing_says_that_it_is_one(browser: Browser, cast: Cast, make: Maker) -> None:
    returned = make.returned()
    page = see(browser, cast.mai, returned.consultee.consultation)
    page.says("Đề nghị làm rõ, bổ sung ý kiến trước", "Thời hạn làm rõ, bổ sung")


def test_the_lead_sees_who_owes_what_and_the_act_beside_each(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation(consultees=("stp", "sxd", "govap"), due_at=clock.moment("2026-10-12 17:00"))
    make.reply(make.of(asked, "stp"), Position.AGREE, Position.DISAGREE)
    make.push_back(make.of(asked, "govap"), PushBackKind.TIME)
    clock.at("2026-10-14 10:00")
    page = see(browser, cast.lan, asked)
    page.says("Có 1 văn bản góp ý cần xem xét.", "Còn chờ 1 đơn vị.")
    assert page.row("Sở Xây dựng").says("quá hạn 2 ngày làm việc")
    assert page.row("Sở Xây dựng").link("Đôn đốc").href.endswith("/remind")
    assert page.row("Sở Xây dựng").link("Lập báo cáo").href.endswith("/report")
    assert page.row("Sở Xây dựng").link("Nhập văn bản đến").href.endswith("/paper-reply")
    ward = page.row("Ủy ban nhân dân phường Gò Vấp")
    assert "quá hạn" not in ward.text
    assert "Đôn đốc" not in ward.text


def test_the_matrix_says_each_stand_in_words_too_and_who_is_awaited_first(
    browser: Browser, cast: Cast, make: Maker
) -> None:
    asked = make.consultation()
    make.reply(make.of(asked, "stp"), Position.AGREE, Position.DISAGREE)
    page = see(browser, cast.lan, asked)
    links = [link for link in page.links() if link.startswith("Nội dung 0")]
    assert links == [
        "Nội dung 01: chưa có ý kiến", "Nội dung 02: chưa có ý kiến", "Nội dung 01: Thống nhất",
        "Nội dung 02: Không thống nhất",
    ]  # fmt: skip


@pytest.mark.req("A8")
@pytest.mark.parametrize("visibility", list(Visibility))
def test_other_units_opinions_show_only_when_the_lead_chose_so(
    browser: Browser, cast: Cast, make: Maker, visibility: Visibility
) -> None:
    asked = make.consultation(visibility=visibility)
    make.reply(make.of(asked, "stp"), Position.DISAGREE, content="Mức chi vượt khả năng ngân sách.")
    see(browser, cast.binh, asked).lacks("Mức chi vượt khả năng ngân sách.")
    make.reply(make.of(asked, "sxd"))
    page = see(browser, cast.binh, asked)
    if visibility is Visibility.AFTER_OWN_REPLY:
        page.says("Mức chi vượt khả năng ngân sách.")
    else:
        page.lacks("Mức chi vượt khả năng ngân sách.")
    see(browser, cast.monitor, asked).says("Mức chi vượt khả năng ngân sách.")


def test_how_another_unit_stands_is_not_told_to_the_asked_units(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    make.push_back(make.of(asked, "sxd"), PushBackKind.TIME)
    make.reply(make.of(asked, "stp"))
    row = see(browser, cast.mai, asked).row("Sở Xây dựng")
    assert "Chưa có ý kiến" in row.text
    clock.at("2026-10-20")
    assert "quá hạn" not in see(browser, cast.mai, asked).row("Sở Xây dựng").text


@pytest.mark.req("A11")
def test_the_timeline_shows_each_reader_what_is_for_him(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    report = make.report()
    asked = report.consultation
    store.commit()
    lead = see(browser, cast.lan, asked)
    lead.says("Lập dự thảo báo cáo cấp có thẩm quyền", "Trình ký", "Phát hành hồ sơ lấy ý kiến số")
    unit = see(browser, cast.mai, asked)
    unit.says("Phát hành hồ sơ lấy ý kiến số")
    unit.lacks("Lập dự thảo báo cáo cấp có thẩm quyền", "Lập dự thảo hồ sơ lấy ý kiến")
    above = see(browser, cast.monitor, asked)
    above.lacks("Lập dự thảo báo cáo cấp có thẩm quyền", "Dự thảo báo cáo cấp có thẩm quyền đang chờ ký")
    make.report_up(report)
    store.commit()
    see(browser, cast.monitor, asked).says(
        "Lập dự thảo báo cáo cấp có thẩm quyền", "Báo cáo cấp có thẩm quyền đang chờ ý kiến xử lý."
    )
    see(browser, cast.mai, asked).lacks("Báo cáo cấp có thẩm quyền đang chờ")


def test_a_long_history_is_read_page_by_page(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    asked = make.consultation()
    for edition in range(2, SHOWN * 2):
        now = clock.pass_(minutes=1)
        journal.record(AMENDED_ONCE, by=make.officer("stc"), now=now, consultation_id=asked.id, edition=edition)
    store.commit()
    newest = see(browser, cast.mai, asked)
    newest.says(f"lần {SHOWN * 2 - 1}")
    newest.lacks("Phát hành hồ sơ lấy ý kiến số")
    older = newest.link("Xem các diễn biến trước đó").follow(budget=BUDGET)
    older.says("Phát hành hồ sơ lấy ý kiến số", "lần 2")
    older.lacks(f"lần {SHOWN * 2 - 1}", "Xem các diễn biến trước đó")


@pytest.mark.req("L6")
@pytest.mark.parametrize("person", ["lan", "dung", "thu", "mai", "tam", "ngoc", "chairman", "monitor", "auditor"])
def test_everybody_in_it_opens_it_in_every_phase_and_nobody_else(
    browser: Browser, cast: Cast, make: Maker, person: str
) -> None:
    asked, draft = make.consultation(), make.draft()
    see(browser, getattr(cast, person), asked)
    seen = person in ("lan", "dung", "thu")
    see(browser, getattr(cast, person), draft, status=200 if seen else 404)
    for stranger in ("hoa", "ward_chairman", "admin"):
        see(browser, getattr(cast, stranger), asked, status=404)
    consultations.withdraw(asked, "Dự thảo phải làm lại.", by=make.head("stc"), now=make.clock.now)
    see(browser, getattr(cast, person), asked).says("Hồ sơ đã thu hồi", "Dự thảo phải làm lại.")


@pytest.mark.req("A1")
@pytest.mark.parametrize("person", ["dung", "mai", "monitor"])
def test_the_page_is_whole_in_english(browser: Browser, cast: Cast, make: Maker, clock: Clock, person: str) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    make.reply(make.of(asked, "stp"), Position.DISAGREE)
    make.report(make.of(asked, "sxd"))
    store.commit()
    reader = browser.as_(getattr(cast, person), language="en")
    reader.get(PAGE, consultation_id=asked.id, budget=BUDGET).check_english()


@pytest.mark.req("L9")
def test_once_the_answers_are_in_the_lead_is_offered_the_next_round(browser: Browser, cast: Cast, make: Maker) -> None:
    made = make.consultation(consultees=["stp"])
    part = make.of(made, "stp")
    assert see(browser, cast.lan, made).lacks("Lấy ý kiến lần tiếp theo")
    make.reply(part)
    make.accepted(part)
    page = see(browser, cast.lan, made).link("Lấy ý kiến lần tiếp theo").follow(budget=26)
    assert page.says("Lần tiếp theo của hồ sơ:", made.number)
    for person in (cast.thu, cast.mai, cast.monitor):
        assert see(browser, person, made).lacks("Lấy ý kiến lần tiếp theo")
