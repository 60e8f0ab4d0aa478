"""Forms of the house: every text cleaned, every sentence in the reader's language, nothing typed lost.

No field cuts a text short: what is too long stays in its box, with a sentence that says by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Form

from coordination.kernel.choice_fields import ChecksField, ChoiceField, RadiosField, RowsField
from coordination.kernel.day_fields import DayField, MomentField, parse_day
from coordination.kernel.fields import (
    MESSAGES,
    EmailField,
    FileField,
    FilesField,
    HiddenField,
    HiddenNumberField,
    LongWordsField,
    NumberField,
    PasswordField,
    WordsField,
    YesField,
    clean,
)
from coordination.kernel.sentences import sentence
from coordination.kernel.values import Finding, NotReady

__all__ = [
    "ChecksField", "ChoiceField", "DayField", "EmailField", "FileField", "FilesField", "HiddenField",
    "HiddenNumberField", "HouseForm", "HouseSubForm", "LongWordsField", "MomentField", "NumberField", "PasswordField",
    "RadiosField", "RowsField", "SearchForm", "WordsField", "YesField", "clean", "enum_choices", "parse_day",
]  # fmt: skip


class _Translations:
    """WTForms asks here for its own few sentences; they go through our catalogue."""

    def gettext(self, string: str) -> str:
        return str(MESSAGES.get(string, string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


class HouseForm(FlaskForm):  # type: ignore[misc]
    """The base of all forms. The CSRF token is checked for every POST of the product, before any form is looked at."""

    form_errors: list[Any]

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False  # the token is the product's (CSRFProtect), one a page; hidden_tag writes it

        def get_translations(self, form: Any) -> _Translations:
            return _Translations()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.result: Any = None
        super().__init__(*args, **kwargs)

    def hidden_tag(self, *fields: str) -> Markup:
        """The token and the hidden fields, without ids, so that two forms can stand on one page."""
        from flask import current_app

        token = current_app.jinja_env.globals["csrf"]
        hidden = [
            f for f in self if getattr(f.widget, "input_type", "") == "hidden" and (not fields or f.name in fields)
        ]
        return Markup("\n").join([token(), *(f(id=False) for f in hidden)])  # type: ignore[operator]

    def does(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Run a verb; what it returns is `result`. When it can't be done now, the form says why and this is False."""
        try:
            self.result = action(*args, **kwargs)
        except NotReady as not_ready:
            self.blame(not_ready.findings)
            return False
        return True

    def blame(self, findings: Iterable[Finding]) -> None:
        """Put each finding's sentence beside the field it speaks of, or above the form when there is no such field."""
        for finding in findings:
            self.refuse(sentence(finding), finding.field)

    def refuse(self, said: Any, field: str = "") -> None:
        """Put a sentence beside a field (its name as the page has it), or above the form."""
        known = {name: each for each in _leaves(self) for name in (each.name, each.name.removeprefix(self._prefix))}
        wrong = known.get(field)
        if wrong is None:
            self.form_errors = [*self.form_errors, said]
        elif said not in wrong.errors:
            wrong.errors = [*wrong.errors, said]

    def errors_summary(self) -> list[tuple[str, str]]:
        """(id of the field or '', sentence) of everything that is wrong, in the order of the page."""
        above = [("", str(said)) for said in self.form_errors]
        return above + [(each.id, str(said)) for each in _leaves(self) for said in _flat(each.errors)]


class HouseSubForm(Form):  # type: ignore[misc]
    """A form inside a form (`FormField`), with our sentences and no token of its own."""

    class Meta:
        def get_translations(self, form: Any) -> _Translations:
            return _Translations()


class SearchForm(HouseForm):
    """Filters in an address: `SearchForm(request.args)`. A filter that can't be read is as if it were empty."""

    def hidden_tag(self, *fields: str) -> Markup:
        """The hidden fields alone: a token has no place in an address."""
        hidden = [
            f for f in self if getattr(f.widget, "input_type", "") == "hidden" and (not fields or f.name in fields)
        ]
        return Markup("\n").join(f(id=False) for f in hidden)


def _leaves(form: Any) -> Iterator[Any]:
    """Every field that a person fills in, those of rows and inner forms included; a set of rows itself last."""
    for each in form:
        if hasattr(each, "entries"):
            for entry in each.entries:
                yield from _leaves(entry.form) if hasattr(entry, "form") else iter([entry])
            if not _of_rows(each.errors):
                yield each
        elif hasattr(each, "form"):
            yield from _leaves(each.form)
        else:
            yield each


def _of_rows(errors: Iterable[Any]) -> bool:
    """Whether a list's errors are only those of its rows, which speak for themselves."""
    return any(isinstance(error, Mapping | list | tuple) for error in errors)


def _flat(errors: Iterable[Any]) -> Iterator[Any]:
    for error in errors:
        if isinstance(error, list | tuple):
            yield from _flat(error)
        else:
            yield error


def enum_choices(names: Mapping[Any, Any], empty: Any = None) -> list[tuple[str, Any]]:
    """The choices of a vocabulary (value → name for people); `empty` is the words of a first choice that is none."""
    first = [] if empty is None else [("", _l("– Chọn –") if empty is True else empty)]
    return [*first, *((str(value), name) for value, name in names.items())]
