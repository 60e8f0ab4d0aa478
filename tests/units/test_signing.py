"""The signing path (O1): one step, four steps, returned with a remark, signed once."""

from __future__ import annotations

from datetime import date

import pytest

from coordination.kernel.journal import JournalEntry, write_waiting
from coordination.kernel.values import NotReady, Stale
from coordination.units import access, actions, queries
from coordination.units.models import Signing
from coordination.units.rules import Capacity, SigningState

pytestmark = pytest.mark.req("L1")


def send(cast, clock, paper_id: int = 1):
    return actions.send_for_signing("consultation", paper_id, cast.stc.id, by=cast.actor("lan"), now=clock.now)


@pytest.fixture
def four_steps(cast, clock):
    """Trưởng phòng (Lan's own colleague Thu, for the test), phó giám đốc (any head), giám đốc, giám đốc."""
    path = [("Trưởng phòng", cast.thu.id), ("Phó giám đốc", None), ("Chánh văn phòng", cast.thu.id), ("Giám đốc", None)]
    actions.set_path(cast.stc, path, by=cast.actor("admin"), now=clock.now)


def test_without_a_path_any_head_signs_at_once(cast, clock) -> None:
    signing = send(cast, clock)
    assert access.may_sign(cast.actor("dung"), signing)
    assert not access.may_sign(cast.actor("lan"), signing)
    assert not access.may_sign(cast.actor("tam"), signing), "another unit's head"
    assert actions.pass_on(signing, by=cast.actor("dung"), now=clock.now) is True
    assert signing.state is SigningState.SIGNED
    assert (signing.signed_by, signing.signatory_title) == (cast.dung.id, "Giám đốc")


def test_four_steps_are_walked_one_by_one_and_the_last_signs(cast, clock, four_steps) -> None:
    signing = send(cast, clock)
    walked = []
    for who in ("thu", "dung", "thu"):
        assert queries.signers_now(signing, clock.today) == [getattr(cast, who)]
        walked.append(actions.pass_on(signing, by=cast.actor(who), now=clock.now, remark=f"của {who}"))
    assert walked == [False, False, False]
    assert signing.state is SigningState.ON_ITS_WAY
    assert actions.pass_on(signing, by=cast.actor("dung"), now=clock.now) is True
    assert [mark.act for mark in signing.marks] == ["sent", "passed", "passed", "passed", "signed"]
    assert signing.marks[1].remark == "của thu"


def test_whose_turn_it_is_not_neither_passes_on_nor_returns(cast, clock, four_steps) -> None:
    signing = send(cast, clock)
    for act in (actions.pass_on, actions.return_paper):
        with pytest.raises(NotReady) as refused:
            act(signing, by=cast.actor("dung"), now=clock.now, remark="vội")
        assert refused.value.findings[0].code == "signing_not_with_you"
    assert signing.position == 1


def test_a_returned_paper_is_done_with_and_can_be_sent_anew(cast, clock, four_steps) -> None:
    first = send(cast, clock)
    actions.pass_on(first, by=cast.actor("thu"), now=clock.now)
    actions.return_paper(first, by=cast.actor("dung"), now=clock.now, remark="Bổ sung căn cứ")
    assert first.state is SigningState.RETURNED
    assert first.marks[-1].remark == "Bổ sung căn cứ"
    with pytest.raises(NotReady, match="signing_not_on_its_way"):
        actions.pass_on(first, by=cast.actor("dung"), now=clock.now)
    again = send(cast, clock)
    assert queries.signing_of("consultation", 1) is again
    assert again.position == 1


def test_returning_needs_a_remark(cast, clock) -> None:
    signing = send(cast, clock)
    with pytest.raises(NotReady) as refused:
        actions.return_paper(signing, by=cast.actor("dung"), now=clock.now, remark="  ")
    assert refused.value.findings[0].field == "remark"


def test_a_paper_on_its_way_is_not_sent_twice(cast, clock) -> None:
    send(cast, clock)
    with pytest.raises(NotReady, match="signing_on_its_way"):
        send(cast, clock)
    assert send(cast, clock, paper_id=2).paper_id == 2


def test_who_looked_at_an_old_step_is_told_that_somebody_was_quicker(cast, clock, db, four_steps) -> None:
    signing = send(cast, clock)
    seen = Signing(id=signing.id, unit_id=signing.unit_id, state=SigningState.ON_ITS_WAY, position=1, steps=4)
    actions.pass_on(signing, by=cast.actor("thu"), now=clock.now)
    seen.paper, seen.paper_id = signing.paper, signing.paper_id
    with pytest.raises(Stale):
        actions.pass_on(seen, by=cast.actor("thu"), now=clock.now)
    assert signing.position == 2


