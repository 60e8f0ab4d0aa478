"""Forms of the letters that change what was issued (O4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.forms.rows import WordedPointForm
from coordination.consultations.rules import ChangeKind, PartData, PointData, PointKind, Wanted
from coordination.consultations.words import POINT_KINDS
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    FilesField,
    HiddenNumberField,
    HouseForm,
    LongWordsField,
    MomentField,
    RadiosField,
    RowsField,
    YesField,
    enum_choices,
)


class ChangeKindForm(HouseForm):
    """Which letter: an error of content or one of form."""

    kind = RadiosField(
        _l("Cần thay đổi điều gì?"),
        choices=[
            (ChangeKind.REPLACEMENT.value, _l("Nội dung: thêm, sửa, bỏ nội dung hỏi hoặc thêm tài liệu")),
            (ChangeKind.CORRECTION.value, _l("Hình thức: lỗi chính tả, số hiệu, trình bày")),
        ],
        required=_l("Chọn loại công văn."),
    )


class ChangedPointForm(WordedPointForm):
    """A point as it will stand; of a new one also how it is answered and by whom."""

    kind = ChoiceField(_l("Cách trả lời"), choices=enum_choices(POINT_KINDS), coerce=PointKind)
    for_everyone = YesField(_l("Hỏi tất cả các đơn vị"), default=True)
    addressees = ChecksField(_l("Chỉ hỏi các đơn vị"), choices=[], coerce=int)
    remove = YesField(_l("Bỏ nội dung này"))

    def changed(self, known: Mapping[int | None, PointData]) -> PointData:
        """Of a point that was issued only the words change; a new one is all that is typed."""
        there = known.get(self.id.data)
        if there is not None:
            return replace(there, **self.worded())
        everyone = bool(self.for_everyone.data)
        return PointData(
            kind=self.kind.data or PointKind.YES_NO,
            for_everyone=everyone,
            addressees=() if everyone else tuple(sorted(self.addressees.data or ())),
            **self.worded(),
        )


class ChangeForm(HouseForm):
    """What the letter changes. `parts`: its files, once they are kept."""

    parts: Sequence[PartData] = ()

    version = HiddenNumberField()
    what_changed = LongWordsField(
        _l("Nội dung sửa đổi, bổ sung"),
        rows=3,
        hint=_l("Một, hai câu: sửa điều gì, vì sao. Các đơn vị đọc câu này trước tiên."),
    )
    subject = LongWordsField(_l("Trích yếu"), max=1000, rows=2)
    background = LongWordsField(_l("Bối cảnh"), rows=3)
    points = RowsField(FormField(ChangedPointForm), max_entries=400)
    new_files = FilesField(_l("Thêm tệp vào hồ sơ"))
    drop_files = ChecksField(_l("Bỏ tệp vừa thêm"), choices=[], coerce=int)
    due_at = MomentField(
        _l("Thời hạn trả lời mới"),
        hint=_l("Để trống: ít nhất một nửa thời hạn ban đầu, tính từ ngày phát hành công văn này."),
    )

    def offer(self, units: Iterable[tuple[int, str]], parts: Sequence[PartData]) -> ChangeForm:
        """Who may be asked, and the files that were added already."""
        choices = [(str(unit), name) for unit, name in units]
        for row in self.points.entries:
            row.form.addressees.choices = choices
        self.drop_files.choices = [(str(part.file_id), part.name) for part in parts]
        return self

    def wanted(self, before: Wanted) -> Wanted:
        """What the form says; a recall has only its reason."""
        known = {point.id: point for point in before.points if point.id is not None}
        dropped = set(self.drop_files.data or ())
        kept = tuple(part for part in before.parts if part.file_id not in dropped)
        return Wanted(
            self.what_changed.data or "",
            self.subject.data or "",
            self.background.data or "",
            tuple(row.form.changed(known) for row in self.points.entries if not row.form.remove.data),
            (*kept, *self.parts),
            self.due_at.data,
        )


def change_data(wanted: Wanted, version: int) -> dict[str, Any]:
    """A letter of change as its form's data."""
    points = [{**asdict(point), "options": "\n".join(point.options)} for point in wanted.points]
    return {
        "version": version, "what_changed": wanted.what_changed, "subject": wanted.subject,
        "background": wanted.background, "points": points, "due_at": wanted.due_at,
    }  # fmt: skip
