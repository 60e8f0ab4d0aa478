"""A whole consultation, and the facts and figures that were worked out for it by hand (exact rules 26–32)."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.replies.rules import Position
from coordination.scorecards import queries
from coordination.scorecards.rules import Card, Period, Role
from tests.clock import Clock
from tests.make import Maker
from tests.scorecards.story import Story

OCTOBER = Period.parse("2026-10")


def card(story: Story, unit: str, role: Role = Role.CONSULTEE) -> Card:
    found, _left, _cases = queries.cards_of(OCTOBER, story.clock.now, [role])
    (one,) = [each for each in found if each.unit == unit]
    return one


def only_entry(story: Story, unit: str, role: Role = Role.CONSULTEE) -> dict[str, Any]:
    (entry,) = card(story, unit, role).ledger
    return entry.to_json()


@pytest.fixture
def story(make: Maker, clock: Clock) -> Story:
    return Story(make, clock)


@pytest.mark.req("A2", "C2")
def test_who_answers_in_time_and_completes_after_a_return(story: Story) -> None:
    entry = only_entry(story.whole(), "STP")
    assert entry["facts"] == {
        "due": "2026-10-12T17:00:00+07:00",
        "original_due": "2026-10-12T17:00:00+07:00",
        "first_complete_reply": "2026-10-08T10:00:00+07:00",
        "days_late": 0,
        "reminders_before_reply": 0,
        "points": 2,
        "answered_first": 2,
        "incomplete_first": 1,
        "adequate_first": 1,
        "adequate_after_return": 1,
        "late_push_back": False,
        "push_back_refused": False,
        "late": False,
        "explanation_complete": False,
    }
    assert entry["components"] == {"timeliness": 1, "completeness": 0.5, "substance": 0.75, "responsibility": 1}
    assert entry["score"] == pytest.approx(40 + 10 + 22.5 + 10)


@pytest.mark.req("C2", "X3", "A5")
def test_who_is_silent_reminded_twice_and_answers_four_days_late_with_an_explanation(story: Story) -> None:
    entry = only_entry(story.whole(), "SXD")
    facts = entry["facts"]
    assert facts["first_complete_reply"] == "2026-10-16T10:00:00+07:00"
    assert (facts["late"], facts["days_late"], facts["reminders_before_reply"]) == (True, 4, 1)
    assert facts["explanation_complete"] is True
    assert entry["components"] == pytest.approx(
        {"timeliness": 1 - 0.4 - 0.1, "completeness": 1, "substance": 1, "responsibility": 1}
    )
    assert entry["score"] == pytest.approx(20 + 20 + 30 + 10)


@pytest.mark.req("A5")
def test_who_is_late_without_an_explanation_loses_the_responsibility(story: Story) -> None:
    story.handed_back().answered_in_time().late(explained=False)
    assert only_entry(story, "SXD")["score"] == pytest.approx(70)


@pytest.mark.req("C3")
def test_a_dossier_completed_on_demand_gives_the_whole_limit_anew(story: Story) -> None:
    entry = only_entry(story.whole(), "PGV")
    facts = entry["facts"]
    assert facts["due"] == "2026-10-16T17:00:00+07:00"
    assert facts["original_due"] == "2026-10-12T17:00:00+07:00"
    assert (facts["late"], facts["late_push_back"], facts["points"]) == (False, False, 2)
    assert entry["score"] == pytest.approx(100)


@pytest.mark.req("A3", "F4", "L5")
def test_the_leads_own_case(story: Story) -> None:
    entry = only_entry(story.whole(), "STC", Role.LEAD)
    facts = entry["facts"]
    assert facts["time_ratios"] == pytest.approx([0.7, 0.7, 0.7])
    assert (facts["points_addressed"], facts["points_handed_back"]) == (6, 0)
    assert (facts["consultees"], facts["unclear_granted"]) == (3, 1)
    assert (facts["duties"], facts["duties_in_time"]) == (2, 2)  # the push-back decided, the submission not returned
    assert (facts["comments"], facts["comments_disposed"]) == (3, 3)
    assert (facts["verdicts"], facts["overturned"]) == (7, 0)  # one incomplete, then each standing opinion adequate
    assert (facts["urgency_approved"], facts["checks"], facts["not_rightly_reported"]) == (False, 0, 0)
    assert entry["score"] == pytest.approx(25 * 0.7 + 20 + 20 * 2 / 3 + 15 + 20)


@pytest.mark.req("A2")
def test_figures_are_the_mean_of_the_cases_and_none_gets_a_band_from_so_few(story: Story) -> None:
    story.whole()
    made = card(story, "STP")
    assert (made.summary.n, made.summary.score, made.summary.interval, made.summary.band) == (1, 82.5, None, None)
    # m: departments under the city, in this role and period: Sở Tư pháp 82.5 and Sở Xây dựng 80, not the ward.
    assert made.summary.shrunk == pytest.approx((82.5 + 10 * 81.25) / 11)
    assert card(story, "PGV").summary.shrunk == pytest.approx(100)


def test_a_case_counts_once_it_is_due_or_closed_and_not_before(story: Story) -> None:
    story.handed_back().answered_in_time()
    found, left, _cases = queries.cards_of(OCTOBER, story.clock.now)
    assert (found, left) == ((), [])
    story.until("2026-10-12 17:00")
    assert queries.cards_of(OCTOBER, story.clock.now)[0] == ()
    story.until("2026-10-12 17:01")
    assert [c.unit for c in queries.cards_of(OCTOBER, story.clock.now, [Role.CONSULTEE])[0]] == ["STP", "SXD"]


@pytest.mark.req("X3")
def test_a_silent_unit_is_late_by_every_working_day_until_today(story: Story) -> None:
    story.handed_back().answered_in_time().until("2026-10-14 12:00")
    facts = only_entry(story, "SXD")["facts"]
    assert (facts["first_complete_reply"], facts["late"], facts["days_late"]) == (None, True, 2)
    assert facts["reminders_before_reply"] == 1
    assert only_entry(story, "SXD")["components"]["timeliness"] == 0


@pytest.mark.req("X2")
def test_a_verdict_is_not_felt_until_it_is_beyond_contest(story: Story) -> None:
    story.handed_back().answered_in_time().judged()
    assert only_entry(story, "STP")["score"] == pytest.approx(100)
    story.until("2026-10-15 17:00")  # two working days after the 13th
    assert only_entry(story, "STP")["facts"]["incomplete_first"] == 0
    story.until("2026-10-15 17:01")
    assert only_entry(story, "STP")["facts"]["incomplete_first"] == 1
    assert only_entry(story, "STP")["components"] == {
        "timeliness": 1, "completeness": 0.5, "substance": 0.5, "responsibility": 1,
    }  # fmt: skip


@pytest.mark.req("X2", "A3")
def test_an_overturned_verdict_costs_the_lead_and_not_the_unit(story: Story) -> None:
    from coordination.assessment import actions as assessment
    from coordination.assessment import queries as assessments
    from coordination.assessment.rules import Settlement

    story.handed_back().answered_in_time().judged()
    ((_id, verdict, _opinion, _reply),) = assessments.verdicts_of([story.stp.id])
    story.until("2026-10-14 09:30")
    assessment.contest(verdict, words="Đã nêu căn cứ tại mục 2.", by=story.make.head("stp"), now=story.clock.now)
    story.until("2026-10-15 09:30")
    assessment.settle(
        verdict, Settlement.OVERTURNED, reason="Văn bản đã nêu căn cứ.", by=story.make.cast.actor("chairman"),
        now=story.clock.now,
    )  # fmt: skip
    story.late().submitted()
    assert only_entry(story, "STP")["score"] == pytest.approx(100)
    lead = only_entry(story, "STC", Role.LEAD)["facts"]
    assert lead["overturned"] == 1
    # the contest was settled before the lead's own word was due: that is no missed duty
    assert (lead["duties"], lead["duties_in_time"]) == (2, 2)


@pytest.mark.req("A2")
def test_one_second_decides_about_late(make: Maker, clock: Clock) -> None:
    asked = make.consultation(points=1, due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-12 17:00")
    make.reply(make.of(asked, "stp"))
    clock.at("2026-10-12 17:01")
    make.reply(make.of(asked, "sxd"))
    found, _left, _cases = queries.cards_of(OCTOBER, clock.now, [Role.CONSULTEE])
    facts = {each.unit: each.ledger[0].to_json()["facts"] for each in found}
    assert (facts["STP"]["late"], facts["STP"]["days_late"]) == (False, 0)
    assert (facts["SXD"]["late"], facts["SXD"]["days_late"]) == (True, 1)  # a part counts as one


@pytest.mark.req("C1")
def test_what_is_missing_in_the_first_reply_is_not_answered_first(make: Maker, clock: Clock) -> None:
    asked = make.consultee("stp", points=2, due_at=clock.moment("2026-10-12 17:00"))
    make.reply(asked, Position.AGREE, None)
    clock.at("2026-10-09 10:00")
    make.reply(asked, Position.AGREE, Position.AGREE)
    clock.at("2026-10-13 10:00")
    found, _left, _cases = queries.cards_of(OCTOBER, clock.now, [Role.CONSULTEE])
    facts = found[0].ledger[0].to_json()["facts"]
    assert (facts["points"], facts["answered_first"], facts["adequate_first"]) == (2, 1, 2)
    assert facts["first_complete_reply"] == "2026-10-09T10:00:00+07:00"


@pytest.mark.req("A3")
def test_the_number_of_statements_does_not_grow(make: Maker, clock: Clock, statements: list[str]) -> None:
    make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-13 10:00")

    def counted() -> int:
        before = len(statements)
        queries.cards_of(OCTOBER, clock.now)
        return len(statements) - before

    few = counted()
    clock.at("2026-10-05")
    for _ in range(5):
        make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-13 10:00")
    assert counted() == few