def test_the_head_who_drafted_may_sign_his_own_paper(cast, clock) -> None:
    signing = actions.send_for_signing("reply", 5, cast.stc.id, by=cast.actor("dung"), now=clock.now)
    assert actions.pass_on(signing, by=cast.actor("dung"), now=clock.now) is True


def test_a_signatory_s_capacity_and_title_are_kept_with_the_paper(cast, clock) -> None:
    actions.keep_signatory(
        cast.stc, cast.dung.id, by=cast.actor("admin"), now=clock.now, capacity=Capacity.DEPUTY,
        title="KT. Giám đốc, Phó Giám đốc", valid_from=date(2026, 1, 1),
    )  # fmt: skip
    signing = send(cast, clock)
    actions.pass_on(signing, by=cast.actor("dung"), now=clock.now)
    assert (signing.capacity, signing.signatory_title) == (Capacity.DEPUTY, "KT. Giám đốc, Phó Giám đốc")


def test_a_capacity_counts_only_while_it_is_valid(cast, clock) -> None:
    actions.keep_signatory(
        cast.stc, cast.dung.id, by=cast.actor("admin"), now=clock.now, title="Quyền Giám đốc", capacity=Capacity.ACTING,
        valid_to=date(2026, 10, 4),
    )  # fmt: skip
    signing = send(cast, clock)
    actions.pass_on(signing, by=cast.actor("dung"), now=clock.now)
    assert signing.signatory_title == "Giám đốc"


@pytest.mark.parametrize("capacity", [Capacity.BY_ORDER, Capacity.BY_AUTHORISATION])
def test_signing_by_order_or_authorisation_names_its_document(cast, clock, capacity) -> None:
    with pytest.raises(NotReady, match="signatory_needs_authority"):
        actions.keep_signatory(
            cast.stc, cast.dung.id, by=cast.actor("admin"), now=clock.now, capacity=capacity, title="x"
        )


def test_somebody_who_left_the_unit_holds_nobody_up(cast, clock, four_steps, db) -> None:
    signing = send(cast, clock)
    assert not access.may_sign(cast.actor("dung"), signing)
    cast.thu.active = False
    db.session.flush()
    assert access.may_sign(cast.actor("dung"), signing)


def test_a_shorter_path_moves_waiting_papers_to_its_last_step(cast, clock, four_steps) -> None:
    signing = send(cast, clock)
    for who in ("thu", "dung"):
        actions.pass_on(signing, by=cast.actor(who), now=clock.now)
    actions.set_path(cast.stc, [("Giám đốc", None)], by=cast.actor("admin"), now=clock.now)
    assert (signing.position, signing.steps) == (1, 1)
    assert actions.pass_on(signing, by=cast.actor("dung"), now=clock.now) is True


def test_a_path_has_at_most_four_steps(cast, clock) -> None:
    with pytest.raises(NotReady, match="path_too_long"):
        actions.set_path(cast.stc, [("x", None)] * 5, by=cast.actor("admin"), now=clock.now)


def test_waiting_papers_are_listed_for_whose_turn_it_is(cast, clock, four_steps, statements) -> None:
    first, second = send(cast, clock), send(cast, clock, paper_id=2)
    actions.pass_on(second, by=cast.actor("thu"), now=clock.now)
    thu, dung, lan = (cast.actor(each) for each in ("thu", "dung", "lan"))
    statements.clear()
    assert [each.paper_id for each in queries.waiting_for(thu, "consultation")] == [first.paper_id]
    assert len(statements) == 1
    assert [each.paper_id for each in queries.waiting_for(dung)] == [2]
    assert queries.waiting_for(lan) == []
    assert queries.waiting_for(dung, "reply") == []


def test_each_act_stands_in_the_journal_and_in_the_chain_when_asked(cast, clock, db) -> None:
    signing = actions.send_for_signing(
        "consultation", 7, cast.stc.id, by=cast.actor("lan"), now=clock.now, consultation_id=7
    )
    actions.pass_on(signing, by=cast.actor("dung"), now=clock.now, remark="Đồng ý", consultation_id=7)
    write_waiting(db.session())
    entries = db.session.query(JournalEntry).filter_by(consultation_id=7).order_by(JournalEntry.place).all()
    assert [entry.verb for entry in entries] == ["signing.sent", "signing.signed"]
    assert entries[1].words == "Đồng ý"
