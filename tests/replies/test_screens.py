"""The screens of a cooperating unit's answer, as its people and the lead see them."""

from __future__ import annotations

import io
from typing import Any

import pytest

from coordination.limits.rules import due_day
from coordination.replies import actions, queries
from coordination.replies.rules import Answer, Position, PushBackKind
from tests import checks, papers
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 26


def see(browser: Browser, endpoint: str, **how: Any) -> Any:
    return browser.get(endpoint, budget=BUDGET, **how)


def english(page: Any) -> None:
    """The page's own part says nothing in Vietnamese but what is data."""
    left = [text for text in checks.visible_texts(page.soup.main, "en") if checks.DIACRITICS.search(text)]
    assert not left, f"{page.path}: {left}"


@pytest.mark.req("C1")
def test_an_officer_writes_reviews_and_sends_for_signing_and_the_head_sends(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    consultee = make.consultee()
    mai, tam = browser.as_(cast.mai), browser.as_(cast.tam)
    page = see(mai, "replies.edit", consultee_id=consultee.id)
    assert page.says("Đã trả lời 00/02 nội dung", "Đề nghị thống nhất như dự thảo.")
    form = page.form("reply").fill(
        {"opinions-0-position": "agree", "opinions-1-position": "disagree", "opinions-1-content": "Mức chi cao."}
    )
    page = form.submit("Lưu nháp", budget=BUDGET)
    assert page.says("Đã lưu nháp.", "Đã trả lời 02/02 nội dung", "Chưa nêu căn cứ.", "đã lưu 09:00")
    page = page.form("reply").submit("Xem lại, trình ký hoặc gửi", budget=BUDGET)
    assert page.says("Dự thảo văn bản góp ý", "Mức chi cao.", "Không thống nhất")
    assert not page.has_button("Ký duyệt và gửi")
    page = page.form("Trình ký").submit(budget=BUDGET)
    assert page.says("Đã trình ký văn bản góp ý.", "đang trình ký")
    page = see(tam, "replies.read", reply_id=queries.draft_of(consultee).id)
    assert page.says("được lưu nguyên vẹn, không sửa được nữa")
    page = page.form("Ký duyệt và gửi").submit("Ký duyệt và gửi", budget=BUDGET)
    assert page.says("Đã ký duyệt và gửi văn bản góp ý.", "Văn bản góp ý lần 01")
    assert see(browser.as_(cast.lan), "replies.consultee", consultee_id=consultee.id).says("Đủ nội dung")


def test_a_double_click_on_sending_gets_a_clear_sentence(make: Maker, cast: Cast, browser: Browser) -> None:
    draft = make.reply_draft()
    tam = browser.as_(cast.tam)
    tam.post("replies.approve", reply_id=draft.id)
    page = tam.post("replies.approve", reply_id=draft.id, status=409)
    assert page.says("Văn bản góp ý này đã gửi nên không sửa được.")
    mai = browser.as_(cast.mai)
    typed = {"version": 3, "remarks": "Thêm ý kiến cuối cùng"}
    page = mai.post("replies.save", typed, consultee_id=draft.consultee_id, status=409)
    assert page.says("Thêm ý kiến cuối cùng")


def test_a_paper_goes_for_signing_once(make: Maker, cast: Cast, browser: Browser) -> None:
    draft = make.reply_draft()
    mai = browser.as_(cast.mai)
    mai.post("replies.send_for_signing", reply_id=draft.id)
    mai.post("replies.send_for_signing", reply_id=draft.id, status=409)


def test_the_head_returns_a_draft_with_a_remark(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    draft = make.reply_draft()
    actions.send_for_signing(draft, by=make.officer("stp"), now=clock.now)
    page = see(browser.as_(cast.tam), "replies.read", reply_id=draft.id)
    refused = page.form("Trả lại").submit("Trả lại", status=422, budget=BUDGET)
    refused.form("Trả lại").fill(remark="Nêu rõ căn cứ.").submit("Trả lại", budget=BUDGET)
    page = see(browser.as_(cast.mai), "replies.edit", consultee_id=draft.consultee_id)
    assert page.says("Dự thảo được trả lại", "Nêu rõ căn cứ.")


def test_autosave_leads_to_a_small_page_with_the_new_version(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    page = see(browser.as_(cast.mai), "replies.edit", consultee_id=consultee.id)
    assert page.form("reply").tag.has_attr("data-autosave")
    form = page.form("reply")
    data = form._standing()
    data.setlist("autosave", ["1"])
    small = form.send(data, budget=BUDGET)
    assert small.path.endswith("/reply/saved")
    assert small.says("đã lưu 09:00")
    assert small.soup.select_one("#reply input[name=version]")["value"] == str(queries.draft_of(consultee).version)


def test_a_clash_shows_both_texts_and_writes_nothing(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    draft = make.reply_draft(None, Position.DISAGREE, content="Bản của Mai")
    page = see(browser.as_(cast.tam), "replies.edit", consultee_id=draft.consultee_id)
    point = draft.opinions[0].point_id
    theirs = actions.OpinionDraft(point, Position.DISAGREE, content="Bản của người khác")
    actions.save(draft, actions.ReplyDraft((theirs,)), version=draft.version, by=make.officer("stp"), now=clock.now)
    form = page.form("reply").fill({"opinions-0-content": "Bản của Tâm"})
    clash = form.submit("Lưu nháp", status=409, budget=BUDGET)
    assert clash.says("Bản của Tâm", "Bản của người khác", "Người khác vừa lưu văn bản này")
    assert queries.latest_opinions(draft.consultee) == {}
    assert draft.opinions[0].content == "Bản của người khác"
    clash.form("reply").submit("Lưu nháp", budget=BUDGET)
    assert "Bản của Tâm" in {o.content for o in queries.draft_of(draft.consultee).opinions}


def test_comments_are_added_and_removed_without_losing_words(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    form = see(browser.as_(cast.mai), "replies.edit", consultee_id=consultee.id).form("reply")
    page = form.fill({"remarks": "Cơ bản nhất trí."}).submit("Thêm ý kiến khác", budget=BUDGET)
    page = page.form("reply").fill({"others-0-content": "Bỏ Điều 12."}).submit("Thêm ý kiến khác", budget=BUDGET)
    assert page.says("Ý kiến khác 02", "Bỏ Điều 12.")
    page = page.form("reply").submit("remove_comment-1", budget=BUDGET)
    assert page.lacks("Ý kiến khác 02")
    assert page.form("reply").value("remarks") == "Cơ bản nhất trí."


def test_one_act_agrees_to_everything(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    page = see(browser.as_(cast.mai), "replies.edit", consultee_id=consultee.id)
    page = page.form("reply").submit("Thống nhất toàn bộ nội dung, không có ý kiến khác", budget=BUDGET)
    assert page.says("Đã trả lời 02/02 nội dung")


def test_files_are_kept_served_and_refused_with_a_sentence(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    mai = browser.as_(cast.mai)
    form = see(mai, "replies.edit", consultee_id=consultee.id).form("reply")
    page = form.fill(file=(io.BytesIO(papers.PDF), "Công văn.pdf")).submit("Lưu nháp", budget=BUDGET)
    kept = queries.draft_of(consultee).files[0]
    answer = mai.download("replies.file", reply_id=kept.reply_id, file_id=kept.file_id)
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    browser.as_(cast.lan).download("replies.file", status=404, reply_id=kept.reply_id, file_id=kept.file_id)
    mai.download("replies.file", status=404, reply_id=kept.reply_id, file_id=kept.file_id + 99)
    form = page.form("reply").fill(file=(io.BytesIO(b"MZ"), "Công cụ.exe"), remarks="Ý kiến chung còn nguyên")
    refused = form.submit("Lưu nháp", status=422, budget=BUDGET)
    assert refused.form("reply").value("remarks") == "Ý kiến chung còn nguyên"
    page = see(mai, "replies.edit", consultee_id=consultee.id).form("reply").submit("Bỏ tệp", budget=BUDGET)
    assert page.lacks("Công văn.pdf")


@pytest.mark.parametrize("text", ["a" * 60_000, "\x00 ý kiến", "<script>alert(1)</script>"])
def test_bad_input_gets_a_sentence_and_stays(make: Maker, cast: Cast, browser: Browser, text: str) -> None:
    consultee = make.consultee()
    form = see(browser.as_(cast.mai), "replies.edit", consultee_id=consultee.id).form("reply")
    form.fill({"opinions-0-content": text, "letter_date": "31/02/2026"})
    page = form.submit("Lưu nháp", status=422, budget=BUDGET)
    assert page.says("không có trong lịch")
    assert page.form("reply").value("opinions-0-content").strip() == text.replace("\x00", "").strip()


@pytest.mark.req("A5")
def test_late_the_explanation_stands_on_the_same_page(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 18)
    tam = browser.as_(cast.tam)
    page = see(tam, "replies.edit", consultee_id=consultee.id)
    assert page.says("Giải trình việc trễ hạn", "quá hạn 1 ngày làm việc")
    form = page.form("reply").fill({"opinions-0-position": "agree", "late_reason": "Chờ số liệu."})
    page = form.submit("review", budget=BUDGET)
    page.form("Ký duyệt và gửi").submit(budget=BUDGET)
    page = see(tam, "replies.consultee", consultee_id=consultee.id)
    assert page.says("Chờ số liệu.", "Chưa đủ nội dung")


@pytest.mark.req("C3")
def test_the_three_acts_of_answering_back(make: Maker, cast: Cast, browser: Browser) -> None:
    tam, dung = browser.as_(cast.tam), browser.as_(cast.dung)
    for act, said in (
        ("not-our-function", {"competent_unit": str(cast.sxd.id)}),
        ("time", {"proposed_due": "30/11/2026"}),
        ("dossier", {"missing": "Bản thuyết minh"}),
    ):
        consultee = make.consultee()
        page = see(tam, "replies.choose_push_back", consultee_id=consultee.id)
        assert page.says("Không thuộc chức năng, nhiệm vụ", "Đề nghị điều chỉnh thời hạn", "Đề nghị bổ sung hồ sơ")
        page = see(tam, "replies.push_back_form", consultee_id=consultee.id, act=act)
        page = page.form("Gửi phản hồi").submit(status=422, budget=BUDGET)
        page = page.form("Gửi phản hồi").fill({**said, "reason": "Lý do cụ thể."}).submit(budget=BUDGET)
        assert page.says("Đã gửi phản hồi đến đơn vị chủ trì.", "Đang chờ đơn vị chủ trì trả lời")
        made = queries.open_push_back(consultee)
        page = see(dung, "replies.push_back", push_back_id=made.id)
        page = page.form("Gửi trả lời").submit(status=422, budget=BUDGET)
        page = page.form("Gửi trả lời").fill(answer="refused", reason="Chưa đủ cơ sở.").submit(budget=BUDGET)
        assert page.says("Không chấp thuận", "Chưa đủ cơ sở.")
        page = see(tam, "replies.push_back", push_back_id=made.id)
        page = page.form("Đề nghị cấp có thẩm quyền xem xét").fill(words="Đề nghị xem lại.").submit(budget=BUDGET)
        assert page.says("đang chờ ý kiến của cấp có thẩm quyền")
        assert see(browser.as_(cast.chairman), "replies.push_back", push_back_id=made.id).says("Đề nghị xem lại.")
    assert tam.get("/consultees/1/push-back/nonsense", status=404)


def test_the_lead_completes_a_dossier(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    made = make.push_back(None, PushBackKind.UNCLEAR_OR_INCOMPLETE)
    actions.decide_push_back(made, Answer.GRANTED, reason="Sẽ bổ sung.", by=make.head("stc"), now=clock.now)
    page = see(browser.as_(cast.lan), "replies.push_back", push_back_id=made.id)
    assert page.form("Hồ sơ đã đầy đủ").submit(budget=BUDGET).says("Hồ sơ đã được bổ sung đầy đủ")


def test_a_claim_is_made_checked_and_entered(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    ngoc, thu = browser.as_(cast.ngoc), browser.as_(cast.thu)
    page = see(ngoc, "replies.sent_already", consultee_id=consultee.id)
    form = page.form("Báo cho đơn vị chủ trì").fill(letter_number="15/STP", letter_date="05/10/2026")
    page = form.submit(budget=BUDGET)
    assert page.says("Đang chờ đơn vị chủ trì kiểm tra")
    claim = queries.open_claim(consultee)
    page = see(thu, "replies.claim", claim_id=claim.id).form("Gửi trả lời").fill(found="yes").submit(budget=BUDGET)
    form = page.form("Lưu văn bản góp ý")
    assert form.value("letter_number") == "15/STP"
    said = {"channel": "paper", "signatory": "Võ Thành Tâm", "arrived_on": "05/10/2026", "opinions-0-position": "agree"}
    refused = form.fill(said).submit(status=422, budget=BUDGET)
    assert refused.says("Chọn tệp bản chụp văn bản.", "Tệp bản chụp cần chọn lại.")
    form = refused.form("Lưu văn bản góp ý").fill(file=(io.BytesIO(papers.PDF), "15.pdf"))
    assert form.submit(budget=BUDGET).says("Đơn vị được đề nghị xác nhận")
    page = see(ngoc, "replies.read", reply_id=queries.unconfirmed_paper(consultee).id)
    assert page.form("Không xác nhận").submit("Không xác nhận", status=422, budget=BUDGET).says("Nêu chỗ chưa đúng")
    assert page.form("Xác nhận đúng văn bản của đơn vị").submit(budget=BUDGET).says("Đã xác nhận văn bản góp ý.")


def test_acknowledging_and_opening_are_posts(make: Maker, cast: Cast, browser: Browser) -> None:
    consultee = make.consultee()
    ngoc = browser.as_(cast.ngoc)
    page = see(ngoc, "replies.consultee", consultee_id=consultee.id)
    assert page.soup.select_one("[data-opened]")
    ngoc.post("consultations.opened", consultee_id=consultee.id)
    assert not see(ngoc, "replies.consultee", consultee_id=consultee.id).soup.select_one("[data-opened]")
    page = page.form("Tiếp nhận").submit(budget=BUDGET)
    assert page.says("Đã tiếp nhận hồ sơ lấy ý kiến.")
    assert not page.has_button("Tiếp nhận")


# Who may.


def test_an_unsent_reply_does_not_exist_for_others(make: Maker, cast: Cast, browser: Browser) -> None:
    draft = make.reply_draft()
    for who in (cast.lan, cast.dung, cast.chairman, cast.monitor, cast.binh, cast.hoa):
        browser.as_(who).get("replies.read", reply_id=draft.id, status=404)
    page = see(browser.as_(cast.lan), "replies.consultee", consultee_id=draft.consultee_id)
    assert page.lacks("Soạn tiếp", "Dự thảo văn bản góp ý")


def test_only_the_unit_itself_writes(make: Maker, cast: Cast, browser: Browser) -> None:
    consultation = make.consultation()
    consultee = make.of(consultation, "stp")
    for who, status in ((cast.lan, 403), (cast.chairman, 403), (cast.ngoc, 403), (cast.binh, 404), (cast.hoa, 404)):
        browser.as_(who).get("replies.edit", consultee_id=consultee.id, status=status)
        browser.as_(who).post("replies.save", {"version": 0}, consultee_id=consultee.id, status=status)


def test_an_officer_neither_signs_nor_sends_nor_pushes_back(make: Maker, cast: Cast, browser: Browser) -> None:
    draft = make.reply_draft()
    mai = browser.as_(cast.mai)
    for endpoint in ("replies.approve", "replies.send", "replies.return_draft"):
        mai.post(endpoint, reply_id=draft.id, status=403)
    mai.get("replies.choose_push_back", consultee_id=draft.consultee_id, status=403)
    browser.as_(cast.ngoc).post("replies.send", reply_id=draft.id, status=409)


def test_others_read_a_sent_reply_as_the_lead_chose(make: Maker, cast: Cast, browser: Browser) -> None:
    consultation = make.consultation()
    reply = make.reply(make.of(consultation, "stp"))
    see(browser.as_(cast.lan), "replies.read", reply_id=reply.id)
    see(browser.as_(cast.chairman), "replies.read", reply_id=reply.id)
    browser.as_(cast.binh).get("replies.read", reply_id=reply.id, status=404)
    browser.as_(cast.hoa).get("replies.read", reply_id=reply.id, status=404)


def test_the_pages_are_whole_in_english(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    made = make.push_back()
    reply = make.reply(make.consultee(), Position.DISAGREE)
    mai = browser.as_(cast.tam, language="en")
    for endpoint, values in (
        ("replies.edit", {"consultee_id": make.consultee().id}),
        ("replies.read", {"reply_id": reply.id}),
        ("replies.consultee", {"consultee_id": reply.consultee_id}),
        ("replies.push_back", {"push_back_id": made.id}),
        ("replies.sent_already", {"consultee_id": made.consultee_id}),
        ("replies.paper", {"consultee_id": made.consultee_id}),
        ("replies.choose_push_back", {"consultee_id": reply.consultee_id}),
        ("replies.push_back_form", {"consultee_id": reply.consultee_id, "act": "dossier"}),
    ):
        english(see(mai, endpoint, **values))
