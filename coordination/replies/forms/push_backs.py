"""The three acts of answering back, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from coordination.consultations.models import DossierPart, Point
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HouseForm,
    LongWordsField,
    RadiosField,
    YesField,
    enum_choices,
)
from coordination.kernel.words import data
from coordination.replies.rules import Answer
from coordination.replies.words import ANSWERS
from coordination.units.models import Unit


class PushBackForm(HouseForm):
    """What every push-back says."""

    points = ChecksField(
        _l("Chỉ đối với các nội dung"), choices=[], coerce=int,
        hint=_l("Bỏ trống: đối với toàn bộ. Chọn từng nội dung thì các nội dung còn lại vẫn trả lời đúng hạn."),
    )  # fmt: skip
    reason = LongWordsField(_l("Lý do"), required=_l("Nêu lý do để đơn vị chủ trì xem xét."), rows=4)

    def offer_points(self, points: Sequence[Point]) -> None:
        """The points still awaited; one alone is the whole."""
        named = [
            (p.id, Markup("{}: {}").format(_("Nội dung %(number)s", number=p.position), data(p.question)))
            for p in points
        ]
        self.points.choices = named if len(named) > 1 else []


class NotOursForm(PushBackForm):
    """'Không thuộc chức năng, nhiệm vụ'."""

    competent_unit = ChoiceField(_l("Cơ quan có thẩm quyền"), coerce=int)
    none_known = YesField(_l("Chưa xác định được cơ quan nào có thẩm quyền"))

    def offer(self, units: Sequence[Unit]) -> None:
        self.competent_unit.choices = [("", _l("– Chọn đơn vị –")), *((unit.id, unit.name) for unit in units)]


class TimeForm(PushBackForm):
    """'Đề nghị điều chỉnh thời hạn'."""

    proposed_due = DayField(_l("Đề nghị trả lời đến ngày"), required=_l("Chọn ngày đơn vị trả lời được."))


class IncompleteForm(PushBackForm):
    """'Đề nghị bổ sung hồ sơ': once, listing everything (O17)."""

    missing = LongWordsField(
        _l("Phần còn thiếu hoặc chưa rõ"),
        required=_l("Ghi rõ phần hồ sơ còn thiếu hoặc chỗ chưa rõ."),
        rows=4,
        hint=_l("Liệt kê một lần cho đủ, mỗi dòng một tài liệu hoặc một chỗ chưa rõ."),
    )
    new_part = ChoiceField(
        _l("Phát sinh từ tài liệu mới"), coerce=int,
        hint=_l("Đơn vị đã đề nghị bổ sung một lần; lần này chỉ hỏi về tài liệu được bổ sung sau đó."),
    )  # fmt: skip

    def offer_parts(self, parts: Sequence[DossierPart]) -> None:
        """The papers added since the unit last asked (O17)."""
        self.new_part.choices = [("", _l("– Chọn tài liệu –")), *((part.id, part.name) for part in parts)]


class DecideForm(HouseForm):
    """The lead's answer."""

    answer = RadiosField(
        _l("Trả lời"),
        choices=enum_choices(ANSWERS),
        coerce=Answer,
        required=_l("Chọn chấp thuận hoặc không chấp thuận."),
    )
    new_due = DayField(_l("Hạn mới"), hint=_l("Bỏ trống: theo ngày đơn vị đề nghị."))
    reason = LongWordsField(_l("Lý do"), required=_l("Nêu lý do chấp thuận hoặc không chấp thuận."), rows=4)
    add_named = YesField(
        _l("Khi chấp thuận: lấy ý kiến cơ quan có thẩm quyền đã nêu về các nội dung này"),
        hint=_l("Công văn và hồ sơ được gửi ngay đến cơ quan đó."),
    )


class DisputeForm(HouseForm):
    """'Đề nghị cấp có thẩm quyền xem xét'."""

    words = LongWordsField(_l("Lý do đề nghị cấp có thẩm quyền xem xét"), required=_l("Nêu lý do."), rows=4)
