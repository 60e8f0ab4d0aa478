"""Urgency from above (O11, exact rule 29): the assigning document by rule, the authority by its word."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Kind, imposed, in_the_way
from coordination.consultations.words import urgency_said
from coordination.kernel import files
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.limits.rules import DayUnit, TimeLimit, counts_as_sent_on, moment, vietnam
from coordination.scorecards.queries.leads import lead_cases
from coordination.scorecards.rules import Period
from tests import papers

if TYPE_CHECKING:
    from tests.browser import Browser
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker

pytestmark = pytest.mark.req("F4")
CALENDAR = vietnam()
CALENDAR.count(date(2026, 1, 1), date(2029, 1, 1))
FIVE = TimeLimit(5)
LEGAL = Kind.LEGAL_DOCUMENT


def codes(raised: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


def at(written: str) -> datetime:
    from coordination.limits.rules import ZONE

    return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("received", "due_on", "issued", "approved", "words"),
    [
        # 6 working days had, 5 + 2 needed; a third is 2 days
        ("2026-10-05 09:00", date(2026, 10, 13), "2026-10-07 16:00", True, "trong một phần ba"),
        ("2026-10-05 09:00", date(2026, 10, 13), "2026-10-08 09:00", False, "quá một phần ba"),
        # sent out after 17:00 counts as the next working day, and that is the third
        ("2026-10-05 09:00", date(2026, 10, 13), "2026-10-07 17:01", False, "quá một phần ba"),
        # 7 days are enough
        ("2026-10-05 09:00", date(2026, 10, 14), "2026-10-05 10:00", False, "để đủ thời gian"),
        # received after 17:00 on Friday counts from Monday
        ("2026-10-02 17:30", date(2026, 10, 13), "2026-10-05 10:00", True, "trong một phần ba"),
        # on the very day: a third of the hours
        ("2026-10-05 08:00", date(2026, 10, 5), "2026-10-05 10:00", True, "trong một phần ba"),
        ("2026-10-05 08:00", date(2026, 10, 5), "2026-10-05 14:00", False, "quá một phần ba"),
    ],
)
def test_the_document_made_the_time_short_or_the_lead_did(
    received: str, due_on: date, issued: str, approved: bool, words: str, app: Any
) -> None:
    found = imposed(at(received), due_on, at(issued), FIVE, CALENDAR)
    assert found.approved is approved
    assert words in " ".join(urgency_said(found, issued=True))


MOMENTS = st.integers(0, 500 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@settings(deadline=None, max_examples=200)
@given(MOMENTS, st.integers(0, 40), st.integers(0, 30 * 24), st.integers(1, 20), st.sampled_from(list(DayUnit)))
def test_more_haste_never_costs_the_approval_and_more_time_never_gives_it(
    received: datetime, days: int, hours: int, minimum: int, unit: DayUnit
) -> None:
    due_on = counts_as_sent_on(received, CALENDAR) + timedelta(days=days)
    limit, issued = TimeLimit(minimum, unit), received + timedelta(hours=hours)
    found = imposed(received, due_on, issued, limit, CALENDAR)
    assert found.approved == (found.had < found.needed and found.in_time)
    assert not found.approved or 3 * found.used <= found.had
    sooner = imposed(received, due_on, received + (issued - received) / 2, limit, CALENDAR)
    assert sooner.in_time or not found.in_time
    later = imposed(received, due_on + timedelta(days=1), issued, limit, CALENDAR)
    assert found.too_few or not later.too_few
    assert not imposed(received, due_on, issued, None, CALENDAR).approved
    assert not imposed(received, due_on, received - timedelta(hours=1), limit, CALENDAR).in_time


def ordered(make: Maker, consultation: Consultation, due_on: date, **how: Any) -> Any:
    by, now = make.officer("stc"), make.clock.now
    kept = files.keep(
        FileStorage(io.BytesIO(papers.PDF), "Công văn giao việc.pdf"), by_person=by.person_id, now=now, limit=1 << 20
    )
    said = actions.OrderData("12/UBND-TH", make.clock.today, due_on, now - timedelta(minutes=30), **how)
    return make.kept(actions.record_order(consultation, said, kept, by=by, now=now))


def short(make: Maker, **how: Any) -> Consultation:
    """A draft about a legal document (minimum 20 days) with three days' time and no reason given for that."""
    clock = make.clock
    return make.draft(kind=LEGAL, due_at=moment(clock.today + timedelta(days=3), clock_close()), reasons=False, **how)


