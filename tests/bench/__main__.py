"""`python -m tests.bench [--consultees 100000] [--database sqlite|postgres]`: the table of docs/performance.md.

Ratios of CPU time against a floor (see `floor`), measured in one run; single times of a shared machine say little.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from sqlalchemy import func, select

from coordination.app import create_app
from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.rules import Composed, ConsulteeData, PointData, ReasonData
from coordination.escalation import jobs
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db, unit
from coordination.settings import Settings
from tests import postgres
from tests.bench import data, letters
from tests.bench.floor import floor, sweep_floor
from tests.bench.measure import compare, database_cpu, memory_mb
from tests.session import open_for, token_for

WEDNESDAY = clock.at(date(2026, 11, 25), 10)
SECRET = "a secret for measuring only, nothing is served"


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench")
    arguments.add_argument("--consultees", type=int, default=100_000)
    arguments.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    chosen = arguments.parse_args()
    clock.travel_to(WEDNESDAY)  # steps of the ladder fall on working days only
    with tempfile.TemporaryDirectory() as folder, _database(chosen.database, Path(folder)) as (url, server):
        Bench(url, Path(folder), server, chosen.consultees).run(chosen.database)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, int | None]]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite'}", None
        return
    server = postgres.Server()
    server.start()
    try:
        yield server.url, server.pid
    finally:
        server.stop()


class Bench:
    """One store of a size, our application and the floor over it."""

    def __init__(self, url: str, folder: Path, server: int | None, consultees: int) -> None:
        self.url, self.folder, self.server, self.consultees = url, folder, server, consultees
        self.now = clock.now()
        self.app = create_app(self._settings())

    def _settings(self) -> Settings:
        return Settings(
            secret_key=SECRET, database_url=self.url, data_dir=self.folder, base_url="http://localhost", demo=False,
            post=None, worker_inside=False,
        )  # fmt: skip

    def run(self, name: str) -> None:
        with self.app.app_context():
            db.create_all()
            started = time.monotonic()
            data.fill(self.consultees, self.now)
            print(f"{name}: {self.consultees} consultees in {time.monotonic() - started:.0f} s", file=sys.stderr)
        print(
            f"| measure ({name}, {self.consultees:,} consultees) | ours, ms | floor, ms | ratio |\n"
            "| --- | --- | --- | --- |"
        )
        client, bare = self._signed_in(), floor(self.url).test_client()
        unit_id = 2
        self._row("1 list of 50 open", lambda: _ok(client.get("/received")), lambda: bare.get(f"/list/{unit_id}"))
        number = self.consultees // data.ASKED - 1
        seen = self._visible(client, number)
        self._row(
            "3 page of one consultation",
            lambda: _ok(client.get(f"/consultations/{seen}")),
            lambda: bare.get(f"/item/{seen}"),
        )
        self._issue(bare)
        self._sweep()
        self._send()
        self._growth(client)

    def _row(self, what: str, ours: Callable[[], object], least: Callable[[], object], **how: int) -> None:
        mine, bare = compare(ours, least, self.server, **how)
        print(f"| {what} | {mine:.1f} | {bare:.1f} | {mine / bare:.2f} |", flush=True)

    def _signed_in(self, key: str = "4:1") -> Any:
        """A browser in which the officer (4), the head (5) or the clerk (6) of the second unit is signed in."""
        client = self.app.test_client()
        open_for(client, key, None, "vi")
        return client

    def _visible(self, client: Any, number: int) -> int:
        """The newest consultation that the signed-in officer may see."""
        for each in range(number, 0, -1):
            if client.get(f"/consultations/{each}").status_code == 200:
                return each
        raise LookupError("no consultation is visible")

    def _issue(self, bare: Any) -> None:
        """Issue to 20 units: what the verb does in one transaction, against the same number of bare rows."""
        head = Actor(person_id=5, name="", role=Role.HEAD, unit_id=2, unit_path="/1/2/")
        with self.app.app_context():
            ready = [self._signed(head, list(range(10, 30))) for _ in range(32)]
            db.session.remove()
        clerk = self._signed_in("6:1")
        token, left = token_for(self.app, clerk), iter(ready)

        def issue() -> None:
            answer = clerk.post(f"/consultations/{next(left)}/issue", data={"csrf_token": token})
            assert answer.status_code == 303, answer.status

        issue()
        with self.app.app_context():
            letters = self._letters_of(ready[0]) // 20
        self._row(
            f"4 issue one to 20 units, {letters} letters each",
            issue,
            lambda: _ok(bare.post(f"/issue/{ready[0]}", data={"letters": letters})),
            times=10,
        )

    def _letters_of(self, consultation_id: int) -> int:
        wanted = select(func.count()).select_from(Letter).where(Letter.consultation_id == consultation_id)
        return db.session.scalar(wanted) or 0

    def _signed(self, head: Actor, asked: list[int]) -> int:
        now = clock.now()
        question, position = "Đơn vị thống nhất mức chi tại khoản 1 không?", "Như dự thảo, cơ sở tại Tờ trình mục 2."
        points = tuple(PointData(clause=f"Điều {i}", question=question, lead_position=position) for i in (1, 2, 3))
        with unit():
            draft = consultations.draft(secret=False, subject=f"Đo phát hành {now.timestamp()}", by=head, now=now)
            consultations.save(
                draft,
                Composed(version=draft.version, subject=f"Đo phát hành {time.monotonic_ns()}", points=points,
                         submit_by=(now + timedelta(days=60)).date(),
                         consultees=tuple(ConsulteeData(u) for u in asked), authority_id=1),
                by=head, now=now,
            )  # fmt: skip
            for found in consultation_queries.findings(draft, now):
                about = str(found.evidence.get("about", ""))
                if not found.blocking:
                    consultations.give_reason(
                        draft, found.code, about, ReasonData(found.code, about, "Để đo.").reason, by=head, now=now
                    )
            consultations.send_for_signing(draft, by=head, now=now)
            consultations.sign(draft, by=head, now=now)
            return draft.id

    def _sweep(self) -> None:
        """Three rounds of both sides in turn, every time with others due; the least of each."""
        due = min(1_000, self.consultees // 100)
        sides: tuple[Callable[[int], int], ...] = (
            self._our_sweep,
            lambda letters_each: sweep_floor(self.url, letters_each),
        )
        best, each = [float("inf")] * 2, 0
        with self.app.app_context():
            for n in range(8):
                data.make_due(due, self.now, skip=n * due)
                before, posted = database_cpu(self.server) + time.process_time(), self._posted()
                assert sides[n % 2](each) == due
                if n > 1:  # the first of each side is made warm
                    used = database_cpu(self.server) + time.process_time() - before
                    best[n % 2] = min(best[n % 2], used * 1000)
                if n % 2 == 0:
                    each = round((self._posted() - posted) / due)
                db.session.remove()
            nothing = min(self._nothing_due() for _ in range(5))
        print(
            f"| 5 sweep with {due} due, {each} letters each | {best[0]:.0f} | {best[1]:.0f} "
            f"| {best[0] / best[1]:.1f} |\n| 6 sweep with nothing due | {nothing:.1f} | | |",
            flush=True,
        )

    def _send(self) -> None:
        with self.app.app_context(), letters.taker() as settings:
            mine, bare = letters.rates(settings, self.server)
        print(
            f"| 13 outbox to 'sent', letters per second of CPU | {mine:.0f} | {bare:.0f} | {mine / bare:.2f} |",
            flush=True,
        )

    def _posted(self) -> int:
        posted = db.session.scalar(select(func.count()).select_from(Letter)) or 0
        db.session.remove()  # on SQLite nobody else writes while it stands open
        return posted

    def _our_sweep(self, _letters: int) -> int:
        return jobs.sweep(self.now).stepped

    def _nothing_due(self) -> float:
        before = database_cpu(self.server) + time.process_time()
        jobs.sweep(self.now)
        db.session.remove()
        return (database_cpu(self.server) + time.process_time() - before) * 1000

    def _growth(self, client: Any) -> None:
        """Row 2 compares this run's list with a run at 10,000; row 11: memory after mixed requests."""
        before = memory_mb(_pid())
        for _ in range(500):
            client.get("/received")
            client.get("/sent")
        print(f"| 11 memory after 1,000 requests, MB | {memory_mb(_pid()):.0f} | {before:.0f} before | |")
        self._cold_start()
        self._throughput()

    def _cold_start(self) -> None:
        code = (
            "import time;t=time.monotonic();"
            "from coordination.app import create_app;from coordination.settings import Settings;"
            "from pathlib import Path;"
            f"a=create_app(Settings('x'*40,{self.url!r},Path({str(self.folder)!r}),'http://localhost',False,None,worker_inside=False));"
            "c=a.test_client();s=c.session_transaction();z=s.__enter__();z['_user_id']='4:1';s.__exit__(None,None,None);"
            "assert c.get('/received').status_code==200;print(time.monotonic()-t)"
        )
        bare = (
            "import time;t=time.monotonic();from tests.bench.floor import floor;"
            f"assert floor({self.url!r}).test_client().get('/list/2').status_code==200;print(time.monotonic()-t)"
        )
        ours, least = (min(_seconds(each) for _ in range(3)) for each in (code, bare))
        print(
            f"| 12 cold start to the first list | {ours * 1000:.0f} | {least * 1000:.0f} | {ours / least:.2f} |",
            flush=True,
        )

    def _throughput(self) -> None:
        """Row 9: requests a second with 8 connections on waitress, both sides served the same way."""
        mine = _served(self.app, "/received", self.app.test_client(), cookie=_cookie(self._signed_in()))
        least = _served(floor(self.url), "/list/2", None, cookie="")
        print(f"| 9 list at 8 connections, requests/s | {mine:.0f} | {least:.0f} | {mine / least:.2f} |", flush=True)


def _pid() -> int:
    import os

    return os.getpid()


def _seconds(code: str) -> float:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _cookie(client: Any) -> str:
    cookie = client.get_cookie("session")
    return f"session={cookie.value}" if cookie else ""


def _served(app: Any, path: str, _client: Any, *, cookie: str, seconds: float = 5.0) -> float:
    import waitress
    from waitress.server import create_server  # noqa: F401 - shows what is started below

    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident="")
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{server.effective_port}{path}"
    done: list[int] = []
    stop = time.monotonic() + seconds

    def ask() -> None:
        from urllib.request import Request

        while time.monotonic() < stop:
            with urlopen(Request(address, headers={"Cookie": cookie})) as answer:
                answer.read()
                done.append(answer.status)

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for each in askers:
        each.start()
    for each in askers:
        each.join()
    server.close()
    return len(done) / seconds


def _ok(answer: Any) -> None:
    assert answer.status_code == 200, answer.status


if __name__ == "__main__":
    main()
