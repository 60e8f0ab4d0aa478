"""Forms of replies, push-backs and of what came another way."""

from coordination.replies.forms.answers import AnswerClaimForm, ClaimForm, ExplanationForm, ObjectForm, PaperForm
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
    "ClaimForm",
    "DecideForm",
    "DisputeForm",
    "ExplanationForm",
    "IncompleteForm",
    "NotOursForm",
    "ObjectForm",
    "PaperForm",
    "PushBackForm",
    "ReplyForm",
    "SigningForm",
    "TimeForm",
]
