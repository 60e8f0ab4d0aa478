"""What the verbs of a cooperating unit write: rows, journal, letters, and the clock (exact rules 4, 5, 13, 21, 22)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from coordination.consultations import queries as consultations
from coordination.consultations.rules import Ending, Kind, RoundCause
from coordination.kernel import clock as kernel_clock
from coordination.kernel import store
from coordination.kernel.actor import BY_RULE
from coordination.kernel.journal import JournalEntry
from coordination.kernel.values import NotReady, Stale
from coordination.limits.rules import due_day
from coordination.replies import actions, queries
from coordination.replies.models import Opinion
from coordination.replies.rules import Answer, Channel, Position, PushBackKind
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost


def verbs(consultee: Any) -> list[str]:
    store.db.session.commit()
    rows = select(JournalEntry.verb).where(JournalEntry.consultee_id == consultee.id).order_by(JournalEntry.id)
    return list(store.db.session.scalars(rows))


def refused(code: str) -> Any:
    return pytest.raises(NotReady, match=code)


def paper(consultee: Any, clock: Clock, **said: Any) -> actions.PaperReply:
    points = consultations.points_for(consultee)
    usual: dict[str, Any] = {
        "channel": Channel.PAPER, "letter_number": "15/STP-XDVB", "letter_date": clock.today,
        "signatory": "Võ Thành Tâm",
        "arrived_on": clock.today, "opinions": tuple(actions.OpinionDraft(p.id, Position.AGREE) for p in points),
    }  # fmt: skip
    return actions.PaperReply(**{**usual, **said})


# Writing and sending.


@pytest.mark.req("C1")
def test_a_reply_goes_from_draft_to_sent_and_rests_the_ladder(make: Maker, cast: Cast, post: CapturedPost) -> None:
    consultee = make.consultee()
    assert consultee.next_step_at is not None
    reply = make.reply(consultee)
    assert (reply.number, reply.complete, reply.signatory) == (1, True, "Giám đốc Võ Thành Tâm")
    assert consultee.answered_at == reply.sent_at == kernel_clock.now()
    assert consultee.next_step_at is None
    assert "reply.sent" in verbs(consultee)
    letter = post.letter(to=cast.lan, kind="reply_sent")
    assert "Sở Tư pháp" in letter.subject
    assert "/assessment" in letter.text


@pytest.mark.req("C1")
def test_the_journal_holds_a_hash_and_no_word_of_a_reply(make: Maker) -> None:
    consultee = make.consultee()
    make.reply(consultee, Position.DISAGREE, content="Chưa cân đối được ngân sách.")
    verbs(consultee)
    entry = store.db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "reply.sent")).one()
    assert len(entry.facts["opinions_hash"]) == 64
    assert "ngân sách" not in f"{entry.facts}{entry.words}"


def test_an_unsent_reply_stands_in_no_timeline(make: Maker) -> None:
    consultee = make.consultee()
    make.reply_draft(consultee)
    verbs(consultee)
    entry = store.db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "reply.drafted")).one()
    assert (entry.consultation_id, entry.consultee_id) == (None, None)


def test_a_partial_reply_does_not_stop_the_ladder(make: Maker) -> None:
    consultee = make.consultee()
    before = consultee.next_step_at
    reply = make.reply(consultee, Position.AGREE, None)
    assert not reply.complete
    assert (consultee.answered_at, consultee.next_step_at) == (None, before)
    assert consultee.partly_answered_at is not None
    assert len(reply.opinions) == 1


def test_the_next_reply_begins_with_what_was_said_and_completes_it(make: Maker) -> None:
    consultee = make.consultee()
    first = make.reply(consultee, Position.AGREE, None)
    second = make.reply_draft(consultee, Position.AGREE, Position.DISAGREE)
    assert second.number == 2
    actions.approve(second, by=make.head("stp"), now=kernel_clock.now())
    assert second.complete
    assert len(queries.latest_opinions(consultee)) == 2
    assert [one.id for one in queries.sent_replies(consultee)] == [first.id, second.id]


def test_a_sent_reply_is_never_changed(make: Maker) -> None:
    reply = make.reply()
    with refused("reply_already_sent"):
        actions.save(reply, actions.ReplyDraft(()), version=reply.version, by=make.officer("stp"), now=reply.sent_at)
    with refused("reply_already_sent"):
        actions.send(reply, by=make.head("stp"), now=reply.sent_at)


def test_two_people_never_overwrite_each_other_silently(make: Maker, clock: Clock) -> None:
    draft = make.reply_draft()
    seen = draft.version
    actions.save(draft, actions.ReplyDraft((), remarks="Một"), version=seen, by=make.officer("stp"), now=clock.now)
    with pytest.raises(Stale) as clash:
        actions.save(draft, actions.ReplyDraft((), remarks="Hai"), version=seen, by=make.head("stp"), now=clock.now)
    assert clash.value.theirs.remarks == "Một"


def test_a_draft_on_its_way_is_returned_before_it_is_changed(make: Maker, clock: Clock) -> None:
    draft = make.reply_draft()
    actions.send_for_signing(draft, by=make.officer("stp"), now=clock.now)
    with refused("reply_on_its_way"):
        actions.save(draft, actions.ReplyDraft(()), version=draft.version, by=make.officer("stp"), now=clock.now)
    with refused("reply_on_its_way"):
        actions.send(draft, by=make.head("stp"), now=clock.now)
    with refused("signing_remark_missing"):
        actions.return_draft(draft, by=make.head("stp"), now=clock.now, remark=" ")
    actions.return_draft(draft, by=make.head("stp"), now=clock.now, remark="Nêu rõ căn cứ.")
    actions.save(
        draft, actions.ReplyDraft((), remarks="Đã sửa"), version=draft.version, by=make.officer("stp"), now=clock.now
    )


def test_an_officer_sends_alone_only_where_the_unit_lets_officers_send(make: Maker, cast: Cast, clock: Clock) -> None:
    draft = make.reply_draft()
    with refused("reply_not_signed"):
        actions.send(draft, by=make.officer("stp"), now=clock.now)
    cast.stp.officers_may_send = True
    actions.send(draft, by=make.officer("stp"), now=clock.now)
    assert draft.sent_at == clock.now


def test_a_reply_that_says_nothing_is_not_sent(make: Maker, clock: Clock) -> None:
    draft = make.reply_draft(None, None)
    with refused("reply_empty"):
        actions.send_for_signing(draft, by=make.officer("stp"), now=clock.now)


def test_agreeing_to_all_keeps_what_somebody_wrote(make: Maker, clock: Clock) -> None:
    draft = make.reply_draft(None, Position.DISAGREE, None)
    actions.agree_to_all(draft, by=make.officer("stp"), now=clock.now)
    assert [o.position for o in sorted(draft.opinions, key=lambda o: o.point_id)] == [Position.DISAGREE, Position.AGREE]


def test_comments_beyond_the_points_are_kept_and_empty_ones_are_not_sent(make: Maker) -> None:
    others = (actions.CommentDraft("Bỏ Điều 12.", clause="Điều 12"), actions.CommentDraft(" "))
    reply = make.reply(None, others=others)
    assert [(one.clause, one.content) for one in reply.others] == [("Điều 12", "Bỏ Điều 12.")]


def test_points_of_others_are_not_answered(make: Maker, clock: Clock) -> None:
    foreign = consultations.points_for(make.consultee("sxd"))[0]
    draft = make.reply_draft()
    wanted = actions.ReplyDraft((actions.OpinionDraft(foreign.id, Position.AGREE),))
    actions.save(draft, wanted, version=draft.version, by=make.officer("stp"), now=clock.now)
    assert store.db.session.scalars(select(Opinion).where(Opinion.point_id == foreign.id)).first() is None


# Late, and why.


@pytest.mark.req("A5")
def test_a_late_reply_is_sent_and_brings_its_explanation(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 18)
    late = actions.LateDraft("Chờ số liệu.", measures="Phân công lại.", next_date=clock.today)
    make.reply(consultee, late=late)
    [given] = queries.explanations([consultee.id])
    assert given.complete
    assert {"reply.sent", "late.explained"} <= set(verbs(consultee))
    assert post.letters(to=cast.lan, kind="late_explained")


@pytest.mark.req("A5")
def test_an_explanation_lacking_a_part_or_after_two_days_is_kept_and_not_complete(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 18)
    make.reply(consultee)
    assert make.explanation(consultee).complete
    assert not make.explanation(consultee, measures="").complete
    clock.pass_days(5)
    assert not make.explanation(consultee).complete


def test_a_dossier_owes_the_citizen_an_apology(make: Maker, clock: Clock) -> None:
    consultee = make.consultee(kind=Kind.PROCEDURE_DOSSIER)
    clock.at(due_day(consultee.due_at), 18)
    assert not make.explanation(consultee).complete
    assert make.explanation(consultee, apology="Xin lỗi người dân.", measures="").complete


def test_who_is_in_time_explains_nothing(make: Maker) -> None:
    with refused("not_late"):
        make.explanation(make.consultee())


# Push-backs.


@pytest.mark.req("C3")
def test_a_push_back_in_time_rests_the_ladder_and_tells_the_head(make: Maker, cast: Cast, post: CapturedPost) -> None:
    consultee = make.consultee()
    made = make.push_back(consultee)
    assert (consultee.next_step_at, consultee.pushed_back_at) == (None, made.made_at)
    assert consultee.acknowledged_at is not None
    assert "push_back.made" in verbs(consultee)
    letter = post.letter(to=cast.dung, kind="push_back_made")
    assert not letter.in_digest
    assert made.reason not in letter.text


@pytest.mark.req("C3")
def test_a_refusal_gives_back_the_days_of_the_decision(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    before = due_day(consultee.due_at)
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION)
    clock.pass_days(2)
    actions.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    calendar = _calendar()
    assert calendar.count(before, due_day(consultee.due_at)) == 2
    assert consultee.agreed_due_at == consultee.due_at
    assert consultee.pushed_back_at is None
    assert consultee.next_step_at is not None
    assert consultee.rounds[-1].cause is RoundCause.PUSH_BACK


@pytest.mark.req("C3")
def test_a_granted_function_releases_the_unit(make: Maker, cast: Cast, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION, none_known=False, competent_unit=cast.sxd)
    actions.decide_push_back(made, Answer.GRANTED, reason="Đúng.", by=make.head("stc"), now=clock.now)
    assert consultee.ending is Ending.RELEASED
    assert consultee.next_step_at is None
    assert post.letters(to=cast.tam, kind="push_back_decided")


@pytest.mark.req("C3")
def test_a_granted_time_moves_the_due_time_even_when_decided_after_it(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 16)
    made = make.push_back(consultee, PushBackKind.TIME)
    clock.pass_days(4)
    actions.decide_push_back(made, Answer.GRANTED, reason="Đồng ý.", by=make.head("stc"), now=clock.now)
    assert due_day(consultee.due_at) >= made.proposed_due
    assert consultee.agreed_due_at == consultee.due_at


def test_a_granted_time_is_never_less_than_what_the_waiting_cost(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    calendar, before = _calendar(), due_day(consultee.due_at)
    made = make.push_back(consultee, PushBackKind.TIME, proposed_due=calendar.add(before, 1))
    clock.pass_days(3)
    actions.decide_push_back(made, Answer.GRANTED, reason="Đồng ý.", by=make.head("stc"), now=clock.now)
    assert calendar.count(before, due_day(consultee.due_at)) == 3


@pytest.mark.req("C3")
def test_incomplete_in_the_first_third_restarts_when_the_dossier_is_full(
    make: Maker, clock: Clock, cast: Cast, post: CapturedPost
) -> None:
    consultee = make.consultee()
    calendar, whole = _calendar(), None
    whole = calendar.count(clock.today, due_day(consultee.due_at))
    made = make.push_back(consultee, PushBackKind.UNCLEAR_OR_INCOMPLETE)
    actions.decide_push_back(made, Answer.GRANTED, reason="Sẽ bổ sung.", by=make.head("stc"), now=clock.now)
    assert made.restarts
    assert (consultee.next_step_at, consultee.pushed_back_at) == (None, made.made_at)
    assert queries.awaited_dossier(consultee) is made
    with refused("dossier_awaited"):
        make.push_back(consultee, PushBackKind.TIME)
    clock.pass_days(3)
    actions.complete_dossier(made, by=make.officer("stc"), now=clock.now)
    assert calendar.count(clock.today, due_day(consultee.due_at)) == whole
    assert consultee.agreed_due_at == consultee.due_at
    assert consultee.next_step_at is not None
    assert post.letters(to=cast.mai, kind="dossier_completed")
    with refused("dossier_not_awaited"):
        actions.complete_dossier(made, by=make.officer("stc"), now=clock.now)


def test_a_late_incomplete_does_not_stop_the_clock_but_the_dossier_is_awaited(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 10)
    made = make.push_back(consultee, PushBackKind.UNCLEAR_OR_INCOMPLETE)
    before = consultee.due_at
    actions.decide_push_back(made, Answer.GRANTED, reason="Sẽ bổ sung.", by=make.head("stc"), now=clock.now)
    assert (made.restarts, consultee.due_at) == (False, before)
    assert consultee.next_step_at is not None
    assert queries.awaited_dossier(consultee) is made
    actions.complete_dossier(made, by=make.officer("stc"), now=clock.now)
    assert consultee.due_at == before


def test_after_the_due_time_a_push_back_rests_nothing(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 18)
    with refused("push_back_time_after_due"):
        make.push_back(consultee, PushBackKind.TIME)
    before = consultee.next_step_at
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION)
    assert (made.in_time, consultee.pushed_back_at, consultee.next_step_at) == (False, None, before)
    due = consultee.due_at
    clock.pass_days(1)
    actions.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    assert consultee.due_at == due


def test_a_push_back_is_decided_once_and_needs_a_reason(make: Maker, clock: Clock) -> None:
    made = make.push_back()
    with refused("push_back_waits"):
        make.push_back(made.consultee)
    with refused("push_back_answer_no_reason"):
        actions.decide_push_back(made, Answer.REFUSED, reason=" ", by=make.head("stc"), now=clock.now)
    actions.decide_push_back(made, Answer.REFUSED, reason="Đủ thời gian.", by=make.head("stc"), now=clock.now)
    with refused("push_back_decided"):
        actions.decide_push_back(made, Answer.GRANTED, reason="Đổi ý.", by=make.head("stc"), now=clock.now)


@pytest.mark.req("C3", "X1")
def test_a_refusal_is_disputed_once_and_settled_with_its_document(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION)
    actions.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    actions.dispute(made, words="Chức năng của Sở Xây dựng.", by=make.head("stp"), now=clock.now)
    assert consultee.pushed_back_at is not None
    assert post.letters(to=cast.chairman, kind="push_back_disputed")
    with refused("push_back_disputed"):
        actions.dispute(made, words="Một lần nữa.", by=make.head("stp"), now=clock.now)
    chairman, before = cast.actor("chairman"), due_day(consultee.due_at)
    clock.pass_days(2)
    with refused("avoidance_needs_document"):
        actions.settle_dispute(
            made, Answer.REFUSED, reason="Đã nghe.", document="", avoidance=True, by=chairman, now=clock.now
        )
    actions.settle_dispute(
        made, Answer.REFUSED, reason="Đã nghe.", document="12/TB-VP", avoidance=True, by=chairman, now=clock.now
    )
    assert made.avoidance
    assert _calendar().count(before, due_day(consultee.due_at)) == 2
    assert post.letters(to=cast.tam, kind="push_back_settled")


def test_a_dispute_of_a_push_back_made_in_time_rests_the_ladder_also_after_the_due_time(
    make: Maker, clock: Clock
) -> None:
    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 16)
    made = make.push_back(consultee, PushBackKind.NOT_OUR_FUNCTION)
    actions.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    clock.pass_(hours=17)
    assert clock.now > consultee.due_at
    actions.dispute(made, words="Không thuộc.", by=make.head("stp"), now=clock.now)
    assert (consultee.pushed_back_at, consultee.next_step_at) == (clock.now, None)


def test_a_refusal_is_disputed_within_two_working_days(make: Maker, clock: Clock) -> None:
    made = make.push_back(None, PushBackKind.NOT_OUR_FUNCTION)
    with refused("push_back_not_refused"):
        actions.dispute(made, words="Không.", by=make.head("stp"), now=clock.now)
    actions.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    clock.pass_days(3)
    with refused("dispute_too_late"):
        actions.dispute(made, words="Không.", by=make.head("stp"), now=clock.now)


def test_an_undecided_push_back_is_settled_by_the_authority_and_then_not_by_the_lead(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    made = make.push_back(None, PushBackKind.NOT_OUR_FUNCTION)
    clock.pass_days(4)
    actions.settle_dispute(made, Answer.GRANTED, reason="Đúng.", document="", by=cast.actor("chairman"), now=clock.now)
    assert made.consultee.ending is Ending.RELEASED
    with refused("push_back_decided"):
        actions.decide_push_back(made, Answer.REFUSED, reason="Không.", by=make.head("stc"), now=clock.now)


def test_a_full_answer_ends_what_still_waited_and_its_days_are_not_the_units(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    made = make.push_back(consultee, PushBackKind.TIME)
    clock.at(due_day(consultee.due_at), 18)
    reply = make.reply(consultee)
    assert made.withdrawn_at == clock.now
    assert consultee.pushed_back_at is None
    assert reply.arrived_at <= consultee.agreed_due_at
    assert queries.open_push_back(consultee) is None
    with refused("push_back_over"):
        actions.decide_push_back(made, Answer.GRANTED, reason="Đồng ý.", by=make.head("stc"), now=clock.now)
    with refused("answer_not_owed"):
        make.push_back(consultee)


# Another way.


def test_a_claim_rests_the_ladder_until_the_lead_answers(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    claim = actions.claim_sent(
        consultee, letter_number="15/STP", letter_date=clock.today, by=make.clerk("stp"), now=clock.now
    )
    assert consultee.next_step_at == claim.answer_by
    assert claim.answer_by == clock.moment(date(2026, 10, 6), 17)
    assert post.letter(to=cast.thu, kind="claimed_sent")
    with refused("claim_waits"):
        actions.claim_sent(
            consultee, letter_number="16/STP", letter_date=clock.today, by=make.clerk("stp"), now=clock.now
        )
    with refused("claim_needs_answer"):
        actions.answer_claim(claim, found=False, answer="", by=make.clerk("stc"), now=clock.now)
    actions.answer_claim(claim, found=False, answer="Chưa thấy trên trục.", by=make.clerk("stc"), now=clock.now)
    assert consultee.next_step_at == clock.now
    with refused("claim_repeated"):
        actions.claim_sent(
            consultee, letter_number="15/STP", letter_date=clock.today, by=make.clerk("stp"), now=clock.now
        )
    with refused("claim_answered"):
        actions.answer_claim(claim, found=True, answer="", by=make.clerk("stc"), now=clock.now)


def test_a_letter_that_was_found_is_never_reminded_of(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    claim = actions.claim_sent(
        consultee, letter_number="15/STP", letter_date=clock.today, by=make.clerk("stp"), now=clock.now
    )
    actions.answer_claim(claim, found=True, answer="", by=make.clerk("stc"), now=clock.now)
    assert consultee.next_step_at is None


def test_a_claim_of_tomorrow_or_without_debt_is_refused(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    with refused("letter_date_in_future"):
        actions.claim_sent(
            consultee, letter_number="15/STP", letter_date=date(2026, 10, 6), by=make.clerk("stp"), now=clock.now
        )
    make.reply(consultee)
    with refused("answer_not_owed"):
        actions.claim_sent(
            consultee, letter_number="15/STP", letter_date=clock.today, by=make.clerk("stp"), now=clock.now
        )


@pytest.mark.req("A10")
def test_a_paper_entered_by_the_unit_counts_from_its_arrival(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    arrived = due_day(consultee.due_at)
    clock.at(arrived, 18)
    clock.pass_days(3)
    said = paper(consultee, clock, arrived_on=arrived, letter_date=arrived)
    reply = actions.enter_paper(consultee, said, None, by=make.clerk("stp"), now=clock.now)
    assert consultee.answered_at == reply.arrived_at == consultee.due_at
    assert reply.complete
    assert {"reply.entered", "reply.sent"} <= set(verbs(consultee))


@pytest.mark.req("A10")
def test_a_paper_entered_by_the_lead_waits_for_the_unit(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    arrived = clock.today
    clock.pass_days(1)
    said = paper(consultee, clock, arrived_on=arrived, letter_date=arrived)
    reply = actions.enter_paper(consultee, said, None, by=make.clerk("stc"), now=clock.now)
    assert consultee.answered_at is None
    assert consultee.next_step_at == clock.moment(date(2026, 10, 8), 17)
    assert queries.latest_opinions(consultee) == {}
    assert post.letter(to=cast.mai, kind="confirm_paper")
    with refused("paper_waits"):
        actions.enter_paper(consultee, said, None, by=make.clerk("stc"), now=clock.now)
    actions.confirm_paper(reply, by=make.clerk("stp"), now=clock.now)
    assert consultee.answered_at == clock.moment(arrived, 17)
    assert consultee.next_step_at is None
    with refused("paper_settled"):
        actions.object_to_paper(reply, words="Không phải.", by=make.clerk("stp"), now=clock.now)


def test_a_paper_objected_to_counts_for_nothing(make: Maker, cast: Cast, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    reply = actions.enter_paper(consultee, paper(consultee, clock), None, by=make.clerk("stc"), now=clock.now)
    actions.object_to_paper(reply, words="Thiếu trang 2.", by=make.clerk("stp"), now=clock.now)
    assert consultee.next_step_at == clock.now
    assert queries.latest_opinions(consultee) == {}
    assert post.letter(to=cast.lan, kind="paper_objected")


def test_a_draft_survives_a_paper_and_is_numbered_after_it(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    draft = make.reply_draft(consultee, Position.AGREE, None)
    entered = actions.enter_paper(consultee, paper(consultee, clock), None, by=make.clerk("stc"), now=clock.now)
    actions.confirm_paper(entered, by=make.clerk("stp"), now=clock.now)
    actions.approve(draft, by=make.head("stp"), now=clock.now)
    assert draft.number > entered.number


# The end.


def test_nothing_is_taken_once_the_part_is_over(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    make.reply(consultee)
    make.accepted(consultee)
    with refused("part_closed"):
        make.reply_draft(consultee)


def test_a_late_reply_replaces_what_silence_decided(make: Maker, clock: Clock) -> None:
    from coordination.consultations import actions as clocks

    consultee = make.consultee()
    clock.at(due_day(consultee.due_at), 18)
    clocks.close(consultee, Ending.DEEMED, by=BY_RULE, now=clock.now)
    make.reply(consultee)
    assert (consultee.ending, consultee.answered_at) == (None, clock.now)


def _calendar() -> Any:
    from coordination.limits import queries as limits

    return limits.calendar()


@pytest.mark.req("C1", "L1")
def test_who_must_sign_a_reply_is_told_in_the_morning_or_at_once_where_that_is_too_late(
    make: Maker, cast: Cast, post: CapturedPost, clock: Clock
) -> None:
    early, late = make.reply_draft(make.consultee(subject="Góp ý một")), make.reply_draft(make.consultee())
    actions.send_for_signing(early, by=make.officer("stp"), now=clock.now)
    letter = post.letter(to=cast.tam, kind="reply_to_sign")
    assert letter.subject == "Kính trình ký văn bản góp ý: Góp ý một"
    assert letter.text.rstrip().endswith(f"/replies/{early.id}")
    assert "Thời hạn trả lời: trước 17:00" in letter.text
    assert letter.in_digest
    assert letter.consultation_id is None, "to others an unsent reply does not exist"
    clock.at(late.consultee.due_at)
    actions.send_for_signing(late, by=make.officer("stp"), now=clock.now)
    assert [each.in_digest for each in post.letters(to=cast.tam, kind="reply_to_sign")] == [True, False]


def test_a_head_who_signs_at_once_tells_nobody_to_sign(make: Maker, post: CapturedPost, clock: Clock) -> None:
    draft = make.reply_draft()
    assert actions.approve(draft, by=make.head("stp"), now=clock.now)
    assert not post.letters(kind="reply_to_sign")
