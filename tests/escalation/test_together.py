"""Two sweeps at once, a sweep killed half-way, many people at once: each step once, on both databases (L7)."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coordination.consultations.models import Consultee
from coordination.escalation import actions, jobs
from coordination.escalation.models import EscalatedCase, Escalation, LadderStep
from coordination.escalation.rules import DecisionKind
from coordination.kernel import store
from coordination.kernel.clock import local
from coordination.kernel.journal import JournalEntry, verify
from coordination.kernel.office import Office
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.settings import Settings
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = [pytest.mark.req("L7"), pytest.mark.committing]
ASKED = ["stp", "sxd", "sdl", "govap"]


def at_once(app: Office, number: int, act: Callable[[int], Any]) -> list[Any]:
    """The same act by so many workers, begun at the same moment; what each returned or raised."""
    start = threading.Barrier(number)

    def work(place: int) -> Any:
        with app.app_context():
            try:
                start.wait()
                return act(place)
            except Exception as raised:
                return raised
            finally:
                db.session.remove()

    db.session.commit()
    db.session.remove()
    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(work, range(number)))


def steps() -> Counter[tuple[int, int, str]]:
    return Counter((row.consultee_id, row.round, row.rung) for row in db.session.scalars(select(LadderStep)))


def reminders_posted() -> Counter[tuple[int | None, str, str]]:
    wanted = select(Letter).where(Letter.kind == "reminder_after")
    return Counter((row.consultee_id, row.to_address, row.name) for row in db.session.scalars(wanted))


def due(make: Maker, clock: Clock) -> list[int]:
    """Four silent units on the morning on which their first reminder after the due time falls."""
    made = make.consultation(consultees=ASKED)
    assert made.due_at is not None
    clock.at(limits.calendar().next_working_day(local(made.due_at).date()))
    return [each.id for each in made.consultees]


def test_two_sweeps_at_the_same_moment_do_each_step_once(app: Office, make: Maker, clock: Clock) -> None:
    ids = due(make, clock)
    did = at_once(app, 4, lambda _place: jobs.sweep())
    assert all(isinstance(each, jobs.Swept) for each in did), did
    assert sum(each.set_aside for each in did) == 0
    jobs.sweep()
    sent = steps()
    assert set(sent.values()) == {1}
    assert {key[0] for key in sent} == set(ids)
    assert set(reminders_posted().values()) == {1}
    assert verify()[1] == []


def test_reports_of_one_consultation_are_drafted_once_by_many_sweeps(app: Office, make: Maker, clock: Clock) -> None:
    due(make, clock)
    jobs.sweep()
    for _day in range(5):
        clock.pass_days(1)
        at_once(app, 3, lambda _place: jobs.sweep())
    jobs.sweep()
    assert db.session.query(Escalation).count() == 1
    assert db.session.query(EscalatedCase).count() == len(ASKED)
    assert set(steps().values()) == {1}
    assert verify()[1] == []


CHILD = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from coordination.app import create_app
from coordination.escalation import jobs
from coordination.kernel import clock
from coordination.settings import Settings

url, folder, moment, commits = sys.argv[1:]
app = create_app(Settings(
    secret_key="only for tests", database_url=url, data_dir=Path(folder), base_url="http://localhost", demo=False,
    post=None, upload_limit=1 << 20, worker_inside=False, testing=True,
))
clock.travel_to(datetime.fromisoformat(moment))
left = [int(commits)]

def count(_session):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)  # in the middle of a transaction: written, not committed

event.listen(Session, "before_commit", count)
jobs.TOGETHER = 2  # four are due: two transactions
with app.app_context():
    jobs.sweep()
"""


def worker(url: str, folder: Path, clock: Clock, killed_at_commit: int = 0) -> int:
    """A process of its own that sweeps; killed at its n-th commit, if asked."""
    words = [sys.executable, "-c", CHILD, url, str(folder), clock.now.isoformat(), str(killed_at_commit)]
    return subprocess.run(words, check=False, timeout=120, capture_output=True).returncode


@pytest.mark.parametrize("commits", [1, 2])
def test_a_worker_killed_in_the_middle_of_a_sweep_loses_and_doubles_nothing(
    committing: str, make: Maker, clock: Clock, settings: Settings, commits: int
) -> None:
    ids = due(make, clock)
    db.session.commit()
    db.session.remove()
    assert worker(committing, settings.data_dir, clock, commits) == -signal.SIGKILL
    done = {key[0] for key in steps()}
    assert len(done) == 2 * (commits - 1)
    db.session.remove()
    assert worker(committing, settings.data_dir, clock) == 0
    assert {key[0] for key in steps()} == set(ids)
    assert set(steps().values()) == {1}
    assert set(reminders_posted().values()) == {1}
    said = select(JournalEntry).where(JournalEntry.verb == "reminder.sent")
    assert Counter(entry.consultee_id for entry in db.session.scalars(said)) == Counter(ids)
    assert verify()[1] == []


def test_of_eight_who_decide_one_case_one_does(app: Office, make: Maker, cast: Cast, clock: Clock) -> None:
    case_id = make.report_up().cases[0].id
    chairman, now = cast.actor("chairman"), clock.now

    def decide(place: int) -> str:
        with store.unit():
            case = db.session.get_one(EscalatedCase, case_id)
            actions.decide(case, DecisionKind.RELEASE, words=f"Người thứ {place}", by=chairman, now=now)
        return "did"

    came = at_once(app, 8, decide)
    assert came.count("did") == 1, came
    db.session.remove()
    case = db.session.get_one(EscalatedCase, case_id)
    assert case.decision_words == f"Người thứ {came.index('did')}"
    said = db.session.query(JournalEntry).filter_by(verb="escalation.decided").count()
    assert (said, db.session.query(Letter).filter_by(kind="decided", to_address=cast.mai.email).count()) == (1, 1)
    assert verify()[1] == []


def test_eight_who_urge_one_unit_at_once_urge_it_once(app: Office, make: Maker, cast: Cast, clock: Clock) -> None:
    consultee_id = make.consultee().id
    by, now = cast.actor("lan"), clock.now

    def urge(_place: int) -> str:
        with store.unit():
            actions.remind_by_hand(db.session.get_one(Consultee, consultee_id), words="", by=by, now=now)
        return "did"

    came = at_once(app, 8, urge)
    assert came.count("did") == 1, came
    assert sum(steps().values()) == 1


def test_of_eight_who_sign_a_report_one_does_and_one_number_is_used(
    app: Office, make: Maker, cast: Cast, clock: Clock
) -> None:
    report = make.report()
    report_id, by, now = report.id, cast.actor("dung"), clock.now
    actions.state(report, did="Đã đôn đốc.", proposes="Kính đề nghị.", effect="Chậm.", by=by, now=now)
    make.kept(report)

    def sign(_place: int) -> str:
        with store.unit():
            actions.sign(db.session.get_one(Escalation, report_id), by=by, now=now)
        return "did"

    came = at_once(app, 8, sign)
    assert came.count("did") == 1, came
    db.session.remove()
    assert db.session.get_one(Escalation, report_id).number == "01/BC-STC"
    assert db.session.query(JournalEntry).filter_by(verb="escalation.signed").count() == 1
