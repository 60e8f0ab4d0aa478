"""The screens of escalation: a report decided on a phone, reminders and tasks by hand (L8, A6, A7, C2)."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.escalation import queries
from coordination.escalation.models import EscalatedCase
from coordination.kernel.store import db
from coordination.replies.rules import PushBackKind
from tests import checks
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("L8")
BUDGET = 30
SAID = {"did": "Đã đôn đốc hai lần.", "proposes": "Kính đề nghị có ý kiến.", "effect": "Chậm trình."}


def see(browser: Browser, endpoint: str, **how: Any) -> Any:
    return browser.get(endpoint, budget=BUDGET, **how)


def english(page: Any) -> None:
    """The page's own part says nothing in Vietnamese but what is data."""
    left = [text for text in checks.visible_texts(page.soup.main, "en") if checks.DIACRITICS.search(text)]
    assert not left, f"{page.path}: {left}"


@pytest.mark.req("A6", "C2")
def test_the_head_signs_and_the_authority_decides_on_one_page(make: Maker, cast: Cast, browser: Browser) -> None:
    report = make.report()
    here = {"escalation_id": report.id}
    dung, chairman = browser.as_(cast.dung), browser.as_(cast.chairman)
    see(chairman, "escalation.report", status=404, **here)
    page = see(dung, "escalation.report", **here)
    assert page.says("Dự thảo báo cáo chờ ký", "Sở Tư pháp", "Chưa có ý kiến", "đôn đốc lần 1", "đôn đốc lần 2")
    page = page.form("statement").fill(did=SAID["did"]).submit("Ký và trình báo cáo", status=422, budget=BUDGET)
    assert page.says("Nêu đề xuất của đơn vị chủ trì.", SAID["did"])
    page = page.form("statement").fill(**SAID).submit("Ký và trình báo cáo", budget=BUDGET)
    assert page.says("Đã ký và trình báo cáo.", "01/BC-STC")
    page = see(chairman, "escalation.inbox").link("Cho ý kiến").follow(budget=BUDGET)
    assert page.says("Kính đề nghị cho ý kiến xử lý đối với 1 đơn vị.", SAID["proposes"])
    case_id = report.cases[0].id
    page = page.form("escalation.decide").submit(status=422, budget=BUDGET)
    assert page.says("Chọn cách xử lý.")
    assert page.lacks("Phê bình bằng văn bản"), "not offered before the unit was heard"
    page = page.form("escalation.decide").fill({f"c{case_id}-kind": "return_to_lead"}).submit(status=422, budget=BUDGET)
    assert page.says("Ghi nội dung ý kiến xử lý.")
    page = page.form("escalation.decide").fill({f"c{case_id}-kind": "direct_answer"}).submit(budget=BUDGET)
    assert page.says("Đã ghi ý kiến xử lý.", "Báo cáo đã xử lý xong.", "Giao đơn vị trả lời trước 17:00")
    assert see(browser.as_(cast.tam), "escalation.directives").says("Giao đơn vị trả lời trước")


