"""Reading across all chapters: the desk, one consultation's page, its timeline."""

from coordination.overview.queries.desk import desk
from coordination.overview.queries.tasks import Group, Task
from coordination.overview.queries.timeline import Happening, timeline
from coordination.overview.queries.waiting import SharedDay, UnitWaiting, Waiting, shared_days, waiting
from coordination.overview.queries.whole import Part, Whole, whole

__all__ = [
    "Group",
    "Happening",
    "Part",
    "SharedDay",
    "Task",
    "UnitWaiting",
    "Waiting",
    "Whole",
    "desk",
    "shared_days",
    "timeline",
    "waiting",
    "whole",
]
