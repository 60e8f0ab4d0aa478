"""The two lists an administrator brings in: which columns they have, and what a line must say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from coordination.kernel.values import Finding
from coordination.units.rules.sheets import SheetRow

T = TypeVar("T")
EMAIL = re.compile(r"[^@\s,;<>\"'()\[\]\\]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+", re.ASCII)

UNIT_COLUMNS: dict[str, str] = {
    "mã đơn vị": "code", "mã": "code", "code": "code",
    "tên đơn vị": "name", "tên": "name", "name": "name",
    "loại đơn vị": "kind", "loại": "kind", "kind": "kind",
    "mã đơn vị cấp trên": "parent", "đơn vị cấp trên": "parent", "parent": "parent",
    "tên viết tắt": "short_name", "short name": "short_name", "short_name": "short_name",
    "cấp có thẩm quyền": "is_authority", "authority": "is_authority", "is_authority": "is_authority",
    "ký hiệu văn bản": "symbol", "ký hiệu": "symbol", "symbol": "symbol",
    "địa chỉ": "address", "address": "address",
    "hộp thư": "boxes", "email": "boxes", "boxes": "boxes",
    "hoạt động từ ngày": "active_from",
    "từ ngày": "active_from", "from": "active_from", "active_from": "active_from",
    "hoạt động đến ngày": "active_to", "đến ngày": "active_to", "to": "active_to", "active_to": "active_to",
    "chuyên viên được gửi": "officers_may_send",
    "officers may send": "officers_may_send", "officers_may_send": "officers_may_send",
    "chức năng, nhiệm vụ": "functions", "chức năng": "functions", "functions": "functions",
    "căn cứ": "legal_basis", "căn cứ pháp lý": "legal_basis",
    "legal basis": "legal_basis", "legal_basis": "legal_basis",
}  # fmt: skip
UNIT_NEEDED = frozenset({"code", "name", "kind"})

PEOPLE_COLUMNS: dict[str, str] = {
    "email": "email", "thư điện tử": "email", "e-mail": "email",
    "họ và tên": "name", "họ tên": "name", "name": "name",
    "chức vụ": "title", "title": "title",
    "mã đơn vị": "unit", "đơn vị": "unit", "unit": "unit",
    "vai trò": "roles", "role": "roles", "roles": "roles",
    "từ ngày": "since", "from": "since", "since": "since",
    "đến ngày": "until", "to": "until", "until": "until",
    "ngôn ngữ": "language", "language": "language",
}  # fmt: skip
PEOPLE_NEEDED = frozenset({"email", "name", "unit", "roles"})

KINDS: dict[str, str] = {
    "ủy ban nhân dân": "peoples_committee", "uỷ ban nhân dân": "peoples_committee", "ubnd": "peoples_committee",
    "văn phòng": "office", "sở": "department", "sở, ngành": "department", "phường": "ward", "xã": "commune",
    "đặc khu": "commune", "phòng": "division", "phòng, ban": "division", "đơn vị sự nghiệp": "public_service",
    "đơn vị bên ngoài": "external", "cơ quan ngoài hệ thống": "external",
    **{each: each for each in ("peoples_committee", "office", "department", "ward", "commune", "division",
                               "public_service", "external")},
}  # fmt: skip
ROLES: dict[str, str] = {
    "chuyên viên": "officer", "thủ trưởng": "head", "lãnh đạo đơn vị": "head", "văn thư": "clerk",
    "lãnh đạo": "decision_maker", "lãnh đạo cấp có thẩm quyền": "decision_maker", "theo dõi, đôn đốc": "monitor",
    "theo dõi": "monitor", "kiểm tra": "auditor", "quản trị": "administrator",
    **{each: each for each in ("officer", "head", "clerk", "decision_maker", "monitor", "auditor", "administrator")},
}  # fmt: skip
YES_NO = {"": False, "không": False, "no": False, "0": False, "có": True, "x": True, "yes": True, "1": True}
LANGUAGES = {"": "vi", "vi": "vi", "tiếng việt": "vi", "en": "en", "tiếng anh": "en", "english": "en"}


@dataclass(frozen=True)
class UnitRow:
    """A line of the list of units, understood. What the list has no column for is None and leaves what stands."""

    line: int
    code: str
    name: str
    kind: str
    parent: str | None
    others: Mapping[str, Any]
    boxes: tuple[str, ...] | None
    functions: tuple[str, ...] | None
    legal_basis: str


@dataclass(frozen=True)
class PersonRow:
    """A line of the list of people, understood: one person in one unit, in one role or several."""

    line: int
    email: str
    name: str
    unit: str
    roles: tuple[str, ...]
    since: date | None
    until: date | None
    others: Mapping[str, Any]


class Reader:
    """Reads the cells of one line and collects what is wrong with them."""

    def __init__(self, row: SheetRow, columns: frozenset[str]) -> None:
        self.row, self.columns, self.findings = row, columns, list[Finding]()

    def wrong(self, code: str, column: str, **evidence: object) -> None:
        self.findings.append(
            Finding(code, evidence={"line": self.row.line, "value": self.row[column][:80], **evidence}, field=column)
        )

    def text(self, column: str, longest: int, *, needed: bool = False) -> str:
        value = self.row[column]
        if needed and not value:
            self.wrong("line_cell_empty", column)
        elif len(value) > longest:
            self.wrong("line_cell_long", column, longest=longest)
        elif any(not c.isprintable() for c in value):
            self.wrong("line_cell_unreadable", column)
        return value

    def one_of(self, column: str, known: Mapping[str, T], code: str) -> T | None:
        value = self.row[column].casefold()
        if value not in known:
            self.wrong(code, column)
        return known.get(value)

    def day(self, column: str) -> date | None:
        value = self.row[column]
        if not value:
            return None
        found = as_day(value)
        if found is None:
            self.wrong("line_date_unknown", column)
        return found

    def optional(self, readers: Mapping[str, Callable[[str], object]]) -> dict[str, object]:
        return {column: read(column) for column, read in readers.items() if column in self.columns}


def as_day(value: str) -> date | None:
    """A date as people write it: 01/7/2025, 1-7-2025 or 2025-07-01; None when there is no such day."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value) or None
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def unit_row(row: SheetRow, columns: frozenset[str]) -> tuple[UnitRow, list[Finding]]:
    """Understand one line of the list of units; the findings name the line, the column and what it says."""
    read = Reader(row, columns)
    kind = read.one_of("kind", KINDS, "line_kind_unknown")
    others = read.optional(
        {
            "short_name": lambda c: read.text(c, 100),
            "symbol": lambda c: read.text(c, 40),
            "address": lambda c: read.text(c, 300),
            "is_authority": lambda c: bool(read.one_of(c, YES_NO, "line_yes_no_unknown")),
            "officers_may_send": lambda c: bool(read.one_of(c, YES_NO, "line_yes_no_unknown")),
            "active_from": read.day,
            "active_to": read.day,
        }
    )
    boxes = tuple(re.split(r"[\s,;|]+", row["boxes"].lower())) if row["boxes"] else ()
    for box in boxes:
        if box and not EMAIL.fullmatch(box):
            read.wrong("line_email_unknown", "boxes")
            break
    functions = tuple(part.strip() for part in row["functions"].split("|") if part.strip())
    if any(len(each) > 500 for each in functions):
        read.wrong("line_cell_long", "functions", longest=500)
    understood = UnitRow(
        line=row.line,
        code=read.text("code", 40, needed=True),
        name=read.text("name", 300, needed=True),
        kind=kind or "",
        parent=read.text("parent", 40) if "parent" in columns else None,
        others=others,
        boxes=tuple(box for box in boxes if box) if "boxes" in columns else None,
        functions=functions if "functions" in columns else None,
        legal_basis=read.text("legal_basis", 500),
    )
    if _reversed(others.get("active_from"), others.get("active_to")):
        read.wrong("line_dates_reversed", "active_to")
    return understood, read.findings


