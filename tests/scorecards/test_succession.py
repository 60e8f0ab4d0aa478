"""After a succession there is a score of the old unit, of the new one, and of both together (design 3.1)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.kernel import store
from coordination.scorecards import queries
from coordination.scorecards.rules import Card, Case, Period, Role, cards, together
from coordination.units import actions
from coordination.units.models import Unit
from coordination.units.rules import Act, Wanted
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.scorecards.story import Story
from tests.scorecards.test_rules_cards import case

QUARTER = Period.parse("2026-Q4")
MERGED = date(2026, 10, 15)


def merge(cast: Cast, clock: Clock, old: Unit, into: Unit) -> None:
    how = Wanted(
        Act.MERGE, clock.today, (old.id,), main=into.id, document_number="12/NQ", document_date=date(2026, 10, 1)
    )
    actions.enter_succession(how, by=cast.actor("admin"), now=clock.now)
    store.commit()


def card_of(unit: Unit, role: Role, clock: Clock, *, combined: bool = False) -> Card | None:
    found, _left, _cases = queries.cards_of(QUARTER, clock.now, [role], combined=unit if combined else None)
    return next((each for each in found if each.unit == unit.code), None)


def cases(card: Card | None) -> list[str]:
    return [entry.case.case for entry in card.ledger] if card else []


@pytest.mark.req("L2", "A2")
def test_what_counted_before_is_the_old_unit_s_what_counts_after_is_the_new_one_s(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    early = make.consultee("stp", due_at=clock.moment("2026-10-12 17:00"))
    late = make.consultee("stp", due_at=clock.moment("2026-10-20 17:00"))
    clock.at(date(2026, 10, 14))
    before = card_of(cast.stp, Role.CONSULTEE, clock)
    assert cases(before) == [f"consultee/{early.id}"]
    clock.at(MERGED)
    merge(cast, clock, cast.stp, cast.sxd)
    clock.at(date(2026, 10, 22))
    assert cases(card_of(cast.stp, Role.CONSULTEE, clock)) == [f"consultee/{early.id}"]
    assert cases(card_of(cast.sxd, Role.CONSULTEE, clock)) == [f"consultee/{late.id}"]
    combined = card_of(cast.sxd, Role.CONSULTEE, clock, combined=True)
    assert cases(combined) == [f"consultee/{early.id}", f"consultee/{late.id}"]
    assert combined is not None
    assert combined.summary.n == 2


@pytest.mark.req("L2", "A2")
def test_a_lead_s_score_before_after_and_combined(make: Maker, cast: Cast, clock: Clock) -> None:
    story = Story(make, clock).whole()
    before = card_of(cast.stc, Role.LEAD, clock)
    assert before is not None
    clock.pass_days(1)
    merge(cast, clock, cast.stc, cast.sdl)
    assert story.asked.lead_unit_id == cast.sdl.id
    clock.pass_days(1)
    old, new, both = (
        card_of(cast.stc, Role.LEAD, clock), card_of(cast.sdl, Role.LEAD, clock),
        card_of(cast.sdl, Role.LEAD, clock, combined=True),
    )  # fmt: skip
    assert old is not None
    assert both is not None
    assert (old.summary.score, new) == (before.summary.score, None)
    assert both.summary.score == before.summary.score
    assert [entry.components for entry in old.ledger] == [entry.components for entry in before.ledger]


@pytest.mark.req("L2")
def test_the_authority_s_succession_changes_no_score_and_both_authorities_people_read_it(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    Story(make, clock).whole()
    before = card_of(cast.sxd, Role.CONSULTEE, clock)
    facts = actions.UnitFacts("UB2", "Ủy ban nhân dân mới", cast.ubnd.kind, is_authority=True)
    new = actions.create_unit(facts, by=cast.actor("admin"), now=clock.now)
    merge(cast, clock, cast.ubnd, new)
    after = card_of(cast.sxd, Role.CONSULTEE, clock)
    assert before is not None
    assert after is not None
    assert after.summary.score == before.summary.score
    assert after.authority == "UB2"


@pytest.mark.req("L2", "A2")
def test_on_screen_and_by_command_old_new_and_combined(
    browser: Any, make: Maker, cast: Cast, clock: Clock, run: Any
) -> None:
    make.consultee("stp", due_at=clock.moment("2026-10-12 17:00"))
    clock.at(MERGED)
    merge(cast, clock, cast.stp, cast.sxd)
    page = browser.as_(cast.son).get("scorecards.card", unit_id=cast.sxd.id)
    assert "Tính gộp cả các đơn vị trước đây" in page.text
    combined = browser.as_(cast.son).get("scorecards.card", unit_id=cast.sxd.id, query={"combined": "1"})
    assert "Chỉ tính đơn vị hiện nay" in combined.text
    old = browser.as_(cast.son).get("scorecards.card", unit_id=cast.stp.id)
    assert "Đơn vị này nay là" in old.text
    assert "Sở Tư pháp" in browser.as_(cast.monitor).get("scorecards.index", query={"period": "2026-10"}).text
    found = [
        json.loads(run("scorecard", "--period", "2026-10", "--role", "consultee", "--unit", *more).output)
        for more in (["STP"], ["SXD"], ["SXD", "--combined"])
    ]
    assert [[each["unit"] for each in some] for some in found] == [["STP"], [], ["SXD"]]
    assert found[0][0]["score"] == found[2][0]["score"]


@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 28)), max_size=20))
def test_together_loses_no_case_and_leaves_the_others_as_they_are(said: list[tuple[str, int]]) -> None:
    given_cases: list[Case] = [
        case(f"consultee/{number}", unit=unit, on=date(2026, 10, day)) for number, (unit, day) in enumerate(said)
    ]
    after = together(given_cases, {"A", "B"}, "B")
    assert [each.case for each in after] == [each.case for each in given_cases]
    assert [each for each in after if each.unit in "CD"] == [each for each in given_cases if each.unit in "CD"]
    made = {each.unit: each.summary.n for each in cards(after, QUARTER)}
    assert made.get("B", 0) == sum(unit in "AB" for unit, _day in said)
    assert "A" not in made
