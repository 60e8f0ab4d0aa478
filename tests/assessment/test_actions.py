"""What judging writes: verdicts, returns, contests, and the unit's clock (X2, design 3.6, O18)."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from coordination.assessment import actions, queries
from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement, VerdictKind
from coordination.consultations.rules import Ending, RoundCause
from coordination.kernel import store
from coordination.kernel.actor import BY_RULE
from coordination.kernel.journal import JournalEntry
from coordination.kernel.values import NotReady
from coordination.limits.rules import due_day
from coordination.replies.rules import Position
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost


def refused(code: str) -> Any:
    return pytest.raises(NotReady, match=code)


def propose(
    make: Maker, reply: Any, kind: VerdictKind, clock: Clock, point: int = 0, reason: str = "Chưa rõ."
) -> Verdict:
    return actions.propose(
        reply.opinions[point], kind, reason=reason, marked=["cơ bản nhất trí"], by=make.officer("stc"), now=clock.now
    )


@pytest.mark.req("X2")
def test_a_proposal_is_the_leads_own_draft(make: Maker, clock: Clock, post: CapturedPost) -> None:
    reply = make.reply()
    verdict = propose(make, reply, VerdictKind.GENERIC, clock)
    assert (verdict.given_at, verdict.marked) == (None, ["cơ bản nhất trí"])
    again = propose(make, reply, VerdictKind.ADEQUATE, clock, reason="")
    assert again is verdict
    store.db.session.commit()
    entries = store.db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "verdict.proposed")).all()
    assert {(e.consultation_id, e.consultee_id) for e in entries} == {(None, None)}
    assert not post.letters(kind="returned")


@pytest.mark.req("X2", "L8")
def test_a_return_gives_the_verdicts_and_a_due_time_of_its_own(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    reply = make.reply()
    consultee = reply.consultee
    agreed = consultee.agreed_due_at
    propose(make, reply, VerdictKind.ADEQUATE, clock, point=1, reason="")
    sent = make.returned(reply)
    assert sent.due_at == consultee.due_at == clock.moment("2026-10-07 17:00")
    assert consultee.returned_at == clock.now
    assert consultee.agreed_due_at == agreed
    assert consultee.next_step_at is not None
    assert consultee.rounds[-1].cause is RoundCause.RETURN
    first, second = (queries.verdicts_on([o.id])[o.id] for o in reply.opinions)
    assert (first.given_at, first.contest_by) == (clock.now, clock.moment("2026-10-07 17:00"))
    assert (second.given_at, second.contest_by) == (clock.now, None)
    letter = post.letter(to=cast.stp, kind="returned")
    assert "Chưa nêu rõ căn cứ." not in letter.text
    assert post.letters(to=cast.mai, kind="returned")


def test_nothing_is_returned_without_a_fault_or_after_the_leads_time(make: Maker, clock: Clock) -> None:
    reply = make.reply()
    with refused("nothing_to_return"):
        actions.return_for_completion(reply, words="", by=make.head("stc"), now=clock.now)
    with refused("verdict_needs_reason"):
        propose(make, reply, VerdictKind.OFF_TOPIC, clock, reason=" ")
    propose(make, reply, VerdictKind.OFF_TOPIC, clock)
    with refused("return_due_in_past"):
        actions.return_for_completion(reply, words="", due_at=clock.now, by=make.head("stc"), now=clock.now)
    clock.at(queries.judging_until(reply))
    clock.pass_(seconds=1)
    with refused("judging_over"):
        actions.return_for_completion(reply, words="", by=make.head("stc"), now=clock.now)
    with refused("judging_over"):
        propose(make, reply, VerdictKind.GENERIC, clock)


def test_a_partial_reply_is_not_sent_back(make: Maker, clock: Clock) -> None:
    reply = make.reply(make.consultee(), Position.AGREE, None)
    propose(make, reply, VerdictKind.GENERIC, clock)
    with refused("reply_partial"):
        actions.return_for_completion(reply, words="", by=make.head("stc"), now=clock.now)


def test_what_is_with_the_unit_or_replaced_is_not_judged(make: Maker, clock: Clock) -> None:
    reply = make.reply()
    make.returned(reply)
    with refused("reply_with_unit"):
        propose(make, reply, VerdictKind.GENERIC, clock, point=1)
    make.reply(reply.consultee, Position.DISAGREE)
    with refused("reply_replaced"):
        propose(make, reply, VerdictKind.GENERIC, clock, point=1)


@pytest.mark.req("X2", "L8")
def test_a_second_inadequate_reply_is_judged_but_not_returned_again(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    first = make.reply()
    make.returned(first)
    second = make.reply(first.consultee, Position.DISAGREE)
    assert (first.consultee.returned_at, first.consultee.next_step_at) == (None, None)
    assert make.returned(second) is None
    assert len(queries.returns_of([first.consultee_id])) == 1
    assert post.letters(to=cast.mai, kind="judged_again")
    with refused("verdict_stands"):
        actions.accept([first.consultee], by=make.officer("stc"), now=clock.now)


@pytest.mark.req("X2")
def test_accepting_many_leaves_out_those_that_cannot_be(make: Maker, clock: Clock) -> None:
    consultation = make.consultation(consultees=["stp", "sxd", "sdl"])
    stp, sxd, sdl = (make.of(consultation, unit) for unit in ("stp", "sxd", "sdl"))
    make.reply(stp)
    propose(make, make.reply(sxd), VerdictKind.GENERIC, clock)
    assert [each.id for each in queries.acceptable(consultation.id)] == [stp.id]
    assert actions.accept([stp, sxd, sdl], by=make.officer("stc"), now=clock.now) == 1
    assert (stp.ending, sxd.ending, sdl.ending) == (Ending.ACCEPTED, None, None)
    assert {one.kind for _, one, _, _ in queries.verdicts_of([stp.id])} == {VerdictKind.ADEQUATE}
    with refused("nothing_to_accept"):
        actions.accept([stp], by=make.officer("stc"), now=clock.now)


def test_a_lapse_accepts_without_a_verdict(make: Maker, clock: Clock) -> None:
    reply = make.reply()
    propose(make, reply, VerdictKind.GENERIC, clock)
    actions.lapse(reply.consultee, by=BY_RULE, now=clock.now)
    store.db.session.flush()
    assert reply.consultee.ending is Ending.ACCEPTED
    assert queries.verdicts_of([reply.consultee_id]) == []


def _returned(make: Maker) -> tuple[Any, Verdict]:
    reply = make.reply()
    make.returned(reply)
    return reply, queries.verdicts_on([reply.opinions[0].id])[reply.opinions[0].id]


@pytest.mark.req("X2")
def test_a_contest_rests_the_ladder_and_tells_lead_and_authority(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    reply, verdict = _returned(make)
    with refused("contest_needs_words"):
        actions.contest(verdict, words=" ", by=make.head("stp"), now=clock.now)
    actions.contest(verdict, words="Đã nêu căn cứ tại đoạn 2.", by=make.head("stp"), now=clock.now)
    assert reply.consultee.next_step_at is None
    assert verdict.answer_by == clock.moment("2026-10-07 17:00")
    for who in (cast.dung, cast.lan, cast.chairman):
        assert "Đã nêu căn cứ" not in post.letter(to=who, kind="contested").text
    with refused("already_contested"):
        actions.contest(verdict, words="Một lần nữa.", by=make.head("stp"), now=clock.now)
    with refused("contest_answer_needs_words"):
        actions.answer_contest(verdict, words="", by=make.head("stc"), now=clock.now)
    actions.answer_contest(verdict, words="Đoạn 2 không phải căn cứ.", by=make.head("stc"), now=clock.now)
    with refused("contest_answered"):
        actions.answer_contest(verdict, words="Thêm.", by=make.head("stc"), now=clock.now)


def test_a_contest_comes_in_time_and_not_after_completing(make: Maker, clock: Clock) -> None:
    reply, verdict = _returned(make)
    make.reply(reply.consultee)
    clock.pass_(hours=1)
    with refused("contest_after_completing|contest_too_late|nothing"):
        make.reply(reply.consultee)
        actions.contest(verdict, words="Muộn.", by=make.head("stp"), now=clock.now)
    _, other = _returned(make)
    clock.pass_days(3)
    with refused("contest_too_late"):
        actions.contest(other, words="Muộn.", by=make.head("stp"), now=clock.now)


@pytest.mark.req("X2")
def test_overturned_the_unit_has_answered(make: Maker, cast: Cast, clock: Clock, post: CapturedPost) -> None:
    reply, verdict = _returned(make)
    answered = reply.consultee.answered_at
    actions.contest(verdict, words="Đã nêu.", by=make.head("stp"), now=clock.now)
    clock.pass_days(1)
    chairman = cast.actor("chairman")
    with refused("settlement_needs_reason"):
        actions.settle(verdict, Settlement.OVERTURNED, reason="", by=chairman, now=clock.now)
    actions.settle(verdict, Settlement.OVERTURNED, reason="Đơn vị đã nêu.", by=chairman, now=clock.now)
    consultee = reply.consultee
    assert (consultee.returned_at, consultee.answered_at, consultee.next_step_at) == (None, answered, None)
    assert post.letters(to=cast.tam, kind="contest_settled")
    make.accepted(consultee)
    with refused("contest_not_open"):
        actions.settle(verdict, Settlement.UPHELD, reason="Đổi ý.", by=chairman, now=clock.now)


@pytest.mark.req("X2")
def test_upheld_the_unit_has_two_working_days_to_complete(make: Maker, cast: Cast, clock: Clock) -> None:
    reply, verdict = _returned(make)
    actions.contest(verdict, words="Đã nêu.", by=make.head("stp"), now=clock.now)
    clock.at("2026-10-12")
    actions.settle(verdict, Settlement.UPHELD, reason="Chưa nêu.", by=cast.actor("chairman"), now=clock.now)
    consultee = reply.consultee
    assert consultee.due_at == clock.moment("2026-10-14 17:00")
    assert consultee.returned_at is not None
    assert consultee.next_step_at is not None


def test_a_unit_that_completed_while_a_contest_waited_owes_nothing_more(make: Maker, cast: Cast, clock: Clock) -> None:
    reply, verdict = _returned(make)
    actions.contest(verdict, words="Đã nêu.", by=make.head("stp"), now=clock.now)
    clock.pass_(hours=1)
    make.reply(reply.consultee, Position.DISAGREE)
    due = reply.consultee.due_at
    clock.pass_days(1)
    actions.settle(verdict, Settlement.UPHELD, reason="Chưa nêu.", by=cast.actor("chairman"), now=clock.now)
    assert (reply.consultee.returned_at, reply.consultee.due_at) == (None, due)


def test_the_judging_time_of_a_completed_reply_starts_at_its_own_due_time(make: Maker, clock: Clock) -> None:
    reply, _ = _returned(make)
    second = make.reply(reply.consultee)
    assert due_day(queries.judging_until(second)).isoformat() == "2026-10-12"
