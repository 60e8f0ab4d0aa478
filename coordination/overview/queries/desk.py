"""The desk: what the person in hand must do, by when; what is awaited of others (design 1).

A fixed number of statements, whatever lies on it.
"""

from __future__ import annotations

from datetime import datetime

from coordination.kernel.actor import Actor
from coordination.overview.queries.authority_desk import of_authority
from coordination.overview.queries.tasks import Group, Task
from coordination.overview.queries.unit_desk import as_consultee, as_lead, of_unit

__all__ = ["Group", "Task", "desk"]


def desk(actor: Actor, now: datetime) -> list[Task]:
    """Everything that the person in this role must do or waits for, the most pressing first."""
    tasks: list[Task] = []
    if actor.works_in_unit and actor.unit_id is not None:
        tasks += as_consultee(actor, actor.unit_id, now)
        tasks += as_lead(actor, actor.unit_id, now)
        tasks += of_unit(actor, actor.unit_id, now)
    elif actor.watches and actor.unit_id is not None:
        tasks += of_authority(actor, actor.unit_id, now)
    return sorted(tasks, key=lambda task: task.place)
