"""One of several workers acts, another takes over when it dies, and one that wakes up does no harm (design 6)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from coordination.kernel import lease, store, upkeep
from coordination.kernel.lease import Fenced, Held
from coordination.kernel.store import db
from coordination.settings import Settings
from coordination.worker import Pace
from tests import workers
from tests.cast import Cast
from tests.clock import Clock

pytestmark = pytest.mark.req("X3")
LASTS = timedelta(seconds=40)


def take(name: str, clock: Clock) -> Held | None:
    return lease.take(name, now=clock.now, lasts=LASTS)


@pytest.mark.committing
def test_one_holds_it_until_it_expires_or_gives_it_back(cast: Cast, clock: Clock) -> None:
    first = take("a", clock)
    assert first == Held("a", 1)
    assert take("b", clock) is None
    clock.pass_(seconds=30)
    assert take("a", clock) == first
    clock.pass_(seconds=39)
    assert take("b", clock) is None
    clock.pass_(seconds=1)
    second = take("b", clock)
    assert second == Held("b", 2)
    assert take("a", clock) is None
    lease.release(first, now=clock.now)  # late: no longer its own
    assert take("a", clock) is None
    lease.release(second, now=clock.now)
    assert take("a", clock) == Held("a", 3)


@pytest.mark.committing
def test_who_wakes_up_after_another_took_over_commits_nothing(cast: Cast, clock: Clock) -> None:
    stalled = take("a", clock)
    assert stalled is not None
    with store.guarded(lambda: lease.fence(stalled)):
        with store.unit():
            upkeep.put_aside("digest", 1, KeyError(), now=clock.now)
        clock.pass_(seconds=41)
        assert take("b", clock) is not None
        with pytest.raises(Fenced), store.unit():
            upkeep.put_aside("digest", 2, KeyError(), now=clock.now)
        with store.unit(always=True):  # what already happened outside is written down all the same
            upkeep.put_aside("digest", 3, KeyError(), now=clock.now)
    assert [row.item_id for row in upkeep.set_aside_rows()] == [1, 3]


def test_another_takes_over_within_a_minute() -> None:
    pace = Pace()
    assert pace.lasts + pace.beat <= 60
    assert pace.beat * 3 <= pace.lasts  # two beats may fail and the lease still stands


def wait_for(said: Callable[[], str], seconds: float = 20) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = said()
        db.session.rollback()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("nobody took over")


@pytest.fixture
def three(committing: str, app: object, settings: Settings) -> Iterator[list[workers.Running]]:
    """Three worker processes on one database, with a lease of 1.5 s and a beat of 0.3 s."""
    started = [workers.start(committing, settings.data_dir) for _ in range(3)]
    for each in started:
        workers.ready(each)
    yield started
    for each in started:
        each.kill()
        each.wait()
        if each.stdout is not None:
            each.stdout.close()


def holder() -> str:
    db.session.rollback()
    row = lease.standing()
    return "" if row is None else row.holder


def pid_of(name: str) -> int:
    return int(name.split(":")[-2])


def ran_by() -> set[str]:
    db.session.rollback()
    return {run.worker for run in upkeep.job_runs()}


@pytest.mark.committing
def test_of_three_processes_one_acts_whether_the_others_are_killed_stand_still_or_are_told_to_stop(
    cast: Cast, three: list[workers.Running]
) -> None:
    first = wait_for(holder)
    wait_for(lambda: first if ran_by() == {first} else "")

    os.kill(pid_of(first), signal.SIGKILL)
    killed = time.monotonic()
    second = wait_for(lambda: holder() if holder() != first else "")
    assert time.monotonic() - killed < 5  # lease and beat of the test: 1.8 s; of the product: 50 s
    wait_for(lambda: second if ran_by() == {second} else "")

    os.kill(pid_of(second), signal.SIGSTOP)
    third = wait_for(lambda: holder() if holder() not in (first, second, "") else "")
    wait_for(lambda: third if ran_by() == {third} else "")
    os.kill(pid_of(second), signal.SIGCONT)
    time.sleep(1.5)
    assert holder() == third
    assert ran_by() == {third}  # it woke up and did nothing

    os.kill(pid_of(third), signal.SIGTERM)
    wait_for(lambda: second if holder() == second else "")
    assert next(each for each in three if each.pid == pid_of(third)).wait(20) == 0
