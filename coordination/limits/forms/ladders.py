"""The form of a ladder: one group of boxes a step; a step without a number is left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField

from coordination.kernel.forms import (
    ChecksField,
    ChoiceField,
    DayField,
    HiddenField,
    HouseForm,
    HouseSubForm,
    NumberField,
    RadiosField,
    YesField,
)
from coordination.limits.rules import ESCALATE, SLOTS, Drawn, Ladder, Pace, check_ladder, drawn_of, ladder_of
from coordination.limits.words import KINDS, RECEIVERS

_URGENCIES = (("no", _l("Thường (tính theo ngày làm việc)")), ("yes", _l("Khẩn trở lên (tính theo giờ làm việc)")))
_WHO: dict[str, Any] = {"choices": list(RECEIVERS.items())}
_DISTANCE = _l("Cách hạn trả lời")


class StepForm(HouseSubForm):
    """One reminder."""

    distance = NumberField(_DISTANCE, least=1, most=40, hint=_l("Để trống nếu không dùng bước này."))
    to = ChecksField(_l("Gửi đến"), **_WHO)
    copy = ChecksField(_l("Gửi bản sao"), **_WHO)


class DueDayForm(HouseSubForm):
    """The reminder of the due day."""

    used = YesField(_l("Nhắc trong ngày đến hạn"))
    to = ChecksField(_l("Gửi đến"), **_WHO)
    copy = ChecksField(_l("Gửi bản sao"), **_WHO)


class ReportForm(HouseSubForm):
    """The last step: the report to the authority."""

    distance = NumberField(_DISTANCE, least=1, most=40)


class LadderForm(HouseForm):
    """The steps of one kind and urgency from a day on, with the day of an example."""

    kind = ChoiceField(_l("Loại việc"), choices=[("", _l("Mọi loại việc")), *KINDS.items()])
    urgent = RadiosField(_l("Độ khẩn"), choices=_URGENCIES, required=_l("Chọn độ khẩn."))
    before_due_2 = FormField(StepForm)
    before_due = FormField(StepForm)
    due_day = FormField(DueDayForm)
    reminder_1 = FormField(StepForm)
    reminder_2 = FormField(StepForm)
    reminder_3 = FormField(StepForm)
    escalate = FormField(ReportForm)
    valid_from = DayField(_l("Có hiệu lực từ"), required=_l("Nhập ngày có hiệu lực."))
    sent_on = DayField(_l("Ngày gửi của ví dụ"), required=_l("Nhập ngày để xem ví dụ."))
    seen = HiddenField(max=64)

    @classmethod
    def filled(cls, ladder: Ladder, kind: str, valid_from: date, sent_on: date) -> LadderForm:
        """The form with the steps of a ladder."""
        steps: dict[str, Any] = {
            slot: {"distance": step.distance, "used": True, "to": list(step.to), "copy": list(step.copy)}
            for slot, step in drawn_of(ladder).items()
        }
        urgent = "yes" if ladder.pace is Pace.HOURS else "no"
        said = {"kind": kind, "urgent": urgent, "valid_from": valid_from, "sent_on": sent_on}
        return cls(formdata=None, data={**steps, **said})

    def drawn(self) -> dict[str, Drawn]:
        """The steps that are used."""
        found = {}
        for slot in SLOTS:
            inner: Mapping[str, Any] = self[slot].data
            who = tuple(inner.get("to") or ()), tuple(inner.get("copy") or ())
            if slot == "due_day":
                if inner["used"]:
                    found[slot] = Drawn(0, *who)
            elif inner["distance"] is not None:
                found[slot] = Drawn(inner["distance"], *(who if slot != ESCALATE else ()))
        return found

    @property
    def pace(self) -> Pace:
        return Pace.HOURS if self.urgent.data == "yes" else Pace.DAYS

    def ladder(self) -> Ladder | None:
        """What was drawn; None with a sentence beside each step that makes no sense."""
        drawn = self.drawn()
        found = check_ladder(drawn, self.pace)
        self.blame(found)
        return None if found else ladder_of(drawn, self.pace)

    def stamp(self, ladder: Ladder) -> str:
        """What the example was shown of: only that is saved."""
        said = [self.kind.data or "", str(self.valid_from.data), ladder.as_json()]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
