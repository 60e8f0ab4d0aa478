"""What the rules of this chapter say to people, and the names of its kinds and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from coordination.kernel.actor import Role
from coordination.kernel.values import Finding
from coordination.kernel.words import data, short_moment
from coordination.units.queries import Stage
from coordination.units.rules import Act, Capacity, SigningState, UnitKind

KIND_NAMES: dict[UnitKind, Any] = {
    UnitKind.PEOPLES_COMMITTEE: _l("Ủy ban nhân dân"),
    UnitKind.OFFICE: _l("Văn phòng"),
    UnitKind.DEPARTMENT: _l("Sở, ngành"),
    UnitKind.WARD: _l("Phường"),
    UnitKind.COMMUNE: _l("Xã, đặc khu"),
    UnitKind.DIVISION: _l("Phòng, ban"),
    UnitKind.PUBLIC_SERVICE: _l("Đơn vị sự nghiệp"),
    UnitKind.EXTERNAL: _l("Đơn vị bên ngoài"),
}
ROLE_NAMES: dict[Role, Any] = {
    Role.OFFICER: _l("Chuyên viên"),
    Role.HEAD: _l("Thủ trưởng đơn vị"),
    Role.CLERK: _l("Văn thư"),
    Role.DECISION_MAKER: _l("Lãnh đạo cấp có thẩm quyền"),
    Role.MONITOR: _l("Theo dõi, đôn đốc"),
    Role.AUDITOR: _l("Kiểm tra"),
    Role.ADMINISTRATOR: _l("Quản trị"),
    Role.RULE: _l("Theo quy định"),
}
CAPACITY_NAMES: dict[Capacity, Any] = {
    Capacity.NONE: _l("Ký trực tiếp"),
    Capacity.ON_BEHALF: _l("TM. (thay mặt)"),
    Capacity.DEPUTY: _l("KT. (ký thay)"),
    Capacity.ACTING: _l("Q. (quyền)"),
    Capacity.BY_ORDER: _l("TL. (thừa lệnh)"),
    Capacity.BY_AUTHORISATION: _l("TUQ. (thừa ủy quyền)"),
}
ACT_NAMES: dict[Act, Any] = {
    Act.MERGE: _l("Sáp nhập, hợp nhất"),
    Act.SPLIT: _l("Chia, tách"),
    Act.RENAME: _l("Đổi tên"),
    Act.ABOLISH: _l("Giải thể"),
}
SIGNING_NAMES: dict[SigningState, Any] = {
    SigningState.ON_ITS_WAY: _l("Đang trình ký"),
    SigningState.RETURNED: _l("Trả lại để hoàn thiện"),
    SigningState.SIGNED: _l("Đã ký duyệt"),
}
MARK_NAMES: dict[str, Any] = {
    "sent": _l("Trình ký"),
    "passed": _l("Trình tiếp"),
    "returned": _l("Trả lại"),
    "signed": _l("Ký duyệt"),
}
COLUMN_NAMES: dict[str, Any] = {
    "code": _l("Mã đơn vị"),
    "name": _l("Tên"),
    "kind": _l("Loại đơn vị"),
    "parent": _l("Mã đơn vị cấp trên"),
    "short_name": _l("Tên viết tắt"),
    "symbol": _l("Ký hiệu văn bản"),
    "address": _l("Địa chỉ"),
    "boxes": _l("Hộp thư"),
    "is_authority": _l("Cấp có thẩm quyền"),
    "officers_may_send": _l("Chuyên viên được gửi"),
    "active_from": _l("Hoạt động từ ngày"),
    "active_to": _l("Hoạt động đến ngày"),
    "functions": _l("Chức năng, nhiệm vụ"),
    "legal_basis": _l("Căn cứ"),
    "email": _l("Địa chỉ email"),
    "title": _l("Chức vụ"),
    "unit": _l("Mã đơn vị"),
    "roles": _l("Vai trò"),
    "since": _l("Từ ngày"),
    "until": _l("Đến ngày"),
    "language": _l("Ngôn ngữ"),
}


def stepped(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    """A paper's way as the stepper shows it: each step with who did it and when, or who has it now or next."""
    steps: list[dict[str, Any]] = []
    for stage in stages:
        here = stage.at is None and all(step["state"] == "done" for step in steps)
        who = data(", ".join(stage.names))
        steps.append(
            {
                "label": data(stage.title) or ROLE_NAMES[Role.HEAD],
                "state": "current" if here else "waiting" if stage.at is None else "done",
                "when": Markup("{}<br>{}").format(who, short_moment(stage.at)) if stage.at else who,
            }
        )
    return steps


