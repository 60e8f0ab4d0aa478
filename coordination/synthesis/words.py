"""What this chapter says to people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coordination.kernel.values import Finding
from coordination.synthesis.rules import DispositionKind

DISPOSITIONS = {
    DispositionKind.ACCEPTED: _l("Tiếp thu"),
    DispositionKind.PARTLY: _l("Tiếp thu một phần"),
    DispositionKind.NOT_ACCEPTED: _l("Không tiếp thu, giải trình"),
    DispositionKind.NOTED: _l("Ghi nhận"),
}
RETURN_GROUNDS = {
    "unclear_position": _l("Chưa rõ chính kiến"),
    "lacks_basis": _l("Thiếu cơ sở đề xuất"),
    "not_ready": _l("Chưa đủ điều kiện trình"),
    "own_competence": _l("Thuộc thẩm quyền của cơ quan trình"),
}


def _counted(sentence: Callable[[int], str]) -> Callable[[Finding], str]:
    return lambda finding: sentence(finding.evidence["number"])


FINDINGS: dict[str, Any] = {
    "unit_waits": _l("%(unit)s chưa trả lời và chưa có ý kiến xử lý của cấp có thẩm quyền."),
    "answer_waits": _l("%(unit)s đã trả lời, chưa được ghi nhận."),
    "report_waits": _l("Báo cáo về %(unit)s đang chờ ý kiến xử lý của cấp có thẩm quyền."),
    "comments_undisposed": _counted(
        lambda n: ngettext(
            "Còn %(num)d ý kiến chưa tiếp thu, giải trình.", "Còn %(num)d ý kiến chưa tiếp thu, giải trình.", n
        )
    ),
    "dispositions_unexplained": _counted(
        lambda n: ngettext("Còn %(num)d ý kiến chưa có giải trình.", "Còn %(num)d ý kiến chưa có giải trình.", n)
    ),
    "position_missing": _l("Nêu chính kiến của đơn vị chủ trì."),
    "basis_missing": _l("Nêu cơ sở của đề xuất."),
    "differences_missing": _l("Nêu các vấn đề còn ý kiến khác nhau, hoặc đánh dấu là không còn."),
    "differences_denied": _l("Có đơn vị không thống nhất mà chưa được tiếp thu. Nêu các vấn đề còn ý kiến khác nhau."),
    "disposition_kind_missing": _l("Chọn cách xử lý ý kiến."),
    "disposition_unexplained": _l("Ghi nội dung tiếp thu hoặc giải trình."),
    "no_comment_chosen": _l("Chọn ít nhất một ý kiến."),
    "already_submitted": _l("Hồ sơ đã trình nên không sửa được."),
    "not_submitted": _l("Hồ sơ chưa được trình."),
    "return_ground_missing": _l("Chọn lý do trả lại."),
}