def clock_close() -> Any:
    from datetime import time

    return time(17)


def too_short(consultation: Consultation, clock: Clock) -> bool:
    return "due_below_minimum" in [each.code for each in queries.findings(consultation, clock.now)]


def test_the_gate_takes_the_document_for_the_reason_and_the_score_reads_it(make: Maker, clock: Clock) -> None:
    draft = short(make)
    assert too_short(draft, clock)
    ordered(make, draft, clock.today + timedelta(days=10))
    assert not too_short(draft, clock)
    assert not [f for f in in_the_way(queries.findings(draft, clock.now), queries.reasons_of(draft))
                if f.code.startswith("due")]  # fmt: skip
    issue(make, draft)
    assert draft.urgency_approved
    assert draft.urgency_basis.startswith("Văn bản số 12/UBND-TH ngày")
    clock.pass_days(90)
    (case,) = lead_cases(Period.parse("2026-Q4"), clock.now)
    assert case.facts.urgency_approved  # type: ignore[union-attr]


def issue(make: Maker, draft: Consultation) -> None:
    now = make.clock.now
    for finding in queries.findings(draft, now):
        about = str(finding.evidence.get("about", ""))
        actions.give_reason(draft, finding.code, about, "Có lý do.", by=make.officer("stc"), now=now)
    actions.send_for_signing(draft, by=make.officer("stc"), now=now)
    actions.sign(draft, by=make.head("stc"), now=now)
    actions.issue(draft, by=make.clerk("stc"), now=now)
    make.kept(draft)


def test_a_lead_that_sat_on_it_is_not_excused(make: Maker, clock: Clock) -> None:
    draft = short(make)
    ordered(make, draft, clock.today + timedelta(days=4))
    clock.pass_days(2)
    assert too_short(draft, clock)
    issue(make, draft)
    assert not draft.urgency_approved


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": " "}, "order_number_missing"),
        ({"dated_on": None}, "order_date_missing"),
        ({"due_on": None}, "order_due_missing"),
        ({"received_at": None}, "order_received_missing"),
        ({"dated_on": date(2027, 5, 5), "due_on": date(2027, 5, 6)}, "order_date_to_come"),
        ({"due_on": date(2026, 1, 1)}, "order_due_before_date"),
        ({"received_at": datetime(2027, 5, 5, tzinfo=UTC)}, "order_received_to_come"),
        ({}, "order_file_missing"),
    ],
)
def test_the_document_is_named_whole_and_attached(make: Maker, clock: Clock, said: dict[str, Any], code: str) -> None:
    draft = make.draft()
    data = {"number": "12/UBND", "dated_on": clock.today, "due_on": clock.today, "received_at": clock.now, **said}
    with pytest.raises(NotReady) as refused:
        actions.record_order(draft, actions.OrderData(**data), by=make.officer("stc"), now=clock.now)
    assert codes(refused) == [code]


# The authority's word.


