"""Forms of a suspension (O25)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.consultations.rules import SuspensionGround
from coordination.consultations.words import SUSPENSION_GROUNDS
from coordination.kernel.forms import HouseForm, LongWordsField, RadiosField, enum_choices

MOST = 2000


class SuspensionForm(HouseForm):
    """The monitor proposes: on which ground, and why."""

    ground = RadiosField(
        _l("Căn cứ tạm dừng"),
        choices=enum_choices(SUSPENSION_GROUNDS),
        coerce=SuspensionGround,
        required=_l("Chọn một căn cứ."),
    )
    reason = LongWordsField(_l("Lý do"), max=MOST, required=_l("Ghi rõ để cấp có thẩm quyền xem xét."))


class SuspensionDecisionForm(HouseForm):
    """The authority suspends, or does not."""

    granted = RadiosField(
        _l("Ý kiến xử lý"),
        choices=[("yes", _l("Tạm dừng hồ sơ")), ("no", _l("Không tạm dừng"))],
        required=_l("Chọn một cách xử lý."),
    )
    words = LongWordsField(_l("Nội dung ý kiến"), max=MOST, required=_l("Ghi rõ để đơn vị chủ trì thực hiện."))


class MendedForm(HouseForm):
    """The lead says what it put right."""

    words = LongWordsField(_l("Những điểm đã khắc phục"), max=MOST, required=_l("Nêu rõ những điểm đã khắc phục."))


class ResumptionForm(HouseForm):
    """The authority lets it go on, or asks for more."""

    goes_on = RadiosField(
        _l("Ý kiến xử lý"),
        choices=[("yes", _l("Cho tiếp tục lấy ý kiến")), ("no", _l("Đề nghị khắc phục thêm"))],
        required=_l("Chọn một cách xử lý."),
    )
    words = LongWordsField(_l("Nội dung ý kiến"), max=MOST, required=_l("Ghi rõ để đơn vị chủ trì thực hiện."))
