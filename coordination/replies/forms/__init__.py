"""Forms of replies, push-backs and of what came another way."""

from coordination.replies.forms.answers import (
    AnswerClaimForm,
    CallForm,
    ClaimForm,
    DutyForm,
    ExplanationForm,
    ObjectForm,
    PaperForm,
    PreliminaryForm,
)
from coordination.replies.forms.push_backs import (
    DecideForm,
    DisputeForm,
    IncompleteForm,
    NotOursForm,
    PushBackForm,
    TimeForm,
)
from coordination.replies.forms.reply import ReplyForm, SigningForm

__all__ = [
    "AnswerClaimForm",
    "CallForm",
    "ClaimForm",
    "DecideForm",
    "DisputeForm",
    "DutyForm",
    "ExplanationForm",
    "IncompleteForm",
    "NotOursForm",
    "ObjectForm",
    "PaperForm",
    "PreliminaryForm",
    "PushBackForm",
    "ReplyForm",
    "SigningForm",
    "TimeForm",
]
