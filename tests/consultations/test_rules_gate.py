"""The gate: each finding, where it points, and that a warning passes only with its own written reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.consultations.rules import (
    CHECKLISTS,
    ConsulteeDraft,
    GateFacts,
    Kind,
    PartDraft,
    PointDraft,
    PointKind,
    Similar,
    gate,
    in_the_way,
)
from coordination.kernel.values import Finding

POINT = PointDraft(7, "Mức chi tại khoản 1 Điều 4 có phù hợp không?", PointKind.YES_NO, (), "Như dự thảo", "Điều 30", 1)
ASKED = ConsulteeDraft(3, "Sở Tư pháp", "Thẩm định văn bản", 1)
GOOD = GateFacts(
    kind=Kind.OTHER,
    subject="Góp ý dự thảo",
    lead_unit_id=1,
    authority_id=9,
    today=date(2026, 10, 5),
    submit_by=date(2026, 11, 30),
    return_date=None,
    has_due=True,
    points=(POINT,),
    consultees=(ASKED,),
    dossier=(PartDraft(CHECKLISTS[Kind.OTHER][0].name, True, True),),
)


def found(facts: GateFacts) -> list[tuple[str, bool, str, str]]:
    return [(f.code, f.blocking, f.field, str(f.evidence.get("about", ""))) for f in gate(facts)]


def test_a_good_draft_passes() -> None:
    assert gate(GOOD) == []


@pytest.mark.req("L3", "F5")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"question": " "}, ("point_empty", True, "points-0-question", "point:7")),
        ({"question": "Đề nghị cho ý kiến"}, ("point_generic", False, "points-0-question", "point:7")),
        ({"addressees": 0}, ("point_without_consultee", True, "points-0-addressees", "point:7")),
        ({"lead_position": ""}, ("no_lead_position", True, "points-0-lead_position", "point:7")),
        ({"lead_basis": ""}, ("no_lead_basis", True, "points-0-lead_basis", "point:7")),
        (
            {"kind": PointKind.CHOICE, "options": ("một", " ")},
            ("choice_without_options", True, "points-0-options", "point:7"),
        ),
    ],
)
def test_each_point_is_checked(change: dict[str, object], expected: tuple[str, bool, str, str]) -> None:
    assert found(replace(GOOD, points=(replace(POINT, **change),))) == [expected]  # type: ignore[arg-type]


@pytest.mark.req("F1")
def test_a_position_is_asked_where_silence_could_agree_and_nowhere_else() -> None:
    for kind in PointKind:
        point = replace(POINT, kind=kind, options=("a", "b"), lead_position="", lead_basis="")
        codes = [code for code, *_ in found(replace(GOOD, points=(point,)))]
        assert codes == (["no_lead_position"] if kind in (PointKind.YES_NO, PointKind.CHOICE) else [])


def test_as_in_the_draft_by_the_explanatory_note_is_a_position_with_its_basis() -> None:
    point = replace(POINT, lead_position="Như dự thảo, cơ sở tại Thuyết minh mục 2", lead_basis="")
    assert gate(replace(GOOD, points=(point,))) == []


@pytest.mark.req("L2", "F3")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"function": ""}, ("consultee_without_function", False, "consultees-0-function_id", "unit:3")),
        ({"points": 0}, ("consultee_without_point", True, "consultees-0-unit_id", "unit:3")),
        ({"active": False}, ("unit_not_active", True, "consultees-0-unit_id", "unit:3")),
        ({"unit_id": 1}, ("lead_is_consultee", True, "consultees-0-unit_id", "unit:1")),
    ],
)
def test_each_unit_is_checked(change: dict[str, object], expected: tuple[str, bool, str, str]) -> None:
    assert found(replace(GOOD, consultees=(replace(ASKED, **change),))) == [expected]  # type: ignore[arg-type]


@pytest.mark.req("L1", "L9")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"subject": " "}, ("subject_missing", True, "subject", "")),
        ({"authority_id": None}, ("authority_missing", True, "authority_id", "")),
        ({"submit_by": None}, ("submit_by_missing", True, "submit_by", "")),
        ({"submit_by": date(2026, 10, 4)}, ("submit_by_past", True, "submit_by", "")),
        ({"return_date": date(2026, 11, 29)}, ("submit_by_after_return_date", True, "submit_by", "")),
        ({"has_due": False}, ("due_missing", True, "due_at", "")),
        ({"stamps": (("background", "MẬT"),)}, ("secret_stamp", True, "background", "")),
        ({"similar": (Similar(5, "01/STC", "như thế"),)}, ("looks_like_open", False, "subject", "consultation:5")),
    ],
)
def test_the_whole_is_checked(change: dict[str, object], expected: tuple[str, bool, str, str]) -> None:
    assert found(replace(GOOD, **change)) == [expected]  # type: ignore[arg-type]


def test_nothing_asked_of_nobody() -> None:
    codes = [code for code, *_ in found(replace(GOOD, points=(), consultees=(), has_due=False))]
    assert codes == ["no_point", "no_consultee", "due_missing"]


def test_no_due_time_is_needed_where_each_unit_has_its_own() -> None:
    assert gate(replace(GOOD, has_due=False, consultees=(replace(ASKED, own_due=True),))) == []


@pytest.mark.req("F4")
def test_what_the_time_limit_rules_found_is_said_beside_the_default_and_beside_a_units_own_time() -> None:
    short = Finding("due_below_minimum", False, "F4", {"minimum": 7})
    facts = replace(GOOD, due=(short,), consultees=(replace(ASKED, own_due=True, due=(short,)),))
    assert found(facts) == [
        ("due_below_minimum", False, "consultees-0-own_due_at", "unit:3"),
        ("due_below_minimum", False, "due_at", ""),
    ]
    # A unit without a time of its own is covered by the default.
    facts = replace(facts, consultees=(replace(ASKED, own_due=False, due=(short,)),))
    assert found(facts) == [("due_below_minimum", False, "due_at", "")]


@pytest.mark.req("L9")
def test_a_procedure_dossier_needs_its_return_date() -> None:
    names = [PartDraft(part.name, part.required, True) for part in CHECKLISTS[Kind.PROCEDURE_DOSSIER]]
    facts = replace(GOOD, kind=Kind.PROCEDURE_DOSSIER, dossier=tuple(names))
    assert found(facts) == [("return_date_missing", True, "return_date", "")]
    assert gate(replace(facts, return_date=date(2026, 12, 1))) == []


@pytest.mark.req("L4")
@pytest.mark.parametrize("kind", list(Kind))
def test_every_required_part_of_the_checklist_is_missed(kind: Kind) -> None:
    facts = replace(GOOD, kind=kind, dossier=(), return_date=date(2026, 12, 1))
    required = [part.name for part in CHECKLISTS[kind] if part.required]
    assert found(facts) == [("part_missing", False, "dossier", f"part:{name}") for name in required]
    there = tuple(PartDraft(part.name, part.required, False) for part in CHECKLISTS[kind])
    assert [about for *_, about in found(replace(facts, dossier=there))] == [f"part:{name}" for name in required]


def test_a_file_that_does_not_open_is_warned_of() -> None:
    part = PartDraft(CHECKLISTS[Kind.OTHER][0].name, True, True, opens=False)
    assert found(replace(GOOD, dossier=(part,))) == [
        ("part_does_not_open", False, "dossier-0-file", f"part:{part.name}")
    ]


findings = st.lists(
    st.builds(
        lambda code, blocking, about: Finding(code, blocking, evidence={"about": about}),
        st.sampled_from("abc"),
        st.booleans(),
        st.sampled_from(["", "x", "y"]),
    )
)
reasons = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])), st.sampled_from(["", "  ", "vì việc gấp"])
)


@given(findings, reasons)
def test_a_block_never_passes_and_a_warning_only_with_its_own_words(
    given_findings: list[Finding], given_reasons: dict[tuple[str, str], str]
) -> None:
    waiting = in_the_way(given_findings, given_reasons)
    assert all(each.blocking for each in waiting)
    passed = [
        f for f in given_findings
        if not f.blocking and given_reasons.get((f.code, str(f.evidence["about"])), "").strip()
    ]  # fmt: skip
    assert len(waiting) == len(given_findings) - len(passed)
