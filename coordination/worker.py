"""The worker: APScheduler runs the schedule, beside the web server or as a process of its own."""

from __future__ import annotations

import logging
import signal
import threading
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.schedule import JOBS, Job

log = logging.getLogger(__name__)


def run_once(app: Any) -> None:
    """Every job once, in order; a failing one is logged and the others still run."""
    for job in JOBS:
        _run(app, job)


def start_beside(app: Any) -> BackgroundScheduler:
    """Start the schedule in this process and return at once."""
    scheduler = BackgroundScheduler(
        timezone=clock.ZONE, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    for number, job in enumerate(JOBS):
        scheduler.add_job(
            _run,
            "interval",
            args=(app, job),
            id=job.name,
            seconds=job.every,
            next_run_time=clock.now() + timedelta(seconds=2 + 2 * number),
        )
    scheduler.start()
    return scheduler


def run(app: Any) -> None:
    """Run the schedule until the process is told to stop."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    scheduler = start_beside(app)
    stop.wait()
    scheduler.shutdown(wait=True)


def _run(app: Any, job: Job) -> None:
    with app.app_context():
        try:
            job.run()
        except Exception:
            log.exception("job_failed", extra={"job": job.name})
        finally:
            db.session.remove()
