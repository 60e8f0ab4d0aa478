"""Forms of the house: every text is cleaned, every message is Vietnamese, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from coordination.kernel import clock
from coordination.kernel.values import Finding
from coordination.kernel.words import nfc

SHORT, LINE, LONG = 200, 500, 20_000
# Keep line breaks and tabs; drop what no keyboard makes and no database keeps.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")

# WTForms' own sentences; it ships none in Vietnamese.
_MESSAGES = {
    "This field is required.": _l("Chưa điền mục này."),
    "Not a valid choice.": _l("Chọn một trong các mục có sẵn."),
    "Not a valid choice": _l("Chọn một trong các mục có sẵn."),
    "Invalid Choice: could not coerce.": _l("Chọn một trong các mục có sẵn."),
    "Choices cannot be None.": _l("Chọn một trong các mục có sẵn."),
    "'%(value)s' is not a valid choice for this field.": _l("Chọn trong các mục có sẵn."),
    "'%(value)s' are not valid choices for this field.": _l("Chọn trong các mục có sẵn."),
    "Not a valid integer value.": _l("Điền một số nguyên."),
    "Not a valid decimal value.": _l("Điền một số."),
    "Not a valid float value.": _l("Điền một số."),
    "Not a valid date value.": _l("Điền ngày có thật theo dạng ngày/tháng/năm, ví dụ 26/11/2026."),
    "Not a valid datetime value.": _l("Điền ngày giờ có thật, ví dụ 17:00 26/11/2026."),
    "Invalid email address.": _l("Địa chỉ thư điện tử chưa đúng."),
    "Invalid input.": _l("Nội dung chưa đúng."),
    "Invalid value, must match one of the choices.": _l("Chọn một trong các mục có sẵn."),
}


class _Translations:
    """WTForms asks here for its sentences."""

    def gettext(self, string: str) -> str:
        return str(_MESSAGES.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


def clean(text: str | None) -> str:
    """A person's text: composed letters, no control characters, no spaces around, one kind of line end."""
    if not text:
        return ""
    return nfc(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


class HouseForm(FlaskForm):
    """The base of all forms: CSRF always, Vietnamese messages, errors that a page can list on top."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: Any) -> _Translations:
            return _Translations()

    def all_errors(self) -> list[tuple[str, str]]:
        """(field id, sentence) of every error, in the order of the fields, for the summary on top."""
        return [(field.id, str(error)) for field in self for error in _flat(field.errors)]

    def take(self, findings: Iterable[Finding], sentences: Iterable[str]) -> list[str]:
        """Put each finding's sentence beside the field it speaks of; gives back those that speak of no field here."""
        left = []
        for finding, sentence in zip(findings, sentences, strict=True):
            field = self._fields.get(finding.field)
            if field is None:
                left.append(sentence)
            else:
                field.errors = [*field.errors, sentence]
        return left


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, Mapping):
        return [one for value in errors.values() for one in _flat(value)]
    found: list[str] = []
    for error in errors:
        found.extend(_flat(error) if isinstance(error, list | tuple | Mapping) else [str(error)])
    return found


def required(sentence: Any = None) -> InputRequired:
    return InputRequired(sentence or _l("Chưa điền mục này."))


def at_most(limit: int) -> Length:
    return Length(max=limit, message=_l("Dài quá %(max)d ký tự. Viết ngắn lại."))


class WordsField(StringField):
    """One line of text, cleaned; at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = None, most: int = SHORT, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or [Optional()]), at_most(most)], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = " ".join(clean(valuelist[0]).split())


class LongWordsField(TextAreaField):
    """Several lines of text, cleaned; at most `most` characters."""

    def __init__(self, label: Any = None, validators: Any = None, most: int = LONG, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or [Optional()]), at_most(most)], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean(valuelist[0])


_DAY = re.compile(r"(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_day(text: str) -> date:
    """A day as people write it (26/11/2026, 26-11-2026, 2026-11-26). Raises ValueError for one that does not exist."""
    written = text.strip()
    if match := _DAY.fullmatch(written):
        d, m, y = (int(part) for part in match.groups())
    elif match := _ISO.fullmatch(written):
        y, m, d = (int(part) for part in match.groups())
    else:
        raise ValueError(text)
    if not 1900 <= y <= 2199:
        raise ValueError(text)
    return date(y, m, d)


class DayField(Field):
    """A day, written dd/mm/yyyy. What was typed stays in the box when it is no day."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators or [Optional()], **kwargs)
        self.typed: str | None = None

    def widget(self, field: Field, **kwargs: Any) -> Any:
        from wtforms.widgets import TextInput

        kwargs.setdefault("inputmode", "numeric")
        kwargs.setdefault("placeholder", gettext("ngày/tháng/năm"))
        return TextInput()(field, **kwargs)

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(valuelist[0])[:SHORT] if valuelist else ""
        self.data = None
        if self.typed:
            try:
                self.data = parse_day(self.typed)
            except ValueError:
                raise ValueError(str(_MESSAGES["Not a valid date value."])) from None


class MomentField(DayField):
    """A day, and the hour at which it ends: `17:00 26/11/2026` or just the day, then 17:00. Data is aware."""

    data: datetime | None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        if self.data is None:
            return ""
        local = clock.local(self.data)
        return local.strftime("%d/%m/%Y") if (local.hour, local.minute) == (17, 0) else local.strftime("%H:%M %d/%m/%Y")

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean(valuelist[0])[:SHORT] if valuelist else ""
        self.data = None
        if not self.typed:
            return
        hours, _, rest = self.typed.rpartition(" ")
        match = re.fullmatch(r"([01]?\d|2[0-3])[:hg]([0-5]\d)", hours.strip()) if hours else None
        try:
            chosen = parse_day(rest if match else self.typed)
        except ValueError:
            raise ValueError(str(_MESSAGES["Not a valid datetime value."])) from None
        hour, minute = (int(match[1]), int(match[2])) if match else (17, 0)
        self.data = clock.at(chosen, hour, minute)


class ChoiceField(SelectField):
    """One of an enum's values, with the names that people read; `none` adds an empty first choice."""

    def __init__(
        self, label: Any = None, names: Mapping[Any, Any] | None = None, none: Any = None, **kwargs: Any
    ) -> None:
        self.names = dict(names or {})
        choices = [("", none)] if none is not None else []
        choices += [(str(value), name) for value, name in self.names.items()]
        super().__init__(label, choices=choices, coerce=str, **kwargs)

    @property
    def chosen(self) -> Any:
        """The enum's value, or None for the empty choice."""
        return next((value for value in self.names if str(value) == self.data), None)


__all__ = [
    "LINE",
    "LONG",
    "SHORT",
    "ChoiceField",
    "DayField",
    "FileField",
    "HouseForm",
    "LongWordsField",
    "MomentField",
    "SelectMultipleField",
    "StopValidation",
    "ValidationError",
    "WordsField",
    "at_most",
    "clean",
    "parse_day",
    "required",
]
