"""Hỏa tốc (O11): people on duty, calls, what was said first by telephone; round the clock only where the order says so."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import FileStorage

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Urgency
from coordination.kernel import files
from coordination.kernel.values import NotReady
from coordination.limits.rules import Clock as LadderClock
from coordination.limits.rules import Ladder, Pace, urgent_ladder, vietnam
from coordination.replies import actions, queries
from coordination.replies.rules import Channel, Position
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.rules import ConsulteeFacts, Period
from tests import papers

if TYPE_CHECKING:
    from tests.browser import Browser
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker

pytestmark = pytest.mark.req("F4")
BUDGET = 30


def codes(raised: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


def express(make: Maker, due: str = "2026-10-06 10:00", **how: Any) -> Consultee:
    asked = make.consultation(
        consultees=["stp"], urgency=Urgency.EXPRESS, due_at=make.clock.moment(due), **how
    )  # fmt: skip
    return make.of(asked, "stp")


def said(consultee: Consultee, given_at: datetime, position: Position | None = Position.AGREE) -> actions.Preliminary:
    opinions = tuple(actions.OpinionDraft(point.id, position) for point in consultee.consultation.points)
    return actions.Preliminary(Channel.TELEPHONE, given_at, "Ông Tâm, Giám đốc", opinions)


def facts_of(consultee: Consultee, clock: Clock) -> ConsulteeFacts:
    cases, _left = consultee_cases(Period.parse("2026-Q4"), clock.now)
    (found,) = (case.facts for case in cases if case.case == f"consultee/{consultee.id}")
    assert isinstance(found, ConsulteeFacts)
    return found


@pytest.mark.parametrize(("confirmed_at", "counts"), [("2026-10-07 09:00", True), ("2026-10-08 09:00", False)])
def test_what_was_said_by_telephone_stops_the_lateness_if_confirmed_in_a_day(
    make: Maker, clock: Clock, confirmed_at: str, counts: bool
) -> None:
    stp = express(make)
    clock.at("2026-10-06 10:30")
    given = clock.moment("2026-10-06 09:50")
    reply = make.kept(actions.enter_preliminary(stp, said(stp, given), by=make.officer("stc"), now=clock.now))
    assert stp.answered_at is None
    assert queries.unconfirmed_paper(stp) is reply
    clock.at(confirmed_at)
    actions.confirm_paper(reply, by=make.head("stp"), now=clock.now)
    assert stp.answered_at == (given if counts else clock.now)
    clock.at("2026-11-20")
    facts = facts_of(stp, clock)
    assert facts.late is not counts
    assert (facts.days_late == 0) is counts


def test_unconfirmed_it_counts_for_nothing(make: Maker, clock: Clock) -> None:
    stp = express(make)
    given = clock.now
    reply = actions.enter_preliminary(stp, said(stp, given), by=make.officer("stc"), now=clock.now)
    with pytest.raises(NotReady) as again:
        actions.enter_preliminary(stp, said(stp, given), by=make.officer("stc"), now=clock.now)
    assert codes(again) == ["paper_waits"]
    actions.object_to_paper(reply, words="Chưa phát biểu như vậy.", by=make.head("stp"), now=clock.now)
    clock.at("2026-11-20")
    assert facts_of(stp, clock).first_complete_reply is None


@pytest.mark.parametrize(
    ("minutes", "code"), [(-5, "preliminary_to_come"), (121, "preliminary_not_at_once"), (400, "preliminary_before_issue")]
)  # fmt: skip
def test_it_is_entered_at_once(make: Maker, clock: Clock, minutes: int, code: str) -> None:
    stp = express(make)
    clock.at(clock.now + timedelta(hours=4))
    given = clock.now - timedelta(minutes=minutes)
    with pytest.raises(NotReady) as refused:
        actions.enter_preliminary(stp, said(stp, given), by=make.officer("stc"), now=clock.now)
    assert codes(refused) == [code]


def test_only_in_express_matters_and_never_empty(make: Maker, clock: Clock) -> None:
    ordinary = make.consultee("stp")
    with pytest.raises(NotReady) as refused:
        actions.enter_preliminary(ordinary, said(ordinary, clock.now), by=make.officer("stc"), now=clock.now)
    assert codes(refused) == ["preliminary_only_express"]
    with pytest.raises(NotReady) as duty:
        actions.name_duty(ordinary, "Anh Tâm", "028 3829 6052", by=make.head("stp"), now=clock.now)
    assert codes(duty) == ["duty_only_express"]
    stp = express(make)
    with pytest.raises(NotReady) as empty:
        actions.enter_preliminary(stp, said(stp, clock.now, None), by=make.officer("stc"), now=clock.now)
    assert codes(empty) == ["reply_empty"]


def test_who_is_on_duty_is_named_and_calls_are_kept_once(make: Maker, clock: Clock) -> None:
    stp = express(make)
    by = make.clerk("stp")
    first = actions.name_duty(stp, "Anh Tâm", "028 3829 6052", by=by, now=clock.now)
    assert actions.name_duty(stp, "Anh Tâm ", "028 3829 6052", by=by, now=clock.now) is first
    actions.name_duty(stp, "Chị Mai", "0903 123 456", by=by, now=clock.now)
    on_duty = queries.on_duty(stp)
    assert on_duty is not None
    assert (on_duty.name, first.over_at) == ("Chị Mai", clock.now)
    with pytest.raises(NotReady) as wrong:
        actions.name_duty(stp, "Chị Mai", "gọi sau", by=by, now=clock.now)
    assert codes(wrong) == ["duty_telephone_wrong"]
    call = {
        "whom": "Chị Mai",
        "telephone": "0903 123 456",
        "called_at": clock.now,
        "said": "Đã nhận, trả lời trong sáng.",
    }
    lan = make.officer("stc")
    assert actions.record_call(stp, **call, by=lan, now=clock.now) is actions.record_call(
        stp, **call, by=lan, now=clock.now
    )
    assert [(each.caller, each.said) for each in queries.calls_to(stp)] == [(lan.name, "Đã nhận, trả lời trong sáng.")]
    later = {**call, "called_at": clock.now + timedelta(hours=1)}
    with pytest.raises(NotReady) as to_come:
        actions.record_call(stp, **later, by=lan, now=clock.now)
    assert codes(to_come) == ["call_time_wrong"]


def round_the_clock(make: Maker, *, said_so: bool) -> Consultation:
    """Due on a Saturday night."""
    clock, by = make.clock, make.officer("stc")
    draft = make.draft(consultees=["stp"], urgency=Urgency.EXPRESS, reasons=False)
    upload = FileStorage(io.BytesIO(papers.PDF), "Công điện.pdf")
    kept = files.keep(upload, by_person=by.person_id, now=clock.now, limit=1 << 20)
    order = consultations.OrderData("05/CĐ", clock.today, clock.today + timedelta(days=6), clock.now, said_so)
    consultations.record_order(draft, order, kept, by=by, now=clock.now)
    from dataclasses import replace

    from coordination.consultations import queries as q

    wanted = replace(q.composed(draft), due_at=clock.moment("2026-10-10 22:00"))
    consultations.save(draft, wanted, by=by, now=clock.now)
    for finding in q.findings(draft, clock.now):
        about = str(finding.evidence.get("about", ""))
        consultations.give_reason(draft, finding.code, about, "Có lý do.", by=by, now=clock.now)
    consultations.send_for_signing(draft, by=by, now=clock.now)
    consultations.sign(draft, by=make.head("stc"), now=clock.now)
    consultations.issue(draft, by=make.clerk("stc"), now=clock.now)
    return make.kept(draft)


@pytest.mark.req("L7")
def test_it_runs_round_the_clock_only_where_the_order_says_so(make: Maker, clock: Clock) -> None:
    night = make.of(round_the_clock(make, said_so=True), "stp")
    assert night.due_at == clock.moment("2026-10-10 22:00")
    ladder = Ladder.from_json(night.consultation.ladder or {})
    run = LadderClock(ladder, clock.now, night.due_at or clock.now, vietnam())
    assert run.schedule()[0].at == clock.moment("2026-10-10 20:00")
    assert night.next_step_at is not None
    assert night.next_step_at <= clock.moment("2026-10-10 20:00")
    office = make.of(round_the_clock(make, said_so=False), "stp")
    assert office.due_at == clock.moment("2026-10-12 17:00")
    assert Ladder.from_json(office.consultation.ladder or {}).pace is Pace.HOURS


def test_a_ladder_round_the_clock_climbs_at_night_and_on_sundays() -> None:
    from dataclasses import replace

    from coordination.limits.rules import Done
    from tests.limits.test_rules_ladder import at

    ladder = replace(urgent_ladder(), pace=Pace.ROUND_THE_CLOCK)
    assert Ladder.from_json(ladder.as_json()) == ladder
    run = LadderClock(ladder, at("2026-10-10 12:00"), at("2026-10-10 23:00"), vietnam())
    assert [step.at for step in run.schedule()] == [
        at("2026-10-10 21:00"), at("2026-10-10 23:00"), at("2026-10-11 00:00"), at("2026-10-11 01:00"),
        at("2026-10-11 03:00"),
    ]  # fmt: skip
    plan = run.next_step((), at("2026-10-11 01:00"))
    assert plan.send is not None
    assert plan.send.rung.code == "reminder_2"
    sent = (Done("reminder_2", at("2026-10-11 01:00")),)
    assert run.next_step(sent, at("2026-10-11 03:00")).escalate is not None


def test_duty_calls_and_the_first_word_on_screens(browser: Browser, make: Maker, cast: Cast, clock: Clock) -> None:
    stp = express(make)
    mai, lan = browser.as_(cast.mai), browser.as_(cast.lan)
    page = mai.get("replies.duty", consultee_id=stp.id)
    page = page.form("Ghi người trực").submit(status=422, budget=BUDGET)
    page = page.form("Ghi người trực").fill(name="Chị Mai", telephone="0903 123 456").submit(budget=BUDGET)
    assert page.says("Người trực: Chị Mai, điện thoại 0903 123 456.")
    page = lan.get("replies.duty", consultee_id=stp.id)
    page = page.form("Ghi cuộc gọi").fill(words="Đã nhận công văn.").submit(budget=BUDGET)
    assert page.says("Nguyễn Thị Lan gọi Chị Mai", "Đã nhận công văn.")
    page = lan.get("replies.preliminary", consultee_id=stp.id)
    page = page.form("Lưu ý kiến sơ bộ").submit(status=422, budget=BUDGET)
    form = page.form("Lưu ý kiến sơ bộ").fill({
        "channel": "telephone", "said_by": "Ông Tâm", "opinions-0-position": "agree", "opinions-1-position": "agree",
    })  # fmt: skip
    page = form.submit(budget=BUDGET + 10)
    assert page.says("Đã nhập ý kiến sơ bộ.")
    (reply,) = queries.sent_replies(stp)
    assert reply.preliminary
    browser.as_(cast.hoa).get("replies.duty", consultee_id=stp.id, status=404)
