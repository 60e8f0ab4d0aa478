"""Templates: each compiles, has its title, is used, and holds no code and no unescaped text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import StrictUndefined, nodes

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
NAMES = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.suffix in (".html", ".txt"))
SHELLS = ("base.html", "layouts/", "components/", "letters/_")
PAGES = [n for n in NAMES if n.endswith(".html") and not n.startswith((*SHELLS, "letters/")) and "/_" not in n]
SAFE_FILTER = re.compile(r"\|\s*safe\b")


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(app: Flask, name: str) -> None:
    app.jinja_env.get_template(name)


def test_a_name_that_nobody_gave_is_an_error_not_an_empty_place(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined
    assert app.jinja_env.autoescape


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_own_title(app: Flask, name: str) -> None:
    seen, tree = set(), app.jinja_env.parse(_text(name))
    while True:
        if any(block.name == "title" and not block.required for block in tree.find_all(nodes.Block)):
            return
        above = next(tree.find_all(nodes.Extends), None)
        assert above is not None, f"{name} extends no layout and has no title"
        assert isinstance(above.template, nodes.Const)
        parent = above.template.value
        assert parent not in seen
        seen.add(parent)
        tree = app.jinja_env.parse(_text(parent))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_let_through_unescaped_and_no_code_stands_in_a_page(name: str) -> None:
    text = _text(name)
    assert not SAFE_FILTER.search(text), "|safe: build Markup where the text is made, or escape it"
    assert "{% autoescape false" not in text
    if name.endswith(".html") and not name.startswith("letters/"):
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*nonce)", text), (
            "a script of its own: the content policy forbids it"
        )
        assert not re.search(r"<[^>{]*\son[a-z]+=", text), "code in an attribute: the content policy forbids it"


def _named_in_code() -> Iterator[tuple[str, str]]:
    """Every template that some code shows by name."""
    for path in sorted((ROOT / "coordination").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[\w/-]+\.html", node.value)
            ):
                yield str(path.relative_to(ROOT)), node.value


def test_every_template_that_code_names_is_there() -> None:
    letters = {"subject.txt", "body.txt", "body.html"}  # parts of a letter, found in its own folder
    assert [(where, name) for where, name in _named_in_code() if name not in NAMES and name not in letters] == []


def test_every_template_that_another_one_names_is_there(app: Flask) -> None:
    missing = []
    for name in NAMES:
        for node in app.jinja_env.parse(_text(name)).find_all(
            (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        ):
            if isinstance(node.template, nodes.Const) and node.template.value not in NAMES:
                missing.append((name, node.template.value))
    assert missing == []


@pytest.mark.parametrize("letter", sorted(p.name for p in (TEMPLATES / "letters").glob("*/")))
def test_a_letter_has_its_three_parts(letter: str) -> None:
    parts = {p.name for p in (TEMPLATES / "letters" / letter).iterdir()}
    assert {"subject.txt", "body.txt", "body.html"} <= parts


def test_no_template_is_left_over(app: Flask) -> None:
    """A page that no code shows, or a part that no page takes in, is only something to be misled by."""
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "coordination").rglob("*.py"))
    templates = "\n".join(_text(name) for name in NAMES)
    left = []
    for name in NAMES:
        if name.startswith("letters/") and not name.startswith("letters/_"):
            used = re.search(rf"[\"']{re.escape(name.split('/')[1])}[\"']", sources)
        elif name.startswith("errors/"):
            used = re.match(r"errors/\d+\.html", name) or Path(name).stem in sources or name in templates
        elif name.startswith("overview/help/_"):
            used = '"overview/help/_" ~ role' in templates
        else:
            used = name in sources or name in templates
        if not used:
            left.append(name)
    assert left == []
