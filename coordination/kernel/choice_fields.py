"""Fields with something to choose from, and rows of inner forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import wtforms

from coordination.kernel.fields import HouseField


def _listed(choices: Any) -> list[wtforms.SelectChoice] | None:
    """Pairs of (value, words) as WTForms wants them."""
    if choices is None or callable(choices):
        return choices  # type: ignore[no-any-return]
    return [each if isinstance(each, wtforms.SelectChoice) else wtforms.SelectChoice(*each) for each in choices]


class _Listed(HouseField):
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


class RowsField(HouseField, wtforms.FieldList):  # type: ignore[misc]
    """Rows of inner forms: `RowsField(FormField(PointForm), max_entries=50)`; a row's number is a plain one."""

    def __init__(self, unbound_field: Any, label: Any = None, validators: Any = (), **kwargs: Any) -> None:
        self.needed, self.hint = False, kwargs.pop("hint", "")
        wtforms.FieldList.__init__(self, unbound_field, label, validators, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})(?:-|$)")
        for name in formdata:
            if found := pattern.match(name):
                yield int(found[1])
