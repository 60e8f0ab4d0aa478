"""CPU time of a call: of this process and of the database's processes; ratios of two sides measured in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def database_cpu(postmaster: int | None) -> float:
    """Seconds of CPU that a PostgreSQL server's processes have used; 0 for SQLite (it runs in this process)."""
    if postmaster is None:
        return 0.0
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == postmaster or stat.parent.name == str(postmaster):
            total += sum(int(value) for value in fields[11:15])
    return total / TICK


def cpu_ms(act: Callable[[], object], times: int, postmaster: int | None) -> float:
    """Milliseconds of CPU a call, over so many calls."""
    before = time.process_time() + database_cpu(postmaster)
    for _ in range(times):
        act()
    return (time.process_time() + database_cpu(postmaster) - before) * 1000 / times


def compare(
    ours: Callable[[], object], floor: Callable[[], object], postmaster: int | None, *, times: int = 40, rounds: int = 3
) -> tuple[float, float]:
    """(ours, floor) in ms: both sides in turn, five medians a round, the least of the rounds."""
    best = [float("inf"), float("inf")]
    for act in (ours, floor):
        act()
    for _ in range(rounds):
        samples: list[list[float]] = [[], []]
        for _ in range(5):
            for side, act in enumerate((ours, floor)):
                samples[side].append(cpu_ms(act, max(1, times // 5), postmaster))
        best = [min(b, statistics.median(s)) for b, s in zip(best, samples, strict=True)]
    return best[0], best[1]


def memory_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