def test_with_several_units_only_what_belongs_to_the_choice_takes_room(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    one = make.report_up()
    page = see(browser.as_(cast.chairman), "escalation.report", escalation_id=one.id)
    assert page.soup.select_one("ol.proof").find_parent("details") is None
    asked = make.consultation(consultees=["stp", "sxd"])
    several = make.report_up(make.report(asked.consultees[0]))
    page = see(browser.as_(cast.chairman), "escalation.report", escalation_id=several.id)
    assert len(page.soup.select("form.choosing")) == 2
    for proof in page.soup.select("ol.proof"):
        assert proof.find_parent("details").summary.get_text(strip=True).startswith("Minh chứng: ")
    for name, place in (("due_on", ".if-direct"), ("instead", ".if-instead"), ("words", ".if-chosen")):
        case_id = several.cases[0].id
        assert page.soup.select_one(f'form.choosing {place} [name="c{case_id}-{name}"]') is not None


def test_who_is_not_concerned_sees_no_report_and_who_is_may_not_do_everything(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    report = make.report()
    here = {"escalation_id": report.id}
    for stranger in (cast.tam, cast.hoa, cast.chairman, cast.monitor, cast.auditor):
        see(browser.as_(stranger), "escalation.report", status=404, **here)
    assert not see(browser.as_(cast.lan), "escalation.report", **here).has_button("Ký và trình báo cáo")
    browser.as_(cast.lan).post("escalation.sign", SAID, status=403, **here)
    make.report_up(report)
    monitor = see(browser.as_(cast.monitor), "escalation.report", **here)
    assert not monitor.has_button("Ghi ý kiến xử lý")
    case_id = report.cases[0].id
    data = {f"c{case_id}-kind": "release", f"c{case_id}-words": "Thôi."}
    browser.as_(cast.monitor).post("escalation.decide", data, status=403, case_id=case_id)
    browser.as_(cast.dung).post("escalation.decide", data, status=403, case_id=case_id)
    browser.as_(cast.tam).post("escalation.decide", data, status=404, case_id=case_id)
    see(browser.as_(cast.dung), "escalation.report", status=404, escalation_id=99_999_999)


def test_two_clicks_on_each_button_give_a_sentence(make: Maker, cast: Cast, browser: Browser) -> None:
    report = make.report_up()
    case_id, chairman = report.cases[0].id, browser.as_(cast.chairman)
    data = {f"c{case_id}-kind": "release", f"c{case_id}-words": "Thôi."}
    chairman.post("escalation.decide", data, case_id=case_id)
    page = chairman.post("escalation.decide", data, status=422, case_id=case_id)
    assert page.says("Đã có ý kiến xử lý đối với đơn vị này.")
    page = browser.as_(cast.dung).post(
        "escalation.sign", {**SAID, "version": report.version}, status=422, escalation_id=report.id
    )
    assert page.says("Báo cáo đã chuyển lên cấp có thẩm quyền nên không sửa được.")


@pytest.mark.parametrize("unit", ["", "0", "chữ", "<script>", "x" * 10_000, "99999999999999999999"])
def test_bad_choices_get_a_sentence_and_change_nothing(make: Maker, cast: Cast, browser: Browser, unit: str) -> None:
    case_id = make.report_up().cases[0].id
    sent = {"kind": "change_consultees", "words": "Thay.", "instead": unit, "due_on": "31/02/2026", "number": unit[:50]}
    page = browser.as_(cast.chairman).post(
        "escalation.decide", {f"c{case_id}-{name}": value for name, value in sent.items()}, status=422, case_id=case_id
    )
    assert page.says("Thay.")
    assert db.session.get_one(EscalatedCase, case_id).decided_at is None


def test_the_head_holds_it_once(make: Maker, cast: Cast, browser: Browser) -> None:
    report = make.report()
    dung = browser.as_(cast.dung)
    page = see(dung, "escalation.report", escalation_id=report.id)
    page = page.form("hold").fill(reason="Đang trao đổi.", until="01/01/2027").submit(status=422, budget=BUDGET)
    assert page.says("chậm nhất ngày", "Đang trao đổi.")
    day = make.clock.today
    from coordination.limits import queries as limits

    until = limits.calendar().add(day, 2)
    page = page.form("hold").fill(until=f"{until:%d/%m/%Y}").submit(budget=BUDGET)
    assert page.says("Đã tạm dừng báo cáo.", "Báo cáo tạm dừng đến hết ngày", "Đang trao đổi.")
    assert queries.is_held(report)


@pytest.mark.req("C3")
def test_the_authority_settles_a_push_back(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    from coordination.escalation import jobs

    made = make.push_back(kind=PushBackKind.NOT_OUR_FUNCTION)
    clock.pass_days(4)
    jobs.sweep()
    report = make.report_up(queries.open_escalation(made.consultee.consultation_id))
    case_id = report.cases[0].id
    page = see(browser.as_(cast.chairman), "escalation.report", escalation_id=report.id)
    assert page.says(made.reason, "Phản hồi đề nghị phối hợp chưa được trả lời")
    assert page.lacks("né tránh, đùn đẩy trách nhiệm")
    form = page.form("escalation.settle")
    page = form.fill({f"c{case_id}-answer": "refused", f"c{case_id}-words": "Thuộc chức năng."}).submit(budget=BUDGET)
    assert page.says("Đã ghi ý kiến xử lý.")


@pytest.mark.req("L7")
def test_the_lead_reminds_and_reports_by_hand(make: Maker, cast: Cast, browser: Browser, clock: Clock) -> None:
    consultee = make.consultee()
    lan, here = browser.as_(cast.lan), {"consultee_id": consultee.id}
    for stranger in (cast.mai, cast.chairman):
        see(browser.as_(stranger), "escalation.remind_form", status=403, **here)
    see(browser.as_(cast.hoa), "escalation.remind_form", status=404, **here)
    page = see(lan, "escalation.open_form", **here)
    page = page.form("Đưa vào dự thảo báo cáo").fill(ground="no_answer").submit(status=422, budget=BUDGET)
    assert page.says("chưa hết thời hạn trả lời", "chưa đôn đốc đơn vị sau khi hết hạn")
    page = see(lan, "escalation.remind_form", **here).form("Gửi đôn đốc").fill(words="Đã gọi điện.").submit(budget=60)
    assert page.says("Đã gửi đôn đốc đến Sở Tư pháp.")
    again = see(lan, "escalation.remind_form", **here).form("Gửi đôn đốc").fill(words="Đã gọi điện.")
    assert again.submit(status=422, budget=BUDGET).says("vừa được đôn đốc trong vòng một giờ qua", "Đã gọi điện.")


@pytest.mark.req("A7")
def test_a_task_is_reported_done_and_confirmed(make: Maker, cast: Cast, browser: Browser) -> None:
    given = make.directive()
    here = {"directive_id": given.id}
    see(browser.as_(cast.hoa), "escalation.directive", status=404, **here)
    browser.as_(cast.ngoc).post("escalation.directive_done", {"report": "Xong."}, status=403, **here)
    page = see(browser.as_(cast.tam), "escalation.directive", **here).form("Báo cáo đã thực hiện")
    page = page.submit(status=422, budget=BUDGET)
    assert page.says("Nêu kết quả thực hiện.")
    page = page.form("Báo cáo đã thực hiện").fill(report="Đã gửi văn bản.").submit(budget=BUDGET)
    assert page.says("Đã gửi báo cáo kết quả.")
    page = see(browser.as_(cast.chairman), "escalation.directive", **here)
    page = page.form("Xác nhận hoàn thành").submit(budget=BUDGET)
    assert page.says("Nhiệm vụ đã được xác nhận hoàn thành.")


def test_the_screens_are_english_for_who_reads_english(make: Maker, cast: Cast, browser: Browser) -> None:
    given = make.directive()
    report = given.case.escalation
    for person in (cast.chairman, cast.dung):
        reader = browser.as_(person, language="en")
        english(see(reader, "escalation.report", escalation_id=report.id))
    chairman = browser.as_(cast.chairman, language="en")
    for endpoint in ("escalation.inbox", "escalation.directives"):
        english(see(chairman, endpoint))
    english(see(chairman, "escalation.directive", directive_id=given.id))
    lan = browser.as_(cast.lan, language="en")
    for endpoint in ("escalation.remind_form", "escalation.open_form"):
        english(see(lan, endpoint, consultee_id=report.cases[0].consultee_id))


def test_a_report_of_many_units_takes_as_many_statements_as_of_one(make: Maker, cast: Cast, browser: Browser) -> None:
    one = make.report_up(make.report(make.consultee()))
    many = make.consultation(consultees=["stp", "sxd", "sdl", "govap"])
    many_up = make.report_up(make.report(make.of(many, "stp")))
    assert len(many_up.cases) == 4
    chairman = browser.as_(cast.chairman)
    small = see(chairman, "escalation.report", escalation_id=one.id)
    large = see(chairman, "escalation.report", escalation_id=many_up.id)
    assert len(large.statements) <= len(small.statements) + 1
