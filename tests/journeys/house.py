"""The product as it is really served: waitress on a port of its own, a database that keeps what is committed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import waitress

from coordination import schedule
from coordination.app import create_app
from coordination.kernel import store
from coordination.kernel.outbox import Letter
from coordination.settings import Settings
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

T = TypeVar("T")


class House:
    """`url` to go to, `clock` to travel with, `jobs()` to let the jobs do their work, `inside()` to look at the rows."""

    def __init__(self, database_url: str, data_dir: Path, *, demo: bool = False) -> None:
        settings = Settings(
            secret_key="only for tests", database_url=database_url, data_dir=data_dir, base_url="http://127.0.0.1:1",
            demo=demo, post=None, upload_limit=2 << 20, worker_inside=False, testing=True,
        )  # fmt: skip
        self.app = create_app(settings)
        self.app.extensions["post"] = CapturedPost()
        self._channels: dict[int, Any] = {}
        self._server = waitress.create_server(
            self.app, host="127.0.0.1", port=0, threads=4, map=self._channels, clear_untrusted_proxy_headers=True
        )
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self.app.config["BASE_URL"] = self.url
        self.clock, self.cast = Clock(), Cast()
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Nobody is served any more, no connection stays open."""
        self._server.task_dispatcher.shutdown()
        self._server.trigger.pull_trigger(self._end)
        self._thread.join(timeout=10)
        with self.app.app_context():
            store.db.engine.dispose()

    def _end(self) -> None:
        """In the thread that serves: one that waits for sockets must not lose them under its hands."""
        for channel in list(self._channels.values()):
            if channel not in (self._server, self._server.trigger):
                channel.close()
        self._server.close()

    @contextmanager
    def inside(self) -> Iterator[Maker]:
        """The rows themselves, and the makers; what was made is committed at the end."""
        with self.app.app_context():
            yield Maker(self.cast, self.clock)
            store.db.session.commit()
            store.db.session.remove()

    def ask(self, question: Callable[[], T]) -> T:
        """One question to the database."""
        with self.app.app_context():
            answer = question()
            store.db.session.remove()
            return answer

    def jobs(self) -> None:
        """Every job once, as the worker would run them now; letters are sent, and noted as delivered."""
        with self.app.app_context():
            for job in schedule.JOBS:
                job.run()
                store.db.session.remove()

    def mails(self, to: str, kind: str | None = None) -> list[Letter]:
        """The letters to one of the cast (a person or a unit) or to an address, oldest first."""
        post: CapturedPost = self.app.extensions["post"]
        return self.ask(lambda: list(post.letters(to if "@" in to else getattr(self.cast, to), kind=kind)))

    # Time.

    def days_pass(self, days: int) -> None:
        """Mornings come and go; each morning the jobs do their work."""
        for _day in range(days):
            self.clock.at(self.clock.today.fromordinal(self.clock.today.toordinal() + 1), 9)
            self.jobs()
