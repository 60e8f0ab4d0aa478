"""From a time limit to a due time, with its reasons."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.limits.rules import (
    ZONE,
    DayUnit,
    Deadline,
    EndsAt,
    Step,
    StepKind,
    TimeLimit,
    WorkCalendar,
    due,
    due_day,
    due_on,
    moment,
    vietnam,
)

VIETNAM = vietnam()
DAYS = st.dates(date(2023, 1, 1), date(2027, 6, 30))
LIMITS = st.builds(TimeLimit, st.integers(1, 60), st.sampled_from(DayUnit), st.sampled_from(EndsAt))


def at(text: str) -> datetime:
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


@pytest.mark.req("F4", "A9")
@pytest.mark.parametrize(
    ("sent", "days", "unit", "due_on_day"),
    [  # domain 6.5
        ("2023-10-20", 5, "working", "2023-10-27"),
        ("2023-04-28", 1, "working", "2023-05-04"),
        ("2024-02-07", 5, "working", "2024-02-21"),
        ("2025-01-24", 3, "working", "2025-02-05"),
        ("2025-12-31", 2, "working", "2026-01-06"),
        ("2026-02-12", 2, "working", "2026-02-23"),
        ("2026-08-20", 2, "working", "2026-08-22"),
        ("2023-01-06", 15, "calendar", "2023-01-27"),
        ("2025-01-17", 10, "calendar", "2025-02-03"),
        ("2025-12-18", 15, "calendar", "2026-01-05"),
        # swaps, the year's end, days off
        ("2024-04-26", 1, "working", "2024-05-02"),
        ("2024-05-03", 1, "working", "2024-05-04"),
        ("2026-01-09", 1, "working", "2026-01-10"),
        ("2026-12-31", 1, "working", "2027-01-04"),
        ("2026-08-23", 1, "working", "2026-08-25"),  # sent on a Sunday: counts as sent on Monday
        ("2026-08-12", 10, "calendar", "2026-08-22"),  # ends on a worked Saturday: no rolling
        ("2026-11-14", 10, "calendar", "2026-11-26"),  # sent on Saturday, counts from Monday 16
    ],
)
def test_the_due_day_is_the_one_that_an_office_would_count(sent: str, days: int, unit: str, due_on_day: str) -> None:
    deadline = due(date.fromisoformat(sent), TimeLimit(days, DayUnit(unit)), VIETNAM)
    assert deadline.day == date.fromisoformat(due_on_day)
    assert deadline.at == at(f"{due_on_day} 17:00:00")


@pytest.mark.req("F4")
def test_one_second_after_five_costs_a_working_day() -> None:
    assert due(at("2026-08-20 17:00:00"), TimeLimit(2), VIETNAM).day == date(2026, 8, 22)
    assert due(at("2026-08-20 17:00:01"), TimeLimit(2), VIETNAM).day == date(2026, 8, 24)


def test_a_rule_may_say_midnight_and_the_due_day_stays_the_same() -> None:
    deadline = due(at("2026-08-20 09:00:00"), TimeLimit(2, ends_at=EndsAt.MIDNIGHT), VIETNAM)
    assert deadline.at == at("2026-08-23 00:00:00")
    assert deadline.day == date(2026, 8, 22)
    assert due_day(at("2026-08-23 00:00:01")) == date(2026, 8, 23)


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError):
        TimeLimit(days)


@pytest.mark.req("F4", "A9")
def test_the_reasons_name_each_day_counted_and_each_day_skipped() -> None:
    deadline = due(at("2026-08-28 17:30:00"), TimeLimit(2, legal_basis="Điều 5"), VIETNAM)
    assert [(step.kind, step.day, step.name, step.number) for step in deadline.why] == [
        (StepKind.SENT, date(2026, 8, 28), "", None),
        (StepKind.COUNTS_FROM, date(2026, 9, 3), "", None),
        (StepKind.COUNTED, date(2026, 9, 4), "", 1),
        (StepKind.SKIPPED, date(2026, 9, 5), "", None),
        (StepKind.SKIPPED, date(2026, 9, 6), "", None),
        (StepKind.COUNTED, date(2026, 9, 7), "", 2),
        (StepKind.BASIS, None, "", None),
        (StepKind.ENDS, date(2026, 9, 7), "", None),
    ]
    assert deadline.why[0].at == at("2026-08-28 17:30:00")
    assert deadline.why[6].reason == "Điều 5"


def test_the_reasons_of_a_calendar_limit_show_how_its_end_rolled() -> None:
    why = due(date(2025, 12, 18), TimeLimit(15, DayUnit.CALENDAR), VIETNAM).why
    assert [step.number for step in why if step.kind is StepKind.COUNTED] == list(range(1, 16))
    last = [step for step in why if step.kind is StepKind.COUNTED][-1]
    assert last.name == "Ngày nghỉ (thay cho ngày 10/01/2026), Công văn 12729/VPCP-KGVX"
    assert [step.name for step in why if step.kind is StepKind.SKIPPED] == [
        "",
        "",
    ]  # said once, not counted and skipped
    rolled = next(step for step in why if step.kind is StepKind.ROLLED)
    assert (rolled.day, rolled.until) == (date(2026, 1, 2), date(2026, 1, 5))


def test_a_day_chosen_by_hand_is_rolled_to_a_working_day() -> None:
    deadline = due_on(date(2026, 8, 29), VIETNAM, reason="theo hẹn")
    assert deadline.at == at("2026-09-03 17:00:00")
    assert [step.kind for step in deadline.why][:2] == [StepKind.SET, StepKind.SKIPPED]
    assert deadline.why[0].reason == "theo hẹn"
    assert due_on(date(2026, 8, 28), VIETNAM, EndsAt.MIDNIGHT).at == at("2026-08-29 00:00:00")
    assert due_on(at("2026-08-28 10:15:00"), VIETNAM).at == at("2026-08-28 10:15:00")


@given(sent=DAYS, limit=LIMITS)
def test_reasons_survive_being_frozen_as_json(sent: date, limit: TimeLimit) -> None:
    before = due(moment(sent, time(9, 30)), limit, VIETNAM)
    assert Deadline.from_json(before.at, json.loads(json.dumps(before.why_json()))) == before


def test_a_step_with_everything_survives_json() -> None:
    step = Step(StepKind.EXTENDED, date(2026, 1, 5), "n", 3, at("2026-01-05 17:00:00"), date(2026, 1, 9), "lý do")
    assert Step.from_json(step.as_json()) == step


@pytest.mark.req("F4")
@given(sent=DAYS, limit=LIMITS)
def test_a_due_time_never_falls_on_a_day_off(sent: date, limit: TimeLimit) -> None:
    deadline = due(sent, limit, VIETNAM)
    assert VIETNAM.is_working(deadline.day)
    assert deadline.day > sent


@given(sent=DAYS, limit=LIMITS, off=st.sets(DAYS, max_size=20))
def test_a_day_declared_off_never_brings_a_due_time_forward(sent: date, limit: TimeLimit, off: set[date]) -> None:
    harder = vietnam(dict.fromkeys(off, "Nghỉ"))
    assert due(sent, limit, harder).at >= due(sent, limit, VIETNAM).at


@given(sent=DAYS, limit=LIMITS, hour=st.times())
def test_sending_later_never_makes_it_due_earlier(sent: date, limit: TimeLimit, hour: time) -> None:
    later = moment(sent, hour) + timedelta(hours=7)
    assert due(later, limit, VIETNAM).at >= due(moment(sent, hour), limit, VIETNAM).at


def _by_walking(sent: datetime, limit: TimeLimit, calendar: WorkCalendar) -> date:
    """The same question answered by walking: a counter, no list and no search."""
    wall = sent.astimezone(ZONE)
    today = wall.date()
    started = wall.time() <= time(17) and calendar.is_working(today)
    left = limit.days
    while True:
        if not started:
            today += timedelta(days=1)
            started = calendar.is_working(today)
        elif left:
            today += timedelta(days=1)
            if limit.unit is DayUnit.CALENDAR or calendar.is_working(today):
                left -= 1
        elif calendar.is_working(today):
            return today
        else:
            today += timedelta(days=1)


@pytest.mark.req("F4", "A9")
@pytest.mark.parametrize("unit", DayUnit)
@pytest.mark.parametrize("days", [1, 2, 5, 15])
def test_every_day_of_five_years_agrees_with_a_walker(unit: DayUnit, days: int) -> None:
    limit = TimeLimit(days, unit)
    for n in range((date(2027, 12, 31) - date(2023, 1, 1)).days + 1):
        for hour in (time(17), time(17, 0, 1)):
            sent = moment(date(2023, 1, 1) + timedelta(days=n), hour)
            assert due(sent, limit, VIETNAM).day == _by_walking(sent, limit, VIETNAM), sent
