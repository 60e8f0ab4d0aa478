"""What the directive asks for: each clause has a test that bears its mark, and docs/requirements.md says which."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.access_table import WRITE

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "requirements.md"
CLAUSES = [
    f"{letter}{n}" for letter, last in (("L", 9), ("F", 5), ("C", 3), ("X", 3), ("A", 12)) for n in range(1, last + 1)
]
# Clauses whose work is planned for later: a test of one of them takes it off this list.
LATER = {"A4"}
ROW = re.compile(r"^\| ([LFCXA]\d+) \|(.*)\|(.*)\|$")


@cache
def _marks() -> dict[str, list[str]]:
    """Clause → the test files that bear its mark, read from the sources."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for clause in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[clause].add(str(path.relative_to(ROOT / "tests")))
    return {clause: sorted(files) for clause, files in found.items()}


def _marked(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.req":
            for given in node.args:
                assert isinstance(given, ast.Constant), "a clause is written out, so that it can be found"
                yield str(given.value)


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_is_shown_by_a_test(clause: str) -> None:
    marks = _marks()
    if clause in LATER:
        assert clause not in marks, f"{clause} has a test now: take it off the list of later ones"
        return
    assert marks.get(clause), f"no test bears @pytest.mark.req('{clause}')"


def test_every_mark_names_a_clause() -> None:
    assert sorted(set(_marks()) - set(CLAUSES)) == []


def test_the_page_lists_every_clause_once_in_order() -> None:
    assert [m[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if (m := ROW.match(line))] == CLAUSES


def test_the_page_says_which_tests_show_it() -> None:
    marks, lines = _marks(), []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if m := ROW.match(line):
            shown = "later" if m[1] in LATER else ", ".join(f"`{name}`" for name in marks.get(m[1], [])) or "**none**"
            line = f"| {m[1]} |{m[2]}| {shown} |"
        lines.append(line)
    wanted = "\n".join(lines) + "\n"
    if WRITE:
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted, "HOUSE_WRITE=1 brings the last column up to date"


def test_the_code_that_the_page_names_is_there() -> None:
    missing = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if m := ROW.match(line):
            for named in re.sub(r"\([^)]*\)", "", m[2].split("|")[-1]).split(","):
                if not (ROOT / "coordination" / named.strip()).exists():
                    missing.append((m[1], named.strip()))
    assert missing == []
