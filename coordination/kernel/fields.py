"""The fields of forms: what they take from a browser, how they clean it, and what they say when it can't be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import wtforms
from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation, ValidationError

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
_TOO_LONG = _l("Dài %(length)s ký tự, nhiều nhất %(most)s ký tự. Rút ngắn lại.")
_UNREADABLE = _l("Có ký tự không đọc được trong mục này. Xóa chỗ đó và gõ lại.")

# Line breaks and tabs stay; signs that no keyboard makes, or that turn the direction of writing, go.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: Any) -> str:
    """A person's text: composed letters, no control characters, one kind of line end, no spaces around."""
    if not isinstance(text, str):
        return ""
    return nfc(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


class HouseField:
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


class _Text(HouseField):
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


class PasswordField(HouseField, wtforms.PasswordField):  # type: ignore[misc]
    """A password: taken as typed, never shown again."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""


def as_typed(field: Any) -> str:
    """What the person typed, when the page is shown again."""
    return clean(field.raw_data[0])[:SHORT] if field.raw_data else ""


class NumberField(HouseField, wtforms.IntegerField):  # type: ignore[misc]
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
        return as_typed(self) or ("" if self.data is None else str(self.data))


class HiddenNumberField(NumberField):
    """A number that the page carries for itself (a version, a row); anything else is as if it were not there."""

    widget = wtforms.widgets.HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean(valuelist[0]) if valuelist else ""
        self.data = int(typed) if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", typed) else None

    def pre_validate(self, form: Any) -> None:
        return None


class YesField(HouseField, wtforms.BooleanField):  # type: ignore[misc]
    """One box: yes or no."""


class FileField(HouseField, wtforms.FileField):  # type: ignore[misc]
    """A file, or None; what is in it is checked where it is kept."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)


class FilesField(HouseField, wtforms.MultipleFileField):  # type: ignore[misc]
    """Several files at once."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]
