"""What the rules of this chapter say to people, and the names of its kinds, phases and endings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.consultations.rules import (
    Act,
    BoxTrouble,
    ChangeKind,
    ChangePhase,
    ConsulteePhase,
    Ending,
    Imposed,
    Kind,
    Phase,
    PointKind,
    RoundCause,
    Silence,
    Standing,
    SuspensionGround,
    Urgency,
    Visibility,
)
from coordination.kernel.post import Trouble
from coordination.kernel.values import Finding
from coordination.kernel.words import day

KINDS: Mapping[Kind, Any] = {
    Kind.LEGAL_DOCUMENT: _l("Dự thảo văn bản quy phạm pháp luật"),
    Kind.INTERNAL_PROCEDURE: _l("Quy trình nội bộ giải quyết thủ tục hành chính"),
    Kind.PROCEDURE_DOSSIER: _l("Hồ sơ thủ tục hành chính"),
    Kind.PLAN_OR_REPORT: _l("Kế hoạch, báo cáo"),
    Kind.OTHER: _l("Nội dung khác"),
}
URGENCIES: Mapping[Urgency, Any] = {
    Urgency.ORDINARY: _l("Thường"),
    Urgency.URGENT: _l("Khẩn"),
    Urgency.VERY_URGENT: _l("Thượng khẩn"),
    Urgency.EXPRESS: _l("Hỏa tốc"),
}
VISIBILITIES: Mapping[Visibility, Any] = {
    Visibility.NEVER: _l("Các đơn vị không xem ý kiến của nhau"),
    Visibility.AFTER_OWN_REPLY: _l("Xem được sau khi đơn vị mình đã gửi ý kiến"),
    Visibility.AFTER_SYNTHESIS: _l("Xem được sau khi có bản tổng hợp"),
}
POINT_KINDS: Mapping[PointKind, Any] = {
    PointKind.YES_NO: _l("Thống nhất hay không thống nhất"),
    PointKind.CHOICE: _l("Chọn phương án"),
    PointKind.OPEN: _l("Ý kiến tự do"),
    PointKind.INFORMATION: _l("Cung cấp thông tin, số liệu"),
}
PHASES: Mapping[Phase, Any] = {
    Phase.DRAFT: _l("Dự thảo"),
    Phase.AWAITING_APPROVAL: _l("Đang trình ký"),
    Phase.SIGNED: _l("Đã ký, chờ cấp số, phát hành"),
    Phase.ISSUED: _l("Đang lấy ý kiến"),
    Phase.COLLECTED: _l("Đã thu đủ ý kiến"),
    Phase.SUBMITTED: _l("Đã trình cấp có thẩm quyền"),
    Phase.CONCLUDED: _l("Đã có kết luận"),
    Phase.WITHDRAWN: _l("Đã thu hồi"),
}
CONSULTEE_PHASES: Mapping[ConsulteePhase, Any] = {
    ConsulteePhase.NOT_SENT: _l("Chưa gửi"),
    ConsulteePhase.SENT: _l("Đã gửi, chưa đến nơi"),
    ConsulteePhase.DELIVERED: _l("Đã đến, chưa mở"),
    ConsulteePhase.OPENED: _l("Đã mở hồ sơ"),
    ConsulteePhase.ACKNOWLEDGED: _l("Đã tiếp nhận"),
    ConsulteePhase.PUSHED_BACK: _l("Có phản hồi đề nghị phối hợp"),
    ConsulteePhase.ANSWERED: _l("Đã có ý kiến"),
    ConsulteePhase.RETURNED: _l("Đề nghị làm rõ, bổ sung"),
    ConsulteePhase.ACCEPTED: _l("Đã ghi nhận ý kiến"),
    ConsulteePhase.RELEASED: _l("Không thuộc chức năng, đã thôi đề nghị"),
    ConsulteePhase.DEEMED: _l("Coi như thống nhất"),
    ConsulteePhase.GONE_ON_WITHOUT: _l("Tiếp tục trình, không có ý kiến trả lời"),
    ConsulteePhase.UNANSWERED: _l("Kết thúc, không có ý kiến trả lời"),
    ConsulteePhase.NO_OPINION: _l("Ghi nhận chưa có ý kiến"),
    ConsulteePhase.WITHDRAWN: _l("Đã thu hồi"),
    ConsulteePhase.SUPERSEDED: _l("Thay bằng lần lấy ý kiến sau hoặc gộp vào đơn vị kế thừa"),
}
ENDINGS: Mapping[Ending, Any] = {ending: CONSULTEE_PHASES[ConsulteePhase(ending.value)] for ending in Ending}
SILENCES: Mapping[Silence, Any] = {
    Silence.NOT_DELIVERED: _l("Công văn chưa đến nơi"),
    Silence.NOT_OPENED: _l("Chưa mở hồ sơ"),
    Silence.NOT_ACKNOWLEDGED: _l("Đã mở, chưa tiếp nhận"),
    Silence.NOT_ANSWERED: _l("Đã tiếp nhận, chưa trả lời"),
}
# Phases in which nothing was said yet: there the kind of silence says more.
_SILENT = frozenset({ConsulteePhase.SENT, ConsulteePhase.DELIVERED, ConsulteePhase.OPENED, ConsulteePhase.ACKNOWLEDGED})
_TROUBLES: Mapping[Trouble | None, Any] = {
    Trouble.ADDRESS: _l("Địa chỉ hộp thư %(address)s không đúng."),
    Trouble.RECIPIENT: _l("Hộp thư %(address)s không nhận thư: không có hộp thư này, đã khóa hoặc đã đầy."),
    Trouble.MESSAGE: _l("Máy chủ thư của hộp thư %(address)s không nhận công văn này."),
    Trouble.CONTENT: _l("Công văn gửi hộp thư %(address)s có nội dung không gửi được qua thư điện tử."),
}


def state(standing: Standing) -> str:
    """Where a unit stands, in words: which of the four silences, or its phase (design 3.4)."""
    if standing.by_letter and standing.phase in _SILENT:
        return str(_("Đã gửi công văn, chưa có văn bản trả lời"))
    if standing.silence is not None and standing.phase in _SILENT:
        return str(SILENCES[standing.silence])
    return str(CONSULTEE_PHASES[standing.phase])


def trouble(box: BoxTrouble) -> str:
    """Why the issue letter did not arrive, box by box, in plain words (exact rule 8)."""
    if not box.address:
        return str(_("Đơn vị chưa có hộp thư trên hệ thống."))
    said = _TROUBLES.get(Trouble.of(box.reason))
    if said is None:
        said = _("Chưa gửi được đến hộp thư %(address)s: máy chủ thư của hệ thống không kết nối được.")
    more = "" if box.given_up else " " + str(_("Hệ thống đang gửi lại."))
    return str(said) % {"address": box.address} + more


ROUND_CAUSES: Mapping[RoundCause, Any] = {
    RoundCause.ISSUE: _l("Theo công văn đề nghị góp ý"),
    RoundCause.EXTENSION: _l("Được gia hạn"),
    RoundCause.RESTART: _l("Tính lại từ khi hồ sơ đầy đủ"),
    RoundCause.PUSH_BACK: _l("Lùi theo thời gian xử lý phản hồi"),
    RoundCause.LATE_DELIVERY: _l("Tính lại từ khi công văn đến nơi"),
    RoundCause.CALENDAR: _l("Lùi theo lịch nghỉ mới"),
    RoundCause.RETURN: _l("Thời hạn làm rõ, bổ sung"),
    RoundCause.DIRECTIVE: _l("Theo nhiệm vụ được giao"),
    RoundCause.SUSPENSION: _l("Lùi theo thời gian tạm dừng"),
    RoundCause.AMENDMENT: _l("Theo công văn sửa đổi, thay thế"),
}
CHANGE_KINDS: Mapping[ChangeKind, Any] = {
    ChangeKind.REPLACEMENT: _l("Công văn sửa đổi, thay thế"),
    ChangeKind.CORRECTION: _l("Công văn đính chính"),
    ChangeKind.RECALL: _l("Công văn thu hồi"),
}
CHANGE_PHASES: Mapping[ChangePhase, Any] = {
    ChangePhase.DRAFT: _l("Dự thảo"),
    ChangePhase.ON_ITS_WAY: _l("Đang trình ký"),
    ChangePhase.SIGNED: _l("Đã ký, chờ cấp số, phát hành"),
    ChangePhase.ISSUED: _l("Đã phát hành"),
    ChangePhase.DISCARDED: _l("Đã hủy"),
}
ACTS: Mapping[Act, Any] = {
    Act.ADDED: _l("Thêm"),
    Act.REWORDED: _l("Sửa"),
    Act.REMOVED: _l("Bỏ"),
}
POINT_FIELDS: Mapping[str, Any] = {
    "clause": _l("Điều, khoản"),
    "clause_text": _l("Nội dung điều, khoản"),
    "question": _l("Nội dung cần lấy ý kiến"),
    "kind": _l("Cách trả lời"),
    "options": _l("Các phương án"),
    "lead_position": _l("Chính kiến của đơn vị chủ trì"),
    "lead_basis": _l("Cơ sở của chính kiến"),
}
SUSPENSION_GROUNDS: Mapping[SuspensionGround, Any] = {
    SuspensionGround.WRONGLY_ADDRESSED: _l("Gửi không đúng đơn vị có chức năng, nhiệm vụ"),
    SuspensionGround.TOO_SHORT: _l("Thời hạn trả lời quá ngắn"),
    SuspensionGround.DOSSIER_MISSING: _l("Thiếu hồ sơ kèm theo"),
}


def _wrong_phase(finding: Finding) -> str:
    return str(
        _(
            "Hồ sơ đang ở bước “%(phase)s” nên chưa làm được việc này. Mở lại trang để xem việc cần làm.",
            phase=PHASES[Phase(finding.evidence["phase"])],
        )
    )


def _impossible_move(finding: Finding) -> str:
    phase, to = (CONSULTEE_PHASES[ConsulteePhase(finding.evidence[name])] for name in ("phase", "to"))
    return str(
        _(
            "Đơn vị đang ở bước “%(phase)s” nên không chuyển sang “%(to)s” được. Mở lại trang để xem bản mới nhất.",
            phase=phase,
            to=to,
        )
    )


def _change_wrong_phase(finding: Finding) -> str:
    return str(
        _(
            "Công văn đang ở bước “%(phase)s” nên chưa làm được việc này. Mở lại trang để xem việc cần làm.",
            phase=CHANGE_PHASES[ChangePhase(finding.evidence["phase"])],
        )
    )


def _below_minimum(finding: Finding) -> str:
    facts = finding.evidence
    if facts["unit"] == "working":
        return str(
            _(
                "Thời hạn trả lời là %(allotted)s ngày làm việc, ngắn hơn mức tối thiểu %(minimum)s ngày làm việc "
                "(%(legal_basis)s). Chọn ngày muộn hơn, hoặc nêu lý do cần gấp.",
                **facts,
            )
        )
    return str(
        _(
            "Thời hạn trả lời là %(allotted)s ngày, ngắn hơn mức tối thiểu %(minimum)s ngày (%(legal_basis)s). "
            "Chọn ngày muộn hơn, hoặc nêu lý do cần gấp.",
            **facts,
        )
    )


def _above_maximum(finding: Finding) -> str:
    facts = finding.evidence
    if facts["unit"] == "working":
        return str(
            _(
                "Thời hạn trả lời là %(allotted)s ngày làm việc, dài hơn mức tối đa %(maximum)s ngày làm việc "
                "(%(legal_basis)s). Chọn ngày sớm hơn, hoặc nêu lý do.",
                **facts,
            )
        )
    return str(
        _(
            "Thời hạn trả lời là %(allotted)s ngày, dài hơn mức tối đa %(maximum)s ngày (%(legal_basis)s). "
            "Chọn ngày sớm hơn, hoặc nêu lý do.",
            **facts,
        )
    )


def urgency_said(found: Imposed, *, issued: bool) -> list[str]:
    """What an assigning document means for the time, sentence by sentence (O11)."""
    said = [
        str(
            _(
                "Văn bản giao việc được tính là đến ngày %(received)s, phải xong ngày %(due)s: có %(had)s ngày "
                "làm việc.",
                received=day(found.received), due=day(found.due_on), had=found.had,
            )
        )
    ]  # fmt: skip
    if not found.needed:
        return [*said, str(_("Loại việc này không có mức tối thiểu nên không cần chấp thuận thời hạn ngắn."))]
    said.append(str(_("Thời hạn tối thiểu và 02 ngày tổng hợp cần %(needed)s ngày làm việc.", needed=found.needed)))
    if not found.too_few:
        return [*said, str(_("Văn bản giao việc để đủ thời gian nên thời hạn ngắn chưa có cơ sở."))]
    if found.in_time:
        worded = (
            _(
                "Phát hành sau %(used)s ngày làm việc, trong một phần ba thời gian được giao: thời hạn ngắn "
                "là có cơ sở.",
                used=found.used,
            )
            if issued
            else _(
                "Nếu phát hành hôm nay là sau %(used)s ngày làm việc, trong một phần ba thời gian được giao: "
                "thời hạn ngắn là có cơ sở.",
                used=found.used,
            )
        )
    else:
        worded = _(
            "Đã dùng %(used)s ngày làm việc, quá một phần ba thời gian được giao: thời hạn ngắn chưa có cơ sở.",
            used=found.used,
        )
    return [*said, str(worded)]


FINDINGS: dict[str, Any] = {
    "order_number_missing": _l("Chưa có số, ký hiệu văn bản giao việc."),
    "order_date_missing": _l("Chưa có ngày của văn bản giao việc."),
    "order_date_to_come": _l("Ngày văn bản giao việc ở sau hôm nay. Ghi lại ngày."),
    "order_received_missing": _l("Chưa ghi thời điểm đơn vị nhận văn bản giao việc."),
    "order_received_to_come": _l("Thời điểm nhận văn bản ở sau lúc này. Ghi lại thời điểm."),
    "order_due_missing": _l("Chưa có ngày phải hoàn thành theo văn bản giao việc."),
    "order_due_before_date": _l("Ngày phải hoàn thành sớm hơn ngày văn bản. Kiểm tra lại hai ngày này."),
    "order_file_missing": _l("Chưa có bản chụp văn bản giao việc. Chọn tệp."),
    "urgency_reason_missing": _l("Nêu lý do cần thời hạn ngắn hơn."),
    "urgency_words_missing": _l("Ghi ý kiến xử lý."),
    "urgency_asked_too_late": _l(
        "Chỉ đề nghị được trước khi phát hành hoặc trong 01 ngày làm việc sau đó (đến %(until)s)."
    ),
    "urgency_asked_already": _l("Đã có đề nghị đang chờ cấp có thẩm quyền cho ý kiến."),
    "urgency_decided_already": _l("Cấp có thẩm quyền đã cho ý kiến về đề nghị này."),
    "secret": _l(
        "Nội dung có bí mật nhà nước không được soạn, gửi trên hệ thống này; chưa lưu thông tin nào. "
        "Thực hiện theo quy định về bảo vệ bí mật nhà nước, gửi qua văn thư mật của đơn vị."
    ),
    "secret_stamp": _l(
        "Có dấu chỉ độ mật “%(stamp)s” trong nội dung nên không lưu. Nếu hồ sơ có bí mật nhà nước, gửi qua văn thư "
        "mật của đơn vị; nếu không, bỏ dấu này rồi lưu lại."
    ),
    "subject_missing": _l("Chưa có trích yếu. Ghi ngắn gọn việc cần lấy ý kiến."),
    "authority_missing": _l("Chưa xác định cấp có thẩm quyền. Chọn cơ quan cấp trên của các đơn vị được lấy ý kiến."),
    "not_an_authority": _l("Đơn vị được chọn không phải cấp có thẩm quyền. Chọn cơ quan khác trong danh sách."),
    "officer_not_of_unit": _l("Chuyên viên phụ trách phải là người của đơn vị chủ trì. Chọn lại trong danh sách."),
    "no_point": _l("Chưa có nội dung cần lấy ý kiến. Thêm ít nhất một nội dung."),
    "point_empty": _l("Nội dung %(number)s chưa có câu hỏi. Ghi rõ điều cần cho ý kiến, hoặc bỏ nội dung này."),
    "point_generic": _l(
        "Nội dung %(number)s hỏi chung chung (“%(words)s”). Hỏi rõ điều, khoản và vấn đề cần ý kiến, hoặc nêu "
        "lý do giữ câu hỏi này."
    ),
    "choice_without_options": _l("Nội dung %(number)s cần ít nhất hai phương án để đơn vị chọn."),
    "point_without_consultee": _l("Nội dung %(number)s chưa gửi đến đơn vị nào. Chọn đơn vị trả lời nội dung này."),
    "no_lead_position": _l(
        "Nội dung %(number)s chưa có chính kiến của đơn vị chủ trì. Ghi chính kiến, ví dụ “như dự thảo, cơ sở tại "
        "Tờ trình, mục …”."
    ),
    "no_lead_basis": _l(
        "Nội dung %(number)s chưa nêu cơ sở của chính kiến. Ghi văn bản, điều khoản hoặc mục thuyết minh."
    ),
    "no_consultee": _l(
        "Chưa chọn đơn vị phối hợp. Chọn đơn vị theo chức năng, theo loại đơn vị hoặc theo nhóm đã lưu."
    ),
    "consultee_without_function": _l(
        "%(unit)s chưa có chức năng, nhiệm vụ gắn với việc này. Chọn chức năng phù hợp, hoặc nêu lý do lấy ý kiến."
    ),
    "external_without_why": _l("Ghi vì sao lấy ý kiến %(unit)s; công văn in rõ nội dung này."),
    "not_by_letter": _l("Đơn vị này trả lời trên hệ thống, không lấy ý kiến bằng công văn giấy."),
    "nothing_awaited_by_letter": _l("Không còn chờ ý kiến của cơ quan này."),
    "no_opinion_too_early": _l("Thời hạn trả lời chưa hết nên chưa ghi nhận được. Chờ đến hết thời hạn."),
    "external_not_counted": _l("Cơ quan này không thuộc diện xác nhận tiếp nhận trên hệ thống."),
    "receipt_proof_missing": _l("Ghi căn cứ xác nhận: số, ngày văn bản, hoặc ai xác nhận, lúc nào."),
    "consultee_without_point": _l(
        "%(unit)s chưa được giao nội dung nào. Chọn nội dung cho đơn vị này, hoặc bỏ đơn vị khỏi danh sách."
    ),
    "lead_is_consultee": _l("%(unit)s là đơn vị chủ trì nên không lấy ý kiến chính mình. Bỏ khỏi danh sách."),
    "unit_not_active": _l("Đơn vị %(unit)s không còn hoạt động. Chọn đơn vị kế thừa nhiệm vụ."),
    "asked_already": _l("%(unit)s đã có trong danh sách được lấy ý kiến."),
    "due_missing": _l("Chưa có thời hạn trả lời. Chọn ngày, vì loại việc này chưa có quy định thời hạn chung."),
    "due_in_past": _l("Thời hạn trả lời (%(due)s) đã qua. Chọn ngày khác."),
    "date_out_of_range": _l("Ngày đã ghi không nằm trong khoảng lịch của hệ thống. Ghi lại ngày."),
    "due_below_minimum": _below_minimum,
    "due_above_maximum": _above_maximum,
    "due_after_submit_by": _l(
        "Thời hạn trả lời (%(due)s) sau ngày đơn vị chủ trì phải trình (%(submit_by)s). Chọn ngày sớm hơn."
    ),
    "due_after_return_date": _l(
        "Thời hạn trả lời (%(due)s) sau ngày hẹn trả kết quả (%(return_date)s). Chọn ngày sớm hơn."
    ),
    "due_not_later": _l("Thời hạn mới phải muộn hơn thời hạn đang có. Chọn ngày muộn hơn."),
    "submit_by_missing": _l("Chưa có ngày phải trình. Ghi ngày đơn vị chủ trì phải trình cấp có thẩm quyền."),
    "submit_by_past": _l("Ngày phải trình (%(day)s) đã qua. Ghi lại ngày phải trình."),
    "return_date_missing": _l(
        "Hồ sơ thủ tục hành chính cần có ngày hẹn trả kết quả. Ghi ngày hẹn trên giấy tiếp nhận."
    ),
    "submit_by_after_return_date": _l(
        "Ngày phải trình sau ngày hẹn trả kết quả (%(return_date)s). Chọn ngày trình sớm hơn."
    ),
    "part_missing": _l("Hồ sơ chưa có “%(name)s”. Đính kèm tệp, hoặc nêu lý do chưa có."),
    "part_does_not_open": _l("Tệp của phần “%(name)s” không mở được. Đính kèm lại tệp, hoặc nêu lý do."),
    "looks_like_open": _l(
        "Việc này giống hồ sơ đang lấy ý kiến số %(number)s (“%(subject)s”). Dùng tiếp hồ sơ đó, hoặc nêu lý do "
        "lập hồ sơ mới."
    ),
    "text_too_long": _l("Nội dung dài %(length)s ký tự, vượt mức %(limit)s ký tự. Rút gọn, hoặc đưa vào tệp đính kèm."),
    "too_many_points": _l("Mỗi hồ sơ có nhiều nhất %(limit)s nội dung. Bớt nội dung hoặc tách thành hồ sơ khác."),
    "too_many_consultees": _l("Mỗi hồ sơ lấy ý kiến nhiều nhất %(limit)s đơn vị. Tách thành hồ sơ khác."),
    "group_gone": _l("Nhóm đơn vị này không còn. Chọn nhóm khác."),
    "group_name_missing": _l("Chưa đặt tên nhóm đơn vị. Ghi tên để lần sau chọn lại."),
    "part_gone": _l("Phần hồ sơ này không còn. Mở lại trang để xem hồ sơ mới nhất."),
    "part_name_missing": _l("Chưa có tên phần hồ sơ. Ghi tên tài liệu cần kèm theo."),
    "gate_reason_missing": _l("Chưa nêu lý do. Ghi lý do để các đơn vị được lấy ý kiến cùng biết."),
    "extend_reason_missing": _l("Chưa nêu lý do gia hạn. Ghi lý do để đơn vị được gia hạn cùng biết."),
    "withdraw_reason_missing": _l("Chưa nêu lý do thu hồi. Ghi lý do để các đơn vị được lấy ý kiến cùng biết."),
    "what_changed_missing": _l("Chưa nêu nội dung sửa đổi. Ghi rõ điểm đã sửa để các đơn vị cùng biết."),
    "nothing_changed": _l("Chưa có điểm nào được sửa. Sửa nội dung hoặc thêm tài liệu trước khi gửi."),
    "change_open": _l(
        "Đang có một công văn thay đổi khác của hồ sơ này chưa phát hành. Phát hành hoặc hủy công văn đó trước."
    ),
    "change_wrong_phase": _change_wrong_phase,
    "change_overtaken": _l(
        "Hồ sơ đã được sửa bằng công văn khác sau khi soạn công văn này. Hủy dự thảo này rồi soạn lại trên bản mới."
    ),
    "correction_changes_content": _l(
        "Đính chính chỉ sửa sai sót về hình thức. Việc thêm, bỏ nội dung, thêm tệp hoặc đổi cách trả lời phải làm bằng "
        "công văn sửa đổi, thay thế."
    ),
    "change_due_too_short": _l(
        "Thời hạn mới phải từ %(due)s trở đi, vì có ít nhất một nửa thời hạn ban đầu tính từ ngày gửi công văn này."
    ),
    "change_due_missing": _l("Thời hạn trả lời (%(due)s) đã qua. Chọn thời hạn mới để đơn vị trả lời phần thay đổi."),
    "previous_not_issued": _l("Lần lấy ý kiến trước chưa phát hành. Tiếp tục soạn dự thảo đó."),
    "issued_on_future": _l("Ngày văn bản (%(day)s) ở sau ngày hôm nay. Ghi lại ngày văn bản."),
    "number_taken": _l(
        "Số %(number)s đã dùng cho văn bản khác trong năm. Ghi số khác, hoặc để trống để lấy số tiếp theo."
    ),
    "suspended": _l("Hồ sơ đang tạm dừng nên chưa làm được việc này. Cấp có thẩm quyền cho tiếp tục thì làm tiếp."),
    "suspension_open": _l("Hồ sơ này đã có đề xuất tạm dừng hoặc đang tạm dừng."),
    "suspension_decided": _l("Đề xuất tạm dừng này đã có ý kiến xử lý."),
    "suspension_over": _l("Hồ sơ không còn tạm dừng."),
    "suspension_mended": _l("Đơn vị chủ trì đã báo cáo khắc phục, đang chờ cấp có thẩm quyền."),
    "suspension_not_mended": _l("Đơn vị chủ trì chưa báo cáo khắc phục."),
    "suspension_without_authority": _l("Hồ sơ chưa xác định cấp có thẩm quyền nên chưa đề xuất tạm dừng được."),
    "suspension_reason_missing": _l("Chưa nêu lý do tạm dừng. Ghi rõ để cấp có thẩm quyền xem xét."),
    "suspension_words_missing": _l("Chưa ghi ý kiến. Ghi rõ để đơn vị chủ trì thực hiện."),
    "mended_words_missing": _l("Chưa nêu những điểm đã khắc phục."),
    "wrong_phase": _wrong_phase,
    "impossible_move": _impossible_move,
    "send_again_over": _l("Không còn chờ ý kiến của đơn vị này nên không cần gửi lại công văn."),
    "send_again_arrived": _l("Công văn đã đến đơn vị nên không cần gửi lại. Mở lại trang để xem tình trạng mới nhất."),
    "send_again_on_its_way": _l("Công văn đang trên đường đến đơn vị. Chờ ít phút rồi mở lại trang để xem kết quả."),
    "send_again_no_box": _l(
        "%(unit)s chưa có hộp thư trên hệ thống. Đề nghị quản trị hệ thống bổ sung hộp thư, sau đó gửi lại công văn."
    ),
    "consultee_closed": _l("Phần việc của %(unit)s đã kết thúc nên không đặt thời hạn mới được."),
    "consultee_not_sent": _l("Hồ sơ chưa phát hành đến %(unit)s."),
}
