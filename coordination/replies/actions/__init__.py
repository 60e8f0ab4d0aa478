"""The verbs of a cooperating unit, and the lead's answers to them."""

from coordination.replies.actions.explaining import answer_claim, claim_sent, explain
from coordination.replies.actions.paper import PaperReply, confirm_paper, enter_paper, object_to_paper
from coordination.replies.actions.pushing_back import (
    complete_dossier,
    decide_push_back,
    dispute,
    push_back,
    settle_dispute,
)
from coordination.replies.actions.writing import (
    CommentDraft,
    OpinionDraft,
    ReplyDraft,
    attach,
    detach,
    draft_for,
    pass_on,
    return_draft,
    save,
    send,
    send_for_signing,
)

__all__ = [
    "CommentDraft",
    "OpinionDraft",
    "PaperReply",
    "ReplyDraft",
    "answer_claim",
    "attach",
    "claim_sent",
    "complete_dossier",
    "confirm_paper",
    "decide_push_back",
    "detach",
    "dispute",
    "draft_for",
    "enter_paper",
    "explain",
    "object_to_paper",
    "pass_on",
    "push_back",
    "return_draft",
    "save",
    "send",
    "send_for_signing",
    "settle_dispute",
]
