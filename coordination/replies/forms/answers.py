"""Late explanations, and replies that came another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.models import Point
from coordination.kernel.forms import (
    ChoiceField,
    DayField,
    FileField,
    HouseForm,
    LongWordsField,
    MomentField,
    RadiosField,
    RowsField,
    WordsField,
    enum_choices,
)
from coordination.replies.actions import PaperReply, Preliminary
from coordination.replies.forms.reply import OpinionForm
from coordination.replies.rules import Channel
from coordination.replies.words import CHANNELS


class ExplanationForm(HouseForm):
    """Báo cáo giải trình việc trễ hạn (A5, O16)."""

    apology = LongWordsField(_l("Lời xin lỗi tổ chức, cá nhân nộp hồ sơ"), rows=3)
    reason = LongWordsField(_l("Lý do trễ hạn"), required=_l("Nêu lý do trễ hạn."), rows=3)
    next_date = DayField(_l("Thời điểm trả lời hoặc ngày hẹn trả tiếp theo"))
    measures = LongWordsField(_l("Biện pháp khắc phục"), rows=3)


class ClaimForm(HouseForm):
    """'Đã gửi văn bản số … ngày …' (O5)."""

    letter_number = WordsField(_l("Số, ký hiệu văn bản"), max=60, required=_l("Nhập số, ký hiệu văn bản đã gửi."))
    letter_date = DayField(_l("Ngày văn bản"), required=_l("Nhập ngày văn bản đã gửi."))


class AnswerClaimForm(HouseForm):
    """The lead says whether the letter is there."""

    found = RadiosField(
        _l("Kết quả kiểm tra"),
        choices=[("yes", _l("Đã nhận được văn bản")), ("no", _l("Chưa tìm thấy văn bản"))],
        required=_l("Chọn kết quả kiểm tra."),
    )
    answer = LongWordsField(_l("Nội dung trả lời"), rows=3, hint=_l("Cần có khi chưa tìm thấy văn bản."))


class PaperForm(HouseForm):
    """A reply that came another way, as it stands on the letter (O5)."""

    channel = ChoiceField(
        _l("Nhận qua"),
        choices=enum_choices(
            {way: name for way, name in CHANNELS.items() if way not in (Channel.WEB, Channel.TELEPHONE)}, empty=True
        ),
        coerce=Channel,
        required=_l("Chọn văn bản đến bằng cách nào."),
    )
    letter_number = WordsField(_l("Số, ký hiệu văn bản"), max=60, required=_l("Nhập số, ký hiệu văn bản."))
    letter_date = DayField(_l("Ngày văn bản"), required=_l("Nhập ngày văn bản."))
    signatory = WordsField(_l("Người ký"), required=_l("Nhập chức vụ, họ tên người ký."))
    arrived_on = DayField(
        _l("Ngày đến"), required=_l("Nhập ngày đến."), hint=_l("Ngày này dùng để tính đúng hạn hay trễ hạn.")
    )
    file = FileField(_l("Bản chụp văn bản"), required=_l("Chọn tệp bản chụp văn bản."), hint=_l("PDF hoặc ảnh."))
    opinions = RowsField(FormField(OpinionForm))
    remarks = LongWordsField(_l("Ý kiến chung về dự thảo"), rows=3)

    @classmethod
    def of(cls, points: Sequence[Point], **known: Any) -> PaperForm:
        form = cls(opinions=[{"point_id": point.id} for point in points], **known)
        form.fit(points)
        return form

    def fit(self, points: Sequence[Point]) -> None:
        by_id = {point.id: point for point in points}
        for row in self.opinions:
            point = by_id.get(row.form.point_id.data)
            if point is not None:
                row.form.offer(point)

    def row_of(self, point_id: int) -> Any:
        return next((row.form for row in self.opinions if row.form.point_id.data == point_id), None)

    def drafted(self) -> PaperReply:
        """What the letter says; only of a form that has been found right."""
        assert self.letter_date.data is not None
        assert self.arrived_on.data is not None
        return PaperReply(
            channel=self.channel.data,
            letter_number=self.letter_number.data,
            letter_date=self.letter_date.data,
            signatory=self.signatory.data,
            arrived_on=self.arrived_on.data,
            opinions=tuple(row.form.drafted() for row in self.opinions),
            remarks=self.remarks.data or "",
        )


class PreliminaryForm(HouseForm):
    """What a unit said by telephone or mail in a hỏa tốc matter (O11)."""

    channel = RadiosField(
        _l("Cho ý kiến qua"),
        choices=[(way.value, CHANNELS[way]) for way in (Channel.TELEPHONE, Channel.MAIL)],
        required=_l("Chọn điện thoại hoặc thư điện tử."),
    )
    given_at = MomentField(_l("Lúc"), required=_l("Ghi ngày, giờ đơn vị cho ý kiến."))
    said_by = WordsField(_l("Người cho ý kiến"), max=300, required=_l("Ghi chức vụ, họ tên người cho ý kiến."))
    opinions = RowsField(FormField(OpinionForm))
    remarks = LongWordsField(_l("Ý kiến chung về dự thảo"), rows=3)

    @classmethod
    def of(cls, points: Sequence[Point], **known: Any) -> PreliminaryForm:
        form = cls(opinions=[{"point_id": point.id} for point in points], **known)
        form.fit(points)
        return form

    def fit(self, points: Sequence[Point]) -> None:
        by_id = {point.id: point for point in points}
        for row in self.opinions:
            if row.form.point_id.data in by_id:
                row.form.offer(by_id[row.form.point_id.data])

    def row_of(self, point_id: int) -> Any:
        return next((row.form for row in self.opinions if row.form.point_id.data == point_id), None)

    def said(self) -> Preliminary:
        """What was said; only of a form that has been found right."""
        assert self.given_at.data is not None
        return Preliminary(
            Channel(self.channel.data), self.given_at.data, self.said_by.data or "",
            tuple(row.form.drafted() for row in self.opinions), self.remarks.data or "",
        )  # fmt: skip


class DutyForm(HouseForm):
    """Who is on duty (O11)."""

    name = WordsField(_l("Người trực"), max=300, required=_l("Ghi họ tên người trực."))
    telephone = WordsField(_l("Điện thoại"), max=60, required=_l("Ghi số điện thoại."))


class CallForm(HouseForm):
    """A call to the unit (O11)."""

    whom = WordsField(_l("Người nghe"), max=300, required=_l("Ghi người đã nghe điện thoại."))
    telephone = WordsField(_l("Số đã gọi"), max=60)
    called_at = MomentField(_l("Gọi lúc"), required=_l("Ghi ngày, giờ gọi."))
    words = LongWordsField(_l("Nội dung trao đổi"), rows=3, required=_l("Ghi nội dung trao đổi."))


class ObjectForm(HouseForm):
    """The unit says that what was entered isn't its reply."""

    words = LongWordsField(_l("Chỗ chưa đúng"), required=_l("Nêu chỗ chưa đúng để đơn vị chủ trì sửa."), rows=3)
