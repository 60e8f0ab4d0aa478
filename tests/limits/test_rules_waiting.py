"""Who was awaited from when on: one consultee's life as turns, and the days they make."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.limits.rules import (
    PARTIES,
    Party,
    PushBackMoments,
    Span,
    Waits,
    awaited,
    counts_as_sent_on,
    late_days,
    ledger,
    moment,
    totals,
    vietnam,
)

VIETNAM = vietnam()


def at(text: str) -> datetime:
    """'03-02 09:00' of 2026, in Vietnam."""
    day, hour = text.split()
    return moment(date.fromisoformat(f"2026-{day}"), time.fromisoformat(hour))


ISSUED = at("03-02 09:00")  # a Monday
DUE = at("03-09 17:00")


def days(waits: Waits, until: str) -> str:
    """'6 reply, 2 judging': the days in a row, told by cause."""
    charged = ledger(waits.issued_at, at(until), awaited(waits, VIETNAM), VIETNAM)
    told: list[list[str]] = []
    for row in charged:
        assert row.cause is not None
        if told and told[-1][0] == row.cause.value:
            told[-1].append("")
        else:
            told.append([row.cause.value])
    return ", ".join(f"{len(each)} {each[0]}" for each in told)


MADE, DECIDED = at("03-04 10:00"), at("03-06 10:00")


@pytest.mark.req("C2", "C3")
@pytest.mark.parametrize(
    ("story", "waits", "told"),
    [
        ("silent", Waits(ISSUED, ISSUED), "10 reply"),
        ("never delivered is nobody's fault but ours", Waits(ISSUED), "10 not_delivered"),
        ("delivered on the third day", Waits(ISSUED, at("03-05 10:00")), "3 not_delivered, 7 reply"),
        ("answered on the 6th, accepted", Waits(ISSUED, ISSUED, arrived=(at("03-06 10:00"),)), "4 reply, 6 judging"),
        (
            "answered, returned, completed",
            Waits(ISSUED, ISSUED, arrived=(MADE, at("03-11 10:00")), reopened=(DECIDED,)),
            "2 reply, 2 judging, 3 completion, 3 judging",
        ),
        (
            "a push-back made in time rests until it is decided",
            Waits(ISSUED, ISSUED, push_backs=(PushBackMoments(MADE, True, decided_at=DECIDED),)),
            "2 reply, 2 push_back, 6 reply",
        ),
        (
            "one made after the due time rests nothing",
            Waits(ISSUED, ISSUED, push_backs=(PushBackMoments(MADE, False, decided_at=DECIDED),)),
            "10 reply",
        ),
        (
            "left undecided: the lead's until it reached the authority, then the authority's",
            Waits(ISSUED, ISSUED, push_backs=(PushBackMoments(MADE, True, gone_up_at=at("03-09 09:00")),)),
            "2 reply, 3 push_back, 5 undecided",
        ),
        (
            "refused, disputed, settled by the authority",
            Waits(
                ISSUED, ISSUED,
                push_backs=(
                    PushBackMoments(
                        MADE, True, decided_at=DECIDED, disputed_at=at("03-09 11:00"), settled_at=at("03-11 11:00")
                    ),
                ),
            ),
            "2 reply, 2 push_back, 1 reply, 2 dispute, 3 reply",
        ),
        (
            "granted 'incomplete' of the first third: waiting for the full dossier",
            Waits(
                ISSUED, ISSUED,
                push_backs=(
                    PushBackMoments(MADE, True, decided_at=DECIDED, restarts=True, completed_at=at("03-11 11:00")),
                ),
            ),
            "2 reply, 2 push_back, 3 dossier, 3 reply",
        ),
        (
            "answered in full while its push-back waited",
            Waits(
                ISSUED, ISSUED, arrived=(DECIDED,), push_backs=(PushBackMoments(MADE, True, withdrawn_at=DECIDED),)
            ),
            "2 reply, 2 push_back, 6 judging",
        ),
        (
            "'we have sent it' waits for the lead, however long the lead takes",
            Waits(ISSUED, ISSUED, claims=(Span(MADE, at("03-10 10:00")),)),
            "2 reply, 4 claim, 4 reply",
        ),
        (
            "a contest is the authority's; upheld, the unit completes",
            Waits(
                ISSUED, ISSUED, arrived=(MADE,), reopened=(DECIDED, at("03-11 10:00")),
                contests=(Span(at("03-09 10:00"), at("03-11 10:00")),),
            ),
            "2 reply, 2 judging, 1 completion, 2 contest, 3 completion",
        ),
        (
            "overturned whole, it had answered",
            Waits(
                ISSUED, ISSUED, arrived=(MADE,), reopened=(DECIDED,), cleared=(at("03-11 10:00"),),
                contests=(Span(at("03-09 10:00"), at("03-11 10:00")),),
            ),
            "2 reply, 2 judging, 1 completion, 2 contest, 3 judging",
        ),
        (
            "suspended: the lead's, whatever else goes on; once mended, the authority's",
            Waits(
                ISSUED, ISSUED, push_backs=(PushBackMoments(MADE, True),),
                suspended=(Span(at("03-03 10:00"), at("03-10 10:00")),),
                mended=(Span(at("03-06 10:00"), at("03-10 10:00")),),
            ),
            "1 reply, 3 suspended, 2 mended, 4 push_back",
        ),
    ],
)  # fmt: skip
def test_each_story_charges_its_days(story: str, waits: Waits, told: str) -> None:
    assert days(waits, "03-16 10:00") == told, story


@pytest.mark.req("C2", "X3")
@pytest.mark.parametrize(
    ("arrived", "late"),
    [("03-09 17:00", 0), ("03-09 17:01", 1), ("03-10 10:00", 1), ("03-10 17:30", 2), ("03-14 10:00", 5)],
)
def test_what_comes_after_hours_came_on_the_next_working_day(arrived: str, late: int) -> None:
    waits = Waits(ISSUED, ISSUED, arrived=(at(arrived),))
    whole = ledger(ISSUED, at("03-20 10:00"), awaited(waits, VIETNAM), VIETNAM)
    until_then = ledger(ISSUED, at(arrived), awaited(waits, VIETNAM), VIETNAM)
    assert late_days(whole, DUE) == late_days(until_then, DUE) == late


def test_days_that_waited_for_others_after_the_due_day_are_nobodys_lateness() -> None:
    waits = Waits(ISSUED, ISSUED, claims=(Span(at("03-10 08:00"), at("03-12 10:00")),))
    charged = ledger(ISSUED, at("03-13 10:00"), awaited(waits, VIETNAM), VIETNAM)
    assert late_days(charged, DUE) == 2  # the 10th and the 13th; the 11th and the 12th were the lead's
    assert totals(charged)[Party.LEAD] == 2


MOMENTS = st.integers(0, 60 * 24 * 60).map(lambda minutes: ISSUED + timedelta(minutes=minutes))
OPTIONAL = st.none() | MOMENTS
SPANS = st.lists(st.builds(Span, MOMENTS, OPTIONAL), max_size=3).map(tuple)
SOME = st.lists(MOMENTS, max_size=3).map(tuple)
PUSH_BACKS = st.lists(
    st.builds(PushBackMoments, MOMENTS, st.booleans(), OPTIONAL, OPTIONAL, OPTIONAL, OPTIONAL, st.booleans(), OPTIONAL,
              OPTIONAL),
    max_size=3,
).map(tuple)  # fmt: skip
WAITS = st.builds(
    Waits, issued_at=st.just(ISSUED), delivered_at=OPTIONAL, arrived=SOME, cleared=SOME, reopened=SOME,
    push_backs=PUSH_BACKS, contests=SPANS, claims=SPANS, suspended=SPANS, mended=SPANS,
)  # fmt: skip


@pytest.mark.req("C2")
@given(waits=WAITS, closed=MOMENTS)
def test_whatever_happened_the_sums_equal_the_calendar(waits: Waits, closed: datetime) -> None:
    turns = awaited(waits, VIETNAM)
    charged = ledger(ISSUED, closed, turns, VIETNAM)
    assert sum(totals(charged).values()) == max(
        0, VIETNAM.count(counts_as_sent_on(ISSUED, VIETNAM), counts_as_sent_on(closed, VIETNAM))
    )
    assert turns[0].since == ISSUED
    assert [turn.since for turn in turns] == sorted({turn.since for turn in turns})
    assert all(turn.party is PARTIES[turn.cause] for turn in turns if turn.cause)


@given(waits=WAITS, closed=MOMENTS, later=st.integers(0, 30))
def test_a_day_once_charged_is_not_charged_anew_by_the_days_that_follow(
    waits: Waits, closed: datetime, later: int
) -> None:
    turns = awaited(waits, VIETNAM)
    before = ledger(ISSUED, closed, turns, VIETNAM)
    after = ledger(ISSUED, closed + timedelta(days=later), turns, VIETNAM)
    assert after[: len(before)] == before


@given(waits=WAITS, closed=MOMENTS)
def test_the_units_own_days_grow_neither_by_a_suspension_nor_by_a_contest(waits: Waits, closed: datetime) -> None:
    from dataclasses import replace

    free = replace(waits, suspended=(), contests=())
    own = [totals(ledger(ISSUED, closed, awaited(each, VIETNAM), VIETNAM))[Party.CONSULTEE] for each in (waits, free)]
    assert own[0] <= own[1]
