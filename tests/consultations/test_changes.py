"""Letters that change what was issued (O4): editions, time again, what stays valid, numbers, letters."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from coordination.assessment import actions as assessment
from coordination.consultations import actions, queries
from coordination.consultations.models import ChangePaper, Consultation
from coordination.consultations.rules import (
    Act,
    ChangeKind,
    ChangePhase,
    Edition,
    EditionPart,
    EditionPoint,
    Ending,
    PartData,
    Phase,
    Place,
    PointData,
    PointKind,
    RoundCause,
    Urgency,
    Wanted,
    agreed_after,
    asked_of_unit,
    compare,
)
from coordination.kernel.journal import JournalEntry, write_waiting
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db as store
from coordination.kernel.values import NotReady, Stale
from coordination.limits.rules import Deadline, TimeLimit, due, due_day, half_again, vietnam
from coordination.limits.words import why
from coordination.replies import actions as replies
from coordination.replies import queries as reply_queries
from coordination.replies.rules import Position
from tests import papers

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker

pytestmark = pytest.mark.req("L4")
NEW = PointData(
    clause="Điều 12 dự thảo", question="Mức chi hỗ trợ đi lại tại Điều 12 có phù hợp không?",
    lead_position="Như dự thảo, cơ sở tại Tờ trình, mục 3.",
)  # fmt: skip
Reshape = Callable[[Wanted], Wanted]


def codes(raised: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


def entries(consultation_id: int, verb: str) -> list[JournalEntry]:
    write_waiting(store.session())
    wanted = select(JournalEntry).where(JournalEntry.consultation_id == consultation_id, JournalEntry.verb == verb)
    return list(store.session.scalars(wanted.order_by(JournalEntry.id)))


def letters(kind: str) -> list[Letter]:
    return list(store.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)))


def adding(wanted: Wanted) -> Wanted:
    return replace(wanted, points=(*wanted.points, NEW))


def rewording(wanted: Wanted) -> Wanted:
    first = replace(wanted.points[0], question="Mức chi 80% tại khoản 1 Điều 4 dự thảo có phù hợp không?")
    return replace(wanted, points=(first, *wanted.points[1:]))


def removing(wanted: Wanted) -> Wanted:
    return replace(wanted, points=wanted.points[:-1])


def background(wanted: Wanted) -> Wanted:
    return replace(wanted, background="Thực hiện Kế hoạch số 15 năm 2026.")


def draft(
    make: Maker,
    issued: Consultation,
    reshape: Reshape = background,
    kind: ChangeKind = ChangeKind.REPLACEMENT,
    **how: Any,
) -> ChangePaper:
    by, now = make.officer("stc"), make.clock.now
    paper = actions.draft_change(issued, kind, by=by, now=now)
    wanted = replace(reshape(Wanted.from_json(paper.wanted)), what_changed="Sửa theo ý kiến của Sở Nội vụ.", **how)
    actions.save_change(paper, wanted, version=paper.version, by=by, now=now)
    return make.kept(paper)


def signed(make: Maker, issued: Consultation, reshape: Reshape = background, **how: Any) -> ChangePaper:
    paper = draft(make, issued, reshape, **how)
    actions.send_change(paper, by=make.officer("stc"), now=make.clock.now)
    assert actions.sign_change(paper, by=make.head("stc"), now=make.clock.now)
    return make.kept(paper)


def changed(make: Maker, issued: Consultation, reshape: Reshape = background, **how: Any) -> ChangePaper:
    paper = signed(make, issued, reshape, **how)
    actions.issue_change(paper, by=make.clerk("stc"), now=make.clock.now)
    return make.kept(paper)


# The way of the letter.


def test_nothing_changes_before_the_letter_has_its_number(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    old, due_at = issued.points[0].question, issued.consultees[0].due_at
    paper = signed(make, issued, rewording)
    assert queries.phase_of_change(paper) is ChangePhase.SIGNED
    assert (issued.edition, issued.points[0].question, issued.consultees[0].due_at) == (1, old, due_at)
    assert letters("amended") == []
    assert paper.signatory.endswith("Trần Anh Dũng")
    made = actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)
    assert (issued.edition, made.edition, paper.number, paper.issued_on) == (2, 2, "02/STC", clock.today)
    assert issued.points[0].question.startswith("Mức chi 80%")
    assert Edition.from_json(made.before).points[0].question == old
    (entry,) = entries(issued.id, "consultation.replaced")
    assert (entry.facts["number"], entry.words) == ("02/STC", "Sửa theo ý kiến của Sở Nội vụ.")
    assert {letter.consultee_id for letter in letters("amended")} == {each.id for each in issued.consultees}


def test_a_second_click_and_a_second_clerk_change_nothing_more(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    paper = changed(make, issued, adding)
    with pytest.raises(NotReady) as again:
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)
    assert codes(again) == ["change_wrong_phase"]
    assert (issued.edition, len(issued.points), len(issued.amendments)) == (2, 3, 1)
    first = actions.draft_change(issued, ChangeKind.CORRECTION, by=make.officer("stc"), now=clock.now)
    assert actions.draft_change(issued, ChangeKind.CORRECTION, by=make.head("stc"), now=clock.now) is first
    with pytest.raises(NotReady) as other:
        actions.draft_change(issued, ChangeKind.RECALL, by=make.head("stc"), now=clock.now)
    assert codes(other) == ["change_open"]


def test_two_who_write_at_once_do_not_overwrite_each_other(make: Maker, clock: Clock) -> None:
    paper = draft(make, make.consultation())
    said, seen = Wanted.from_json(paper.wanted), paper.version
    actions.save_change(paper, replace(said, what_changed="Một"), version=seen, by=make.officer("stc"), now=clock.now)
    with pytest.raises(Stale):
        actions.save_change(paper, replace(said, what_changed="Hai"), version=seen, by=make.head("stc"), now=clock.now)
    assert Wanted.from_json(paper.wanted).what_changed == "Một"


def test_a_returned_letter_is_mended_and_a_discarded_one_leaves_room(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    paper = signed(make, issued)
    with pytest.raises(NotReady):
        actions.return_change(paper, " ", by=make.head("stc"), now=clock.now)
    actions.return_change(paper, "Sửa câu chữ", by=make.head("stc"), now=clock.now)
    assert (queries.phase_of_change(paper), paper.signatory) == (ChangePhase.DRAFT, "")
    actions.discard_change(paper, by=make.officer("stc"), now=clock.now)
    assert queries.open_change(issued.id) is None
    assert actions.draft_change(issued, ChangeKind.RECALL, by=make.head("stc"), now=clock.now).id != paper.id


@pytest.mark.parametrize(
    ("kind", "reshape", "code"),
    [
        (ChangeKind.REPLACEMENT, lambda w: replace(w, what_changed=" "), "what_changed_missing"),
        (ChangeKind.REPLACEMENT, lambda w: w, "nothing_changed"),
        (ChangeKind.REPLACEMENT, lambda w: replace(w, subject=""), "subject_missing"),
        (ChangeKind.REPLACEMENT, lambda w: replace(w, points=()), "no_point"),
        (ChangeKind.REPLACEMENT, lambda w: replace(w, points=(*w.points, replace(NEW, question=""))), "point_empty"),
        (ChangeKind.CORRECTION, adding, "correction_changes_content"),
        (ChangeKind.CORRECTION, removing, "correction_changes_content"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_does_not_go_to_the_head(
    make: Maker, clock: Clock, kind: ChangeKind, reshape: Reshape, code: str
) -> None:
    issued = make.consultation()
    by = make.officer("stc")
    paper = actions.draft_change(issued, kind, by=by, now=clock.now)
    said = reshape(replace(Wanted.from_json(paper.wanted), what_changed="Sửa."))
    actions.save_change(paper, said, version=paper.version, by=by, now=clock.now)
    with pytest.raises(NotReady) as refused:
        actions.send_change(paper, by=by, now=clock.now)
    assert code in codes(refused)
    with pytest.raises(NotReady) as secret:
        actions.save_change(paper, replace(said, background="TUYỆT MẬT"), version=paper.version, by=by, now=clock.now)
    assert codes(secret) == ["secret_stamp"]


def test_numbers_come_from_the_register_and_none_is_given_twice(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    paper = signed(make, issued)
    with pytest.raises(NotReady) as taken:
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now, number=issued.number)
    assert codes(taken) == ["number_taken"]
    with pytest.raises(NotReady) as future:
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now, issued_on=clock.today + timedelta(days=1))
    assert codes(future) == ["issued_on_future"]


# Time again.


def test_a_correction_of_form_moves_nothing(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp = make.of(issued, "stp")
    before = (stp.due_at, stp.agreed_due_at, stp.round, stp.next_step_at)
    clock.pass_days(1)
    changed(make, issued, rewording, kind=ChangeKind.CORRECTION)
    assert (stp.due_at, stp.agreed_due_at, stp.round, stp.next_step_at) == before
    assert "không thay đổi" in letters("amended")[0].text


@pytest.mark.req("F4")
@pytest.mark.parametrize("reshape", [adding, rewording])
def test_asking_more_gives_half_of_the_time_again_with_its_reasons(make: Maker, clock: Clock, reshape: Reshape) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-16 17:00"))
    stp = make.of(issued, "stp")
    clock.at("2026-10-15")
    changed(make, issued, reshape)
    limit = actions_limit(stp)
    calendar = vietnam()
    assert stp.due_at == due(clock.now, TimeLimit((limit.days + 1) // 2), calendar).at
    assert (stp.agreed_due_at, stp.round) == (stp.due_at, 2)
    last = queries.rounds_of(stp.id)[-1]
    assert last.cause is RoundCause.AMENDMENT
    assert "một nửa thời hạn ban đầu" in why(Deadline.from_json(last.due_at, last.why).why)[0]
    assert "Thời hạn trả lời chuyển từ" in next(x for x in letters("amended") if x.consultee_id == stp.id).text


def actions_limit(consultee: Any) -> TimeLimit:
    from coordination.consultations.actions.clocks import original_limit_of

    return original_limit_of(consultee)


def test_an_early_change_moves_no_due_time_earlier_and_begins_no_round(make: Maker, clock: Clock) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-30 17:00"))
    stp = make.of(issued, "stp")
    before = stp.due_at
    changed(make, issued, adding)
    assert (stp.due_at, stp.round) == (before, 1)


def test_what_does_not_concern_a_unit_moves_nothing_for_it(make: Maker, cast: Cast, clock: Clock) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-16 17:00"))
    stp, sxd = make.of(issued, "stp"), make.of(issued, "sxd")
    only_stp = replace(NEW, for_everyone=False, addressees=(cast.stp.id,))
    clock.at("2026-10-15")
    changed(make, issued, lambda wanted: replace(wanted, points=(*wanted.points, only_stp)))
    assert (stp.round, sxd.round) == (2, 1)
    assert len(queries.points_for(stp)) == 3
    assert len(queries.points_for(sxd)) == 2


def test_express_gets_no_time_again_but_never_a_due_time_that_has_passed(make: Maker, clock: Clock) -> None:
    issued = make.consultation(urgency=Urgency.EXPRESS, due_at=clock.moment("2026-10-07 10:00"))
    stp = make.of(issued, "stp")
    changed(make, issued, adding)
    assert stp.round == 1
    clock.at("2026-10-08")
    paper = signed(make, issued, rewording)
    with pytest.raises(NotReady) as passed:
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)
    assert codes(passed) == ["change_due_missing"]


def test_the_lead_may_give_more_than_half_but_not_less_and_not_beyond_its_own_day(make: Maker, clock: Clock) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-16 17:00"), submit_by=date(2026, 10, 30))
    stp = make.of(issued, "stp")
    clock.at("2026-10-15")
    with pytest.raises(NotReady) as short:
        changed(make, issued, adding, due_at=clock.moment("2026-10-16 17:00"))
    assert codes(short) == ["change_due_too_short"]
    store.session.rollback()
    paper = queries.open_change(issued.id)
    assert paper is not None
    actions.return_change(paper, "Sửa hạn", by=make.head("stc"), now=clock.now)
    changed(make, issued, adding, due_at=clock.moment("2026-10-28 17:00"))
    assert stp.due_at == clock.moment("2026-10-28 17:00")
    clock.at("2026-10-29")
    with pytest.raises(NotReady) as beyond:
        changed(make, issued, rewording)
    assert codes(beyond) == ["due_after_submit_by"]


# Replies that were sent.


def test_an_answer_to_the_old_points_stays_and_the_added_ones_are_still_to_answer(make: Maker, clock: Clock) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-16 17:00"))
    stp = make.of(issued, "stp")
    clock.at("2026-10-08")
    make.reply(stp)
    first = stp.answered_at
    clock.at("2026-10-15")
    changed(make, issued, adding)
    assert (stp.answered_at, stp.answered_before_at, stp.partly_answered_at) == (None, first, first)
    assert stp.next_step_at is not None
    told = reply_queries.changed_since_reply(stp)
    assert told is not None
    assert [each.number for each in told.added] == [3]
    clock.at("2026-10-19")
    make.reply(stp)
    assert stp.answered_at == clock.now
    assert reply_queries.changed_since_reply(stp) is None


def test_a_reworded_point_leaves_the_reply_valid_and_the_unit_keeps_it_in_one_act(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp = make.of(issued, "stp")
    reply = make.reply(stp)
    clock.pass_days(1)
    changed(make, issued, rewording)
    assert (stp.answered_at, reply.complete) == (reply.arrived_at, True)
    told = reply_queries.changed_since_reply(stp)
    assert told is not None
    assert [each.number for each in told.reworded] == [1]
    replies.keep(stp, by=make.head("stp"), now=clock.now)
    assert stp.kept_edition == 2
    with pytest.raises(NotReady) as again:
        replies.keep(stp, by=make.head("stp"), now=clock.now)
    assert codes(again) == ["nothing_to_keep"]
    assert len(entries(issued.id, "reply.kept")) == 1


def test_what_was_taken_note_of_or_deemed_agreed_is_open_again(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp, sxd = make.of(issued, "stp"), make.of(issued, "sxd")
    make.reply(stp)
    assessment.accept([stp], by=make.officer("stc"), now=clock.now)
    actions.close(sxd, Ending.DEEMED, by=make.head("stc"), now=clock.now)
    changed(make, issued, adding)
    assert (stp.ending, stp.closed_at, sxd.ending) == (None, None, None)
    assert stp.answered_at is None
    assert queries.phase_of(issued) is Phase.ISSUED
    assert sxd.next_step_at is not None


def test_taking_a_point_away_may_make_an_answer_full(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    stp = make.of(issued, "stp")
    reply = make.reply(stp, Position.AGREE, None)
    assert stp.answered_at is None
    clock.pass_days(1)
    gone = issued.points[1]
    changed(make, issued, removing)
    assert gone.removed_at == clock.now
    assert [point.id for point in queries.points_for(stp)] == [issued.points[0].id]
    assert (stp.answered_at, reply.complete) == (reply.arrived_at, True)


def test_a_unit_that_is_asked_nothing_any_more_is_let_go(make: Maker, cast: Cast, clock: Clock) -> None:
    only = (replace(NEW, for_everyone=False, addressees=(cast.sxd.id,)),)
    issued = make.consultation(points=(replace(NEW, question="Điều 3 dự thảo có khả thi không?", for_everyone=False,
                                               addressees=(cast.stp.id,)), *only))  # fmt: skip
    changed(make, issued, removing)
    assert make.of(issued, "sxd").ending is Ending.WITHDRAWN
    assert make.of(issued, "stp").ending is None


def test_files_go_out_with_it_and_only_those_of_the_writer(make: Maker, clock: Clock) -> None:
    issued = make.consultation(due_at=clock.moment("2026-10-16 17:00"))
    by = make.officer("stc")
    upload = FileStorage(io.BytesIO(papers.PDF), "Phụ lục.pdf")
    kept = actions.keep_file(upload, limit=1 << 20, by=by, now=clock.now)
    clock.at("2026-10-15")
    foreign = PartData(name="Của người khác", file_id=kept.id + 1000)
    changed(make, issued, lambda w: replace(w, parts=(PartData(name="Phụ lục", file_id=kept.id), foreign)))
    assert issued.dossier[-1].file_id == kept.id
    assert "Của người khác" not in {part.name for part in issued.dossier}
    assert make.of(issued, "stp").round == 2


def test_a_recall_has_its_letter_and_ends_every_part(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    by = make.head("stc")
    paper = actions.draft_change(issued, ChangeKind.RECALL, by=by, now=clock.now)
    actions.save_change(paper, Wanted(what_changed="Dừng xây dựng."), version=paper.version, by=by, now=clock.now)
    assert actions.sign_change(paper, by=by, now=clock.now)
    assert queries.phase_of(issued) is Phase.ISSUED
    actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)
    assert queries.phase_of(issued) is Phase.WITHDRAWN
    assert {each.ending for each in issued.consultees} == {Ending.WITHDRAWN}
    assert (issued.edition, issued.withdrawn_reason, paper.number) == (2, "Dừng xây dựng.", "02/STC")
    assert entries(issued.id, "consultation.withdrawn")[0].facts["number"] == "02/STC"
    with pytest.raises(NotReady):
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)


def test_a_letter_written_on_an_older_edition_is_not_issued(make: Maker, clock: Clock) -> None:
    issued = make.consultation()
    paper = signed(make, issued)
    issued.edition = 5
    with pytest.raises(NotReady) as overtaken:
        actions.issue_change(paper, by=make.clerk("stc"), now=clock.now)
    assert codes(overtaken) == ["change_overtaken"]


# The rules, for all that can be.

POINTS = st.builds(
    EditionPoint,
    id=st.integers(1, 6),
    question=st.text("ab", max_size=2),
    kind=st.sampled_from([kind.value for kind in PointKind]),
    options=st.lists(st.text("xy", max_size=1), max_size=2).map(tuple),
    units=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
)
EDITIONS = st.builds(
    Edition,
    subject=st.text("st", max_size=2),
    background=st.text("b", max_size=1),
    points=st.lists(POINTS, max_size=5, unique_by=lambda point: point.id).map(tuple),
    parts=st.lists(st.builds(EditionPart, id=st.integers(1, 4), name=st.just("p"), file_id=st.integers(1, 9)),
                   max_size=3, unique_by=lambda part: part.id).map(tuple),
)  # fmt: skip


@given(EDITIONS, EDITIONS)
def test_every_difference_is_told_and_nothing_else(before: Edition, after: Edition) -> None:
    told = compare(before, after)
    points = [each for each in told if each.place is Place.POINT]
    old, new = {p.id for p in before.points}, {p.id for p in after.points}
    assert {each.id for each in points if each.act is Act.ADDED} == new - old
    assert {each.id for each in points if each.act is Act.REMOVED} == old - new
    assert {each.id for each in points if each.act is Act.REWORDED} <= old & new
    assert compare(before, before) == ()
    assert Edition.from_json(before.as_json()) == before
    for unit in (1, 2, 3):
        asked = asked_of_unit(told, unit)
        assert all(each.concerns(unit) for each in (*asked.added, *asked.reworded, *asked.removed))


CALENDAR = vietnam()
CALENDAR.count(date(2026, 1, 1), date(2029, 1, 1))
MOMENTS = st.integers(0, 700 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(MOMENTS, st.integers(0, 60), st.integers(1, 30))
def test_half_again_is_never_earlier_and_never_less_than_half(sent: datetime, later: int, days: int) -> None:
    calendar, limit = CALENDAR, TimeLimit(days)
    before = due(sent, limit, calendar)
    at = sent + timedelta(days=later)
    after = half_again(at, limit, calendar, before)
    assert after.at >= before.at
    assert 2 * calendar.count(due_day(at), after.day) >= days or after == before
    assert after == before or after.at == due(at, TimeLimit((days + 1) // 2), calendar).at


@given(MOMENTS, MOMENTS, MOMENTS, MOMENTS)
def test_a_replacing_letter_never_washes_lateness_off(
    agreed: datetime, before: datetime, after: datetime, now: datetime
) -> None:
    """Exact rule 6: once a due time has passed, the one that scores use stays."""
    used = agreed_after(RoundCause.AMENDMENT, agreed, before, after, now)
    assert used == (after if before >= now and agreed >= now else agreed)
