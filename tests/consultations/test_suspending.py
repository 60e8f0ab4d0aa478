"""Suspending an issued consultation: who proposes, who decides, what stands still, and by how much it moves (O25)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation, Suspension
from coordination.consultations.rules import ConsulteeFacts, RoundCause, SuspensionGround, overdue
from coordination.escalation.jobs import sweep
from coordination.escalation.models import LadderStep
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.limits import words
from coordination.limits.rules import Party
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, PushBackKind
from coordination.scorecards import queries as scorecards
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.req("L9")
WORDS = "Hồ sơ thiếu bản so sánh; bổ sung rồi báo cáo."


@pytest.fixture
def asked(make: Maker, clock: Clock) -> Consultation:
    """Issued on Monday the 5th at 09:00, due on Monday the 12th at 17:00."""
    return make.consultation(due_at=clock.moment("2026-10-12 17:00"))


def proposed(make: Maker, asked: Consultation) -> Suspension:
    made = actions.propose_suspension(
        asked, SuspensionGround.DOSSIER_MISSING, "Thiếu bản so sánh.", by=make.cast.actor("monitor"), now=make.clock.now
    )
    return make.kept(made)


def suspended(make: Maker, asked: Consultation) -> Suspension:
    made = proposed(make, asked)
    actions.decide_suspension(made, True, WORDS, by=make.cast.actor("chairman"), now=make.clock.now)
    return make.kept(made)


def resumed(make: Maker, made: Suspension) -> None:
    actions.resume(made, "Đã đủ hồ sơ, cho tiếp tục.", by=make.cast.actor("chairman"), now=make.clock.now)
    make.kept(made)


def test_a_proposal_alone_stops_nothing(make: Maker, clock: Clock, asked: Consultation) -> None:
    part, before = make.of(asked, "stp"), make.of(asked, "stp").next_step_at
    made = proposed(make, asked)
    assert (asked.suspended_at, part.suspended_at, part.next_step_at) == (None, None, before)
    with pytest.raises(NotReady, match="suspension_open"):
        proposed(make, asked)
    actions.decide_suspension(made, False, "Chưa đến mức phải dừng.", by=make.cast.actor("chairman"), now=clock.now)
    assert made.closed_at is not None
    assert asked.suspended_at is None
    proposed(make, asked)  # another one may follow


def test_while_it_stands_still_nobody_is_reminded_reported_or_late(
    make: Maker, clock: Clock, asked: Consultation
) -> None:
    clock.at("2026-10-07 10:00")
    suspended(make, asked)
    for day in range(8, 31):
        clock.at(f"2026-10-{day:02} 09:00")
        sweep()
    part = make.of(asked, "stp")
    assert db.session.query(LadderStep).count() == 0
    assert not overdue(ConsulteeFacts.of(part), clock.now)
    with pytest.raises(NotReady, match="suspended"):
        make.push_back(part)
    make.reply(part)  # whoever wants to, may
    assert part.answered_at == clock.now


def test_every_open_due_time_moves_by_the_working_days_suspended_and_says_why(
    make: Maker, clock: Clock, asked: Consultation
) -> None:
    make.reply(make.of(asked, "sxd"))
    clock.at("2026-10-07 10:00")
    made = suspended(make, asked)
    clock.at("2026-10-14 15:00")
    resumed(make, made)
    part, answered = make.of(asked, "stp"), make.of(asked, "sxd")
    assert part.due_at == part.agreed_due_at == clock.moment("2026-10-19 17:00")  # five working days
    assert answered.due_at == clock.moment("2026-10-12 17:00")
    assert part.next_step_at is not None
    assert part.suspended_at is None
    last = queries.rounds_of(part.id)[-1]
    assert (last.cause, last.number) == (RoundCause.SUSPENSION, 2)
    why = words.why(queries.deadlines_in_force([part])[part.id].why)
    assert any("Lùi 5 ngày làm việc hồ sơ tạm dừng" in each for each in why)


def test_a_due_time_that_had_passed_moves_too_and_cures_the_lateness(
    make: Maker, clock: Clock, asked: Consultation
) -> None:
    clock.at("2026-10-13 10:00")
    made = suspended(make, asked)
    clock.at("2026-10-16 10:00")
    resumed(make, made)
    part = make.of(asked, "stp")
    assert part.agreed_due_at == part.due_at == clock.moment("2026-10-15 17:00")


def test_days_that_a_push_back_stood_still_are_not_counted_twice(
    make: Maker, clock: Clock, asked: Consultation
) -> None:
    part = make.of(asked, "stp")
    clock.at("2026-10-06 10:00")
    push_back = make.push_back(part, PushBackKind.NOT_OUR_FUNCTION)
    clock.at("2026-10-07 10:00")
    made = suspended(make, asked)
    clock.at("2026-10-08 10:00")
    replies.decide_push_back(push_back, Answer.REFUSED, reason="Thuộc.", by=make.head("stc"), now=clock.now)
    assert part.due_at == clock.moment("2026-10-14 17:00")  # the 7th and the 8th
    assert part.next_step_at is None
    clock.at("2026-10-12 10:00")
    resumed(make, made)
    assert part.due_at == clock.moment("2026-10-16 17:00")  # the 9th and the 12th
    assert [one.cause for one in queries.rounds_of(part.id)][1:] == [RoundCause.PUSH_BACK, RoundCause.SUSPENSION]


def test_the_days_are_the_leads_until_it_reports_then_the_authoritys(
    make: Maker, clock: Clock, asked: Consultation
) -> None:
    made = suspended(make, asked)
    clock.at("2026-10-08 10:00")
    actions.mend(made, "Đã bổ sung bản so sánh.", by=make.head("stc"), now=clock.now)
    clock.at("2026-10-09 10:00")
    actions.ask_for_more(made, "Bản so sánh chưa đủ.", by=make.cast.actor("chairman"), now=clock.now)
    clock.at("2026-10-12 10:00")
    actions.mend(made, "Đã bổ sung đủ.", by=make.head("stc"), now=clock.now)
    clock.at("2026-10-14 10:00")
    resumed(make, made)
    clock.at("2026-10-16 10:00")
    part = make.of(asked, "stp")
    found = scorecards.delays([part.id], clock.now)[part.id]
    days = {row.day: row.party for row in found.ledger}
    assert [days[date(2026, 10, day)] for day in (6, 7, 8)] == [Party.LEAD] * 3
    assert days[date(2026, 10, 9)] is Party.AUTHORITY
    assert days[date(2026, 10, 12)] is Party.LEAD
    assert [days[date(2026, 10, day)] for day in (13, 14)] == [Party.AUTHORITY] * 2
    assert [days[date(2026, 10, day)] for day in (15, 16)] == [Party.CONSULTEE] * 2


def test_a_unit_asked_meanwhile_waits_with_the_others(make: Maker, clock: Clock, asked: Consultation) -> None:
    made = suspended(make, asked)
    clock.at("2026-10-06 10:00")
    added = actions.add_consultee(
        asked, make.cast.govap.id, by=make.officer("stc"), now=clock.now, due_at=clock.moment("2026-10-13 17:00")
    )
    assert added.next_step_at is None
    assert added.suspended_at is not None
    clock.at("2026-10-08 10:00")
    resumed(make, made)
    assert added.due_at == clock.moment("2026-10-15 17:00")


def test_withdrawing_ends_it(make: Maker, clock: Clock, asked: Consultation) -> None:
    made = suspended(make, asked)
    actions.withdraw(asked, "Lập lại hồ sơ.", by=make.head("stc"), now=clock.now)
    assert (made.closed_at, asked.suspended_at, make.of(asked, "stp").suspended_at) == (clock.now, None, None)
    with pytest.raises(NotReady, match="suspension_over"):
        resumed(make, made)


def test_a_score_waits_while_its_due_time_stands_still(make: Maker, clock: Clock, asked: Consultation) -> None:
    from coordination.scorecards.rules import Period, Role

    made = suspended(make, asked)
    clock.at("2026-10-20 10:00")
    assert scorecards.cards_of(Period.parse("2026-10"), clock.now, [Role.CONSULTEE])[0] == ()
    resumed(make, made)
    clock.at("2026-10-28 10:00")
    found = scorecards.cards_of(Period.parse("2026-10"), clock.now, [Role.CONSULTEE])[0]
    assert {card.ledger[0].to_json()["facts"]["due"] for card in found} == {"2026-10-27T17:00:00+07:00"}


def test_from_the_monitors_proposal_to_going_on_each_finds_his_act(
    browser: Browser, cast: Cast, make: Maker, clock: Clock, asked: Consultation
) -> None:
    def sent(person: Any, **fields: str) -> None:
        page = browser.as_(person).get("consultations.suspension", consultation_id=asked.id, budget=24)
        page.form().fill(**fields).submit(budget=24)

    browser.as_(cast.monitor).get("overview.consultation", consultation_id=asked.id, budget=34).says("Đề xuất tạm dừng")
    sent(cast.monitor, ground="dossier_missing", reason="Thiếu bản so sánh.")
    browser.as_(cast.chairman).get("overview.desk").says("Cho ý kiến về đề xuất tạm dừng hồ sơ của")
    sent(cast.chairman, granted="yes", words=WORDS)
    for person in (cast.lan, cast.mai):
        browser.as_(person).get("overview.consultation", consultation_id=asked.id, budget=34).says(
            "Hồ sơ đang tạm dừng từ"
        )
    browser.as_(cast.mai).get("overview.desk").says("đang tạm dừng, thời hạn chưa tính tiếp")
    browser.as_(cast.dung).get("overview.desk").says("Khắc phục hồ sơ đang tạm dừng rồi báo cáo")
    sent(cast.dung, words="Đã bổ sung bản so sánh.")
    browser.as_(cast.chairman).get("overview.desk").says("Cho tiếp tục hồ sơ mà")
    sent(cast.chairman, goes_on="yes", words="Cho tiếp tục.")
    browser.as_(cast.mai).get("overview.consultation", consultation_id=asked.id, budget=34).lacks("đang tạm dừng từ")
    browser.as_(cast.mai).get("consultations.suspension", consultation_id=asked.id, status=403)
    browser.as_(cast.lan, language="en").get("consultations.suspension", consultation_id=asked.id).check_english()


def test_what_is_left_empty_is_said_beside_the_field(browser: Browser, cast: Cast, asked: Consultation) -> None:
    page = browser.as_(cast.monitor).get("consultations.suspension", consultation_id=asked.id)
    page.form().submit(status=422).says("Chọn một căn cứ.", "Ghi rõ để cấp có thẩm quyền xem xét.")


def test_the_letters_name_the_new_due_time(make: Maker, clock: Clock, asked: Consultation, post: Any) -> None:
    made = suspended(make, asked)
    clock.at("2026-10-08 10:00")
    resumed(make, made)
    from coordination.kernel.outbox import Letter

    subjects = {letter.subject for letter in db.session.query(Letter)}
    assert any(each.startswith("Tạm dừng lấy ý kiến:") for each in subjects)
    assert any(each.startswith("Tiếp tục lấy ý kiến:") for each in subjects)


def test_it_may_stand_still_twice_on_one_day(make: Maker, clock: Clock, asked: Consultation) -> None:
    for _ in range(2):
        resumed(make, suspended(make, asked))
    assert make.of(asked, "stp").round == 1
