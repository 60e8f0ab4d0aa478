"""Forms of the synthesis."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    HiddenNumberField,
    HouseForm,
    LongWordsField,
    RadiosField,
    SearchForm,
    YesField,
    enum_choices,
)
from coordination.synthesis.rules import DispositionKind
from coordination.synthesis.words import DISPOSITIONS, RETURN_GROUNDS


class DispositionForm(HouseForm):
    """What becomes of the chosen comments. Each key is 'comment:version that was seen'."""

    keys = ChecksField(_l("Ý kiến"), choices=[], required=_l("Chọn ít nhất một ý kiến."))
    kind = RadiosField(_l("Cách xử lý"), choices=enum_choices(DISPOSITIONS), coerce=DispositionKind,
                       required=_l("Chọn cách xử lý ý kiến."))  # fmt: skip
    explanation = LongWordsField(
        _l("Nội dung tiếp thu, giải trình"),
        required=_l("Ghi nội dung tiếp thu hoặc giải trình."),
        hint=_l("Nêu dự thảo đã sửa thế nào, hoặc vì sao giữ như dự thảo."),
    )

    def versions(self) -> dict[str, int]:
        """Comment key → the version that the person saw."""
        pairs = (key.rpartition(":") for key in self.keys.data or [])
        return {key: int(version) for key, _sep, version in pairs if version.isdecimal() and len(version) < 10}


class SubmissionForm(HouseForm):
    """The three parts of a submission (L6)."""

    version = HiddenNumberField()
    position = LongWordsField(
        _l("Chính kiến của đơn vị chủ trì"), rows=5, hint=_l("Đề nghị cấp có thẩm quyền quyết định điều gì.")
    )
    basis = LongWordsField(_l("Cơ sở của đề xuất"), rows=5, hint=_l("Căn cứ pháp lý, số liệu, kết quả lấy ý kiến."))
    differences = LongWordsField(_l("Vấn đề còn ý kiến khác nhau"), rows=5)
    no_differences = YesField(_l("Không còn vấn đề nào có ý kiến khác nhau"))


class ReturnForm(HouseForm):
    """The authority returns a submission (O20)."""

    ground = RadiosField(_l("Lý do trả lại"), choices=list(RETURN_GROUNDS.items()), required=_l("Chọn lý do trả lại."))
    reason = LongWordsField(_l("Nội dung cần hoàn thiện"), required=_l("Ghi nội dung cần hoàn thiện."))


class ConclusionForm(HouseForm):
    """The authority accepts."""

    words = LongWordsField(_l("Ý kiến khi tiếp nhận"), hint=_l("Có thể để trống."))


class MatrixFilter(SearchForm):
    """Which comments are shown."""

    show = ChoiceField(
        _l("Hiển thị"),
        choices=[
            ("", _l("Tất cả ý kiến")),
            ("open", _l("Chưa tiếp thu, giải trình")),
            ("disagree", _l("Không thống nhất")),
            ("condition", _l("Điều kiện để thống nhất")),
        ],
    )
