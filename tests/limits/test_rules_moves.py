"""How a due time moves, and how time is measured against it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coordination.kernel.values import NotReady
from coordination.limits.rules import (
    DayUnit,
    Deadline,
    EndsAt,
    StepKind,
    TimeLimit,
    after_calendar_change,
    after_half,
    allotted,
    days_late,
    delivered_later,
    due,
    due_on,
    extended,
    in_first_third,
    judge_by,
    moment,
    moved_by,
    original_limit,
    paused_days,
    restart,
    share_used,
    time_ratio,
    vietnam,
    working_days_from,
    working_days_left,
)

VIETNAM = vietnam()
DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
FIVE = TimeLimit(5)


def at(text: str) -> datetime:
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


ISSUED = at("2026-08-17 09:00:00")  # Monday; five working days end on Saturday 22, which is worked
DUE = due(ISSUED, FIVE, VIETNAM)


@pytest.mark.req("C3", "F4")
def test_a_whole_push_back_moves_the_due_time_by_as_many_working_days() -> None:
    days = paused_days(at("2026-08-18 10:00:00"), at("2026-08-20 15:00:00"), VIETNAM)
    after = moved_by(DUE, days, VIETNAM, "chờ ý kiến")
    assert (days, DUE.day, after.day) == (2, date(2026, 8, 22), date(2026, 8, 25))
    assert after.at == at("2026-08-25 17:00:00")
    step = after.why[-1]
    assert (step.kind, step.number, step.until, step.reason) == (StepKind.PAUSED, 2, date(2026, 8, 25), "chờ ý kiến")
    assert after.why[:-1] == DUE.why


def test_nothing_stood_still_nothing_moves() -> None:
    assert paused_days(at("2026-08-18 10:00:00"), at("2026-08-18 15:00:00"), VIETNAM) == 0
    assert moved_by(DUE, 0, VIETNAM) is DUE
    with pytest.raises(ValueError):
        moved_by(DUE, -1, VIETNAM)


def test_a_midnight_due_time_keeps_its_hour_when_it_moves() -> None:
    before = due(ISSUED, TimeLimit(5, ends_at=EndsAt.MIDNIGHT), VIETNAM)
    assert moved_by(before, 1, VIETNAM).at == at("2026-08-25 00:00:00")
    assert extended(before, date(2026, 8, 25), VIETNAM).at == at("2026-08-26 00:00:00")


@pytest.mark.req("F4")
def test_the_lead_may_move_a_due_time_later_and_never_earlier() -> None:
    after = extended(DUE, date(2026, 8, 29), VIETNAM, reason="đơn vị đề nghị")
    assert after.day == date(2026, 9, 3)
    assert (after.why[-1].kind, after.why[-1].reason) == (StepKind.EXTENDED, "đơn vị đề nghị")
    assert extended(DUE, at("2026-08-24 10:00:00"), VIETNAM).at == at("2026-08-24 10:00:00")
    for same_or_earlier in (DUE.day, date(2026, 8, 20)):
        with pytest.raises(NotReady, match="due_not_later"):
            extended(DUE, same_or_earlier, VIETNAM)


@pytest.mark.req("C3")
def test_a_restart_gives_the_full_limit_anew_from_the_day_the_dossier_was_full() -> None:
    after = restart(at("2026-08-19 10:00:00"), FIVE, VIETNAM, DUE)
    assert after.day == date(2026, 8, 25)
    assert after.why[0].kind is StepKind.RESTARTED
    assert (after.why[0].day, after.why[0].until) == (date(2026, 8, 22), date(2026, 8, 25))


def test_late_delivery_gives_the_limit_anew_and_never_brings_a_due_time_forward() -> None:
    assert delivered_later(at("2026-08-18 17:00:01"), FIVE, VIETNAM, DUE).day == date(2026, 8, 25)
    later = extended(DUE, date(2026, 9, 30), VIETNAM)
    assert delivered_later(at("2026-08-18 09:00:00"), FIVE, VIETNAM, later) is later


def test_the_original_limit_is_the_rules_own_or_what_the_lead_gave() -> None:
    rule = TimeLimit(5, legal_basis="Điều 5")
    assert original_limit(ISSUED, DUE.at, rule, VIETNAM) is rule
    assert original_limit(ISSUED, at("2026-08-24 17:00:00"), rule, VIETNAM) == TimeLimit(6, legal_basis="Điều 5")
    assert original_limit(ISSUED, at("2026-08-17 15:00:00"), rule, VIETNAM).days == 1
    midnight = original_limit(ISSUED, at("2026-08-22 00:00:00"), rule, VIETNAM)
    assert (midnight.days, midnight.ends_at) == (4, EndsAt.MIDNIGHT)
    calendar_days = TimeLimit(10, DayUnit.CALENDAR)
    assert original_limit(ISSUED, at("2026-08-24 17:00:00"), calendar_days, VIETNAM).days == 7


def test_a_day_declared_off_moves_an_open_due_time_later() -> None:
    storm = vietnam({date(2026, 8, 19): "Nghỉ bão"})
    effect = after_calendar_change(DUE, DayUnit.WORKING, VIETNAM, storm)
    assert effect.moved is not None
    assert (effect.moved.day, effect.moved.at) == (date(2026, 8, 24), at("2026-08-24 17:00:00"))
    assert effect.moved.why[-1].kind is StepKind.CALENDAR_CHANGED
    assert not effect.comes_earlier(DUE)


def test_a_day_declared_worked_leaves_the_due_time_and_is_listed() -> None:
    before = due(at("2026-08-27 09:00:00"), FIVE, VIETNAM)
    effect = after_calendar_change(before, DayUnit.WORKING, VIETNAM, vietnam(worked={date(2026, 8, 29): "Làm bù"}))
    assert effect.moved is None
    assert effect.comes_earlier(before)
    same = after_calendar_change(before, DayUnit.WORKING, VIETNAM, VIETNAM)
    assert (same.moved, same.comes_earlier(before)) == (None, False)


def test_a_chosen_day_only_rolls_off_a_day_declared_off() -> None:
    storm = vietnam({date(2026, 8, 19): "Nghỉ bão", date(2026, 8, 26): "Nghỉ bão"})
    for before in (
        due_on(date(2026, 8, 26), VIETNAM),
        extended(DUE, date(2026, 8, 26), VIETNAM),
        Deadline(at("2026-08-26 17:00:00")),
    ):
        effect = after_calendar_change(before, DayUnit.WORKING, VIETNAM, storm)
        assert effect.would_be == date(2026, 8, 27)
        unmoved = due_on(date(2026, 8, 27), VIETNAM)
        assert after_calendar_change(unmoved, DayUnit.WORKING, VIETNAM, storm).moved is None


def test_a_calendar_limit_rolls_anew_from_its_raw_end() -> None:
    ten = TimeLimit(10, DayUnit.CALENDAR)
    plain = due(at("2026-08-10 09:00:00"), ten, VIETNAM)  # Thursday 20
    rolled = due(at("2026-08-19 09:00:00"), ten, VIETNAM)  # Saturday 29 → Thursday 3/9
    storm = vietnam({date(2026, 8, 20): "Nghỉ bão", date(2026, 9, 3): "Nghỉ bão"}, {})
    worked = vietnam({}, {date(2026, 8, 29): "Làm bù"})
    assert after_calendar_change(plain, DayUnit.CALENDAR, VIETNAM, storm).would_be == date(2026, 8, 21)
    assert after_calendar_change(rolled, DayUnit.CALENDAR, VIETNAM, storm).would_be == date(2026, 9, 4)
    assert after_calendar_change(rolled, DayUnit.CALENDAR, VIETNAM, worked).comes_earlier(rolled)
    paused = moved_by(rolled, 1, VIETNAM)
    assert after_calendar_change(paused, DayUnit.CALENDAR, VIETNAM, worked).would_be == paused.day


@given(
    sent=DAYS,
    days=st.integers(1, 20),
    unit=st.sampled_from(DayUnit),
    off=st.sets(DAYS, max_size=30),
    worked=st.sets(DAYS, max_size=30),
    pause=st.integers(0, 3),
)
def test_a_calendar_change_moves_only_later_and_onto_a_working_day(
    sent: date, days: int, unit: DayUnit, off: set[date], worked: set[date], pause: int
) -> None:
    before = moved_by(due(sent, TimeLimit(days, unit), VIETNAM), pause, VIETNAM)
    new = vietnam(dict.fromkeys(off, "Nghỉ"), dict.fromkeys(worked - off, "Bù"))
    moved = after_calendar_change(before, unit, VIETNAM, new).moved
    if moved:
        assert moved.at > before.at
        assert new.is_working(moved.day)


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    "pushed, due_on_day, share, first_third, late",
    [
        ("2026-08-18 08:00:00", "2026-08-20", Fraction(1, 3), True, False),
        ("2026-08-19 08:00:00", "2026-08-20", Fraction(2, 3), False, True),
        ("2026-08-19 08:00:00", "2026-08-21", Fraction(1, 2), False, False),
        ("2026-08-20 08:00:00", "2026-08-21", Fraction(3, 4), False, True),
        ("2026-08-17 10:00:00", "2026-08-21", Fraction(0), True, False),
        ("2026-08-17 08:00:00", "2026-08-21", Fraction(0), True, False),
        ("2026-08-22 10:00:00", "2026-08-22", Fraction(1), False, True),
    ],
)
def test_the_share_of_time_used_counts_the_day_of_the_push_back(
    pushed: str, due_on_day: str, share: Fraction, first_third: bool, late: bool
) -> None:
    used = share_used(ISSUED, at(pushed), at(f"{due_on_day} 17:00:00"), VIETNAM)
    assert used == share
    assert (in_first_third(used), after_half(used)) == (first_third, late)


@pytest.mark.parametrize(
    "pushed, share",
    [
        ("2026-08-17 10:00:00", Fraction(1, 4)),
        ("2026-08-17 08:00:00", Fraction(0)),
        ("2026-08-17 13:00:00", Fraction(1)),
        ("2026-08-18 13:00:00", Fraction(1)),
    ],
)
def test_within_one_day_the_share_is_measured_in_hours(pushed: str, share: Fraction) -> None:
    assert share_used(ISSUED, at(pushed), at("2026-08-17 13:00:00"), VIETNAM) == share


def test_a_due_time_before_the_issue_is_wholly_used() -> None:
    assert share_used(ISSUED, at("2026-08-10 08:00:00"), at("2026-08-14 17:00:00"), VIETNAM) == 1


@pytest.mark.req("C2", "X3")
def test_late_begins_one_second_after_five() -> None:
    assert days_late(DUE.at, DUE.at, VIETNAM) == 0
    assert days_late(DUE.at, DUE.at + timedelta(seconds=1), VIETNAM) == 1
    assert days_late(at("2026-08-20 10:00:00"), at("2026-08-20 11:00:00"), VIETNAM) == 1


@given(closed=DAYS, hour=st.times(), days=st.integers(1, 30))
def test_late_and_more_than_no_day_late_are_the_same(closed: date, hour: time, days: int) -> None:
    closed_at = moment(closed, hour)
    assert (days_late(DUE.at, closed_at, VIETNAM) > 0) == (closed_at > DUE.at)


def test_working_days_left_are_counted_to_the_due_day_and_below_nothing_after_it() -> None:
    left = [
        working_days_left(at(now), DUE.at, VIETNAM)
        for now in (
            "2026-08-17 09:00:00",
            "2026-08-21 09:00:00",
            "2026-08-22 16:59:00",
            "2026-08-22 17:30:00",
            "2026-08-25 09:00:00",
        )
    ]
    assert left == [5, 1, 0, -1, -2]


@pytest.mark.req("L8")
def test_anybody_given_n_working_days_has_until_the_close_of_the_last() -> None:
    assert working_days_from(at("2026-08-21 18:00:00"), 2, VIETNAM) == at("2026-08-25 17:00:00")
    assert working_days_from(date(2026, 8, 20), 2, VIETNAM) == at("2026-08-22 17:00:00")


@pytest.mark.req("X2")
@pytest.mark.parametrize("replies, day", [(1, "2026-08-26"), (30, "2026-08-26"), (31, "2026-08-28")])
def test_many_replies_give_the_lead_more_time_to_judge(replies: int, day: str) -> None:
    assert judge_by(DUE.at, replies, VIETNAM) == at(f"{day} 17:00:00")


@pytest.mark.req("F4")
def test_time_allotted_is_counted_in_the_rules_own_unit() -> None:
    assert allotted(ISSUED, DUE.at, DayUnit.WORKING, VIETNAM) == 5
    assert allotted(at("2026-08-17 18:00:00"), DUE.at, DayUnit.WORKING, VIETNAM) == 4
    assert allotted(date(2026, 8, 17), at("2026-08-24 17:00:00"), DayUnit.CALENDAR, VIETNAM) == 7
    assert time_ratio(ISSUED, DUE.at, 10, DayUnit.WORKING, VIETNAM) == 0.5
    assert time_ratio(ISSUED, DUE.at, 2, DayUnit.WORKING, VIETNAM) == 2.5
    assert time_ratio(ISSUED, DUE.at, None, DayUnit.WORKING, VIETNAM) == 1


@given(sent=DAYS, days=st.integers(1, 30))
def test_the_days_allotted_by_a_working_limit_are_the_limit(sent: date, days: int) -> None:
    assume(VIETNAM.is_working(sent))
    assert allotted(sent, due(sent, TimeLimit(days), VIETNAM).at, DayUnit.WORKING, VIETNAM) == days
