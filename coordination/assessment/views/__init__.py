"""Screens of judging: the lead's page of one unit, the acceptance of many, a contest and its settlement."""

from coordination.assessment.views import contesting, judging  # noqa: F401 - they add their routes
from coordination.assessment.views.blueprint import bp

blueprints = (bp,)
