"""Every job and its cadence, on one screen. A job finds its due work in the tables; running it twice does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coordination.consultations import jobs as consultations
from coordination.escalation import jobs as escalation
from coordination.kernel import jobs as kernel
from coordination.units import jobs as units


@dataclass(frozen=True)
class Job:
    """A job, how often it looks for work (seconds), and what it is for."""

    name: str
    run: Callable[[], object]
    every: int


JOBS: tuple[Job, ...] = (
    Job("successions", units.carry_out_successions, every=60),
    Job("mail", kernel.send_mail, every=20),
    Job("deliveries", consultations.note_deliveries, every=30),
    Job("sweep", escalation.sweep, every=60),
    Job("digest", escalation.send_digests, every=300),
)
