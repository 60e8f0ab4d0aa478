"""Forms take what people and machines send, keep what was typed, and say plainly what is wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_wtf import CSRFProtect
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import FormField

from coordination.kernel import catalogues
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    EmailField,
    FileField,
    FilesField,
    HiddenField,
    HiddenNumberField,
    HouseForm,
    HouseSubForm,
    LongWordsField,
    MomentField,
    NumberField,
    PasswordField,
    RadiosField,
    RowsField,
    SearchForm,
    WordsField,
    YesField,
    enum_choices,
)
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import in_language
from tests.kernel import scratch


class Kind(StrEnum):
    LAW = "law"
    PLAN = "plan"


KINDS = {Kind.LAW: _l("thứ Hai"), Kind.PLAN: "Kế hoạch"}


class PointForm(HouseSubForm):
    text = LongWordsField("Nội dung", required="Ghi nội dung.")
    row = HiddenNumberField()


class WholeForm(HouseForm):
    subject = WordsField("Trích yếu", required="Ghi trích yếu.", max=200)
    reason = LongWordsField("Lý do")
    address = EmailField("Địa chỉ email")
    secret = PasswordField("Mật khẩu")
    day = DayField("Ngày văn bản")
    due = MomentField("Hạn trả lời")
    days = NumberField("Số ngày", least=1, most=30)
    kind = ChoiceField("Loại", choices=enum_choices(KINDS, empty=True), coerce=Kind)
    position = RadiosField("Chính kiến", choices=enum_choices(KINDS), coerce=Kind, required="Chọn chính kiến.")
    units = ChecksField("Đơn vị", choices=[("1", "A"), ("2", "B")])
    sure = YesField("Đã kiểm tra", required="Xác nhận đã kiểm tra.")
    file = FileField("Tệp")
    files = FilesField("Các tệp")
    version = HiddenNumberField()
    next = HiddenField()
    points = RowsField(FormField(PointForm), max_entries=3)


RIGHT = {"subject": "Dự thảo", "position": "law", "sure": "y"}


@pytest.fixture(scope="module")
def _scratch() -> Flask:
    catalogues.compile("kernel")
    app = scratch.application()
    CSRFProtect(app)
    return app


@pytest.fixture(autouse=True)
def house(_scratch: Flask) -> Iterator[Flask]:
    with _scratch.app_context():
        yield _scratch


def sent(app: Flask, form: type[HouseForm] = WholeForm, **values: Any) -> Any:
    """The form as it is after somebody sent these values."""
    with app.test_request_context(method="POST", data=values):
        filled = form()
        filled.validate()
        return filled


def said(form: HouseForm) -> dict[str, str]:
    return dict(form.errors_summary())


def test_what_is_right_comes_through_clean(house: Flask) -> None:
    form = sent(
        house, **RIGHT, reason="  một\r\nhai\u200b\x07  ", day="1/2/2026", due="26/11/2026", days="7", kind="plan",
        units=["1", "2"], version="3", address="lan@hcm.gov.vn", secret=" giữ khoảng trống ", next="/a",
    )  # fmt: skip
    assert form.errors_summary() == []
    assert form.reason.data == "một\nhai"
    assert form.day.data == date(2026, 2, 1)
    assert form.due.data == datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    assert (form.days.data, form.version.data, form.units.data) == (7, 3, ["1", "2"])
    assert (form.kind.data, form.position.data) == (Kind.PLAN, Kind.LAW)
    assert form.secret.data == " giữ khoảng trống "


def test_two_ways_of_typing_a_letter_are_one(house: Flask) -> None:
    assert sent(house, **RIGHT | {"subject": "Quye\u0302\u0301t  định\n mới"}).subject.data == "Quyết định mới"


def test_an_empty_form_says_what_is_needed_in_our_words(house: Flask) -> None:
    assert said(sent(house)) == {
        "subject": "Ghi trích yếu.", "position": "Chọn chính kiến.", "sure": "Xác nhận đã kiểm tra."
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("subject", "x" * 10_000, "Dài 10.000 ký tự, nhiều nhất 200 ký tự. Rút ngắn lại."),
        ("reason", "a\x00b", "Có ký tự không đọc được trong mục này. Xóa chỗ đó và gõ lại."),
        ("subject", "a\x00b", "Có ký tự không đọc được trong mục này. Xóa chỗ đó và gõ lại."),
        ("day", "31/02/2026", "Ngày “31/02/2026” không có trong lịch."),
        ("day", "26/11/26", "Nhập theo dạng ngày/tháng/năm, ví dụ 26/11/2026."),
        ("day", "0/0/0000", "không có trong lịch"),
        ("day", "<script>", "Nhập theo dạng ngày/tháng/năm"),
        ("due", "30/02/2026", "không có trong lịch"),
        ("days", "31", "Nhập một số từ 1 đến 30."),
        ("days", "9" * 5000, "Nhập một số nguyên."),
        ("days", "ba", "Nhập một số nguyên."),
        ("kind", "nothing", "Chọn một trong các mục trong danh sách."),
        ("position", "nothing", "Chọn một trong các mục trong danh sách."),
        ("units", "77", "Chọn một trong các mục trong danh sách."),
        ("address", "không phải", "Địa chỉ email chưa đúng."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(house: Flask, field: str, typed: str, words: str) -> None:
    form = sent(house, **RIGHT | {field: typed})
    assert list(said(form)) == [field]
    assert words in said(form)[field]


@pytest.mark.parametrize("field", ["subject", "day", "due", "days"])
def test_what_was_typed_stays_in_its_box(house: Flask, field: str) -> None:
    assert "chưa phải" in sent(house, **RIGHT | {field: "chưa phải"})[field]()


def test_too_long_a_text_is_not_cut(house: Flask) -> None:
    form = sent(house, **RIGHT | {"subject": "x" * 10_000})
    assert form.subject.data == "x" * 10_000
    assert "maxlength" not in form.subject()


@pytest.mark.parametrize("typed", ["26/11/2026", "26-11-2026", "26.11.2026", " 26 / 11 / 2026 ", "2026-11-26"])
def test_a_day_may_be_written_in_several_ways(house: Flask, typed: str) -> None:
    form = sent(house, **RIGHT | {"day": typed})
    assert form.day.data == date(2026, 11, 26)
    assert 'value="' in form.day()


@pytest.mark.parametrize(("typed", "hour"), [("", 10), ("17:00", 10), ("8h30", 1), ("8 giờ", None), ("25:00", None)])
def test_a_moment_has_a_day_and_an_hour(house: Flask, typed: str, hour: int | None) -> None:
    form = sent(house, **RIGHT | {"due": "26/11/2026", "due-time": typed})
    if hour is None:
        assert said(form) == {"due": "Nhập giờ theo dạng giờ:phút, ví dụ 17:00."}
        assert form.due.time_value() == typed
    else:
        assert form.due.data.hour == hour


def test_a_moment_that_is_known_stands_in_both_boxes(house: Flask) -> None:
    with house.test_request_context():
        form = WholeForm(due=datetime(2026, 11, 26, 1, 30, tzinfo=UTC))
        assert 'value="26/11/2026"' in form.due()
        assert form.due.time_value() == "08:30"
        assert WholeForm().due.time_value() == "17:00"


def test_a_number_the_page_carries_is_nothing_when_somebody_changed_it(house: Flask) -> None:
    for typed in ("abc", "-1", "9" * 40, "²", "1\x00"):
        form = sent(house, **RIGHT | {"version": typed})
        assert form.errors_summary() == []
        assert form.version.data in (None, 1)


def test_rows_are_read_in_their_order_and_a_silly_number_is_no_row(house: Flask) -> None:
    form = sent(
        house, **RIGHT,
        **{"points-7-text": "hai", "points-2-text": "một", "points-²-text": "x", "points-" + "9" * 30 + "-text": "x"},
    )  # fmt: skip
    assert [row["text"] for row in form.points.data] == ["một", "hai"]
    assert form.errors_summary() == []


def test_what_is_wrong_in_a_row_leads_to_that_row(house: Flask) -> None:
    form = sent(house, **RIGHT, **{"points-0-text": "", "points-1-text": "hai"})
    assert said(form) == {"points-0-text": "Ghi nội dung."}


def test_a_file_is_a_file_and_a_text_in_its_place_is_none(house: Flask) -> None:
    form = sent(house, **RIGHT, file=(io.BytesIO(b"%PDF-"), "a.pdf"), files=[(io.BytesIO(b"1"), "b.pdf")])
    assert form.file.data.filename == "a.pdf"
    assert [each.filename for each in form.files.data] == ["b.pdf"]
    assert sent(house, **RIGHT, file="not a file").file.data is None


def test_a_file_in_the_place_of_a_text_is_an_empty_text(house: Flask) -> None:
    form = sent(house, position="law", sure="y", subject=(io.BytesIO(b"1"), "b.pdf"))
    assert said(form) == {"subject": "Ghi trích yếu."}


def test_a_verb_that_refuses_speaks_through_the_form(house: Flask) -> None:
    house.extensions["sentences"] = {"early": "Hạn sớm hơn mức tối thiểu.", "row": "Sửa.", "other": "Việc khác."}

    def refuse() -> None:
        raise NotReady(
            Finding("early", field="due"), Finding("row", field="points-0-text"), Finding("other", field="x")
        )

    form = sent(house, **RIGHT, **{"points-0-text": "một"})
    assert not form.does(refuse)
    assert form.errors_summary() == [
        ("", "Việc khác."), ("due", "Hạn sớm hơn mức tối thiểu."), ("points-0-text", "Sửa.")
    ]  # fmt: skip
    assert form.does(int, "7")
    assert form.result == 7


def test_one_token_stands_on_a_page_and_hidden_fields_have_no_ids(house: Flask) -> None:
    with house.test_request_context():
        tag = str(WholeForm(prefix="a").hidden_tag())
    assert tag.count('name="csrf_token"') == 1
    assert 'name="a-version"' in tag
    assert "id=" not in tag


def test_filters_are_read_from_the_address_without_a_token(house: Flask) -> None:
    class Filter(SearchForm):
        q = WordsField("Tìm")
        since = DayField("Từ ngày")

    with house.test_request_context():
        form = Filter(MultiDict({"q": " đường ", "since": "hôm qua"}))
        assert not form.validate()
        assert (form.q.data, form.since.data) == ("đường", None)
        assert "csrf" not in str(form.hidden_tag())


def test_the_sentences_have_their_english(house: Flask) -> None:
    with in_language("en"):
        form = sent(house, **RIGHT | {"days": "x", "kind": "x"})
        assert said(form) == {"days": "Enter a whole number.", "kind": "Choose one of the listed items."}


NAMES = (
    "subject",
    "reason",
    "address",
    "day",
    "due",
    "due-time",
    "days",
    "kind",
    "position",
    "units",
    "version",
    "next",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_no_text_breaks_a_form(house: Flask, typed: str) -> None:
    with house.test_request_context(method="POST", data=MultiDict((name, typed) for name in NAMES)):
        form = WholeForm()
        form.validate()
        for name in NAMES:
            if name in form:
                assert "\x00" not in str(form[name]())
