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
from coordination.consultations.forms.suspending import (
    MendedForm,
    ResumptionForm,
    SuspensionDecisionForm,
    SuspensionForm,
)

__all__ = [
    "AddUnitForm",
    "ChangeForm",
    "ChangeKindForm",
    "ComposeForm",
    "ExtendForm",
    "IssueForm",
    "MendedForm",
    "Offer",
    "ReasonsForm",
    "RemarkForm",
    "ResumptionForm",
    "SecrecyForm",
    "SuspensionDecisionForm",
    "SuspensionForm",
    "WithdrawForm",
    "as_data",
    "change_data",
]
