"""Row 13: letters from the outbox to 'sent', against ready bytes on one connection; `python -m tests.bench.letters` is
the server that takes them, in a process of its own."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update

from coordination.kernel import clock, outbox
from coordination.kernel.mail import compose, message_id_for
from coordination.kernel.outbox import Letter
from coordination.kernel.post import PostSettings, ReadyLetter, SmtpPost
from coordination.kernel.store import db, unit
from tests import smtp
from tests.bench.measure import database_cpu

LETTERS = 500


@contextmanager
def taker() -> Iterator[PostSettings]:
    """A mail server in a process of its own, which keeps nothing."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.letters"], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        yield PostSettings(host=smtp.HOST, port=port, mode="plain", sender_address=smtp.SENDER)
        server.terminate()


def rates(settings: PostSettings, postmaster: int | None) -> tuple[float, float]:
    """(ours, floor) in letters a second of CPU (the mail server's not counted): three rounds of both in turn, the best of
    each. Needs letters that wait."""
    ready = _composed(settings)
    sides: tuple[Callable[[], int], ...] = (lambda: _ours(settings), lambda: _bare(settings, ready))
    best = [0.0, 0.0]
    for _ in range(3):
        for number, side in enumerate(sides):
            before = time.process_time() + database_cpu(postmaster)
            sent = side()
            best[number] = max(best[number], sent / (time.process_time() + database_cpu(postmaster) - before))
    return best[0], best[1]


def _ours(settings: PostSettings) -> int:
    done = outbox.deliver(SmtpPost(settings), clock=clock.now, domain="demo.example", limit=LETTERS)
    assert done.sent == LETTERS, done
    return done.sent


def _bare(settings: PostSettings, ready: list[tuple[str, bytes]]) -> int:
    with smtplib.SMTP(settings.host, settings.port) as connection:
        for address, message in ready:
            connection.sendmail(settings.sender_address, [address], message)
    return len(ready)


def _composed(settings: PostSettings) -> list[tuple[str, bytes]]:
    """Let enough letters be due; the first of them as the bytes that they are sent as."""
    with unit():
        ids = list(db.session.scalars(select(Letter.id).where(Letter.sent_at.is_(None)).limit(4 * LETTERS)))
        assert len(ids) == 4 * LETTERS, "the sweeps before have posted enough letters"
        db.session.execute(
            update(Letter)
            .where(Letter.id.in_(ids))
            .values(next_try_at=clock.now() - timedelta(minutes=1), in_digest=False)
        )
        rows = db.session.scalars(select(Letter).where(Letter.id.in_(ids[-LETTERS:]))).all()
        return [
            (
                row.to_address,
                bytes(
                    compose(
                        ReadyLetter(message_id_for(row.name, "demo.example"), row.to_address, row.to_name, row.subject, row.text, row.html),
                        settings.sender_address, settings.sender_name, clock.now(),
                    )
                ),
            )
            for row in rows
        ]  # fmt: skip


def main() -> None:
    with smtp.plain() as server:
        print(server.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
