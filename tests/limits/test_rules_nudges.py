"""The two small reminders beside the ladder: each once a round, never after the due time (L7)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.limits.rules import (
    NUDGES,
    ZONE,
    Clock,
    Done,
    Outcome,
    TimeLimit,
    default_ladder,
    due,
    ladder_for,
    local_day,
    look_again_at,
    moment,
    nudges,
    reminders_counted,
    urgent_ladder,
    vietnam,
    with_nudges,
)

pytestmark = pytest.mark.req("L7")
VIETNAM = vietnam()
MONDAY = moment(date(2026, 10, 5), time(10))
DUE = moment(date(2026, 10, 14), time(17))
CLOCK = Clock(default_ladder(), MONDAY, DUE, VIETNAM)
STARTS = st.tuples(st.dates(date(2025, 12, 1), date(2027, 3, 1)), st.times()).map(lambda at: moment(*at))


def shown(clock: Clock) -> list[tuple[str, str]]:
    return [(n.rung.code, n.at.astimezone(ZONE).strftime("%m-%d %H:%M")) for n in nudges(clock)]


@pytest.mark.parametrize(
    ("started", "due_at", "urgent", "expected"),
    [
        (MONDAY, DUE, False, [("not_acknowledged", "10-07 09:00"), ("draft_not_sent", "10-13 09:00")]),
        (  # sent on a Friday evening: it counts as sent on Monday, its working day is Tuesday
            moment(date(2026, 10, 2), time(17, 1)), DUE, False,
            [("not_acknowledged", "10-07 09:00"), ("draft_not_sent", "10-13 09:00")],
        ),
        (MONDAY, moment(date(2026, 10, 6), time(17)), False, []),  # a day only: the ladder itself is soon enough
        (
            moment(date(2026, 10, 5), time(8)), moment(date(2026, 10, 7), time(10)), True,
            [("not_acknowledged", "10-06 08:00"), ("draft_not_sent", "10-07 09:00")],
        ),
    ],
)  # fmt: skip
def test_when_they_fall(started: datetime, due_at: datetime, urgent: bool, expected: list[tuple[str, str]]) -> None:
    ladder = urgent_ladder() if urgent else default_ladder()
    assert shown(Clock(ladder, started, due_at, VIETNAM)) == expected


def test_one_that_a_rung_has_passed_is_overtaken() -> None:
    now = moment(date(2026, 10, 14), time(9))
    plan = with_nudges(CLOCK, CLOCK.next_step((), now), (), now, NUDGES)
    assert plan.send is not None
    assert plan.nudge is None
    assert {"not_acknowledged", "draft_not_sent"} <= {step.rung.code for step in plan.overtaken}


def test_without_its_reason_it_is_neither_sent_nor_recorded() -> None:
    now = moment(date(2026, 10, 7), time(9))
    plan = with_nudges(CLOCK, CLOCK.next_step((), now), (), now, ())
    assert plan.nothing
    assert plan.look_again_at == moment(date(2026, 10, 12), time(9))


@settings(deadline=None)
@given(
    started=STARTS,
    days=st.integers(1, 15),
    urgent=st.booleans(),
    sweeps=st.lists(st.tuples(st.integers(0, 60 * 24 * 30), st.booleans(), st.booleans()), max_size=25),
)
def test_each_happens_once_on_a_working_day_and_not_after_the_due_time(
    started: datetime, days: int, urgent: bool, sweeps: list[tuple[int, bool, bool]]
) -> None:
    due_at = due(started, TimeLimit(days), VIETNAM).at
    clock, done = Clock(ladder_for(urgent), started, due_at, VIETNAM), list[Done]()
    for minutes, unheard, written in sorted(sweeps):
        now = started + timedelta(minutes=minutes)
        applies = {code for code, holds in zip(sorted(NUDGES), (written, unheard), strict=True) if holds}
        plan = with_nudges(clock, clock.next_step(done, now), done, now, applies)
        if plan.nudge is not None:
            assert plan.nudge.rung.code in applies
            assert plan.nudge.at <= now <= due_at
            assert VIETNAM.is_working(local_day(now))
            assert plan.send is None
            assert plan.escalate is None
        done += [Done(step.rung.code, now) for step in (plan.send, plan.escalate, plan.nudge) if step]
        done += [Done(step.rung.code, now, Outcome.OVERTAKEN) for step in plan.overtaken]
        assert plan.look_again_at is None or plan.look_again_at > now
    codes = [row.code for row in done]
    assert len(codes) == len(set(codes))
    without = [row for row in done if row.code not in NUDGES]
    counted = reminders_counted(clock.ladder, done, due_at, None)
    assert counted == reminders_counted(clock.ladder, without, due_at, None)


@settings(deadline=None)
@given(started=STARTS, days=st.integers(1, 15), urgent=st.booleans())
def test_looking_only_when_told_to_misses_none(started: datetime, days: int, urgent: bool) -> None:
    """From look to look, as the sweep goes, every nudge of a unit that does nothing is met at its moment."""
    due_at = due(started, TimeLimit(days), VIETNAM).at
    clock, done = Clock(ladder_for(urgent), started, due_at, VIETNAM), list[Done]()
    now = look_again_at(clock, started, acknowledged=False)
    sent: dict[str, datetime] = {}
    while now is not None:
        plan = with_nudges(clock, clock.next_step(done, now), done, now, NUDGES)
        sent |= {plan.nudge.rung.code: now} if plan.nudge else {}
        done += [Done(step.rung.code, now) for step in (plan.send, plan.escalate, plan.nudge) if step]
        done += [Done(step.rung.code, now, Outcome.OVERTAKEN) for step in plan.overtaken]
        now = plan.look_again_at
    rungs = {step.at for step in clock.schedule()}
    assert {n.at for n in nudges(clock)} - rungs == set(sent.values())
