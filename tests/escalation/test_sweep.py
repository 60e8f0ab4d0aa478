"""What the clock alone brings about: each rung once, and nothing unjust (L7, L8, X3; exact rules 5, 11–15, 22)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import actions, jobs, queries
from coordination.escalation.models import LadderStep
from coordination.escalation.queries import upkeep as upkeep_queries
from coordination.escalation.rules import Ground, StepOutcome
from coordination.kernel.values import NotReady
from coordination.limits.rules import NUDGES
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, Channel, Position, PushBackKind
from tests.browser import Browser
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L7")
RUNGS = ["before_due", "due_day", "reminder_1", "reminder_2", "escalate"]


def ledger(consultee: Consultee, outcome: StepOutcome = StepOutcome.SENT) -> list[str]:
    """The rungs of the ladder; the small reminders beside it have tests of their own."""
    steps = queries.reminders([consultee.id])
    return [step.rung for step in steps if step.outcome is outcome and step.rung not in NUDGES]


def days(clock: Clock, number: int) -> None:
    """So many days go by, with a sweep each morning."""
    for _day in range(number):
        clock.pass_days(1)
        jobs.sweep()


def report_of(consultee: Consultee) -> Any:
    return queries.open_escalation(consultee.consultation_id)


def test_a_silent_unit_climbs_the_whole_ladder_each_rung_once(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    days(clock, 30)
    assert ledger(consultee) == RUNGS
    assert ledger(consultee, StepOutcome.OVERTAKEN) == []
    at = {step.rung: clock_words(step) for step in queries.reminders([consultee.id])}
    assert all(when.endswith("09:00") for when in at.values()), at
    assert len(post.letters(kind="reminder_before", to=make.cast.mai)) == 2
    assert len(post.letters(kind="reminder_after", to=make.cast.tam)) == 2
    assert len(post.letters(kind="reminder_copy", to=make.cast.dung)) == 2
    assert report_of(consultee).cases[0].ground is Ground.NO_ANSWER


def clock_words(step: LadderStep) -> str:
    from coordination.kernel.clock import local

    return local(step.done_at).strftime("%d/%m %H:%M")


def test_a_second_sweep_at_the_same_moment_does_nothing(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    clock.at(consultee.due_at or clock.now)
    assert jobs.sweep().stepped == 1
    before = len(post.letters())
    again = jobs.sweep()
    assert (again.stepped, again.set_aside, len(post.letters())) == (0, 0, before)


def test_three_days_of_outage_send_the_last_reminder_only_and_escalate_a_working_day_later(
    make: Maker, clock: Clock
) -> None:
    consultee = make.consultee()
    assert consultee.due_at is not None
    calendar_days_after = clock.at(consultee.due_at + timedelta(days=7))
    jobs.sweep()
    assert ledger(consultee) == ["reminder_2"]
    assert ledger(consultee, StepOutcome.OVERTAKEN) == ["before_due", "due_day", "reminder_1"]
    assert report_of(consultee) is None
    jobs.sweep(calendar_days_after + timedelta(hours=3))
    assert report_of(consultee) is None
    days(clock, 4)
    assert ledger(consultee) == ["reminder_2", "escalate"]
    assert report_of(consultee) is not None


def test_an_outage_over_the_end_of_the_ladder_escalates_at_once_when_reminded_before(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    while "reminder_1" not in ledger(consultee):
        days(clock, 1)
    clock.pass_days(14)
    jobs.sweep()
    assert ledger(consultee)[-1] == "escalate"
    assert ledger(consultee, StepOutcome.OVERTAKEN) == ["reminder_2"]


def test_a_clock_set_back_an_hour_repeats_nothing(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    for _day in range(30):
        clock.pass_days(1)
        jobs.sweep()
        sent = len(post.letters())
        clock.pass_(hours=-1)
        jobs.sweep()
        assert len(post.letters()) == sent
        clock.pass_(hours=1)
        jobs.sweep()
        if "escalate" not in ledger(consultee):
            assert len(post.letters()) == sent
    assert ledger(consultee) == RUNGS


def test_nothing_is_sent_on_a_day_off(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    assert consultee.due_at is not None
    clock.at("2026-10-24 10:00")  # a Saturday
    jobs.sweep()
    assert ledger(consultee) == []
    clock.at("2026-10-26 09:00")
    jobs.sweep()
    assert ledger(consultee)


@pytest.mark.req("L8")
def test_what_was_never_delivered_is_never_reminded_nor_reported(make: Maker, clock: Clock) -> None:
    consultee = make.consultee(delivered=False)
    days(clock, 40)
    assert ledger(consultee) == []
    assert report_of(consultee) is None
    with pytest.raises(NotReady) as caught:
        actions.open_case(consultee, Ground.NO_ANSWER, by=make.officer("stc"), now=clock.now)
    assert {"proof_not_delivered", "proof_not_reminded"} <= {finding.code for finding in caught.value.findings}
    with pytest.raises(NotReady):
        actions.remind_by_hand(consultee, words="", by=make.officer("stc"), now=clock.now)
    consultations.deliver(consultee, at=clock.now, now=clock.now)
    make.kept(consultee)
    days(clock, 30)
    assert ledger(consultee) == RUNGS


def test_a_full_answer_rests_the_ladder_and_a_part_does_not(make: Maker, clock: Clock) -> None:
    full, part = make.consultee(), make.consultee("sxd")
    make.reply(full)
    make.reply(part, Position.AGREE, None)
    days(clock, 30)
    assert ledger(full) == []
    assert ledger(part) == RUNGS
    assert report_of(part).cases[0].ground is Ground.INCOMPLETE


@pytest.mark.req("C3")
def test_while_a_push_back_waits_nobody_is_reminded_of_it(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION)
    days(clock, 20)
    assert ledger(consultee) == []
    replies.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    make.kept(made)
    days(clock, 40)
    assert ledger(consultee) == RUNGS


def test_while_the_unit_says_that_it_has_answered_nobody_is_reminded(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    while "reminder_1" not in ledger(consultee):
        days(clock, 1)
    claim = make.claim(consultee)
    clock.at(claim.answer_by - timedelta(minutes=1))
    jobs.sweep()
    assert ledger(consultee)[-1] == "reminder_1"
    days(clock, 15)
    assert ledger(consultee) == RUNGS[:4], "reminders go on after the lead's time; nobody is called silent"
    assert report_of(consultee) is None
    replies.answer_claim(claim, found=False, answer="Không nhận được.", by=make.officer("stc"), now=clock.now)
    make.kept(claim)
    days(clock, 5)
    assert ledger(consultee) == RUNGS


def test_a_letter_that_was_found_but_not_entered_is_no_silence(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    while "reminder_1" not in ledger(consultee):
        days(clock, 1)
    claim = make.claim(consultee)
    replies.answer_claim(claim, found=True, answer="", by=make.officer("stc"), now=clock.now)
    make.kept(claim)
    days(clock, 15)
    with pytest.raises(NotReady) as caught:
        actions.open_case(consultee, Ground.NO_ANSWER, by=make.officer("stc"), now=clock.now)
    assert "proof_says_it_sent" in {finding.code for finding in caught.value.findings}


def test_an_unconfirmed_paper_rests_the_ladder_two_days_and_no_longer(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    while "reminder_1" not in ledger(consultee):
        days(clock, 1)
    points = [replies.OpinionDraft(point.id, Position.AGREE) for point in consultee.consultation.points]
    paper = replies.PaperReply(Channel.PAPER, "15/STP", clock.today, "Giám đốc", clock.today, tuple(points))
    replies.enter_paper(consultee, paper, None, by=make.officer("stc"), now=clock.now)
    make.kept(consultee)
    days(clock, 1)
    assert ledger(consultee)[-1] == "reminder_1"
    consultations.next_step(consultee, clock.now)  # whatever moves the look: the rest stands
    make.kept(consultee)
    jobs.sweep()
    assert ledger(consultee)[-1] == "reminder_1"
    days(clock, 15)
    assert (ledger(consultee)[-1], ledger(consultee, StepOutcome.OVERTAKEN)) == ("escalate", ["reminder_2"])


@pytest.mark.req("L8")
def test_a_dossier_still_to_be_completed_keeps_the_report_back(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at("2026-10-12")
    made = make.push_back(consultee, PushBackKind.UNCLEAR_OR_INCOMPLETE)
    replies.decide_push_back(made, Answer.GRANTED, reason="Sẽ bổ sung.", by=make.head("stc"), now=clock.now)
    make.kept(made)
    restarts = made.restarts
    days(clock, 40)
    assert report_of(consultee) is None
    assert "escalate" not in ledger(consultee)
    assert restarts or ledger(consultee) == RUNGS[:4]
    replies.complete_dossier(made, by=make.officer("stc"), now=clock.now)
    make.kept(made)
    days(clock, 40)
    assert report_of(consultee) is not None


def test_a_moved_due_time_starts_the_ladder_anew(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    while "reminder_1" not in ledger(consultee):
        days(clock, 1)
    later = clock.moment(clock.today + timedelta(days=14), 17)
    consultations.extend([consultee], later, "Nội dung phức tạp.", by=make.officer("stc"), now=clock.now)
    make.kept(consultee)
    days(clock, 40)
    steps = queries.reminders([consultee.id])
    rounds = [(step.round, step.rung) for step in steps if step.rung not in NUDGES]
    assert rounds == [(1, rung) for rung in RUNGS[:3]] + [(2, rung) for rung in RUNGS]


def test_units_whose_time_runs_out_together_come_into_one_draft_and_one_letter(
    make: Maker, clock: Clock, post: CapturedPost
) -> None:
    made = make.consultation(consultees=["stp", "sxd", "sdl"])
    days(clock, 30)
    reports = queries.of_consultation(made.id)
    assert [len(report.cases) for report in reports] == [3]
    assert len(post.letters(kind="draft_report", to=make.cast.dung)) == 1


@pytest.mark.req("L8")
def test_a_unit_of_a_later_time_comes_into_the_next_draft_never_into_what_has_gone_up(
    make: Maker, clock: Clock
) -> None:
    made = make.consultation(consultees=["stp", "sxd"])
    later = make.of(made, "sxd")
    consultations.extend(
        [later], clock.moment(clock.today + timedelta(days=40), 17), "Phức tạp.", by=make.officer("stc"), now=clock.now
    )
    make.kept(made)
    first = make.report_up(make.report(make.of(made, "stp")))
    days(clock, 60)
    reports = queries.of_consultation(made.id)
    assert [[case.consultee.unit.code for case in report.cases] for report in reports] == [["STP"], ["SXD"]]
    assert first.closed_at is None


def test_an_item_that_fails_is_set_aside_and_the_rest_proceed(make: Maker, clock: Clock) -> None:
    broken, sound = make.consultee(), make.consultee("sxd")
    broken.consultation.ladder = {"pace": "days", "rungs": [{"code": ""}]}
    make.kept(broken)
    clock.at(sound.due_at or clock.now)
    done = jobs.sweep()
    assert (done.stepped, done.set_aside) == (1, 1)
    assert jobs.sweep().set_aside == 0
    (laid,) = upkeep_queries.laid_aside()
    assert (laid.row.kind, laid.row.item_id, laid.row.error) == ("consultee", broken.id, "KeyError")
    assert (laid.number, laid.whom) == (broken.consultation.number, broken.unit.name)
    assert laid.row.again_at == clock.now + timedelta(hours=1)


@pytest.mark.req("L7")
def test_what_was_set_aside_is_tried_again_after_an_hour_or_at_once_and_forgotten_when_done(
    make: Maker, clock: Clock, browser: Browser
) -> None:
    broken = make.consultee()
    sound_ladder = broken.consultation.ladder
    broken.consultation.ladder = {"pace": "days", "rungs": [{"code": ""}]}
    make.kept(broken)
    clock.at(broken.due_at or clock.now)
    assert jobs.sweep().set_aside == 1
    clock.pass_(minutes=61)
    assert jobs.sweep().set_aside == 1
    (laid,) = upkeep_queries.laid_aside()
    assert laid.row.times == 2
    admin = browser.as_(make.cast.admin)
    shown = admin.get("escalation.upkeep")
    assert broken.consultation.number in shown.text
    assert broken.unit.name in shown.text
    assert broken.consultation.subject not in shown.text
    broken.consultation.ladder = sound_ladder
    make.kept(broken)
    assert jobs.sweep().stepped == 0  # it waits for its hour
    admin.post("escalation.try_set_aside", set_aside_id=laid.row.id)
    assert jobs.sweep().stepped == 1
    assert upkeep_queries.laid_aside() == []


def test_the_sweep_costs_what_is_due_and_not_what_there_is(make: Maker, clock: Clock, statements: list[str]) -> None:
    def cost() -> int:
        statements.clear()
        jobs.sweep()
        return sum(1 for each in statements if each.startswith(("SELECT", "INSERT", "UPDATE")))

    jobs.sweep()
    idle = cost()
    for _number in range(3):
        make.consultee()
    assert cost() == idle
