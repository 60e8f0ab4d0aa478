"""When a consultation is ready to be submitted, and what a disposition needs (L5, L6, F1, F2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coordination.synthesis.rules import DispositionKind, ReadinessFacts, Waiting, check_disposition, readiness

READY = ReadinessFacts(
    waiting=(), comments=3, undisposed=0, unexplained=0, differing=0, position="Trình phương án 1.",
    basis="Luật Ngân sách nhà nước.", differences="", no_differences=True,
)  # fmt: skip


def codes(facts: ReadinessFacts) -> list[str]:
    return [finding.code for finding in readiness(facts)]


@pytest.mark.req("F2")
def test_ready_when_nothing_is_open() -> None:
    assert codes(READY) == []


@pytest.mark.req("F2", "L5", "L6", "F1")
@pytest.mark.parametrize(
    "change, code",
    [
        ({"waiting": (Waiting(1, "Sở Tư pháp"),)}, "unit_waits"),
        ({"waiting": (Waiting(1, "Sở Tư pháp", answered=True),)}, "answer_waits"),
        ({"waiting": (Waiting(1, "Sở Tư pháp", answered=True, reported=True),)}, "report_waits"),
        ({"undisposed": 1}, "comments_undisposed"),
        ({"unexplained": 2}, "dispositions_unexplained"),
        ({"position": " "}, "position_missing"),
        ({"basis": ""}, "basis_missing"),
        ({"no_differences": False}, "differences_missing"),
        ({"differing": 1}, "differences_denied"),
    ],
)
def test_each_thing_that_is_open_is_named(change: dict[str, Any], code: str) -> None:
    assert codes(replace(READY, **change)) == [code]


@given(
    some.builds(
        ReadinessFacts,
        waiting=some.lists(some.builds(Waiting, some.integers(1, 9), some.text()), max_size=3).map(tuple),
        undisposed=some.integers(0, 3), unexplained=some.integers(0, 3), differing=some.integers(0, 3),
        comments=some.integers(0, 3), position=some.text(max_size=3), basis=some.text(max_size=3),
        differences=some.text(max_size=3), no_differences=some.booleans(),
    )
)  # fmt: skip
def test_what_is_ready_has_everything_said_and_nobody_awaited(facts: ReadinessFacts) -> None:
    if not readiness(facts):
        assert not facts.waiting
        assert facts.undisposed == facts.unexplained == 0
        assert facts.position.strip()
        assert facts.basis.strip()
        assert facts.differences.strip() or (facts.no_differences and not facts.differing)


@pytest.mark.req("L5")
def test_a_disposition_is_one_of_four_and_explained() -> None:
    assert check_disposition(DispositionKind.ACCEPTED, "Đã sửa.") == []
    assert [f.field for f in check_disposition(None, "  ")] == ["kind", "explanation"]
