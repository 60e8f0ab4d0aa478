"""What this chapter says to people. 'Generic' and 'off topic' are said so only in reports and decisions (offices)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.assessment.rules import Settlement, VerdictKind

VERDICTS: Mapping[VerdictKind, Any] = {
    VerdictKind.ADEQUATE: _l("Đã rõ"),
    VerdictKind.INCOMPLETE: _l("Đề nghị bổ sung"),
    VerdictKind.OFF_TOPIC: _l("Đề nghị trả lời đúng nội dung"),
    VerdictKind.GENERIC: _l("Đề nghị nêu cụ thể"),
}
SETTLEMENTS: Mapping[Settlement, Any] = {
    Settlement.UPHELD: _l("Giữ nguyên đề nghị của đơn vị chủ trì"),
    Settlement.OVERTURNED: _l("Chấp nhận ý kiến của đơn vị được đề nghị góp ý"),
}

FINDINGS: dict[str, Any] = {
    "judging_over": _l("Đã hết thời gian xem xét (%(until)s). Các ý kiến được coi là đã rõ."),
    "verdict_needs_reason": _l("Nêu lý do để đơn vị biết cần làm rõ điều gì."),
    "verdict_given": _l("Ý kiến này đã được đề nghị làm rõ, bổ sung, không thay đổi được nữa."),
    "reply_not_in_force": _l("Văn bản góp ý này chưa có hiệu lực nên chưa xem xét được."),
    "reply_partial": _l(
        "Đơn vị chưa trả lời đủ các nội dung. Lịch đôn đốc vẫn tiếp tục; đề nghị làm rõ, bổ sung khi đã đủ ý kiến."
    ),
    "reply_replaced": _l("Đơn vị đã gửi văn bản góp ý mới hơn. Xem xét ý kiến trong văn bản mới."),
    "by_letter_not_judged": _l(
        "Cơ quan này được lấy ý kiến bằng công văn nên ý kiến được ghi nhận như đã gửi, không xem xét, đánh giá."
    ),
    "reply_with_unit": _l("Văn bản góp ý đang được đơn vị làm rõ, bổ sung."),
    "nothing_to_return": _l("Chưa có ý kiến nào được đề nghị làm rõ. Chọn ít nhất một ý kiến và nêu lý do."),
    "return_due_in_past": _l("Hạn bổ sung phải sau thời điểm này. Chọn ngày muộn hơn."),
    "nothing_to_accept": _l("Không có văn bản góp ý nào chờ ghi nhận, hoặc đã được ghi nhận trước đó."),
    "verdict_stands": _l("Còn ý kiến đã được đề nghị làm rõ, bổ sung nên chưa ghi nhận được."),
    "nothing_to_contest": _l("Ý kiến này không bị đề nghị làm rõ, bổ sung."),
    "already_contested": _l("Đơn vị đã đề nghị xem xét lại ý kiến này."),
    "contest_too_late": _l("Đã quá 02 ngày làm việc kể từ khi được đề nghị làm rõ, bổ sung."),
    "contest_after_completing": _l("Đơn vị đã gửi văn bản góp ý bổ sung nên không đề nghị xem xét lại nữa."),
    "contest_needs_words": _l("Nêu lý do đề nghị xem xét lại."),
    "contest_answer_needs_words": _l("Nêu ý kiến của đơn vị chủ trì."),
    "contest_answered": _l("Đơn vị chủ trì đã nêu ý kiến về đề nghị này."),
    "contest_not_open": _l("Đề nghị xem xét lại này đã được xử lý."),
    "settlement_needs_reason": _l("Nêu lý do của ý kiến xử lý."),
}
