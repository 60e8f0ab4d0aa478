"""Screens of escalation: a report with its proof, the authority's inbox, decisions, tasks, reminders by hand."""

from coordination.escalation.views import (  # noqa: F401 - they add routes
    deciding,
    differing,
    following_up,
    hearing,
    reminding,
    reporting,
    routing,
    together,
    upkeep,
    verifying,
)
from coordination.escalation.views.blueprint import bp

blueprints = (bp,)
