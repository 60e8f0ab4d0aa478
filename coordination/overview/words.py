"""What the overview says: the sentences of the desk, and the facts of the journal in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from coordination.consultations import words as consultations
from coordination.escalation import words as escalation
from coordination.kernel.words import data, moment
from coordination.limits import words as limits
from coordination.limits.rules import Deadline, TimeLimitRule
from coordination.overview.queries import Group, Part, Task
from coordination.overview.queries.readiness import Missing
from coordination.synthesis import words as synthesis

GROUPS = {
    Group.OVERDUE: _l("Quá hạn"),
    Group.TODAY: _l("Hôm nay"),
    Group.WEEK: _l("Tuần này"),
    Group.LATER: _l("Việc khác"),
    Group.WAITING: _l("Đang chờ đơn vị khác"),
}

# code of a task → (its sentence, its button)
TASKS: dict[str, tuple[Any, Any]] = {
    "acknowledge_and_reply": (_l("Tiếp nhận và trả lời %(lead)s: %(subject)s"), _l("Mở hồ sơ")),
    "acknowledge": (_l("Tiếp nhận, phân công trả lời %(lead)s: %(subject)s"), _l("Mở hồ sơ")),
    "reply_in_hand": (_l("Đơn vị đang soạn trả lời %(lead)s: %(subject)s"), _l("Xem")),
    "reply": (_l("Trả lời %(lead)s: %(subject)s"), _l("Trả lời")),
    "complete_reply": (_l("Làm rõ, bổ sung ý kiến gửi %(lead)s: %(subject)s"), _l("Bổ sung")),
    "reply_waits": (_l("Chờ %(lead)s xem xét ý kiến đã gửi: %(subject)s"), _l("Xem")),
    "push_back_waits": (_l("Chờ %(lead)s trả lời phản hồi đề nghị phối hợp: %(subject)s"), _l("Xem")),
    "sign_consultation": (_l("Ký hồ sơ lấy ý kiến: %(subject)s"), _l("Xem và ký")),
    "sign_reply": (_l("Ký văn bản góp ý: %(subject)s"), _l("Xem và ký")),
    "issue": (_l("Cấp số, phát hành: %(subject)s"), _l("Cấp số, phát hành")),
    "compose": (_l("Soạn tiếp hồ sơ lấy ý kiến: %(subject)s"), _l("Soạn tiếp")),
    "signature_awaited": (_l("Chờ ký, phát hành: %(subject)s"), _l("Xem")),
    "sign_change": (_l("Ký công văn thay đổi hồ sơ đã phát hành: %(subject)s"), _l("Xem và ký")),
    "issue_change": (_l("Cấp số, phát hành công văn thay đổi: %(subject)s"), _l("Cấp số, phát hành")),
    "change_awaited": (_l("Chờ ký, phát hành công văn thay đổi: %(subject)s"), _l("Xem")),
    "write_change": (_l("Soạn tiếp công văn thay đổi hồ sơ đã phát hành: %(subject)s"), _l("Soạn tiếp")),
    "synthesise": (_l("Tổng hợp, tiếp thu, giải trình và trình: %(subject)s"), _l("Tổng hợp")),
    "units_awaited": (_l("Chờ ý kiến của %(open)s/%(all)s đơn vị: %(subject)s"), _l("Xem")),
    "judge": (_l("Xem xét %(number)s văn bản góp ý: %(subject)s"), _l("Xem xét")),
    "decide_push_back": (_l("Trả lời phản hồi đề nghị phối hợp: %(subject)s"), _l("Trả lời")),
    "complete_dossier": (_l("Bổ sung hồ sơ theo phản hồi đã chấp thuận: %(subject)s"), _l("Bổ sung")),
    "answer_claim": (_l("Xác nhận văn bản mà đơn vị báo đã gửi: %(subject)s"), _l("Xác nhận")),
    "answer_contest": (_l("Nêu ý kiến về đề nghị xem xét lại: %(subject)s"), _l("Nêu ý kiến")),
    "confirm_paper": (_l("Xác nhận văn bản góp ý do đơn vị chủ trì nhập: %(subject)s"), _l("Xác nhận")),
    "confirm_preliminary": (_l("Xác nhận ý kiến sơ bộ do đơn vị chủ trì ghi: %(subject)s"), _l("Xác nhận")),
    "sign_report": (_l("Ký báo cáo về %(number)s đơn vị chưa có ý kiến đầy đủ: %(subject)s"), _l("Xem và ký")),
    "state_view": (_l("Nêu ý kiến với cấp có thẩm quyền: %(subject)s"), _l("Nêu ý kiến")),
    "do_directive": (_l("Thực hiện nhiệm vụ được giao: %(words)s"), _l("Xem nhiệm vụ")),
    "directive_confirmation_awaited": (_l("Chờ xác nhận hoàn thành nhiệm vụ: %(words)s"), _l("Xem")),
    "verify_report": (_l("Thẩm tra, trình phiếu giải quyết báo cáo của %(lead)s: %(subject)s"), _l("Thẩm tra")),
    "decide_report": (
        _l("Cho ý kiến xử lý %(number)s đơn vị theo báo cáo của %(lead)s: %(subject)s"),
        _l("Cho ý kiến"),
    ),
    "settle_contest": (_l("Xử lý đề nghị xem xét lại của %(unit)s: %(subject)s"), _l("Xử lý")),
    "decide_suspension": (_l("Cho ý kiến về đề xuất tạm dừng hồ sơ của %(lead)s: %(subject)s"), _l("Cho ý kiến")),
    "resume": (_l("Cho tiếp tục hồ sơ mà %(lead)s đã khắc phục: %(subject)s"), _l("Cho ý kiến")),
    "mend_suspended": (_l("Khắc phục hồ sơ đang tạm dừng rồi báo cáo: %(subject)s"), _l("Mở hồ sơ")),
    "resumption_awaited": (_l("Chờ cấp có thẩm quyền cho tiếp tục hồ sơ đang tạm dừng: %(subject)s"), _l("Xem")),
    "stands_still": (_l("Hồ sơ của %(lead)s đang tạm dừng, thời hạn chưa tính tiếp: %(subject)s"), _l("Xem")),
    "decide_urgency": (
        _l("Cho ý kiến về thời hạn ngắn hơn quy định do %(lead)s đề nghị: %(subject)s"),
        _l("Cho ý kiến"),
    ),
    "conclude": (_l("Xem xét hồ sơ do %(lead)s trình: %(subject)s"), _l("Xem hồ sơ")),
    "no_opinion_yet": (
        _l("Báo cáo cấp có thẩm quyền về việc chưa nhận được ý kiến của %(unit)s: %(subject)s"),
        _l("Mở"),
    ),
    "not_delivered": (_l("Công văn chưa đến %(unit)s: %(subject)s"), _l("Xem và gửi lại")),
    "not_delivered_many": (_l("Công văn chưa đến %(number)s đơn vị: %(subject)s"), _l("Xem và gửi lại")),
    "follow_overdue": (
        _l("Theo dõi, đôn đốc %(number)s đơn vị quá hạn trong hồ sơ của %(lead)s: %(subject)s"),
        _l("Mở hồ sơ"),
    ),
    "confirm_directive": (_l("Xác nhận %(unit)s hoàn thành nhiệm vụ: %(words)s"), _l("Xác nhận")),
    "directive_overdue": (_l("%(unit)s chưa báo cáo kết quả nhiệm vụ đã hết hạn: %(words)s"), _l("Xem nhiệm vụ")),
    "directive_awaited": (_l("Chờ %(unit)s thực hiện nhiệm vụ: %(words)s"), _l("Xem")),
}


# The same, where it is somebody else's act.
AWAITED: dict[str, Any] = {
    "judge": _l("Chờ xem xét %(number)s văn bản góp ý: %(subject)s"),
    "synthesise": _l("Chờ tổng hợp, tiếp thu, giải trình: %(subject)s"),
    "decide_push_back": _l("Chờ thủ trưởng trả lời phản hồi đề nghị phối hợp: %(subject)s"),
    "complete_dossier": _l("Chờ bổ sung hồ sơ theo phản hồi đã chấp thuận: %(subject)s"),
    "answer_contest": _l("Chờ thủ trưởng nêu ý kiến về đề nghị xem xét lại: %(subject)s"),
    "sign_report": _l("Chờ ký báo cáo về %(number)s đơn vị: %(subject)s"),
    "decide_report": _l("Chờ ý kiến xử lý %(number)s đơn vị theo báo cáo của %(lead)s: %(subject)s"),
    "settle_contest": _l("Chờ xử lý đề nghị xem xét lại của %(unit)s: %(subject)s"),
    "decide_suspension": _l("Chờ ý kiến về đề xuất tạm dừng hồ sơ của %(lead)s: %(subject)s"),
    "resume": _l("Chờ ý kiến về việc cho tiếp tục hồ sơ của %(lead)s: %(subject)s"),
    "mend_suspended": _l("Chờ thủ trưởng báo cáo khắc phục hồ sơ đang tạm dừng: %(subject)s"),
    "decide_urgency": _l("Chờ ý kiến về thời hạn ngắn hơn quy định do %(lead)s đề nghị: %(subject)s"),
    "conclude": _l("Chờ xem xét hồ sơ do %(lead)s trình: %(subject)s"),
    "confirm_directive": _l("Chờ xác nhận %(unit)s hoàn thành nhiệm vụ: %(words)s"),
    "follow_overdue": _l("Chờ ý kiến của %(number)s đơn vị quá hạn trong hồ sơ của %(lead)s: %(subject)s"),
}


def task_sentence(task: Task) -> Markup:
    """The sentence of one line on the desk; names and subjects stay Vietnamese, and say so."""
    said = TASKS[task.code][0] if task.ours else AWAITED.get(task.code, TASKS[task.code][0])
    return escape(str(said)) % {name: data(value) for name, value in task.facts.items()}


def task_button(task: Task) -> str:
    return str(TASKS[task.code][1] if task.ours else _("Xem"))


# As in `escalation.words`, with what the synthesis adds.
_NAMES: dict[str, Mapping[Any, Any]] = {
    **escalation.NAMES,
    "ground": {**escalation.GROUNDS, **synthesis.RETURN_GROUNDS},
    "kind": {**escalation.NAMES["kind"], **synthesis.DISPOSITIONS},
}


# Facts of the journal that are names or texts as somebody wrote them.
_TEXTS = frozenset({"unit", "subject", "lead", "name", "title", "number", "words", "part"})


def why_due(part: Part) -> list[str]:
    """Why the due time in force of a unit is that day: the days counted, or what moved it (design 3.2)."""
    if part.round is None:
        return []
    steps = Deadline.from_json(part.round.due_at, part.round.why).why
    if steps:
        return limits.why(steps)
    cause, reason = str(consultations.ROUND_CAUSES[part.round.cause]), part.round.reason.strip().rstrip(".")
    told = [str(_("%(cause)s, từ %(at)s.", cause=cause, at=moment(part.round.started_at)))]
    return [*told, str(_("Lý do: %(reason)s.", reason=reason))] if reason else told


def rule_said(frozen: Mapping[str, Any] | None) -> list[Any]:
    """The time-limit rule frozen into a consultation at issue, in sentences; none before (F4)."""
    return limits.rule_said(TimeLimitRule.from_json(frozen)) if frozen else []


def happened(said: Any, facts: Mapping[str, Any], about: str = "") -> Markup:
    """The sentence of a journal entry, and the unit it is about where the sentence does not name it."""
    worded = {name: escalation.fact(name, value, _NAMES) for name, value in facts.items()}
    sentence = escape(str(said)) % {name: data(value) if name in _TEXTS else value for name, value in worded.items()}
    return Markup("{} – {}").format(sentence, data(about)) if about else sentence


# What `check` says

READINESS: Mapping[str, Any] = {
    "demo": _l("Đang chạy chế độ trình diễn: đặt COORDINATION_MODE=production."),
    "secret_short": _l("Khóa bí mật ngắn hơn %(least)s ký tự: đặt COORDINATION_SECRET_KEY dài hơn."),
    "no_https": _l("Địa chỉ %(url)s không phải https: đặt COORDINATION_BASE_URL bằng địa chỉ https."),
    "no_mail": _l("Chưa có máy chủ thư: đặt COORDINATION_MAIL_HOST."),
    "sqlite": _l("Cơ sở dữ liệu là SQLite: nhiều máy chủ cùng chạy thì phải dùng PostgreSQL."),
    "disk_full": _l("Đĩa chỉ còn trống %(free)s MB: giải phóng dung lượng."),
    "files_unreadable": _l("Không đọc, ghi được thư mục lưu tệp %(folder)s: kiểm tra quyền của thư mục."),
    "not_migrated": _l("Cơ sở dữ liệu chưa được cập nhật: chạy flask db upgrade."),
    "no_administrator": _l("Chưa có quản trị viên nào đăng nhập được: tạo một người."),
    "public_mail": _l("%(count)s địa chỉ dùng dịch vụ thư công cộng, ví dụ %(first)s: thay bằng hộp thư công vụ."),
    "calendar_unknown": _l("Năm %(year)s chưa có ngày làm bù: nhập theo thông báo nghỉ lễ, Tết, nếu có."),
    "no_worker": _l("Không có tiến trình nào gửi thư, nhắc việc: chạy flask worker."),
    "job_failed": _l("“%(job)s”: lần chạy vừa rồi không thành. %(error)s."),
    "job_late": _l("“%(job)s”: chưa chạy lại từ %(at)s."),
    "set_aside": _l("%(count)s việc đang gác lại vì không thực hiện được: xem trang Công việc định kỳ."),
    "letters_failed": _l("%(count)s thư không gửi được: kiểm tra địa chỉ nhận."),
}


def readiness_words(missing: Missing) -> str:
    """A finding of `check` as a sentence that says what to do."""
    evidence = dict(missing.evidence)
    if "job" in evidence:
        evidence["job"] = escalation.JOBS.get(evidence["job"], evidence["job"])
    if "error" in evidence:
        evidence["error"] = escalation.trouble_words(evidence["error"])
    if "at" in evidence:
        evidence["at"] = moment(evidence["at"])
    return str(READINESS[missing.code]) % evidence
