"""Forms of consultations."""

from coordination.consultations.forms.acts import (
    AddUnitForm,
    AmendForm,
    ExtendForm,
    IssueForm,
    RemarkForm,
    SecrecyForm,
    WithdrawForm,
)
from coordination.consultations.forms.compose import ComposeForm, ConsulteeForm, PartForm, PointForm

__all__ = [
    "AddUnitForm",
    "AmendForm",
    "ComposeForm",
    "ConsulteeForm",
    "ExtendForm",
    "IssueForm",
    "PartForm",
    "PointForm",
    "RemarkForm",
    "SecrecyForm",
    "WithdrawForm",
]
