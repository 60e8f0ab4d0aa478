"""Which cases count, in which period, and which are left out by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.consultations.rules import Ending
from coordination.scorecards.rules import (
    ConsulteeStanding,
    Eligibility,
    LeadStanding,
    OutReason,
    State,
    consultee_eligibility,
    due_day,
    lead_eligibility,
    local_day,
)

HOUR = timedelta(hours=1)
ISSUED = datetime(2026, 10, 20, 3, 0, tzinfo=UTC)
DUE = datetime(2026, 10, 30, 10, 0, tzinfo=UTC)  # 17:00 in Vietnam
BEFORE, AFTER = DUE - HOUR, DUE + HOUR
DUE_DAY = date(2026, 10, 30)

OPEN = ConsulteeStanding(due=DUE, issued_at=ISSUED, delivered_at=ISSUED, closed_at=None, ending=None)
NOT_YET, NEVER = Eligibility(State.NOT_YET), Eligibility(State.NEVER)
COUNTED = Eligibility(State.COUNTED, DUE_DAY)


def out(reason: OutReason) -> Eligibility:
    return Eligibility(State.OUT, DUE_DAY, reason)


def closed(ending: Ending, at: datetime = BEFORE, **more: Any) -> dict[str, Any]:
    return {"ending": ending, "closed_at": at, **more}


@pytest.mark.req("A2", "C3", "F3")
@pytest.mark.parametrize(
    "story, changes, now, expected",
    [
        ("a draft", {"issued_at": None}, AFTER, NEVER),
        ("a body that is not ours", {"external": True}, AFTER, NEVER),
        ("open, its time not over", {}, BEFORE, NOT_YET),
        ("open at the very minute it is due", {}, DUE, NOT_YET),
        ("open and overdue", {}, AFTER, COUNTED),
        ("accepted before its time was over", closed(Ending.ACCEPTED), BEFORE, COUNTED),
        ("deemed agreed", closed(Ending.DEEMED, AFTER), AFTER, COUNTED),
        ("gone on without", closed(Ending.GONE_ON_WITHOUT, AFTER), AFTER, COUNTED),
        ("closed unanswered", closed(Ending.UNANSWERED, AFTER), AFTER, COUNTED),
        ("released", closed(Ending.RELEASED), BEFORE, out(OutReason.RELEASED)),
        ("released after its time", closed(Ending.RELEASED, AFTER), AFTER, out(OutReason.RELEASED)),
        ("every point handed back and granted", {"points": 0}, BEFORE, out(OutReason.RELEASED)),
        ("withdrawn", closed(Ending.WITHDRAWN), BEFORE, out(OutReason.WITHDRAWN)),
        ("superseded in time", closed(Ending.SUPERSEDED), BEFORE, out(OutReason.SUPERSEDED)),
        ("a later round does not wash off lateness", closed(Ending.SUPERSEDED, AFTER), AFTER, COUNTED),
        ("waived by the authority", {"waived": True}, AFTER, out(OutReason.WAIVED)),
        ("waived, not yet due", {"waived": True}, BEFORE, NOT_YET),
        ("never delivered, overdue", {"delivered_at": None}, AFTER, out(OutReason.NOT_DELIVERED)),
        ("never delivered, not yet due", {"delivered_at": None}, BEFORE, NOT_YET),
        (
            "delivered only after the close",
            closed(Ending.UNANSWERED, AFTER, delivered_at=AFTER + HOUR),
            AFTER + 2 * HOUR,
            out(OutReason.NOT_DELIVERED),
        ),
        (
            "delivered late but before the close",
            closed(Ending.UNANSWERED, AFTER, delivered_at=AFTER - HOUR / 2),
            AFTER,
            COUNTED,
        ),
        (
            "never delivered and withdrawn: named once",
            closed(Ending.WITHDRAWN, delivered_at=None),
            BEFORE,
            out(OutReason.WITHDRAWN),
        ),
    ],
)
def test_a_cooperating_units_case_counts_or_is_left_out_for_a_reason(
    story: str, changes: dict[str, Any], now: datetime, expected: Eligibility
) -> None:
    assert consultee_eligibility(replace(OPEN, **changes), now) == expected


@pytest.mark.req("A2")
def test_an_extended_case_is_not_left_out_and_counts_on_its_new_due_day() -> None:
    moved = replace(OPEN, due=DUE + timedelta(days=5))
    assert consultee_eligibility(moved, AFTER) == NOT_YET
    assert consultee_eligibility(moved, AFTER + timedelta(days=5)) == Eligibility(State.COUNTED, date(2026, 11, 4))


def test_midnight_belongs_to_the_day_that_it_ends() -> None:
    midnight = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # 24:00 of 31 October in Vietnam
    assert due_day(midnight) == date(2026, 10, 31)
    assert local_day(midnight) == date(2026, 11, 1)
    assert due_day(DUE) == local_day(DUE) == DUE_DAY


NOON = datetime(2026, 11, 12, 5, 0, tzinfo=UTC)
LEADING = LeadStanding(
    issued_at=ISSUED, submit_by=date(2026, 11, 12), submitted_at=None, concluded_at=None, withdrawn_at=None
)


@pytest.mark.req("A2", "F2")
@pytest.mark.parametrize(
    "story, changes, now, expected",
    [
        ("a draft", {"issued_at": None}, NOON, NEVER),
        ("a draft withdrawn", {"issued_at": None, "withdrawn_at": NOON}, NOON, NEVER),
        ("its day to submit is not over", {}, NOON, NOT_YET),
        ("no day to submit, nothing submitted", {"submit_by": None}, NOON, NOT_YET),
        (
            "its day is over, nothing submitted",
            {},
            NOON + timedelta(days=1),
            Eligibility(State.COUNTED, date(2026, 11, 12)),
        ),
        (
            "submitted before its day",
            {"submitted_at": NOON - timedelta(days=20)},
            NOON,
            Eligibility(State.COUNTED, date(2026, 10, 23)),
        ),
        (
            "submitted after its day",
            {"submitted_at": NOON + timedelta(days=20)},
            NOON + timedelta(days=30),
            Eligibility(State.COUNTED, date(2026, 11, 12)),
        ),
        (
            "submitted, then concluded",
            {"submitted_at": NOON - timedelta(days=3), "concluded_at": NOON},
            NOON,
            Eligibility(State.COUNTED, date(2026, 11, 9)),
        ),
        (
            "withdrawn after issue, no day to submit",
            {"withdrawn_at": NOON - timedelta(days=5), "submit_by": None},
            NOON,
            Eligibility(State.COUNTED, date(2026, 11, 7)),
        ),
    ],
)
def test_a_leads_case_counts_on_the_earlier_of_its_day_and_its_end(
    story: str, changes: dict[str, Any], now: datetime, expected: Eligibility
) -> None:
    assert lead_eligibility(replace(LEADING, **changes), now) == expected
