"""The scorecards on screen: a figure is never bare, and opens to its cases."""

from __future__ import annotations

import pytest

from coordination.replies.rules import Position
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A2", "A3")
BUDGET = 24


@pytest.fixture
def played(make: Maker, clock: Clock) -> None:
    """Ten consultations due on 12 October: Sở Tư pháp answers all, Sở Xây dựng six, four of them two days late."""
    asked = [
        make.consultation(
            points=1, subject=f"Góp ý thứ {number}", due_at=clock.moment("2026-10-12 17:00"),
            submit_by=clock.moment("2026-10-15").date(),
        )
        for number in range(10)
    ]  # fmt: skip
    for each in asked:
        make.reply(make.of(each, "stp"))
    for each in asked[:2]:
        make.reply(make.of(each, "sxd"), Position.DISAGREE)
    clock.at("2026-10-14 10:00")
    for each in asked[2:6]:
        make.reply(make.of(each, "sxd"))
    clock.at("2026-10-16 10:00")


def test_a_units_people_come_to_their_own_card(browser: Browser, cast: Cast, played: None) -> None:
    page = browser.as_(cast.mai).get("/scorecards", status=303)
    assert page.response.location.endswith(f"/units/{cast.stp.id}/scorecard")
    page = browser.as_(cast.mai).get("scorecards.card", unit_id=cast.stp.id, budget=BUDGET)
    page.says("Sở Tư pháp · Quý 4 năm 2026 · Là đơn vị phối hợp", "100", "Xuất sắc", "Trả lời đúng hạn: 10/10")
    page.lacks("Thứ hạng")


def test_every_point_lost_names_its_case_and_its_reason(browser: Browser, cast: Cast, played: None) -> None:
    page = browser.as_(cast.binh).get("scorecards.card", unit_id=cast.sxd.id, budget=BUDGET)
    page.says("Trả lời đúng hạn: 2/10", "Nội dung bị trừ điểm nhiều nhất", "có thể từ")
    late = next(tag for tag in page.soup.select("article") if "trễ 2 ngày làm việc" in tag.get_text())
    said = " ".join(late.get_text(" ").split())
    assert "Đúng hạn: trễ 2 ngày làm việc −8,0" in said
    assert "Trách nhiệm: trễ hạn mà chưa giải trình đầy đủ −10,0" in said
    link = late.select_one("h3 a")
    assert link is not None
    browser.as_(cast.binh).get(str(link["href"]), budget=34).says("Góp ý thứ")
    page.says("không có ý kiến đầy đủ")


def test_an_authority_reads_all_below_alphabetically_with_rank(browser: Browser, cast: Cast, played: None) -> None:
    page = browser.as_(cast.monitor).get("scorecards.index", budget=BUDGET)
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert [row.split(" ")[0:3] for row in rows] == [["Sở,", "ngành"], ["Sở", "Tư", "pháp"], ["Sở", "Xây", "dựng"]]
    assert page.row("Sở Tư pháp").cell("Thứ hạng trong loại") == "1/2"
    assert page.row("Sở Xây dựng").cell("Số hồ sơ") == "10"
    opened = page.row("Sở Xây dựng").link("Sở Xây dựng").follow(budget=BUDGET)
    opened.says("Thứ hạng trong loại: 2/2")


def test_too_few_cases_give_no_figure(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    make.reply(make.consultee("govap", due_at=clock.moment("2026-10-12 17:00")))
    clock.at("2026-10-13 10:00")
    page = browser.as_(cast.loan).get("scorecards.card", unit_id=cast.govap.id, budget=BUDGET)
    page.says("chưa đủ số liệu để xếp mức", "Mới có 1 hồ sơ; cần ít nhất 05 hồ sơ để nêu điểm.")
    page.lacks("100,0 ·")


def test_the_lead_has_a_card_of_its_own(browser: Browser, cast: Cast, played: None) -> None:
    page = browser.as_(cast.dung).get(
        "scorecards.card", unit_id=cast.stc.id, budget=BUDGET, query={"role": "lead", "period": "2026-10"}
    )
    page.says("Tháng 10 năm 2026 · Là đơn vị chủ trì", "Cho đủ thời gian: 10/10")


def test_nobody_reads_another_units_card(browser: Browser, cast: Cast, played: None) -> None:
    for person in (cast.hoa, cast.lan, cast.admin, cast.ward_chairman):
        browser.as_(person).get("scorecards.card", unit_id=cast.stp.id, status=404)
    for person in (cast.chairman, cast.monitor, cast.auditor, cast.tam):
        browser.as_(person).get("scorecards.card", unit_id=cast.stp.id, budget=BUDGET)
    browser.as_(cast.admin).get("scorecards.index", status=404)


@pytest.mark.parametrize(
    "query", [{"period": "2026-13"}, {"period": "9" * 400}, {"role": "<script>"}, {"period": "2020-01"}]
)
def test_an_address_that_makes_no_sense_shows_the_running_quarter_or_an_empty_period(
    browser: Browser, cast: Cast, query: dict[str, str]
) -> None:
    page = browser.as_(cast.mai).get("scorecards.card", unit_id=cast.stp.id, query=query, budget=BUDGET)
    page.says("Kỳ này chưa có hồ sơ nào được tính cho đơn vị ở vai trò này.")


@pytest.mark.req("A1")
def test_the_cards_are_whole_in_english(browser: Browser, cast: Cast, played: None) -> None:
    browser.as_(cast.monitor, language="en").get("scorecards.index", budget=BUDGET).check_english()
    page = browser.as_(cast.binh, language="en").get("scorecards.card", unit_id=cast.sxd.id, budget=BUDGET)
    page.check_english()
