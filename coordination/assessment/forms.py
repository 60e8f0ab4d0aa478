"""Forms of judging: a verdict a point, the return, the acceptance of many, a contest and its settlement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement, VerdictKind
from coordination.assessment.words import SETTLEMENTS, VERDICTS
from coordination.consultations.models import Consultee
from coordination.kernel.forms import (
    ChecksField,
    HiddenNumberField,
    HouseForm,
    HouseSubForm,
    LongWordsField,
    MomentField,
    RadiosField,
    RowsField,
    enum_choices,
)
from coordination.replies.models import Opinion


class VerdictForm(HouseSubForm):
    """What the lead thinks of one opinion; nothing chosen is nothing said."""

    opinion_id = HiddenNumberField()
    kind = RadiosField(_l("Xem xét ý kiến"), choices=enum_choices(VERDICTS), coerce=VerdictKind)
    reason = LongWordsField(
        _l("Lý do"), rows=2, max=5000, hint=_l("Bắt buộc khi ý kiến chưa rõ; đơn vị được đề nghị góp ý đọc lý do này.")
    )
    marked = LongWordsField(
        _l("Câu chữ chưa rõ trong ý kiến"), rows=2, max=5000, hint=_l("Chép lại câu chữ đó, mỗi dòng một chỗ.")
    )

    def words_marked(self) -> list[str]:
        return [line.strip() for line in (self.marked.data or "").split("\n") if line.strip()]


class JudgeForm(HouseForm):
    """All opinions of one reply."""

    verdicts = RowsField(FormField(VerdictForm))

    @classmethod
    def of(cls, opinions: Iterable[Opinion], judged: Mapping[int, Verdict]) -> JudgeForm:
        return cls(verdicts=[_row(opinion, judged.get(opinion.id)) for opinion in opinions])

    def row_of(self, opinion_id: int) -> VerdictForm | None:
        """The part of the form that speaks of an opinion."""
        return next((row.form for row in self.verdicts if row.form.opinion_id.data == opinion_id), None)


def _row(opinion: Opinion, verdict: Verdict | None) -> dict[str, object]:
    if verdict is None:
        return {"opinion_id": opinion.id}
    return {
        "opinion_id": opinion.id,
        "kind": verdict.kind,
        "reason": verdict.reason,
        "marked": "\n".join(verdict.marked),
    }


class ReturnForm(HouseForm):
    """'Đề nghị làm rõ, bổ sung'."""

    words = LongWordsField(_l("Lời đề nghị"), rows=3, hint=_l("Nội dung chung; lý do của từng ý kiến được gửi kèm."))
    due_at = MomentField(_l("Hạn bổ sung"), hint=_l("Bỏ trống: 02 ngày làm việc."))


class AcceptManyForm(HouseForm):
    """'Ghi nhận' for many units at once."""

    consultees = ChecksField(_l("Đơn vị"), coerce=int, required=_l("Chọn ít nhất một đơn vị để ghi nhận."))

    def offer(self, consultees: Sequence[Consultee]) -> None:
        self.consultees.choices = [(each.id, each.unit.name) for each in consultees]


class ContestForm(HouseForm):
    """'Đề nghị xem xét lại'."""

    words = LongWordsField(_l("Lý do đề nghị xem xét lại"), required=_l("Nêu lý do đề nghị xem xét lại."), rows=4)


class AnswerContestForm(HouseForm):
    """The lead's word on a contest."""

    words = LongWordsField(_l("Ý kiến của đơn vị chủ trì"), required=_l("Nêu ý kiến của đơn vị chủ trì."), rows=4)


class SettleForm(HouseForm):
    """The authority's decision on a contest."""

    settlement = RadiosField(
        _l("Ý kiến xử lý"), choices=enum_choices(SETTLEMENTS), coerce=Settlement, required=_l("Chọn một ý kiến xử lý.")
    )
    reason = LongWordsField(_l("Lý do"), required=_l("Nêu lý do của ý kiến xử lý."), rows=3)
