"""The compose page: rows that come and go without a script, findings beside their fields, two people, bad input."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Composed, PointData, PointKind
from coordination.kernel.store import db
from tests import papers
from tests.browser import Browser, Form, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 24
SAVE = "Lưu nháp"


def compose(browser: Browser, draft: Consultation, **query: str) -> Page:
    return browser.get("consultations.compose", consultation_id=draft.id, query=query or None)


def said(draft: Consultation) -> Composed:
    """What the draft says now."""
    db.session.expire_all()
    found = queries.loaded(draft.id)
    assert found is not None
    return queries.composed(found)


def typed(page: Page) -> Form:
    """The form with something typed into it that no button may lose."""
    return page.form("compose").fill({"subject": "Trích yếu mới gõ", "points-0-question": "Câu hỏi mới gõ về Điều 4?"})


@pytest.fixture
def lan(browser: Browser, cast: Cast) -> Browser:
    return browser.as_(cast.lan)


@pytest.fixture
def draft(make: Maker) -> Consultation:
    return make.draft()


def test_the_page_says_the_next_act_and_sums_up_what_is_there(lan: Browser, draft: Consultation) -> None:
    page = compose(lan, draft)
    assert page.says("Dự thảo đã đủ. Xem công văn lần cuối rồi trình ký.", "02 nội dung · 02 đơn vị · hạn")
    assert page.says(
        "Theo quy định, nếu phát hành hôm nay: trước 17:00", "Vì sao có ngày này", "Sớm nhất theo quy định"
    )


@pytest.mark.parametrize(
    ("button", "points"),
    [("Thêm một nội dung", 3), ("Thêm mười nội dung", 12), ("Thêm các nội dung đã dán", 4)],
)
def test_points_are_added_by_plain_buttons_and_nothing_typed_is_lost(
    lan: Browser, draft: Consultation, button: str, points: int
) -> None:
    form = typed(compose(lan, draft))
    if "dán" in button:
        form.fill(pasted="Khoản 1 Điều 9\tThời điểm có hiệu lực có phù hợp không?\nNguồn kinh phí có bảo đảm không?\n")
    form.submit(button, budget=BUDGET)
    now = said(draft)
    assert (now.subject, now.points[0].question) == ("Trích yếu mới gõ", "Câu hỏi mới gõ về Điều 4?")
    assert len(now.points) == points
    if "dán" in button:
        assert now.points[2].clause == "Khoản 1 Điều 9"
        assert now.points[3].question == "Nguồn kinh phí có bảo đảm không?"


def test_points_are_moved_and_removed(lan: Browser, draft: Consultation) -> None:
    first, second = (point.id for point in said(draft).points)
    page = typed(compose(lan, draft)).submit(f"raise_point:{second}", budget=BUDGET)
    assert [point.id for point in said(draft).points] == [second, first]
    typed(page).submit(f"remove_point:{first}", budget=BUDGET)
    assert [point.id for point in said(draft).points] == [second]
    assert said(draft).points[0].question == "Câu hỏi mới gõ về Điều 4?"


@pytest.mark.req("L2")
def test_units_are_added_by_function_kind_group_and_one_by_one(
    lan: Browser, make: Maker, cast: Cast, clock: Clock
) -> None:
    draft = make.draft(consultees=[])
    page = typed(compose(lan, draft)).fill(add_function="quy hoạch, kiến trúc").submit("Thêm theo chức năng")
    assert page.says("Đã thêm 1 đơn vị.", "Sở Xây dựng")
    assert said(draft).consultees[0].function_id == cast.sxd.functions[0].id
    page = page.form("compose").fill(add_kind="department").submit("Thêm cả loại", budget=BUDGET)
    assert {one.unit_id for one in said(draft).consultees} == {cast.sxd.id, cast.stp.id, cast.sdl.id}
    page = page.form("compose").fill(group_name="Các sở").submit("Lưu nhóm", budget=BUDGET)
    assert page.says("Đã lưu nhóm đơn vị.")
    page = page.form("compose").submit(f"remove_unit:{cast.sdl.id}", budget=BUDGET)
    assert page.says("Đã bỏ đơn vị khỏi danh sách.")
    group = next(str(o["value"]) for o in page.soup.select("#add_group option") if o.text == "Các sở")
    page = page.form("compose").fill(add_group=group).submit("Thêm nhóm", budget=BUDGET)
    page = page.form("compose").fill(add_units=[str(cast.govap.id)]).submit("Thêm các đơn vị đã chọn", budget=BUDGET)
    assert {one.unit_id for one in said(draft).consultees} == {cast.sxd.id, cast.stp.id, cast.sdl.id, cast.govap.id}
    assert said(draft).subject == "Trích yếu mới gõ"


def test_what_is_typed_beside_another_button_is_not_lost(lan: Browser, draft: Consultation, cast: Cast) -> None:
    form = compose(lan, draft).form("compose")
    form.fill(add_function="ngân sách", group_name="Nhóm mới", part_name="Phụ lục", add_units=[str(cast.sdl.id)])
    page = form.submit("Thêm một nội dung", budget=BUDGET)
    assert page.form("compose").value("add_function") == "ngân sách"
    assert page.form("compose").value("group_name") == "Nhóm mới"
    assert cast.sdl.id in {one.unit_id for one in said(draft).consultees}
    assert "Phụ lục" in {part.name for part in said(draft).dossier}


@pytest.mark.req("L3")
def test_a_point_is_put_to_some_units_only(lan: Browser, draft: Consultation, cast: Cast) -> None:
    form = compose(lan, draft).form("compose")
    form.fill({"points-1-for_everyone": False, "points-1-addressees": [str(cast.sxd.id)]}).submit(SAVE, budget=BUDGET)
    point = said(draft).points[1]
    assert (point.for_everyone, point.addressees) == (False, (cast.sxd.id,))


@pytest.mark.req("F4")
def test_due_times_are_chosen_for_all_and_for_one(lan: Browser, draft: Consultation, clock: Clock) -> None:
    form = compose(lan, draft).form("compose").fill({"due_at": "20/10/2026", "consultees-1-own_due_at": "27/10/2026"})
    page = form.submit(SAVE, budget=BUDGET)
    assert page.says("Thời hạn đã chọn: trước 17:00 thứ Ba, 20/10/2026.", "hạn 11 ngày làm việc")
    assert said(draft).due_at == clock.moment("2026-10-20 17:00")
    assert said(draft).consultees[1].own_due_at == clock.moment("2026-10-27 17:00")


# What the gate says.


@pytest.mark.req("F1", "F4", "F5", "L2", "L3", "L4")
def test_what_the_gate_finds_stands_beside_its_field_and_a_warning_brings_a_box_for_the_reason(
    lan: Browser, make: Maker, clock: Clock
) -> None:
    draft = make.draft(
        points=[PointData(question="Góp ý dự thảo", kind=PointKind.YES_NO)], consultees=["stp"], dossier=False,
        due_at=clock.moment("2026-10-07 17:00"), reasons=False,
    )  # fmt: skip
    page = compose(lan, draft)
    assert page.says("Nội dung 1 hỏi chung chung", "ngắn hơn mức tối thiểu")
    assert page.lacks("Nội dung 1 chưa có chính kiến")  # not yet: it is being written
    page = page.form("compose").submit("Xem công văn và trình ký", budget=BUDGET)
    assert page.says("chỗ cần hoàn thiện trước khi trình ký", "Nội dung 1 chưa có chính kiến của đơn vị chủ trì.")
    beside = page.soup.select_one("#points-0-lead_position")
    assert beside is not None
    asked = beside.find_parent(class_="asked")
    assert asked is not None
    assert "chưa có chính kiến" in asked.get_text()
    form = page.form("compose").fill({"points-0-lead_position": "Như dự thảo, cơ sở tại Tờ trình, mục 2."})
    form.fill({name: "Việc cần gấp." for name in form.names() if name.endswith(("-reason", "-missing_because"))})
    page = form.submit("Xem công văn và trình ký", budget=BUDGET)
    assert page.says("Đọc lại công văn như đơn vị sẽ nhận", "Việc cần gấp.")


# Saving by itself, and two people.


@pytest.mark.req("A10")
def test_the_page_saves_itself_and_is_told_the_new_version(lan: Browser, draft: Consultation) -> None:
    form = typed(compose(lan, draft)).fill(add_units=[])
    data = form._standing()
    data.add("autosave", "1")
    page = form.send(data)
    assert page.path.endswith("/edit/saved")
    assert page.says("đã lưu 09:00")
    assert said(draft).subject == "Trích yếu mới gõ"
    assert page.form("compose").tag.select_one("[name=version]")["value"] == str(said(draft).version)  # type: ignore[index]


def test_a_clash_answers_409_keeps_mine_shows_theirs_and_loses_neither(
    lan: Browser, make: Maker, draft: Consultation, clock: Clock
) -> None:
    page = compose(lan, draft)
    before = said(draft)
    theirs = replace(
        before,
        subject="Trích yếu của đồng nghiệp",
        points=(*before.points, PointData(question="Câu hỏi thêm về Điều 9?")),
    )
    actions.save(make.kept(draft), theirs, by=make.head("stc"), now=clock.now)
    make.kept(draft)
    page = typed(page).submit(SAVE, status=409, budget=BUDGET + 12)
    assert page.says("Người khác vừa lưu dự thảo này", "Trích yếu của đồng nghiệp", "Câu hỏi thêm về Điều 9?")
    assert page.form("compose").value("subject") == "Trích yếu mới gõ"
    assert said(draft).subject == "Trích yếu của đồng nghiệp"
    page.form("compose").submit(SAVE, budget=BUDGET)
    assert said(draft).subject == "Trích yếu mới gõ"
    assert [point.question for point in said(draft).points][2] == "Câu hỏi thêm về Điều 9?"


def test_an_autosave_that_clashes_writes_nothing(lan: Browser, make: Maker, draft: Consultation, clock: Clock) -> None:
    form = typed(compose(lan, draft))
    actions.save(draft, replace(said(draft), background="Khác"), by=make.head("stc"), now=clock.now)
    make.kept(draft)
    data = form._standing()
    data.add("autosave", "1")
    assert form.send(data, budget=BUDGET + 12).sent_status == 409
    assert said(draft).subject != "Trích yếu mới gõ"


# Bad input.


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("submit_by", "31/02/2026", "không có trong lịch"),
        ("due_at", "mai", "Nhập theo dạng ngày/tháng/năm"),
        ("consultees-0-own_due_at", "99/99/2026", "không có trong lịch"),
        ("subject", "x" * 10_000, "nhiều nhất 1.000 ký tự"),
        ("points-0-clause", "Điều\0 4", "Có ký tự không đọc được"),
        ("points-0-question", "Tài liệu TUYỆT MẬT số 5 nói gì?", "Có dấu chỉ độ mật “TUYỆT MẬT”"),
        ("background", "y" * 30_000, "vượt mức 20000 ký tự"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_stays_in_its_box(
    lan: Browser, draft: Consultation, name: str, value: str, sentence: str
) -> None:
    form = compose(lan, draft).form("compose").fill({name: value})
    page = form.submit(SAVE, status=422, budget=BUDGET + 12)
    assert page.says(sentence)
    assert page.form("compose").value(name).replace("\0", "")[:100] == value.replace("\0", "")[:100]


@pytest.mark.parametrize(
    "act", ["remove_point:" + "9" * 40, "remove_unit:-1", "detach:999999", "raise_point:", "nonsense", "add_kind"]
)
def test_a_button_that_nobody_offered_breaks_nothing(lan: Browser, draft: Consultation, act: str) -> None:
    form = typed(compose(lan, draft))
    data = form._standing()
    data.add("act", act)
    assert form.send(data, budget=BUDGET + 12).sent_status in (303, 422)


@pytest.mark.parametrize("field", ["dossier-0-file", "new_files"])
def test_a_lying_file_is_refused_beside_its_field(lan: Browser, make: Maker, field: str) -> None:
    draft = make.draft(dossier=False, reasons=False)
    form = typed(compose(lan, draft)).fill({field: (io.BytesIO(b"no such thing"), "Dự thảo.pdf")})
    page = form.submit(SAVE, status=422, budget=BUDGET + 12)
    assert page.says("không đúng với đuôi tệp")
    assert page.form("compose").value("subject") == "Trích yếu mới gõ"


@pytest.mark.req("L4")
def test_files_go_into_the_dossier_and_come_back_out(lan: Browser, make: Maker) -> None:
    draft = make.draft(dossier=False, reasons=False)
    form = compose(lan, draft).form("compose")
    form.fill(
        {
            "dossier-0-file": (io.BytesIO(papers.PDF), "Dự thảo.pdf"),
            "new_files": (io.BytesIO(papers.DOCX), "Phụ lục.docx"),
        }
    )
    page = form.submit(SAVE, budget=BUDGET)
    assert page.says("Dự thảo.pdf", "Phụ lục.docx")
    part = said(draft).dossier[0]
    assert part.id is not None
    assert lan.download("consultations.download", consultation_id=draft.id, part_id=part.id).data == papers.PDF
    page = page.form("compose").submit(f"detach:{part.id}", budget=BUDGET)
    assert said(draft).dossier[0].file_id is None
    page.form("compose").submit(f"remove_part:{part.id}", budget=BUDGET)
    assert part.id not in {each.id for each in said(draft).dossier}


def test_a_file_beyond_every_limit_is_413(lan: Browser, draft: Consultation) -> None:
    form = compose(lan, draft).form("compose").fill(new_files=(io.BytesIO(b"%PDF-" + b"0" * (5 << 20)), "Lớn.pdf"))
    assert form.try_submit(SAVE, budget=BUDGET + 12).sent_status == 413


# Others, and what comes after.


@pytest.mark.parametrize(("who", "status"), [("thu", 403), ("mai", 404), ("chairman", 404), ("hoa", 404)])
def test_a_draft_is_written_by_its_own_unit_only(
    browser: Browser, cast: Cast, draft: Consultation, who: str, status: int
) -> None:
    person = browser.as_(getattr(cast, who))
    for endpoint in ("compose", "saved", "discard"):
        person.get(f"consultations.{endpoint}", consultation_id=draft.id, status=status)
    person.post("consultations.save", {"version": 1}, consultation_id=draft.id, status=status)


def test_a_draft_on_its_way_is_shown_to_be_so(lan: Browser, make: Maker) -> None:
    waiting = make.for_signing()
    lan.get("consultations.compose", consultation_id=waiting.id, status=303)
    page = lan.post("consultations.save", {"version": waiting.version}, consultation_id=waiting.id, status=422)
    assert page.says("Hồ sơ đang ở bước “Đang trình ký”")


def test_a_draft_is_thrown_away_after_it_said_what_goes(lan: Browser, draft: Consultation) -> None:
    draft_id = draft.id
    page = lan.get("consultations.discard", consultation_id=draft_id)
    assert page.says("Bỏ hẳn 2 nội dung đã soạn.", "Chưa đơn vị nào được gửi")
    page = page.form("Hủy dự thảo").submit(budget=BUDGET)
    assert page.says("Đã hủy dự thảo.")
    lan.get("consultations.compose", consultation_id=draft_id, status=404)


def test_forty_units_and_sixty_points_take_no_more_statements(lan: Browser, make: Maker, draft: Consultation) -> None:
    few = len(compose(lan, draft).statements)
    many = make.draft(points=60, consultees=["stp", "sxd", "sdl", "govap", "kinhte"])
    assert len(compose(lan, many).statements) <= few
