"""Forms of urgency from above (O11)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.consultations.actions import OrderData
from coordination.kernel.forms import (
    DayField,
    FileField,
    HouseForm,
    LongWordsField,
    MomentField,
    RadiosField,
    WordsField,
    YesField,
)


class OrderForm(HouseForm):
    """The document by which the work was assigned."""

    number = WordsField(_l("Số, ký hiệu văn bản giao việc"), max=60)
    dated_on = DayField(_l("Ngày văn bản"))
    received_at = MomentField(_l("Đơn vị chủ trì nhận lúc"))
    due_on = DayField(_l("Ngày phải hoàn thành theo văn bản"))
    round_the_clock = YesField(_l("Văn bản yêu cầu làm cả ngoài giờ hành chính"))
    file = FileField(_l("Bản chụp văn bản giao việc"), hint=_l("PDF hoặc ảnh."))

    def said(self) -> OrderData:
        return OrderData(
            self.number.data or "", self.dated_on.data, self.due_on.data, self.received_at.data,
            bool(self.round_the_clock.data),
        )  # fmt: skip


class AskUrgencyForm(HouseForm):
    """The lead asks for a shorter time."""

    reason = LongWordsField(_l("Lý do cần thời hạn ngắn hơn"), rows=3, required=_l("Nêu lý do cần thời hạn ngắn hơn."))


class DecideUrgencyForm(HouseForm):
    """The authority's word."""

    approved = RadiosField(
        _l("Ý kiến về thời hạn"),
        choices=[("yes", _l("Chấp thuận")), ("no", _l("Không chấp thuận"))],
        required=_l("Chọn chấp thuận hoặc không chấp thuận."),
    )
    words = LongWordsField(_l("Ý kiến xử lý"), rows=3, required=_l("Ghi ý kiến xử lý."))
