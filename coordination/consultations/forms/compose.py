"""The compose form: one page, in the order in which an official thinks; nothing in it is required before the gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.consultations.forms.rows import AskedForm, PartForm, PointForm, ReasonForm
from coordination.consultations.rules import MOST_POINTS, Composed, PointData, ReasonData, Urgency, Visibility
from coordination.consultations.rules import Kind as ConsultationKind
from coordination.consultations.words import KINDS, URGENCIES, VISIBILITIES
from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    FilesField,
    HiddenNumberField,
    HouseForm,
    LongWordsField,
    MomentField,
    RowsField,
    WordsField,
    enum_choices,
)
from coordination.kernel.sentences import sentence
from coordination.kernel.values import Finding

ROW = re.compile(r"(points|consultees|dossier|reasons)-(\d+)-(\w+)")
Named = Iterable[tuple[int, str]]


@dataclass(frozen=True)
class Offer:
    """What may be chosen on the page. `names`: the units asked; `functions`: theirs, in force."""

    names: Mapping[int, str] = field(default_factory=dict)
    functions: Mapping[int, Named] = field(default_factory=dict)
    units: Named = ()
    kinds: Iterable[tuple[str, Any]] = ()
    groups: Named = ()
    officers: Named = ()
    authorities: Named = ()


class ComposeForm(HouseForm):
    """The whole draft, and the boxes by which rows are added."""

    saves_itself = False
    unit_names: Mapping[int, str] = {}

    version = HiddenNumberField()
    kind = ChoiceField(_l("Loại việc"), choices=enum_choices(KINDS), coerce=ConsultationKind)
    subject = LongWordsField(
        _l("Trích yếu"), max=1000, rows=2, hint=_l("Ví dụ: góp ý dự thảo Quyết định quy định mức chi tổ chức hội nghị.")
    )
    background = LongWordsField(
        _l("Bối cảnh"), rows=3, hint=_l("Vì sao có việc này, ai giao, đã làm đến đâu. In ở đầu công văn.")
    )
    urgency = ChoiceField(_l("Độ khẩn"), choices=enum_choices(URGENCIES), coerce=Urgency)
    what_changed = LongWordsField(_l("Những điểm thay đổi so với lần lấy ý kiến trước"), rows=2)
    officer_id = ChoiceField(_l("Chuyên viên phụ trách"), choices=[], coerce=int)
    authority_id = ChoiceField(
        _l("Cấp có thẩm quyền"), choices=[], coerce=int, hint=_l("Nơi xem xét khi có đơn vị không trả lời.")
    )
    # Twice what a draft may hold: what is too much is refused with a sentence, never dropped on the way.
    points = RowsField(FormField(PointForm), max_entries=2 * MOST_POINTS)
    consultees = RowsField(FormField(AskedForm), max_entries=1000)
    due_at = MomentField(
        _l("Thời hạn trả lời chung"), hint=_l("Để trống: theo thời hạn của quy định, tính từ ngày phát hành.")
    )
    submit_by = DayField(
        _l("Ngày đơn vị chủ trì phải trình"), hint=_l("Ngày/tháng/năm. Thời hạn trả lời không được sau ngày này.")
    )
    return_date = DayField(
        _l("Ngày hẹn trả kết quả"), hint=_l("Ngày/tháng/năm. Bắt buộc với hồ sơ thủ tục hành chính.")
    )
    visibility = ChoiceField(_l("Đơn vị khác xem văn bản góp ý"), choices=enum_choices(VISIBILITIES), coerce=Visibility)
    dossier = RowsField(FormField(PartForm), max_entries=200)
    reasons = RowsField(FormField(ReasonForm), max_entries=3000)

    pasted = LongWordsField(
        _l("Dán nhiều nội dung"),
        rows=4,
        hint=_l(
            "Mỗi dòng một nội dung. Chép từ bảng tính thì cột đầu là điều, khoản, cột sau là nội dung cần lấy ý kiến."
        ),
    )
    add_units = ChecksField(_l("Chọn từng đơn vị"), choices=[], coerce=int)
    add_function = WordsField(_l("Theo chức năng, nhiệm vụ"), hint=_l("Ví dụ: ngân sách, đất đai, thủ tục hành chính."))
    add_kind = ChoiceField(_l("Theo loại đơn vị"), choices=[])
    add_group = ChoiceField(_l("Theo nhóm đã lưu"), choices=[], coerce=int)
    group_name = WordsField(
        _l("Lưu các đơn vị đang hỏi thành nhóm"), max=200, hint=_l("Đặt tên nhóm để lần sau chọn nhanh.")
    )
    part_name = WordsField(_l("Tên phần hồ sơ cần thêm"), max=300)
    new_files = FilesField(_l("Thêm tệp, mỗi tệp thành một phần hồ sơ"))

    def offer(self, offer: Offer) -> ComposeForm:
        """Fill in what may be chosen."""
        self.unit_names = offer.names
        for row in self.points.entries:
            row.form.addressees.choices = [(str(unit), name) for unit, name in offer.names.items()]
        for row in self.consultees.entries:
            row.form.function_id.choices = _pairs(offer.functions.get(row.form.unit_id.data or 0, ()))
        self.add_units.choices = [(str(unit), name) for unit, name in offer.units]
        self.add_kind.choices = [("", _("– Chọn –")), *offer.kinds]
        self.add_group.choices = _pairs(offer.groups)
        self.officer_id.choices = [(str(person), name) for person, name in offer.officers]
        self.authority_id.choices = _pairs(offer.authorities, _("Cơ quan gần nhất trên các đơn vị"))
        return self

    def composed(self, before: Composed) -> Composed:
        """What the form says. What it doesn't show (which file lies in which part) stays as it was."""
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
            authority_id=self.authority_id.data,
            officer_id=self.officer_id.data or before.officer_id,
            what_changed=self.what_changed.data or "",
            points=(*(row.form.said() for row in self.points.entries), *self._pasted_points()),
            consultees=tuple(row.form.said() for row in self.consultees.entries if row.form.unit_id.data),
            dossier=tuple(row.form.said(files) for row in self.dossier.entries),
            reasons=self._reasons(before),
        )

    def _pasted_points(self) -> Iterable[PointData]:
        """A line each; with a tab in it, the clause stands before the tab. Not while the page saves itself."""
        if self.saves_itself:
            return
        for line in (self.pasted.data or "").splitlines():
            clause, tab, question = line.partition("\t")
            if line.strip():
                yield PointData(clause=clause.strip() if tab else "", question=(question if tab else line).strip())

    def _reasons(self, before: Composed) -> tuple[ReasonData, ...]:
        """The reasons given, those that stood already in their order."""
        said = [row.form.said() for row in self.reasons.entries if row.form.code.data and row.form.reason.data]
        place = {(reason.code, reason.about): i for i, reason in enumerate(before.reasons)}
        return tuple(sorted(said, key=lambda reason: place.get((reason.code, reason.about), len(place))))

    def reason_for(self, finding: Finding) -> Any:
        """The box in which the reason for passing this warning is written, if the form has one."""
        wanted = finding.code, str(finding.evidence.get("about", ""))
        for row in self.reasons.entries:
            if (row.form.code.data, row.form.about.data or "") == wanted:
                return row.form
        return None

    def blame(self, findings: Iterable[Finding]) -> None:
        """As the house's, for rows by their place: the third row of the draft is the third row of the page."""
        for finding in findings:
            self.refuse(sentence(finding), self._on_page(finding.field))

    def _on_page(self, name: str) -> str:
        if name == "points" and self.pasted.data and not self.saves_itself:
            return "pasted"
        found = ROW.fullmatch(name)
        entries = self[found[1]].entries if found else []
        if not found or int(found[2]) >= len(entries):
            return name
        inner = entries[int(found[2])].form
        return inner[found[3]].name if found[3] in inner else name

    def take_in(self, theirs: Composed) -> None:
        """After a clash: what a colleague added meanwhile joins what is on the page, so that saving loses nothing."""
        for rows, added, mark in (
            (self.points, _points(theirs), "id"),
            (self.consultees, [asdict(each) for each in theirs.consultees], "unit_id"),
            (self.dossier, _parts(theirs), "id"),
        ):
            known = {row.form[mark].data for row in rows.entries}
            for data in added:
                if data[mark] not in known:
                    rows.append_entry(data)
        self.version.raw_data, self.version.data = None, theirs.version


def _pairs(named: Named, first: Any = None) -> list[tuple[str, Any]]:
    return [("", first or _("– Chọn –")), *((str(number), name) for number, name in named)]


def _points(composed: Composed) -> list[dict[str, Any]]:
    return [{**asdict(point), "options": "\n".join(point.options)} for point in composed.points]


def _parts(composed: Composed) -> list[dict[str, Any]]:
    return [{**asdict(part), "required": "1" if part.required else ""} for part in composed.dossier]


def as_data(composed: Composed, warnings: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A draft as the form's data; with a row of reasons for each warning of the gate."""
    given = {(reason.code, reason.about): reason.reason for reason in composed.reasons}
    data = asdict(replace(composed, points=(), dossier=(), reasons=()))
    return {
        **data,
        "points": _points(composed),
        "dossier": _parts(composed),
        "reasons": [{"code": code, "about": about, "reason": given.get((code, about), "")} for code, about in warnings],
    }
