"""Every finding and every member of a vocabulary has its words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coordination.consultations import words
from coordination.consultations.rules import (
    ConsulteePhase,
    Ending,
    Kind,
    Phase,
    PointKind,
    RoundCause,
    Silence,
    Urgency,
)
from coordination.kernel.sentences import sentence
from coordination.kernel.values import Finding
from coordination.kernel.words import in_language

if TYPE_CHECKING:
    from coordination.kernel.office import Office

HOUSE = Path(words.__file__).parent
RAISED = re.compile(r'(?:Finding|_block|_warn|need)\(\s*(?:[\w.]+, )?"(\w+)"')
FACTS = {
    "phase": "withdrawn", "to": "answered", "unit": "working",
    "allotted": 3, "minimum": 7, "maximum": 20, "legal_basis": "Điều 3",
}  # fmt: skip
OTHER_FACTS = {"due_above_maximum": {"unit": "calendar"}, "change_wrong_phase": {"phase": "signed"}}


def test_every_member_has_its_name() -> None:
    for names, of in (
        (words.KINDS, Kind), (words.URGENCIES, Urgency), (words.POINT_KINDS, PointKind), (words.PHASES, Phase),
        (words.CONSULTEE_PHASES, ConsulteePhase), (words.ENDINGS, Ending), (words.SILENCES, Silence),
        (words.ROUND_CAUSES, RoundCause),
    ):  # fmt: skip
        assert set(names) == set(of)


def test_every_code_that_is_raised_has_its_sentence() -> None:
    paths = [path for room in ("rules", "actions") for path in (HOUSE / room).glob("*.py")]
    sources = [path.read_text(encoding="utf-8") for path in paths]
    raised = {code for text in sources for code in RAISED.findall(text)}
    assert len(raised) > 30
    assert raised - {"signing_remark_missing", "not_submitted"} <= set(words.FINDINGS)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(words.FINDINGS))
def test_sentences_are_whole_and_say_no_technical_word(app: Office, code: str, language: str) -> None:
    facts = {**FACTS, **OTHER_FACTS.get(code, {})}
    with in_language(language):
        said = sentence(Finding(code, evidence=facts))
    assert said
    assert "%(" not in said
    assert "!" not in said
