"""The worker: APScheduler runs the schedule, beside the web server or as a process of its own.

Any number of workers may run; the one that holds the lease acts, the others ask for it at each beat. A worker that dies
is replaced within `lasts` plus one beat: 50 seconds.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
from dataclasses import asdict, dataclass, is_dataclass
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from coordination.kernel import clock, lease, store, upkeep
from coordination.kernel.store import db
from coordination.schedule import JOBS, Job

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How long a lease lasts unless renewed, and how often it is (both in seconds)."""

    lasts: float = 40
    beat: float = 10


class Worker:
    """One worker of perhaps several."""

    def __init__(self, app: Any, pace: Pace = Pace(), jobs: tuple[Job, ...] = JOBS) -> None:
        self.app, self.pace, self.jobs = app, pace, jobs
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(3)}"
        self.held: lease.Held | None = None
        self.scheduler = BackgroundScheduler(
            timezone=clock.ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
        )

    def start(self) -> None:
        """Begin, and return at once."""
        for job in self.jobs:
            self.scheduler.add_job(self._run, "interval", args=(job,), id=job.name, seconds=job.every)
        self.scheduler.add_job(
            self.beat, "interval", id="beat", seconds=self.pace.beat, next_run_time=clock.now() + timedelta(seconds=1)
        )
        self.scheduler.start()

    def stop(self) -> None:
        """Let the jobs that run come to their end, then give the lease back."""
        self.scheduler.shutdown(wait=True)
        held, self.held = self.held, None
        if held is not None:
            with self.app.app_context():
                lease.release(held, now=clock.now())
                db.session.remove()

    def beat(self) -> None:
        """Renew the lease or ask for it; whoever has just got it does at once what waits."""
        before = self.held
        with self.app.app_context():
            try:
                self.held = lease.take(self.name, now=clock.now(), lasts=timedelta(seconds=self.pace.lasts))
            except Exception:
                log.exception("lease_not_renewed")  # the jobs are fenced: they stop when another one has it
            finally:
                db.session.remove()
        if self.held is not None and self.held != before:
            log.info("lease_taken", extra={"worker": self.name, "term": self.held.term})
            for number, job in enumerate(self.jobs):
                self.scheduler.modify_job(job.name, next_run_time=clock.now() + timedelta(seconds=number / 2))

    def _run(self, job: Job) -> None:
        held = self.held
        if held is None:
            return
        with self.app.app_context(), store.guarded(lambda: lease.fence(held)):
            try:
                run_job(job, worker=self.name, every=job.every)
            except lease.Fenced:
                log.warning("lease_lost", extra={"worker": self.name, "job": job.name})
                self.held = None if self.held == held else self.held


def run_once(app: Any) -> None:
    """Every job once, in order; a failing one is logged and the others still run."""
    for job in JOBS:
        with app.app_context():
            run_job(job, worker="once", every=None)


def start_beside(app: Any) -> Worker:
    """Start a worker in this process and return at once."""
    beside = Worker(app)
    beside.start()
    return beside


def run(app: Any, pace: Pace = Pace()) -> None:
    """Run a worker until the process is told to stop."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    worker = Worker(app, pace)
    worker.start()
    stop.wait()
    worker.stop()


def run_job(job: Job, *, worker: str, every: int | None) -> None:
    """Run one job and write down how it went; an error ends it and is noted, never raised."""
    began, did, error = clock.now(), {}, None
    try:
        did = _counted(job.run())
    except Exception as failed:
        log.exception("job_failed", extra={"job": job.name})
        error = failed
    finally:
        db.session.remove()
    ended = clock.now()
    try:
        with store.unit():
            upkeep.note_run(
                job.name,
                began_at=began,
                ended_at=ended,
                next_at=began + timedelta(seconds=every) if every else None,
                worker=worker,
                did=did,
                error=error,
            )
    except Exception:
        log.exception("job_run_not_noted", extra={"job": job.name})
    finally:
        db.session.remove()


def _counted(result: object) -> dict[str, int]:
    """What a job says it did: its numbers by name, without the zeros."""
    if is_dataclass(result) and not isinstance(result, type):
        return {name: number for name, number in asdict(result).items() if number}
    return {"done": result} if isinstance(result, int) and result else {}
