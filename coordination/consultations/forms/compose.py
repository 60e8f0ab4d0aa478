"""The compose form: one page, in the order in which an official thinks; nothing in it is required before the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.rules import (
    Composed,
    ConsulteeData,
    Kind,
    PartData,
    PointData,
    PointKind,
    ReasonData,
    Urgency,
    Visibility,
)
from coordination.consultations.words import KINDS, POINT_KINDS, URGENCIES, VISIBILITIES
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    FileField,
    HiddenField,
    HiddenNumberField,
    HouseForm,
    HouseSubForm,
    LongWordsField,
    MomentField,
    RowsField,
    WordsField,
    YesField,
    enum_choices,
)


class PointForm(HouseSubForm):
    """One thing on which an opinion is asked (L3, O9)."""

    id = HiddenNumberField()
    clause = WordsField(_l("Điều, khoản của dự thảo"), max=300, hint=_l("Ví dụ: khoản 2 Điều 5."))
    clause_text = LongWordsField(_l("Nội dung điều, khoản"), rows=3)
    question = LongWordsField(
        _l("Nội dung cần lấy ý kiến"), rows=2, hint=_l("Hỏi rõ một việc, gắn với chức năng của đơn vị được hỏi.")
    )
    kind = ChoiceField(_l("Cách trả lời"), choices=enum_choices(POINT_KINDS), coerce=PointKind)
    options = LongWordsField(_l("Các phương án"), rows=2, hint=_l("Mỗi dòng một phương án, khi hỏi chọn phương án."))
    lead_position = LongWordsField(
        _l("Chính kiến của đơn vị chủ trì"), rows=2, hint=_l("Bắt buộc khi hỏi thống nhất hay chọn phương án.")
    )
    lead_basis = LongWordsField(_l("Cơ sở của chính kiến"), rows=2)
    for_everyone = YesField(_l("Hỏi tất cả các đơn vị"), default=True)
    addressees = ChecksField(_l("Chỉ hỏi các đơn vị"), choices=[], coerce=int)


class ConsulteeForm(HouseSubForm):
    """One unit asked, and why (L2)."""

    unit_id = HiddenNumberField()
    function_id = ChoiceField(_l("Chức năng, nhiệm vụ liên quan"), choices=[], coerce=int)
    why = WordsField(_l("Vì sao hỏi đơn vị này"), max=1000)
    own_due_at = MomentField(_l("Hạn trả lời riêng"), hint=_l("Để trống: theo hạn chung."))


class PartForm(HouseSubForm):
    """One part of the dossier (L4)."""

    id = HiddenNumberField()
    name = WordsField(_l("Tên phần hồ sơ"), max=300)
    required = HiddenField()
    file = FileField(_l("Tệp"))
    missing_because = LongWordsField(_l("Lý do còn thiếu"), rows=2)


class ReasonForm(HouseSubForm):
    """Why a warning is passed; shown to every unit asked."""

    code = HiddenField()
    about = HiddenField()
    reason = LongWordsField(_l("Lý do vẫn phát hành"), rows=2)


class ComposeForm(HouseForm):
    """The whole draft."""

    version = HiddenNumberField()
    kind = ChoiceField(_l("Loại việc"), choices=enum_choices(KINDS), coerce=Kind)
    subject = LongWordsField(
        _l("Trích yếu"), max=1000, rows=2, hint=_l("Ví dụ: góp ý dự thảo Quyết định quy định mức chi …")
    )
    background = LongWordsField(_l("Bối cảnh"), rows=3)
    urgency = ChoiceField(_l("Độ khẩn"), choices=enum_choices(URGENCIES), coerce=Urgency)
    points = RowsField(FormField(PointForm), max_entries=200)
    consultees = RowsField(FormField(ConsulteeForm), max_entries=300)
    due_at = MomentField(_l("Hạn trả lời chung"), hint=_l("Để trống: theo thời hạn mặc định của quy định."))
    submit_by = DayField(_l("Hạn trình của đơn vị chủ trì"))
    return_date = DayField(_l("Ngày hẹn trả hồ sơ"), hint=_l("Bắt buộc với hồ sơ thủ tục hành chính."))
    visibility = ChoiceField(
        _l("Đơn vị khác xem được văn bản góp ý"), choices=enum_choices(VISIBILITIES), coerce=Visibility
    )
    dossier = RowsField(FormField(PartForm), max_entries=60)
    what_changed = LongWordsField(_l("Những điểm thay đổi so với lần lấy ý kiến trước"), rows=2)
    reasons = RowsField(FormField(ReasonForm), max_entries=400)
    add_units = ChecksField(_l("Chọn đơn vị"), choices=[], coerce=int)
    add_function = WordsField(_l("Theo chức năng, nhiệm vụ"), hint=_l("Ví dụ: ngân sách, đất đai, thủ tục hành chính."))
    add_kind = ChoiceField(_l("Theo loại đơn vị"), choices=[])
    add_group = ChoiceField(_l("Theo nhóm đã lưu"), choices=[], coerce=int)
    group_name = WordsField(
        _l("Lưu các đơn vị này thành nhóm"), max=200, hint=_l("Đặt tên nhóm để lần sau chọn nhanh.")
    )
    part_name = WordsField(_l("Thêm phần hồ sơ"), max=300)

    def offer(
        self,
        *,
        names: Mapping[int, str],
        functions: Mapping[int, list[tuple[int, str]]],
        units: Iterable[tuple[int, str]],
        kinds: Iterable[tuple[str, Any]],
        groups: Iterable[tuple[int, str]],
    ) -> ComposeForm:
        """Fill in what may be chosen; `names` are the units asked."""
        for row in self.points.entries:
            row.form.addressees.choices = [(str(unit), name) for unit, name in names.items()]
        for row in self.consultees.entries:
            known = functions.get(row.form.unit_id.data or 0, [])
            row.form.function_id.choices = [("", _l("– Chọn –")), *((str(i), name) for i, name in known)]
        self.add_units.choices = [(str(unit), name) for unit, name in units]
        self.add_kind.choices = [("", _l("– Chọn –")), *kinds]
        self.add_group.choices = [("", _l("– Chọn –")), *((str(i), name) for i, name in groups)]
        return self

    def composed(self, before: Composed, names: Mapping[int, str]) -> Composed:
        """What the form says. What it doesn't show (files, the authority) stays as it was."""
        files = {part.id: part.file_id for part in before.dossier}
        return Composed(
            version=self.version.data or 0,
            subject=self.subject.data or "",
            kind=self.kind.data or before.kind,
            urgency=self.urgency.data or before.urgency,
            visibility=self.visibility.data or before.visibility,
            background=self.background.data or "",
            submit_by=self.submit_by.data,
            return_date=self.return_date.data,
            due_at=self.due_at.data,
            authority_id=before.authority_id,
            officer_id=before.officer_id,
            what_changed=self.what_changed.data or "",
            points=tuple(_point(row.form) for row in self.points.entries),
            consultees=tuple(_consultee(row.form) for row in self.consultees.entries if row.form.unit_id.data in names),
            dossier=tuple(_part(row.form, files) for row in self.dossier.entries if row.form.name.data),
            reasons=tuple(
                ReasonData(row.form.code.data, row.form.about.data or "", row.form.reason.data)
                for row in self.reasons.entries
                if row.form.code.data and row.form.reason.data
            ),
        )


