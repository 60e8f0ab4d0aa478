"""Forms of consultations."""

from coordination.consultations.forms.acts import (
    AddUnitForm,
    ByLetterForm,
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
from coordination.consultations.forms.urgency import AskUrgencyForm, DecideUrgencyForm, OrderForm

__all__ = [
    "AddUnitForm",
    "AskUrgencyForm",
    "ByLetterForm",
    "ChangeForm",
    "ChangeKindForm",
    "ComposeForm",
    "DecideUrgencyForm",
    "ExtendForm",
    "IssueForm",
    "MendedForm",
    "Offer",
    "OrderForm",
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
