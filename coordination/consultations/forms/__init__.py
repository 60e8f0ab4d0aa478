"""Forms of consultations."""

from coordination.consultations.forms.acts import (
    AddUnitForm,
    AmendForm,
    ExtendForm,
    IssueForm,
    ReasonsForm,
    RemarkForm,
    SecrecyForm,
    WithdrawForm,
)
from coordination.consultations.forms.compose import ComposeForm, Offer, as_data

__all__ = [
    "AddUnitForm",
    "AmendForm",
    "ComposeForm",
    "ExtendForm",
    "IssueForm",
    "Offer",
    "ReasonsForm",
    "RemarkForm",
    "SecrecyForm",
    "WithdrawForm",
    "as_data",
]
