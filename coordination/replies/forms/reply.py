"""The form of a reply: one part a point, other comments, the letter, the explanation when late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.models import Point
from coordination.consultations.rules import PointKind
from coordination.kernel.forms import (
    ChoiceField,
    DayField,
    FileField,
    HiddenNumberField,
    HouseForm,
    HouseSubForm,
    LongWordsField,
    RadiosField,
    RowsField,
    WordsField,
    enum_choices,
)
from coordination.replies.actions import CommentDraft, LateDraft, OpinionDraft, ReplyDraft
from coordination.replies.models import Opinion, Reply
from coordination.replies.rules import Position, Weight
from coordination.replies.words import POSITIONS, WEIGHTS

MOST_COMMENTS = 200
_WITHOUT_POSITION = {"": _l("Có ý kiến như dưới đây"), Position.NOTHING_TO_SAY: _l("Không có ý kiến")}


class OpinionForm(HouseSubForm):
    """What is answered on one point."""

    point_id = HiddenNumberField()
    chosen = RadiosField(_l("Phương án lựa chọn"))
    position = RadiosField(_l("Chính kiến"), choices=enum_choices(POSITIONS), coerce=Position)
    weight = ChoiceField(
        _l("Mức độ của góp ý"), choices=enum_choices(WEIGHTS, empty=_l("– Chưa chọn –")), coerce=Weight
    )
    content = LongWordsField(_l("Nội dung góp ý"), rows=4)
    basis = LongWordsField(_l("Căn cứ"), rows=2, hint=_l("Quy định, số liệu hoặc lý do thực tế."))
    wording = LongWordsField(_l("Đề nghị sửa thành"), rows=2, hint=_l("Câu chữ cụ thể để đưa vào dự thảo."))

    def offer(self, point: Point) -> None:
        """The choices that this kind of point has (O9)."""
        self.chosen.choices = [(option, option) for option in point.options]
        if point.kind in (PointKind.OPEN, PointKind.INFORMATION):
            self.position.choices = [(str(value), name) for value, name in _WITHOUT_POSITION.items()]

    def drafted(self) -> OpinionDraft:
        return OpinionDraft(
            point_id=self.point_id.data or 0,
            position=self.position.data or None,
            weight=self.weight.data or None,
            content=self.content.data or "",
            basis=self.basis.data or "",
            wording=self.wording.data or "",
            chosen=self.chosen.data or "",
        )


class CommentForm(HouseSubForm):
    """A comment beyond the points asked (exact rule 18)."""

    clause = WordsField(_l("Điều, khoản của dự thảo"))
    weight = ChoiceField(
        _l("Mức độ của góp ý"), choices=enum_choices(WEIGHTS, empty=_l("– Chưa chọn –")), coerce=Weight
    )
    content = LongWordsField(_l("Nội dung góp ý"), rows=3)
    basis = LongWordsField(_l("Căn cứ"), rows=2)
    wording = LongWordsField(_l("Đề nghị sửa thành"), rows=2)

    def drafted(self) -> CommentDraft:
        return CommentDraft(
            content=self.content.data or "",
            clause=self.clause.data or "",
            weight=self.weight.data or None,
            basis=self.basis.data or "",
            wording=self.wording.data or "",
        )


class ReplyForm(HouseForm):
    """The reply editor. Everything may stay empty while it is a draft."""

    version = HiddenNumberField()
    opinions = RowsField(FormField(OpinionForm))
    others = RowsField(FormField(CommentForm), max_entries=MOST_COMMENTS)
    remarks = LongWordsField(_l("Ý kiến chung về dự thảo"), rows=4)
    letter_number = WordsField(
        _l("Số, ký hiệu văn bản"), max=60, hint=_l("Ví dụ: 15/STP-XDVB. Bỏ trống nếu chưa có số.")
    )
    letter_date = DayField(_l("Ngày văn bản"))
    signatory = WordsField(_l("Người ký"), hint=_l("Bỏ trống: lấy chức vụ, họ tên người ký duyệt trên hệ thống."))
    file = FileField(_l("Đính kèm văn bản góp ý, tài liệu"), hint=_l("PDF, Word, Excel hoặc ảnh."))
    late_apology = LongWordsField(_l("Lời xin lỗi tổ chức, cá nhân nộp hồ sơ"), rows=2)
    late_reason = LongWordsField(_l("Lý do trễ hạn"), rows=2)
    late_next_date = DayField(_l("Thời điểm trả lời hoặc ngày hẹn trả tiếp theo"))
    late_measures = LongWordsField(_l("Biện pháp khắc phục"), rows=2)

    @classmethod
    def of(cls, points: Sequence[Point], reply: Reply | None, opinions: Iterable[Opinion]) -> ReplyForm:
        """The form as it was last saved, or as a first draft begins."""
        said = {opinion.point_id: opinion for opinion in opinions}
        form = cls(
            version=reply.version if reply else 0,
            opinions=[_row(point, said.get(point.id)) for point in points],
            others=[_comment(other) for other in reply.others] if reply else [],
            **({name: getattr(reply, name) for name in _PLAIN} if reply else {}),
        )
        form.fit(points)
        return form

    def fit(self, points: Sequence[Point]) -> None:
        """Give each row its point's choices; rows of points that aren't asked are left aside."""
        by_id = {point.id: point for point in points}
        for row in self.opinions:
            point = by_id.get(row.form.point_id.data)
            if point is not None:
                row.form.offer(point)

    def row_of(self, point_id: int) -> Any:
        """The part of the form that answers a point."""
        return next((row.form for row in self.opinions if row.form.point_id.data == point_id), None)

    def drafted(self) -> ReplyDraft:
        """Everything that stands in the form."""
        return ReplyDraft(
            opinions=tuple(row.form.drafted() for row in self.opinions),
            others=tuple(row.form.drafted() for row in self.others),
            remarks=self.remarks.data or "",
            letter_number=self.letter_number.data or "",
            letter_date=self.letter_date.data,
            signatory=self.signatory.data or "",
            late=LateDraft(
                reason=self.late_reason.data or "",
                apology=self.late_apology.data or "",
                measures=self.late_measures.data or "",
                next_date=self.late_next_date.data,
            ),
        )


_PLAIN = (
    "remarks", "letter_number", "letter_date", "signatory", "late_apology", "late_reason", "late_next_date",
    "late_measures",
)  # fmt: skip


def _row(point: Point, said: Opinion | None) -> dict[str, Any]:
    if said is None:
        return {"point_id": point.id}
    names = ("chosen", "position", "weight", "content", "basis", "wording")
    return {"point_id": point.id, **{name: getattr(said, name) for name in names}}


def _comment(other: Any) -> dict[str, Any]:
    return {name: getattr(other, name) for name in ("clause", "weight", "content", "basis", "wording")}


class SigningForm(HouseForm):
    """A step of the signing path: pass on or sign, or return with a remark."""

    remark = LongWordsField(_l("Ý kiến kèm theo"), rows=2, hint=_l("Bắt buộc khi trả lại."))