def person_row(row: SheetRow, columns: frozenset[str]) -> tuple[PersonRow, list[Finding]]:
    """Understand one line of the list of people; the findings name the line, the column and what it says."""
    read = Reader(row, columns)
    email = read.text("email", 320, needed=True).lower()
    if email and not EMAIL.fullmatch(email):
        read.wrong("line_email_unknown", "email")
    others = read.optional(
        {
            "title": lambda c: read.text(c, 200),
            "language": lambda c: read.one_of(c, LANGUAGES, "line_language_unknown") or "vi",
        }
    )
    roles = _role_names(row["roles"])
    for role in roles:
        if role not in ROLES:
            read.wrong("line_role_unknown", "roles")
            break
    since, until = read.day("since"), read.day("until")
    if _reversed(since, until):
        read.wrong("line_dates_reversed", "until")
    if not roles:
        read.wrong("line_cell_empty", "roles")
    understood = PersonRow(
        line=row.line,
        email=email,
        name=read.text("name", 200, needed=True),
        unit=read.text("unit", 40, needed=True),
        roles=tuple(dict.fromkeys(ROLES[role] for role in roles if role in ROLES)),
        since=since,
        until=until,
        others=others,
    )
    return understood, read.findings


def _role_names(cell: str) -> list[str]:
    """Several roles in one cell, set apart by | ; / + or commas (one role's own name has a comma)."""
    parts = [part.strip() for part in re.split(r"[|;/+]", cell.casefold())]
    names = [name.strip() for part in parts for name in ([part] if part in ROLES else part.split(","))]
    return [name for name in names if name]


def _reversed(since: object, until: object) -> bool:
    return isinstance(since, date) and isinstance(until, date) and until < since
