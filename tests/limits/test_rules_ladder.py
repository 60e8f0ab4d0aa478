"""The ladder: each step once, the escalation never without its reminder."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coordination.limits.rules import (
    ESCALATE,
    ZONE,
    Clock,
    Done,
    Ladder,
    Outcome,
    Pace,
    Plan,
    Planned,
    Rung,
    TimeLimit,
    default_ladder,
    due,
    ladder_for,
    local_day,
    moment,
    reminders_counted,
    urgent_ladder,
    vietnam,
)

VIETNAM = vietnam()
CODES = ["before_due", "due_day", "reminder_1", "reminder_2", "escalate"]


def at(text: str) -> datetime:
    day, hour = text.split()
    return moment(date.fromisoformat(day), time.fromisoformat(hour))


STARTED = at("2026-08-17 10:00:00")
DUE = at("2026-08-24 17:00:00")  # Monday; the Saturday before it is worked
CLOCK = Clock(default_ladder(), STARTED, DUE, VIETNAM)


def shown(moments: tuple[Planned, ...]) -> list[tuple[str, str]]:
    return [(step.rung.code, step.at.astimezone(ZONE).strftime("%m-%d %H:%M")) for step in moments]


def code(step: Planned | None) -> str | None:
    return step.rung.code if step else None


def summary(plan: Plan) -> tuple[str | None, str | None, list[str], datetime | None]:
    return (
        code(plan.send),
        code(plan.escalate),
        [step.rung.code for step in plan.overtaken],
        plan.look_again_at,
    )


def apply(done: list[Done], plan: Plan, now: datetime) -> None:
    """What the sweep does with a plan."""
    done += [Done(step.rung.code, now) for step in (plan.send, plan.escalate) if step]
    done += [Done(step.rung.code, now, Outcome.OVERTAKEN) for step in plan.overtaken]


@pytest.mark.req("L7")
def test_each_step_falls_at_nine_of_its_working_day() -> None:
    assert shown(CLOCK.schedule()) == [
        ("before_due", "08-21 09:00"),
        ("due_day", "08-24 09:00"),
        ("reminder_1", "08-25 09:00"),
        ("reminder_2", "08-26 09:00"),
        ("escalate", "08-27 09:00"),
    ]


@pytest.mark.req("L7")
def test_urgent_steps_fall_within_office_hours() -> None:
    clock = Clock(urgent_ladder(), at("2026-08-28 08:00:00"), at("2026-08-28 16:30:00"), VIETNAM)
    assert shown(clock.schedule()) == [
        ("before_due", "08-28 14:30"),
        ("due_day", "08-28 16:30"),
        ("reminder_1", "09-03 08:00"),
        ("reminder_2", "09-03 09:00"),
        ("escalate", "09-03 11:00"),
    ]


def test_a_step_before_the_issue_does_not_exist() -> None:
    clock = Clock(default_ladder(), at("2026-08-24 09:00:01"), DUE, VIETNAM)
    assert [step.rung.code for step in clock.schedule()] == CODES[2:]
    clock = Clock(default_ladder(), at("2026-08-24 09:00:00"), DUE, VIETNAM)
    assert [step.rung.code for step in clock.schedule()] == CODES[1:]


def test_a_round_that_starts_late_keeps_the_reminder_that_an_escalation_needs() -> None:
    clock = Clock(default_ladder(), at("2026-08-31 09:00:00"), DUE, VIETNAM)
    assert [step.rung.code for step in clock.schedule()] == ["reminder_2"]
    plain = Clock(Ladder(default_ladder().rungs[:-1]), at("2026-08-31 09:00:00"), DUE, VIETNAM)
    assert plain.schedule() == ()
    assert Clock(Ladder(()), STARTED, DUE, VIETNAM).schedule() == ()
    assert Ladder((Rung("escalates", 1),)).last_reminder == Rung("escalates", 1)
    assert Ladder(()).last_reminder is None


def test_a_due_day_that_is_off_reminds_on_the_working_day_before() -> None:
    clock = Clock(default_ladder(), STARTED, at("2026-08-30 17:00:00"), VIETNAM)
    assert shown(clock.schedule())[:3] == [
        ("before_due", "08-27 09:00"),
        ("due_day", "08-28 09:00"),
        ("reminder_1", "09-03 09:00"),
    ]


@pytest.mark.req("L7", "L8")
def test_swept_in_time_every_step_comes_at_its_moment() -> None:
    done: list[Done] = []
    now, seen = STARTED, []
    while (next_at := CLOCK.next_step_at(done, now)) is not None:
        now = next_at
        plan = CLOCK.next_step(done, now)
        seen.append((code(plan.send) or code(plan.escalate), now))
        apply(done, plan, now)
        assert plan.look_again_at == CLOCK.next_step_at(done, now)
        assert plan.overtaken == ()
    assert seen == [(step.rung.code, step.at) for step in CLOCK.schedule()]


@pytest.mark.req("L7")
def test_before_its_moment_nothing_is_done() -> None:
    plan = CLOCK.next_step([], at("2026-08-21 08:59:59"))
    assert plan.nothing
    assert plan.look_again_at == at("2026-08-21 09:00:00")
    assert not CLOCK.next_step([], at("2026-08-21 09:00:00")).nothing


@pytest.mark.req("L7", "L8")
def test_after_an_outage_only_the_highest_reminder_goes_and_the_escalation_a_working_day_later() -> None:
    done: list[Done] = []
    now = at("2026-08-28 15:00:00")
    plan = CLOCK.next_step(done, now)
    assert summary(plan) == ("reminder_2", None, CODES[:3], at("2026-09-03 09:00:00"))
    apply(done, plan, now)
    for waiting in ("2026-08-28 15:01:00", "2026-08-30 09:00:00", "2026-09-03 08:59:59"):
        assert CLOCK.next_step(done, at(waiting)).nothing
    plan = CLOCK.next_step(done, at("2026-09-03 09:00:00"))
    assert summary(plan) == (None, ESCALATE, [], None)


@pytest.mark.req("L8")
def test_with_a_reminder_a_working_day_old_it_escalates_at_once() -> None:
    done = [Done("before_due", at("2026-08-21 09:00:00")), Done("due_day", at("2026-08-24 09:00:00"))]
    done.append(Done("reminder_1", at("2026-08-25 09:00:00")))
    plan = CLOCK.next_step(done, at("2026-08-27 10:00:00"))
    assert summary(plan) == (None, ESCALATE, ["reminder_2"], None)


@pytest.mark.req("L8")
def test_a_hand_made_reminder_is_proof_and_an_overtaken_or_early_one_is_not() -> None:
    rows = [Done(step, at("2026-08-27 11:00:00"), Outcome.OVERTAKEN) for step in CODES[:4]]
    now = at("2026-08-28 09:00:00")
    assert CLOCK.next_step(rows, now).nothing
    assert CLOCK.next_step_at(rows, now) is None
    early = [*rows, Done("by_hand", at("2026-08-24 16:00:00"))]
    assert CLOCK.next_step(early, now).nothing
    by_hand = [*rows, Done("by_hand", at("2026-08-27 11:30:00"))]
    assert CLOCK.next_step_at(by_hand, at("2026-08-27 12:00:00")) == now
    assert code(CLOCK.next_step(by_hand, now).escalate) == ESCALATE


@pytest.mark.req("L7")
def test_nothing_is_sent_on_a_day_off() -> None:
    holiday = at("2026-09-02 10:00:00")
    assert summary(CLOCK.next_step([], holiday)) == (None, None, [], at("2026-09-03 09:00:00"))
    assert CLOCK.next_step_at([], holiday) == at("2026-09-03 09:00:00")


def test_an_urgent_escalation_waits_as_long_as_its_ladder_says() -> None:
    clock = Clock(urgent_ladder(), at("2026-08-20 07:30:00"), at("2026-08-20 10:00:00"), VIETNAM)
    done: list[Done] = []
    now = at("2026-08-20 16:00:00")  # the escalation was planned for 15:30
    plan = clock.next_step(done, now)
    assert summary(plan) == ("reminder_2", None, CODES[:3], at("2026-08-21 08:30:00"))
    apply(done, plan, now)
    assert clock.next_step(done, at("2026-08-21 08:29:59")).nothing
    assert code(clock.next_step(done, at("2026-08-21 08:30:00")).escalate) == ESCALATE


def test_a_lower_step_that_was_missed_is_only_recorded() -> None:
    done = [Done("due_day", at("2026-08-24 09:00:00"))]
    plan = CLOCK.next_step(done, at("2026-08-24 10:00:00"))
    assert summary(plan) == (None, None, ["before_due"], at("2026-08-25 09:00:00"))


def test_once_escalated_the_round_is_finished() -> None:
    done = [Done(ESCALATE, at("2026-08-27 09:00:00"))]
    assert CLOCK.next_step(done, at("2026-08-28 09:00:00")) == Plan()
    assert CLOCK.next_step_at(done, at("2026-08-20 09:00:00")) is None


def test_a_ladder_without_escalation_ends_with_its_last_reminder() -> None:
    clock = Clock(Ladder(default_ladder().rungs[:-1]), STARTED, DUE, VIETNAM)
    done: list[Done] = []
    plan = clock.next_step(done, at("2026-08-27 09:00:00"))
    assert summary(plan) == ("reminder_2", None, CODES[:3], None)
    assert [step.rung.code for step in clock.schedule()] == CODES[:4]


@pytest.mark.req("X3")
def test_reminders_counted_are_those_of_the_ladder_after_the_due_time_beyond_the_first() -> None:
    ladder = default_ladder()
    done = [
        Done("due_day", at("2026-08-24 09:00:00")),
        Done("reminder_1", at("2026-08-25 09:00:00")),
        Done("by_hand", at("2026-08-25 15:00:00")),
        Done("reminder_2", at("2026-08-26 09:00:00")),
        Done(ESCALATE, at("2026-08-27 09:00:00")),
    ]
    assert reminders_counted(ladder, done, DUE, None) == 1
    assert reminders_counted(ladder, done, DUE, at("2026-08-26 08:00:00")) == 0
    assert reminders_counted(ladder, [], DUE, None) == 0
    overtaken = [Done("reminder_1", at("2026-08-26 09:00:00"), Outcome.OVERTAKEN), done[3]]
    assert reminders_counted(ladder, overtaken, DUE, None) == 0


@pytest.mark.parametrize("ladder", [default_ladder(), urgent_ladder(), Ladder(())])
def test_a_ladder_survives_being_frozen_as_json(ladder: Ladder) -> None:
    assert Ladder.from_json(json.loads(json.dumps(ladder.as_json()))) == ladder


def test_the_urgent_have_their_own_ladder() -> None:
    assert ladder_for(urgent=True).pace is Pace.HOURS
    assert ladder_for(urgent=False).pace is Pace.DAYS


@pytest.mark.parametrize(
    "rungs",
    [
        (Rung("a", 2), Rung("b", 1)),
        (Rung("a", 1), Rung("a", 2)),
        (Rung("a", 1), Rung("b", 1)),
        (Rung("", 1),),
        (Rung("a", 1), Rung(ESCALATE, 2), Rung("b", 3)),
        (Rung("a", -1), Rung("b", 0), Rung(ESCALATE, 1)),
        (Rung(ESCALATE, 1),),
    ],
)
def test_a_ladder_out_of_order_or_escalating_unwarned_is_refused(rungs: tuple[Rung, ...]) -> None:
    with pytest.raises(ValueError):
        Ladder(rungs)


STARTS = st.builds(moment, st.dates(date(2025, 12, 1), date(2026, 12, 1)), st.times())
SWEEPS = st.lists(st.integers(0, 60 * 24 * 40), max_size=60)


@settings(max_examples=300)
@pytest.mark.req("L7", "L8")
@given(started=STARTS, days=st.integers(1, 8), urgent=st.booleans(), sweeps=SWEEPS, hours=st.integers(1, 30))
def test_each_step_happens_once_whatever_the_sweeps_do(
    started: datetime, days: int, urgent: bool, sweeps: list[int], hours: int
) -> None:
    """Sweeps in any order are outages, double runs and a clock set back; a long run at the end makes everything due."""
    due_at = due(started, TimeLimit(days), VIETNAM).at
    if urgent:
        due_at = Clock(urgent_ladder(), started, started, VIETNAM).hours.shift(started, timedelta(hours=hours), VIETNAM)
    clock = Clock(ladder_for(urgent), started, due_at, VIETNAM)
    done: list[Done] = []
    late = [due_at + timedelta(days=40 + n) for n in range(20)]
    for now in (*(started + timedelta(minutes=minutes) for minutes in sweeps), *late):
        plan = clock.next_step(done, now)
        moved = [step for step in (plan.send, plan.escalate, *plan.overtaken) if step]
        assert all(step.at <= now for step in moved)
        assert not (plan.send and plan.escalate)
        assert not moved or VIETNAM.is_working(local_day(now))
        if plan.escalate:
            reminded = [row.at for row in done if row.outcome is Outcome.SENT and row.at > due_at]
            assert reminded
            assert urgent or any(VIETNAM.count(local_day(sent), local_day(now)) >= 1 for sent in reminded)
        apply(done, plan, now)
        assert plan.look_again_at == clock.next_step_at(done, now)
        assert plan.look_again_at is None or plan.look_again_at > now
        assert clock.next_step(done, now).nothing
    codes = [row.code for row in done]
    assert sorted(codes) == sorted(step.rung.code for step in clock.schedule())
    assert len(codes) == len(set(codes))
    assert clock.next_step_at(done, late[-1]) is None


@given(started=STARTS, days=st.integers(1, 8), urgent=st.booleans(), minutes=st.integers(0, 60 * 24 * 40))
def test_looking_only_when_told_to_misses_nothing(started: datetime, days: int, urgent: bool, minutes: int) -> None:
    """Between now and the moment to look again there is nothing to do, at any minute in between."""
    clock = Clock(ladder_for(urgent), started, due(started, TimeLimit(days), VIETNAM).at, VIETNAM)
    now = started + timedelta(minutes=minutes)
    assume(VIETNAM.is_working(local_day(now)))  # on a day off one is told 09:00, though midnight would do
    done: list[Done] = []
    apply(done, clock.next_step(done, now), now)
    told = clock.next_step_at(done, now)
    if told is None:
        return
    for part in (0.0, 0.3, 0.9, 0.999):
        assert clock.next_step(done, now + (told - now) * part).nothing
    assert not clock.next_step(done, told).nothing
