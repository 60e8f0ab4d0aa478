"""How the tests themselves run: nothing is skipped where it counts, and a run leaves no server behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Server

ROOT = Path(__file__).resolve().parent.parent.parent
SKIPPING = """
import pytest

def test_needs_a_browser():
    pytest.skip("no browser here")

@pytest.mark.xfail(strict=True)
def test_known_to_fail():
    assert False
"""
KILLED = """
import os, signal
from tests.postgres import Server
server = Server().start()
print(server.port, server.folder, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("ci", "code", "says"), [("true", 1, "1 failed, 1 xfailed"), ("", 0, "1 skipped, 1 xfailed")])
def test_a_skip_is_a_failure_in_continuous_integration_only(tmp_path: Path, ci: str, code: int, says: str) -> None:
    (tmp_path / "test_skipping.py").write_text(SKIPPING, encoding="utf-8")
    run = _python(
        "-m", "pytest", "-p", "tests.strict", "-p", "no:randomly", "--rootdir", str(tmp_path), str(tmp_path), CI=ci
    )
    assert says in run.stdout
    assert run.returncode == code


def test_a_server_is_ready_knows_vietnamese_and_leaves_nothing() -> None:
    server = Server().start()
    try:
        with psycopg.connect(host="127.0.0.1", port=server.port, user="app", dbname="postgres") as connection:
            assert connection.execute("SELECT upper('đường ấp')").fetchone() == ("ĐƯỜNG ẤP",)
    finally:
        server.stop()
    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", port=server.port, user="app", dbname="postgres")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_a_killed_run_takes_its_server_with_it() -> None:
    said = _python("-c", KILLED).stdout.split()
    port, folder = int(said[0]), Path(said[1])
    assert _ends(port)
    shutil.rmtree(folder, ignore_errors=True)


def _ends(port: int) -> bool:
    """Whether the server stops to answer within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="app", dbname="postgres").close()
        except psycopg.OperationalError:
            return True
    return False


def _python(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """This Python with these words, in the project's folder, alone: not as a worker of the present run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "TEST_DATABASE"))}
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=False,
    )
