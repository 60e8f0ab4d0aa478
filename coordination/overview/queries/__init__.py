"""Reading across all chapters: the desk, one consultation's page, its timeline."""

from coordination.overview.queries.desk import desk
from coordination.overview.queries.tasks import Group, Task
from coordination.overview.queries.timeline import Happening, timeline
from coordination.overview.queries.whole import Part, Whole, whole

__all__ = ["Group", "Happening", "Part", "Task", "Whole", "desk", "timeline", "whole"]
