"""What the journal says of consultations: every verb, its sentence, and the facts it carries."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.kernel.journal import Verb

DRAFTED = Verb.declare("consultation.drafted", _l("Lập dự thảo hồ sơ lấy ý kiến"), "kind", "previous_id")
SAVED = Verb.declare("consultation.saved", _l("Sửa dự thảo hồ sơ lấy ý kiến"), "changed")
DISCARDED = Verb.declare("consultation.discarded", _l("Hủy dự thảo hồ sơ lấy ý kiến"))
ATTACHED = Verb.declare("consultation.attached", _l("Đính kèm tệp vào phần “%(part)s”"), "part", "sha256")
DETACHED = Verb.declare("consultation.detached", _l("Bỏ tệp khỏi phần “%(part)s”"), "part")
REASONED = Verb.declare("consultation.reasoned", _l("Nêu lý do khi còn điểm cần lưu ý"), "code", "about")
UNSIGNED = Verb.declare("consultation.unsigned", _l("Trả lại dự thảo đã ký, chưa phát hành"))
ISSUED = Verb.declare(
    "consultation.issued",
    _l("Phát hành hồ sơ lấy ý kiến số %(number)s"),
    "number", "issued_on", "edition", "consultees", "points", "due_at", "rule",
)  # fmt: skip
NO_OPINION = Verb.declare("consultee.no_opinion", _l("Ghi nhận %(unit)s chưa có ý kiến"), "unit")
RECEIPT = Verb.declare("consultee.receipt", _l("Ghi việc %(unit)s xác nhận đã nhận công văn"), "unit")
SENT = Verb.declare("consultee.sent", _l("Gửi đến %(unit)s"), "unit", "due_at", "round")
ADDED = Verb.declare("consultee.added", _l("Bổ sung đơn vị phối hợp: %(unit)s"), "unit", "due_at", "points")
# Written before changes had letters of their own; journals are kept for ever.
AMENDED_ONCE = Verb.declare(
    "consultation.amended", _l("Sửa đổi, bổ sung hồ sơ lấy ý kiến, lần %(edition)s"), "edition", "changed"
)
REPLACED = Verb.declare(
    "consultation.replaced",
    _l("Phát hành công văn sửa đổi, thay thế số %(number)s"),
    "number", "issued_on", "edition", "points", "files",
)  # fmt: skip
CORRECTED = Verb.declare(
    "consultation.corrected",
    _l("Phát hành công văn đính chính số %(number)s"),
    "number", "issued_on", "edition", "points", "files",
)  # fmt: skip
CHANGE_DRAFTED = Verb.declare("change.drafted", _l("Soạn công văn thay đổi hồ sơ đã phát hành"), "paper_id", "change")
CHANGE_DISCARDED = Verb.declare(
    "change.discarded", _l("Hủy dự thảo công văn thay đổi hồ sơ đã phát hành"), "paper_id", "change"
)
CHANGE_UNSIGNED = Verb.declare(
    "change.unsigned", _l("Trả lại công văn thay đổi đã ký, chưa phát hành"), "paper_id", "change"
)
ASKED_MORE = Verb.declare(
    "consultee.asked_more",
    _l("Hồ sơ gửi %(unit)s có nội dung thay đổi: thêm %(added)s, sửa %(reworded)s, bỏ %(removed)s nội dung"),
    "unit", "added", "reworded", "removed", "before", "due_at", "round",
)  # fmt: skip
ORDER_RECORDED = Verb.declare(
    "consultation.order_recorded",
    _l("Ghi văn bản giao việc số %(number)s, đến lúc %(received_at)s"),
    "number", "dated_on", "due_on", "received_at",
)  # fmt: skip
ORDER_DROPPED = Verb.declare("consultation.order_dropped", _l("Bỏ văn bản giao việc số %(number)s"), "number")
URGENCY_ASKED = Verb.declare(
    "consultation.urgency_asked", _l("Đề nghị chấp thuận thời hạn ngắn hơn quy định"), "due_at"
)
URGENCY_APPROVED = Verb.declare("consultation.urgency_approved", _l("Chấp thuận thời hạn ngắn hơn quy định"), "due_at")
URGENCY_REFUSED = Verb.declare(
    "consultation.urgency_refused", _l("Không chấp thuận thời hạn ngắn hơn quy định"), "due_at"
)
EXTENDED = Verb.declare(
    "consultee.extended", _l("Gia hạn trả lời cho %(unit)s"), "unit", "before", "due_at", "round", "in_time"
)
WITHDRAWN = Verb.declare("consultation.withdrawn", _l("Thu hồi hồ sơ lấy ý kiến"), "closed", "number")
DELIVERED = Verb.declare("consultee.delivered", _l("Công văn đã đến %(unit)s"), "unit", "delivered_at")
DELIVERED_LATE = Verb.declare(
    "consultee.delivered_late",
    _l("Công văn đến %(unit)s sau ngày phát hành, thời hạn được tính lại"),
    "unit", "before", "due_at", "round",
)  # fmt: skip
SENT_AGAIN = Verb.declare("consultee.sent_again", _l("Gửi lại công văn đến %(unit)s"), "unit")
OPENED = Verb.declare("consultee.opened", _l("%(unit)s đã mở hồ sơ"), "unit")
ACKNOWLEDGED = Verb.declare("consultee.acknowledged", _l("%(unit)s đã tiếp nhận"), "unit")
RESTARTED = Verb.declare(
    "consultee.restarted", _l("Thời hạn của %(unit)s tính lại từ khi hồ sơ đầy đủ"), "unit", "before", "due_at", "round"
)
SHIFTED = Verb.declare(
    "consultee.shifted",
    _l("Thời hạn của %(unit)s lùi %(days)s ngày làm việc chờ xử lý phản hồi"),
    "unit", "days", "before", "due_at", "round",
)  # fmt: skip
MOVED_BY_SUSPENSION = Verb.declare(
    "consultee.moved_by_suspension",
    _l("Thời hạn của %(unit)s lùi %(days)s ngày làm việc hồ sơ tạm dừng"),
    "unit", "days", "before", "due_at", "round",
)  # fmt: skip
SUSPENSION_PROPOSED = Verb.declare("suspension.proposed", _l("Đề xuất tạm dừng hồ sơ lấy ý kiến"), "ground")
SUSPENDED = Verb.declare("suspension.granted", _l("Tạm dừng hồ sơ lấy ý kiến"), "ground")
SUSPENSION_REFUSED = Verb.declare("suspension.refused", _l("Không tạm dừng hồ sơ lấy ý kiến"), "ground")
MENDED = Verb.declare("suspension.mended", _l("Đơn vị chủ trì báo cáo đã khắc phục, đề nghị cho tiếp tục"))
ASKED_FOR_MORE = Verb.declare("suspension.asked_for_more", _l("Đề nghị đơn vị chủ trì khắc phục thêm"))
RESUMED = Verb.declare("suspension.ended", _l("Cho tiếp tục lấy ý kiến sau khi tạm dừng"), "days")
CALENDAR_MOVED = Verb.declare(
    "consultee.calendar_moved",
    _l("Lịch làm việc thay đổi, hạn của %(unit)s chuyển từ %(before)s đến %(due_at)s"),
    "unit", "before", "due_at", "round", "edition",
)  # fmt: skip
REOPENED = Verb.declare("consultee.reopened", _l("%(unit)s cần trả lời tiếp"), "unit", "cause", "due_at", "round")
ANSWERED_AFTER_END = Verb.declare(
    "consultee.answered_after_end", _l("Ý kiến của %(unit)s đến sau, thay cho việc không trả lời"), "unit", "ending"
)
ENDED = Verb.declare("consultee.ended", _l("Kết thúc phần việc của %(unit)s"), "unit", "ending")
