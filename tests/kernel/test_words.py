"""Dates, counts and letters as a Vietnamese office writes them, and the same in English."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask, g, session
from flask_babel import refresh
from hypothesis import given
from hypothesis import strategies as st

from coordination.kernel import catalogues, words
from coordination.kernel.actor import Actor, Role
from coordination.kernel.sentences import sentence, sentences
from coordination.kernel.values import Finding
from tests.kernel import scratch

CLOSE_OF_OFFICE = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _scratch() -> Flask:
    catalogues.compile("kernel")
    return scratch.application()


@pytest.fixture(autouse=True)
def house(_scratch: Flask) -> Iterator[Flask]:
    with _scratch.app_context():
        yield _scratch


def test_a_due_time_is_said_in_words() -> None:
    assert words.moment(CLOSE_OF_OFFICE) == "17:00 thứ Năm, 26/11/2026"
    assert words.before(CLOSE_OF_OFFICE) == "trước 17:00 thứ Năm, 26/11/2026"
    assert words.due_phrase(CLOSE_OF_OFFICE, left=2) == "trước 17:00 thứ Năm, 26/11/2026 – còn 2 ngày làm việc"
    assert words.due_phrase(CLOSE_OF_OFFICE) == words.before(CLOSE_OF_OFFICE)


def test_what_is_overdue_says_by_how_much_and_since_when() -> None:
    assert words.days_late(3, date(2026, 11, 23)) == "quá hạn 3 ngày làm việc (từ 23/11)"
    assert words.due_phrase(CLOSE_OF_OFFICE, late=1) == "quá hạn 1 ngày làm việc (từ 26/11)"
    assert words.days_late(3) == "quá hạn 3 ngày làm việc"


def test_the_last_day_is_not_called_zero_days() -> None:
    assert words.days_left(0) == "hạn trong hôm nay"
    assert words.days_left(1) == "còn 1 ngày làm việc"
    assert words.days_left(4, calendar=True) == "còn 4 ngày"


def test_english_has_its_own_dates_and_plurals() -> None:
    with words.in_language("en"):
        assert words.moment(CLOSE_OF_OFFICE) == "17:00, Thursday, 26 Nov 2026"
        assert words.days_left(1) == "1 working day left"
        assert words.days_left(2) == "2 working days left"
        assert words.days_late(3, date(2026, 11, 23)) == "3 working days overdue (since 23 Nov)"
    assert words.days_left(2) == "còn 2 ngày làm việc"


def test_a_moment_is_shown_as_an_office_in_vietnam_reads_it() -> None:
    late_evening_in_london = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert words.day(late_evening_in_london) == "26/11/2026"
    assert words.clock_time(late_evening_in_london) == "06:30"
    assert words.weekday_day(date(2026, 11, 29)) == "Chủ nhật, 29/11/2026"


def test_formal_days_write_two_digits_where_letters_do() -> None:
    assert words.formal_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert words.formal_day(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert (words.two_digits(2), words.two_digits(10)) == ("02", "10")


def test_nothing_is_shown_for_a_day_that_is_not_there() -> None:
    for each in (words.day, words.short_day, words.weekday_day, words.formal_day, words.clock_time, words.moment):
        assert each(None) == ""


def test_numbers_follow_the_language() -> None:
    assert words.number(1234.5, 1) == "1.234,5"
    assert words.percent(0.854) == "85\u00a0%"
    assert words.size(1_258_291) == "1,2 MB"
    assert words.size(10) == "1 KB"
    with words.in_language("en"):
        assert words.number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Sở Xây dựng", "so xay dung"), ("ĐẮK LẮK", "dak lak"), ("  Gò   Vấp ", "go vap"), ("đường sắt", "duong sat")],
)
def test_searching_knows_no_accents(text: str, folded: str) -> None:
    assert words.fold(text) == folded
    assert words.fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words.fold(words.fold(text)) == words.fold(text)


def test_names_stand_in_the_order_of_a_vietnamese_dictionary() -> None:
    right = ["An", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Ban", "Ca", "Da", "Đa", "Oa", "Ôa", "Ơa", "Ư"]
    mixed = random.Random(1).sample(right, len(right))
    assert sorted(mixed, key=words.sort_key) == right


def test_a_syllable_is_compared_before_the_next_one() -> None:
    mixed = ["Ban Mê", "Bà Triệu", "Bà Rịa", "Ba Đình"]
    assert sorted(mixed, key=words.sort_key) == ["Ba Đình", "Bà Rịa", "Bà Triệu", "Ban Mê"]
    mixed = ["Sở Tư pháp", "Phường An Lạc", "Phường 10", "Phường 2"]
    assert sorted(mixed, key=words.sort_key) == ["Phường 2", "Phường 10", "Phường An Lạc", "Sở Tư pháp"]


def test_the_readers_own_language_wins_over_the_one_chosen_before_signing_in(house: Flask) -> None:
    english = Actor(1, "Lan", Role.OFFICER, 1, language="en")
    for actor, chosen, expected in [
        (None, None, "vi"), (None, "en", "en"), (None, "xx", "vi"), (english, "vi", "en"), (english, None, "en"),
    ]:  # fmt: skip
        with house.test_request_context():
            g.actor = actor
            if chosen:
                session["language"] = chosen
            refresh()
            assert words.language() == expected


def test_a_letter_is_in_its_receivers_language_whoever_is_signed_in(house: Flask) -> None:
    with house.test_request_context():
        g.actor = Actor(1, "Lan", Role.OFFICER, 1, language="en")
        refresh()
        with words.in_language("vi"):
            assert words.days_left(2) == "còn 2 ngày làm việc"
        assert words.language() == "en"
        with words.in_language("de"):
            assert words.language() == "vi"


def test_a_finding_is_said_with_its_evidence_in_words(house: Flask) -> None:
    house.extensions["sentences"] = {
        "due_too_early": "Hạn (%(due)s) sớm hơn %(earliest)s, mức 100 % là %(least)s; gồm %(units)s.",
        "called": lambda finding: f"gọi {finding.code}",
    }
    finding = Finding(
        "due_too_early",
        evidence={"due": CLOSE_OF_OFFICE, "earliest": date(2026, 12, 1), "units": ("A", "B")},
    )
    assert sentence(finding) == "Hạn (17:00 thứ Năm, 26/11/2026) sớm hơn 01/12/2026, mức 100 % là …; gồm A, B."
    assert sentences([Finding("called"), Finding("called")]) == ["gọi called"]
    assert "50 MB" in sentence(Finding("file_too_big", evidence={"name": "a.pdf", "limit": 50}))
    assert sentence(Finding("nobody_worded_this")).startswith("Chưa thực hiện được việc này")


def test_the_kernels_english_has_no_gap() -> None:
    assert catalogues.gaps("kernel") == []
