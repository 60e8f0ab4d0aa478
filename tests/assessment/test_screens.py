"""The screens of judging: the lead's, the unit's, the authority's."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.assessment import actions, queries
from coordination.assessment.rules import VerdictKind
from coordination.replies.rules import Position
from tests import checks
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 28


def see(browser: Browser, endpoint: str, **how: Any) -> Any:
    return browser.get(endpoint, budget=BUDGET, **how)


def english(page: Any) -> None:
    """The page's own part says nothing in Vietnamese but what is data."""
    left = [text for text in checks.visible_texts(page.soup.main, "en") if checks.DIACRITICS.search(text)]
    assert not left, f"{page.path}: {left}"


@pytest.mark.req("X2")
def test_the_officer_proposes_and_the_head_sends_it_back(make: Maker, cast: Cast, browser: Browser) -> None:
    reply = make.reply(make.consultee(), Position.DISAGREE)
    here = {"consultee_id": reply.consultee_id}
    lan, dung = browser.as_(cast.lan), browser.as_(cast.dung)
    tam = browser.as_(cast.tam)
    page = see(lan, "assessment.consultee", **here)
    assert page.says("Xem xét từng ý kiến trước", "Mức chi tại khoản 1 chưa phù hợp")
    reason = page.soup.select_one(".choosing .if-fault textarea")
    assert reason is not None
    assert reason["name"] == "verdicts-0-reason"
    assert reason.find_parent("details") is None, "nothing needed is folded away where script does not run"
    page = page.form("judge").fill({"verdicts-0-kind": "generic"}).submit(status=422, budget=BUDGET)
    assert page.says("Nêu lý do để đơn vị biết cần làm rõ điều gì.")
    form = page.form("judge").fill({"verdicts-0-reason": "Chưa nêu mức cụ thể.", "verdicts-0-marked": "chưa phù hợp"})
    page = form.submit(budget=BUDGET)
    assert page.says("Đã lưu.", "Đề xuất đang chờ thủ trưởng đơn vị duyệt.")
    assert not page.has_button("Đề nghị làm rõ, bổ sung")
    assert see(tam, "assessment.consultee", **here).lacks("Chưa nêu mức cụ thể.", "Đề nghị nêu cụ thể")
    page = see(dung, "assessment.consultee", **here)
    page = page.form("Đề nghị làm rõ, bổ sung").fill(words="Đề nghị nêu rõ.").submit(budget=BUDGET)
    assert page.says("Đã đề nghị đơn vị làm rõ, bổ sung.")
    page = see(tam, "assessment.consultee", **here)
    assert page.says("Chưa nêu mức cụ thể.", "Đề nghị nêu cụ thể", "Đề nghị nêu rõ.")


@pytest.mark.req("X2")
def test_the_unit_contests_the_lead_answers_the_authority_settles(make: Maker, cast: Cast, browser: Browser) -> None:
    reply = make.reply(make.consultee(), Position.DISAGREE)
    make.returned(reply)
    dung, tam, chairman = browser.as_(cast.dung), browser.as_(cast.tam), browser.as_(cast.chairman)
    page = see(tam, "assessment.consultee", consultee_id=reply.consultee_id)
    page = page.link("Đề nghị xem xét lại").follow(budget=BUDGET)
    page = page.form("Đề nghị xem xét lại").submit("Đề nghị xem xét lại", status=422, budget=BUDGET)
    page = page.form("Đề nghị xem xét lại").fill(words="Đã nêu mức 70%.").submit(budget=BUDGET)
    assert page.says("Đang chờ ý kiến của cấp có thẩm quyền.")
    verdict = queries.open_contests(cast.ubnd.id)[0]
    page = see(dung, "assessment.verdict", verdict_id=verdict.id)
    page.form("Gửi ý kiến").fill(words="Mức 70% chưa có căn cứ.").submit(budget=BUDGET)
    page = see(chairman, "assessment.verdict", verdict_id=verdict.id)
    assert page.says("Đã nêu mức 70%.", "Mức 70% chưa có căn cứ.", "Chưa nêu rõ căn cứ.")
    page = page.form("Ghi ý kiến xử lý").submit(status=422, budget=BUDGET)
    page = page.form("Ghi ý kiến xử lý").fill(settlement="overturned", reason="Đã đủ rõ.").submit(budget=BUDGET)
    assert page.says("Chấp nhận ý kiến của đơn vị được đề nghị góp ý", "Đã đủ rõ.")
    again = chairman.post(
        "assessment.settle", {"settlement": "upheld", "reason": "Đổi ý."}, verdict_id=verdict.id, status=422
    )
    assert again.says("Đề nghị xem xét lại này đã được xử lý.")


