"""Drafting: verb in; rows and journal out."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation
from coordination.consultations.rules import (
    CHECKLISTS,
    Composed,
    ConsulteeData,
    Kind,
    PartData,
    Phase,
    PointData,
    PointKind,
    ReasonData,
    Urgency,
    Visibility,
)
from coordination.kernel.journal import JournalEntry, write_waiting
from coordination.kernel.store import db as store
from coordination.kernel.values import NotReady, Stale
from coordination.units.rules import UnitKind
from tests import papers

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker

FULL: dict[str, Any] = {
    "subject": "Góp ý dự thảo Quyết định về giá",
    "urgency": Urgency.URGENT,
    "visibility": Visibility.NEVER,
    "background": "Thực hiện Nghị quyết…\nĐoạn hai.",
    "what_changed": "",
}


def said_in_journal(consultation_id: int) -> list[str]:
    write_waiting(store.session())
    rows = store.session.scalars(
        select(JournalEntry.verb).where(JournalEntry.consultation_id == consultation_id).order_by(JournalEntry.id)
    )
    return list(rows)


@pytest.fixture
def draft(make: Maker, clock: Clock) -> Consultation:
    return actions.draft(secret=False, subject="Góp ý", by=make.officer("stc"), now=clock.now)


def upload(name: str = "Dự thảo.pdf", content: bytes = papers.PDF) -> FileStorage:
    return FileStorage(io.BytesIO(content), name)


def codes(raised: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [finding.code for finding in raised.value.findings]


@pytest.mark.req("A10")
def test_with_a_state_secret_nothing_is_stored_not_even_the_subject(make: Maker, clock: Clock) -> None:
    with pytest.raises(NotReady) as refused:
        actions.draft(secret=True, subject="Việc kín", by=make.officer("stc"), now=clock.now)
    assert codes(refused) == ["secret"]
    with pytest.raises(NotReady) as stamped:
        actions.draft(secret=False, subject="TỐI MẬT: kế hoạch", by=make.officer("stc"), now=clock.now)
    assert codes(stamped) == ["secret_stamp"]
    assert store.session.scalars(select(Consultation)).all() == []


@pytest.mark.req("L1", "L4")
def test_a_new_draft_has_its_officer_its_authority_and_the_parts_its_kind_needs(
    draft: Consultation, cast: Cast
) -> None:
    assert draft.officer_id == cast.lan.id
    assert draft.lead_unit_id == cast.stc.id
    assert draft.authority_id == cast.ubnd.id
    assert [(part.name, part.required) for part in draft.dossier] == [
        (part.name, part.required) for part in CHECKLISTS[Kind.OTHER]
    ]
    assert queries.phase_of(draft) is Phase.DRAFT
    assert said_in_journal(draft.id) == ["consultation.drafted"]


@pytest.mark.req("L2", "L3")
def test_saving_the_whole_form_loses_nothing(draft: Consultation, make: Maker, cast: Cast, clock: Clock) -> None:
    kept = actions.attach(draft, upload(), limit=1 << 20, by=make.officer("stc"), now=clock.now)
    function = cast.stp.functions[0]
    written = replace(
        queries.composed(draft),
        **FULL,
        kind=Kind.OTHER,
        submit_by=clock.today.replace(month=12),
        return_date=clock.today.replace(month=12),
        due_at=clock.moment("2026-10-20 17:00"),
        points=(
            PointData(clause="Điều 4", clause_text="Mức chi…", question="Có phù hợp?", lead_position="Như dự thảo"),
            PointData(question="Chọn mức nào?", kind=PointKind.CHOICE, options=("70%", "80%"), for_everyone=False,
                      addressees=(cast.sxd.id,)),
            PointData(question="Số liệu năm 2025", kind=PointKind.INFORMATION),
        ),
        consultees=(
            ConsulteeData(cast.stp.id, function.id, "Thẩm định"),
            ConsulteeData(cast.sxd.id, own_due_at=clock.moment("2026-10-22 17:00")),
        ),
        dossier=(
            PartData(kept.id, "Dự thảo lần 2", True, kept.file_id, ""),
            PartData(None, "Tờ trình", False, None, "Đang hoàn thiện"),
        ),
        reasons=(ReasonData("consultee_without_function", f"unit:{cast.sxd.id}", "Theo chỉ đạo"),),
    )  # fmt: skip
    actions.save(draft, written, by=make.officer("stc"), now=clock.now)
    store.session.expire_all()
    again = queries.composed(draft)
    assert [p.id for p in again.points] == sorted(p.id for p in draft.points)
    assert without_ids(again) == without_ids(replace(written, version=again.version))
    assert again.version == written.version + 1
    assert draft.subject_folded == "gop y du thao quyet dinh ve gia"
    assert said_in_journal(draft.id)[-1] == "consultation.saved"


def without_ids(data: Composed) -> Composed:
    return replace(
        data,
        points=tuple(replace(point, id=None) for point in data.points),
        dossier=tuple(replace(part, id=None) for part in data.dossier),
    )


def test_saving_again_what_stands_changes_nothing(draft: Consultation, make: Maker, clock: Clock) -> None:
    before = queries.composed(draft)
    actions.save(draft, before, by=make.officer("stc"), now=clock.now)
    assert queries.composed(draft) == before
    assert said_in_journal(draft.id) == ["consultation.drafted"]


def test_a_second_save_reorders_edits_and_removes_points_and_units(make: Maker, cast: Cast, clock: Clock) -> None:
    drafted = make.draft(points=3)
    said = queries.composed(drafted)
    first, _, third = said.points
    changed = replace(
        said,
        points=(replace(third, for_everyone=False, addressees=(cast.stp.id,)), replace(first, question="Khác hẳn?")),
        consultees=said.consultees[:1],
    )
    actions.save(drafted, changed, by=make.officer("stc"), now=clock.now)
    again = queries.composed(drafted)
    assert [point.id for point in again.points] == [third.id, first.id]
    assert again.points[1].question == "Khác hẳn?"
    assert [each.unit_id for each in again.consultees] == [cast.stp.id]
    asked = make.of(drafted, "stp")
    assert [point.id for point in queries.points_for(asked)] == [third.id, first.id]
    assert queries.point_ids_for(drafted.id) == {asked.id: [third.id, first.id]}
    # The unit goes: the point that was for it alone is for nobody, and says so at the gate.
    actions.save(drafted, replace(again, consultees=()), by=make.officer("stc"), now=clock.now)
    assert "point_without_consultee" in {f.code for f in queries.findings(drafted, clock.now)}


def test_ids_of_another_draft_are_new_rows_and_foreign_files_stay_closed(
    draft: Consultation, make: Maker, clock: Clock
) -> None:
    other = make.draft("sxd", consultees=["stp"])
    theirs = queries.composed(other)
    stolen = replace(
        queries.composed(draft),
        points=(replace(theirs.points[0], question="Của đơn vị khác"),),
        dossier=(replace(theirs.dossier[0], name="Tệp lạ"),),
    )
    actions.save(draft, stolen, by=make.officer("stc"), now=clock.now)
    assert draft.points[0].id != theirs.points[0].id
    assert draft.dossier[0].id != theirs.dossier[0].id
    assert draft.dossier[0].file_id is None
    assert queries.composed(other) == theirs


def test_of_two_people_saving_one_draft_the_second_is_told(draft: Consultation, make: Maker, clock: Clock) -> None:
    opened = queries.composed(draft)
    actions.save(draft, replace(opened, background="của người thứ nhất"), by=make.officer("stc"), now=clock.now)
    with pytest.raises(Stale) as clash:
        actions.save(draft, replace(opened, background="của người thứ hai"), by=make.head("stc"), now=clock.now)
    assert clash.value.theirs is draft
    assert draft.background == "của người thứ nhất"


def test_a_clash_that_only_the_database_sees_is_told_too(draft: Consultation, make: Maker, clock: Clock) -> None:
    table = Consultation.__table__
    store.session.connection().execute(table.update().values(version=7))
    with pytest.raises(Stale):
        actions.add_points(draft, by=make.officer("stc"), now=clock.now)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"background": "Đóng dấu MẬT"}, "secret_stamp", "background"),
        ({"subject": "a" * 1001}, "text_too_long", "subject"),
        ({"officer_id": 10**9}, "officer_not_of_unit", "officer_id"),
        ({"authority_id": 10**9}, "not_an_authority", "authority_id"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_field(
    draft: Consultation, make: Maker, clock: Clock, change: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(NotReady) as refused:
        actions.save(draft, replace(queries.composed(draft), **change), by=make.officer("stc"), now=clock.now)
    assert [(f.code, f.field) for f in refused.value.findings] == [(code, field)]


def test_officer_and_authority_may_be_chosen(draft: Consultation, make: Maker, cast: Cast, clock: Clock) -> None:
    said = replace(queries.composed(draft), officer_id=cast.dung.id, authority_id=cast.govap.id)
    actions.save(draft, said, by=make.officer("stc"), now=clock.now)
    assert (draft.officer_id, draft.authority_id) == (cast.dung.id, cast.govap.id)


def test_who_kept_the_default_authority_gets_the_nearest_above_everybody(make: Maker, cast: Cast, clock: Clock) -> None:
    drafted = actions.draft(secret=False, by=make.officer("kinhte"), now=clock.now)
    assert drafted.authority_id == cast.govap.id
    actions.add_consultees(drafted, [cast.stp.id], by=make.officer("kinhte"), now=clock.now)
    assert drafted.authority_id == cast.ubnd.id


def test_a_due_time_on_a_day_off_becomes_the_next_working_days_close(
    draft: Consultation, make: Maker, clock: Clock
) -> None:
    said = replace(queries.composed(draft), due_at=clock.moment("2026-10-17 17:00"))
    actions.save(draft, said, by=make.officer("stc"), now=clock.now)
    assert draft.due_at == clock.moment("2026-10-19 17:00")


def test_another_kind_asks_for_other_parts_and_keeps_what_was_written(
    draft: Consultation, make: Maker, clock: Clock
) -> None:
    by = make.officer("stc")
    actions.save(draft, replace(queries.composed(draft), kind=Kind.LEGAL_DOCUMENT), by=by, now=clock.now)
    assert [part.name for part in draft.dossier] == [part.name for part in CHECKLISTS[Kind.LEGAL_DOCUMENT]]
    said = queries.composed(draft)
    noted = tuple(replace(p, missing_because="Chưa có") if i == 2 else p for i, p in enumerate(said.dossier))
    actions.save(draft, replace(said, kind=Kind.PLAN_OR_REPORT, dossier=noted), by=by, now=clock.now)
    names = {part.name for part in draft.dossier}
    assert names == {part.name for part in CHECKLISTS[Kind.PLAN_OR_REPORT]} | {noted[2].name}


@pytest.mark.req("L2")
def test_units_are_added_by_function_kind_and_saved_group_each_once(
    draft: Consultation, make: Maker, cast: Cast, clock: Clock
) -> None:
    by, now = make.officer("stc"), clock.now
    assert actions.add_by_function(draft, "kiểm soát thủ tục hành chính", by=by, now=now) == 1
    (asked,) = draft.consultees
    assert asked.unit_id == cast.stp.id
    assert asked.function is not None
    assert asked.function.name == "Kiểm soát thủ tục hành chính"
    assert actions.add_by_kind(draft, UnitKind.DEPARTMENT, by=by, now=now) == 2
    assert {each.unit.code for each in draft.consultees} == {"STP", "SXD", "SDL"}
    only = next(each for each in draft.consultees if each.unit.code == "SDL")
    assert only.function is not None
    group = actions.save_group(draft, "Các sở", by=make.head("stc"), now=now)
    assert actions.save_group(draft, "Các sở", by=make.head("stc"), now=now).id == group.id
    actions.remove_consultee(draft, cast.sdl.id, by=by, now=now)
    assert actions.add_by_group(draft, group.id, by=by, now=now) == 1
    assert actions.add_by_group(draft, group.id, by=by, now=now) == 0
    with pytest.raises(NotReady) as gone:
        actions.add_by_group(draft, 10**9, by=by, now=now)
    assert codes(gone) == ["group_gone"]


def test_a_group_needs_a_name_and_units(draft: Consultation, make: Maker, clock: Clock) -> None:
    for name, code in (("  ", "group_name_missing"), ("Nhóm", "no_consultee")):
        with pytest.raises(NotReady) as refused:
            actions.save_group(draft, name, by=make.officer("stc"), now=clock.now)
        assert codes(refused) == [code]


def test_points_and_parts_come_and_go(draft: Consultation, make: Maker, clock: Clock) -> None:
    by, now = make.officer("stc"), clock.now
    actions.add_points(draft, 10, by=by, now=now)
    assert [point.position for point in draft.points] == list(range(1, 11))
    actions.remove_point(draft, draft.points[0].id, by=by, now=now)
    assert [point.position for point in draft.points] == list(range(1, 10))
    actions.add_part(draft, "Báo cáo", by=by, now=now)
    assert draft.dossier[-1].name == "Báo cáo"
    actions.remove_part(draft, draft.dossier[-1].id, by=by, now=now)
    assert len(draft.dossier) == 1
    with pytest.raises(NotReady) as many:
        actions.add_points(draft, 200, by=by, now=now)
    assert codes(many) == ["too_many_points"]
    with pytest.raises(NotReady) as units:
        actions.add_consultees(draft, range(1, 1200), by=by, now=now)
    assert codes(units) == ["too_many_consultees"]


@pytest.mark.req("L4")
def test_a_file_is_kept_in_its_part_and_can_be_taken_out(draft: Consultation, make: Maker, clock: Clock) -> None:
    by, now = make.officer("stc"), clock.now
    part = draft.dossier[0]
    assert actions.attach(draft, upload(), limit=1 << 20, part_id=part.id, by=by, now=now) is part
    assert part.file is not None
    extra = actions.attach(draft, upload("Phụ lục.pdf"), limit=1 << 20, by=by, now=now)
    assert extra.name == "Phụ lục.pdf"
    actions.detach(draft, part.id, by=by, now=now)
    assert part.file is None
    with pytest.raises(NotReady) as gone:
        actions.detach(draft, 10**9, by=by, now=now)
    assert codes(gone) == ["part_gone"]
    with pytest.raises(NotReady) as nowhere:
        actions.attach(draft, upload(), limit=1 << 20, part_id=10**9, by=by, now=now)
    assert codes(nowhere) == ["part_gone"]
    assert said_in_journal(draft.id)[1:] == [
        "consultation.attached", "consultation.attached", "consultation.detached"
    ]  # fmt: skip


def test_a_reason_is_given_and_mended(draft: Consultation, make: Maker, clock: Clock) -> None:
    by, now = make.officer("stc"), clock.now
    actions.give_reason(draft, "part_missing", "part:x", "lần đầu", by=by, now=now)
    actions.give_reason(draft, "part_missing", "part:x", "lần sau", by=by, now=now)
    assert queries.reasons_of(draft)["part_missing", "part:x"] == "lần sau"
    said = replace(queries.composed(draft), reasons=(ReasonData("part_missing", "part:x", "trong biểu mẫu"),))
    actions.save(draft, said, by=by, now=now)
    assert queries.reasons_of(draft)["part_missing", "part:x"] == "trong biểu mẫu"
    actions.save(draft, replace(queries.composed(draft), reasons=()), by=by, now=now)
    assert ("part_missing", "part:x") not in queries.reasons_of(draft)
    with pytest.raises(NotReady) as empty:
        actions.give_reason(draft, "part_missing", "part:x", " ", by=by, now=now)
    assert codes(empty) == ["gate_reason_missing"]


def test_a_draft_can_be_thrown_away_and_the_journal_remembers(make: Maker, clock: Clock) -> None:
    drafted = make.draft()
    drafted_id = drafted.id
    actions.discard(drafted, by=make.officer("stc"), now=clock.now)
    assert queries.consultation(drafted_id) is None
    assert said_in_journal(drafted_id)[-1] == "consultation.discarded"


def test_a_later_round_takes_over_what_was_asked_and_of_whom(make: Maker, cast: Cast, clock: Clock) -> None:
    first = make.consultation()
    by = make.officer("stc")
    second = actions.draft(secret=False, previous=first, by=by, now=clock.now)
    assert second.previous_id == first.id
    assert (second.subject, len(second.points)) == (first.subject, len(first.points))
    assert {each.unit_id for each in second.consultees} == {cast.stp.id, cast.sxd.id}
    assert queries.similar_open(second) == []  # a later round is no repetition
    with pytest.raises(NotReady) as refused:
        actions.draft(secret=False, previous=second, by=by, now=clock.now)
    assert codes(refused) == ["previous_not_issued"]


def test_a_similar_open_one_is_found_by_subject_and_by_file(make: Maker, clock: Clock) -> None:
    first = make.consultation(subject="Góp ý Đề án chợ đầu mối")
    by_subject = make.draft(subject="GÓP Ý đề án chợ đầu mối", dossier=False)
    by_file = make.draft(subject="Việc khác", reasons=False)
    assert [one.id for one in queries.similar_open(by_subject)] == [first.id]
    assert [one.id for one in queries.similar_open(by_file)] == [first.id]
    nothing = actions.draft(secret=False, by=make.officer("stc"), now=clock.now)
    assert queries.similar_open(nothing) == []


def test_units_are_suggested_with_the_function_that_justifies_them(
    draft: Consultation, cast: Cast, clock: Clock
) -> None:
    found = queries.suggestions(draft, "quy hoạch, kiến trúc", clock.today)
    assert found[0].unit_id == cast.sxd.id
    assert found[0].legal_basis


def test_an_empty_row_of_the_dossier_is_no_part(draft: Consultation, make: Maker, clock: Clock) -> None:
    said = queries.composed(draft)
    actions.save(draft, replace(said, dossier=(*said.dossier, PartData())), by=make.officer("stc"), now=clock.now)
    assert [part.name for part in draft.dossier] == [part.name for part in said.dossier]
