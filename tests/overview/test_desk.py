"""The desk: each thing to do is a sentence with its due time and one button, for each role."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.escalation import jobs
from coordination.overview.queries import Task
from coordination.replies.rules import PushBackKind
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A1", "L1")


def desk(browser: Browser, person: object) -> Page:
    return browser.as_(person).get("overview.desk", budget=20)  # type: ignore[arg-type]


def group(page: Page, title: str) -> str:
    """What stands in one group of the desk."""
    for section in page.soup.select("section.desk-group"):
        if section.h2 is not None and section.h2.get_text(" ", strip=True).startswith(title):
            return " ".join(section.get_text(" ").split())
    return ""


def test_a_desk_without_anything_says_so_and_what_will_come(browser: Browser, cast: Cast) -> None:
    page = desk(browser, cast.hoa)
    page.says("Hiện không có việc nào cần làm.", "thư tổng hợp lúc 07:30 thứ Ba, 06/10/2026.")
    assert page.soup.main.get_text().count("việc nào") == 1, "said once"
    assert page.title.startswith("Việc của tôi")


def test_what_is_asked_lies_in_the_group_of_its_due_time(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    for due in ("2026-10-06 17:00", "2026-10-07 17:00", "2026-10-12 17:00", "2026-11-12 17:00"):
        make.consultation(subject=f"Góp ý đến hạn {due[:10]}", due_at=clock.moment(due))
    clock.at("2026-10-07 10:00")
    page = desk(browser, cast.mai)
    assert "Góp ý đến hạn 2026-10-06" in group(page, "Quá hạn")
    assert "quá hạn 1 ngày làm việc" in group(page, "Quá hạn")
    assert "Góp ý đến hạn 2026-10-07" in group(page, "Hôm nay")
    assert "trước 17:00 thứ Tư, 07/10/2026 – hạn trong hôm nay" in group(page, "Hôm nay")
    assert "Góp ý đến hạn 2026-10-12" in group(page, "Tuần này")
    assert "trước 17:00 thứ Hai, 12/10/2026 – còn 3 ngày làm việc" in group(page, "Tuần này")
    assert "Góp ý đến hạn 2026-11-12" in group(page, "Việc khác")
    assert page.title.startswith("(2)")  # what is overdue or due today
    page.says("Có 4 việc cần làm, xếp theo thời hạn.")


def test_a_desk_that_only_waits_says_what_comes_next_and_when(browser: Browser, cast: Cast, make: Maker) -> None:
    due = make.clock.moment("2026-10-12 17:00")
    make.consultation(subject="Góp ý đang chờ", due_at=due)
    page = desk(browser, cast.dung)
    page.says("Hiện không có việc nào cần làm. Việc đang chờ có hạn sớm nhất: 17:00 thứ Hai, 12/10/2026.")
    page.lacks("thư tổng hợp")
    assert "trước 17:00 thứ Hai, 12/10/2026" in group(page, "Đang chờ đơn vị khác")


def test_each_step_of_the_way_lies_on_the_desk_of_whose_act_it_is(browser: Browser, cast: Cast, make: Maker) -> None:
    make.draft(subject="Góp ý đang soạn")
    make.for_signing(subject="Góp ý chờ ký")
    make.signed(subject="Góp ý chờ số")
    officer, head, clerk = (desk(browser, each) for each in (cast.lan, cast.dung, cast.thu))
    assert "Soạn tiếp hồ sơ lấy ý kiến: Góp ý đang soạn" in group(officer, "Việc khác")
    assert "Chờ ký, phát hành: Góp ý chờ ký" in group(officer, "Đang chờ đơn vị khác")
    assert "Ký hồ sơ lấy ý kiến: Góp ý chờ ký" in group(head, "Việc khác")
    assert "Góp ý đang soạn" not in head.text
    assert "Cấp số, phát hành: Góp ý chờ số" in group(clerk, "Việc khác")
    assert "Góp ý đang soạn" not in clerk.text


def test_the_button_leads_to_the_very_thing(browser: Browser, cast: Cast, make: Maker) -> None:
    reply = make.reply_draft(make.consultee("stp"))
    from coordination.replies import actions as replies

    replies.send_for_signing(reply, by=make.officer("stp"), now=make.clock.now)
    page = desk(browser, cast.tam)
    opened = page.row("Ký văn bản góp ý").link("Xem và ký").follow(budget=26)
    assert opened.path.endswith(f"/replies/{reply.id}")


def test_replies_push_backs_and_claims_wait_for_the_lead(browser: Browser, cast: Cast, make: Maker) -> None:
    make.reply(make.consultee("stp", subject="Góp ý một"))
    make.push_back(make.consultee("stp", subject="Góp ý hai"), PushBackKind.TIME)
    make.claim(make.consultee("stp", subject="Góp ý ba"))
    page = desk(browser, cast.dung)
    assert page.row("Xem xét 1 văn bản góp ý: Góp ý một")
    assert page.row("Trả lời phản hồi đề nghị phối hợp: Góp ý hai").says("còn 2 ngày làm việc")
    assert page.row("Xác nhận văn bản mà đơn vị báo đã gửi: Góp ý ba")
    theirs = desk(browser, cast.tam)
    assert "Chờ Sở Tài chính xem xét ý kiến đã gửi: Góp ý một" in group(theirs, "Đang chờ đơn vị khác")
    assert "Chờ Sở Tài chính trả lời phản hồi đề nghị phối hợp: Góp ý hai" in group(theirs, "Đang chờ đơn vị khác")


@pytest.mark.req("A6", "L8")
def test_a_report_goes_from_the_leads_head_to_the_authority(browser: Browser, cast: Cast, make: Maker) -> None:
    report = make.report()
    assert desk(browser, cast.dung).row("Ký báo cáo về 1 đơn vị chưa có ý kiến đầy đủ")
    assert "báo cáo" not in group(desk(browser, cast.chairman), "Việc khác")
    make.report_up(report)
    monitor = desk(browser, cast.monitor)
    assert monitor.row("Thẩm tra, trình phiếu giải quyết báo cáo của Sở Tài chính")
    make.clock.at(report.verify_by + timedelta(minutes=1))
    jobs.sweep()
    chairman = desk(browser, cast.chairman)
    row = chairman.row("Cho ý kiến xử lý 1 đơn vị theo báo cáo của Sở Tài chính")
    assert row.says("chờ từ")
    assert row.link("Cho ý kiến").href.endswith(f"/escalations/{report.id}")
    monitor = desk(browser, cast.monitor)
    assert "Chờ ý kiến xử lý 1 đơn vị theo báo cáo của Sở Tài chính" in group(monitor, "Đang chờ đơn vị khác")
    assert "Theo dõi, đôn đốc 1 đơn vị quá hạn trong hồ sơ của Sở Tài chính" in group(monitor, "Quá hạn")
    assert "Cho ý kiến" not in desk(browser, cast.ward_chairman).text


def test_a_task_given_lies_with_the_unit_until_it_reports(browser: Browser, cast: Cast, make: Maker) -> None:
    make.directive(make.report_up())
    assert desk(browser, cast.tam).row("Thực hiện nhiệm vụ được giao")
    assert "Chờ Sở Tư pháp thực hiện nhiệm vụ" in group(desk(browser, cast.chairman), "Đang chờ đơn vị khác")


def test_the_administrator_finds_what_he_keeps_and_nobodys_content(browser: Browser, cast: Cast, make: Maker) -> None:
    made = make.consultation()
    page = desk(browser, cast.admin)
    page.says("Đơn vị", "Người dùng", "Lịch làm việc", "Quy định thời hạn")
    page.lacks(made.subject)


def test_the_desk_is_whole_in_english(browser: Browser, cast: Cast, make: Maker) -> None:
    make.reply(make.consultee("stp"))
    make.report_up()
    for person in (cast.mai, cast.dung, cast.thu, cast.chairman, cast.monitor, cast.admin):
        page = browser.as_(person, language="en").get("overview.desk", budget=20)
        page.check_english()


def test_what_holds_others_up_comes_before_what_completes_the_record(clock: Clock) -> None:
    def waiting(code: str, days: int) -> Task:
        return Task(code, "overview.desk", {}, since=clock.now - timedelta(days=days))

    due = Task("judge", "overview.desk", {}, due_at=clock.now + timedelta(days=30))
    pile = [waiting("confirm_directive", 90), waiting("conclude", 2), waiting("decide_report", 5), due]
    assert [task.code for task in sorted(pile, key=lambda task: task.place)] == [
        "judge", "decide_report", "conclude", "confirm_directive",
    ]  # fmt: skip