@pytest.mark.req("X2")
def test_one_is_accepted_and_a_double_click_gets_a_sentence(make: Maker, cast: Cast, browser: Browser) -> None:
    reply = make.reply()
    lan = browser.as_(cast.lan)
    page = see(lan, "assessment.consultee", consultee_id=reply.consultee_id)
    assert page.form("Ghi nhận").submit(budget=BUDGET).says("Đã ghi nhận văn bản góp ý.")
    page = lan.post("assessment.accept", consultee_id=reply.consultee_id, status=409)
    assert page.says("đã được ghi nhận trước đó")


@pytest.mark.req("X2")
def test_many_are_accepted_at_once(make: Maker, cast: Cast, browser: Browser) -> None:
    consultation = make.consultation()
    for unit in ("stp", "sxd"):
        make.reply(make.of(consultation, unit))
    lan, here = browser.as_(cast.lan), {"consultation_id": consultation.id}
    page = see(lan, "assessment.choose_accepted", **here)
    refused = page.form("Ghi nhận").fill(consultees=[]).submit(status=422, budget=BUDGET)
    assert refused.says("Chọn ít nhất một đơn vị để ghi nhận.")
    page = page.form("Ghi nhận").submit(budget=BUDGET)
    assert page.says("Đã ghi nhận văn bản góp ý của 2 đơn vị.", "Không có văn bản góp ý nào chờ ghi nhận.")
    lan.post("assessment.accept_many", {"consultees": "1"}, status=409, **here)
    browser.as_(cast.mai).get("assessment.choose_accepted", status=403, **here)
    browser.as_(cast.hoa).get("assessment.choose_accepted", status=404, **here)


def test_the_same_number_of_statements_for_one_unit_and_for_many(make: Maker, cast: Cast, browser: Browser) -> None:
    few = make.consultation(consultees=["stp"])
    many = make.consultation(consultees=["stp", "sxd", "sdl", "govap"])
    for consultation in (few, many):
        for each in consultation.consultees:
            make.reply(each)
    lan = browser.as_(cast.lan)
    counts = [len(see(lan, "assessment.choose_accepted", consultation_id=c.id).statements) for c in (few, many)]
    assert counts[0] == counts[1]


def test_who_judges_and_who_sees(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    reply = make.reply()
    here = {"consultee_id": reply.consultee_id}
    verdict = actions.propose(
        reply.opinions[0], VerdictKind.GENERIC, reason="Chưa rõ.", marked=[], by=make.officer("stc"), now=clock.now
    )
    for who in (cast.mai, cast.tam, cast.chairman):
        assert browser.as_(who).get("assessment.verdict", verdict_id=verdict.id, status=404)
        assert browser.as_(who).post("assessment.judge", status=403, **here)
        assert browser.as_(who).post("assessment.accept", status=403, **here)
    browser.as_(cast.lan).post("assessment.return_for_completion", status=403, **here)
    for who in (cast.binh, cast.hoa):
        browser.as_(who).get("assessment.consultee", status=404, **here)
    make.returned(reply)
    mai = browser.as_(cast.mai)
    mai.get("assessment.verdict", verdict_id=verdict.id, budget=BUDGET)
    mai.post("assessment.contest", {"words": "Đã nêu."}, verdict_id=verdict.id, status=403)
    browser.as_(cast.dung).post("assessment.settle", verdict_id=verdict.id, status=403)
    browser.as_(cast.monitor).post("assessment.settle", verdict_id=verdict.id, status=403)


@pytest.mark.parametrize("due", ["31/02/2026", "01/01/2020", "mai"])
def test_a_bad_due_time_gets_a_sentence_and_keeps_the_words(
    make: Maker, cast: Cast, browser: Browser, clock: Clock, due: str
) -> None:
    reply = make.reply()
    actions.propose(
        reply.opinions[0], VerdictKind.GENERIC, reason="Chưa rõ.", marked=[], by=make.officer("stc"), now=clock.now
    )
    page = see(browser.as_(cast.dung), "assessment.consultee", consultee_id=reply.consultee_id)
    form = page.form("Đề nghị làm rõ, bổ sung").fill(words="Đề nghị nêu rõ căn cứ.", due_at=due)
    page = form.submit(status=422, budget=BUDGET)
    assert page.form("Đề nghị làm rõ, bổ sung").value("words") == "Đề nghị nêu rõ căn cứ."


def test_the_pages_are_whole_in_english(make: Maker, cast: Cast, browser: Browser) -> None:
    consultation = make.consultation()
    make.reply(make.of(consultation, "sxd"))
    reply = make.reply(make.of(consultation, "stp"), Position.DISAGREE)
    make.returned(reply)
    [verdict] = [one for _, one, _, _ in queries.verdicts_of([reply.consultee_id])]
    dung = browser.as_(cast.dung, language="en")
    english(see(dung, "assessment.consultee", consultee_id=reply.consultee_id))
    english(see(dung, "assessment.verdict", verdict_id=verdict.id))
    english(see(dung, "assessment.choose_accepted", consultation_id=consultation.id))
