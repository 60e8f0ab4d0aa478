"""The kill test: `python -m tests.bench.killed [--times 200] [--database sqlite|postgres]`.

A worker sweeps and mails to a local server that counts; it is killed with SIGKILL at a random moment, again and again,
and a new one goes on. At the end a last one comes to rest, and everything is counted: each reminder once, each letter
sent, and doubled only with the same Message-ID. Each worker is a fork with a fresh connection of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from coordination.app import create_app
from coordination.consultations.models import Consultee
from coordination.escalation import jobs
from coordination.escalation.models import LadderStep
from coordination.kernel import clock, journal
from coordination.kernel.jobs import send_mail
from coordination.kernel.mail import message_id_for
from coordination.kernel.outbox import Letter
from coordination.kernel.post import PostSettings, SmtpPost
from coordination.kernel.store import db
from tests import postgres, smtp, world
from tests.bench import data

WEDNESDAY = clock.at(date(2026, 11, 25), 9, 1)
BETWEEN = timedelta(minutes=6)  # longer than a claim, so that the next worker sends what the killed one had claimed
DUE = 4  # consultees that fall due before each worker


@dataclass(frozen=True)
class Counted:
    """What was found after the last kill."""

    kills: int
    in_work: int
    rows_by_killed: int
    mails_by_killed: int
    due: int
    reminded: int
    doubled_rows: int
    letters: int
    unsent: int
    mails: int
    doubled_mails: int
    strange_mails: int
    broken_chains: int

    @property
    def sound(self) -> bool:
        """Nothing lost, no row doubled, no mail that no letter's name explains."""
        lost = self.due - self.reminded + self.unsent
        return (
            self.rows_by_killed > 0
            and self.mails_by_killed > 0
            and lost + self.doubled_rows + self.strange_mails + self.broken_chains == 0
        )


def run(url: str, folder: Path, times: int, seed: int = 1) -> Counted:
    """Kill so many workers on a new, empty database, then count."""
    chance = random.Random(seed)
    heard = folder / "mails"
    heard.touch()
    app = create_app(world.settings(url, folder))
    jobs.TOGETHER = 2
    in_work = 0
    with _server(heard) as port, app.app_context():
        app.extensions["post"] = SmtpPost(
            PostSettings(host=smtp.HOST, port=port, mode="plain", sender_address=smtp.SENDER, timeout=5)
        )
        clock.travel_to(WEDNESDAY)
        db.create_all()
        data.fill((times + 2) * DUE * 10, WEDNESDAY)
        whole = _warm(times)
        rows_before, mails_before = _so_far(heard)
        for number in range(times):
            data.make_due(DUE, WEDNESDAY, skip=number * DUE)
            in_work += _killed(app, WEDNESDAY + number * BETWEEN, chance.uniform(0, 2.5 * whole))
        rows, mails = _so_far(heard)
        db.session.rollback()
        clock.travel_to(WEDNESDAY + times * BETWEEN)
        _come_to_rest()
        counted = _count(times, in_work, heard, rows - rows_before, mails - mails_before)
        db.session.remove()
        db.engine.dispose()
    clock.travel_to(None)
    return counted


def _come_to_rest() -> None:
    for _round in range(3):
        jobs.sweep()
        while send_mail().sent:
            pass


def _so_far(heard: Path) -> tuple[int, int]:
    """Rows of the ladder's ledger and mails heard, up to now."""
    rows = db.session.scalar(select(func.count()).select_from(LadderStep)) or 0
    return rows, len(heard.read_text(encoding="utf-8").split())


def _warm(times: int) -> float:
    """Two rounds undisturbed, so that what a first one prepares is there; how long the second one took."""
    took = 0.0
    for number in (times, times + 1):
        data.make_due(DUE, WEDNESDAY, skip=number * DUE)
        began = time.monotonic()
        jobs.sweep()
        send_mail()
        took = time.monotonic() - began
    return took


def _work(at: datetime, tells: int) -> None:
    """What the fork does until it is killed."""
    try:
        clock.travel_to(at)
        os.write(tells, b"began")
        jobs.sweep()
        send_mail()
        os.write(tells, b" rests")
        time.sleep(60)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _killed(app: Any, at: datetime, after: float) -> bool:
    """One worker at this moment, killed so many seconds after it began; whether it still had work then."""
    db.session.remove()
    db.engine.dispose()
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        _work(at, tells)
    os.close(tells)
    os.read(told, 5)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    ended = os.waitpid(child, 0)[1]
    rested = os.read(told, 6)
    os.close(told)
    if not os.WIFSIGNALED(ended):
        raise RuntimeError("the worker ended by itself")
    return not rested


def _count(kills: int, in_work: int, heard: Path, by_killed: int, mailed_by_killed: int) -> Counted:
    of_open = select(Consultee.id).where(Consultee.closed_at.is_(None)).order_by(Consultee.id)
    wanted = set(db.session.scalars(of_open.limit((kills + 2) * DUE)))
    steps = Counter(db.session.execute(select(LadderStep.consultee_id, LadderStep.round, LadderStep.rung)).all())
    keys: list[Any] = list(steps)
    letters = list(db.session.scalars(select(Letter).where(Letter.next_try_at.is_not(None))))
    known = {message_id_for(letter.name, "localhost") for letter in letters}
    mails = Counter(heard.read_text(encoding="utf-8").split())
    unsent = db.session.scalar(
        select(func.count()).select_from(Letter).where(Letter.next_try_at.is_not(None), Letter.sent_at.is_(None))
    )
    return Counted(
        kills=kills,
        in_work=in_work,
        rows_by_killed=by_killed,
        mails_by_killed=mailed_by_killed,
        due=len(wanted),
        reminded=len(wanted & {consultee_id for consultee_id, _round, _rung in keys}),
        doubled_rows=sum(number - 1 for number in steps.values()),
        letters=len(letters),
        unsent=(unsent or 0) + len(known - set(mails)),
        mails=mails.total(),
        doubled_mails=sum(number - 1 for number in mails.values()),
        strange_mails=len(set(mails) - known),
        broken_chains=len(journal.verify()[1]),
    )


class _Counting:
    """Writes down each mail's Message-ID before it says 'ok'."""

    def __init__(self, into: Path) -> None:
        self.into = into

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        with self.into.open("a", encoding="utf-8") as file:
            file.write(f"{message_from_bytes(envelope.content)['Message-ID']}\n")
        return "250 OK"


@contextmanager
def _server(heard: Path) -> Iterator[int]:
    words = [sys.executable, "-m", "tests.bench.killed", "--serve", str(heard)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


async def _serve(heard: Path) -> None:
    from aiosmtpd.smtp import SMTP

    serving = await asyncio.get_running_loop().create_server(lambda: SMTP(_Counting(heard)), smtp.HOST, 0)
    print(serving.sockets[0].getsockname()[1], flush=True)
    await serving.serve_forever()


def main() -> None:
    """Kill, count, say so; exit code 1 when something was lost or doubled."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.killed")
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    arguments.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.serve:
        asyncio.run(_serve(given.serve))
        return
    with tempfile.TemporaryDirectory() as folder, _database(given.database, Path(folder)) as url:
        counted = run(url, Path(folder), given.times)
    print(given.database, counted)
    sys.exit(0 if counted.sound else 1)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'killed.sqlite'}"
        return
    server = postgres.Server().start()
    try:
        yield server.url
    finally:
        server.stop()


if __name__ == "__main__":
    main()
