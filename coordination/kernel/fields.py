"""The fields of forms: what they take from a browser, how they clean it, and what they say when it can't be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import wtforms
from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation, ValidationError

from coordination.kernel import clock
from coordination.kernel.words import nfc, number

SHORT, LONG, MOST_DIGITS = 300, 50_000, 15

_CHOOSE = _l("Chọn một trong các mục trong danh sách.")
_NUMBER = _l("Nhập một số.")
_WHOLE = _l("Nhập một số nguyên.")
# WTForms' own sentences; it ships none in Vietnamese.
MESSAGES: dict[str, Any] = {
    "This field is required.": _l("Mục này chưa có nội dung."),
    "Not a valid choice": _CHOOSE,
    "Not a valid choice.": _CHOOSE,
    "Choices cannot be None.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "'%(value)s' are not valid choices for this field.": _CHOOSE,
    "Not a valid integer value.": _WHOLE,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Invalid email address.": _l("Địa chỉ email chưa đúng. Ví dụ: ten@hcm.gov.vn."),
    "Invalid input.": _l("Nội dung mục này chưa đúng."),
}
_DAY = _l("Nhập theo dạng ngày/tháng/năm, ví dụ 26/11/2026.")
_TIME = _l("Nhập giờ theo dạng giờ:phút, ví dụ 17:00.")
_NO_SUCH_DAY = _l("Ngày “%(value)s” không có trong lịch. Nhập lại theo dạng ngày/tháng/năm, ví dụ 26/11/2026.")
_TOO_LONG = _l("Dài %(length)s ký tự, nhiều nhất %(most)s ký tự. Rút ngắn lại.")
_UNREADABLE = _l("Có ký tự không đọc được trong mục này. Xóa chỗ đó và gõ lại.")

# Line breaks and tabs stay; signs that no keyboard makes, or that turn the direction of writing, go.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: Any) -> str:
    """A person's text: composed letters, no control characters, one kind of line end, no spaces around."""
    if not isinstance(text, str):
        return ""
    return nfc(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


class _House:
    """What all our fields share: `required` (True, or the sentence), `hint`, `max` characters."""

    needed: bool
    hint: Any

    def __init__(
        self,
        label: Any = None,
        validators: Any = (),
        *,
        required: Any = False,
        optional: bool = False,
        hint: Any = "",
        **kwargs: Any,
    ) -> None:
        self.needed, self.hint = bool(required) and not optional, hint
        rules = [*([_needed(required)] if self.needed else []), *(validators or ())]
        super().__init__(label, rules, **kwargs)  # type: ignore[call-arg]


def _needed(said: Any) -> Callable[[Any, Any], None]:
    """Not empty; in our own words, and without the attribute that makes the browser speak its own language."""

    def check(form: Any, field: Any) -> None:
        empty = field.data is None or field.data == [] or (isinstance(field.data, str) and not field.data.strip())
        if (empty or field.data is False) and not field.errors:
            raise StopValidation(MESSAGES["This field is required."] if said is True else said)
        if empty:
            raise StopValidation

    return check


class _Text(_House):
    most = SHORT
    one_line = True
    data: Any
    errors: Any

    def __init__(self, label: Any = None, validators: Any = (), *, max: int | None = None, **kwargs: Any) -> None:
        self.most = max or self.most
        super().__init__(label, [self._fits, *(validators or ())], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        raw = valuelist[0] if valuelist else self.data or ""
        self.data = " ".join(clean(raw).split()) if self.one_line else clean(raw)
        if isinstance(raw, str) and "\x00" in raw:
            raise ValueError(_UNREADABLE)

    def _value(self) -> str:
        return str(self.data) if self.data is not None else ""

    def _fits(self, form: Any, field: Any) -> None:
        length = len(field.data or "")
        if length > self.most:
            raise StopValidation(str(_TOO_LONG) % {"length": number(length), "most": number(self.most)})


class WordsField(_Text, wtforms.StringField):  # type: ignore[misc]
    """One line of text."""


class LongWordsField(_Text, wtforms.TextAreaField):  # type: ignore[misc]
    """Several lines of text; `rows` is how high the box is at first."""

    most = LONG
    one_line = False

    def __init__(self, *args: Any, rows: int = 4, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)


class HiddenField(_Text, wtforms.HiddenField):  # type: ignore[misc]
    """A text that the page carries for itself."""


class EmailField(_Text, wtforms.EmailField):  # type: ignore[misc]
    """An address of electronic mail; whether it exists is not asked."""

    most = 254

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            validate_email(self.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(MESSAGES["Invalid email address."]) from None


class PasswordField(_House, wtforms.PasswordField):  # type: ignore[misc]
    """A password: taken as typed, never shown again."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""


class NumberField(_House, wtforms.IntegerField):  # type: ignore[misc]
    """A whole number between `least` and `most`."""

    widget = wtforms.widgets.TextInput()

    def __init__(self, *args: Any, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(rf"[+-]?[0-9]{{1,{MOST_DIGITS}}}", typed):
            raise ValueError(_WHOLE)
        self.data = int(typed)

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not self.least <= self.data <= self.most:
            said = str(_l("Nhập một số từ %(least)s đến %(most)s."))
            raise ValidationError(said % {"least": number(self.least), "most": number(self.most)})

    def _value(self) -> str:
        return _as_typed(self) or ("" if self.data is None else str(self.data))


class HiddenNumberField(NumberField):
    """A number that the page carries for itself (a version, a row); anything else is as if it were not there."""

    widget = wtforms.widgets.HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = int(typed) if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", typed) else None

    def pre_validate(self, form: Any) -> None:
        return None


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


def _as_typed(field: Any) -> str:
    """What the person typed, when the page is shown again."""
    return clean(field.raw_data[0])[:SHORT] if field.raw_data else ""


class DayField(_House, wtforms.Field):  # type: ignore[misc]
    """A day, written ngày/tháng/năm. What was typed stays in the box when it is no day."""

    widget = wtforms.widgets.TextInput()

    def _value(self) -> str:
        return _as_typed(self) if self.raw_data else self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = None
        self.data = parse_day(typed) if typed else None


class MomentField(_House, wtforms.Field):  # type: ignore[misc]
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
            return _as_typed(self)
        return clock.local(self.data).strftime("%d/%m/%Y") if isinstance(self.data, datetime) else ""

    def time_value(self) -> str:
        """What stands in the box of the hour."""
        if self.typed_time is not None:
            return self.typed_time
        return clock.local(self.data).strftime("%H:%M") if isinstance(self.data, datetime) else f"{self.hour:02}:00"


def _listed(choices: Any) -> list[wtforms.SelectChoice] | None:
    """Pairs of (value, words) as WTForms wants them."""
    if choices is None or callable(choices):
        return choices  # type: ignore[no-any-return]
    return [each if isinstance(each, wtforms.SelectChoice) else wtforms.SelectChoice(*each) for each in choices]


class _Listed(_House):
    """Choices are pairs, given with the field or put into the form later."""

    data: Any
    raw_data: Any

    def __init__(self, label: Any = None, validators: Any = (), *, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, choices=_listed(choices), **kwargs)

    @property
    def choices(self) -> Any:
        return wtforms.SelectField.choices.fget(self)

    @choices.setter
    def choices(self, choices: Any) -> None:
        wtforms.SelectField.choices.fset(self, _listed(choices))


class _OneListed(_Listed):
    def __init__(self, *args: Any, coerce: Callable[[Any], Any] = str, **kwargs: Any) -> None:
        def read(value: Any) -> Any:
            return None if value is None or value == "" else coerce(value)

        super().__init__(*args, coerce=read, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)  # type: ignore[misc]


class ChoiceField(_OneListed, wtforms.SelectField):  # type: ignore[misc]
    """One of a list. `coerce=Kind` gives the vocabulary's value back; nothing chosen is None."""


class RadiosField(_OneListed, wtforms.RadioField):  # type: ignore[misc]
    """One of a few, all to be seen at once."""


class ChecksField(_Listed, wtforms.SelectMultipleField):  # type: ignore[misc]
    """Any number of a list, each with a box to tick."""

    widget = wtforms.widgets.ListWidget(prefix_label=False)
    option_widget = wtforms.widgets.CheckboxInput()


class YesField(_House, wtforms.BooleanField):  # type: ignore[misc]
    """One box: yes or no."""


class FileField(_House, wtforms.FileField):  # type: ignore[misc]
    """A file, or None; what is in it is checked where it is kept."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)


class FilesField(_House, wtforms.MultipleFileField):  # type: ignore[misc]
    """Several files at once."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]


class RowsField(_House, wtforms.FieldList):  # type: ignore[misc]
    """Rows of inner forms: `RowsField(FormField(PointForm), max_entries=50)`; a row's number is a plain one."""

    def __init__(self, unbound_field: Any, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        self.needed, self.hint = False, kwargs.pop("hint", "")
        wtforms.FieldList.__init__(self, unbound_field, label, validators, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})(?:-|$)")
        for name in formdata:
            if found := pattern.match(name):
                yield int(found[1])
