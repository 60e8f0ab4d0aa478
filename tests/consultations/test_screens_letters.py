"""From the draft to the letter, and what can still be changed afterwards, as people see it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import ChangeKind, Phase
from coordination.kernel import clock as house_clock
from coordination.kernel.store import db
from coordination.kernel.words import before
from coordination.units import actions as units
from tests import papers
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 26


def phase(consultation: Consultation) -> Phase:
    db.session.expire_all()
    return queries.phase_of(consultation)


@pytest.mark.req("L1")
def test_the_letter_is_read_sent_for_signing_passed_on_and_signed(browser: Browser, make: Maker, cast: Cast) -> None:
    units.set_path(
        cast.stc,
        [("Trưởng phòng Ngân sách", cast.lan.id), ("Giám đốc", None)],
        by=cast.actor("admin"),
        now=make.clock.now,
    )
    draft = make.draft(points=3)
    lan, dung, thu = browser.as_(cast.lan), browser.as_(cast.dung), browser.as_(cast.thu)
    page = lan.get("consultations.preview", consultation_id=draft.id)
    assert page.says(
        "SỞ TÀI CHÍNH", "Kính gửi:", "Sở Tư pháp", "Điều 6 dự thảo", "Không trả lời trong thời hạn vẫn được"
    )
    assert page.says("Dự thảo đi qua: Trưởng phòng Ngân sách → Giám đốc.")
    page = page.form("Trình ký").submit(budget=BUDGET)
    assert page.says("Đã trình ký.", "rồi trình tiếp, hoặc trả lại kèm ý kiến.")
    assert thu.get("consultations.signing", consultation_id=draft.id).says("Trưởng phòng Ngân sách")
    page.form("Trình tiếp").fill(remark="Đã kiểm tra.").submit("Trình tiếp", budget=BUDGET)
    page = dung.get("consultations.signing", consultation_id=draft.id)
    assert page.says("Đã kiểm tra.", "rồi ký duyệt, hoặc trả lại kèm ý kiến.")
    page.form("Ký duyệt").submit("Ký duyệt", budget=BUDGET)
    assert phase(draft) is Phase.SIGNED


def test_returning_needs_a_remark_which_the_writer_reads(browser: Browser, make: Maker, cast: Cast) -> None:
    draft = make.for_signing()
    page = browser.as_(cast.dung).get("consultations.signing", consultation_id=draft.id)
    page = page.form("Ký duyệt").submit("Trả lại", status=422, budget=BUDGET + 10)
    page.form("Ký duyệt").fill(remark="Bổ sung căn cứ tại nội dung 1.").submit("Trả lại", budget=BUDGET)
    assert phase(draft) is Phase.DRAFT
    page = browser.as_(cast.lan).get("consultations.compose", consultation_id=draft.id)
    assert page.says("Dự thảo được trả lại để hoàn thiện", "Bổ sung căn cứ tại nội dung 1.")


def test_a_reason_can_be_given_while_the_draft_waits(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    make.consultation(subject="Góp ý quy chế")
    draft = make.for_signing(subject="Góp ý quy chế khác")
    draft.subject, draft.subject_folded = "Góp ý quy chế", "gop y quy che"
    for waiver in list(draft.waivers):
        draft.waivers.remove(waiver)
    make.kept(draft)
    lan = browser.as_(cast.lan)
    page = lan.get("consultations.signing", consultation_id=draft.id)
    assert page.says("Cần nêu lý do trước khi phát hành", "giống hồ sơ đang lấy ý kiến")
    page = page.form("Ghi lý do").submit("Ghi lý do", status=422, budget=BUDGET + 10)
    page = page.form("Ghi lý do").fill({"reasons-0-reason": "Lần hai theo chỉ đạo."}).submit("Ghi lý do", budget=BUDGET)
    assert page.says("Đã ghi lý do.", "Lần hai theo chỉ đạo.")
    assert page.lacks("Cần nêu lý do trước khi phát hành")


@pytest.mark.req("L1")
def test_the_whole_way_to_the_signature_is_shown_with_who_signed_when_and_who_is_next(
    browser: Browser, make: Maker, cast: Cast, clock: Clock
) -> None:
    path = [("Trưởng phòng", cast.thu.id), ("Giám đốc", None)]
    units.set_path(cast.stc, path, by=cast.actor("admin"), now=clock.now)
    draft = make.for_signing()

    def way() -> list[tuple[str, str]]:
        page = browser.as_(cast.lan).get("consultations.signing", consultation_id=draft.id, budget=BUDGET)
        return [(" ".join(step["class"]), step.get_text(" ", strip=True)) for step in page.soup.select("ol.stepper li")]

    (_, first), (_, second), (_, third) = way()
    assert (cast.thu.name in first, cast.dung.name in second, third.startswith("Cấp số")) == (True, True, True)
    actions.sign(draft, by=cast.actor("thu"), now=clock.now)
    make.kept(draft)
    first, second, third = way()
    assert first[0].endswith("step-done")
    assert "09:00, 05/10" in first[1]
    assert second[0].endswith("step-current")
    assert third[0].endswith("step-waiting")


@pytest.mark.req("L1")
def test_the_clerk_sees_to_whom_and_by_when_and_issues_with_the_next_number(
    browser: Browser, make: Maker, cast: Cast
) -> None:
    draft = make.signed()
    page = browser.as_(cast.thu).get("consultations.issue", consultation_id=draft.id)
    assert page.says("Công văn gửi ngay đến 2 đơn vị", "Các đơn vị trả lời trước 17:00", "01/STC")
    page = page.form("Cấp số, phát hành").fill(number="01/STC").submit(budget=BUDGET)
    assert page.says("Đã phát hành Công văn số 01/STC.")
    again = browser.as_(cast.thu).get("consultations.issue", consultation_id=make.signed(reasons=True).id)
    assert again.says("02/STC")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"issued_on": "31/02/2026"}, "không có trong lịch"), ({"issued_on": "01/01/2030"}, "ở sau ngày hôm nay"),
     ({"number": "9" * 80}, "nhiều nhất 60 ký tự")],
)  # fmt: skip
def test_a_number_or_day_that_cannot_be_is_refused_beside_its_field(
    browser: Browser, make: Maker, cast: Cast, typed: dict[str, str], sentence: str
) -> None:
    draft = make.signed()
    page = browser.as_(cast.thu).get("consultations.issue", consultation_id=draft.id)
    page = page.form("Cấp số, phát hành").fill(typed).submit(status=422, budget=BUDGET + 10)
    assert page.says(sentence)
    assert page.form("Cấp số, phát hành").value(next(iter(typed))) == next(iter(typed.values()))


def test_only_the_clerk_issues_and_only_the_path_signs(browser: Browser, make: Maker, cast: Cast) -> None:
    signed, waiting = make.signed(), make.for_signing(subject="Góp ý việc khác")
    browser.as_(cast.lan).get("consultations.issue", consultation_id=signed.id, status=403)
    browser.as_(cast.lan).post("consultations.sign", consultation_id=waiting.id, status=403)
    browser.as_(cast.mai).get("consultations.signing", consultation_id=waiting.id, status=404)
    issued = make.consultation(subject="Góp ý đã phát hành")
    mai = browser.as_(cast.mai)
    mai.get("consultations.signing", consultation_id=issued.id, status=404)
    assert mai.get("consultations.preview", consultation_id=issued.id).says("Công văn như các đơn vị đã nhận.")


# After issue.


@pytest.mark.req("L9")
def test_more_time_is_given_to_some_with_a_reason_and_each_date_says_why(
    browser: Browser, make: Maker, cast: Cast, clock: Clock
) -> None:
    issued = make.consultation()
    part, other = make.of(issued, "stp"), make.of(issued, "sxd")
    was = other.due_at
    page = browser.as_(cast.lan).get("consultations.extend", consultation_id=issued.id)
    form = page.form("Gia hạn").fill(consultees=[str(part.id)], due_at="12/10/2026", reason="Chờ số liệu.")
    page = form.submit(status=422, budget=BUDGET + 10)
    assert page.says("Thời hạn mới phải muộn hơn thời hạn đang có.")
    page.form("Gia hạn").fill(due_at="30/10/2026").submit(budget=BUDGET)
    db.session.expire_all()
    assert (part.due_at, other.due_at) == (clock.moment("2026-10-30 17:00"), was)
    page = browser.as_(cast.mai).get("consultations.why_due", consultee_id=part.id)
    assert page.says("Được gia hạn: trước 17:00 thứ Sáu, 30/10/2026", "Chờ số liệu.", "Theo công văn đề nghị góp ý")


def test_a_new_due_time_that_has_passed_is_refused(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    issued = make.consultation()
    clock.pass_days(30)
    page = browser.as_(cast.lan).get("consultations.extend", consultation_id=issued.id)
    page = page.form("Gia hạn").fill(due_at="20/10/2026", reason="Chờ.").submit(status=422, budget=BUDGET + 10)
    assert page.says("(17:00 thứ Ba, 20/10/2026) đã qua. Chọn ngày khác.")


def test_what_asking_one_more_unit_promises_is_what_it_does(
    browser: Browser, make: Maker, cast: Cast, clock: Clock
) -> None:
    issued = make.consultation(submit_by=clock.today + timedelta(days=10))
    clock.pass_days(4)
    page = browser.as_(cast.lan).get("consultations.add_unit", consultation_id=issued.id)
    sent = page.form("Gửi đề nghị góp ý").fill(unit_id=str(cast.sdl.id), why="Có nội dung về lữ hành.")
    sent.submit(budget=BUDGET)
    db.session.expire_all()
    added = make.of(issued, "sdl")
    assert added.due_at is not None
    assert house_clock.local(added.due_at).date() <= issued.submit_by, "shorter than the others had, and told before"
    assert page.says(f"nếu để trống thời hạn thì trả lời {before(added.due_at)}.")


def test_one_more_unit_is_asked_with_some_points(browser: Browser, make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    page = browser.as_(cast.lan).get("consultations.add_unit", consultation_id=issued.id)
    page = page.form("Gửi đề nghị góp ý").submit(status=422, budget=BUDGET + 10)
    assert page.says("Chọn đơn vị.", "Nêu vì sao hỏi đơn vị này")
    form = page.form("Gửi đề nghị góp ý").fill(unit_id=str(cast.sdl.id), why="Có nội dung về lữ hành.")
    form.fill(point_ids=[str(issued.points[1].id)]).submit(budget=BUDGET)
    db.session.expire_all()
    assert [point.id for point in queries.points_for(make.of(issued, "sdl"))] == [issued.points[1].id]


def sign_and_number(browser: Browser, cast: Cast, change_id: int) -> None:
    page = browser.as_(cast.dung).get("consultations.change", change_id=change_id)
    page.form("Ký duyệt").submit(budget=BUDGET)
    page = browser.as_(cast.thu).get("consultations.change", change_id=change_id)
    page.form("Cấp số, phát hành").submit(budget=BUDGET + 30)
    db.session.expire_all()


@pytest.mark.req("L3", "L4")
def test_a_letter_of_change_goes_from_its_draft_to_its_number(browser: Browser, make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    basis = issued.points[0].lead_basis
    lan = browser.as_(cast.lan)
    page = lan.get("consultations.amend", consultation_id=issued.id)
    page = page.form("Soạn công văn").submit(status=422, budget=BUDGET)
    assert page.says("Chọn loại công văn.")
    page = page.form("Soạn công văn").fill(kind="replacement").submit(budget=BUDGET)
    page = page.form("Thêm một nội dung").fill(what_changed="Sửa mức chi.").submit("Thêm một nội dung", budget=BUDGET)
    assert page.says("Nội dung 03 · mới")
    page = page.form("Xem công văn và trình ký").fill({
        "points-0-question": "Mức chi mới tại khoản 1 Điều 4 có phù hợp không?",
        "points-2-question": "Điều 12 dự thảo có khả thi không?",
        "points-2-lead_position": "Như dự thảo, cơ sở tại Tờ trình, mục 3.",
        "new_files": (io.BytesIO(papers.PDF), "Phụ lục mới.pdf"),
    }).submit("Xem công văn và trình ký", budget=BUDGET)  # fmt: skip
    assert page.says("Sửa: Nội dung 01", "Thêm: Nội dung 03", "Phụ lục mới.pdf", "Trước", "Sau")
    page.form("Trình ký").submit(budget=BUDGET)
    change = queries.open_change(issued.id)
    assert change is not None
    browser.as_(cast.mai).get("consultations.change", change_id=change.id, status=404)
    sign_and_number(browser, cast, change.id)
    assert (issued.edition, issued.points[0].lead_basis, len(issued.points)) == (2, basis, 3)
    assert "Phụ lục mới.pdf" in {part.name for part in issued.dossier}
    mai = browser.as_(cast.mai)
    assert mai.get("consultations.change", change_id=change.id).says("Sửa: Nội dung 01")
    old = mai.get("consultations.edition", consultation_id=issued.id, edition=1)
    assert old.says("Bản này không còn áp dụng")
    assert old.lacks("Mức chi mới tại khoản 1")
    mai.get("consultations.edition", consultation_id=issued.id, edition=2, status=404)


def test_two_who_write_the_letter_keep_both_texts(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    issued = make.consultation()
    change = make.kept(actions.draft_change(issued, ChangeKind.CORRECTION, by=make.officer("stc"), now=clock.now))
    first = browser.as_(cast.lan).get("consultations.edit_change", change_id=change.id).form("Lưu nháp")
    second = browser.as_(cast.dung).get("consultations.edit_change", change_id=change.id).form("Lưu nháp")
    second.fill(subject="Trích yếu của thủ trưởng").submit("Lưu nháp", budget=BUDGET)
    page = first.fill(subject="Trích yếu của chuyên viên").submit("Lưu nháp", status=409, budget=BUDGET + 12)
    assert page.says("Người khác vừa lưu dự thảo này", "Trích yếu của thủ trưởng")
    assert page.form("Lưu nháp").value("subject") == "Trích yếu của chuyên viên"


@pytest.mark.req("L4")
def test_the_head_withdraws_by_letter_with_a_reason(browser: Browser, make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    browser.as_(cast.lan).get("consultations.withdraw", consultation_id=issued.id, status=403)
    dung = browser.as_(cast.dung)
    page = dung.get("consultations.withdraw", consultation_id=issued.id)
    assert page.says("2 đơn vị đang được hỏi nhận thông báo")
    page = page.form("Lập công văn thu hồi").submit(status=422, budget=BUDGET + 10)
    assert page.says("Nêu lý do thu hồi.")
    page = page.form("Lập công văn thu hồi").fill(reason="Dự thảo được thay thế.").submit(budget=BUDGET)
    page.form("Ký duyệt").submit(budget=BUDGET)
    assert phase(issued) is Phase.ISSUED
    change = queries.open_change(issued.id)
    assert change is not None
    page = browser.as_(cast.thu).get("consultations.change", change_id=change.id)
    page.form("Cấp số, phát hành").submit(budget=BUDGET + 30)
    assert phase(issued) is Phase.WITHDRAWN
    for endpoint in ("withdraw", "amend", "extend", "add_unit"):
        dung.get(f"consultations.{endpoint}", consultation_id=issued.id, status=303)


def test_a_later_round_asks_of_secrecy_again_and_takes_the_points_over(
    browser: Browser, make: Maker, cast: Cast
) -> None:
    issued = make.consultation(points=3)
    lan = browser.as_(cast.lan)
    page = lan.get("consultations.next_round", consultation_id=issued.id)
    assert page.form("Tiếp tục").fill(secret="yes").submit(status=200, budget=BUDGET).says("kể cả trích yếu")
    page = page.form("Tiếp tục").fill(secret="no").submit(budget=BUDGET)
    assert page.says("03 nội dung · 02 đơn vị", "Những điểm thay đổi so với lần lấy ý kiến trước")


def test_opening_is_noted_by_a_post_of_the_asked_unit(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    part = make.consultee("stp")
    browser.as_(cast.lan).post("consultations.opened", consultee_id=part.id, status=403)
    browser.as_(cast.mai).post("consultations.opened", consultee_id=part.id)
    db.session.expire_all()
    assert part.opened_at == clock.now


def test_files_are_read_by_those_who_see_the_consultation(browser: Browser, make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    part = issued.dossier[0].id
    other = make.consultation(subject="Việc khác", consultees=["sxd"])
    here = {"consultation_id": issued.id, "part_id": part}
    assert browser.as_(cast.mai).download("consultations.download", **here).data == papers.PDF
    browser.as_(cast.hoa).get("consultations.download", **here, status=404)
    browser.as_(cast.lan).get("consultations.download", consultation_id=other.id, part_id=part, status=404)


@pytest.mark.parametrize(
    "endpoint", ["compose", "preview", "signing", "issue", "extend", "amend", "withdraw", "add_unit"]
)
def test_each_screen_is_in_english_too(browser: Browser, make: Maker, cast: Cast, endpoint: str) -> None:
    thing = {"compose": make.draft, "preview": make.draft, "signing": make.for_signing, "issue": make.signed}.get(
        endpoint, make.consultation
    )()
    who = {"issue": "thu", "withdraw": "dung", "signing": "dung"}.get(endpoint, "lan")
    page = browser.as_(getattr(cast, who), language="en").get(
        f"consultations.{endpoint}", consultation_id=thing.id, budget=BUDGET
    )
    assert page.says("Point" if endpoint == "compose" else "")
