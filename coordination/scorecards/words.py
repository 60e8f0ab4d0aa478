"""What the scorecards say: bands, components, why points were lost, why a case was left out."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.kernel.words import number
from coordination.scorecards.rules import Display, Indicator, Loss, OutReason, Period, PeriodKind, Role, Summary

ROLES = {Role.CONSULTEE: _l("Là đơn vị phối hợp"), Role.LEAD: _l("Là đơn vị chủ trì")}
BANDS = {
    "excellent": _l("Xuất sắc"),
    "good": _l("Tốt"),
    "fair": _l("Khá"),
    "average": _l("Trung bình"),
    "weak": _l("Yếu"),
}
COMPONENTS = {
    "timeliness": _l("Đúng hạn"),
    "completeness": _l("Đầy đủ"),
    "substance": _l("Thực chất"),
    "responsibility": _l("Trách nhiệm"),
    "reasonable_time": _l("Thời gian hợp lý"),
    "exact_addressing": _l("Hỏi đúng đơn vị"),
    "clear_dossier": _l("Hồ sơ rõ, đủ"),
    "follow_through": _l("Theo dõi, xử lý kịp thời"),
    "absorption": _l("Tiếp thu, giải trình"),
}
OUT_REASONS = {
    OutReason.RELEASED: _l("không thuộc chức năng, nhiệm vụ của đơn vị"),
    OutReason.WITHDRAWN: _l("hồ sơ đã thu hồi"),
    OutReason.SUPERSEDED: _l("đã thay bằng lần lấy ý kiến sau hoặc gộp vào đơn vị kế thừa"),
    OutReason.NOT_DELIVERED: _l("công văn chưa đến đơn vị"),
    OutReason.WAIVED: _l("cấp có thẩm quyền đã chấp nhận giải trình"),
}
LOSSES: dict[str, Any] = {
    "no_reply": _l("không có ý kiến đầy đủ"),
    "late_days": _l("trễ %(days)s ngày làm việc"),
    "reminders": _l("phải đôn đốc thêm %(reminders)s lần"),
    "not_in_first_reply": _l("lần đầu thiếu %(missing)s/%(points)s nội dung"),
    "judged_incomplete": _l("%(incomplete)s/%(points)s nội dung được đánh giá là chưa đầy đủ"),
    "adequate_after_return": _l("%(returned)s/%(points)s nội dung chỉ đạt sau khi bổ sung"),
    "not_adequate": _l("%(inadequate)s/%(points)s nội dung chưa đạt"),
    "push_back_refused": _l("cấp có thẩm quyền kết luận né tránh, đùn đẩy"),
    "late_without_explanation": _l("trễ hạn mà chưa giải trình đầy đủ"),
    "late_push_back": _l("phản hồi đề nghị phối hợp sau khi đã qua nửa thời hạn"),
    "short_time": _l("%(short)s/%(consultees)s đơn vị được cho ít thời gian hơn mức tối thiểu"),
    "handed_back": _l("%(handed_back)s/%(points)s nội dung hỏi không đúng chức năng"),
    "unclear": _l("%(unclear)s/%(consultees)s đơn vị nhận hồ sơ chưa rõ hoặc chưa đủ"),
    "duties_missed": _l("%(missed)s/%(duties)s việc phải làm không kịp thời"),
    "not_disposed": _l("%(open)s/%(comments)s ý kiến chưa tiếp thu, giải trình"),
    "overturned": _l("%(overturned)s/%(verdicts)s đánh giá bị hủy"),
    "not_rightly_reported": _l("%(upheld)s/%(checks)s lần phản ánh chưa đúng ý kiến đơn vị"),
}
INDICATORS = {
    "acknowledged_in_time": _l("Tiếp nhận trong 01 ngày làm việc"),
    "on_time": _l("Trả lời đúng hạn"),
    "points_answered": _l("Nội dung có ý kiến"),
    "no_finding": _l("Không có đánh giá chưa đạt"),
    "no_reminder": _l("Không phải đôn đốc"),
    "time_given": _l("Cho đủ thời gian"),
    "addressing": _l("Hỏi đúng đơn vị"),
    "clear": _l("Hồ sơ rõ, đủ"),
    "duties": _l("Việc phải làm đúng hạn"),
    "comments": _l("Ý kiến đã tiếp thu, giải trình"),
}


def loss(one: Loss) -> str:
    """Why points were lost, with its numbers."""
    numbers = {name: number(value, 0 if value == int(value) else 1) for name, value in one.numbers.items()}
    return str(LOSSES[one.reason]) % numbers


def indicator(one: Indicator) -> str:
    """'Trả lời đúng hạn: 8/10 (theo hạn ban đầu: 7/10)'."""
    said = str(_("%(name)s: %(met)s/%(of)s", name=INDICATORS[one.code], met=one.met, of=one.of))
    if one.met_originally is None or one.met_originally == one.met:
        return said
    return str(_("%(said)s (theo hạn ban đầu: %(met)s/%(of)s)", said=said, met=one.met_originally, of=one.of))


def has_band(summary: Summary) -> bool:
    return summary.display is Display.BAND and summary.band is not None


def standing(summary: Summary) -> str:
    """The band, or why there is none: 'chưa đủ số liệu để xếp mức'."""
    if summary.display is not Display.BAND or summary.band is None:
        return str(_("chưa đủ số liệu để xếp mức"))
    return str(BANDS[summary.band])


def period(one: Period) -> str:
    """'Tháng 10 năm 2026', 'Quý 4 năm 2026', 'Năm 2026'."""
    if one.kind is PeriodKind.MONTH:
        return str(_("Tháng %(number)s năm %(year)s", number=one.number, year=one.year))
    if one.kind is PeriodKind.QUARTER:
        return str(_("Quý %(number)s năm %(year)s", number=one.number, year=one.year))
    return str(_("Năm %(year)s", year=one.year))
