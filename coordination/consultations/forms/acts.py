"""Forms of single acts on a consultation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.forms.rows import ReasonForm
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HouseForm,
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

    remark = LongWordsField(_l("Ý kiến"), max=2000, rows=3, hint=_l("Cần ghi khi trả lại."))


class ReasonsForm(HouseForm):
    """Reasons for warnings that came up while a draft waited for its signature or number."""

    reasons = RowsField(FormField(ReasonForm), max_entries=500)


class IssueForm(HouseForm):
    """The records clerk gives number and date (O1)."""

    number = WordsField(_l("Số, ký hiệu"), max=60, hint=_l("Để trống: lấy số tiếp theo trong sổ văn bản đi."))
    issued_on = DayField(_l("Ngày văn bản"), hint=_l("Ngày/tháng/năm. Để trống: ngày hôm nay."))


class WithdrawForm(HouseForm):
    """'Thu hồi'."""

    reason = LongWordsField(
        _l("Lý do thu hồi"),
        required=_l("Nêu lý do thu hồi."),
        hint=_l("Các đơn vị được đề nghị góp ý sẽ đọc lý do này."),
    )


class ByLetterForm(HouseForm):
    """What is known of a body asked by letter: its silence, or its receipt (O6)."""

    words = LongWordsField(
        _l("Ghi chú"), hint=_l("Ví dụ: đã báo cáo cấp có thẩm quyền ngày nào; hoặc ai xác nhận đã nhận công văn.")
    )


class ExtendForm(HouseForm):
    """A later due time for some or all; never earlier."""

    consultees = ChecksField(_l("Gia hạn cho"), choices=[], coerce=int, required=_l("Chọn ít nhất một đơn vị."))
    due_at = MomentField(_l("Thời hạn trả lời mới"), required=_l("Chọn thời hạn mới."))
    reason = LongWordsField(
        _l("Lý do gia hạn"), required=_l("Nêu lý do gia hạn."), hint=_l("Các đơn vị được gia hạn sẽ đọc lý do này.")
    )


class AddUnitForm(HouseForm):
    """One more unit after issue."""

    unit_id = ChoiceField(_l("Đơn vị"), choices=[], coerce=int, required=_l("Chọn đơn vị."))
    why = WordsField(
        _l("Vì sao hỏi đơn vị này"), max=1000, required=_l("Nêu vì sao hỏi đơn vị này, gắn với chức năng, nhiệm vụ.")
    )
    point_ids = ChecksField(
        _l("Nội dung hỏi đơn vị này"), choices=[], coerce=int, required=_l("Chọn ít nhất một nội dung.")
    )
    due_at = MomentField(
        _l("Thời hạn trả lời"),
        hint=_l(
            "Để trống: đủ thời hạn như các đơn vị khác, tính từ bây giờ, "
            "nhưng không sau ngày phải trình và ngày hẹn trả kết quả."
        ),
    )
