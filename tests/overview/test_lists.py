"""Lists with filters in their addresses, search without accents, pages by key; the guides; the navigation."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.consultations.rules import Kind
from coordination.kernel.actor import Role
from coordination.overview import views
from tests.browser import Browser, Page
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A11")


def rows(page: Page) -> list[str]:
    return [" ".join(tag.get_text(" ").split()) for tag in page.soup.select("table.cards tbody tr")]


def test_what_a_unit_sent_is_listed_latest_first(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    make.consultation(subject="Góp ý thứ nhất")
    clock.pass_(hours=1)
    make.reply(make.of(make.consultation(subject="Góp ý thứ hai"), "stp"))
    make.draft(subject="Góp ý chưa gửi")
    page = browser.as_(cast.lan).get("overview.sent")
    assert ["Góp ý thứ hai" in rows(page)[0], "Góp ý thứ nhất" in rows(page)[1], len(rows(page))] == [True, True, 2]
    assert page.row("Góp ý thứ hai").cell("Đã trả lời") == "1/2"
    drafts = page.link("Đang soạn").follow()
    assert len(rows(drafts)) == 1
    drafts.says("Góp ý chưa gửi")


def test_what_a_unit_received_is_listed_by_due_time(browser: Browser, cast: Cast, make: Maker, clock: Clock) -> None:
    for day in ("20", "12", "15"):
        make.consultation(subject=f"Góp ý hạn {day}", due_at=clock.moment(f"2026-10-{day} 17:00"))
    make.accepted(make.reply(make.consultee("stp", subject="Góp ý đã xong")).consultee)
    clock.at("2026-10-13 10:00")
    page = browser.as_(cast.mai).get("overview.received")
    assert [row[row.index("Góp ý hạn"):][:12] for row in rows(page)] == [
        "Góp ý hạn 12", "Góp ý hạn 15", "Góp ý hạn 20",
    ]  # fmt: skip
    assert page.row("Góp ý hạn 12").says("quá hạn 1 ngày làm việc")
    page.link("Đã xong").follow().says("Góp ý đã xong")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "muc chi"}, ["Mức chi"]),
        ({"q": "MỨC"}, ["Mức chi"]),
        ({"q": "01/stc"}, ["Quy chế"]),
        ({"q": "không có gì"}, []),
        ({"kind": "plan_or_report"}, ["Quy chế"]),
        ({"overdue": "y"}, ["Mức chi"]),
        ({"phase": "collected"}, []),
        ({"phase": "issued"}, ["Mức chi", "Quy chế"]),
        ({"phase": "x", "kind": "<script>", "after": "9' OR 1=1"}, ["Mức chi", "Quy chế"]),
    ],
)  # fmt: skip
def test_a_list_is_narrowed_by_its_address(
    browser: Browser, cast: Cast, make: Maker, clock: Clock, asked: dict[str, str], found: list[str]
) -> None:
    make.consultation(subject="Quy chế làm việc", kind=Kind.PLAN_OR_REPORT, due_at=clock.moment("2026-11-12 17:00"))
    clock.pass_(hours=1)
    make.consultation(subject="Mức chi tiếp khách", due_at=clock.moment("2026-10-09 17:00"))
    clock.at("2026-10-12 09:00")
    page = browser.as_(cast.lan).get("overview.sent", query=asked)
    assert [name for row in rows(page) for name in ("Mức chi", "Quy chế") if name in row] == found
    if not found:
        page.says("Không có hồ sơ nào khớp với điều kiện đã chọn.")


def test_a_filter_is_filled_in_and_pressed_as_a_person_does(browser: Browser, cast: Cast, make: Maker) -> None:
    make.consultation(subject="Quy chế làm việc")
    make.consultation(subject="Mức chi tiếp khách")
    page = browser.as_(cast.lan).get("overview.sent")
    form = next(form for form in page.forms() if "Lọc" in form.buttons())
    narrowed = form.fill(q="quy che").submit(status=200)
    assert len(rows(narrowed)) == 1
    assert len(rows(narrowed.link("Bỏ lọc").follow())) == 2


def test_long_lists_go_on_by_key_and_keep_their_filter(
    browser: Browser, cast: Cast, make: Maker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 5)
    for number in range(8):
        clock.pass_(minutes=1)
        make.consultation(subject=f"Góp ý số {number:03d}", points=1, consultees=("stp",))
    page = browser.as_(cast.lan).get("overview.sent", query={"q": "gop y"})
    assert len(rows(page)) == 5
    assert "Góp ý số 007" in rows(page)[0]
    older = page.link("Cũ hơn").follow() if "Cũ hơn" in " ".join(page.links()) else _older(page)
    assert [row[row.index("Góp ý số") :][:12] for row in rows(older)] == [
        "Góp ý số 002",
        "Góp ý số 001",
        "Góp ý số 000",
    ]
    assert older.form().value("q") if len(older.forms()) == 1 else True


def _older(page: Page) -> Page:
    (link,) = [a for a in page.soup.select(".pager a") if "after=" in str(a["href"])]
    return page.browser.get(str(link["href"]))


@pytest.mark.parametrize(("person", "sees"), [("lan", True), ("mai", True), ("monitor", True), ("hoa", False)])
def test_search_finds_without_accents_what_the_person_may_see(
    browser: Browser, cast: Cast, make: Maker, person: str, sees: bool
) -> None:
    made = make.consultation(subject="Sửa đổi Quy chế phối hợp")
    reader = browser.as_(getattr(cast, person))
    for words in ("sua doi quy che", "PHỐI HỢP", made.number):
        page = reader.get("overview.search", query={"q": words})
        assert ("Sửa đổi Quy chế phối hợp" in page.text) is sees
    reader.get("overview.search", query={"q": "x" * 5000})
    reader.get("overview.search")


def test_drafts_of_others_are_not_found(browser: Browser, cast: Cast, make: Maker) -> None:
    make.draft(subject="Dự thảo mật của Sở")
    for person in (cast.mai, cast.monitor):
        browser.as_(person).get("overview.search", query={"q": "du thao"}).lacks("Dự thảo mật của Sở")


@pytest.mark.req("A1")
@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("lan", "Lấy ý kiến đơn vị khác"), ("dung", "Ký và phát hành"), ("thu", "Cấp số, phát hành"),
        ("chairman", "Cho ý kiến xử lý"), ("monitor", "Theo dõi, đôn đốc"), ("auditor", "Đọc hồ sơ"),
        ("admin", "Đơn vị và chức năng"),
    ],
)  # fmt: skip
def test_every_role_has_its_guide(browser: Browser, cast: Cast, person: str, words: str) -> None:
    page = browser.as_(getattr(cast, person)).get("overview.help")
    page.says(words, "Điều cần nhớ")
    assert page.title.startswith("Hướng dẫn")
    browser.as_(getattr(cast, person), language="en").get("overview.help").check_english()


@pytest.mark.parametrize("person", ["lan", "dung", "thu", "chairman", "monitor", "auditor", "admin"])
def test_the_navigation_has_at_most_five_ways_and_all_lead_somewhere(browser: Browser, cast: Cast, person: str) -> None:
    reader = browser.as_(getattr(cast, person))
    page = reader.get("overview.desk", budget=14)
    ways = [str(a["href"]) for a in page.soup.select("nav.side a[href]")]
    assert 1 <= len(set(ways)) <= 8
    for way in ways:
        reader.get(way, status=200, budget=40) if way != "/scorecards" else reader._ask("GET", way)


def test_lists_of_one_side_do_not_exist_for_the_other(browser: Browser, cast: Cast) -> None:
    for person, role in ((cast.chairman, Role.DECISION_MAKER), (cast.admin, Role.ADMINISTRATOR)):
        reader = browser.as_(person, role)
        reader.get("overview.sent", status=404)
        reader.get("overview.received", status=404)
    browser.as_(cast.lan).get("overview.below", status=404)
    browser.as_(cast.auditor).get("overview.below")


@pytest.mark.req("A1")
def test_lists_are_whole_in_english(browser: Browser, cast: Cast, make: Maker) -> None:
    make.consultation()
    checks: list[tuple[Any, tuple[str, ...]]] = [
        (cast.lan, ("overview.sent", "overview.received")), (cast.mai, ("overview.sent", "overview.received")),
        (cast.monitor, ("overview.below",)),
    ]  # fmt: skip
    for person, endpoints in checks:
        for endpoint in endpoints:
            browser.as_(person, language="en").get(endpoint).check_english()
        browser.as_(person, language="en").get("overview.search", query={"q": "gop y"}).check_english()
