"""From the draft to the decision and the task done (L8, A6, A7, C2; O12, O14, O15)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination.assessment import actions as assessment
from coordination.assessment.rules import VerdictKind
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending
from coordination.escalation import actions, jobs, queries
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import DecisionKind, Ground
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import commit, db
from coordination.kernel.values import NotReady, Stale
from coordination.limits import queries as limits
from coordination.limits.rules import NUDGES, working_days_from
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, Position, PushBackKind
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L8")
SAID = {"did": "Đã đôn đốc hai lần.", "proposes": "Kính đề nghị cho ý kiến.", "effect": "Chậm trình."}


def verbs(consultation_id: int) -> list[str]:
    commit()
    return [
        entry.verb
        for entry in db.session.query(JournalEntry).filter_by(consultation_id=consultation_id).order_by(JournalEntry.id)
    ]


def decide(make: Maker, case: EscalatedCase, kind: DecisionKind, **how: Any) -> EscalatedCase:
    how = {"words": "Ý kiến xử lý.", **how}
    actions.decide(case, kind, by=make.cast.actor("chairman"), now=make.clock.now, **how)
    return make.kept(case)


def codes(caught: pytest.ExceptionInfo[NotReady]) -> set[str]:
    return {finding.code for finding in caught.value.findings}


@pytest.mark.req("A6")
def test_a_signed_report_goes_up_with_its_number(make: Maker, cast: Cast, post: CapturedPost) -> None:
    report = make.report_up()
    assert (report.signed_by, report.unsigned, report.sent_up_at) == (cast.dung.id, False, make.clock.now)
    assert report.number == "01/BC-STC"
    assert post.letter(kind="report_up", to=cast.monitor)
    assert "escalation.signed" in verbs(report.consultation_id)
    assert not post.letters(kind="report_up", to=cast.mai)


def test_a_report_is_not_signed_without_what_was_done_proposed_and_at_stake(make: Maker) -> None:
    report = make.report()
    with pytest.raises(NotReady) as caught:
        actions.sign(report, by=make.head("stc"), now=make.clock.now)
    assert {finding.field for finding in caught.value.findings} == {"did", "proposes", "effect"}


def test_neither_signed_nor_held_it_goes_up_by_rule_after_one_working_day(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    report = make.report()
    assert report.sign_by == working_days_from(report.drafted_at, 1, limits.calendar())
    clock.at(report.sign_by)
    assert jobs.sweep().gone_up == 0, "the due second is in time"
    clock.pass_(minutes=1)
    assert jobs.sweep().gone_up == 1
    assert (report.unsigned, report.sent_up_at, report.number) == (True, clock.now, "")
    assert "chưa ký" in post.letter(to=cast.monitor, kind="report_up").text
    assert "escalation.gone_up" in verbs(report.consultation_id)
    assert jobs.sweep().gone_up == 0


def test_a_hold_rests_it_once_at_most_five_working_days_then_one_day_to_sign(make: Maker, clock: Clock) -> None:
    report, head = make.report(), make.head("stc")
    for wrong in (clock.today, clock.today + timedelta(days=12)):
        with pytest.raises(NotReady) as caught:
            actions.hold(report, reason="Đang trao đổi.", until=wrong, by=head, now=clock.now)
        assert codes(caught) == {"hold_too_long"}
    until = limits.calendar().add(clock.today, 5)
    actions.hold(report, reason="Đang trao đổi.", until=until, by=head, now=clock.now)
    make.kept(report)
    assert queries.is_held(report)
    with pytest.raises(NotReady) as caught:
        actions.hold(report, reason="Lần nữa.", until=until, by=head, now=clock.now)
    assert codes(caught) == {"already_held"}
    clock.at(until, 16)
    jobs.sweep()
    assert report.sent_up_at is None
    clock.at(until, 17, 30)
    jobs.sweep()
    assert report.sent_up_at is None
    assert not queries.is_held(report)
    assert report.sign_by > clock.now
    clock.at(report.sign_by + timedelta(minutes=1))
    assert jobs.sweep().gone_up == 1
    assert report.unsigned


def test_a_unit_that_answers_before_the_signature_is_dropped(make: Maker) -> None:
    made = make.consultation()
    report = make.report(make.of(made, "stp"))
    assert {case.consultee.unit.code for case in report.cases} == {"STP", "SXD"}
    make.reply(make.of(made, "stp"))
    report = make.report_up(report)
    assert [case.consultee.unit.code for case in report.cases] == ["SXD"]
    assert "escalation.dropped" in verbs(made.id)


def test_a_report_with_nobody_left_closes_without_going_up(make: Maker, cast: Cast, post: CapturedPost) -> None:
    report = make.report()
    make.reply(report.cases[0].consultee)
    make.clock.at(report.sign_by + timedelta(minutes=1))
    assert jobs.sweep().gone_up == 0
    assert report.closed_at == make.clock.now
    assert report.sent_up_at is None
    assert not post.letters(to=cast.chairman, kind="report_up")


def test_a_colleague_or_a_further_unit_meanwhile_makes_the_statement_stale(make: Maker) -> None:
    report = make.report()
    seen, by = report.version, make.officer("stc")
    actions.state(report, **SAID, version=seen, by=by, now=make.clock.now)
    make.kept(report)
    with pytest.raises(Stale):
        actions.state(report, **{**SAID, "did": "Khác."}, version=seen, by=by, now=make.clock.now)


def test_by_hand_a_report_opens_only_with_proof_and_only_once(make: Maker, clock: Clock) -> None:
    consultee, by = make.consultee(), make.officer("stc")
    with pytest.raises(NotReady) as caught:
        actions.open_case(consultee, Ground.NO_ANSWER, by=by, now=clock.now)
    assert codes(caught) == {"proof_due_not_passed", "proof_not_reminded"}
    assert consultee.due_at is not None
    clock.at(consultee.due_at + timedelta(minutes=5))
    actions.remind_by_hand(consultee, words="Đã gọi điện.", by=by, now=clock.now)
    clock.pass_(minutes=5)
    case = actions.open_case(consultee, Ground.NO_ANSWER, by=by, now=clock.now)
    assert not case.escalation.by_rule
    assert "reminder.by_hand" in [said["verb"] for said in case.proof] or make.kept(case)
    make.kept(case)
    with pytest.raises(NotReady) as caught:
        actions.open_case(consultee, Ground.NO_ANSWER, by=by, now=clock.now)
    assert codes(caught) == {"already_reported"}
    for _day in range(10):
        clock.pass_days(1)
        jobs.sweep()
    assert len(queries.of_consultation(consultee.consultation_id)) == 1


@pytest.mark.req("L7")
def test_two_clicks_urge_a_unit_once(make: Maker, clock: Clock, cast: Cast, post: CapturedPost) -> None:
    consultee, by = make.consultee(), make.officer("stc")
    actions.remind_by_hand(consultee, words="", by=by, now=clock.now)
    make.kept(consultee)
    with pytest.raises(NotReady) as caught:
        actions.remind_by_hand(consultee, words="", by=by, now=clock.now)
    assert codes(caught) == {"just_reminded"}
    assert len(post.letters(to=cast.mai, kind="reminder_before")) == 1
    clock.pass_(hours=2)
    actions.remind_by_hand(consultee, words="", by=by, now=clock.now)


@pytest.mark.req("X3")
@pytest.mark.parametrize("kind", [DecisionKind.RELEASE, DecisionKind.GO_ON_WITHOUT])
def test_decisions_that_end_a_part(make: Maker, kind: DecisionKind, cast: Cast, post: CapturedPost) -> None:
    report = make.report_up()
    case = decide(make, report.cases[0], kind)
    ends = {DecisionKind.RELEASE: Ending.RELEASED, DecisionKind.GO_ON_WITHOUT: Ending.GONE_ON_WITHOUT}
    assert (case.consultee.ending, report.closed_at) == (ends[kind], make.clock.now)
    assert post.letter(to=cast.mai, kind="decided")
    assert post.letter(to=cast.lan, kind="decided")
    with pytest.raises(NotReady) as caught:
        decide(make, case, kind)
    assert codes(caught) == {"case_decided"}


def test_an_accepted_explanation_waives_and_a_criticism_needs_its_document(make: Maker) -> None:
    first, second = make.report_up(), make.report_up(make.report(make.consultee("sxd")))
    assert decide(make, first.cases[0], DecisionKind.ACCEPT_EXPLANATION).consultee.waived
    with pytest.raises(NotReady) as caught:
        decide(make, second.cases[0], DecisionKind.NOTE_CRITICISM, number="05/TB-VP ngày 26/10/2026")
    assert codes(caught) == {"decision_not_allowed"}, "not before the unit was heard"
    until = make.clock.now + timedelta(days=2)
    by = make.cast.actor("chairman")
    actions.hear(second.cases[0], question="Đề nghị nêu ý kiến.", until=until, by=by, now=make.clock.now)
    make.clock.at(until + timedelta(minutes=1))
    with pytest.raises(NotReady) as caught:
        decide(make, second.cases[0], DecisionKind.NOTE_CRITICISM, number="05/TB-VP")
    assert {finding.field for finding in caught.value.findings} == {"number"}
    decide(make, second.cases[0], DecisionKind.NOTE_CRITICISM, number="05/TB-VP ngày 26/10/2026")


def test_another_unit_is_asked_instead(make: Maker, cast: Cast) -> None:
    case = make.report_up().cases[0]
    with pytest.raises(NotReady):
        decide(make, case, DecisionKind.CHANGE_CONSULTEES)
    decide(make, case, DecisionKind.CHANGE_CONSULTEES, instead=cast.sdl.id, words="Giao Sở Du lịch. " * 100)
    asked = {each.unit_id: each for each in case.consultee.consultation.consultees}
    assert asked[cast.sdl.id].issued_at == make.clock.now
    assert case.consultee.ending is Ending.RELEASED


def test_silence_is_agreement_only_where_the_rule_says_so(make: Maker) -> None:
    case = make.report_up().cases[0]
    with pytest.raises(NotReady) as caught:
        decide(make, case, DecisionKind.DEEM_AGREED)
    assert codes(caught) == {"decision_not_allowed"}
    assert case.consultee.ending is None


def deeming(make: Maker, consultee: Consultee) -> Consultee:
    """The frozen rule of this consultation counts silence as agreement."""
    consultee.consultation.rule = {
        **(consultee.consultation.rule or {}), "silence": "deemed_agreed", "silence_basis": "Khoản 2 Điều 7 Quy chế",
    }  # fmt: skip
    return make.kept(consultee)


def test_where_the_frozen_rule_deems_agreement_it_is_recorded_and_reported(make: Maker) -> None:
    consultee = deeming(make, make.consultee())
    report = make.report(consultee)
    assert consultee.ending is Ending.DEEMED
    assert report.cases[0].ground is Ground.NO_ANSWER
    assert "consultee.deemed" in verbs(consultee.consultation_id)
    make.report_up(report)
    assert report.cases, "the report goes up all the same"
    make.reply(consultee)
    assert consultee.ending is None, "a reply that still comes replaces what silence had decided"


def test_the_authority_ends_otherwise_what_silence_had_ended(make: Maker) -> None:
    consultee = deeming(make, make.consultee())
    case = make.report_up(make.report(consultee)).cases[0]
    decide(make, case, DecisionKind.RELEASE)
    assert consultee.ending is Ending.RELEASED


def test_silence_on_an_open_question_never_agrees(make: Maker) -> None:
    from coordination.consultations.rules import PointData, PointKind

    open_point = PointData(question="Đề nghị cho ý kiến về các khó khăn khi thực hiện.", kind=PointKind.OPEN)
    consultee = deeming(make, make.consultee(points=[open_point]))
    make.report(consultee)
    assert consultee.ending is None


@pytest.mark.req("A7", "X3")
def test_a_directive_starts_the_ladder_anew_and_cures_nothing(make: Maker, cast: Cast, clock: Clock) -> None:
    given = make.directive(days=14)
    consultee = given.case.consultee
    agreed = consultee.agreed_due_at
    assert (consultee.round, consultee.due_at) == (2, given.due_at)
    assert agreed is not None
    assert agreed < clock.now, "the lateness stays"
    for _day in range(30):
        clock.pass_days(1)
        jobs.sweep()
    steps = [step.rung for step in queries.reminders([consultee.id]) if step.round == 2]
    assert steps[-1] == "escalate"
    assert len([rung for rung in steps if rung not in NUDGES]) == 5
    assert len(queries.of_consultation(consultee.consultation_id)) == 2
    assert given.reminders > 5


@pytest.mark.req("A7")
def test_a_task_is_reminded_once_a_working_day_until_reported_then_confirmed(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    given = make.directive(days=3)
    clock.at(given.due_at + timedelta(minutes=1))
    jobs.sweep()
    assert given.reminders == 0
    for _number in range(3):
        clock.pass_(hours=8)
        jobs.sweep()
    before = given.reminders
    assert before >= 1
    assert len(post.letters(to=cast.tam, kind="directive_reminder")) == before
    actions.directive_done(given, report="Đã gửi văn bản.", by=make.officer("stp"), now=clock.now)
    make.kept(given)
    clock.pass_days(4)
    jobs.sweep()
    assert given.reminders == before
    with pytest.raises(NotReady):
        actions.directive_done(given, report="Lần nữa.", by=make.officer("stp"), now=clock.now)
    actions.confirm_directive(given, by=cast.actor("chairman"), now=clock.now)
    with pytest.raises(NotReady):
        actions.confirm_directive(given, by=cast.actor("chairman"), now=clock.now)


@pytest.mark.req("A7")
def test_the_directed_answer_is_the_task_done(make: Maker, clock: Clock, cast: Cast, post: CapturedPost) -> None:
    given = make.directive(days=7)
    make.reply(given.case.consultee)
    answered = clock.now
    clock.at(given.due_at + timedelta(days=4))
    jobs.sweep()
    assert (given.reported_at, given.reminders) == (answered, 0)
    assert post.letter(to=cast.chairman, kind="directive_reported")


def test_an_undecided_push_back_is_reported_and_settled(make: Maker, clock: Clock, cast: Cast) -> None:
    made = make.push_back(kind=PushBackKind.NOT_OUR_FUNCTION)
    clock.at(made.decide_by)
    assert jobs.sweep().reported == 0
    clock.pass_(minutes=1)
    assert jobs.sweep().reported == 1
    assert jobs.sweep().reported == 0
    report = make.report_up(queries.open_escalation(made.consultee.consultation_id))
    case = report.cases[0]
    assert case.ground is Ground.UNDECIDED_PUSH_BACK
    with pytest.raises(NotReady) as caught:
        decide(make, case, DecisionKind.RELEASE)
    assert codes(caught) == {"settle_push_back_instead"}
    actions.settle_push_back(
        case, Answer.GRANTED, words="Không thuộc chức năng.", number="", by=cast.actor("chairman"), now=clock.now
    )
    make.kept(case)
    assert (made.consultee.ending, report.closed_at) == (Ending.RELEASED, clock.now)


@pytest.mark.req("C3")
def test_a_dispute_is_reported_at_once_and_a_decision_of_the_lead_leaves_the_case_decidable(
    make: Maker, clock: Clock, cast: Cast
) -> None:
    made = make.push_back(kind=PushBackKind.NOT_OUR_FUNCTION)
    replies.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    replies.dispute(made, words="Đề nghị xem xét.", by=make.head("stp"), now=clock.now)
    make.kept(made)
    assert jobs.sweep().reported == 1
    case = make.report_up(queries.open_escalation(made.consultee.consultation_id)).cases[0]
    assert case.ground is Ground.DISPUTE
    made.withdrawn_at = clock.now
    made.consultee.pushed_back_at = None
    make.kept(made)
    decide(make, case, DecisionKind.RETURN_TO_LEAD)
    assert case.decided_at == clock.now


@pytest.mark.req("X2")
def test_the_leads_time_to_judge_lapses_into_acceptance(make: Maker, clock: Clock) -> None:
    reply = make.reply()
    consultee = reply.consultee
    jobs.sweep()
    noted = consultee.next_step_at
    assert noted is not None
    assert noted > consultee.due_at
    clock.at(noted - timedelta(minutes=2))
    assert jobs.sweep().lapsed == 0
    clock.at(noted)
    assert jobs.sweep().lapsed == 1
    assert consultee.ending is Ending.ACCEPTED
    assert jobs.sweep().lapsed == 0


@pytest.mark.req("X2")
def test_a_second_inadequate_reply_is_reported_once_its_verdict_stands(make: Maker, clock: Clock) -> None:
    first = make.reply(make.consultee(), Position.DISAGREE)
    make.returned(first)
    consultee = first.consultee
    clock.pass_days(1)
    second = make.reply(consultee, Position.DISAGREE, content="Vẫn không nhất trí với mức chi tại khoản 1.")
    make.returned(second, VerdictKind.GENERIC)
    for _day in range(25):
        clock.pass_days(1)
        jobs.sweep()
    reports = queries.of_consultation(consultee.consultation_id)
    assert [case.ground for report in reports for case in report.cases] == [Ground.SECOND_INADEQUATE]
    assert consultee.closed_at is None


@pytest.mark.req("X2")
def test_a_contested_return_rests_until_it_is_settled(make: Maker, clock: Clock, cast: Cast) -> None:
    from coordination.assessment import queries as judged
    from coordination.assessment.rules import Settlement

    reply = make.reply(make.consultee(), Position.DISAGREE)
    make.returned(reply)
    consultee = reply.consultee
    verdict = judged.verdicts_of([consultee.id])[0][1]
    assessment.contest(verdict, words="Đã nêu rõ.", by=make.head("stp"), now=clock.now)
    make.kept(verdict)
    for _day in range(20):
        clock.pass_days(1)
        jobs.sweep()
    assert queries.reminders([consultee.id]) == []
    assessment.settle(verdict, Settlement.UPHELD, reason="Chưa rõ.", by=cast.actor("chairman"), now=clock.now)
    make.kept(verdict)
    for _day in range(15):
        clock.pass_days(1)
        jobs.sweep()
    assert queries.reminders([consultee.id])[-1].rung == "escalate"
    report = queries.open_escalation(consultee.consultation_id)
    assert report is not None
    assert report.cases[0].ground is Ground.INCOMPLETE


def test_the_proof_names_its_events_and_no_report_holds_an_opinions_words(make: Maker) -> None:
    report: Escalation = make.report()
    said = report.cases[0].proof
    assert [one["verb"] for one in said][:2] == ["consultation.issued", "reminder.sent"]
    known = {entry.id: entry for entry in db.session.query(JournalEntry)}
    assert all(known[one["entry"]].verb == one["verb"] for one in said)
