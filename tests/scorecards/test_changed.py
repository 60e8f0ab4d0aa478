"""What a letter that adds points after a reply does to the scores (O4; exact rules 6, 10, 28): the first reply's
timeliness is not lost, and what could not be answered in it is not held against it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coordination.consultations.models import Consultee
from coordination.limits.rules import Party
from coordination.replies.rules import Position
from coordination.scorecards.queries import delays
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.rules import ConsulteeFacts, Period
from tests.consultations.test_changes import adding, changed, removing

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.make import Maker

pytestmark = pytest.mark.req("L4", "X2")


def facts_of(consultee: Consultee, clock: Clock) -> ConsulteeFacts:
    cases, _left = consultee_cases(Period.parse("2026-Q4"), clock.now)
    (found,) = (case.facts for case in cases if case.case == f"consultee/{consultee.id}")
    assert isinstance(found, ConsulteeFacts)
    return found


def test_added_points_answered_at_once_cost_nothing(make: Maker, clock: Clock) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-16 17:00"), consultees=["stp"])
    stp = make.of(asked, "stp")
    clock.at("2026-10-08")
    first = make.reply(stp).arrived_at
    clock.at("2026-10-15")
    changed(make, asked, adding)
    clock.at("2026-10-19")
    make.reply(stp)
    clock.at("2026-11-20")
    facts = facts_of(stp, clock)
    assert (facts.first_complete_reply, facts.late, facts.days_late) == (first, False, 0)
    assert (facts.points, facts.answered_first) == (3, 3)


def test_added_points_left_unanswered_are_missing_and_not_late(make: Maker, clock: Clock) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-16 17:00"), consultees=["stp"])
    stp = make.of(asked, "stp")
    clock.at("2026-10-08")
    make.reply(stp)
    clock.at("2026-10-19")
    changed(make, asked, adding)
    clock.at("2026-11-20")
    facts = facts_of(stp, clock)
    assert (facts.due, facts.late, facts.days_late) == (clock.moment("2026-10-16 17:00"), False, 0)
    assert (facts.points, facts.answered_first) == (3, 2)
    days = delays([stp.id], clock.now)[stp.id].ledger
    assert days[-1].party is Party.CONSULTEE
    assert next(each.party for each in days if each.day == clock.moment("2026-10-14 09:00").date()) is Party.LEAD


def test_lateness_that_was_there_before_the_letter_stays(make: Maker, clock: Clock) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-16 17:00"), consultees=["stp"])
    stp = make.of(asked, "stp")
    clock.at("2026-10-20")
    changed(make, asked, adding)
    clock.at("2026-10-21")
    make.reply(stp)
    clock.at("2026-11-20")
    facts = facts_of(stp, clock)
    assert (facts.due, facts.late, facts.days_late) == (clock.moment("2026-10-16 17:00"), True, 3)


def test_a_point_taken_away_is_counted_nowhere(make: Maker, clock: Clock) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-16 17:00"), consultees=["stp"], points=3)
    stp = make.of(asked, "stp")
    reply = make.reply(stp, Position.AGREE, Position.AGREE, None)
    clock.pass_days(1)
    changed(make, asked, lambda wanted: replace(removing(wanted)))
    clock.at("2026-11-20")
    facts = facts_of(stp, clock)
    assert (facts.points, facts.answered_first, facts.first_complete_reply) == (2, 2, reply.arrived_at)
