"""The verbs of a cooperating unit, and the lead's answers to them."""

from coordination.replies.actions import succeeding as _succeeding  # noqa: F401 - joins the succession of units
from coordination.replies.actions.duty import name_duty, record_call
from coordination.replies.actions.explaining import answer_claim, claim_sent, explain, explain_until
from coordination.replies.actions.keeping import keep, recount
from coordination.replies.actions.paper import PaperReply, confirm_paper, enter_paper, object_to_paper
from coordination.replies.actions.preliminary import Preliminary, enter_preliminary
from coordination.replies.actions.pushing_back import (
    complete_dossier,
    decide_push_back,
    dispute,
    dispute_until,
    push_back,
    settle_dispute,
)
from coordination.replies.actions.sending import approve, pass_on, return_draft, send, send_for_signing
from coordination.replies.actions.writing import (
    CommentDraft,
    LateDraft,
    OpinionDraft,
    ReplyDraft,
    agree_to_all,
    attach,
    detach,
    draft_for,
    save,
)

__all__ = [
    "CommentDraft",
    "LateDraft",
    "OpinionDraft",
    "PaperReply",
    "Preliminary",
    "ReplyDraft",
    "agree_to_all",
    "answer_claim",
    "approve",
    "attach",
    "claim_sent",
    "complete_dossier",
    "confirm_paper",
    "decide_push_back",
    "detach",
    "dispute",
    "dispute_until",
    "draft_for",
    "enter_paper",
    "enter_preliminary",
    "explain",
    "explain_until",
    "keep",
    "name_duty",
    "object_to_paper",
    "pass_on",
    "push_back",
    "record_call",
    "recount",
    "return_draft",
    "save",
    "send",
    "send_for_signing",
    "settle_dispute",
]
