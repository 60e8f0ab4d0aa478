"""Forms of consultations."""

from coordination.consultations.forms.acts import (
    AddUnitForm,
    ExtendForm,
    IssueForm,
    ReasonsForm,
    RemarkForm,
    SecrecyForm,
    WithdrawForm,
)
from coordination.consultations.forms.changes import ChangeForm, ChangeKindForm, change_data
from coordination.consultations.forms.compose import ComposeForm, Offer, as_data

__all__ = [
    "AddUnitForm",
    "ChangeForm",
    "ChangeKindForm",
    "ComposeForm",
    "ExtendForm",
    "IssueForm",
    "Offer",
    "ReasonsForm",
    "RemarkForm",
    "SecrecyForm",
    "WithdrawForm",
    "as_data",
    "change_data",
]
