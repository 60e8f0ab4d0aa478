"""Forms of reorganisations and of absences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HiddenField,
    HouseForm,
    RadiosField,
    WordsField,
)
from coordination.units.rules import Act, Wanted


class SuccessionForm(HouseForm):
    """The first step; the second shows what will move and carries all this along."""

    act = RadiosField(_l("Hình thức sắp xếp"), required=_l("Chọn hình thức sắp xếp."))
    on = DayField(
        _l("Có hiệu lực từ ngày"), required=_l("Nhập ngày có hiệu lực."),
        hint=_l("Ghi trước được; đến ngày đó công việc tự chuyển. Ngày hôm nay hoặc đã qua: chuyển ngay."),
    )  # fmt: skip
    document_number = WordsField(_l("Số, ký hiệu văn bản"), required=_l("Nhập số, ký hiệu văn bản."), max=100)
    document_date = DayField(_l("Ngày văn bản"), required=_l("Nhập ngày văn bản."))
    olds = ChecksField(_l("Đơn vị được sắp xếp"))
    takes_over = ChoiceField(
        _l("Đơn vị tiếp nhận công việc đang xử lý"),
        hint=_l("Không cần khi đổi tên. Đơn vị mới thì thêm vào danh mục trước, rồi chọn ở đây."),
    )
    news = ChecksField(_l("Các đơn vị kế thừa khác (khi chia, tách)"))
    new_name = WordsField(_l("Tên mới (khi đổi tên)"), max=300)
    new_code = WordsField(_l("Mã mới (khi đổi tên)"), max=40, hint=_l("Mã cũ vẫn giữ cho tên cũ."))
    new_symbol = WordsField(_l("Ký hiệu văn bản mới (khi đổi tên)"), max=40, hint=_l("Để trống nếu giữ nguyên."))
    really = HiddenField()

    def offer(self, acts: Mapping[Act, Any], units: Iterable[Any]) -> None:
        listed = [(str(unit.id), unit.name) for unit in units]
        self.act.choices = [(act.value, name) for act, name in acts.items()]
        self.olds.choices = self.news.choices = listed
        self.takes_over.choices = [("", _l("Chọn đơn vị")), *listed]

    def wanted(self, functions: Mapping[int, int]) -> Wanted:
        """Only after `validate`: then each unit is one of those offered."""
        assert self.on.data is not None
        return Wanted(
            act=Act(self.act.data),
            on=self.on.data,
            olds=tuple(int(each) for each in self.olds.data or []),
            news=tuple(int(each) for each in self.news.data or []) if self.act.data == Act.SPLIT else (),
            main=int(self.takes_over.data) if self.takes_over.data and self.act.data != Act.RENAME else None,
            functions=functions,
            new_name=self.new_name.data or "",
            new_code=self.new_code.data or "",
            new_symbol=self.new_symbol.data or "",
            document_number=self.document_number.data or "",
            document_date=self.document_date.data,
        )


class AbsenceForm(HouseForm):
    person_id = ChoiceField(_l("Người vắng mặt"), required=_l("Chọn người vắng mặt."))
    deputy_id = ChoiceField(
        _l("Người xử lý thay"), required=_l("Chọn người xử lý thay."),
        hint=_l("Người ở cùng đơn vị. Trong thời gian này người xử lý thay nhận thư và có quyền như người vắng mặt."),
    )  # fmt: skip
    since = DayField(_l("Từ ngày"), required=_l("Nhập ngày bắt đầu."))
    until = DayField(_l("Đến hết ngày"), required=_l("Nhập ngày kết thúc."), hint=_l("Tự kết thúc sau ngày này."))
    reason = WordsField(_l("Lý do, văn bản phân công"), max=300, hint=_l("Không bắt buộc."))

    def offer(self, people: Mapping[int, str], deputies: Mapping[int, str]) -> None:
        self.person_id.choices = [("", _l("Chọn người")), *((str(each), name) for each, name in people.items())]
        self.deputy_id.choices = [("", _l("Chọn người")), *((str(each), name) for each, name in deputies.items())]