def _on_line(sentence: Any) -> Callable[[Finding], str]:
    """A sentence about one line of a list: which line, which column, then what is wrong."""

    def said(finding: Finding) -> str:
        where = {"line": finding.evidence["line"], "column": COLUMN_NAMES[finding.field]}
        start = _("Dòng %(line)s, cột “%(column)s”:", **where)
        return f"{start} {str(sentence) % dict(finding.evidence)}"

    return said


FINDINGS: dict[str, Any] = {
    "unit_code_taken": _l("Mã “%(value)s” đã dùng cho đơn vị khác. Nhập mã khác."),
    "unit_code_unknown": _l("Không có đơn vị mã “%(value)s”."),
    "unit_below_itself": _l("Đơn vị không thể trực thuộc chính mình hoặc đơn vị cấp dưới của mình. Chọn đơn vị khác."),
    "unit_parent_unknown": _l("Đơn vị cấp trên không còn trong danh sách. Chọn lại đơn vị cấp trên."),
    "dates_reversed": _l("Ngày kết thúc sớm hơn ngày bắt đầu. Kiểm tra lại hai ngày này."),
    "email_unknown": _l("“%(value)s” không phải là địa chỉ email."),
    "email_taken": _l("Địa chỉ “%(value)s” đã dùng cho người khác. Mỗi người dùng một địa chỉ riêng."),
    "role_needs_authority": _l("Vai trò này chỉ có ở cấp có thẩm quyền; %(unit)s không phải là cấp có thẩm quyền."),
    "path_too_long": _l("Quy trình trình ký có nhiều nhất %(most)s bước."),
    "signatory_needs_authority": _l("Ký thừa lệnh, thừa ủy quyền phải ghi văn bản giao quyền."),
    "succession_old_missing": _l("Chọn đơn vị được sắp xếp."),
    "succession_one_old": _l("Việc này áp dụng cho từng đơn vị. Chọn một đơn vị được sắp xếp."),
    "succession_main_missing": _l("Chọn đơn vị tiếp nhận công việc đang xử lý."),
    "succession_two_new": _l("Chia, tách cần ít nhất hai đơn vị kế thừa. Chọn thêm đơn vị kế thừa."),
    "succession_nothing_ends": _l("Đơn vị được sắp xếp phải khác với đơn vị tiếp nhận. Chọn lại."),
    "succession_name_missing": _l("Nhập tên mới của đơn vị."),
    "succession_code_missing": _l("Nhập mã mới; mã cũ vẫn giữ cho tên cũ."),
    "succession_number_missing": _l("Nhập số, ký hiệu văn bản quyết định việc sắp xếp."),
    "succession_date_missing": _l("Nhập ngày của văn bản quyết định việc sắp xếp."),
    "succession_before_document": _l("Ngày có hiệu lực sớm hơn ngày văn bản. Kiểm tra lại hai ngày này."),
    "succession_old_closed": _l("%(unit)s không hoạt động đến ngày %(day)s. Chọn đơn vị đang hoạt động."),
    "succession_new_closed": _l("%(unit)s không hoạt động vào ngày %(day)s. Chọn đơn vị khác hoặc sửa ngày hoạt động."),
    "succession_needs_authority": _l(
        "Đơn vị được sắp xếp là cấp có thẩm quyền nên đơn vị tiếp nhận cũng phải như vậy; %(unit)s không phải."
    ),
    "succession_entered": _l("Đã ghi một việc sắp xếp khác, chưa đến ngày có hiệu lực, đối với: %(units)s."),
    "succession_function_elsewhere": _l("Chức năng, nhiệm vụ chỉ chuyển được cho một trong các đơn vị kế thừa."),
    "succession_over": _l("Việc sắp xếp đã có hiệu lực hoặc đã bỏ, không thay đổi được nữa."),
    "absence_over": _l("Thời gian vắng mặt đã qua. Chọn ngày từ hôm nay trở đi."),
    "absence_too_long": _l("Thời gian vắng mặt dài quá một năm. Trường hợp này cần giao vai trò cho người khác."),
    "absence_own_deputy": _l("Người xử lý thay phải là người khác."),
    "absence_no_role": _l("Người này không giữ vai trò ở đơn vị trong suốt thời gian đó."),
    "absence_deputy_elsewhere": _l(
        "Người xử lý thay phải giữ vai trò ở cùng đơn vị trong suốt thời gian đó. Chọn người khác hoặc sửa ngày."
    ),
    "absence_twice": _l("Đã ghi vắng mặt từ %(since)s đến hết %(until)s. Sửa ngày để không trùng nhau."),
    "absence_deputy_away": _l(
        "Người xử lý thay cũng vắng mặt từ %(since)s đến hết %(until)s. Chọn người khác hoặc sửa ngày."
    ),
    "absence_person_deputises": _l(
        "Người này đang xử lý thay người khác từ %(since)s đến hết %(until)s. Cử người khác làm việc đó trước."
    ),
    "absence_not_yours": _l("Chỉ người vắng mặt, thủ trưởng đơn vị hoặc người quản trị ghi được việc vắng mặt."),
    "group_empty": _l("Nhóm chưa có đơn vị nào. Chọn ít nhất một đơn vị."),
    "group_name_taken": _l("Đã có nhóm tên “%(value)s”. Đặt tên khác."),
    "signing_on_its_way": _l("Dự thảo đang trình ký, không trình thêm lần nữa."),
    "signing_not_on_its_way": _l("Dự thảo không còn ở bước trình ký. Tải lại trang để xem tình trạng hiện nay."),
    "signing_not_with_you": _l("Dự thảo đang ở bước trình ký của người khác."),
    "signing_remark_missing": _l("Nêu lý do trả lại để người soạn thảo hoàn thiện."),
    "password_short": _l("Mật khẩu cần ít nhất %(shortest)s ký tự. Có thể dùng một câu dễ nhớ."),
    "password_long": _l("Mật khẩu dài quá %(longest)s ký tự. Đặt mật khẩu ngắn hơn."),
    "password_unreadable": _l("Mật khẩu có ký tự không gõ được từ bàn phím. Đặt mật khẩu khác."),
    "password_common": _l("Mật khẩu này quá phổ biến, dễ bị đoán. Đặt mật khẩu khác, ví dụ một câu dễ nhớ."),
    "password_own": _l("Mật khẩu trùng với tên hoặc địa chỉ email. Đặt mật khẩu khác."),
    "password_wrong": _l("Mật khẩu hiện nay chưa đúng. Nhập lại."),
    "passwords_differ": _l("Hai lần nhập mật khẩu chưa giống nhau. Nhập lại."),
    "link_over": _l("Liên kết đã dùng hoặc đã hết hạn. Đề nghị gửi liên kết mới."),
    "sheet_missing": _l("Chưa chọn tệp. Chọn tệp CSV lưu từ bảng tính."),
    "sheet_empty": _l("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề."),
    "sheet_broken": _l("Tệp không đọc được như một bảng CSV. Mở lại trong bảng tính và lưu dạng CSV UTF-8."),
    "sheet_not_utf8": _l(
        "Tệp không phải mã Unicode UTF-8 nên chữ có dấu bị sai. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”."
    ),
    "sheet_is_xlsx": _l("Đây là tệp Excel, không phải CSV. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”."),
    "sheet_too_big": _l("Tệp lớn hơn %(most)s MB. Chia thành nhiều tệp nhỏ hơn."),
    "sheet_too_long": _l("Tệp có hơn %(most)s dòng. Chia thành nhiều tệp nhỏ hơn."),
    "sheet_columns_unknown": _l("Không rõ cột: %(columns)s. Dùng tên cột như trong tệp mẫu."),
    "sheet_columns_missing": _l("Thiếu cột: %(columns)s. Dùng tên cột như trong tệp mẫu."),
    "sheet_columns_twice": _l("Có hai cột cùng một nội dung. Bỏ bớt một cột."),
    "line_cell_empty": _on_line(_l("chưa ghi.")),
    "line_cell_long": _on_line(_l("dài quá %(longest)s ký tự.")),
    "line_cell_unreadable": _on_line(_l("có ký tự không đọc được.")),
    "line_date_unknown": _on_line(_l("“%(value)s” không phải là ngày. Ghi dạng 01/7/2025.")),
    "line_dates_reversed": _on_line(_l("sớm hơn ngày bắt đầu.")),
    "line_kind_unknown": _on_line(_l("không rõ loại “%(value)s”.")),
    "line_yes_no_unknown": _on_line(_l("“%(value)s” không rõ là có hay không. Ghi “có” hoặc “không”.")),
    "line_email_unknown": _on_line(_l("“%(value)s” không phải là địa chỉ email.")),
    "line_language_unknown": _on_line(_l("không rõ ngôn ngữ “%(value)s”. Ghi “vi” hoặc “en”.")),
    "line_role_unknown": _on_line(_l("không rõ vai trò “%(value)s”.")),
    "line_twice": _on_line(_l("“%(value)s” đã có ở dòng %(first)s.")),
    "line_parent_unknown": _on_line(_l("không có đơn vị mã “%(value)s”, cả trong tệp và trong danh sách hiện nay.")),
    "line_below_itself": _on_line(_l("đơn vị trực thuộc chính mình qua “%(value)s”.")),
    "line_unit_unknown": _on_line(_l("không có đơn vị mã “%(value)s”. Nhập đơn vị trước, rồi nhập người dùng.")),
    "line_role_needs_authority": _on_line(_l("vai trò này chỉ có ở cấp có thẩm quyền; “%(value)s” không phải.")),
    "line_name_differs": _on_line(_l("“%(value)s” khác với họ tên của cùng địa chỉ này ở dòng %(first)s.")),
}
