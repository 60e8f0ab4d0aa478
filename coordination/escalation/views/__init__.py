"""Screens of escalation: a report with its proof, the authority's inbox, decisions, tasks, reminders by hand."""

from coordination.escalation.views import deciding, following_up, reminding, reporting  # noqa: F401 - they add routes
from coordination.escalation.views.blueprint import bp

blueprints = (bp,)
