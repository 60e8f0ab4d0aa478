"""A list as Excel saves it (CSV): read to the last line before anything is done, so that it is all or nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MAX_LINES = 20_000
MAX_BYTES = 10 << 20


class NotASheet(Exception):
    """The file as a whole can't be read; `code` says why (worded in `words`)."""

    def __init__(self, code: str, **evidence: str) -> None:
        super().__init__(code)
        self.code = code
        self.evidence = evidence


@dataclass(frozen=True)
class SheetRow:
    """One line: its number as Excel counts (the heading is line 1) and its cells by column."""

    line: int
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """The lines of a list, and which of the known columns it has; a column that is missing leaves what stands."""

    columns: frozenset[str]
    rows: tuple[SheetRow, ...]


def read_sheet(content: bytes, columns: Mapping[str, str], needed: frozenset[str]) -> Sheet:
    """Read a CSV file in UTF-8 (with or without BOM), separated by ';', ',' or tab.

    `columns`: heading (small letters, single spaces) → column. Raises NotASheet for a file that is no such list.
    """
    text = _decoded(content)
    separator = _separator(text)
    try:
        lines = list(_lines(text, separator))
    except csv.Error as broken:
        raise NotASheet("sheet_broken") from broken
    if not lines:
        raise NotASheet("sheet_empty")
    (_, head), *body = lines
    order = _order(head, columns, needed)
    if not body:
        raise NotASheet("sheet_empty")
    if len(body) > MAX_LINES:
        raise NotASheet("sheet_too_long", most=str(MAX_LINES))
    return Sheet(
        columns=frozenset(name for name in order if name),
        rows=tuple(SheetRow(line, MappingProxyType(_cells(order, cells))) for line, cells in body),
    )


def _decoded(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise NotASheet("sheet_too_big", most=str(MAX_BYTES >> 20))
    if content.startswith(b"PK\x03\x04"):
        raise NotASheet("sheet_is_xlsx")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotASheet("sheet_not_utf8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as other_encoding:
        raise NotASheet("sheet_not_utf8") from other_encoding
    if "\0" in text:
        raise NotASheet("sheet_broken")
    return unicodedata.normalize("NFC", text)


def _separator(text: str) -> str:
    """Excel separates by ';' where the comma is the decimal sign; the heading tells."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    if head.lower().startswith("sep=") and len(head) == 5:
        return head[4]
    return max(";,\t", key=head.count)


def _lines(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Lines that say something, each with the number of the row that a spreadsheet would show."""
    found = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    for number, cells in enumerate(reader, start=1):
        plain = [" ".join(cell.split()) for cell in cells]
        if any(plain) and not (number == 1 and plain[0].lower().startswith("sep=")):
            found.append((number, plain))
    return found


def _order(head: list[str], columns: Mapping[str, str], needed: frozenset[str]) -> list[str]:
    order = [columns.get(heading.casefold(), "") for heading in head]
    unknown = [heading for heading, name in zip(head, order, strict=True) if heading and not name]
    if unknown:
        raise NotASheet("sheet_columns_unknown", columns=", ".join(unknown[:5])[:300])
    missing = needed - set(order)
    if missing:
        names = {name: heading for heading, name in reversed(list(columns.items()))}
        raise NotASheet("sheet_columns_missing", columns=", ".join(sorted(names[name] for name in missing)))
    known = [name for name in order if name]
    if len(known) != len(set(known)):
        raise NotASheet("sheet_columns_twice")
    return order


def _cells(order: list[str], cells: list[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(order, cells, strict=False) if name}
