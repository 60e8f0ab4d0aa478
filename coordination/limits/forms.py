"""Forms of the calendar and of the rules."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import (
    ChoiceField,
    DayField,
    HouseForm,
    LongWordsField,
    NumberField,
    RadiosField,
    WordsField,
    enum_choices,
)
from coordination.limits.rules import ClockStart, DayKind, DayUnit, EndsAt, Silence
from coordination.limits.words import CLOCK_STARTS, DAY_UNITS, ENDS_AT, KINDS, SILENCES

DAY_KINDS = {DayKind.OFF: _l("Ngày nghỉ"), DayKind.WORKED: _l("Ngày làm việc bù")}


class DayForm(HouseForm):
    """Declare a day."""

    day = DayField(_l("Ngày"), required=_l("Nhập ngày."))
    kind = RadiosField(_l("Loại"), choices=enum_choices(DAY_KINDS), coerce=DayKind, required=_l("Chọn loại ngày."))
    name = WordsField(_l("Tên"), max=200, required=_l("Nhập tên, ví dụ: Nghỉ hoán đổi Tết Dương lịch."))
    document = WordsField(_l("Văn bản thông báo"), max=300, hint=_l("Số, ký hiệu, ngày của thông báo."))


class RuleForm(HouseForm):
    """Adopt a time-limit rule."""

    kind = ChoiceField(_l("Loại việc"), choices=list(KINDS.items()), required=_l("Chọn loại việc."))
    instrument = WordsField(_l("Văn bản quy định"), max=300, required=_l("Nhập số, ký hiệu văn bản."))
    legal_basis = WordsField(_l("Điều, khoản làm căn cứ"), max=500, required=_l("Nhập điều, khoản."))
    minimum = NumberField(_l("Tối thiểu (ngày)"), least=1, most=365)
    default = NumberField(_l("Mặc định (ngày)"), least=1, most=365, required=_l("Nhập số ngày mặc định."))
    maximum = NumberField(_l("Tối đa (ngày)"), least=1, most=365)
    unit = RadiosField(_l("Đơn vị tính"), choices=enum_choices(DAY_UNITS), coerce=DayUnit, required=_l("Chọn đơn vị."))
    ends_at = RadiosField(_l("Hết hạn lúc"), choices=enum_choices(ENDS_AT), coerce=EndsAt, required=_l("Chọn giờ."))
    clock_start = RadiosField(
        _l("Bắt đầu tính"), choices=enum_choices(CLOCK_STARTS), coerce=ClockStart, required=_l("Chọn mốc.")
    )
    silence = RadiosField(_l("Khi không trả lời"), choices=enum_choices(SILENCES), coerce=Silence,
                          required=_l("Chọn một mức."))  # fmt: skip
    silence_basis = WordsField(
        _l("Căn cứ của quy định coi như thống nhất"), max=500, hint=_l("Bắt buộc khi coi không trả lời là thống nhất.")
    )
    valid_from = DayField(_l("Có hiệu lực từ"), required=_l("Nhập ngày có hiệu lực."))
    valid_to = DayField(_l("Đến hết ngày"))
    note = LongWordsField(_l("Ghi chú"), max=2000)
