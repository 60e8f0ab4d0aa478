"""From the signature to the withdrawal: rows, journal, letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import (
    ConsulteePhase,
    Ending,
    Kind,
    Phase,
    RoundCause,
    Urgency,
)
from coordination.kernel import files, journal
from coordination.kernel.journal import JournalEntry, write_waiting
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db as store
from coordination.kernel.values import NotReady
from coordination.units import actions as units
from coordination.units.models import Unit, UnitBox
from coordination.units.rules import UnitKind

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker
    from tests.post import CapturedPost


def codes(raised: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


def entries(consultation_id: int, verb: str) -> list[JournalEntry]:
    write_waiting(store.session())
    wanted = select(JournalEntry).where(JournalEntry.consultation_id == consultation_id, JournalEntry.verb == verb)
    return list(store.session.scalars(wanted.order_by(JournalEntry.id)))


def letters(kind: str) -> list[Letter]:
    return list(store.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


# Signing


@pytest.mark.req("L1")
def test_each_signer_is_told_when_the_draft_comes_to_him_and_nobody_else(make: Maker, cast: Cast, clock: Clock) -> None:
    path = [("Trưởng phòng", cast.thu.id), ("Giám đốc", None)]
    units.set_path(cast.stc, path, by=cast.actor("admin"), now=clock.now)
    draft = make.for_signing(subject="Góp ý quy chế")
    [first] = letters("draft_to_sign")
    assert first.to_address == cast.thu.email
    assert first.subject == "Kính trình ký hồ sơ lấy ý kiến: Góp ý quy chế"
    assert first.text.rstrip().endswith(f"/consultations/{draft.id}/signing")
    assert "Ngày đơn vị phải trình: " in first.text
    assert first.in_digest
    assert draft.background not in first.text
    assert not actions.sign(draft, by=cast.actor("thu"), now=clock.now)
    assert [each.to_address for each in letters("draft_to_sign")] == [cast.thu.email, cast.dung.email]
    assert actions.sign(draft, by=cast.actor("dung"), now=clock.now)
    assert len(letters("draft_to_sign")) == 2


def test_an_urgent_draft_is_told_of_at_once(make: Maker) -> None:
    make.for_signing(urgency=Urgency.URGENT)
    assert [each.in_digest for each in letters("draft_to_sign")] == [False]


@pytest.mark.req("L1")
def test_what_the_gate_stops_does_not_go_to_the_head(make: Maker, clock: Clock) -> None:
    drafted = make.draft(dossier=False, reasons=False)
    with pytest.raises(NotReady) as stopped:
        actions.send_for_signing(drafted, by=make.officer("stc"), now=clock.now)
    assert codes(stopped) == ["part_missing"]
    assert queries.phase_of(drafted) is Phase.DRAFT


def test_from_signing_on_the_text_stands_until_it_is_returned(make: Maker, clock: Clock) -> None:
    waiting = make.for_signing()
    assert queries.phase_of(waiting) is Phase.AWAITING_APPROVAL
    said = replace(queries.composed(waiting), background="khác")
    with pytest.raises(NotReady) as refused:
        actions.save(waiting, said, by=make.officer("stc"), now=clock.now)
    assert codes(refused) == ["wrong_phase"]
    with pytest.raises(NotReady):
        actions.return_draft(waiting, " ", by=make.head("stc"), now=clock.now)
    actions.return_draft(waiting, "Bổ sung căn cứ", by=make.head("stc"), now=clock.now)
    assert queries.phase_of(waiting) is Phase.DRAFT
    actions.save(waiting, replace(said, version=waiting.version), by=make.officer("stc"), now=clock.now)
    assert waiting.background == "khác"


def test_the_signature_stands_under_it_and_a_signed_one_can_still_come_back(make: Maker, clock: Clock) -> None:
    signed = make.signed()
    assert queries.phase_of(signed) is Phase.SIGNED
    assert signed.signatory.endswith("Trần Anh Dũng")
    actions.give_reason(signed, "due_below_minimum", "", "Việc gấp", by=make.head("stc"), now=clock.now)
    actions.return_draft(signed, "Sai trích yếu", by=make.clerk("stc"), now=clock.now)
    assert queries.phase_of(signed) is Phase.DRAFT
    assert signed.signatory == ""
    assert entries(signed.id, "consultation.unsigned")[0].words == "Sai trích yếu"


def test_only_the_signed_can_be_issued(make: Maker, clock: Clock) -> None:
    with pytest.raises(NotReady) as refused:
        actions.issue(make.draft(), by=make.clerk("stc"), now=clock.now)
    assert codes(refused) == ["wrong_phase"]


# Issuing


@pytest.mark.req("L3", "F4", "A11")
def test_issuing_freezes_rule_and_ladder_and_starts_every_clock_with_its_reasons(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    own = clock.moment("2026-10-27 17:00")
    signed = make.signed(consultees=["stp", replace(make._asked("sxd"), own_due_at=own, why="")], points=2)
    actions.issue(signed, by=make.clerk("stc"), now=clock.now)
    assert signed.number == "01/STC"
    assert signed.issued_on == clock.today
    assert signed.rule
    assert signed.ladder
    assert queries.phase_of(signed) is Phase.ISSUED
    stp, sxd = make.of(signed, "stp"), make.of(signed, "sxd")
    assert stp.due_at == signed.due_at
    assert sxd.due_at == own
    assert sxd.why == f"{sxd.function.name} ({sxd.function.legal_basis})"  # type: ignore[union-attr]
    for each in (stp, sxd):
        (first,) = queries.rounds_of(each.id)
        assert (first.number, first.cause, first.due_at) == (1, RoundCause.ISSUE, each.due_at)
        assert first.why
        assert each.original_due_at == each.agreed_due_at == each.due_at
        assert each.next_step_at is not None
    (issued,) = entries(signed.id, "consultation.issued")
    assert issued.facts["number"] == "01/STC"
    assert [entry.consultee_id for entry in entries(signed.id, "consultee.sent")] == [stp.id, sxd.id]
    assert journal.verify([signed.id])[1] == []


@pytest.mark.req("L7")
def test_the_issue_letter_goes_at_once_to_box_head_officers_and_clerk(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    cast.tam.language = "en"
    issued = make.consultation(consultees=["stp"])
    consultee = make.of(issued, "stp")
    sent = letters("issue")
    assert {letter.to_address.split("@")[0] for letter in sent} == {"stp", "mai", "tam", "ngoc", "two"}
    assert all(letter.next_try_at == clock.now and letter.consultee_id == consultee.id for letter in sent)
    box = next(letter for letter in sent if letter.person_id is None)
    assert issued.subject in box.subject
    assert f"/consultations/{issued.id}" in box.text
    assert "Không trả lời trong thời hạn vẫn được tính là chưa phối hợp đúng hạn" in box.text
    assert issued.points[0].question not in box.text + box.html
    head = next(letter for letter in sent if letter.person_id == cast.tam.id)
    assert head.language == "en"
    assert " Oct 2026" in head.text


def test_twenty_units_cost_the_same_statements_as_one(
    make: Maker, cast: Cast, clock: Clock, statements: list[str]
) -> None:
    units = []
    for n in range(20):
        unit = Unit(
            code=f"S{n}", name=f"Sở thử {n}", name_folded=f"so thu {n}", kind=UnitKind.DEPARTMENT,
            parent_id=cast.ubnd.id, path="/", boxes=[UnitBox(address=f"s{n}@tphcm.example.vn")],
        )  # fmt: skip
        store.session.add(unit)
        store.session.flush()
        unit.path = f"{cast.ubnd.path}{unit.id}/"
        units.append(unit)

    def cost(consultees: list[Any]) -> int:
        signed = make.signed(consultees=consultees, points=3, subject=f"Việc {len(consultees)}")
        store.session.flush()
        store.session.expire_all()
        by = make.clerk("stc")
        statements.clear()
        actions.issue(signed, by=by, now=clock.now)
        write_waiting(store.session())
        return len(statements)

    one, twenty = cost([units[0]]), cost(units)
    assert twenty == one
    assert one < 45


def test_a_given_number_is_taken_once_a_year(make: Maker, clock: Clock) -> None:
    first, second = make.signed(), make.signed(dossier=False)
    actions.issue(first, by=make.clerk("stc"), now=clock.now, number=" 15/STC-QLG ", issued_on=date(2026, 10, 2))
    assert (first.number, first.issued_on) == ("15/STC-QLG", date(2026, 10, 2))
    for number, on, code in (
        ("15/STC-QLG", None, "number_taken"),
        ("9" * 61, None, "text_too_long"),
        (None, date(2026, 10, 6), "issued_on_future"),
    ):
        with pytest.raises(NotReady) as refused:
            actions.issue(second, by=make.clerk("stc"), now=clock.now, number=number, issued_on=on)
        assert codes(refused) == [code]
    assert queries.phase_of(second) is Phase.SIGNED


def test_the_gate_is_asked_once_more_at_the_issue(make: Maker, clock: Clock) -> None:
    signed = make.signed(due_at=clock.moment("2026-10-20 17:00"))
    clock.at("2026-10-21")
    with pytest.raises(NotReady) as stopped:
        actions.issue(signed, by=make.clerk("stc"), now=clock.now)
    assert codes(stopped) == ["due_in_past"]


@pytest.mark.req("F4")
def test_a_shorter_time_passes_only_with_its_reason(make: Maker, clock: Clock) -> None:
    drafted = make.draft(kind=Kind.LEGAL_DOCUMENT, due_at=clock.moment("2026-10-06 17:00"), reasons=False)
    preview = queries.due_preview(drafted, clock.now)
    assert preview.due_at == drafted.due_at
    found = [f.code for f in queries.findings(drafted, clock.now)]
    if preview.earliest is not None:
        assert "due_below_minimum" in found
        with pytest.raises(NotReady):
            actions.send_for_signing(drafted, by=make.officer("stc"), now=clock.now)
    make._reasons(drafted, make.officer("stc"))
    actions.send_for_signing(drafted, by=make.officer("stc"), now=clock.now)


def test_a_file_that_vanished_is_noticed(make: Maker, clock: Clock) -> None:
    drafted = make.draft(reasons=False)
    part = drafted.dossier[0]
    assert part.file is not None
    files.store().path(part.file.sha256).unlink()
    assert "part_does_not_open" in [f.code for f in queries.findings(drafted, clock.now)]


def test_a_unit_without_a_rule_gets_the_date_of_the_letter(make: Maker, clock: Clock) -> None:
    signed = make.signed(urgency=Urgency.EXPRESS, due_at=clock.moment("2026-10-20 15:30"))
    actions.issue(signed, by=make.clerk("stc"), now=clock.now)
    assert signed.consultees[0].due_at == clock.moment("2026-10-20 15:30")


# After the issue


@pytest.mark.req("F4")
def test_an_extension_in_time_moves_what_scores_use_and_a_late_one_does_not(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp, sxd = make.of(issued, "stp"), make.of(issued, "sxd")
    due = stp.due_at
    assert due is not None
    later, much_later = clock.moment("2026-11-03 17:00"), clock.moment("2026-11-10 17:00")
    actions.extend([stp], later, "Đơn vị đề nghị", by=make.officer("stc"), now=clock.now)
    assert (stp.due_at, stp.agreed_due_at, stp.original_due_at, stp.round) == (later, later, due, 2)
    assert queries.rounds_of(stp.id)[-1].reason == "Đơn vị đề nghị"
    clock.at("2026-11-02")
    actions.extend([stp, sxd], much_later, "Thêm thời gian", by=make.officer("stc"), now=clock.now)
    assert (stp.agreed_due_at, sxd.agreed_due_at, sxd.due_at) == (much_later, due, much_later)
    assert [entry.facts["in_time"] for entry in entries(issued.id, "consultee.extended")] == [True, True, False]
    assert {letter.consultee_id for letter in letters("extended")} == {stp.id, sxd.id}


@pytest.mark.parametrize(
    ("due", "reason", "code"),
    [
        ("2026-11-03 17:00", " ", "extend_reason_missing"),
        ("2026-10-06 17:00", "Lý do", "due_not_later"),
        ("2027-03-01 17:00", "Lý do", "due_after_submit_by"),
    ],
)
def test_a_due_time_never_moves_earlier_nor_beyond_the_leads_own(
    make: Maker, clock: Clock, due: str, reason: str, code: str
) -> None:
    consultee = make.consultee("stp")
    with pytest.raises(NotReady) as refused:
        actions.extend([consultee], clock.moment(due), reason, by=make.officer("stc"), now=clock.now)
    assert codes(refused) == [code]
    with pytest.raises(NotReady) as nobody:
        actions.extend([], clock.moment(due), "Lý do", by=make.officer("stc"), now=clock.now)
    assert codes(nobody) == ["no_consultee"]


def test_withdrawing_ends_every_open_part_and_tells_the_units(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp, sxd = make.of(issued, "stp"), make.of(issued, "sxd")
    actions.close(sxd, Ending.RELEASED, by=make.head("stc"), now=clock.now)
    actions.withdraw(issued, "Dừng việc xây dựng văn bản", by=make.head("stc"), now=clock.now)
    assert queries.phase_of(issued) is Phase.WITHDRAWN
    assert (stp.ending, stp.next_step_at, sxd.ending) == (Ending.WITHDRAWN, None, Ending.RELEASED)
    assert {letter.consultee_id for letter in letters("withdrawn")} == {stp.id}
    with pytest.raises(NotReady):
        actions.withdraw(issued, "Lần nữa", by=make.head("stc"), now=clock.now)


@pytest.mark.req("L2", "F3")
def test_one_more_unit_gets_the_whole_limit_and_only_the_points_meant_for_it(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    issued = make.consultation(points=2)
    first, second = issued.points
    before = make.of(issued, "stp")
    clock.at("2026-10-12")
    by = make.officer("stc")
    function = cast.sdl.functions[0]
    added = actions.add_consultee(
        issued, cast.sdl.id, function_id=function.id, point_ids=[second.id], by=by, now=clock.now
    )
    assert queries.points_for(added) == [second]
    assert queries.points_for(before) == [first, second]
    assert added.due_at is not None
    assert before.due_at is not None
    assert added.due_at > before.due_at
    assert added.why.startswith(function.name)
    assert {letter.consultee_id for letter in letters("issue") if letter.posted_at == clock.now} == {added.id}
    everything = actions.add_consultee(
        issued, cast.kinhte.id, due_at=clock.moment("2026-10-30 17:00"), by=by, now=clock.now
    )
    assert queries.points_for(everything) == [second]
    again = actions.add_consultee(issued, cast.govap.id, point_ids=[first.id, second.id], by=by, now=clock.now)
    assert queries.points_for(again) == [first, second]


@pytest.mark.parametrize(
    ("unit", "due", "code"),
    [
        ("stc", None, "lead_is_consultee"),
        ("stp", None, "asked_already"),
        ("sdl", "2026-10-01 17:00", "due_in_past"),
        ("sdl", "2027-06-01 17:00", "due_after_submit_by"),
    ],
)
def test_not_everybody_can_be_added(make: Maker, clock: Clock, unit: str, due: str | None, code: str) -> None:
    issued = make.consultation()
    with pytest.raises(NotReady) as refused:
        actions.add_consultee(
            issued, make.unit(unit).id, due_at=clock.moment(due) if due else None, by=make.officer("stc"), now=clock.now
        )
    assert codes(refused) == [code]


def test_a_unit_that_is_gone_cannot_be_added(make: Maker, cast: Cast, clock: Clock) -> None:
    issued = make.consultation()
    cast.sdl.active_to = date(2026, 10, 1)
    for unit_id in (cast.sdl.id, 10**9):
        with pytest.raises(NotReady) as refused:
            actions.add_consultee(issued, unit_id, by=make.officer("stc"), now=clock.now)
        assert codes(refused) == ["unit_not_active"]


def test_a_fair_time_does_not_reach_beyond_the_day_of_submission(make: Maker, cast: Cast, clock: Clock) -> None:
    issued = make.consultation(submit_by=date(2026, 11, 1), due_at=clock.moment("2026-10-30 17:00"))
    clock.at("2026-10-28")
    added = actions.add_consultee(issued, cast.sdl.id, by=make.officer("stc"), now=clock.now)
    assert added.due_at == clock.moment("2026-10-30 17:00")  # 1 November is a Sunday


# The clock of one consultee


@pytest.mark.req("C1")
def test_opening_and_acknowledging_count_once(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp", delivered=False)
    by = make.officer("stp")
    actions.open_dossier(consultee, by=by, now=clock.now)
    assert consultee.delivered_at == consultee.opened_at == clock.now
    opened = clock.now
    clock.at("2026-10-05 10:00")
    actions.open_dossier(consultee, by=by, now=clock.now)
    actions.acknowledge(consultee, by=by, now=clock.now)
    actions.acknowledge(consultee, by=make.clerk("stp"), now=clock.at("2026-10-05 11:00"))
    assert consultee.opened_at == opened
    assert consultee.acknowledged_at == clock.moment("2026-10-05 10:00")
    assert len(entries(consultee.consultation_id, "consultee.opened")) == 1
    assert len(entries(consultee.consultation_id, "consultee.acknowledged")) == 1


def test_a_draft_cannot_be_opened_or_acknowledged(make: Maker, clock: Clock) -> None:
    consultee = make.of(make.draft(), "stp")
    for act in (actions.open_dossier, actions.acknowledge):
        with pytest.raises(NotReady) as refused:
            act(consultee, by=make.officer("stp"), now=clock.now)
        assert codes(refused) == ["impossible_move"]
    assert consultee.opened_at is None
    with pytest.raises(NotReady) as never:
        actions.restart(consultee, complete_at=clock.now, by=make.officer("stc"), now=clock.now)
    assert codes(never) == ["consultee_not_sent"]


@pytest.mark.req("C3")
def test_delivered_on_a_later_day_the_limit_runs_anew(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp", delivered=False)
    due = consultee.due_at
    assert due is not None
    clock.at("2026-10-07 10:00")
    actions.open_dossier(consultee, by=make.officer("stp"), now=clock.now)
    last = queries.rounds_of(consultee.id)[-1]
    assert (last.number, last.cause) == (2, RoundCause.LATE_DELIVERY)
    assert consultee.due_at == consultee.agreed_due_at == last.due_at > due
    assert consultee.original_due_at == due
    (entry,) = entries(consultee.consultation_id, "consultee.delivered_late")
    assert entry.facts["before"] == due.isoformat()
    assert letters("due_moved")


def test_a_restart_gives_the_whole_limit_and_a_shift_the_days_that_stood_still(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    by = make.head("stc")
    first = consultee.due_at
    made_at = clock.at("2026-10-06 10:00")
    assert actions.shift(consultee, since=made_at, by=by, now=clock.now) is None
    now = clock.at("2026-10-08 10:00")
    moved = actions.shift(consultee, since=made_at, by=by, now=now)
    assert moved is not None
    assert moved.cause is RoundCause.PUSH_BACK
    assert entries(consultee.consultation_id, "consultee.shifted")[0].facts["days"] == 2
    started = actions.restart(consultee, complete_at=now, by=by, now=now, reason="Đã bổ sung tài liệu")
    assert started.cause is RoundCause.RESTART
    assert started.number == 3
    assert consultee.original_due_at == first
    assert consultee.agreed_due_at == consultee.due_at == started.due_at


def test_a_complete_reply_rests_the_ladder_and_a_partial_one_does_not(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    look = consultee.next_step_at
    actions.answered(consultee, at=clock.now, complete=False, now=clock.now)
    assert (consultee.next_step_at, consultee.answered_at) == (look, None)
    actions.rest_until(consultee, clock.moment("2026-10-07 09:00"))
    assert consultee.next_step_at == clock.moment("2026-10-07 09:00")
    actions.next_step(consultee, None)
    actions.answered(consultee, at=clock.now, complete=False, now=clock.now)
    assert consultee.next_step_at == clock.moment("2026-10-12 09:00"), "acknowledged by now: the ladder itself"
    actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    assert consultee.next_step_at is None
    assert consultee.acknowledged_at == clock.now
    assert phase(consultee) is ConsulteePhase.ANSWERED


def phase(consultee: Consultee) -> ConsulteePhase:
    from coordination.consultations.rules import ConsulteeFacts, consultee_phase

    return consultee_phase(ConsulteeFacts.of(consultee))


def test_a_returned_reply_is_owed_again_until_it_is_answered(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    by, due = make.head("stc"), clock.moment("2026-10-09 17:00")
    with pytest.raises(NotReady) as nothing:
        actions.reopened(consultee, due, by=by, now=clock.now)
    assert codes(nothing) == ["impossible_move"]
    agreed = consultee.agreed_due_at
    actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    actions.reopened(consultee, due, by=by, now=clock.now, reason="Nêu rõ căn cứ")
    assert phase(consultee) is ConsulteePhase.RETURNED
    assert (consultee.due_at, consultee.agreed_due_at, consultee.round) == (due, agreed, 2)
    assert consultee.next_step_at is not None
    actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    assert phase(consultee) is ConsulteePhase.ANSWERED
    actions.close(consultee, Ending.ACCEPTED, by=by, now=clock.now)
    with pytest.raises(NotReady) as over:
        actions.reopened(consultee, due, by=by, now=clock.now)
    assert codes(over) == ["consultee_closed"]
    with pytest.raises(NotReady) as too_late:
        actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    assert codes(too_late) == ["impossible_move"]


def test_points_of_a_refused_hand_back_are_owed_again(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    due = consultee.due_at
    assert due is not None
    actions.reopened(consultee, due, by=make.head("stc"), now=clock.now, cause=RoundCause.PUSH_BACK)
    assert consultee.answered_at is None
    assert phase(consultee) is ConsulteePhase.ACKNOWLEDGED


@pytest.mark.req("C3")
def test_while_the_whole_is_handed_back_the_ladder_rests(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    actions.pushed_back(consultee, at=clock.now, now=clock.now)
    assert phase(consultee) is ConsulteePhase.PUSHED_BACK
    assert consultee.next_step_at is None
    clock.at("2026-10-06")
    actions.push_back_over(consultee, now=clock.now)
    assert phase(consultee) is ConsulteePhase.ACKNOWLEDGED
    assert consultee.next_step_at == clock.moment("2026-10-12 09:00")


def test_a_late_reply_replaces_what_silence_had_decided_until_submission(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    actions.close(consultee, Ending.DEEMED, by=make.head("stc"), now=clock.now)
    assert phase(consultee) is ConsulteePhase.DEEMED
    actions.answered(consultee, at=clock.now, complete=True, now=clock.now)
    assert (consultee.ending, consultee.closed_at) == (None, None)
    assert phase(consultee) is ConsulteePhase.ANSWERED
    assert entries(consultee.consultation_id, "consultee.answered_after_end")[0].facts["ending"] == "deemed"
    other = make.consultee("sxd")
    other.consultation.submitted_at = clock.now
    actions.answered(other, at=clock.now, complete=True, now=clock.now)
    assert other.answered_at is None


def test_an_impossible_ending_changes_nothing(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    with pytest.raises(NotReady) as refused:
        actions.close(consultee, Ending.ACCEPTED, by=make.head("stc"), now=clock.now)
    assert codes(refused) == ["impossible_move"]
    assert (consultee.ending, consultee.closed_at) == (None, None)


def test_a_closed_part_gets_no_new_round(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    actions.close(consultee, Ending.RELEASED, by=make.head("stc"), now=clock.now)
    with pytest.raises(NotReady) as refused:
        actions.start_round(consultee, RoundCause.DIRECTIVE, clock.moment("2026-11-03 17:00"), now=clock.now)
    assert codes(refused) == ["consultee_closed"]
    actions.open_dossier(consultee, by=make.officer("stp"), now=clock.now)
    assert consultee.opened_at is None
