"""'Vì sao có ngày này', as a table: what was sent when, under which limit, and the whole answer in both languages.

Each case is read from top to bottom like a page: the thing sent, the due time, then the sentences, Vietnamese and
English beside each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.kernel import store
from coordination.kernel.words import in_language
from coordination.limits import actions, queries
from coordination.limits.rules import (
    DayChange,
    DayKind,
    DayUnit,
    Deadline,
    EndsAt,
    TimeLimit,
    TimeLimitRule,
    WorkCalendar,
    after_calendar_change,
    due,
    vietnam,
)
from coordination.limits.words import rule_said, why
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("F4", "A9")
CALENDAR = vietnam()


def at(text: str) -> datetime:
    return Clock().moment(text)


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    sent: str
    limit: TimeLimit
    ends: str
    why: tuple[tuple[str, str], ...]
    calendar: WorkCalendar = CALENDAR
    changed: WorkCalendar | None = None


CASES = (
    Case(
        "a swapped Saturday is a working day, and may be the last one",
        "2026-08-20 09:00", TimeLimit(2), "2026-08-22 17:00",
        (
            ("Gửi: 09:00 thứ Năm, 20/08/2026.",
             "Sent: 09:00, Thursday, 20 Aug 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 của thời hạn: thứ Sáu, 21/08/2026.",
             "Day 1 of the limit: Friday, 21 Aug 2026."),
            ("Ngày thứ 2 của thời hạn: thứ Bảy, 22/08/2026 (Ngày làm việc bù cho ngày 31/08/2026, Công văn 9859/VPCP-KGVX).",
             "Day 2 of the limit: Saturday, 22 Aug 2026 (Worked in exchange for 31/08/2026, Official Letter 9859/VPCP-KGVX)."),
            ("Hết hạn: 17:00 thứ Bảy, 22/08/2026.",
             "Ends: 17:00, Saturday, 22 Aug 2026."),
        ),
    ),
    Case(
        "Tết is left out, each day with its name",
        "2026-02-12 09:00", TimeLimit(2), "2026-02-23 17:00",
        (
            ("Gửi: 09:00 thứ Năm, 12/02/2026.",
             "Sent: 09:00, Thursday, 12 Feb 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 của thời hạn: thứ Sáu, 13/02/2026.",
             "Day 1 of the limit: Friday, 13 Feb 2026."),
            ("Không tính từ thứ Bảy, 14/02/2026 đến Chủ nhật, 15/02/2026: ngày nghỉ cuối tuần.",
             "Not counted, Saturday, 14 Feb 2026 to Sunday, 15 Feb 2026: weekend."),
            ("Không tính thứ Hai, 16/02/2026: Giao thừa Tết Nguyên Đán.",
             "Not counted, Monday, 16 Feb 2026: Lunar New Year's Eve."),
            ("Không tính thứ Ba, 17/02/2026: Tết Nguyên Đán.",
             "Not counted, Tuesday, 17 Feb 2026: Lunar New Year."),
            ("Không tính thứ Tư, 18/02/2026: Mùng hai Tết Nguyên Đán.",
             "Not counted, Wednesday, 18 Feb 2026: Second Day of Lunar New Year."),
            ("Không tính thứ Năm, 19/02/2026: Mùng ba Tết Nguyên Đán.",
             "Not counted, Thursday, 19 Feb 2026: Third Day of Lunar New Year."),
            ("Không tính thứ Sáu, 20/02/2026: Mùng bốn Tết Nguyên Đán.",
             "Not counted, Friday, 20 Feb 2026: Fourth Day of Lunar New Year."),
            ("Không tính từ thứ Bảy, 21/02/2026 đến Chủ nhật, 22/02/2026: ngày nghỉ cuối tuần.",
             "Not counted, Saturday, 21 Feb 2026 to Sunday, 22 Feb 2026: weekend."),
            ("Ngày thứ 2 của thời hạn: thứ Hai, 23/02/2026.",
             "Day 2 of the limit: Monday, 23 Feb 2026."),
            ("Hết hạn: 17:00 thứ Hai, 23/02/2026.",
             "Ends: 17:00, Monday, 23 Feb 2026."),
        ),
    ),
    Case(
        "a calendar limit that ends on a holiday goes on to the next working day",
        "2025-01-17 09:00", TimeLimit(10, DayUnit.CALENDAR), "2025-02-03 17:00",
        (
            ("Gửi: 09:00 thứ Sáu, 17/01/2025.",
             "Sent: 09:00, Friday, 17 Jan 2025."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 đến ngày thứ 9 của thời hạn: từ thứ Bảy, 18/01/2025 đến Chủ nhật, 26/01/2025.",
             "Days 1 to 9 of the limit: Saturday, 18 Jan 2025 to Sunday, 26 Jan 2025."),
            ("Ngày thứ 10 của thời hạn: thứ Hai, 27/01/2025 (Nghỉ Tết Nguyên Đán).",
             "Day 10 of the limit: Monday, 27 Jan 2025 (Lunar New Year holiday)."),
            ("Không tính thứ Ba, 28/01/2025: Giao thừa Tết Nguyên Đán.",
             "Not counted, Tuesday, 28 Jan 2025: Lunar New Year's Eve."),
            ("Không tính thứ Tư, 29/01/2025: Tết Nguyên Đán.",
             "Not counted, Wednesday, 29 Jan 2025: Lunar New Year."),
            ("Không tính thứ Năm, 30/01/2025: Mùng hai Tết Nguyên Đán.",
             "Not counted, Thursday, 30 Jan 2025: Second Day of Lunar New Year."),
            ("Không tính thứ Sáu, 31/01/2025: Mùng ba Tết Nguyên Đán.",
             "Not counted, Friday, 31 Jan 2025: Third Day of Lunar New Year."),
            ("Không tính thứ Bảy, 01/02/2025: Mùng bốn Tết Nguyên Đán.",
             "Not counted, Saturday, 1 Feb 2025: Fourth Day of Lunar New Year."),
            ("Không tính Chủ nhật, 02/02/2025: ngày nghỉ cuối tuần.",
             "Not counted, Sunday, 2 Feb 2025: weekend."),
            ("Ngày cuối rơi vào thứ Hai, 27/01/2025 là ngày nghỉ nên chuyển sang thứ Hai, 03/02/2025.",
             "The last day, Monday, 27 Jan 2025, is a day off, so it moves to Monday, 3 Feb 2025."),
            ("Hết hạn: 17:00 thứ Hai, 03/02/2025.",
             "Ends: 17:00, Monday, 3 Feb 2025."),
        ),
    ),
    Case(
        "sent at 17:00 it counts as sent that day",
        "2026-10-08 17:00", TimeLimit(1), "2026-10-09 17:00",
        (
            ("Gửi: 17:00 thứ Năm, 08/10/2026.",
             "Sent: 17:00, Thursday, 8 Oct 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 của thời hạn: thứ Sáu, 09/10/2026.",
             "Day 1 of the limit: Friday, 9 Oct 2026."),
            ("Hết hạn: 17:00 thứ Sáu, 09/10/2026.",
             "Ends: 17:00, Friday, 9 Oct 2026."),
        ),
    ),
    Case(
        "sent at 17:01 it counts as sent the next working day",
        "2026-10-08 17:01", TimeLimit(1), "2026-10-12 17:00",
        (
            ("Gửi: 17:01 thứ Năm, 08/10/2026.",
             "Sent: 17:01, Thursday, 8 Oct 2026."),
            ("Gửi ngoài giờ làm việc hoặc vào ngày nghỉ nên được tính là gửi thứ Sáu, 09/10/2026; ngày đó không tính vào thời hạn.",
             "Sent outside office hours or on a day off, so it counts as sent on Friday, 9 Oct 2026; that day is not counted."),
            ("Không tính từ thứ Bảy, 10/10/2026 đến Chủ nhật, 11/10/2026: ngày nghỉ cuối tuần.",
             "Not counted, Saturday, 10 Oct 2026 to Sunday, 11 Oct 2026: weekend."),
            ("Ngày thứ 1 của thời hạn: thứ Hai, 12/10/2026.",
             "Day 1 of the limit: Monday, 12 Oct 2026."),
            ("Hết hạn: 17:00 thứ Hai, 12/10/2026.",
             "Ends: 17:00, Monday, 12 Oct 2026."),
        ),
    ),
    Case(
        "over the year's end: New Year's day and the swap day announced on 25 December are left out",
        "2025-12-31 09:00", TimeLimit(2), "2026-01-06 17:00",
        (
            ("Gửi: 09:00 thứ Tư, 31/12/2025.",
             "Sent: 09:00, Wednesday, 31 Dec 2025."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Không tính thứ Năm, 01/01/2026: Tết Dương lịch.",
             "Not counted, Thursday, 1 Jan 2026: New Year's Day."),
            ("Không tính thứ Sáu, 02/01/2026: Ngày nghỉ (thay cho ngày 10/01/2026), Công văn 12729/VPCP-KGVX.",
             "Not counted, Friday, 2 Jan 2026: Day off (in exchange for 10/01/2026), Official Letter 12729/VPCP-KGVX."),
            ("Không tính từ thứ Bảy, 03/01/2026 đến Chủ nhật, 04/01/2026: ngày nghỉ cuối tuần.",
             "Not counted, Saturday, 3 Jan 2026 to Sunday, 4 Jan 2026: weekend."),
            ("Ngày thứ 1 đến ngày thứ 2 của thời hạn: từ thứ Hai, 05/01/2026 đến thứ Ba, 06/01/2026.",
             "Days 1 to 2 of the limit: Monday, 5 Jan 2026 to Tuesday, 6 Jan 2026."),
            ("Hết hạn: 17:00 thứ Ba, 06/01/2026.",
             "Ends: 17:00, Tuesday, 6 Jan 2026."),
        ),
    ),
    Case(
        "a rule that ends at 24:00, with its basis",
        "2026-10-05 09:00", TimeLimit(1, ends_at=EndsAt.MIDNIGHT, legal_basis="Điều 148 Bộ luật Dân sự"), "2026-10-07 00:00",
        (
            ("Gửi: 09:00 thứ Hai, 05/10/2026.",
             "Sent: 09:00, Monday, 5 Oct 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 của thời hạn: thứ Ba, 06/10/2026.",
             "Day 1 of the limit: Tuesday, 6 Oct 2026."),
            ("Căn cứ: Điều 148 Bộ luật Dân sự.",
             "Basis: Điều 148 Bộ luật Dân sự."),
            ("Hết hạn: 24:00 thứ Ba, 06/10/2026.",
             "Ends: 24:00, Tuesday, 6 Oct 2026."),
        ),
    ),
    Case(
        "the calendar changed after issue: the due time moves by the day that fell out",
        "2026-10-05 09:00", TimeLimit(3), "2026-10-09 17:00",
        (
            ("Gửi: 09:00 thứ Hai, 05/10/2026.",
             "Sent: 09:00, Monday, 5 Oct 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 đến ngày thứ 3 của thời hạn: từ thứ Ba, 06/10/2026 đến thứ Năm, 08/10/2026.",
             "Days 1 to 3 of the limit: Tuesday, 6 Oct 2026 to Thursday, 8 Oct 2026."),
            ("Hết hạn: 17:00 thứ Năm, 08/10/2026.",
             "Ends: 17:00, Thursday, 8 Oct 2026."),
            ("Lịch làm việc thay đổi nên hạn chuyển từ thứ Năm, 08/10/2026 đến thứ Sáu, 09/10/2026.",
             "The working calendar changed, so the due day moves from Thursday, 8 Oct 2026 to Friday, 9 Oct 2026."),
        ),
        changed=vietnam(off={date(2026, 10, 7): "Nghỉ bão"}),
    ),
    Case(
        "the day of sending was declared off afterwards: it counts as sent the next working day",
        "2026-10-05 09:00", TimeLimit(3), "2026-10-09 17:00",
        (
            ("Gửi: 09:00 thứ Hai, 05/10/2026.",
             "Sent: 09:00, Monday, 5 Oct 2026."),
            ("Ngày gửi không tính vào thời hạn.",
             "The day of sending is not counted."),
            ("Ngày thứ 1 đến ngày thứ 3 của thời hạn: từ thứ Ba, 06/10/2026 đến thứ Năm, 08/10/2026.",
             "Days 1 to 3 of the limit: Tuesday, 6 Oct 2026 to Thursday, 8 Oct 2026."),
            ("Hết hạn: 17:00 thứ Năm, 08/10/2026.",
             "Ends: 17:00, Thursday, 8 Oct 2026."),
            ("Lịch làm việc thay đổi nên hạn chuyển từ thứ Năm, 08/10/2026 đến thứ Sáu, 09/10/2026.",
             "The working calendar changed, so the due day moves from Thursday, 8 Oct 2026 to Friday, 9 Oct 2026."),
        ),
        changed=vietnam(off={date(2026, 10, 5): "Nghỉ bão"}),
    ),
)  # fmt: skip


def told(deadline: Deadline, language: str) -> list[str]:
    with in_language(language):
        return why(deadline.why)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_why_this_date(app: Flask, case: Case) -> None:
    deadline = due(at(case.sent), case.limit, case.calendar)
    if case.changed is not None:
        moved = after_calendar_change(deadline, case.limit.unit, case.calendar, case.changed).moved
        assert moved is not None
        deadline = moved
    assert deadline.at == at(case.ends)
    for language, column in (("vi", 0), ("en", 1)):
        assert told(deadline, language) == [pair[column] for pair in case.why]


def test_a_rule_changed_in_between_leaves_what_was_issued_and_its_reason(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    """Issued under 4 days on Monday; from Tuesday the rule gives 8; each keeps its own why and its own printed rule."""
    rule = TimeLimitRule(
        kind="other", instrument="Quyết định 12/QĐ-UBND", legal_basis="Quyết định 12/QĐ-UBND, Điều 4", default=4,
        valid_from=date(2026, 10, 1),
    )  # fmt: skip
    admin = cast.actor("admin")
    row = actions.adopt_rule(rule, note="", by=admin, now=clock.now)
    before = make.of(make.consultation(), "stp")
    changed = TimeLimitRule(**{**rule.__dict__, "default": 8, "valid_from": date(2026, 10, 6)})
    actions.change_rule(row, changed, note="", by=admin, now=clock.now, today=clock.today)
    clock.at("2026-10-06")
    after = make.of(make.consultation(), "stp")
    for part, days, end in ((before, 4, "2026-10-09 17:00"), (after, 8, "2026-10-16 17:00")):
        deadline = consultation_queries.deadlines_in_force([part])[part.id]
        assert deadline.at == at(end)
        assert "Căn cứ: Quyết định 12/QĐ-UBND, Điều 4." in told(deadline, "vi")
        assert "Basis: Quyết định 12/QĐ-UBND, Điều 4." in told(deadline, "en")
        frozen = TimeLimitRule.from_json(part.consultation.rule or {})
        with in_language("vi"):
            assert str(rule_said(frozen)[0]) == f"{days} ngày làm việc, tính từ khi gửi, hết hạn lúc 17 giờ 00."
        with in_language("en"):
            assert str(rule_said(frozen)[0]) == f"{days} working days, counted from sending, ending at 17:00."


def test_a_calendar_changed_after_issue_is_told_on_the_page(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    part = make.consultee("stp")
    change = [DayChange(date(2026, 10, 7), DayKind.OFF, "Nghỉ bão", "")]
    found = consultations.preview_calendar(change, now=clock.now)
    how: dict[str, Any] = {"reason": "Bão.", "edition": queries.edition(), "stamp": found.stamp}
    consultations.change_calendar(change, **how, by=cast.actor("admin"), now=clock.now)
    store.commit()
    for language, sentence in (
        ("vi", "Lịch làm việc thay đổi nên hạn chuyển từ thứ Tư, 14/10/2026 đến thứ Năm, 15/10/2026."),
        (
            "en",
            "The working calendar changed, so the due day moves from Wednesday, 14 Oct 2026 to Thursday, 15 Oct 2026.",
        ),
    ):
        page = browser.as_(cast.mai, language=language).get("consultations.why_due", consultee_id=part.id)
        page.says(sentence)
