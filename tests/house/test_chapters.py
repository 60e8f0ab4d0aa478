"""The shape of the house: chapters in the order of the process, the rooms of each, who may import whom."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination import CHAPTERS

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = ROOT / "coordination"
ROOMS = {"rules", "models", "queries", "access", "words", "letters", "actions", "forms", "views", "jobs", "commands"}
MORE_ROOMS = {"overview": {"demo"}}
NOT_ROOMS = {"__init__", "__pycache__", "translations"}
PURE_EXCEPTIONS = {"limits": {"holidays"}}  # the maintained calendar is data, read without I/O
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def test_imports_keep_the_contracts() -> None:
    """The contracts of pyproject.toml, all of them."""
    lint = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr
    assert "0 broken" in lint.stdout


def test_the_chapters_are_those_of_the_process() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {*CHAPTERS, "kernel", "static"}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_only_the_rooms_of_the_house(chapter: str) -> None:
    found = {path.stem for path in (HOUSE / chapter).iterdir()} - NOT_ROOMS
    assert found - ROOMS - MORE_ROOMS.get(chapter, set()) == set()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_opens_with_its_first_page_and_nothing_else(chapter: str) -> None:
    tree = ast.parse((HOUSE / chapter / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_rules_import_the_standard_library_values_and_lower_rules_only(chapter: str) -> None:
    lower = CHAPTERS[: CHAPTERS.index(chapter) + 1]
    allowed = {"coordination.kernel.values", *(f"coordination.{name}.rules" for name in lower)}
    found = [
        f"{file.relative_to(ROOT)}: {module}"
        for file in _files_of(chapter, "rules")
        for module in _imported(file)
        if module.split(".")[0] not in sys.stdlib_module_names
        and module.split(".")[0] not in PURE_EXCEPTIONS.get(chapter, set())
        and not any(module == name or module.startswith(f"{name}.") for name in allowed)
    ]
    assert not found


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_is_imported_inside_a_function_to_hide_a_circle(chapter: str) -> None:
    """Another chapter is imported at the top of a file, where the order of the chapters can be seen."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in sorted((HOUSE / chapter).rglob("*.py"))
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coordination.")
    ]
    assert not found


def _files_of(chapter: str, room: str) -> Iterator[Path]:
    yield from (file for file in (HOUSE / chapter / f"{room}.py",) if file.exists())
    yield from sorted((HOUSE / chapter / room).rglob("*.py"))


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module in ("coordination", "coordination.kernel") or node.module.count(".") == 1:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module
