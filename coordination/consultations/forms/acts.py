"""Forms of single acts on a consultation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HiddenNumberField,
    HouseForm,
    HouseSubForm,
    LongWordsField,
    MomentField,
    RadiosField,
    RowsField,
    WordsField,
)


class SecrecyForm(HouseForm):
    """Asked before anything is written (O8)."""

    secret = RadiosField(
        _l("Nội dung, hồ sơ có bí mật nhà nước không?"),
        choices=[("no", _l("Không có")), ("yes", _l("Có"))],
        required=_l("Chọn Có hoặc Không có."),
    )


class RemarkForm(HouseForm):
    """A remark on the signing path."""

    remark = LongWordsField(_l("Ý kiến"), max=2000, rows=3)


class IssueForm(HouseForm):
    """The records clerk gives number and date (O1)."""

    number = WordsField(_l("Số, ký hiệu"), max=60, hint=_l("Để trống: lấy số tiếp theo trong sổ văn bản đi."))
    issued_on = DayField(_l("Ngày văn bản"), hint=_l("Để trống: hôm nay."))


class WithdrawForm(HouseForm):
    reason = LongWordsField(
        _l("Lý do thu hồi"),
        required=_l("Nêu lý do thu hồi."),
        hint=_l("Các đơn vị được đề nghị góp ý sẽ đọc lý do này."),
    )


class ExtendForm(HouseForm):
    """A later due time for some or all; never earlier."""

    consultees = ChecksField(_l("Gia hạn cho"), choices=[], coerce=int, required=_l("Chọn ít nhất một đơn vị."))
    due_at = MomentField(_l("Hạn trả lời mới"), required=_l("Chọn hạn mới."))
    reason = LongWordsField(_l("Lý do gia hạn"), required=_l("Nêu lý do gia hạn."))


class AddUnitForm(HouseForm):
    """One more unit after issue."""

    unit_id = ChoiceField(_l("Đơn vị"), choices=[], coerce=int, required=_l("Chọn đơn vị."))
    why = WordsField(_l("Vì sao hỏi đơn vị này"), max=1000)
    due_at = MomentField(_l("Hạn trả lời"), hint=_l("Để trống: đủ thời hạn theo quy định."))


class AmendedPointForm(HouseSubForm):
    id = HiddenNumberField()
    clause = WordsField(_l("Điều, khoản của dự thảo"), max=300)
    clause_text = LongWordsField(_l("Nội dung điều, khoản"), rows=3)
    question = LongWordsField(_l("Nội dung cần lấy ý kiến"), rows=2)


class AmendForm(HouseForm):
    """What changed after issue: a new edition, everybody is told."""

    version = HiddenNumberField()
    subject = LongWordsField(_l("Trích yếu"), max=1000, rows=2, required=_l("Nhập trích yếu."))
    background = LongWordsField(_l("Bối cảnh"), rows=3)
    points = RowsField(FormField(AmendedPointForm), max_entries=200)
    what_changed = LongWordsField(_l("Nội dung sửa đổi, bổ sung"), required=_l("Nêu nội dung sửa đổi, bổ sung."))
