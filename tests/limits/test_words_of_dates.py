"""'Vì sao có ngày này': every due time told in sentences, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from coordination.kernel.clock import at
from coordination.kernel.words import in_language
from coordination.limits.rules import (
    DayUnit,
    Deadline,
    Step,
    StepKind,
    TimeLimit,
    delivered_later,
    due,
    due_on,
    extended,
    moved_by,
    restart,
    vietnam,
)
from coordination.limits.words import day_span, why

CALENDAR = vietnam()
MONDAY = at(date(2026, 10, 5), 9)
FIVE = TimeLimit(5, legal_basis="Điều 5")


def told(deadline: Deadline, language: str = "vi") -> list[str]:
    with in_language(language):
        return why(deadline.why)


@pytest.mark.req("F4", "A9")
def test_an_ordinary_limit_tells_its_start_its_days_the_weekend_its_basis_and_its_end(app: Flask) -> None:
    assert told(due(MONDAY, FIVE, CALENDAR)) == [
        "Gửi: 09:00 thứ Hai, 05/10/2026.",
        "Ngày gửi không tính vào thời hạn.",
        "Ngày thứ 1 đến ngày thứ 4 của thời hạn: từ thứ Ba, 06/10/2026 đến thứ Sáu, 09/10/2026.",
        "Không tính từ thứ Bảy, 10/10/2026 đến Chủ nhật, 11/10/2026: ngày nghỉ cuối tuần.",
        "Ngày thứ 5 của thời hạn: thứ Hai, 12/10/2026.",
        "Căn cứ: Điều 5.",
        "Hết hạn: 17:00 thứ Hai, 12/10/2026.",
    ]


@pytest.mark.req("F4")
def test_what_is_sent_after_hours_counts_from_the_next_working_day(app: Flask) -> None:
    assert told(due(at(date(2026, 10, 9), 17, 1), FIVE, CALENDAR))[:3] == [
        "Gửi: 17:01 thứ Sáu, 09/10/2026.",
        "Gửi ngoài giờ làm việc hoặc vào ngày nghỉ nên được tính là gửi thứ Hai, 12/10/2026; ngày đó không tính vào "
        "thời hạn.",
        "Ngày thứ 1 đến ngày thứ 4 của thời hạn: từ thứ Ba, 13/10/2026 đến thứ Sáu, 16/10/2026.",
    ]


@pytest.mark.req("A9")
def test_a_swapped_saturday_and_holidays_are_named(app: Flask) -> None:
    sentences = told(due(at(date(2026, 8, 20), 9), TimeLimit(3), CALENDAR))
    assert any(
        s.startswith("Ngày thứ 2 của thời hạn: thứ Bảy, 22/08/2026 (Ngày làm việc bù cho ngày 31/08/2026")
        for s in sentences
    )
    holidays = told(due(at(date(2026, 8, 28), 9), TimeLimit(1), CALENDAR))
    assert "Không tính từ thứ Ba, 01/09/2026 đến thứ Tư, 02/09/2026: Quốc khánh." in holidays


def test_a_day_the_administrator_declared_bears_its_own_name(app: Flask) -> None:
    calendar = vietnam(off={date(2026, 10, 7): "Nghỉ bão theo Công điện 12"})
    assert "Không tính thứ Tư, 07/10/2026: Nghỉ bão theo Công điện 12." in told(due(MONDAY, TimeLimit(2), calendar))


@pytest.mark.req("F4")
def test_a_calendar_limit_that_ends_on_a_day_off_says_that_it_rolls(app: Flask) -> None:
    sentences = told(due(MONDAY, TimeLimit(5, DayUnit.CALENDAR), CALENDAR))
    assert "Ngày thứ 1 đến ngày thứ 5 của thời hạn: từ thứ Ba, 06/10/2026 đến thứ Bảy, 10/10/2026." in sentences
    assert "Ngày cuối rơi vào thứ Bảy, 10/10/2026 là ngày nghỉ nên chuyển sang thứ Hai, 12/10/2026." in sentences


@pytest.mark.req("F4", "C3")
def test_every_move_adds_its_own_sentence(app: Flask) -> None:
    before = due(MONDAY, FIVE, CALENDAR)
    later = extended(before, date(2026, 10, 15), CALENDAR, reason="Đơn vị đề nghị.")
    assert told(later)[-1] == (
        "Được gia hạn từ thứ Hai, 12/10/2026 đến 17:00 thứ Năm, 15/10/2026. Lý do: Đơn vị đề nghị."
    )
    assert told(moved_by(before, 2, CALENDAR))[-1] == (
        "Lùi 2 ngày làm việc chờ xử lý phản hồi, đến thứ Tư, 14/10/2026."
    )
    assert told(restart(at(date(2026, 10, 8), 10), FIVE, CALENDAR, before))[0] == (
        "Hồ sơ đầy đủ lúc 10:00 thứ Năm, 08/10/2026 nên thời hạn được tính lại từ đó, thay cho hạn thứ Hai, 12/10/2026."
    )
    assert told(delivered_later(at(date(2026, 10, 7), 8), FIVE, CALENDAR, before))[0].startswith(
        "Công văn đến đơn vị lúc 08:00 thứ Tư, 07/10/2026 nên thời hạn được tính lại từ đó"
    )
    assert told(due_on(date(2026, 10, 20), CALENDAR))[0] == "Đơn vị chủ trì chọn hạn: ngày thứ Ba, 20/10/2026."


@pytest.mark.parametrize("kind", list(StepKind))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_step_is_left_without_a_sentence(app: Flask, kind: StepKind, language: str) -> None:
    step = Step(kind, date(2026, 10, 7), "Nghỉ bão", 3, at(date(2026, 10, 7), 9), date(2026, 10, 9), "Lý do.")
    (sentence,) = told(Deadline(MONDAY, (step,)), language)
    assert sentence.endswith(".")
    assert "%(" not in sentence
    assert "None" not in sentence


@pytest.mark.req("A1")
def test_in_english_everything_but_the_texts_of_people_is_english(app: Flask) -> None:
    assert told(due(MONDAY, TimeLimit(5), CALENDAR), "en") == [
        "Sent: 09:00, Monday, 5 Oct 2026.",
        "The day of sending is not counted.",
        "Days 1 to 4 of the limit: Tuesday, 6 Oct 2026 to Friday, 9 Oct 2026.",
        "Not counted, Saturday, 10 Oct 2026 to Sunday, 11 Oct 2026: weekend.",
        "Day 5 of the limit: Monday, 12 Oct 2026.",
        "Ends: 17:00, Monday, 12 Oct 2026.",
    ]


def test_a_span_of_validity_is_told_with_or_without_its_end(app: Flask) -> None:
    with in_language("vi"):
        assert day_span(date(2025, 7, 1), None) == "từ 01/07/2025"
        assert day_span(date(2025, 7, 1), date(2025, 12, 31)) == "từ 01/07/2025 đến 31/12/2025"
