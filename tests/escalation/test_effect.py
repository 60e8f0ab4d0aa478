"""What waiting does to the lead's own day of submission (O12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.escalation.rules import LeadEffect, effect_on_lead
from coordination.limits.rules import WorkCalendar
from tests.browser import Browser
from tests.cast import Cast
from tests.make import Maker

pytestmark = pytest.mark.req("L8")
CALENDAR = WorkCalendar()
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    "today, submit_by, left, last_day, short_by",
    [
        (date(2026, 11, 23), date(2026, 11, 30), 5, date(2026, 11, 26), 0),  # a week: three days to spare
        (date(2026, 11, 26), date(2026, 11, 30), 2, date(2026, 11, 26), 0),  # the last day on which opinions help
        (date(2026, 11, 27), date(2026, 11, 30), 1, date(2026, 11, 26), 1),
        (date(2026, 11, 30), date(2026, 11, 30), 0, date(2026, 11, 26), 2),
        (date(2026, 12, 2), date(2026, 11, 30), -2, date(2026, 11, 26), 4),  # already over
        (date(2026, 11, 23), date(2026, 11, 29), 4, date(2026, 11, 25), 0),  # a Sunday: what is due then is due Friday
    ],
)
def test_the_days_left_and_the_days_needed(
    today: date, submit_by: date, left: int, last_day: date, short_by: int
) -> None:
    assert effect_on_lead(today, submit_by, CALENDAR) == LeadEffect(submit_by, left, 2, last_day, short_by)


@given(DAYS, DAYS)
def test_the_last_day_leaves_exactly_what_is_needed(today: date, submit_by: date) -> None:
    effect = effect_on_lead(today, submit_by, CALENDAR)
    assert effect is not None
    assert CALENDAR.count(effect.last_day, submit_by) == effect.needed
    assert (effect.short_by > 0) == (effect.left < effect.needed)
    tomorrow = effect_on_lead(today + timedelta(days=1), submit_by, CALENDAR)
    assert tomorrow is not None
    assert tomorrow.left <= effect.left
    assert LeadEffect.from_json(effect.as_json()) == effect


def test_without_a_day_of_submission_there_is_nothing_to_say() -> None:
    assert effect_on_lead(date(2026, 11, 23), None, CALENDAR) is None


def test_the_report_shows_it_and_keeps_it_as_it_left(make: Maker, cast: Cast, browser: Browser) -> None:
    report = make.report()
    page = browser.as_(cast.dung).get("escalation.report", escalation_id=report.id, budget=30)
    assert page.says("Ảnh hưởng đến hạn trình của đơn vị chủ trì", "Thời gian cần để tổng hợp, trình")
    make.report_up(report)
    kept = dict(report.lead_effect)
    make.clock.pass_days(3)
    page = browser.as_(cast.chairman).get("escalation.report", escalation_id=report.id, budget=30)
    assert page.says("Thời gian còn lại khi trình báo cáo")
    assert report.lead_effect == kept


def test_what_happens_after_the_report_left_stands_apart_from_its_proof(
    make: Maker, cast: Cast, browser: Browser
) -> None:
    report = make.report_up()
    proof = list(report.cases[0].proof)
    here = {"escalation_id": report.id, "budget": 30}
    assert browser.as_(cast.chairman).get("escalation.report", **here).lacks("Diễn biến sau khi trình báo cáo")
    make.clock.pass_(hours=1)
    make.reply(report.cases[0].consultee)
    page = browser.as_(cast.chairman).get("escalation.report", **here)
    assert page.says("Diễn biến sau khi trình báo cáo")
    lists = page.soup.select("ol.proof")
    assert len(lists) == 2
    assert "Gửi văn bản góp ý" not in lists[0].get_text()
    assert list(report.cases[0].proof) == proof
    links = [a["href"] for a in lists[1].select("a")]
    assert links
    assert all("#e" in link for link in links)


def test_every_statement_of_the_proof_leads_to_its_event(make: Maker, cast: Cast, browser: Browser) -> None:
    report = make.report_up()
    page = browser.as_(cast.chairman).get("escalation.report", escalation_id=report.id, budget=30)
    link = page.soup.select("ol.proof a")[-1]["href"]
    event = link.split("#")[1]
    query = dict(part.split("=") for part in link.split("#")[0].partition("?")[2].split("&") if part)
    here = {"consultation_id": report.consultation_id, **query}
    page = browser.as_(cast.chairman).get("overview.consultation", budget=60, **here)
    assert page.soup.find(id=event) is not None
