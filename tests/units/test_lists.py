"""Lists as Excel saves them: how a file is read, and what a line must say. Pure functions."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.units.rules import NotASheet, SheetRow, read_sheet
from coordination.units.rules.lists import (
    PEOPLE_COLUMNS,
    PEOPLE_NEEDED,
    UNIT_COLUMNS,
    UNIT_NEEDED,
    as_day,
    person_row,
    unit_row,
)

UNITS = "Mã đơn vị;Tên đơn vị;Loại đơn vị\nSTC;Sở Tài chính;Sở, ngành\n"


def units(content: bytes):
    return read_sheet(content, UNIT_COLUMNS, UNIT_NEEDED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_list_reads_the_same_however_excel_saved_it(encoding: str, ending: str, separator: str) -> None:
    content = UNITS.replace("\n", ending).replace(";", separator).encode(encoding)
    sheet = units(content)
    assert [dict(row.cells) for row in sheet.rows] == [{"code": "STC", "name": "Sở Tài chính", "kind": "Sở, ngành"}]
    assert sheet.rows[0].line == 2


def test_commas_separate_too_and_quotes_keep_them() -> None:
    sheet = units('code,name,kind\nSTC,"Sở Tài chính, TP",department\n'.encode())
    assert sheet.rows[0]["name"] == "Sở Tài chính, TP"


def test_accents_written_in_two_characters_are_joined() -> None:
    sheet = units(unicodedata.normalize("NFD", UNITS).encode())
    assert sheet.rows[0]["name"] == "Sở Tài chính"


def test_excel_s_own_separator_line_and_blank_lines_are_passed_over_but_counted() -> None:
    sheet = units(("sep=;\n" + UNITS + ";;\n\nSYT;Sở Y tế;Sở, ngành\n").encode())
    assert [row.line for row in sheet.rows] == [3, 6]


@pytest.mark.parametrize(
    "content,code",
    [
        (b"", "sheet_empty"),
        (b"\n\n", "sheet_empty"),
        ("Mã đơn vị;Tên;Loại\n".encode(), "sheet_empty"),
        ("Mã;Tên;Loại\nSTC;Sở Tài chính;Sở\n".encode("utf-16"), "sheet_not_utf8"),
        ("Mã;Tên;Loại\nSTC;Sở Tài chính;Sở\n".encode("cp1258", "replace"), "sheet_not_utf8"),
        (b"PK\x03\x04 whatever", "sheet_is_xlsx"),
        ("Mã;Tên;Loại\nSTC;Sở\0;Sở\n".encode(), "sheet_broken"),
        (("Mã;Tên;Loại\nSTC;" + "x" * 200_000 + ";Sở\n").encode(), "sheet_broken"),
        ("Mã;Tên;Loại;Màu\nSTC;Sở;Sở;xanh\n".encode(), "sheet_columns_unknown"),
        ("Mã;Tên\nSTC;Sở\n".encode(), "sheet_columns_missing"),
        ("Mã;Mã đơn vị;Tên;Loại\nA;A;Sở;Sở\n".encode(), "sheet_columns_twice"),
        (b"x" * ((10 << 20) + 1), "sheet_too_big"),
        (("Mã;Tên;Loại\n" + "A;B;Sở\n" * 20_001).encode(), "sheet_too_long"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_its_reason(content: bytes, code: str) -> None:
    with pytest.raises(NotASheet) as refused:
        units(content)
    assert refused.value.code == code


def test_a_missing_column_is_named_as_the_template_names_it() -> None:
    with pytest.raises(NotASheet) as refused:
        units(b"code;name\nSTC;x\n")
    assert refused.value.evidence == {"columns": "loại đơn vị"}


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with suppress(NotASheet):
        units(content)


@given(st.dictionaries(st.sampled_from(sorted(set(UNIT_COLUMNS.values()))), st.text(max_size=60)))
def test_no_line_of_units_breaks_the_reader(cells: dict[str, str]) -> None:
    unit_row(SheetRow(2, cells), frozenset(cells))


@given(st.dictionaries(st.sampled_from(sorted(set(PEOPLE_COLUMNS.values()))), st.text(max_size=60)))
def test_no_line_of_people_breaks_the_reader(cells: dict[str, str]) -> None:
    person_row(SheetRow(2, cells), frozenset(cells))


def row(**cells: str) -> tuple[SheetRow, frozenset[str]]:
    return SheetRow(7, cells), frozenset(cells)


@pytest.mark.parametrize(
    "cells,code,column",
    [
        ({"code": ""}, "line_cell_empty", "code"),
        ({"code": "x" * 41}, "line_cell_long", "code"),
        ({"name": "x" * 10_000}, "line_cell_long", "name"),
        ({"name": "So\x07"}, "line_cell_unreadable", "name"),
        ({"kind": "bộ lạc"}, "line_kind_unknown", "kind"),
        ({"is_authority": "có lẽ"}, "line_yes_no_unknown", "is_authority"),
        ({"boxes": "a@b.example, <script>"}, "line_email_unknown", "boxes"),
        ({"active_from": "31/2/2026"}, "line_date_unknown", "active_from"),
        ({"active_from": "1/7/2025", "active_to": "30/6/2025"}, "line_dates_reversed", "active_to"),
    ],
)
def test_a_bad_line_of_units_names_line_column_and_reason(cells: dict[str, str], code: str, column: str) -> None:
    _, found = unit_row(*row(**({"code": "STC", "name": "Sở Tài chính", "kind": "sở"} | cells)))
    assert [(f.code, f.field, f.evidence["line"]) for f in found] == [(code, column, 7)]


@pytest.mark.parametrize(
    "cells,code,column",
    [
        ({"email": ""}, "line_cell_empty", "email"),
        ({"email": "lan"}, "line_email_unknown", "email"),
        ({"email": "lan@"}, "line_email_unknown", "email"),
        ({"email": "a b@x.example"}, "line_email_unknown", "email"),
        ({"roles": "vua"}, "line_role_unknown", "roles"),
        ({"roles": ""}, "line_cell_empty", "roles"),
        ({"unit": ""}, "line_cell_empty", "unit"),
        ({"since": "ngày mai"}, "line_date_unknown", "since"),
        ({"since": "2/1/2026", "until": "1/1/2026"}, "line_dates_reversed", "until"),
        ({"language": "fr"}, "line_language_unknown", "language"),
    ],
)
def test_a_bad_line_of_people_names_line_column_and_reason(cells: dict[str, str], code: str, column: str) -> None:
    good = {"email": "lan@x.example", "name": "Nguyễn Thị Lan", "unit": "STC", "roles": "chuyên viên"}
    _, found = person_row(*row(**(good | cells)))
    assert [(f.code, f.field, f.evidence["line"]) for f in found] == [(code, column, 7)]


def test_a_line_of_people_may_hold_several_roles_also_the_one_with_a_comma() -> None:
    understood, found = person_row(
        *row(email="LAN@x.example", name="Lan", unit="UBND", roles="Văn thư, chuyên viên | theo dõi, đôn đốc")
    )
    assert found == []
    assert understood.email == "lan@x.example"
    assert understood.roles == ("clerk", "officer", "monitor")


def test_what_the_list_has_no_column_for_is_left_as_it_stands() -> None:
    understood, _ = unit_row(*row(code="STC", name="Sở Tài chính", kind="sở"))
    assert (understood.parent, understood.boxes, understood.functions, dict(understood.others)) == (
        None,
        None,
        None,
        {},
    )


def test_vietnamese_and_english_headings_name_the_same_columns() -> None:
    sheet = read_sheet(
        "Thư điện tử;HỌ  VÀ TÊN;unit;Vai trò\nlan@x.example;Lan;STC;officer\n".encode(), PEOPLE_COLUMNS, PEOPLE_NEEDED
    )
    assert sheet.columns == {"email", "name", "unit", "roles"}


@pytest.mark.parametrize(
    "text,day",
    [
        ("01/7/2025", date(2025, 7, 1)), ("1-7-2025", date(2025, 7, 1)), ("1.7.2025", date(2025, 7, 1)),
        ("2025-07-01", date(2025, 7, 1)), ("7/13/2025", None), ("30/2/2025", None), ("1/7/25", None), ("x", None),
        ("01/01/0000", None), ("٠١/٠١/٢٠٢٥", date(2025, 1, 1)),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert as_day(text) == day
