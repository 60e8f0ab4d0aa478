"""Forms of the calendar and of the rules."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import (
    ChoiceField,
    DayField,
    HouseForm,
    LongWordsField,
    NumberField,
    RadiosField,
    WordsField,
    YesField,
    enum_choices,
)
from coordination.limits.rules import ClockStart, DayUnit, EndsAt, Purpose, Silence, TimeLimitRule
from coordination.limits.words import CLOCK_STARTS, DAY_UNITS, ENDS_AT, KINDS, PURPOSES, SILENCES


class RuleForm(HouseForm):
    """Adopt a time-limit rule."""

    kind = ChoiceField(_l("Loại việc"), choices=list(KINDS.items()), required=_l("Chọn loại việc."))
    purpose = ChoiceField(
        _l("Áp dụng cho"), choices=enum_choices(PURPOSES), coerce=Purpose, required=_l("Chọn việc áp dụng."),
        default=Purpose.COMMENT, hint=_l("Hồ sơ lấy ý kiến dùng quy định “Góp ý”; các mục khác để tra cứu, theo dõi."),
    )  # fmt: skip
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
    to_be_verified = YesField(_l("Căn cứ này cần kiểm chứng lại"))
    note = LongWordsField(_l("Ghi chú"), max=2000)

    def rule(self) -> TimeLimitRule | None:
        """What was typed, as a rule; None with a sentence beside the field that makes no sense."""
        days = [n for n in (self.minimum.data, self.default.data, self.maximum.data) if n is not None]
        first, last = self.valid_from.data, self.valid_to.data
        if days != sorted(days):
            self.refuse(_("Tối thiểu, mặc định, tối đa phải tăng dần."), "default")
        if first is not None and last is not None and last < first:
            self.refuse(_("Ngày hết hiệu lực ở trước ngày có hiệu lực."), "valid_to")
        if self.silence.data is Silence.DEEMED_AGREED and not (self.silence_basis.data or "").strip():
            self.refuse(_("Nêu điều, khoản cho phép coi không trả lời là thống nhất."), "silence_basis")
        if self.errors_summary() or first is None or self.default.data is None:
            return None
        return TimeLimitRule(
            kind=self.kind.data,
            purpose=self.purpose.data,
            instrument=self.instrument.data or "",
            legal_basis=self.legal_basis.data or "",
            minimum=self.minimum.data,
            default=self.default.data,
            maximum=self.maximum.data,
            unit=self.unit.data,
            ends_at=self.ends_at.data,
            clock_start=self.clock_start.data,
            silence=self.silence.data,
            silence_basis=self.silence_basis.data or "",
            valid_from=first,
            valid_to=last,
            to_be_verified=bool(self.to_be_verified.data),
        )

    @classmethod
    def filled(cls, rule: TimeLimitRule, note: str, valid_from: date) -> RuleForm:
        """The form with what a rule says, to be changed from a day on."""
        said = {**asdict(rule), "valid_from": valid_from, "valid_to": None, "note": note}
        return cls(formdata=None, data=said)


class EndForm(HouseForm):
    """The last day on which a rule or a ladder applies."""

    last = DayField(_l("Áp dụng đến hết ngày"), required=_l("Nhập ngày cuối cùng còn áp dụng."))
