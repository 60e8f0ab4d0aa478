"""What administrators do about time."""

from coordination.limits.actions.days import change_days, declare_day, remove_day
from coordination.limits.actions.ladders import end_ladder, set_ladder
from coordination.limits.actions.rules import adopt_rule, change_rule, retire_rule

__all__ = [
    "adopt_rule",
    "change_days",
    "change_rule",
    "declare_day",
    "end_ladder",
    "remove_day",
    "retire_rule",
    "set_ladder",
]
