"""The forms of units and people."""

from __future__ import annotations

from coordination.units.forms.people import (
    ChangePasswordForm,
    DatesForm,
    ForgottenForm,
    PersonForm,
    RoleForm,
    SetPasswordForm,
    SettingsForm,
    SignInForm,
)
from coordination.units.forms.reorganising import AbsenceForm, SuccessionForm
from coordination.units.forms.units import (
    BoxesForm,
    FunctionForm,
    GroupForm,
    ImportForm,
    PathForm,
    SignatoryForm,
    UnitForm,
)

__all__ = [
    "AbsenceForm",
    "BoxesForm",
    "ChangePasswordForm",
    "DatesForm",
    "ForgottenForm",
    "FunctionForm",
    "GroupForm",
    "ImportForm",
    "PathForm",
    "PersonForm",
    "RoleForm",
    "SetPasswordForm",
    "SettingsForm",
    "SignInForm",
    "SignatoryForm",
    "SuccessionForm",
    "UnitForm",
]
