"""When a verdict may be given, when it counts, and what lapses (exact rule 19, O18)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.assessment.rules import (
    Settlement,
    VerdictFacts,
    VerdictKind,
    check_verdict,
    counts_as,
    judging_ends,
    may_contest,
    stands,
)
from coordination.limits.rules import vietnam

GIVEN = datetime(2026, 10, 5, 2, tzinfo=UTC)
BY = GIVEN + timedelta(days=2)
moments = st.none() | st.integers(0, 10).map(lambda days: GIVEN + timedelta(days=days))
verdicts = st.builds(
    VerdictFacts,
    st.sampled_from(list(VerdictKind)),
    st.none() | st.just(GIVEN),
    st.just(BY),
    moments,
    st.none() | st.sampled_from(list(Settlement)),
    moments,
)


@pytest.mark.req("X2")
@given(verdicts, st.integers(-1, 12))
def test_what_is_not_given_or_is_overturned_never_counts(verdict: VerdictFacts, days: int) -> None:
    now = GIVEN + timedelta(days=days)
    if verdict.given_at is None or now < GIVEN:
        assert not stands(verdict, now)
    elif verdict.settled is Settlement.OVERTURNED and verdict.kind is not VerdictKind.ADEQUATE:
        assert counts_as(verdict, now) is VerdictKind.ADEQUATE


@pytest.mark.req("X2")
@given(verdicts, st.integers(0, 11))
def test_a_verdict_that_stands_goes_on_standing(verdict: VerdictFacts, days: int) -> None:
    now = GIVEN + timedelta(days=days)
    if stands(verdict, now):
        assert stands(verdict, now + timedelta(days=1))


@pytest.mark.req("X2")
@pytest.mark.parametrize(
    "verdict, now, counts",
    [
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY), BY, False),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY), BY + timedelta(seconds=1), True),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY, completed_at=GIVEN), GIVEN, True),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY, contested_at=GIVEN), BY + timedelta(days=9), False),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY, GIVEN, Settlement.UPHELD), GIVEN, True),
        (VerdictFacts(VerdictKind.GENERIC, None), BY + timedelta(days=9), False),
        (VerdictFacts(VerdictKind.ADEQUATE, GIVEN), GIVEN, True),
    ],
)
def test_a_fault_counts_once_uncontested_completed_or_upheld(
    verdict: VerdictFacts, now: datetime, counts: bool
) -> None:
    assert stands(verdict, now) is counts
    assert counts_as(verdict, now) is (verdict.kind if counts else VerdictKind.ADEQUATE)


def test_without_a_verdict_an_opinion_is_adequate() -> None:
    assert counts_as(None, GIVEN) is VerdictKind.ADEQUATE


@pytest.mark.req("X2")
@pytest.mark.parametrize(
    "verdict, now, code",
    [
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY), BY, None),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY), BY + timedelta(seconds=1), "contest_too_late"),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY, contested_at=GIVEN), GIVEN, "already_contested"),
        (VerdictFacts(VerdictKind.GENERIC, GIVEN, BY, completed_at=GIVEN), GIVEN, "contest_after_completing"),
        (VerdictFacts(VerdictKind.ADEQUATE, GIVEN), GIVEN, "nothing_to_contest"),
        (VerdictFacts(VerdictKind.GENERIC, None), GIVEN, "nothing_to_contest"),
    ],
)
def test_a_fault_is_contested_once_in_time_and_instead_of_completing(
    verdict: VerdictFacts, now: datetime, code: str | None
) -> None:
    assert [finding.code for finding in may_contest(verdict, now)] == ([code] if code else [])


@pytest.mark.parametrize("replies, day", [(30, 8), (31, 12)])
def test_the_lead_has_three_working_days_and_five_above_thirty_replies(replies: int, day: int) -> None:
    calendar, due = vietnam(), datetime(2026, 10, 5, 10, tzinfo=UTC)
    assert judging_ends(due, due, replies, calendar) == datetime(2026, 10, day, 10, tzinfo=UTC)


def test_a_late_reply_is_judged_from_its_arrival() -> None:
    calendar, due = vietnam(), datetime(2026, 10, 5, 10, tzinfo=UTC)
    arrived = due + timedelta(days=2)
    assert judging_ends(due, arrived, 1, calendar) == datetime(2026, 10, 12, 10, tzinfo=UTC)
    assert judging_ends(due, due - timedelta(days=3), 1, calendar) == datetime(2026, 10, 8, 10, tzinfo=UTC)


def test_a_fault_needs_a_reason_and_time() -> None:
    def codes(kind: VerdictKind, reason: str, now: datetime) -> list[str]:
        return [finding.code for finding in check_verdict(kind, reason, now, BY)]

    assert codes(VerdictKind.GENERIC, " ", GIVEN) == ["verdict_needs_reason"]
    assert codes(VerdictKind.GENERIC, "Chung chung", BY + timedelta(seconds=1)) == ["judging_over"]
    assert codes(VerdictKind.GENERIC, "Chung chung", BY) == []
    assert codes(VerdictKind.ADEQUATE, "", BY + timedelta(days=1)) == []
