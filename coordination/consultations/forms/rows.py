"""The rows of the compose form: a point, a unit asked, a part of the dossier, a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.consultations.rules import ConsulteeData, PartData, PointData, PointKind, ReasonData
from coordination.consultations.words import POINT_KINDS
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    FileField,
    HiddenField,
    HiddenNumberField,
    HouseSubForm,
    LongWordsField,
    MomentField,
    WordsField,
    YesField,
    enum_choices,
)


class WordedPointForm(HouseSubForm):
    """The words of a point: what can still be changed after issue, too."""

    id = HiddenNumberField()
    clause = WordsField(_l("Điều, khoản của dự thảo"), max=300, hint=_l("Ví dụ: khoản 2 Điều 5."))
    clause_text = LongWordsField(_l("Nội dung điều, khoản"), rows=3)
    question = LongWordsField(
        _l("Nội dung cần lấy ý kiến"), rows=2, hint=_l("Hỏi rõ một việc, gắn với chức năng của đơn vị được hỏi.")
    )
    options = LongWordsField(_l("Các phương án"), rows=3, hint=_l("Mỗi dòng một phương án."))
    lead_position = LongWordsField(
        _l("Chính kiến của đơn vị chủ trì"),
        rows=2,
        hint=_l("Ví dụ: như dự thảo, cơ sở tại Tờ trình, mục 2."),
    )
    lead_basis = LongWordsField(
        _l("Cơ sở của chính kiến"), rows=2, hint=_l("Văn bản, điều khoản hoặc mục thuyết minh.")
    )

    def worded(self) -> dict[str, Any]:
        """The words typed, and nothing else of the point."""
        return {
            "clause": self.clause.data or "",
            "clause_text": self.clause_text.data or "",
            "question": self.question.data or "",
            "options": tuple(line.strip() for line in (self.options.data or "").splitlines() if line.strip()),
            "lead_position": self.lead_position.data or "",
            "lead_basis": self.lead_basis.data or "",
        }


class PointForm(WordedPointForm):
    """One thing on which an opinion is asked (L3, O9)."""

    kind = ChoiceField(_l("Cách trả lời"), choices=enum_choices(POINT_KINDS), coerce=PointKind)
    for_everyone = YesField(_l("Hỏi tất cả các đơn vị"), default=True)
    addressees = ChecksField(_l("Chỉ hỏi các đơn vị"), choices=[], coerce=int)

    def said(self) -> PointData:
        everyone = bool(self.for_everyone.data)
        return PointData(
            id=self.id.data,
            kind=self.kind.data or PointKind.YES_NO,
            for_everyone=everyone,
            addressees=() if everyone else tuple(sorted(self.addressees.data or ())),
            **self.worded(),
        )


class AskedForm(HouseSubForm):
    """One unit asked, and why (L2)."""

    unit_id = HiddenNumberField()
    function_id = ChoiceField(_l("Chức năng, nhiệm vụ liên quan"), choices=[], coerce=int)
    why = WordsField(_l("Vì sao hỏi đơn vị này"), max=1000)
    own_due_at = MomentField(_l("Thời hạn riêng"))

    def said(self) -> ConsulteeData:
        return ConsulteeData(
            unit_id=self.unit_id.data or 0,
            function_id=self.function_id.data,
            why=self.why.data or "",
            own_due_at=self.own_due_at.data,
        )


class PartForm(HouseSubForm):
    """One part of the dossier (L4)."""

    id = HiddenNumberField()
    name = WordsField(_l("Tên phần hồ sơ"), max=300)
    required = HiddenField()
    file = FileField(_l("Tệp"))
    missing_because = LongWordsField(_l("Lý do chưa có"), rows=2)

    def said(self, files: Mapping[int | None, int | None]) -> PartData:
        return PartData(
            id=self.id.data,
            name=self.name.data or "",
            required=self.required.data == "1",
            file_id=files.get(self.id.data),
            missing_because=self.missing_because.data or "",
        )


class ReasonForm(HouseSubForm):
    """Why a warning is passed; shown to every unit asked."""

    code = HiddenField()
    about = HiddenField()
    reason = LongWordsField(_l("Lý do vẫn giữ như vậy"), rows=2, hint=_l("In trong công văn để các đơn vị cùng biết."))

    def said(self) -> ReasonData:
        return ReasonData(self.code.data, self.about.data or "", self.reason.data)
