"""Words: every text has its English, every finding its sentence, every act in the journal what it says of itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale

from coordination import CHAPTERS
from coordination.kernel import catalogues, journal, sentences
from coordination.kernel.values import Finding

ROOT = Path(__file__).resolve().parent.parent.parent / "coordination"
PLACEHOLDER = re.compile(r"%\((\w+)\)")


@pytest.fixture(scope="module")
def gaps() -> list[str]:
    return catalogues.gaps()


@pytest.mark.parametrize("place", ["kernel", *CHAPTERS])
def test_every_text_has_its_english_with_the_same_placeholders(gaps: list[str], place: str) -> None:
    mine = [gap for gap in gaps if gap.startswith(f"{place}:")]
    assert mine == [], f"{len(mine)} texts"


def test_one_vietnamese_text_has_one_english_in_every_chapter() -> None:
    """The catalogues are merged: of two wordings one would win by chance."""
    worded: dict[str, set[str]] = {}
    for place in ("kernel", *CHAPTERS):
        with (ROOT / place / "translations" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
            for message in read_po(file):
                if message.id:
                    worded.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: english for text, english in worded.items() if len(english) > 1} == {}


def _findings() -> Iterator[tuple[str, str]]:
    """Every code of a finding that some source raises or returns."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
                "Finding",
                "NotReady",
            ):
                for given in node.args[:1]:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", given.value


def test_every_finding_has_a_sentence(app: Flask) -> None:
    known = {**sentences.FINDINGS, **app.extensions["sentences"]}
    silent = sorted({f"{code} ({where})" for where, code in _findings() if code not in known})
    assert silent == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_can_be_said_even_when_its_evidence_is_missing(app: Flask, language: str) -> None:
    known = {**sentences.FINDINGS, **app.extensions["sentences"]}
    wrong = []
    with force_locale(language):
        for code in (code for code, words in known.items() if not callable(words)):
            said = sentences.sentence(Finding(code))
            if not said.strip() or "%(" in said or said.strip()[-1] not in ".:?”)…":
                wrong.append(f"{code}: {said}")
    assert wrong == []


def test_no_two_chapters_say_the_same_code_differently(app: Flask) -> None:
    from importlib import import_module
    from importlib.util import find_spec

    owners: dict[str, list[str]] = {}
    for chapter in ("kernel.sentences", *(f"{name}.words" for name in CHAPTERS)):
        if find_spec(f"coordination.{chapter}"):
            for code in getattr(import_module(f"coordination.{chapter}"), "FINDINGS", {}):
                owners.setdefault(code, []).append(chapter)
    assert {code: where for code, where in owners.items() if len(where) > 1} == {}


def test_every_act_of_the_journal_says_only_what_it_knows(app: Flask) -> None:
    wrong = {
        name: sorted(set(PLACEHOLDER.findall(str(verb.said))) - verb.facts)
        for name, verb in journal.VERBS.items()
        if set(PLACEHOLDER.findall(str(verb.said))) - verb.facts
    }
    assert wrong == {}
