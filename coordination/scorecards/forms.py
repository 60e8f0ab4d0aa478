"""Choosing a period and a role."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from coordination.kernel.forms import ChoiceField, SearchForm
from coordination.scorecards.rules import Role
from coordination.scorecards.words import ROLES


class PeriodForm(SearchForm):
    """Which scorecards are shown; kept in the address."""

    period = ChoiceField(_l("Kỳ"), choices=[])
    role = ChoiceField(_l("Vai trò"), choices=[(role.value, name) for role, name in ROLES.items()], coerce=Role)
