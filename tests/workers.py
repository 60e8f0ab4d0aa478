"""Real worker processes on one database, for tests: `python -m tests.workers URL FOLDER`."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from coordination.app import create_app
from coordination.worker import Pace, Worker
from tests import world

# A second instead of 40, so that a test sees the takeover; the product's own pace is in `coordination.worker`.
Running: TypeAlias = subprocess.Popen[bytes]
QUICK = Pace(lasts=1.5, beat=0.3)


def start(url: str, folder: Path) -> Running:
    """A worker in a process of its own."""
    words = [sys.executable, "-m", "tests.workers", url, str(folder)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def ready(process: Running) -> None:
    """Wait until it has begun."""
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"


def main() -> None:
    """Run until killed."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("url")
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    app = create_app(world.settings(given.url, given.folder))
    worker = Worker(app, QUICK, tuple(replace(job, every=1) for job in Worker(app).jobs))
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker.start()
    print("ready", flush=True)
    while not stop.wait(0.1) and os.getppid() != 1:
        pass
    worker.stop()


if __name__ == "__main__":
    main()
