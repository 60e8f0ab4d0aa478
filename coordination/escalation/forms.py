"""Forms of reminding, reporting, deciding and following up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.escalation.rules import DecisionKind, Ground, Means, Paper
from coordination.escalation.words import DECISIONS, GROUNDS, MEANS, PAPERS
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HiddenNumberField,
    HouseForm,
    LongWordsField,
    MomentField,
    RadiosField,
    WordsField,
    YesField,
    enum_choices,
)
from coordination.replies.rules import Answer
from coordination.replies.words import ANSWERS


class StatementForm(HouseForm):
    """What the lead did, proposes, and what suffers (F1)."""

    version = HiddenNumberField()
    did = LongWordsField(_l("Đơn vị chủ trì đã làm gì"), hint=_l("Đã gửi, đã đôn đốc, đã trao đổi với ai, khi nào."))
    proposes = LongWordsField(
        _l("Đề xuất của đơn vị chủ trì"), hint=_l("Kính đề nghị cấp có thẩm quyền xử lý thế nào.")
    )
    effect = LongWordsField(_l("Ảnh hưởng đến tiến độ, chất lượng"), hint=_l("Hạn trình bị ảnh hưởng ra sao."))


class HoldForm(HouseForm):
    """Hold a report once (exact rule 14)."""

    reason = LongWordsField(_l("Lý do tạm dừng"), required=_l("Nêu lý do tạm dừng."))
    until = DayField(_l("Tạm dừng đến ngày"), required=_l("Chọn ngày."), hint=_l("Chậm nhất 05 ngày làm việc."))


class DecisionForm(HouseForm):
    """The authority's decision on one case; `kinds` are those that the case allows."""

    kind = RadiosField(_l("Cách xử lý"), choices=enum_choices(DECISIONS), coerce=DecisionKind,
                       required=_l("Chọn cách xử lý."))  # fmt: skip
    words = LongWordsField(
        _l("Nội dung ý kiến xử lý"),
        hint=_l("Để trống thì ghi theo cách xử lý đã chọn; bắt buộc khi phê bình, thay đơn vị, trả lại cơ quan trình."),
    )
    number = WordsField(_l("Số, ngày văn bản"), max=60, hint=_l("Bắt buộc khi phê bình bằng văn bản."))
    due_on = MomentField(_l("Phải trả lời trước"), hint=_l("Khi giao đơn vị trả lời."))
    instead = ChoiceField(_l("Đơn vị góp ý thay"), choices=[], coerce=int)

    def offer(self, kinds: tuple[DecisionKind, ...], units: list[tuple[int, str]]) -> DecisionForm:
        """Fill in what may be chosen."""
        self.kind.choices = [(kind.value, DECISIONS[kind]) for kind in kinds]
        self.instead.choices = [("", _l("Không thay")), *((str(unit_id), name) for unit_id, name in units)]
        return self


class ProposalForm(HouseForm):
    """The monitor's 'phiếu trình giải quyết công việc' (O13)."""

    kind = RadiosField(_l("Phương án đề xuất"), choices=enum_choices(DECISIONS), coerce=DecisionKind,
                       required=_l("Chọn phương án đề xuất."))  # fmt: skip
    words = LongWordsField(_l("Dự kiến nội dung ý kiến xử lý"), required=_l("Ghi dự kiến nội dung ý kiến xử lý."))
    remarks = LongWordsField(_l("Kết quả thẩm tra"), hint=_l("Minh chứng đã đủ chưa, điều cần lưu ý."))


class ConveyForm(HouseForm):
    """By which paper the result was issued (O13)."""

    paper = RadiosField(_l("Hình thức văn bản"), choices=enum_choices(PAPERS), coerce=Paper,
                        required=_l("Chọn hình thức văn bản."))  # fmt: skip
    number = WordsField(_l("Số văn bản"), max=60, required=_l("Ghi số văn bản."))
    on = DayField(_l("Ngày văn bản"), required=_l("Chọn ngày văn bản."))


class ChargeForm(HouseForm):
    """Which leader is in charge of which unit (O13)."""

    leader = ChoiceField(_l("Lãnh đạo"), choices=[], required=_l("Chọn lãnh đạo."))
    unit_id = ChoiceField(_l("Đơn vị phụ trách"), choices=[], coerce=int, required=_l("Chọn đơn vị phụ trách."),
                          hint=_l("Gồm cả các đơn vị trực thuộc."))  # fmt: skip
    field = WordsField(_l("Lĩnh vực"), max=200, required=_l("Ghi lĩnh vực phụ trách."))
    basis = WordsField(_l("Văn bản phân công"), max=300)
    valid_from = DayField(_l("Có hiệu lực từ ngày"))
    valid_to = DayField(_l("Đến hết ngày"))

    def offer(self, leaders: list[tuple[str, str]], units: list[tuple[int, str]]) -> ChargeForm:
        """Fill in who and what may be chosen."""
        self.leader.choices = [("", _l("Chọn")), *leaders]
        self.unit_id.choices = [("", _l("Chọn")), *((str(unit_id), name) for unit_id, name in units)]
        return self


