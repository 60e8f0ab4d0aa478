"""Forms of the rules and the ladders."""

from coordination.limits.forms.ladders import LadderForm
from coordination.limits.forms.rules import EndForm, RuleForm

__all__ = ["EndForm", "LadderForm", "RuleForm"]
