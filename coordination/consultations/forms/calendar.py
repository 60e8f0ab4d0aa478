"""Forms of a change of the calendar: a day, a day taken back, swap days from a list; and what the preview carries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import (
    DayField,
    FileField,
    HiddenField,
    HiddenNumberField,
    HouseForm,
    LongWordsField,
    RadiosField,
    WordsField,
    enum_choices,
    parse_day,
)
from coordination.kernel.words import fold
from coordination.limits.rules import MOST_DAYS, DayChange, DayKind
from coordination.limits.words import DAY_KINDS

MOST_BYTES = 45_000
_HEADS = ("ngay nghi", "day off")
_COLUMNS = 4
_NOTICE = _l("Số, ký hiệu, ngày của thông báo.")


class _ChangeForm(HouseForm):
    reason = LongWordsField(
        _l("Lý do thay đổi lịch"), max=500, rows=2, required=_l("Nêu lý do để các đơn vị có hạn thay đổi cùng biết.")
    )


class AddDayForm(_ChangeForm):
    """A day off, or a day worked."""

    day = DayField(_l("Ngày"), required=_l("Nhập ngày."))
    kind = RadiosField(_l("Loại"), choices=enum_choices(DAY_KINDS), coerce=DayKind, required=_l("Chọn loại ngày."))
    name = WordsField(_l("Tên"), max=200, required=_l("Nhập tên, ví dụ: Nghỉ hoán đổi Tết Dương lịch."))
    document = WordsField(_l("Văn bản thông báo"), max=300, hint=_NOTICE)

    def changes(self) -> list[DayChange]:
        assert self.day.data is not None
        return [DayChange(self.day.data, self.kind.data, self.name.data or "", self.document.data or "")]


class RemoveDayForm(_ChangeForm):
    """An added day is taken back."""

    document = WordsField(_l("Văn bản thông báo"), max=300, hint=_NOTICE)


class SwapsForm(_ChangeForm):
    """Swap days from a list: a day off and the day worked for it, one pair a line; all lines or none."""

    text = LongWordsField(
        _l("Danh sách ngày hoán đổi"), rows=6,
        hint=_l("Mỗi dòng: ngày nghỉ; ngày làm bù; tên; văn bản thông báo. Ví dụ: 31/08/2026; 22/08/2026; Nghỉ Quốc "
                "khánh; 9859/VPCP-KGVX. Có dòng sai thì không ghi dòng nào."),
    )  # fmt: skip
    file = FileField(_l("Hoặc chọn tệp CSV"), hint=_l("Tệp lưu từ bảng tính, bảng mã UTF-8, cùng thứ tự cột."))

    def changes(self) -> list[DayChange]:
        """Every day of the list; empty, with a sentence for each bad line, when one can't be read."""
        self.line_of: dict[date, int] = {}
        content = self._content()
        found = list(self._read(content))
        if not found and not self.errors_summary():
            self.refuse(_("Dán danh sách hoặc chọn tệp."), "text")
        return [] if self.errors_summary() else found

    def _content(self) -> str:
        """The file's text, which then stands in the box, so that a bad line can be mended there; or what was pasted."""
        if not self.file.data:
            return self.text.data or ""
        content = self.file.data.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            self.refuse(_("Tệp quá dài. Mỗi lần nhập nhiều nhất %(most)s ngày.", most=MOST_DAYS), "file")
            return ""
        try:
            text = content.decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            self.refuse(_("Không đọc được tệp. Lưu lại bảng tính thành tệp CSV, bảng mã UTF-8."), "file")
            return ""
        self.text.data = text
        return text

    def _read(self, content: str) -> Iterator[DayChange]:
        for number, line in enumerate(content.splitlines(), start=1):
            cells = [cell.strip().strip('"').strip() for cell in line.split(_mark(line))]
            if not any(cells) or fold(cells[0]).startswith(_HEADS):
                continue
            off, worked, name, document = (*cells, "", "", "", "")[:_COLUMNS]
            try:
                yield from self._pair(number, off, worked, name[:150], document[:300])
            except ValueError as unreadable:
                self.refuse(_("Dòng %(line)s: %(said)s", line=number, said=unreadable), "text")

    def _pair(self, number: int, off: str, worked: str, name: str, document: str) -> Iterator[DayChange]:
        day_off, day_worked = (parse_day(each) if each else None for each in (off, worked))
        if day_off is None and day_worked is None:
            raise ValueError(_("thiếu ngày nghỉ và ngày làm bù."))
        for each, kind, said, other in (
            (day_off, DayKind.OFF, "Ngày nghỉ (thay cho ngày {:%d/%m/%Y})", day_worked),
            (day_worked, DayKind.WORKED, "Ngày làm việc bù cho ngày {:%d/%m/%Y}", day_off),
        ):
            if each is not None:
                self.line_of[each] = number
                swapped = said.format(other) if other else ""
                plain = "Ngày nghỉ" if kind is DayKind.OFF else "Ngày làm việc bù"
                yield DayChange(each, kind, " – ".join(part for part in (name, swapped) if part) or plain, document)

    def blame_line(self, changed: date | None, said: str) -> None:
        """A sentence about a day, with the line on which it stands."""
        line = self.line_of.get(changed) if changed else None
        self.refuse(_("Dòng %(line)s: %(said)s", line=line, said=said) if line else said, "text")


def _mark(line: str) -> str:
    return next((mark for mark in ("\t", ";") if mark in line), ",")


class ApplyForm(HouseForm):
    """What the preview showed: the days, why, upon which calendar, and which due times were to move."""

    days = HiddenField(max=200_000)
    reason = HiddenField(max=500)
    edition = HiddenNumberField()
    stamp = HiddenField(max=64)

    @classmethod
    def of(cls, changes: Sequence[DayChange], reason: str, edition: int, stamp: str) -> ApplyForm:
        said = json.dumps([each.as_json() for each in changes], ensure_ascii=False)
        return cls(formdata=None, data={"days": said, "reason": reason, "edition": edition, "stamp": stamp})

    def changes(self) -> list[DayChange] | None:
        """The days as they were carried; None when it is something else."""
        try:
            found = [DayChange.from_json(each) for each in json.loads(self.days.data or "")]
        except (ValueError, KeyError, TypeError):
            return None
        return found if found and all(1900 <= each.day.year <= 2199 for each in found) else None
