"""Dates explained: each step of 'why this date' as a sentence; names of what the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coordination.kernel.words import day, language, moment, weekday_day
from coordination.limits.rules import ClockStart, DayUnit, EndsAt, Silence, Step, StepKind, shipped_name

DAY_UNITS = {DayUnit.WORKING: _l("ngày làm việc"), DayUnit.CALENDAR: _l("ngày")}
ENDS_AT = {EndsAt.CLOSE: _l("17 giờ 00"), EndsAt.MIDNIGHT: _l("24 giờ 00")}
CLOCK_STARTS = {ClockStart.SENDING: _l("từ khi gửi"), ClockStart.FULL_DOSSIER: _l("từ khi nhận đủ hồ sơ")}
SILENCES = {
    Silence.DEEMED_AGREED: _l("Không trả lời được coi là thống nhất và chịu trách nhiệm"),
    Silence.NO_OPINION: _l("Không trả lời được ghi nhận là không có ý kiến"),
    Silence.MUST_ESCALATE: _l("Không trả lời thì báo cáo cấp có thẩm quyền"),
}
FINDINGS: dict[str, Any] = {
    "date_out_of_range": _l("Lịch chỉ có từ năm 1900 đến năm 2199. Kiểm tra lại ngày."),
    "due_in_past": _l("Hạn trả lời đã qua. Chọn một ngày sau hôm nay."),
    "day_known": _l("Ngày này đã có trong lịch. Sửa dòng đã có."),
}


def why(steps: Iterable[Step]) -> list[str]:
    """'Vì sao có ngày này': start, days counted and skipped with their names, moves, legal basis (design 3.2)."""
    sentences: list[str] = []
    counted: list[Step] = []
    for step in steps:
        if step.kind is StepKind.COUNTED:
            counted.append(step)
            continue
        sentences += _counted(counted)
        counted = []
        sentences.append(_said(step))
    return [*sentences, *_counted(counted)]


def _counted(steps: list[Step]) -> list[str]:
    if not steps or steps[0].day is None or steps[-1].day is None:
        return []
    if len(steps) == 1:
        return [_("Ngày tính hạn: %(day)s.", day=weekday_day(steps[0].day))]
    return [
        ngettext(
            "Tính %(num)d ngày: từ %(first)s đến %(last)s.",
            "Tính %(num)d ngày: từ %(first)s đến %(last)s.",
            len(steps),
            first=weekday_day(steps[0].day),
            last=weekday_day(steps[-1].day),
        )
    ]


def _said(step: Step) -> str:
    on = weekday_day(step.day) if step.day else ""
    at = moment(step.at) if step.at else on
    until = weekday_day(step.until) if step.until else at
    name = (shipped_name(step.day, language()) if step.day else "") or step.name or _("ngày nghỉ cuối tuần")
    said = str(_STEPS[step.kind]) % {
        "day": on, "at": at, "until": until, "name": name, "number": step.number or 0, "reason": step.reason.rstrip("."),
    }  # fmt: skip
    if step.reason and step.kind is not StepKind.BASIS:
        said = _("%(said)s Lý do: %(reason)s.", said=said, reason=step.reason.rstrip("."))
    return said


_STEPS = {
    StepKind.SENT: _l("Gửi lúc %(at)s."),
    StepKind.COUNTS_FROM: _l("Được tính là gửi %(day)s; ngày gửi không tính vào thời hạn."),
    StepKind.SKIPPED: _l("Không tính %(day)s: %(name)s."),
    StepKind.ROLLED: _l("Ngày cuối rơi vào %(day)s là ngày nghỉ nên chuyển sang %(until)s."),
    StepKind.SET: _l("Hạn do đơn vị chủ trì chọn: %(at)s."),
    StepKind.PAUSED: _l("Lùi %(number)s ngày làm việc chờ xử lý phản hồi, đến %(until)s."),
    StepKind.EXTENDED: _l("Được gia hạn từ %(day)s đến %(until)s."),
    StepKind.RESTARTED: _l("Hồ sơ đầy đủ lúc %(at)s nên thời hạn tính lại từ đó, đến %(until)s."),
    StepKind.DELIVERED_LATE: _l("Công văn đến đơn vị lúc %(at)s nên thời hạn tính lại từ đó, đến %(until)s."),
    StepKind.CALENDAR_CHANGED: _l("Lịch làm việc thay đổi nên hạn chuyển từ %(day)s đến %(until)s."),
    StepKind.BASIS: _l("Căn cứ: %(reason)s."),
    StepKind.ENDS: _l("Hết hạn lúc %(at)s."),
}


def day_span(first: Any, last: Any) -> str:
    """'từ 01/07/2025', 'từ 01/07/2025 đến 31/12/2025'."""
    if last is None:
        return _("từ %(first)s", first=day(first))
    return _("từ %(first)s đến %(last)s", first=day(first), last=day(last))


# The kinds of consultation, as `consultations.words.KINDS` names them (that chapter stands above this one).
KINDS = {
    "legal_document": _l("Dự thảo văn bản quy phạm pháp luật"),
    "internal_procedure": _l("Quy trình, thủ tục hành chính nội bộ"),
    "procedure_dossier": _l("Hồ sơ thủ tục hành chính"),
    "plan_or_report": _l("Kế hoạch, báo cáo, đề án"),
    "other": _l("Việc khác"),
}