class HearingForm(HouseForm):
    """Invite a unit to state its view (O14)."""

    question = LongWordsField(_l("Nội dung đề nghị nêu ý kiến"), required=_l("Ghi nội dung đề nghị đơn vị nêu ý kiến."))
    until = MomentField(_l("Nêu ý kiến trước"), required=_l("Chọn thời hạn nêu ý kiến, sau thời điểm này."))


class ViewForm(HouseForm):
    """The unit states its view."""

    words = LongWordsField(_l("Ý kiến của đơn vị"), required=_l("Ghi ý kiến của đơn vị."))


class TogetherForm(HouseForm):
    """One decision for several units."""

    cases = ChecksField(_l("Đơn vị"), choices=[], coerce=int, required=_l("Chọn ít nhất một đơn vị."))
    kind = RadiosField(_l("Cách xử lý"), choices=enum_choices(DECISIONS), coerce=DecisionKind,
                       required=_l("Chọn cách xử lý."))  # fmt: skip
    words = LongWordsField(_l("Nội dung ý kiến xử lý"), hint=_l("Để trống thì ghi theo cách xử lý đã chọn."))
    number = WordsField(_l("Số, ngày văn bản"), max=60)
    due_on = MomentField(_l("Phải trả lời trước"), hint=_l("Khi giao đơn vị trả lời."))


class DifferenceForm(HouseForm):
    """Two opinions that exclude each other."""

    first = ChoiceField(_l("Ý kiến thứ nhất"), choices=[], coerce=int, required=_l("Chọn một ý kiến."))
    second = ChoiceField(_l("Ý kiến trái ngược"), choices=[], coerce=int, required=_l("Chọn một ý kiến."))


class SettledForm(HouseForm):
    """The units have settled it."""

    words = LongWordsField(_l("Nội dung đã thống nhất"), required=_l("Ghi nội dung đã thống nhất."))


class MeetingForm(HouseForm):
    """Report it: after a meeting, or with the reason for none (O7)."""

    meeting = LongWordsField(
        _l("Cuộc họp hoặc lý do không họp"),
        hint=_l("Biên bản số, ngày; hoặc vì sao không họp."),
        required=_l("Nêu cuộc họp đã tổ chức (biên bản số, ngày) hoặc lý do không họp."),
    )


class SettlementForm(HouseForm):
    """The authority settles a push-back."""

    answer = RadiosField(_l("Ý kiến xử lý"), choices=enum_choices(ANSWERS), coerce=Answer, required=_l("Chọn một mức."))
    words = LongWordsField(_l("Nội dung ý kiến xử lý"), required=_l("Ghi nội dung ý kiến xử lý."))
    number = WordsField(_l("Số, ngày văn bản"), max=60)
    new_due = DayField(_l("Hạn trả lời mới"), hint=_l("Khi chấp thuận điều chỉnh thời hạn."))
    avoidance = YesField(
        _l("Kết luận đơn vị né tránh, đùn đẩy"),
        hint=_l("Chỉ sau khi đã nghe đơn vị giải trình, ghi rõ số, ngày văn bản kết luận."),
    )


class ReminderForm(HouseForm):
    """Urge a unit by hand."""

    words = LongWordsField(_l("Nội dung đôn đốc"), max=2000, hint=_l("Ghi lại cho hồ sơ, thư gửi đi theo mẫu chung."))


class ExchangeForm(HouseForm):
    """What the two heads said to each other (O14)."""

    with_whom = WordsField(
        _l("Đã trao đổi với"), required=_l("Ghi họ tên, chức vụ người đã trao đổi."), hint=_l("Họ tên, chức vụ."),
        max=300,
    )  # fmt: skip
    held_on = DayField(_l("Ngày trao đổi"), required=_l("Chọn ngày trao đổi."))
    means = RadiosField(
        _l("Cách trao đổi"), choices=enum_choices(MEANS), coerce=Means, required=_l("Chọn cách trao đổi.")
    )
    result = LongWordsField(
        _l("Kết quả trao đổi"), required=_l("Ghi kết quả trao đổi."),
        hint=_l("Đơn vị nêu vướng mắc gì, hẹn trả lời khi nào."), max=2000,
    )  # fmt: skip


class OpenForm(HouseForm):
    """Report a unit by hand."""

    ground = RadiosField(_l("Lý do báo cáo"), choices=enum_choices(GROUNDS), coerce=Ground, required=_l("Chọn lý do."))


class NotDoneForm(HouseForm):
    """The authority returns a task as not done."""

    reason = LongWordsField(_l("Việc còn phải làm"), required=_l("Nêu việc còn phải làm."))


class DoneForm(HouseForm):
    """Report a task done."""

    report = LongWordsField(_l("Kết quả thực hiện"), required=_l("Nêu kết quả thực hiện."))
