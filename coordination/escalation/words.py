"""What this chapter says to people (offices.md: no insult in automatic text)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.assessment import words as assessment
from coordination.consultations import words as consultations
from coordination.escalation.rules import DecisionKind, Ground, Means, Paper
from coordination.kernel.journal import VERBS
from coordination.kernel.values import Finding
from coordination.kernel.words import day, moment
from coordination.replies import words as replies

GROUNDS = {
    Ground.NO_ANSWER: _l("Chưa có ý kiến"),
    Ground.INCOMPLETE: _l("Ý kiến chưa đầy đủ"),
    Ground.OFF_TOPIC: _l("Ý kiến không đúng trọng tâm"),
    Ground.GENERIC: _l("Ý kiến chung chung"),
    Ground.SECOND_INADEQUATE: _l("Đã bổ sung nhưng vẫn chưa đạt"),
    Ground.DISPUTE: _l("Chưa thống nhất về trách nhiệm phối hợp"),
    Ground.UNDECIDED_PUSH_BACK: _l("Phản hồi đề nghị phối hợp chưa được trả lời"),
    Ground.CONTRADICTION: _l("Ý kiến các đơn vị trái ngược nhau"),
}
DECISIONS = {
    DecisionKind.DIRECT_ANSWER: _l("Giao đơn vị trả lời trước một ngày"),
    DecisionKind.ACCEPT_EXPLANATION: _l("Chấp nhận giải trình"),
    DecisionKind.RELEASE: _l("Đơn vị không phải góp ý"),
    DecisionKind.DEEM_AGREED: _l("Coi như thống nhất theo quy định"),
    DecisionKind.GO_ON_WITHOUT: _l("Cho phép tiếp tục trình, ghi rõ đơn vị không có ý kiến trả lời"),
    DecisionKind.CHANGE_CONSULTEES: _l("Thay đơn vị phối hợp"),
    DecisionKind.NOTE_CRITICISM: _l("Phê bình bằng văn bản"),
    DecisionKind.SETTLE_DIFFERENCE: _l("Quyết định nội dung các đơn vị còn ý kiến khác nhau"),
    DecisionKind.RETURN_TO_LEAD: _l("Thuộc thẩm quyền cơ quan trình"),
}
PAPERS = {
    Paper.OFFICIAL_LETTER: _l("Công văn truyền đạt ý kiến chỉ đạo"),
    Paper.NOTICE: _l("Thông báo"),
}
RUNGS = {
    "before_due_2": _l("nhắc trước hạn, lần sớm"),
    "before_due": _l("nhắc trước hạn"),
    "due_day": _l("nhắc trong ngày đến hạn"),
    "reminder_1": _l("đôn đốc lần 1"),
    "reminder_2": _l("đôn đốc lần 2"),
    "not_acknowledged": _l("nhắc tiếp nhận hồ sơ"),
    "draft_not_sent": _l("nhắc gửi ý kiến đã soạn"),
    "reminder_3": _l("đôn đốc lần 3"),
    "escalate": _l("lập báo cáo"),
    "hand": _l("đôn đốc trực tiếp"),
}

MEANS = {
    Means.PHONE: _l("điện thoại"),
    Means.IN_PERSON: _l("gặp trực tiếp"),
    Means.MEETING: _l("tại cuộc họp"),
    Means.WRITING: _l("thư, tin nhắn công vụ"),
}


def _exchange_day(finding: Finding) -> str:
    earliest = day(finding.evidence["earliest"])
    return str(_("Chọn ngày từ %(day)s (ngày đôn đốc lần đầu sau khi hết hạn) đến hôm nay.", day=earliest))


def _hold_too_long(finding: Finding) -> str:
    latest = day(finding.evidence["latest"])
    return str(_("Chọn ngày sau hôm nay, chậm nhất ngày %(day)s (05 ngày làm việc).", day=latest))


def _not_for_all(finding: Finding) -> str:
    units = finding.evidence["units"]
    return str(_("Không áp dụng được cách xử lý này cho: %(units)s. Bỏ chọn và xử lý riêng.", units=units))


FINDINGS: dict[str, Any] = {
    "no_authority": _l("Hồ sơ chưa xác định cấp có thẩm quyền nên chưa báo cáo được."),
    "proof_not_delivered": _l("Chưa báo cáo được: công văn chưa đến đơn vị, đây không phải lỗi của đơn vị."),
    "proof_dossier_incomplete": _l("Chưa báo cáo được: hồ sơ gửi đơn vị chưa đầy đủ."),
    "proof_due_not_passed": _l("Chưa báo cáo được: chưa hết thời hạn trả lời."),
    "proof_not_reminded": _l("Chưa báo cáo được: chưa đôn đốc đơn vị sau khi hết hạn."),
    "proof_answered": _l("Chưa báo cáo được: đơn vị đã trả lời."),
    "proof_says_it_sent": _l("Chưa báo cáo được: đơn vị cho biết đã gửi văn bản, đơn vị chủ trì cần xác nhận trước."),
    "proof_push_back_waits": _l("Chưa báo cáo được: phản hồi của đơn vị đang chờ trả lời."),
    "proof_not_returned": _l("Chưa báo cáo được: chưa đề nghị đơn vị làm rõ, bổ sung."),
    "proof_return_due_not_passed": _l("Chưa báo cáo được: chưa hết thời hạn làm rõ, bổ sung."),
    "proof_return_not_reminded": _l("Chưa báo cáo được: chưa đôn đốc sau khi hết hạn làm rõ, bổ sung."),
    "proof_no_second_reply": _l("Chưa báo cáo được: chưa có lần trả lời thứ hai được đánh giá là chưa đạt."),
    "proof_no_dispute": _l("Chưa báo cáo được: phản hồi chưa bị từ chối và đề nghị xem xét lại."),
    "proof_push_back_in_time": _l("Chưa báo cáo được: chưa hết thời hạn trả lời phản hồi."),
    "proof_not_invited_to_settle": _l(
        "Chưa báo cáo được: chưa mời các đơn vị trao đổi thống nhất đủ 02 ngày làm việc."
    ),
    "proof_contest_waits": _l("Chưa báo cáo được: đề nghị xem xét lại của đơn vị chưa được giải quyết."),
    "proof_by_letter": _l(
        "Cơ quan này được lấy ý kiến bằng công văn nên không đưa vào báo cáo. Gửi công văn đề nghị quan tâm, hoặc ghi "
        "nhận chưa có ý kiến."
    ),
    "proof_part_ended": _l("Chưa báo cáo được: phần việc của đơn vị đã kết thúc."),
    "already_reported": _l("Đơn vị này đã có trong một báo cáo chưa xử lý xong."),
    "report_gone_up": _l("Báo cáo đã chuyển lên cấp có thẩm quyền nên không sửa được."),
    "report_not_sent": _l("Báo cáo chưa được trình."),
    "already_held": _l("Báo cáo này đã tạm dừng một lần."),
    "hold_too_long": _hold_too_long,
    "escalation_did_missing": _l("Nêu những việc đơn vị chủ trì đã làm."),
    "escalation_proposes_missing": _l("Nêu đề xuất của đơn vị chủ trì."),
    "escalation_effect_missing": _l("Nêu ảnh hưởng đến tiến độ hoặc chất lượng của hồ sơ trình."),
    "already_heard": _l("Đơn vị đã được mời nêu ý kiến về việc này."),
    "hearing_no_question": _l("Ghi nội dung đề nghị đơn vị nêu ý kiến."),
    "hearing_bad_day": _l("Chọn thời hạn nêu ý kiến, sau thời điểm này."),
    "hearing_said": _l("Đơn vị đã nêu ý kiến."),
    "hearing_over": _l("Cấp có thẩm quyền đã cho ý kiến xử lý nên không ghi thêm ý kiến của đơn vị."),
    "avoidance_not_heard": _l(
        "Chỉ kết luận như vậy sau khi đơn vị được mời nêu ý kiến và đã nêu, hoặc đã hết hạn nêu."
    ),
    "contradiction_same": _l("Chọn hai ý kiến của hai đơn vị khác nhau về cùng một nội dung."),
    "contradiction_marked": _l("Hai ý kiến này đã được ghi nhận là trái ngược nhau."),
    "contradiction_settled": _l("Các đơn vị đã thống nhất về nội dung này."),
    "contradiction_no_meeting": _l("Nêu cuộc họp đã tổ chức (biên bản số, ngày) hoặc lý do không họp."),
    "no_case_chosen": _l("Chọn ít nhất một đơn vị."),
    "decision_not_for_all": _not_for_all,
    "report_decided": _l("Báo cáo đã có ý kiến xử lý nên không trình phiếu nữa."),
    "report_undecided": _l("Báo cáo chưa có ý kiến xử lý đối với mọi đơn vị nên chưa ban hành văn bản truyền đạt."),
    "result_conveyed": _l("Đã ghi văn bản truyền đạt ý kiến xử lý của báo cáo này."),
    "convey_no_paper": _l("Chọn hình thức văn bản."),
    "convey_no_number": _l("Ghi số văn bản."),
    "convey_bad_day": _l("Chọn ngày văn bản, không sau hôm nay."),
    "charge_no_leader": _l("Chọn người đang có vai trò cho ý kiến xử lý của cấp đó."),
    "charge_not_below": _l("Chọn đơn vị thuộc phạm vi phụ trách của cấp đó."),
    "charge_no_field": _l("Ghi lĩnh vực phụ trách."),
    "charge_ends_before": _l("Ngày hết hiệu lực ở trước ngày có hiệu lực."),
    "charge_over": _l("Phân công này đã hết hiệu lực."),
    "case_decided": _l("Đã có ý kiến xử lý đối với đơn vị này."),
    "settle_push_back_instead": _l("Với phản hồi đề nghị phối hợp, chọn chấp thuận hoặc không chấp thuận."),
    "decision_not_allowed": _l("Không áp dụng được cách xử lý này cho trường hợp này. Chọn cách khác trong danh sách."),
    "decision_no_words": _l("Ghi nội dung ý kiến xử lý."),
    "decision_no_due": _l("Chọn ngày phải trả lời, sau thời điểm này."),
    "decision_no_number": _l("Ghi số, ngày của văn bản phê bình."),
    "decision_no_unit": _l("Chọn đơn vị được đề nghị góp ý thay."),
    "decision_too_late": _l("Hồ sơ lấy ý kiến đã kết thúc nên không ghi thêm ý kiến xử lý."),
    "just_reminded": _l("Đơn vị vừa được đôn đốc trong vòng một giờ qua."),
    "exchange_too_early": _l(
        "Ghi nhận trao đổi trực tiếp được từ khi đã đôn đốc đơn vị sau thời hạn trả lời. Hiện chưa đến bước này."
    ),
    "exchange_day": _exchange_day,
    "exchange_no_with_whom": _l("Ghi họ tên, chức vụ người đã trao đổi."),
    "exchange_no_result": _l("Ghi kết quả trao đổi."),
    "remind_not_delivered": _l("Công văn chưa đến đơn vị nên chưa đôn đốc được. Kiểm tra hộp thư của đơn vị trước."),
    "remind_says_it_sent": _l("Đơn vị cho biết đã trả lời. Xác nhận văn bản đó trước khi đôn đốc."),
    "contest_waits": _l("Đề nghị xem xét lại của đơn vị chưa được giải quyết."),
    "nothing_awaited": _l("Hiện không chờ ý kiến của đơn vị này nên không cần đôn đốc."),
    "directive_reported": _l("Nhiệm vụ này đã được báo cáo hoàn thành."),
    "directive_not_reported": _l("Đơn vị chưa báo cáo kết quả thực hiện."),
    "directive_confirmed": _l("Nhiệm vụ này đã được xác nhận hoàn thành."),
}

# Facts of the journal that are codes, and what they are called: fact → code → words.
NAMES: dict[str, Mapping[Any, Any]] = {
    "answer": replies.ANSWERS,
    "channel": replies.CHANNELS,
    "ending": consultations.ENDINGS,
    "cause": consultations.ROUND_CAUSES,
    "ground": GROUNDS,
    "means": MEANS,
    "rung": RUNGS,
    "settlement": assessment.SETTLEMENTS,
    "paper": PAPERS,
    "kind": {**consultations.KINDS, **replies.PUSH_BACK_KINDS, **assessment.VERDICTS, **DECISIONS},
}


def fact(name: str, value: Any, names: Mapping[str, Mapping[Any, Any]] = NAMES) -> str:
    """A fact of the journal as a person reads it: names for codes, days and hours for moments."""
    known = {str(code): words for code, words in names.get(name, {}).items()}
    if isinstance(value, str) and value in known:
        return str(known[value])
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    return _worded_time(value) if isinstance(value, str) else str(value)


def _worded_time(value: str) -> str:
    try:
        return moment(datetime.fromisoformat(value)) if "T" in value else day(date.fromisoformat(value))
    except ValueError:
        return value


def statement(said: Mapping[str, Any]) -> str:
    """One statement of a proof: the sentence of the event that shows it."""
    verb = VERBS[said["verb"]]
    return str(verb.said) % {name: fact(name, value) for name, value in said["facts"].items()}


# What a decision says where its name is enough (the authority may write its own words instead).
_STANDARD: Mapping[DecisionKind, Any] = {
    DecisionKind.ACCEPT_EXPLANATION: _l("Chấp nhận giải trình của đơn vị."),
    DecisionKind.RELEASE: _l("Đơn vị không phải góp ý đối với hồ sơ này."),
    DecisionKind.DEEM_AGREED: _l("Coi như đơn vị thống nhất theo quy định."),
    DecisionKind.GO_ON_WITHOUT: _l("Cho phép tiếp tục trình, ghi rõ đơn vị không có ý kiến trả lời."),
}


def standard(kind: DecisionKind | None, due_at: datetime | None) -> str:
    """The words of a decision left without words; empty where it must be worded by hand (a criticism above all)."""
    if kind is DecisionKind.DIRECT_ANSWER:
        return str(_("Giao đơn vị trả lời trước %(due)s.", due=moment(due_at))) if due_at else ""
    return str(_STANDARD.get(kind, "")) if kind is not None else ""


# The administrator's page of jobs

JOBS: Mapping[str, Any] = {
    "successions": _l("Sắp xếp đơn vị đến ngày có hiệu lực"),
    "mail": _l("Gửi thư"),
    "deliveries": _l("Ghi nhận thư đã đến đơn vị"),
    "sweep": _l("Nhắc việc, lập báo cáo theo lịch"),
    "digest": _l("Thư tổng hợp buổi sáng"),
}
SET_ASIDE: Mapping[str, Any] = {
    "consultee": _l("Nhắc việc theo lịch"),
    "push_back": _l("Báo cáo phản hồi chưa được trả lời"),
    "report": _l("Chuyển báo cáo lên cấp có thẩm quyền"),
    "directive": _l("Nhắc nhiệm vụ được giao"),
    "digest": _l("Thư tổng hợp buổi sáng"),
    "delivery": _l("Ghi nhận thư đã đến đơn vị"),
}
_DID: Mapping[str, Any] = {
    "sent": _l("đã gửi %(n)s thư"),
    "retried": _l("%(n)s thư phải gửi lại sau"),
    "given_up": _l("%(n)s thư không gửi được"),
    "stepped": _l("%(n)s lượt nhắc"),
    "reported": _l("%(n)s báo cáo được lập"),
    "gone_up": _l("%(n)s báo cáo đã chuyển"),
    "lapsed": _l("%(n)s văn bản hết thời gian xem xét"),
    "tasks": _l("%(n)s nhiệm vụ được nhắc"),
    "set_aside": _l("%(n)s việc gác lại"),
    "done": _l("%(n)s việc"),
}
_TROUBLES: Mapping[str, Any] = {
    "OperationalError": _l("Cơ sở dữ liệu không trả lời"),
    "TimeoutError": _l("Chờ quá lâu không có trả lời"),
    "ConnectionRefusedError": _l("Không kết nối được"),
    "PermissionError": _l("Không có quyền đọc hoặc ghi tệp"),
    "FileNotFoundError": _l("Thiếu tệp trên máy chủ"),
    "OSError": _l("Máy chủ không đọc hoặc ghi được tệp"),
}


def did_words(did: Mapping[str, int]) -> str:
    """What a job's last run did: 'đã gửi 12 thư, 1 thư phải gửi lại sau'."""
    said = [str(_DID[name]) % {"n": number} for name, number in did.items() if name in _DID]
    return ", ".join(said) or str(_("Không có việc đến hạn"))


def trouble_words(kind: str) -> str:
    """An error's kind in words; an unknown one with the name that the log has, so that the two are found together."""
    known = _TROUBLES.get(kind)
    return str(known) if known is not None else str(_("Lỗi khi xử lý (trong nhật ký máy chủ: %(kind)s)", kind=kind))
