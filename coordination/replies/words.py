"""What this chapter says to people: names of its vocabularies and a sentence for each finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.replies.rules import Answer, Channel, Position, PushBackKind, Weight

POSITIONS: Mapping[Position, Any] = {
    Position.AGREE: _l("Thống nhất"),
    Position.AGREE_WITH_CHANGES: _l("Thống nhất, đề nghị chỉnh sửa"),
    Position.DISAGREE: _l("Không thống nhất"),
    Position.NOTHING_TO_SAY: _l("Không có ý kiến"),
}
WEIGHTS: Mapping[Weight, Any] = {
    Weight.CONDITION: _l("Điều kiện để thống nhất"),
    Weight.SHOULD: _l("Đề nghị"),
    Weight.NOTE: _l("Trao đổi thêm"),
}
CHANNELS: Mapping[Channel, Any] = {
    Channel.WEB: _l("Trên hệ thống này"),
    Channel.DOCUMENT_AXIS: _l("Trục liên thông văn bản"),
    Channel.PAPER: _l("Văn bản giấy"),
    Channel.MAIL: _l("Thư điện tử"),
    Channel.HAND: _l("Nộp trực tiếp"),
    Channel.TELEPHONE: _l("Điện thoại"),
}
PUSH_BACK_KINDS: Mapping[PushBackKind, Any] = {
    PushBackKind.NOT_OUR_FUNCTION: _l("Không thuộc chức năng, nhiệm vụ"),
    PushBackKind.TIME: _l("Đề nghị điều chỉnh thời hạn"),
    PushBackKind.UNCLEAR_OR_INCOMPLETE: _l("Đề nghị bổ sung hồ sơ"),
}
ANSWERS: Mapping[Answer, Any] = {Answer.GRANTED: _l("Chấp thuận"), Answer.REFUSED: _l("Không chấp thuận")}


FINDINGS: dict[str, Any] = {
    "reply_point_missing": _l("Nội dung này chưa có ý kiến."),
    "reply_no_position": _l(
        "Nội dung này chưa nêu rõ thống nhất hay không thống nhất. Chọn chính kiến để đơn vị chủ trì hiểu đúng ý."
    ),
    "reply_no_content": _l("Chưa nêu nội dung góp ý. Viết rõ vấn đề và điều đơn vị đề nghị."),
    "reply_no_basis": _l("Chưa nêu căn cứ. Dẫn quy định, số liệu hoặc lý do thực tế."),
    "reply_no_wording": _l("Chưa đề xuất cách viết. Ghi câu chữ đề nghị sửa để đơn vị chủ trì tiếp thu được ngay."),
    "reply_nothing_why": _l(
        "Chọn “Không có ý kiến” mà chưa nêu lý do. Một câu lý do giúp đơn vị chủ trì không phải hỏi lại."
    ),
    "reply_empty": _l("Chưa có ý kiến ở nội dung nào. Chọn chính kiến cho ít nhất một nội dung rồi gửi."),
    "reply_already_sent": _l(
        "Văn bản góp ý này đã gửi nên không sửa được. Soạn văn bản góp ý lần tiếp theo nếu cần bổ sung."
    ),
    "reply_on_its_way": _l("Văn bản góp ý đang trình ký. Người ký trả lại thì mới sửa hoặc gửi cách khác được."),
    "reply_not_signed": _l("Văn bản góp ý chưa được ký duyệt. Trình ký trước khi gửi."),
    "part_closed": _l("Phần phối hợp của đơn vị trong hồ sơ này đã khép lại."),
    "reason_missing": _l("Nêu lý do."),
    "not_issued": _l("Hồ sơ lấy ý kiến chưa phát hành."),
    "consultation_withdrawn": _l("Hồ sơ lấy ý kiến đã được thu hồi, không cần trả lời nữa."),
    "consultation_concluded": _l("Hồ sơ lấy ý kiến đã kết thúc nên không nhận thêm ý kiến."),
    "answer_not_owed": _l("Đơn vị đã trả lời đủ các nội dung, không còn việc phải làm ở bước này."),
    "not_for_signing": _l("Văn bản chưa được trình ký."),
    "push_back_no_reason": _l("Nêu lý do để đơn vị chủ trì xem xét."),
    "push_back_no_unit": _l("Chọn cơ quan có thẩm quyền, hoặc đánh dấu là chưa xác định được."),
    "push_back_nothing_missing": _l("Ghi rõ phần hồ sơ còn thiếu hoặc chỗ chưa rõ."),
    "push_back_time_after_due": _l(
        "Đã qua hạn trả lời nên không đề nghị điều chỉnh thời hạn được nữa. Gửi ý kiến kèm giải trình việc trễ hạn."
    ),
    "push_back_no_later_date": _l("Chọn ngày muộn hơn hạn trả lời hiện nay (%(due)s)."),
    "push_back_points_gone": _l("Có nội dung không còn chờ đơn vị trả lời. Mở lại trang rồi chọn lại."),
    "papers_asked_before": _l(
        "Đơn vị đã đề nghị bổ sung hồ sơ một lần và từ đó chưa có tài liệu mới. Chỉ đề nghị tiếp về điều mà tài liệu "
        "mới đặt ra; vướng mắc khác đề nghị nêu ngay trong ý kiến."
    ),
    "papers_need_new_part": _l("Đơn vị đã đề nghị bổ sung hồ sơ một lần. Chọn tài liệu mới làm phát sinh đề nghị này."),
    "push_back_waits": _l("Đơn vị đã gửi một phản hồi và đang chờ xử lý."),
    "dossier_awaited": _l("Đơn vị chủ trì đang bổ sung hồ sơ theo đề nghị trước của đơn vị."),
    "push_back_decided": _l("Phản hồi này đã được trả lời."),
    "push_back_over": _l("Đơn vị đã trả lời đủ nội dung hoặc phần việc đã khép lại, phản hồi này không còn chờ xử lý."),
    "push_back_answer_no_reason": _l("Nêu lý do chấp thuận hoặc không chấp thuận."),
    "push_back_not_refused": _l("Chỉ đề nghị cấp có thẩm quyền xem xét khi phản hồi không được chấp thuận."),
    "push_back_disputed": _l("Đơn vị đã đề nghị xem xét phản hồi này một lần."),
    "dispute_too_late": _l("Đã quá 02 ngày làm việc kể từ khi đơn vị chủ trì trả lời."),
    "avoidance_needs_refusal": _l(
        "Chỉ kết luận như vậy khi không chấp thuận phản hồi “Không thuộc chức năng, nhiệm vụ”."
    ),
    "avoidance_needs_document": _l("Ghi số, ngày của văn bản kết luận sau khi đã nghe đơn vị giải trình."),
    "dossier_not_awaited": _l("Không có đề nghị bổ sung hồ sơ nào đang chờ."),
    "not_late": _l("Đơn vị không trễ hạn nên không phải giải trình."),
    "claim_waits": _l("Đơn vị đã báo gửi văn bản và đang chờ đơn vị chủ trì xác nhận."),
    "claim_repeated": _l("Đơn vị chủ trì đã trả lời về văn bản này. Gửi lại văn bản hoặc trả lời trên hệ thống."),
    "claim_answered": _l("Đã trả lời về văn bản này."),
    "claim_needs_answer": _l("Ghi đã tìm ở đâu, đơn vị cần gửi lại bằng cách nào."),
    "letter_date_in_future": _l("Ngày văn bản ở sau hôm nay. Kiểm tra lại ngày."),
    "arrival_in_future": _l("Ngày đến ở sau hôm nay. Kiểm tra lại ngày."),
    "arrival_before_issue": _l("Ngày đến sớm hơn ngày phát hành hồ sơ lấy ý kiến (%(issued)s). Kiểm tra lại ngày."),
    "letter_after_arrival": _l("Ngày văn bản ở sau ngày đến. Kiểm tra lại hai ngày này."),
    "nothing_to_keep": _l("Không có nội dung nào được sửa đổi sau ý kiến đã gửi của đơn vị."),
    "duty_only_express": _l("Chỉ cử người trực và ghi cuộc gọi với hồ sơ hỏa tốc đã phát hành."),
    "duty_name_missing": _l("Ghi họ tên người trực."),
    "duty_telephone_wrong": _l("Ghi số điện thoại, ví dụ 028 3829 6052."),
    "call_whom_missing": _l("Ghi người đã nghe điện thoại."),
    "call_words_missing": _l("Ghi nội dung trao đổi."),
    "call_time_wrong": _l("Thời điểm gọi phải sau khi phát hành hồ sơ và không ở sau lúc này."),
    "preliminary_only_express": _l("Chỉ ghi ý kiến sơ bộ qua điện thoại, thư điện tử với hồ sơ hỏa tốc."),
    "preliminary_to_come": _l("Thời điểm đơn vị cho ý kiến ở sau lúc này. Ghi lại thời điểm."),
    "preliminary_before_issue": _l("Thời điểm đơn vị cho ý kiến sớm hơn lúc phát hành hồ sơ. Ghi lại thời điểm."),
    "preliminary_not_at_once": _l("Ý kiến sơ bộ phải nhập ngay, chậm nhất 02 giờ sau khi đơn vị cho ý kiến."),
    "paper_waits": _l("Một văn bản góp ý đã nhập đang chờ đơn vị xác nhận."),
    "paper_settled": _l("Văn bản này đã được đơn vị trả lời."),
}
