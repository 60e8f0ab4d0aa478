"""What the sources may not say, whoever writes them."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "coordination"
KIND_NAMES = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py"}
# Files that nobody reads as text, and the locks, which are written by a program and have a test of their own.
NOT_TEXT = {".png", ".jpg", ".jpeg", ".ico", ".woff2", ".ttf", ".pdf", ".docx", ".xlsx", ".zip", ".mo", ".sqlite"}
# Written so that this file does not find itself.
ELSEWHERE = re.compile(
    "|".join(
        (
            r"/(work|root|home/[a-z]+)" + "/",
            r"\b(pypi|files)\.python" + r"hosted\.org|\bpypi" + r"\.org",
            r"\b(registry\.npm" + r"js|deb\.debian|archive\.ubuntu)\.",
            r"--(extra-)?index" + "-url[ =]+[a-z]",
        )
    )
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


EDGES = re.compile(r"coordination/(kernel|\w+/(jobs|commands|demo)\b)")


def test_only_the_kernel_and_the_edges_outside_a_request_end_a_transaction() -> None:
    """Jobs, commands and the demonstration have no request around them; they end theirs through the kernel's store."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in _house()
        if not EDGES.match(name)
        for call in _calls(tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("commit", "rollback")
    ]
    assert not found


def test_no_file_collects_a_kind_of_thing() -> None:
    assert not [name for name in _names() if Path(name).name in KIND_NAMES]


def test_nothing_names_a_machine_or_where_its_packages_come_from() -> None:
    assert not _lines_with(ELSEWHERE)


def test_nothing_is_left_unfinished() -> None:
    assert not _lines_with(UNFINISHED)


def test_every_package_of_the_locks_is_pinned_by_hashes() -> None:
    for lock in ("run", "dev"):
        text = (ROOT / ".locks" / f"{lock}.txt").read_text(encoding="utf-8")
        pinned = re.split(r"\n(?=\S)", text.strip())
        assert len(pinned) > 20
        for package in pinned:
            assert re.match(r"[a-z0-9._-]+==\S+.*\\\n( +--hash=sha256:[0-9a-f]{64}( \\\n|$))+$", package), package


def test_the_tests_run_on_the_very_packages_that_the_product_runs_on() -> None:
    run, dev = (set(re.findall(r"^[a-z0-9._-]+==[^\\\n]+", (ROOT / ".locks" / f"{lock}.txt").read_text(), re.M))
                for lock in ("run", "dev"))  # fmt: skip
    assert run <= dev


def test_verbs_and_rules_never_look_at_the_clock() -> None:
    """The lint rules ban the usual ways; this one the product's own clock below the screens."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _house()
        if re.match(r"coordination/(?!kernel)\w+/(rules|models|queries|access|letters|words|actions|forms)\b", name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "today")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("clock", "datetime", "date")
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "see /work" + "/notes.md",
        "path = '/root" + "/x'",
        "from https://pypi" + ".org/simple",
        "cd /home/lan" + "/product",
        "--index" + "-url http://x",
    ],
)
def test_the_search_for_machines_finds_them(line: str) -> None:
    assert ELSEWHERE.search(line)


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in _names()
        if (text := _text(ROOT / name)) is not None
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def _text(file: Path) -> str | None:
    if file.suffix in NOT_TEXT or not file.is_file():
        return None
    return file.read_text(encoding="utf-8")


@cache
def _names() -> tuple[str, ...]:
    """Every file of the repository; without git (an unpacked archive) every file of the source folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        kept = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        return tuple(kept.stdout.decode().strip("\0").split("\0"))
    folders = ("coordination", "templates", "tests", "migrations", "docs", ".ci")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if "__pycache__" not in file.parts]
    return tuple(str(file.relative_to(ROOT)) for file in (*files, *ROOT.glob("*.*")) if file.is_file())


@cache
def _house() -> tuple[tuple[str, ast.Module], ...]:
    return tuple(
        (file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"), file.name))
        for file in sorted(HOUSE.rglob("*.py"))
    )


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
