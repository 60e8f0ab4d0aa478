"""The verbs of reminding, reporting, deciding and following up."""

from coordination.escalation.actions import succeeding as _succeeding  # noqa: F401 - joins the succession of units
from coordination.escalation.actions.deciding import (
    ONE_BY_ONE,
    decide,
    decide_many,
    decisions_for,
    open_push_back,
    settle_push_back,
)
from coordination.escalation.actions.differing import mark, report_difference, settle_difference
from coordination.escalation.actions.exchanging import record_exchange
from coordination.escalation.actions.following_up import (
    confirm_directive,
    directive_done,
    give_directive,
    remind_of_directive,
    return_directive,
)
from coordination.escalation.actions.hearing import hear, state_view
from coordination.escalation.actions.lapsing import end_judging, report_push_back
from coordination.escalation.actions.reminding import remind_by_hand, take_step, take_steps
from coordination.escalation.actions.reporting import (
    deem_agreed,
    go_up_unsigned,
    hold,
    open_case,
    sign,
    state,
    wake,
)
from coordination.escalation.actions.routing import end_charge, put_in_charge
from coordination.escalation.actions.verifying import convey, proposals_for, propose

__all__ = [
    "ONE_BY_ONE",
    "confirm_directive",
    "convey",
    "decide",
    "decide_many",
    "decisions_for",
    "deem_agreed",
    "directive_done",
    "end_charge",
    "end_judging",
    "give_directive",
    "go_up_unsigned",
    "hear",
    "hold",
    "mark",
    "open_case",
    "open_push_back",
    "proposals_for",
    "propose",
    "put_in_charge",
    "record_exchange",
    "remind_by_hand",
    "remind_of_directive",
    "report_difference",
    "report_push_back",
    "return_directive",
    "settle_difference",
    "settle_push_back",
    "sign",
    "state",
    "state_view",
    "take_step",
    "take_steps",
    "wake",
]
