"""Dates explained: each step of 'why this date' as a sentence; names of what the rules say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup, escape

from coordination.kernel.values import Finding
from coordination.kernel.words import data, day, language, moment, weekday_day
from coordination.limits.rules import (
    MOST_DAYS,
    Cause,
    ClockStart,
    DayKind,
    DayUnit,
    EndsAt,
    Look,
    Pace,
    Party,
    Purpose,
    Silence,
    Step,
    StepKind,
    TimeLimitRule,
    ends_at_midnight,
    shipped_name,
)

DAY_UNITS = {DayUnit.WORKING: _l("ngày làm việc"), DayUnit.CALENDAR: _l("ngày")}
ENDS_AT = {EndsAt.CLOSE: _l("17 giờ 00"), EndsAt.MIDNIGHT: _l("24 giờ 00")}
CLOCK_STARTS = {
    ClockStart.SENDING: _l("từ khi gửi"),
    ClockStart.FULL_DOSSIER: _l("từ khi nhận đủ hồ sơ"),
    ClockStart.DECISION: _l("từ khi văn bản quyết định được ký, ban hành"),
}
DAY_KINDS = {DayKind.OFF: _l("Ngày nghỉ"), DayKind.WORKED: _l("Ngày làm việc bù")}
LOOKS = {
    Look.WORKING: _l("ngày làm việc"),
    Look.WEEKEND: _l("nghỉ cuối tuần"),
    Look.OFF: _l("ngày nghỉ"),
    Look.SWAPPED_OFF: _l("nghỉ hoán đổi"),
    Look.SWAPPED_WORKED: _l("làm việc bù"),
}
# The sign of a day that is not as usual, so that no colour is needed to tell it.
MARKS = {Look.OFF: _l("N"), Look.SWAPPED_OFF: _l("H"), Look.SWAPPED_WORKED: _l("B")}
RECEIVERS = {
    "officer": _l("Chuyên viên đơn vị phối hợp"),
    "head": _l("Thủ trưởng đơn vị phối hợp"),
    "unit_box": _l("Hộp thư đơn vị phối hợp"),
    "lead": _l("Đơn vị chủ trì"),
    "monitor": _l("Văn phòng theo dõi"),
}
TO = {**RECEIVERS, "authority": _l("Cấp có thẩm quyền")}
STEPS = {
    "before_due_2": _l("Nhắc trước hạn, lần sớm"),
    "before_due": _l("Nhắc trước hạn"),
    "due_day": _l("Nhắc trong ngày đến hạn"),
    "reminder_1": _l("Đôn đốc lần 1"),
    "reminder_2": _l("Đôn đốc lần 2"),
    "reminder_3": _l("Đôn đốc lần 3"),
    "escalate": _l("Lập báo cáo cấp có thẩm quyền"),
}
PURPOSES = {
    Purpose.COMMENT: _l("Góp ý"),
    Purpose.POLICY_COMMENT: _l("Góp ý chính sách"),
    Purpose.CHAIRMAN_COMMENT: _l("Góp ý quyết định của Chủ tịch Ủy ban nhân dân"),
    Purpose.APPRAISAL: _l("Sở Tư pháp thẩm định"),
    Purpose.PROCEDURE_OPINION: _l("Văn phòng cho ý kiến về thủ tục hành chính"),
    Purpose.SUBMIT: _l("Trình công bố thủ tục hành chính"),
    Purpose.PUBLISH: _l("Công khai thủ tục hành chính"),
}
SILENCES = {
    Silence.DEEMED_AGREED: _l("Không trả lời được coi là thống nhất và chịu trách nhiệm"),
    Silence.NO_OPINION: _l("Không trả lời được ghi nhận là không có ý kiến"),
    Silence.MUST_ESCALATE: _l("Không trả lời thì báo cáo cấp có thẩm quyền"),
}
PARTIES = {
    Party.CONSULTEE: _l("Đơn vị phối hợp"),
    Party.LEAD: _l("Đơn vị chủ trì"),
    Party.AUTHORITY: _l("Cấp có thẩm quyền"),
    Party.DOSSIER: _l("Chờ đủ hồ sơ"),
    Party.DELIVERY: _l("Gửi, nhận công văn"),
}
# As short as a day on a strip is narrow; each stands in the legend beside it.
PARTY_SIGNS = {
    Party.CONSULTEE: _l("PH"),
    Party.LEAD: _l("CT"),
    Party.AUTHORITY: _l("TQ"),
    Party.DOSSIER: _l("HS"),
    Party.DELIVERY: _l("GN"),
}
CAUSES = {
    Cause.REPLY: _l("Chờ đơn vị trả lời"),
    Cause.COMPLETION: _l("Chờ đơn vị làm rõ, bổ sung ý kiến"),
    Cause.JUDGING: _l("Chờ đơn vị chủ trì xem xét ý kiến đã gửi"),
    Cause.CLAIM: _l("Chờ đơn vị chủ trì xác nhận văn bản mà đơn vị báo đã gửi"),
    Cause.PUSH_BACK: _l("Chờ đơn vị chủ trì trả lời phản hồi đề nghị phối hợp"),
    Cause.DOSSIER: _l("Chờ bổ sung hồ sơ theo phản hồi đã chấp thuận"),
    Cause.UNDECIDED: _l("Chờ cấp có thẩm quyền xử lý phản hồi chưa được trả lời"),
    Cause.DISPUTE: _l("Chờ cấp có thẩm quyền xem xét phản hồi chưa thống nhất"),
    Cause.CONTEST: _l("Chờ cấp có thẩm quyền xử lý đề nghị xem xét lại"),
    Cause.NOT_DELIVERED: _l("Công văn chưa đến đơn vị"),
    Cause.SUSPENDED: _l("Hồ sơ tạm dừng, chờ đơn vị chủ trì khắc phục"),
    Cause.MENDED: _l("Chờ cấp có thẩm quyền cho tiếp tục sau khi đã khắc phục"),
}


def _of_day(said: Any) -> Callable[[Finding], str]:
    return lambda finding: str(said) % {"day": day(finding.evidence["day"])}


def _overlaps(finding: Finding) -> str:
    facts = finding.evidence
    return str(
        _(
            "Loại việc này đã có quy định theo %(instrument)s áp dụng %(span)s. Chọn ngày khác, hoặc sửa, kết thúc quy "
            "định đó trước.",
            instrument=facts["instrument"],
            span=day_span(facts["first"], facts["last"]),
        )
    )


def _over(finding: Finding) -> str:
    return str(_("Quy định này đã hết hiệu lực từ sau ngày %(day)s.", day=day(finding.evidence["last"])))


def _not_later(finding: Finding) -> str:
    return str(
        _(
            "Quy định đang có bắt đầu từ ngày %(day)s. Chọn ngày sau đó để nội dung cũ còn nguyên cho thời gian trước.",
            day=day(finding.evidence["first"]),
        )
    )


def _ladder_overlaps(finding: Finding) -> str:
    return str(
        _(
            "Loại việc và độ khẩn này đã có các bước nhắc áp dụng từ ngày %(day)s. Chọn ngày sau đó, hoặc bỏ các bước "
            "đó trước.",
            day=day(finding.evidence["first"]),
        )
    )


def _too_far(finding: Finding) -> str:
    return str(_("Nhập một số từ 1 đến %(most)s.", most=finding.evidence["most"]))


def _too_early(finding: Finding) -> str:
    return str(_("Chọn ngày từ %(day)s trở đi.", day=day(finding.evidence["first"])))


FINDINGS: dict[str, Any] = {
    "day_known": _of_day(_l("Ngày %(day)s đã có trong phần bổ sung của lịch. Bỏ dòng đã có trước.")),
    "day_twice": _of_day(_l("Ngày %(day)s ghi hai lần. Giữ một dòng.")),
    "day_off_already": _of_day(_l("Ngày %(day)s vốn là ngày nghỉ. Kiểm tra lại ngày.")),
    "day_worked_already": _of_day(_l("Ngày %(day)s vốn là ngày làm việc. Kiểm tra lại ngày.")),
    "day_not_added": _of_day(_l("Ngày %(day)s không có trong phần bổ sung của lịch.")),
    "no_day_changed": _l("Chưa chọn ngày nào."),
    "too_many_days": lambda _finding: str(_("Mỗi lần thay đổi nhiều nhất %(most)s ngày.", most=MOST_DAYS)),
    "rule_overlaps": _overlaps,
    "rule_over": _over,
    "ladder_over": _l("Các bước nhắc này đã hết hiệu lực."),
    "ladder_in_past": _too_early,
    "ladder_overlaps": _ladder_overlaps,
    "step_without_receiver": _l("Chọn ít nhất một nơi nhận của bước này, hoặc bỏ bước này."),
    "step_out_of_order": _l("Các bước phải theo thứ tự thời gian: bước này phải sau bước ngay trước."),
    "step_too_far": _too_far,
    "ladder_without_reminder": _l("Phải có ít nhất một lần đôn đốc sau hạn trước khi lập báo cáo."),
    "ladder_without_report": _l("Nhập thời điểm lập báo cáo cấp có thẩm quyền."),
    "change_not_later": _not_later,
    "end_too_early": _too_early,
}


def why(steps: Iterable[Step]) -> list[str]:
    """'Vì sao có ngày này': start, days counted and skipped with their names, moves, legal basis (design 3.2)."""
    sentences: list[str] = []
    sent_on: date | None = None
    for group in _grouped(steps):
        first = group[0]
        if first.kind is StepKind.SENT:
            sent_on = first.day
        if first.kind is StepKind.COUNTED:
            sentences.append(_counted(group))
        elif first.kind is StepKind.SKIPPED:
            sentences.append(_skipped(group))
        elif first.kind is StepKind.COUNTS_FROM and first.day == sent_on:
            sentences.append(str(_("Ngày gửi không tính vào thời hạn.")))
        else:
            sentences.append(_said(first))
    return sentences


def _grouped(steps: Iterable[Step]) -> list[list[Step]]:
    """Days that follow each other and are counted, or left out for the same reason, belong into one sentence."""
    groups: list[list[Step]] = []
    for step in steps:
        before = groups[-1][-1] if groups else None
        joins = before is not None and (step.kind, step.name) == (before.kind, before.name)
        if joins and step.kind in (StepKind.COUNTED, StepKind.SKIPPED) and not (step.name and step.number):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _counted(days: list[Step]) -> str:
    first, last = days[0], days[-1]
    if len(days) > 1:
        return str(
            _(
                "Ngày thứ %(number)s đến ngày thứ %(until)s của thời hạn: từ %(first)s đến %(last)s.",
                number=first.number, until=last.number, first=weekday_day(first.day), last=weekday_day(last.day),
            )
        )  # fmt: skip
    on = weekday_day(first.day)
    if first.name:
        on = str(_("%(day)s (%(name)s)", day=on, name=_name_of(first)))
    return str(_("Ngày thứ %(number)s của thời hạn: %(day)s.", number=first.number, day=on))


def _skipped(days: list[Step]) -> str:
    name = _name_of(days[0])
    if len(days) == 1:
        return str(_("Không tính %(day)s: %(name)s.", day=weekday_day(days[0].day), name=name))
    first, last = weekday_day(days[0].day), weekday_day(days[-1].day)
    return str(_("Không tính từ %(first)s đến %(last)s: %(name)s.", first=first, last=last, name=name))


def _name_of(step: Step) -> str:
    """The holiday in the reader's language, the administrator's own name for a day, or plainly the weekend."""
    known = shipped_name(step.day, language()) if step.day else ""
    return known or step.name or str(_("ngày nghỉ cuối tuần"))


def _said(step: Step) -> str:
    on = weekday_day(step.day)
    at = moment(step.at) if step.at else str(_("ngày %(day)s", day=on))
    if step.kind is StepKind.ENDS and step.at and ends_at_midnight(step.at):
        at = str(_("%(time)s %(day)s", time="24:00", day=on))
    until = moment(step.at) if step.at and step.kind is StepKind.EXTENDED else weekday_day(step.until)
    reason = step.reason.strip().rstrip(".")
    said = str(_STEPS[step.kind]) % {"day": on, "at": at, "until": until, "number": step.number or 0, "reason": reason}
    if reason and step.kind is not StepKind.BASIS:
        said = str(_("%(said)s Lý do: %(reason)s.", said=said, reason=reason))
    return said


_STEPS = {
    StepKind.SENT: _l("Gửi: %(at)s."),
    StepKind.COUNTS_FROM: _l(
        "Gửi ngoài giờ làm việc hoặc vào ngày nghỉ nên được tính là gửi %(day)s; ngày đó không tính vào thời hạn."
    ),
    StepKind.ROLLED: _l("Ngày cuối rơi vào %(day)s là ngày nghỉ nên chuyển sang %(until)s."),
    StepKind.SET: _l("Đơn vị chủ trì chọn hạn: %(at)s."),
    StepKind.PAUSED: _l("Lùi %(number)s ngày làm việc chờ xử lý phản hồi, đến %(until)s."),
    StepKind.SUSPENDED: _l("Lùi %(number)s ngày làm việc hồ sơ tạm dừng, đến %(until)s."),
    StepKind.EXTENDED: _l("Được gia hạn từ %(day)s đến %(until)s."),
    StepKind.RESTARTED: _l("Hồ sơ đầy đủ lúc %(at)s nên thời hạn được tính lại từ đó, thay cho hạn %(day)s."),
    StepKind.DELIVERED_LATE: _l(
        "Công văn đến đơn vị lúc %(at)s nên thời hạn được tính lại từ đó, thay cho hạn %(day)s."
    ),
    StepKind.CALENDAR_CHANGED: _l("Lịch làm việc thay đổi nên hạn chuyển từ %(day)s đến %(until)s."),
    StepKind.REPLACED: _l(
        "Công văn sửa đổi, thay thế gửi lúc %(at)s nên có thêm ít nhất một nửa thời hạn ban đầu (%(number)s ngày) tính "
        "từ đó, thay cho hạn %(day)s."
    ),
    StepKind.BASIS: _l("Căn cứ: %(reason)s."),
    StepKind.ENDS: _l("Hết hạn: %(at)s."),
}


def day_span(first: Any, last: Any) -> str:
    """'từ 01/07/2025', 'từ 01/07/2025 đến 31/12/2025'."""
    if last is None:
        return str(_("từ %(first)s", first=day(first)))
    return str(_("từ %(first)s đến %(last)s", first=day(first), last=day(last)))


def step_time(offset: int, pace: Pace) -> str:
    """When a step falls: 'trước hạn 2 ngày làm việc', 'sau hạn 1 giờ làm việc', 'trong ngày đến hạn'."""
    if not offset:
        return str(_("trong ngày đến hạn") if pace is Pace.DAYS else _("đúng lúc đến hạn"))
    count = abs(offset)
    if pace is Pace.DAYS:
        length = ngettext("%(num)s ngày làm việc", "%(num)s ngày làm việc", count)
    else:
        length = ngettext("%(num)s giờ làm việc", "%(num)s giờ làm việc", count)
    return str(_("trước hạn %(length)s", length=length) if offset < 0 else _("sau hạn %(length)s", length=length))


def receivers(codes: Iterable[str]) -> str:
    """Who gets a letter, in words."""
    return "; ".join(str(TO[code]) for code in codes)


def day_off(on: date, name: str) -> str:
    """'thứ Bảy, 10/10/2026', or with the name of the holiday."""
    known = shipped_name(on, language()) or name
    return f"{weekday_day(on)} ({known})" if known else weekday_day(on)


def days_of(rule: TimeLimitRule) -> str:
    """'7 ngày làm việc (tối thiểu 5, tối đa 15)'."""
    if rule.unit is DayUnit.WORKING:
        said = ngettext("%(num)s ngày làm việc", "%(num)s ngày làm việc", rule.default)
    else:
        said = ngettext("%(num)s ngày", "%(num)s ngày", rule.default)
    edges = [
        str(words) % {"days": n}
        for words, n in ((_("tối thiểu %(days)s"), rule.minimum), (_("tối đa %(days)s"), rule.maximum))
        if n is not None and n != rule.default
    ]
    return f"{said} ({', '.join(edges)})" if edges else str(said)


def rule_said(rule: TimeLimitRule) -> list[Any]:
    """A rule in sentences, as it is printed on the page and in the letter of what it governs (F4, design 3.2)."""
    first = _("%(days)s, tính %(start)s, hết hạn lúc %(ends)s.", days=days_of(rule),
              start=CLOCK_STARTS[rule.clock_start], ends=ENDS_AT[rule.ends_at])  # fmt: skip
    basis = rule.legal_basis if rule.instrument in rule.legal_basis else f"{rule.instrument}, {rule.legal_basis}"
    said: list[Any] = [first, _written(_("Căn cứ: %(reason)s."), reason=basis)]
    if rule.silence_basis:
        said.append(_written("%(silence)s (%(basis)s).", silence=str(SILENCES[rule.silence]), basis=rule.silence_basis))
    else:
        said.append(f"{SILENCES[rule.silence]}.")
    return said


def _written(sentence: str, **texts: str) -> Markup:
    """A sentence with texts of instruments in it, which stay Vietnamese."""
    given = {name: data(text) if name != "silence" else text for name, text in texts.items()}
    return escape(sentence) % given


# The kinds of consultation, as `consultations.words.KINDS` names them (that chapter stands above this one).
KINDS = {
    "legal_document": _l("Dự thảo văn bản quy phạm pháp luật"),
    "internal_procedure": _l("Quy trình nội bộ giải quyết thủ tục hành chính"),
    "procedure_dossier": _l("Hồ sơ thủ tục hành chính"),
    "plan_or_report": _l("Kế hoạch, báo cáo"),
    "other": _l("Nội dung khác"),
}
