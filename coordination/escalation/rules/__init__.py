"""Why the authority may be told, and what must be proved before (L8, exact rules 13–16). Pure."""

from coordination.escalation.rules.decisions import allowed_decisions, check_decision, deems, names_paper
from coordination.escalation.rules.effect import SYNTHESIS_DAYS, LeadEffect, effect_on_lead
from coordination.escalation.rules.kinds import (
    ABOUT_ANSWERS,
    ABOUT_HAND_BACKS,
    HOLD_AT_MOST,
    SIGN_WITHIN,
    VERIFY_WITHIN,
    DecisionKind,
    Ground,
    Means,
    Paper,
    StepOutcome,
)
from coordination.escalation.rules.proof import ProofFacts, check_statement, missing_proof
from coordination.escalation.rules.routing import Charge, deciders, line_of, route

__all__ = [
    "ABOUT_ANSWERS",
    "ABOUT_HAND_BACKS",
    "HOLD_AT_MOST",
    "SIGN_WITHIN",
    "SYNTHESIS_DAYS",
    "VERIFY_WITHIN",
    "Charge",
    "DecisionKind",
    "Ground",
    "LeadEffect",
    "Means",
    "Paper",
    "ProofFacts",
    "StepOutcome",
    "allowed_decisions",
    "check_decision",
    "check_statement",
    "deciders",
    "deems",
    "effect_on_lead",
    "line_of",
    "missing_proof",
    "names_paper",
    "route",
]  # fmt: skip