def _point(form: Any) -> PointData:
    return PointData(
        id=form.id.data or None,
        clause=form.clause.data or "",
        clause_text=form.clause_text.data or "",
        question=form.question.data or "",
        kind=form.kind.data or PointKind.YES_NO,
        options=tuple(line.strip() for line in (form.options.data or "").splitlines() if line.strip()),
        lead_position=form.lead_position.data or "",
        lead_basis=form.lead_basis.data or "",
        for_everyone=bool(form.for_everyone.data),
        addressees=tuple(form.addressees.data or ()),
    )


def _consultee(form: Any) -> ConsulteeData:
    return ConsulteeData(
        unit_id=form.unit_id.data,
        function_id=form.function_id.data,
        why=form.why.data or "",
        own_due_at=form.own_due_at.data,
    )


def _part(form: Any, files: Mapping[int | None, int | None]) -> PartData:
    return PartData(
        id=form.id.data or None,
        name=form.name.data,
        required=form.required.data == "1",
        file_id=files.get(form.id.data or None),
        missing_because=form.missing_because.data or "",
    )


def as_data(composed: Composed, warnings: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A draft as the form's data; a row of reasons for each warning of the gate."""
    data = asdict(composed)
    data["points"] = [{**point, "options": "\n".join(point["options"])} for point in data["points"]]
    data["dossier"] = [{**part, "required": "1" if part["required"] else ""} for part in data["dossier"]]
    given = {(reason.code, reason.about): reason.reason for reason in composed.reasons}
    data["reasons"] = [
        {"code": code, "about": about, "reason": given.get((code, about), "")} for code, about in warnings
    ]
    return data
