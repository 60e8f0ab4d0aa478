"""The calendar at a glance, the time-limit rules, the ladders."""

from coordination.limits.views import calendar, ladders, rules
from coordination.limits.views.blueprint import bp

blueprints = (bp,)
__all__ = ["blueprints", "calendar", "ladders", "rules"]
