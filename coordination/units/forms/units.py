"""Forms of units: what is known of them, functions, boxes, signing, groups, and lists from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    FileField,
    HouseForm,
    LongWordsField,
    WordsField,
    YesField,
)
from coordination.kernel.values import Finding
from coordination.units.rules import MAX_STEPS, Capacity, UnitKind
from coordination.units.rules.lists import EMAIL


class UnitForm(HouseForm):
    name = WordsField(_l("Tên đơn vị"), required=_l("Nhập tên đơn vị."), max=300)
    code = WordsField(
        _l("Mã đơn vị"), required=_l("Nhập mã đơn vị."), max=40, hint=_l("Mã ngắn, không trùng với đơn vị khác.")
    )
    short_name = WordsField(_l("Tên viết tắt"), max=100)
    kind = ChoiceField(_l("Loại đơn vị"), required=_l("Chọn loại đơn vị."))
    parent_id = ChoiceField(_l("Đơn vị cấp trên"))
    is_authority = YesField(_l("Là cấp có thẩm quyền (cho ý kiến xử lý với các đơn vị cấp dưới)"))
    symbol = WordsField(_l("Ký hiệu văn bản"), max=40, hint=_l("Phần sau số văn bản, ví dụ STC-QLNS."))
    address = WordsField(_l("Địa chỉ"), max=300)
    officers_may_send = YesField(_l("Chuyên viên được gửi văn bản góp ý không qua trình ký"))
    active_from = DayField(_l("Hoạt động từ ngày"))
    active_to = DayField(_l("Hoạt động đến hết ngày"), hint=_l("Để trống nếu đơn vị đang hoạt động."))

    def offer(self, *, kinds: Mapping[Any, Any], parents: Iterable[Any]) -> None:
        self.kind.choices = [("", _l("Chọn loại đơn vị")), *((kind.value, name) for kind, name in kinds.items())]
        self.parent_id.choices = [
            ("", _l("Không có đơn vị cấp trên")),
            *((str(unit.id), unit.name) for unit in parents),
        ]

    def facts(self) -> dict[str, Any]:
        return {
            "name": self.name.data,
            "code": self.code.data,
            "short_name": self.short_name.data or "",
            "kind": UnitKind(self.kind.data),
            "parent_id": int(self.parent_id.data) if self.parent_id.data else None,
            "is_authority": bool(self.is_authority.data),
            "symbol": self.symbol.data or "",
            "address": self.address.data or "",
            "officers_may_send": bool(self.officers_may_send.data),
            "active_from": self.active_from.data,
            "active_to": self.active_to.data,
        }


class FunctionForm(HouseForm):
    name = LongWordsField(_l("Chức năng, nhiệm vụ"), required=_l("Nhập chức năng, nhiệm vụ."), max=500, rows=2)
    legal_basis = WordsField(
        _l("Căn cứ"), required=_l("Nhập văn bản giao chức năng, nhiệm vụ này."), max=500,
        hint=_l("Điều, khoản và số văn bản; được in trong công văn đề nghị góp ý."),
    )  # fmt: skip
    valid_from = DayField(_l("Từ ngày"))
    valid_to = DayField(_l("Đến hết ngày"), hint=_l("Để trống nếu còn hiệu lực."))

    def facts(self) -> dict[str, Any]:
        return {
            "name": " ".join((self.name.data or "").split()),
            "legal_basis": self.legal_basis.data or "",
            "valid_from": self.valid_from.data,
            "valid_to": self.valid_to.data,
        }


class BoxesForm(HouseForm):
    boxes = LongWordsField(
        _l("Hộp thư của đơn vị"), max=2000, rows=4,
        hint=_l("Mỗi dòng một địa chỉ. Công văn đề nghị góp ý gửi tới các hộp thư này."),
    )  # fmt: skip

    def addresses(self) -> list[str]:
        return [each for each in re.split(r"[\s,;]+", (self.boxes.data or "").lower()) if each]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        right = bool(super().validate(*args, **kwargs))
        wrong = next((each for each in self.addresses() if len(each) > 320 or not EMAIL.fullmatch(each)), None)
        if wrong is not None:
            self.refuse(_("“%(value)s” không phải là địa chỉ email.", value=wrong[:80]), field="boxes")
        return right and wrong is None


class PathForm(HouseForm):
    """Up to four steps; an empty title means no such step, the last one signs (O1)."""

    title_1 = WordsField(_l("Bước 1"), max=200)
    person_1 = ChoiceField(_l("Người thực hiện bước 1"))
    title_2 = WordsField(_l("Bước 2"), max=200)
    person_2 = ChoiceField(_l("Người thực hiện bước 2"))
    title_3 = WordsField(_l("Bước 3"), max=200)
    person_3 = ChoiceField(_l("Người thực hiện bước 3"))
    title_4 = WordsField(_l("Bước 4"), max=200)
    person_4 = ChoiceField(_l("Người thực hiện bước 4"))

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"title_{n}"], self[f"person_{n}"]) for n in range(1, MAX_STEPS + 1)]

    def offer(self, people: Mapping[int, str]) -> None:
        for _title, person in self.rows:
            person.choices = [
                ("", _l("Thủ trưởng đơn vị (bất kỳ)")), *((str(each), name) for each, name in people.items())
            ]  # fmt: skip

    def show(self, steps: Sequence[tuple[str, int | None]]) -> None:
        for (title, person), (name, person_id) in zip(self.rows, steps, strict=False):
            title.data, person.data = name, str(person_id or "")

    def path(self) -> list[tuple[str, int | None]]:
        return [(title.data, int(person.data) if person.data else None) for title, person in self.rows if title.data]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        right = bool(super().validate(*args, **kwargs))
        for title, person in self.rows:
            if person.data and not title.data:
                self.refuse(_("Ghi tên bước, ví dụ “Trưởng phòng”."), field=title.name)
                right = False
        return right


class SignatoryForm(HouseForm):
    person_id = ChoiceField(_l("Người ký"), required=_l("Chọn người ký."))
    capacity = ChoiceField(_l("Thẩm quyền ký"))
    title = WordsField(_l("Chức vụ ghi khi ký"), required=_l("Nhập chức vụ ghi khi ký."), max=200)
    field = WordsField(_l("Lĩnh vực được ký"), max=200)
    authorised_by = WordsField(_l("Văn bản giao quyền"), max=300, hint=_l("Số, ngày văn bản thừa lệnh, thừa ủy quyền."))
    valid_from = DayField(_l("Từ ngày"))
    valid_to = DayField(_l("Đến hết ngày"))

    def offer(self, people: Mapping[int, str], capacities: Mapping[Any, Any]) -> None:
        self.person_id.choices = [("", _l("Chọn người ký")), *((str(each), name) for each, name in people.items())]
        self.capacity.choices = [(capacity.value, name) for capacity, name in capacities.items()]

    def facts(self) -> dict[str, Any]:
        return {
            "person_id": int(self.person_id.data),
            "capacity": Capacity(self.capacity.data or ""),
            "title": self.title.data or "",
            "field": self.field.data or "",
            "authorised_by": self.authorised_by.data or "",
            "valid_from": self.valid_from.data,
            "valid_to": self.valid_to.data,
        }


class GroupForm(HouseForm):
    name = WordsField(_l("Tên nhóm"), required=_l("Nhập tên nhóm."), max=200)
    unit_ids = ChecksField(_l("Các đơn vị trong nhóm"))

    def offer(self, units: Iterable[Any], chosen: Sequence[int]) -> None:
        self.unit_ids.choices = [(str(unit.id), unit.name) for unit in units]
        if not self.is_submitted():
            self.unit_ids.data = [str(each) for each in chosen]

    def chosen(self) -> list[int]:
        """Only after `validate`: then each is one of those offered."""
        return [int(each) for each in self.unit_ids.data or []]


class ImportForm(HouseForm):
    """A file to look at first; the preview carries its text, so that the second step needs no file."""

    file = FileField(_l("Tệp danh sách (CSV)"))
    text = HiddenField()  # as it came: the house's fields tidy what people type
    really = HiddenField()

    def content(self) -> bytes:
        if self.file.data and self.file.data.filename:
            content: bytes = self.file.data.stream.read(MOST + 1)
            return content
        return (self.text.data or "").encode()

    def carry(self, content: bytes) -> None:
        self.text.data = content.decode("utf-8-sig")
        self.really.data = "1"

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        right = bool(super().validate(*args, **kwargs))
        if right and not self.text.data and not (self.file.data and self.file.data.filename):
            self.blame([Finding("sheet_missing", field="file")])
            return False
        return right


MOST = 2 << 20
