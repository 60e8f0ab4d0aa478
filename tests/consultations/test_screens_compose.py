"""Composing a comment request, from the secrecy question to the issued letter, as the lead's people do it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import MOST_POINTS, Phase
from coordination.kernel.store import db
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

BUDGET = 60


def see(browser: Browser, endpoint: str, **how: Any) -> Any:
    return browser.get(endpoint, budget=BUDGET, **how)


def drafts() -> list[Consultation]:
    return list(db.session.query(Consultation).order_by(Consultation.id))


@pytest.mark.req("L3", "L4", "L1")
def test_a_secret_is_refused_before_anything_is_written(cast: Cast, browser: Browser) -> None:
    page = see(browser.as_(cast.lan), "consultations.new")
    assert page.says("Nội dung, hồ sơ có bí mật nhà nước không?")
    answer = page.form("Tiếp tục").fill(secret="yes").submit(status=200, budget=BUDGET)
    assert answer.says("Hệ thống này không nhận nội dung có bí mật nhà nước", "Chưa có nội dung nào được lưu")
    assert drafts() == []


@pytest.mark.req("L1", "L2", "L3", "L4", "F4", "F5")
def test_a_draft_grows_on_one_page_is_signed_and_issued(cast: Cast, browser: Browser, clock: Clock) -> None:
    lan, dung = browser.as_(cast.lan), browser.as_(cast.dung)
    page = see(lan, "consultations.new").form("Tiếp tục").fill(secret="no").submit(budget=BUDGET)
    draft = drafts()[0]
    page = (
        page.form("compose")
        .fill(subject="Góp ý dự thảo Quyết định quy định mức chi hội nghị")
        .submit("Thêm một nội dung", budget=BUDGET)
    )
    page = page.form("compose").fill({
        "points-0-clause": "khoản 1 Điều 4",
        "points-0-question": "Đơn vị có thống nhất mức chi hội nghị tại khoản 1 Điều 4 dự thảo không?",
        "points-0-lead_position": "Thống nhất như dự thảo, cơ sở tại Tờ trình mục 2.",
        "add_units": [str(cast.stp.id), str(cast.sxd.id)],
        "submit_by": "30/12/2026",
    }).submit("Thêm các đơn vị đã chọn", budget=BUDGET)  # fmt: skip
    assert page.says("Sở Tư pháp", "Sở Xây dựng")
    form = page.form("compose")
    given: dict[str, Any] = {
        name: "Cần ý kiến gấp." for name in form.names() if name.endswith(("-reason", "-missing_because"))
    }
    for name in form.names():
        if name.endswith("-function_id"):
            given[name.replace("function_id", "why")] = "Quản lý nhà nước về lĩnh vực này."
    page = form.fill(given).submit("Xem công văn và trình ký", budget=BUDGET)
    while not page.has_button("Trình ký"):
        page = see(lan, "consultations.compose", consultation_id=draft.id)
        form = page.form("compose")
        rest = [name for name in form.names() if name.endswith("-reason") and not form.value(name)]
        assert rest, page.text
        page = form.fill(dict.fromkeys(rest, "Cần ý kiến gấp.")).submit("Xem công văn và trình ký", budget=BUDGET)
    page.form("Trình ký").submit(budget=BUDGET)
    page = see(dung, "consultations.signing", consultation_id=draft.id)
    page.form("Ký duyệt").submit("Ký duyệt", budget=BUDGET)
    page = see(browser.as_(cast.thu), "consultations.issue", consultation_id=draft.id)
    page.form("Cấp số, phát hành").submit("Cấp số, phát hành", budget=BUDGET)
    db.session.expire_all()
    assert queries.phase_of(draft) is Phase.ISSUED
    assert draft.number


def test_two_officers_in_one_draft_lose_nothing(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    draft = make.draft()
    page = see(browser.as_(cast.lan), "consultations.compose", consultation_id=draft.id)
    theirs = queries.composed(draft)
    actions.save(draft, replace(theirs, subject="Trích yếu của đồng nghiệp"), by=make.officer("stc"), now=clock.now)
    db.session.commit()
    answer = page.form("compose").fill(subject="Trích yếu của tôi").submit("Lưu nháp", status=409, budget=BUDGET)
    assert answer.says("Người khác vừa lưu dự thảo này", "Trích yếu của đồng nghiệp")
    assert answer.form("compose").value("subject") == "Trích yếu của tôi"


def test_a_lying_file_is_refused_beside_its_field_and_the_rest_is_kept(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    draft = make.draft(dossier=False)
    page = see(browser.as_(cast.lan), "consultations.compose", consultation_id=draft.id)
    form = page.form("compose")
    field = next(name for name in form.names() if name.endswith("-file"))
    answer = form.fill({field: (io.BytesIO(b"not a pdf"), "du-thao.pdf"), "background": "Bối cảnh mới."}).submit(
        "Lưu nháp", status=422, budget=BUDGET
    )
    assert answer.form("compose").value("background") == "Bối cảnh mới."


def test_too_many_pasted_points_are_refused_beside_the_box_and_stay_in_it(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    draft = make.draft(points=1)
    lines = "\n".join(f"khoản {n} Điều 4\tThống nhất mức chi số {n} không?" for n in range(1, MOST_POINTS + 1))
    page = see(browser.as_(cast.lan), "consultations.compose", consultation_id=draft.id)
    form = page.form("compose").fill(pasted=lines, subject="Trích yếu vừa sửa")
    page = form.submit("Thêm các nội dung đã dán", status=422, budget=BUDGET)
    assert "Mỗi hồ sơ có nhiều nhất 200 nội dung." in page.soup.select_one("#pasted-error").get_text()
    assert page.form("compose").value("pasted").split() == lines.split()
    assert page.form("compose").value("subject") == "Trích yếu vừa sửa"
    db.session.expire_all()
    assert len(queries.composed(draft).points) == 1


def test_strangers_find_nothing(make: Maker, cast: Cast, browser: Browser) -> None:
    draft = make.draft()
    for endpoint in ("compose", "preview"):
        see(browser.as_(cast.mai), f"consultations.{endpoint}", consultation_id=draft.id, status=404)
