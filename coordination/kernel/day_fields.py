"""Days and moments, as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l

from coordination.kernel import clock
from coordination.kernel.fields import SHORT, HouseField, as_typed, clean

_DAY = _l("Nhập theo dạng ngày/tháng/năm, ví dụ 26/11/2026.")
_TIME = _l("Nhập giờ theo dạng giờ:phút, ví dụ 17:00.")
_NO_SUCH_DAY = _l("Ngày “%(value)s” không có trong lịch. Nhập lại theo dạng ngày/tháng/năm, ví dụ 26/11/2026.")

_WRITTEN = re.compile(r"([0-9]{1,2})\s*[/\-. ]\s*([0-9]{1,2})\s*[/\-. ]\s*([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])\s*[:hg.]\s*([0-5]?[0-9])?(?:\s*(?:phút|p))?")


def parse_day(text: str) -> date:
    """A day as people write it: 26/11/2026, 26-11-2026 or 2026-11-26. Raises ValueError with a sentence."""
    typed = clean(text)
    if found := _WRITTEN.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValueError(_DAY)
    try:
        if 1900 <= year <= 2199:
            return date(year, month, day)
    except ValueError:
        pass
    raise ValueError(str(_NO_SUCH_DAY) % {"value": typed})


class DayField(HouseField, wtforms.Field):  # type: ignore[misc]
    """A day, written ngày/tháng/năm. What was typed stays in the box when it is no day."""

    widget = wtforms.widgets.TextInput()

    def _value(self) -> str:
        return as_typed(self) if self.raw_data else self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        self.data = parse_day(typed) if typed else None


class MomentField(HouseField, wtforms.Field):  # type: ignore[misc]
    """A day and an hour in two boxes (`name`, `name-time`); without an hour the close of office. Data: aware, UTC."""

    widget = wtforms.widgets.TextInput()

    def __init__(self, *args: Any, hour: int = 17, **kwargs: Any) -> None:
        self.hour = hour
        self.typed_time: str | None = None
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        name = f"{self.name}-time"
        self.typed_time = clean(formdata.get(name))[:SHORT] if formdata is not None and name in formdata else None
        super().process(formdata, *args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if not typed:
            return
        day, at = parse_day(typed), self._time()
        self.data = clock.at(day, at.hour, at.minute)

    def _time(self) -> time:
        if not self.typed_time:
            return time(self.hour)
        found = _HOUR.fullmatch(self.typed_time.lower())
        if found is None:
            raise ValueError(_TIME)
        return time(int(found[1]), int(found[2] or 0))

    def _value(self) -> str:
        if self.raw_data:
            return as_typed(self)
        return clock.local(self.data).strftime("%d/%m/%Y") if isinstance(self.data, datetime) else ""

    def time_value(self) -> str:
        """What stands in the box of the hour."""
        if self.typed_time is not None:
            return self.typed_time
        return clock.local(self.data).strftime("%H:%M") if isinstance(self.data, datetime) else f"{self.hour:02}:00"