def test_the_authority_approves_before_the_issue_and_only_that_time(make: Maker, clock: Clock, cast: Cast) -> None:
    draft = short(make)
    asked = actions.ask_urgency(draft, "Họp ngày 12.", by=make.head("stc"), now=clock.now)
    with pytest.raises(NotReady) as twice:
        actions.ask_urgency(draft, "Lần nữa.", by=make.head("stc"), now=clock.now)
    assert codes(twice) == ["urgency_asked_already"]
    assert {x.kind for x in db.session.scalars(select(Letter))} >= {"urgency_asked"}
    actions.decide_urgency(asked, approved=True, words="Đồng ý.", by=cast.actor("chairman"), now=clock.now)
    with pytest.raises(NotReady) as again:
        actions.decide_urgency(asked, approved=False, words="Không.", by=cast.actor("chairman"), now=clock.now)
    assert codes(again) == ["urgency_decided_already"]
    db.session.expire_all()
    assert not too_short(draft, clock)
    draft.due_at = asked.due_at - timedelta(days=1)
    assert too_short(draft, clock)
    draft.due_at = asked.due_at
    issue(make, draft)
    assert (draft.urgency_approved, draft.urgency_basis) == (True, "Đồng ý.")


def test_after_the_issue_one_working_day_is_left_to_ask(make: Maker, clock: Clock, cast: Cast) -> None:
    issued = make.consultation(kind=LEGAL, due_at=moment(clock.today + timedelta(days=3), clock_close()))
    assert not issued.urgency_approved
    clock.pass_days(1)
    asked = actions.ask_urgency(issued, "Họp ngày 12.", by=make.head("stc"), now=clock.now)
    actions.decide_urgency(asked, approved=False, words="Không.", by=cast.actor("chairman"), now=clock.now)
    assert not issued.urgency_approved
    asked = actions.ask_urgency(issued, "Có công điện.", by=make.head("stc"), now=clock.now)
    actions.decide_urgency(asked, approved=True, words="Đồng ý.", by=cast.actor("chairman"), now=clock.now)
    assert issued.urgency_approved
    clock.pass_days(1)
    with pytest.raises(NotReady) as late:
        actions.ask_urgency(issued, "Muộn.", by=make.head("stc"), now=clock.now)
    assert codes(late) == ["urgency_asked_too_late"]


BUDGET = 26


def test_it_is_written_asked_and_decided_on_screens(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    draft = short(make)
    lan, dung, minh = browser.as_(cast.lan), browser.as_(cast.dung), browser.as_(cast.chairman)
    page = lan.get("consultations.order", consultation_id=draft.id)
    page = page.form("Ghi văn bản giao việc").submit(status=422, budget=BUDGET)
    assert page.says("Chưa có số, ký hiệu văn bản giao việc.")
    page = page.form("Ghi văn bản giao việc").fill({
        "number": "12/UBND-TH", "dated_on": "05/10/2026", "due_on": "15/10/2026",
        "received_at": "05/10/2026", "received_at-time": "08:00",
        "file": (io.BytesIO(papers.PDF), "Giao việc.pdf"),
    }).submit(budget=BUDGET)  # fmt: skip
    assert page.says("Đã ghi văn bản giao việc.", "thời hạn ngắn là có cơ sở")
    assert lan.get("consultations.compose", consultation_id=draft.id).says("Văn bản giao việc số 12/UBND-TH")
    lan.post("consultations.drop_order", consultation_id=draft.id, budget=BUDGET)
    page = dung.get("consultations.ask_urgency", consultation_id=draft.id)
    page = page.form("Gửi đề nghị").fill(reason="Họp ngày 12.").submit(budget=BUDGET)
    assert page.says("Đang chờ cấp có thẩm quyền cho ý kiến.")
    assert minh.get("overview.desk").says("Cho ý kiến về thời hạn ngắn hơn quy định do Sở Tài chính đề nghị")
    (asked,) = queries.requests_of(draft.id)
    minh.get("overview.consultation", consultation_id=draft.id, status=404)
    page = minh.get("consultations.urgency_request", urgency_request_id=asked.id)
    page.form("Cho ý kiến").fill(approved="yes", words="Đồng ý.").submit(budget=BUDGET)
    assert lan.get("consultations.compose", consultation_id=draft.id).says("được cấp có thẩm quyền chấp thuận")
    browser.as_(cast.mai).get("consultations.urgency_request", urgency_request_id=asked.id, status=404)
