"""The verbs of reminding, reporting, deciding and following up."""

from coordination.escalation.actions.deciding import decide, settle_push_back
from coordination.escalation.actions.following_up import (
    confirm_directive,
    directive_done,
    give_directive,
    remind_of_directive,
)
from coordination.escalation.actions.reminding import remind_by_hand, take_step
from coordination.escalation.actions.reporting import go_up_unsigned, hold, open_case, sign, state, wake

__all__ = [
    "confirm_directive",
    "decide",
    "directive_done",
    "give_directive",
    "go_up_unsigned",
    "hold",
    "open_case",
    "remind_by_hand",
    "remind_of_directive",
    "settle_push_back",
    "sign",
    "state",
    "take_step",
    "wake",
]
