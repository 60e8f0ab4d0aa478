"""The time-limit rules on screen: adopted, changed from a day on, ended; and frozen into what is issued (F4, A9)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coordination.kernel import journal, store
from coordination.kernel.journal import JournalEntry
from coordination.limits import actions, queries
from coordination.limits.models import RuleRow
from coordination.limits.rules import ClockStart, Purpose, TimeLimitRule
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("A9", "F4")
RULE = {
    "kind": "other", "purpose": "comment", "instrument": "Quyết định 12/QĐ-UBND",
    "legal_basis": "Điều 4 Quyết định 12/QĐ-UBND", "minimum": "3", "default": "4", "maximum": "8", "unit": "working",
    "ends_at": "17:00", "clock_start": "sending", "silence": "no_opinion", "valid_from": "01/10/2026",
}  # fmt: skip
ADOPTED = TimeLimitRule(
    kind="other", instrument="Quyết định 12/QĐ-UBND", legal_basis="Điều 4 Quyết định 12/QĐ-UBND", minimum=3, default=4,
    maximum=8, valid_from=date(2026, 10, 1),
)  # fmt: skip


@pytest.fixture
def adopted(cast: Cast, clock: Clock) -> RuleRow:
    row = actions.adopt_rule(ADOPTED, note="", by=cast.actor("admin"), now=clock.now)
    store.commit()
    return row


def journalled() -> list[str]:
    journal.write_waiting(store.db.session())
    return [entry.verb for entry in store.db.session.query(JournalEntry).order_by(JournalEntry.id)]


def test_the_list_names_what_each_rule_is_for_and_marks_the_one_that_applies(browser: Browser, cast: Cast) -> None:
    page = browser.as_(cast.lan).get("limits.rules")
    page.says(
        "Sở Tư pháp thẩm định", "15 ngày", "Văn phòng cho ý kiến về thủ tục hành chính", "10 ngày", "5 ngày làm việc"
    )
    page.says("đang áp dụng", "đã hết hiệu lực", "cần kiểm chứng", "từ khi nhận đủ hồ sơ")
    assert "Thêm quy định" not in page.text
    assert [each.applies for each in queries.listed_rules(date(2026, 10, 5))].count(True) == 5


def test_a_rule_is_adopted_and_frozen_into_what_is_issued(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    page = browser.as_(cast.admin).get("limits.new_rule").form("Thêm quy định").fill(RULE).submit()
    page.says("Đã thêm quy định thời hạn.", "Quyết định 12/QĐ-UBND")
    asked = make.consultation()
    assert asked.rule is not None
    assert asked.rule["instrument"] == "Quyết định 12/QĐ-UBND"
    assert make.of(asked, "stp").due_at == clock.moment("2026-10-09 17:00")
    for endpoint in ("overview.consultation", "consultations.preview"):
        browser.as_(cast.lan).get(endpoint, consultation_id=asked.id).says(
            "4 ngày làm việc (tối thiểu 3, tối đa 8), tính từ khi gửi, hết hạn lúc 17 giờ 00.",
            "Căn cứ: Điều 4 Quyết định 12/QĐ-UBND.",
        )


def test_changing_and_ending_a_rule_never_touches_what_was_issued(
    browser: Browser, cast: Cast, make: Maker, clock: Clock, adopted: RuleRow
) -> None:
    asked = make.consultation()
    part = make.of(asked, "stp")
    before = (dict(asked.rule or {}), part.due_at, part.round, part.next_step_at)
    admin = browser.as_(cast.admin)
    page = admin.get("limits.rule", rule_id=adopted.id).form("Lưu nội dung mới")
    page.fill({**RULE, "default": "8", "valid_from": "06/10/2026"}).submit().says("Quy định mới áp dụng từ 06/10/2026.")
    rows = queries.own_rules("other")
    assert [(row.facts["default"], row.valid_from, row.valid_to) for row in rows] == [
        (8, date(2026, 10, 6), None),
        (4, date(2026, 10, 1), date(2026, 10, 5)),
    ]
    clock.at("2026-10-06")
    later = make.consultation()
    assert make.of(later, "stp").due_at == clock.moment("2026-10-16 17:00")
    page = admin.get("limits.rule", rule_id=rows[0].id).form("Kết thúc hiệu lực").fill(last="06/10/2026").submit()
    page.says("Quy định áp dụng đến hết 06/10/2026.", "từ 06/10/2026 đến 06/10/2026")
    clock.at("2026-10-07")
    found = queries.rule_for("other", clock.today)
    assert found is not None
    assert found.instrument != ADOPTED.instrument
    store.db.session.refresh(asked)
    store.db.session.refresh(part)
    assert (asked.rule, part.due_at, part.round, part.next_step_at) == before
    browser.as_(cast.lan).get("overview.consultation", consultation_id=asked.id).says(
        "4 ngày làm việc (tối thiểu 3, tối đa 8)"
    )
    assert [verb for verb in journalled() if verb.startswith("rule.")] == [
        "rule.adopted",
        "rule.changed",
        "rule.retired",
    ]


def test_a_rule_that_never_began_is_replaced_and_the_journal_keeps_it(
    browser: Browser, cast: Cast, clock: Clock
) -> None:
    later = TimeLimitRule(**{**ADOPTED.__dict__, "valid_from": date(2026, 12, 1)})
    row = actions.adopt_rule(later, note="", by=cast.actor("admin"), now=clock.now)
    store.commit()
    form = browser.as_(cast.admin).get("limits.rule", rule_id=row.id).form("Lưu nội dung mới")
    assert form.value("valid_from") == "01/12/2026"
    form.fill(default="6").submit()
    assert [each.facts["default"] for each in queries.own_rules("other")] == [6]
    entry = store.db.session.query(JournalEntry).filter_by(verb="rule.changed").one()
    assert entry.facts["before"]["default"] == 4


@pytest.mark.parametrize(
    ("span", "refused"),
    [
        (("01/10/2026", ""), True),
        (("01/12/2026", ""), True),
        (("01/09/2026", "01/10/2026"), True),
        (("01/09/2026", "30/09/2026"), False),
    ],
)
def test_two_rules_of_one_kind_and_instrument_never_speak_of_the_same_day(
    browser: Browser, cast: Cast, adopted: RuleRow, span: tuple[str, str], refused: bool
) -> None:
    form = browser.as_(cast.admin).get("limits.new_rule").form("Thêm quy định")
    form = form.fill({**RULE, "instrument": "Quyết  định 12/qđ-UBND", "valid_from": span[0], "valid_to": span[1]})
    page = form.submit(status=422 if refused else 303)
    if refused:
        page.says(
            "Loại việc này đã có quy định theo Quyết định 12/QĐ-UBND áp dụng từ 01/10/2026. Chọn ngày khác, hoặc sửa, "
            "kết thúc quy định đó trước."
        )
    form = browser.as_(cast.admin).get("limits.new_rule").form("Thêm quy định")
    form.fill({**RULE, "purpose": "appraisal"}).submit()


def test_only_a_rule_about_comments_governs_a_consultation(cast: Cast, clock: Clock) -> None:
    appraisal = TimeLimitRule(**{**ADOPTED.__dict__, "purpose": Purpose.APPRAISAL, "default": 3})
    actions.adopt_rule(appraisal, note="", by=cast.actor("admin"), now=clock.now)
    found = queries.rule_for("other", clock.today)
    assert found is not None
    assert found.purpose is Purpose.COMMENT
    assert found.default == 7


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"minimum": "5"}, "Tối thiểu, mặc định, tối đa phải tăng dần."),
        ({"minimum": "0"}, "Nhập một số từ 1 đến 365."),
        ({"maximum": "một"}, "Nhập một số nguyên."),
        ({"valid_to": "01/09/2026"}, "Ngày hết hiệu lực ở trước ngày có hiệu lực."),
        ({"silence": "deemed_agreed"}, "Nêu điều, khoản cho phép coi không trả lời là thống nhất."),
        ({"default": ""}, "Nhập số ngày mặc định."),
        ({"instrument": ""}, "Nhập số, ký hiệu văn bản."),
        ({"legal_basis": ""}, "Nhập điều, khoản."),
        ({"valid_from": "31/02/2026"}, "31/02/2026"),
        ({"note": "x" * 3000}, "nhiều nhất 2.000 ký tự"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_beside_its_field(
    browser: Browser, cast: Cast, typed: dict[str, Any], sentence: str
) -> None:
    form = browser.as_(cast.admin).get("limits.new_rule").form("Thêm quy định")
    page = form.fill({**RULE, **typed}).submit(status=422)
    page.says(sentence)
    assert page.form("Thêm quy định").value("legal_basis") == typed.get("legal_basis", RULE["legal_basis"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_from": "01/10/2026"}, "Quy định đang có bắt đầu từ ngày 01/10/2026. Chọn ngày sau đó"),
        ({"valid_from": ""}, "Nhập ngày có hiệu lực."),
        ({"default": "9"}, "Tối thiểu, mặc định, tối đa phải tăng dần."),
    ],
)
def test_a_change_that_would_rewrite_the_past_is_refused(
    browser: Browser, cast: Cast, adopted: RuleRow, typed: dict[str, str], sentence: str
) -> None:
    form = browser.as_(cast.admin).get("limits.rule", rule_id=adopted.id).form("Lưu nội dung mới")
    form.fill(typed).submit(status=422).says(sentence)
    assert [row.valid_to for row in queries.own_rules()] == [None]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [("", "Nhập ngày cuối cùng"), ("04/10/2026", "Chọn ngày từ 05/10/2026"), ("x", "ngày/tháng/năm")],
)
def test_an_end_in_the_past_is_refused(
    browser: Browser, cast: Cast, adopted: RuleRow, last: str, sentence: str
) -> None:
    form = browser.as_(cast.admin).get("limits.rule", rule_id=adopted.id).form("Kết thúc hiệu lực")
    form.fill(last=last).submit(status=422).says(sentence)


def test_a_rule_that_is_over_is_only_read(browser: Browser, cast: Cast, clock: Clock, adopted: RuleRow) -> None:
    admin = browser.as_(cast.admin)
    form = admin.get("limits.rule", rule_id=adopted.id).form("Kết thúc hiệu lực").fill(last="05/10/2026")
    change = admin.get("limits.rule", rule_id=adopted.id).form("Lưu nội dung mới").fill(RULE, valid_from="07/10/2026")
    form.submit()
    clock.at("2026-10-06")
    page = admin.get("limits.rule", rule_id=adopted.id)
    page.says("Quy định này đã hết hiệu lực")
    assert not page.has_button("Lưu nội dung mới")
    form.submit(status=422).says("Quy định này đã hết hiệu lực từ sau ngày 05/10/2026.")
    change.submit(status=422).says("Quy định này đã hết hiệu lực từ sau ngày 05/10/2026.")


def test_a_shipped_rule_is_replaced_by_one_of_the_administrators_own(browser: Browser, cast: Cast) -> None:
    place = next(
        each.shipped for each in queries.listed_rules(date(2026, 10, 5)) if each.rule.purpose is Purpose.PUBLISH
    )
    form = browser.as_(cast.admin).get("limits.new_rule", query={"like": place}).form("Thêm quy định")
    assert (form.value("default"), form.value("clock_start"), form.value("valid_from")) == (
        "5",
        "decision",
        "06/10/2026",
    )
    form.fill(default="4").submit()
    (row,) = queries.own_rules()
    assert TimeLimitRule.from_json(row.facts).clock_start is ClockStart.DECISION
    for wrong in ("99", "-1", "x"):
        browser.as_(cast.admin).get("limits.new_rule", query={"like": wrong})


def test_only_administrators_come_here(browser: Browser, cast: Cast, adopted: RuleRow) -> None:
    browser.as_(cast.lan).get("limits.rule", rule_id=adopted.id, status=404)
    browser.as_(cast.lan).post("limits.change_rule", RULE, rule_id=adopted.id, status=404)
    browser.as_(cast.admin).get("limits.rule", rule_id=adopted.id + 1, status=404)


@pytest.mark.req("A1")
def test_the_pages_are_whole_in_english(browser: Browser, cast: Cast, make: Maker, adopted: RuleRow) -> None:
    asked = make.consultation()
    admin = browser.as_(cast.admin, language="en")
    admin.get("limits.rule", rule_id=adopted.id).check_english()
    admin.get("limits.rules").check_english()
    admin.get("limits.new_rule").check_english()
    page = browser.as_(cast.lan, language="en").get("consultations.preview", consultation_id=asked.id)
    page.check_english()
    page.says("4 working days (at least 3, at most 8), counted from sending, ending at 17:00.")
