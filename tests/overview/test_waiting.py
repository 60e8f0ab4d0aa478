"""For whom it waited: the strip beside the timeline, the table by unit, each day with its reason and event."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.consultations.models import Consultation
from coordination.limits.rules import Party
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, PushBackKind
from coordination.scorecards import queries as scorecards
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("C2")
PAGE = "overview.waiting"


@pytest.fixture
def asked(make: Maker, clock: Clock) -> Consultation:
    """Issued on Monday the 5th, due on Monday the 12th; Tư pháp pushed back on the 7th and was refused on the 9th;
    it is Thursday the 15th, and nobody has answered."""
    made = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-07 10:00")
    push_back = make.push_back(make.of(made, "stp"), PushBackKind.NOT_OUR_FUNCTION)
    clock.at("2026-10-09 10:00")
    replies.decide_push_back(
        push_back, Answer.REFUSED, reason="Thuộc chức năng của đơn vị.", by=make.head("stc"), now=clock.now
    )
    clock.at("2026-10-15 10:00")
    return make.kept(made)


def see(browser: Browser, person: Any, asked: Consultation, **how: Any) -> Page:
    return browser.as_(person).get(PAGE, consultation_id=asked.id, **how)


def test_the_lead_reads_the_days_of_each_unit_and_their_sums(browser: Browser, cast: Cast, asked: Consultation) -> None:
    page = see(browser, cast.lan, asked)
    row = page.row("Sở Tư pháp")
    assert [row.cell(name) for name in ("Đơn vị phối hợp", "Đơn vị chủ trì", "Tổng số", "Ngày trễ của đơn vị")] == [
        "6", "2", "8", "1",
    ]  # fmt: skip
    # refused, its due time moved by the two days that stood still: the 14th, so late since the 15th
    assert page.row("Sở Xây dựng").cell("Ngày trễ của đơn vị") == "3"
    page.says("Chờ đơn vị chủ trì trả lời phản hồi đề nghị phối hợp", "Cả hồ sơ", "Tổng số: 8")


def test_each_turn_opens_the_event_that_began_it(browser: Browser, cast: Cast, asked: Consultation) -> None:
    page = see(browser, cast.lan, asked)
    (turn,) = [li for li in page.soup.select(".wait-turns li") if "trả lời phản hồi" in li.get_text()]
    href = turn.select_one("a")["href"]
    opened = browser.as_(cast.lan).get(href.partition("#")[0], budget=34)
    entry = opened.soup.find(id=href.partition("#")[2])
    assert "Phản hồi đề nghị phối hợp" in entry.get_text()


def test_a_unit_reads_its_own_days_and_nobody_elses(browser: Browser, cast: Cast, asked: Consultation) -> None:
    page = see(browser, cast.mai, asked)
    page.says("Sở Tư pháp")
    page.lacks("Sở Xây dựng", "Cả hồ sơ")
    see(browser, cast.hoa, asked, status=404)


def test_the_units_own_page_says_what_is_charged_to_it(
    browser: Browser, cast: Cast, make: Maker, asked: Consultation
) -> None:
    page = browser.as_(cast.mai).get("replies.consultee", consultee_id=make.of(asked, "stp").id, budget=20)
    page.says("Tính cho đơn vị này: 6 ngày làm việc; trong đó sau hạn: 1 ngày làm việc.", "quá hạn 1 ngày làm việc")


def test_the_strip_names_whom_each_day_waited_for_without_colour(
    browser: Browser, cast: Cast, asked: Consultation
) -> None:
    page = browser.as_(cast.lan).get("overview.consultation", consultation_id=asked.id, budget=34)
    strip = [" ".join(li.get_text(" ").split()) for li in page.soup.select(".wait-strip li")]
    assert len(strip) == 8
    assert strip[0] == "06/10 PH Đơn vị phối hợp"
    assert strip[2] == "08/10 PH CT Đơn vị phối hợp, Đơn vị chủ trì"


def test_lists_and_desk_count_only_the_days_charged_to_the_unit(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    made = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-13 08:00")
    claim = make.claim(make.of(made, "stp"))
    clock.at("2026-10-15 10:00")
    replies.answer_claim(claim, found=False, answer="Chưa thấy văn bản.", by=make.officer("stc"), now=clock.now)
    make.kept(made)
    for endpoint in ("overview.received", "overview.desk"):
        # the 13th is its own; the 14th and the 15th waited for the lead to look for the letter
        browser.as_(cast.mai).get(endpoint, budget=24).says("quá hạn 1 ngày làm việc")


def test_a_ledger_costs_as_many_statements_for_many_units_as_for_one(make: Maker, clock: Clock) -> None:
    from sqlalchemy import event

    from coordination.kernel.store import db

    made = make.consultation(consultees=("stp", "sxd", "govap"))
    clock.at("2026-10-15 10:00")
    scorecards.delays([made.consultees[0].id], clock.now)  # the calendar is at hand
    costs = []
    for ids in ([made.consultees[0].id], [each.id for each in made.consultees]):
        heard: list[str] = []
        said = lambda *args, heard=heard: heard.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", said)
        found = scorecards.delays(ids, clock.now)
        event.remove(db.engine, "before_cursor_execute", said)
        costs.append(len(heard))
        assert all(each.totals[Party.CONSULTEE] == len(each.ledger) == 8 for each in found.values())
    assert costs[0] == costs[1]


def test_the_pages_are_whole_in_english(browser: Browser, cast: Cast, asked: Consultation) -> None:
    browser.as_(cast.lan, language="en").get(PAGE, consultation_id=asked.id).check_english()
