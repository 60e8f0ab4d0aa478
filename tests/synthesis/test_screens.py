"""The screens of synthesis: matrix, dispositions, submission, the authority's answer, print (L5, L6, F2)."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.consultations.models import Consultation
from coordination.replies.rules import Position
from coordination.synthesis import queries
from tests import checks
from tests.browser import Browser
from tests.cast import Cast
from tests.make import Maker

pytestmark = pytest.mark.req("L5")
BUDGET = 30
PARTS = {"position": "Trình phương án 1.", "basis": "Luật Ngân sách.", "differences": "Mức chi."}


def see(browser: Browser, endpoint: str, **how: Any) -> Any:
    return browser.get(endpoint, budget=BUDGET, **how)


@pytest.fixture
def collected(make: Maker) -> Consultation:
    """One unit disagrees on both points and says the same, one agrees; both answers noted."""
    made = make.consultation()
    make.reply(make.of(made, "stp"), Position.DISAGREE)
    make.reply(make.of(made, "sxd"), Position.AGREE)
    make.accepted(make.of(made, "stp"))
    make.accepted(make.of(made, "sxd"))
    return made


def keys(consultation: Consultation) -> list[str]:
    return [
        f"{one.key}:{one.disposition.version if one.disposition else 0}"
        for one in queries.matrix(consultation).comments
    ]


@pytest.mark.req("L6", "F2", "A6")
def test_from_comments_to_the_authoritys_answer(collected: Consultation, cast: Cast, browser: Browser) -> None:
    here = {"consultation_id": collected.id}
    lan, dung, chairman = (browser.as_(each) for each in (cast.lan, cast.dung, cast.chairman))
    page = see(lan, "synthesis.matrix", **here)
    assert page.says("Còn 2 ý kiến cần tiếp thu, giải trình.", "Mức chi tại khoản 1 chưa phù hợp")
    page = page.form("dispose").fill(kind="accepted", explanation="Đã sửa.").submit(status=422, budget=BUDGET)
    assert page.says("Chọn ít nhất một ý kiến.", "Đã sửa.")
    page = page.form("dispose").fill(keys=keys(collected)).submit(budget=BUDGET)
    assert page.says("Đã ghi tiếp thu, giải trình cho 2 ý kiến.", "Tiếp thu")
    page = see(dung, "synthesis.submission", **here)
    assert page.says("Chưa đủ điều kiện trình", "Nêu chính kiến của đơn vị chủ trì.")
    page = page.form("submission").fill(position=PARTS["position"]).submit("Trình hồ sơ", status=422, budget=BUDGET)
    assert page.says("Nêu cơ sở của đề xuất.", PARTS["position"])
    page = page.form("submission").fill(**PARTS).submit("Trình hồ sơ", budget=BUDGET)
    assert page.says("Đã trình hồ sơ.", "01/TTr-STC")
    page = see(chairman, "synthesis.matrix", **here)
    page = page.form("synthesis.return_submission").submit(status=422, budget=BUDGET)
    assert page.says("Chọn lý do trả lại.")
    form = page.form("synthesis.return_submission").fill(ground="lacks_basis", reason="Bổ sung.")
    assert form.submit(budget=BUDGET).says("Đã trả lại hồ sơ trình.")
    assert see(dung, "synthesis.submission", **here).form("submission").submit("Trình hồ sơ", budget=BUDGET)
    page = see(chairman, "synthesis.matrix", **here).form("synthesis.conclude").submit(budget=BUDGET)
    assert page.says("Hồ sơ đã kết thúc.")


def test_who_may_see_and_do_what(collected: Consultation, cast: Cast, browser: Browser) -> None:
    here = {"consultation_id": collected.id}
    for person, status in ((cast.lan, 200), (cast.monitor, 200), (cast.auditor, 200), (cast.mai, 403), (cast.hoa, 404)):
        see(browser.as_(person), "synthesis.matrix", status=status, **here)
        see(browser.as_(person), "synthesis.print_view", status=status, **here)
    data = {"keys": keys(collected), "kind": "accepted", "explanation": "Đã sửa."}
    for person, status in ((cast.monitor, 403), (cast.thu, 403), (cast.mai, 403), (cast.hoa, 404)):
        browser.as_(person).post("synthesis.dispose", data, status=status, **here)
    browser.as_(cast.lan).post("synthesis.submit", PARTS, status=403, **here)
    browser.as_(cast.dung).post("synthesis.conclude", {}, status=403, **here)
    assert all(one.disposition is None for one in queries.matrix(collected).comments)


def test_the_submission_is_read_by_who_may_see_it_and_sent_by_the_head_alone(
    collected: Consultation, cast: Cast, browser: Browser
) -> None:
    here = {"consultation_id": collected.id}
    see(browser.as_(cast.dung), "synthesis.submission", **here).form("submission").fill(**PARTS).submit(
        "Lưu nháp", budget=BUDGET
    )
    for person in (cast.lan, cast.thu):
        page = see(browser.as_(person), "synthesis.submission", **here)
        assert page.says("Hồ sơ chưa trình", PARTS["position"])
        assert not page.has_button("Trình hồ sơ")
        assert not page.has_button("Lưu nháp")
    for person in (cast.chairman, cast.monitor):
        assert see(browser.as_(person), "synthesis.submission", **here).lacks(PARTS["position"], PARTS["basis"])
    data = {"keys": keys(collected), "kind": "accepted", "explanation": "Đã sửa."}
    browser.as_(cast.lan).post("synthesis.dispose", data, **here)
    form = see(browser.as_(cast.dung), "synthesis.submission", **here).form("submission")
    form.submit("Trình hồ sơ", budget=BUDGET)
    for person in (cast.lan, cast.dung, cast.chairman, cast.monitor, cast.auditor):
        page = see(browser.as_(person), "synthesis.submission", **here)
        assert page.says(PARTS["position"], PARTS["basis"])
        assert not page.has_button("Trình hồ sơ")
    for person, status in ((cast.mai, 403), (cast.hoa, 404)):
        see(browser.as_(person), "synthesis.submission", status=status, **here)


@pytest.mark.parametrize("key", ["", "o0:0", "o1", "x" * 10_000, "o1:chữ", "<script>:0", "o99999999999999999999:0"])
def test_bad_choices_get_a_sentence(collected: Consultation, cast: Cast, browser: Browser, key: str) -> None:
    data = {"keys": key, "kind": "accepted", "explanation": "Giữ chữ đã viết."}
    page = browser.as_(cast.lan).post("synthesis.dispose", data, status=422, consultation_id=collected.id)
    assert page.says("Giữ chữ đã viết.")


def test_what_a_colleague_did_meanwhile_is_said_and_the_words_stay(
    collected: Consultation, cast: Cast, browser: Browser
) -> None:
    seen = keys(collected)
    lan, dung = browser.as_(cast.lan), browser.as_(cast.dung)
    lan.post(
        "synthesis.dispose", {"keys": seen, "kind": "accepted", "explanation": "Đã sửa."}, consultation_id=collected.id
    )
    data = {"keys": seen, "kind": "noted", "explanation": "Ghi nhận ý kiến."}
    page = dung.post("synthesis.dispose", data, status=409, consultation_id=collected.id)
    assert page.says("Ghi nhận ý kiến.")
    page = dung.post("synthesis.save_submission", {**PARTS, "version": "7"}, status=409, consultation_id=collected.id)
    assert page.says("Trình phương án 1.")


def test_the_filter_shows_what_is_still_open(collected: Consultation, cast: Cast, browser: Browser) -> None:
    lan = browser.as_(cast.lan)
    first = keys(collected)[0]
    lan.post("synthesis.dispose", {"keys": first, "kind": "noted", "explanation": "Ghi."}, consultation_id=collected.id)
    page = see(lan, "synthesis.matrix", consultation_id=collected.id, query={"show": "open"})
    assert len(page.soup.select("article.comment")) == 1
    page = see(lan, "synthesis.matrix", consultation_id=collected.id, query={"show": "bậy"})
    assert len(page.soup.select("article.comment")) == 2


def test_the_print_view_counts_and_lists(collected: Consultation, cast: Cast, browser: Browser) -> None:
    page = see(browser.as_(cast.lan), "synthesis.print_view", consultation_id=collected.id)
    assert page.says("Tổng số 02 cơ quan, đơn vị được đề nghị góp ý; tổng số 02 ý kiến nhận được.", "Sở Xây dựng")


def test_the_screens_are_english_for_who_reads_english(collected: Consultation, cast: Cast, browser: Browser) -> None:
    dung = browser.as_(cast.dung, language="en")
    for endpoint in ("synthesis.matrix", "synthesis.submission", "synthesis.print_view"):
        page = see(dung, endpoint, consultation_id=collected.id)
        left = [
            text for text in checks.visible_texts(page.soup.main or page.soup, "en") if checks.DIACRITICS.search(text)
        ]
        assert not left, f"{endpoint}: {left}"


def test_the_matrix_page_takes_the_same_statements_whatever_its_size(make: Maker, cast: Cast, browser: Browser) -> None:
    small = make.consultation(consultees=["stp"], points=1)
    large = make.consultation(consultees=["stp", "sxd", "sdl", "govap"], points=6)
    make.reply(make.of(small, "stp"), Position.DISAGREE)
    for unit in ("stp", "sxd", "sdl", "govap"):
        make.reply(make.of(large, unit), Position.DISAGREE)
    lan = browser.as_(cast.lan)
    few = see(lan, "synthesis.matrix", consultation_id=small.id)
    many = see(lan, "synthesis.matrix", consultation_id=large.id)
    assert len(few.statements) == len(many.statements)
