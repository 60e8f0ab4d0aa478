"""Time-limit rules and the check of a due time against them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from coordination.limits.rules import (
    KINDS,
    ClockStart,
    DayUnit,
    EndsAt,
    Purpose,
    Silence,
    TimeLimit,
    TimeLimitRule,
    check_due,
    moment,
    rule_in_force,
    shipped_rules,
    vietnam,
)

VIETNAM = vietnam()
RULE = TimeLimitRule(
    kind="other",
    instrument="Quy chế",
    legal_basis="Điều 5",
    minimum=3,
    default=5,
    maximum=8,
    valid_from=date(2026, 1, 1),
)


def at(text: str) -> datetime:
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


ISSUED = at("2026-08-17 09:00:00")


@pytest.mark.req("F4", "A9")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", [date(2023, 10, 18), date(2025, 3, 31), date(2025, 4, 1), date(2026, 11, 22)])
def test_every_kind_of_consultation_has_a_rule_on_every_day_since_the_directive(kind: str, day: date) -> None:
    rule = rule_in_force(shipped_rules(), kind, day)
    assert rule is not None
    assert rule.legal_basis


@pytest.mark.req("A9")
@pytest.mark.parametrize(
    "kind, purpose, days, unit, start",
    [
        ("legal_document", Purpose.APPRAISAL, 15, DayUnit.CALENDAR, ClockStart.FULL_DOSSIER),
        ("legal_document", Purpose.PROCEDURE_OPINION, 10, DayUnit.CALENDAR, ClockStart.FULL_DOSSIER),
        ("legal_document", Purpose.POLICY_COMMENT, 15, DayUnit.CALENDAR, ClockStart.SENDING),
        ("legal_document", Purpose.CHAIRMAN_COMMENT, 7, DayUnit.CALENDAR, ClockStart.SENDING),
        ("internal_procedure", Purpose.SUBMIT, 5, DayUnit.WORKING, ClockStart.DECISION),
        ("internal_procedure", Purpose.PUBLISH, 5, DayUnit.WORKING, ClockStart.DECISION),
    ],
)
def test_the_limits_that_the_directive_and_the_law_set_are_shipped(
    kind: str, purpose: Purpose, days: int, unit: DayUnit, start: ClockStart
) -> None:
    rule = rule_in_force(shipped_rules(), kind, date(2026, 8, 1), purpose)
    assert rule is not None
    assert (rule.default, rule.unit, rule.clock_start) == (days, unit, start)


@pytest.mark.req("F4")
def test_no_shipped_rule_takes_silence_for_agreement() -> None:
    assert all(rule.silence is not Silence.DEEMED_AGREED for rule in shipped_rules())


def test_shipped_rules_of_a_kind_never_overlap() -> None:
    rules = shipped_rules()
    for rule in rules:
        same = [other for other in rules if (other.kind, other.purpose) == (rule.kind, rule.purpose)]
        assert [other for other in same if other.in_force(rule.valid_from)] == [rule]


@pytest.mark.req("F4")
@pytest.mark.parametrize("basis", ["", "  "])
def test_silence_counts_as_agreement_only_with_a_cited_basis(basis: str) -> None:
    with pytest.raises(ValueError, match="basis"):
        replace(RULE, silence=Silence.DEEMED_AGREED, silence_basis=basis)
    cited = replace(RULE, silence=Silence.DEEMED_AGREED, silence_basis="Nghị định 31/2021/NĐ-CP, Điều 6.2")
    assert cited.silence is Silence.DEEMED_AGREED


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "nothing"},
        {"minimum": 0},
        {"minimum": None, "default": 0, "maximum": None},
        {"minimum": 6},
        {"maximum": 4},
        {"valid_to": date(2025, 12, 31)},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        replace(RULE, **wrong)


def test_a_rule_gives_its_default_limit_with_its_basis() -> None:
    rule = replace(RULE, unit=DayUnit.CALENDAR, ends_at=EndsAt.MIDNIGHT)
    assert rule.limit == TimeLimit(5, DayUnit.CALENDAR, EndsAt.MIDNIGHT, "Điều 5")


@pytest.mark.parametrize("rule", [*shipped_rules(), RULE, replace(RULE, valid_to=date(2026, 12, 31))])
def test_a_rule_survives_being_frozen_as_json(rule: TimeLimitRule) -> None:
    assert TimeLimitRule.from_json(json.loads(json.dumps(rule.as_json()))) == rule


@pytest.mark.req("F4")
def test_the_rule_in_force_is_the_latest_that_is_valid_on_the_day() -> None:
    old = replace(RULE, valid_from=date(2025, 1, 1), default=4)
    ended = replace(RULE, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31), default=6)
    rules = [RULE, ended, old, replace(RULE, kind="plan_or_report")]
    assert rule_in_force(rules, "other", date(2024, 12, 31)) is None
    assert rule_in_force(rules, "other", date(2025, 6, 1)) is old
    assert rule_in_force(rules, "other", date(2026, 1, 1)) is RULE
    assert rule_in_force(rules, "other", date(2026, 3, 31)) is ended
    assert rule_in_force(rules, "other", date(2026, 4, 1)) is RULE
    assert rule_in_force(rules, "other", date(2026, 4, 1), Purpose.APPRAISAL) is None


@pytest.mark.req("F4", "L9")
@pytest.mark.parametrize(
    "due_at, codes",
    [
        ("2026-08-17 09:00:00", {"due_in_past": True}),
        ("2026-08-14 17:00:00", {"due_in_past": True}),
        ("2026-08-19 17:00:00", {"due_below_minimum": False}),
        ("2026-08-20 17:00:00", {}),
        ("2026-08-26 17:00:00", {}),
        ("2026-08-27 17:00:00", {"due_above_maximum": False, "due_after_submit_by": True}),
        ("2199-01-05 17:00:00", {"date_out_of_range": True, "due_after_submit_by": True}),
    ],
)
def test_a_due_time_is_checked_against_the_clock_the_rule_and_the_leads_own_day(
    due_at: str, codes: dict[str, bool]
) -> None:
    findings = check_due(RULE, ISSUED, at(due_at), VIETNAM, submit_by=date(2026, 8, 26))
    assert {finding.code: finding.blocking for finding in findings} == codes
    assert all(finding.field == "due_at" for finding in findings)


def test_the_finding_says_how_much_was_given_and_by_which_rule() -> None:
    (finding,) = check_due(RULE, ISSUED, at("2026-08-19 17:00:00"), VIETNAM)
    assert finding.evidence == {"allotted": 2, "minimum": 3, "unit": "working", "legal_basis": "Điều 5"}


@pytest.mark.req("L9")
def test_a_procedure_dossiers_return_date_is_the_latest() -> None:
    findings = check_due(
        None,
        ISSUED,
        at("2026-08-27 17:00:00"),
        VIETNAM,
        submit_by=date(2026, 8, 28),
        return_date=date(2026, 8, 26),
    )
    assert [(finding.code, finding.blocking, finding.field) for finding in findings] == [
        ("submit_by_after_return_date", True, "submit_by"),
        ("due_after_return_date", True, "due_at"),
    ]


def test_without_bounds_any_time_to_come_will_do() -> None:
    free = replace(RULE, minimum=None, maximum=None)
    for due_at in ("2026-08-17 10:00:00", "2027-08-17 17:00:00"):
        assert check_due(free, ISSUED, at(due_at), VIETNAM) == []
        assert check_due(None, ISSUED, at(due_at), VIETNAM) == []
