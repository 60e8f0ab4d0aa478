"""The way up inside the authority (O13): by field, verified in a working day or without, the result issued to all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.escalation import actions, jobs, queries
from coordination.escalation.models import Escalation
from coordination.escalation.rules import Charge, DecisionKind, Paper, deciders, route
from coordination.kernel.actor import Role
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.units.models import Membership, Person, Unit
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L8")
DAY = date(2026, 11, 23)
FINANCE, JUSTICE, CITY = 7, 8, 1


@pytest.mark.parametrize(
    "lines, goes_to",
    [
        ([[FINANCE, CITY]], 1),
        ([[FINANCE, CITY], [JUSTICE, CITY]], None),  # two fields
        ([[FINANCE, CITY], [99, CITY]], None),  # one of them nobody's
        ([[99, CITY]], None),
        ([[71, FINANCE, CITY]], 1),  # a division lies in its department's field
        ([[72, FINANCE, CITY]], 2),  # unless it has one of its own
        ([[FINANCE, CITY], [71, FINANCE, CITY]], 1),
    ],
)
def test_one_field_goes_to_its_leader_two_or_none_to_the_chairman(lines: list[list[int]], goes_to: int | None) -> None:
    charges = [Charge(1, FINANCE), Charge(2, JUSTICE), Charge(2, 72)]
    assert route(charges, lines, DAY) == goes_to


def test_a_field_holds_between_its_dates_only() -> None:
    charge = Charge(1, FINANCE, date(2026, 11, 1), DAY)
    assert route([charge], [[FINANCE]], DAY) == 1
    assert route([charge], [[FINANCE]], DAY + timedelta(days=1)) is None
    assert route([charge], [[FINANCE]], date(2026, 10, 31)) is None
    assert route([charge, Charge(2, FINANCE)], [[FINANCE]], DAY) is None, "two leaders for one unit: the chairman"


PEOPLE = st.integers(1, 5)
CHARGES = st.lists(st.builds(Charge, PEOPLE, st.integers(1, 6)), max_size=8)


@given(st.sets(PEOPLE, min_size=1), CHARGES, st.lists(st.lists(st.integers(1, 6), min_size=1), min_size=1))
def test_every_report_has_somebody_who_decides_it_and_who_has_it_may(
    leaders: set[int], charges: list[Charge], lines: list[list[int]]
) -> None:
    goes, may = deciders(leaders, charges, route(charges, lines, DAY), DAY)
    assert goes
    assert goes <= may <= leaders


@pytest.fixture
def deputies(cast: Cast) -> dict[str, Person]:
    """Two vice chairmen beside the chairman."""
    made = {}
    for name in ("tai chinh", "phap che"):
        email = f"{name.replace(' ', '')}@tphcm.example.vn"
        person = Person(email=email, name=f"Pho {name}", name_folded=f"pho {name}", password_hash="")
        person.memberships = [Membership(unit_id=cast.ubnd.id, role=Role.DECISION_MAKER)]
        db.session.add(person)
        made[name] = person
    db.session.flush()
    return made


def charge(cast: Cast, clock: Clock, person: Person, *unit: Unit) -> None:
    for each in unit:
        actions.put_in_charge(
            cast.ubnd, person.id, each, field="Lĩnh vực", basis="Quyết định phân công", valid_from=None, valid_to=None,
            by=cast.actor("admin"), now=clock.now,
        )  # fmt: skip


def test_a_report_in_one_field_is_its_leaders_and_the_chairmans_and_nobody_elses(
    make: Maker, cast: Cast, clock: Clock, deputies: dict[str, Person], browser: Browser
) -> None:
    finance, law = deputies["tai chinh"], deputies["phap che"]
    charge(cast, clock, finance, cast.stc, cast.stp)
    charge(cast, clock, law, cast.sxd)
    made = make.consultation(consultees=["stp"])
    report = make.report_up(make.report(make.of(made, "stp")))
    assert report.routed_to == finance.id
    assert queries.goes_to(report, clock.today) == {finance.id}
    assert queries.may_decide(cast.chairman.id, report, clock.today)
    assert not queries.may_decide(law.id, report, clock.today)
    case_id = report.cases[0].id
    data = {f"c{case_id}-kind": "release", f"c{case_id}-words": "Thôi."}
    browser.as_(law).post("escalation.decide", data, status=403, case_id=case_id)
    assert (
        not browser.as_(law).get("escalation.report", escalation_id=report.id, budget=35).has_button("Ghi ý kiến xử lý")
    )
    browser.as_(finance).post("escalation.decide", data, case_id=case_id)


def test_a_report_on_two_fields_is_the_chairmans(
    make: Maker, cast: Cast, clock: Clock, deputies: dict[str, Person]
) -> None:
    charge(cast, clock, deputies["tai chinh"], cast.stc, cast.stp)
    charge(cast, clock, deputies["phap che"], cast.sxd)
    made = make.consultation(consultees=["stp", "sxd"])
    report = make.report_up(make.report(make.of(made, "stp")))
    assert report.routed_to is None
    assert queries.goes_to(report, clock.today) == {cast.chairman.id}


def test_the_monitor_proposes_and_the_leader_reads_it(
    make: Maker, cast: Cast, post: CapturedPost, browser: Browser
) -> None:
    report = make.report_up()
    assert post.letters(to=cast.monitor, kind="report_up")
    assert not post.letters(to=cast.chairman, kind="report_up"), "first it lies with the monitor"
    here = {"escalation_id": report.id}
    page = browser.as_(cast.monitor).get("escalation.report", budget=35, **here)
    page = page.form("proposal").submit(status=422, budget=35)
    assert page.says("Chọn phương án đề xuất.", "Ghi dự kiến nội dung ý kiến xử lý.")
    said = {"kind": "go_on_without", "words": "Đồng ý cho trình.", "remarks": "Minh chứng đủ."}
    page = page.form("proposal").fill(said).submit(budget=35)
    assert page.says("Đã trình phiếu giải quyết công việc.")
    assert post.letter(to=cast.chairman, kind="report_up")
    page = browser.as_(cast.chairman).get("escalation.report", budget=35, **here)
    assert page.says("Phiếu trình giải quyết công việc", "Đồng ý cho trình.", "Minh chứng đủ.")
    browser.as_(cast.chairman).post("escalation.propose", said, status=403, **here)
    assert browser.as_(cast.dung).get("escalation.report", budget=35, **here).lacks("Minh chứng đủ.")
    page = page.form("escalation.decide").submit(budget=35)  # he agrees: one click
    assert page.says("Đã ghi ý kiến xử lý.")
    assert report.cases[0].decision is DecisionKind.GO_ON_WITHOUT
    with pytest.raises(NotReady):
        actions.propose(
            report, DecisionKind.RELEASE, words="Muộn.", remarks="", by=cast.actor("monitor"), now=make.clock.now
        )


def test_without_the_monitor_it_goes_on_after_a_working_day(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    report = make.report_up()
    assert report.verify_by is not None
    clock.at(report.verify_by)
    jobs.sweep()
    assert report.passed_on_at is None, "the due second is in time"
    clock.pass_(minutes=1)
    jobs.sweep()
    assert report.passed_on_at == clock.now
    assert len(post.letters(to=cast.chairman, kind="report_up")) == 1
    jobs.sweep()
    actions.propose(
        report, DecisionKind.RELEASE, words="Cho thôi.", remarks="", by=cast.actor("monitor"), now=clock.now
    )
    make.kept(report)
    assert len(post.letters(to=cast.chairman, kind="report_up")) == 1


def test_the_result_is_issued_once_and_told_to_all(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost, browser: Browser
) -> None:
    report = make.report_up()
    by, here = cast.actor("monitor"), {"escalation_id": report.id}
    with pytest.raises(NotReady):
        actions.convey(report, Paper.NOTICE, number="15/TB-VP", on=clock.today, by=by, now=clock.now)
    actions.decide(
        report.cases[0], DecisionKind.RETURN_TO_LEAD, words="Thuộc thẩm quyền cơ quan trình.",
        by=cast.actor("chairman"), now=clock.now,
    )  # fmt: skip
    make.kept(report)
    page = browser.as_(cast.monitor).get("escalation.report", budget=35, **here)
    page = page.form("convey").fill(on="01/01/2199").submit(status=422, budget=35)
    assert page.says("Chọn hình thức văn bản.", "Ghi số văn bản.")
    said = {"paper": "official_letter", "number": "15/UBND-TH", "on": f"{clock.today:%d/%m/%Y}"}
    page = page.form("convey").fill(said).submit(budget=35)
    assert page.says("Công văn truyền đạt ý kiến chỉ đạo", "15/UBND-TH")
    for person in (cast.dung, cast.mai, cast.monitor):
        assert post.letter(to=person, kind="conveyed")
    page = browser.as_(cast.monitor).post("escalation.convey", said, status=422, **here)
    assert page.says("Đã ghi văn bản truyền đạt ý kiến xử lý của báo cáo này.")
    timeline = browser.as_(cast.mai).get("overview.consultation", consultation_id=report.consultation_id, budget=60)
    assert timeline.says("15/UBND-TH")


def test_the_administrator_keeps_the_register(make: Maker, cast: Cast, clock: Clock, browser: Browser) -> None:
    admin = browser.as_(cast.admin)
    browser.as_(cast.chairman).get("escalation.charges", status=404)
    page = admin.get("escalation.charges", budget=30)
    page = page.form("escalation.put_in_charge").submit(status=422, budget=30)
    assert page.says("Chọn lãnh đạo.", "Chọn đơn vị phụ trách.", "Ghi lĩnh vực phụ trách.")
    said = {"leader": f"{cast.ubnd.id}-{cast.chairman.id}", "unit_id": str(cast.stc.id), "field": "Tài chính"}
    wrong = {**said, "leader": f"{cast.govap.id}-{cast.ward_chairman.id}"}
    page = page.form("escalation.put_in_charge").fill(wrong).submit(status=422, budget=30)
    assert page.says("Chọn đơn vị thuộc phạm vi phụ trách của cấp đó.")
    page = page.form("escalation.put_in_charge").fill(said).submit(budget=30)
    assert page.says("Đã ghi phân công phụ trách.", "Tài chính")
    page = page.form("escalation.end_charge").submit(budget=30)
    assert page.says("Phân công hết hiệu lực sau hôm nay.")
    assert [row.valid_to for row in queries.charges()] == [clock.today]


def test_the_desks_show_whose_turn_it_is(make: Maker, cast: Cast, clock: Clock, browser: Browser) -> None:
    report = make.report_up()
    monitor, chairman = browser.as_(cast.monitor), browser.as_(cast.chairman)
    assert monitor.get("overview.desk", budget=40).says("Thẩm tra, trình phiếu giải quyết báo cáo của Sở Tài chính")
    assert monitor.get("escalation.inbox", budget=30).says("Thẩm tra, trình phiếu")
    assert chairman.get("escalation.inbox", budget=30).says("Văn phòng đang thẩm tra")
    clock.at(report.verify_by + timedelta(minutes=1))
    jobs.sweep()
    assert db.session.get_one(Escalation, report.id).passed_on_at is not None
    page = chairman.get("overview.desk", budget=40)
    assert page.says("Cho ý kiến xử lý")
