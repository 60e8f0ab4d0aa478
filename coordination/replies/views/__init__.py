"""Screens of the cooperating unit's answer, and of the lead's answers to it."""

from coordination.replies.views import duty, other_ways, pushing_back, reading, writing  # noqa: F401 - they add routes
from coordination.replies.views.blueprint import bp

blueprints = (bp,)
