"""Units merge, split, are renamed or abolished on a date; open work moves with its clock (design 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from coordination.consultations import access as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Holding
from coordination.consultations.rules import ConsulteeData, Ending
from coordination.escalation.jobs import sweep
from coordination.escalation.models import FieldCharge, LadderStep
from coordination.kernel import journal, store
from coordination.kernel.actor import BY_RULE, Role
from coordination.kernel.doors import May
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.units import actions, queries
from coordination.units.actions import UnitFacts
from coordination.units.jobs import carry_out_successions
from coordination.units.models import Membership, Succession, Unit
from coordination.units.rules import Act, Place, UnitKind, Wanted, going_on, line_of, path_of, succession_findings
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

OCTOBER = date(2026, 10, 12)


def wanted(act: Act, olds: list[Unit], main: Unit | None = None, **more: Any) -> Wanted:
    known: dict[str, Any] = {
        "on": OCTOBER, "document_number": "12/2026/NQ-HĐND", "document_date": date(2026, 10, 1), **more,
    }  # fmt: skip
    return Wanted(act=act, olds=tuple(each.id for each in olds), main=main.id if main else None, **known)


def enter(cast: Cast, clock: Clock, how: Wanted) -> Succession:
    return actions.enter_succession(how, by=cast.actor("admin"), now=clock.now)


def new_unit(cast: Cast, clock: Clock, code: str, name: str, **facts: Any) -> Unit:
    known: dict[str, Any] = {"kind": UnitKind.DEPARTMENT, "parent_id": cast.ubnd.id, "symbol": code, **facts}
    return actions.create_unit(UnitFacts(code=code, name=name, **known), by=cast.actor("admin"), now=clock.now)


def clock_of(consultee: Any) -> tuple[Any, ...]:
    return (
        consultee.due_at, consultee.agreed_due_at, consultee.original_due_at, consultee.round, consultee.next_step_at,
        consultee.issued_at, consultee.delivered_at, consultee.opened_at, consultee.acknowledged_at,
    )  # fmt: skip


# The lead


@pytest.mark.req("L2")
def test_a_lead_s_open_work_goes_to_its_successor_and_what_is_over_stays_under_the_old_name(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    going_on_, over, draft = make.consultation(), make.consultation(), make.draft()
    over.withdrawn_at = clock.now
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stc], cast.sdl))
    assert [each.lead_unit_id for each in (going_on_, draft, over)] == [cast.sdl.id, cast.sdl.id, cast.stc.id]
    held = db.session.scalars(select(Holding).where(Holding.consultation_id == going_on_.id)).one()
    assert (held.unit_id, held.until) == (cast.stc.id, OCTOBER - timedelta(days=1))
    assert cast.stc.active_to == date(2026, 10, 11)
    hoa = queries.actors_of(cast.hoa, OCTOBER)[0]
    for each in (going_on_, draft, over):
        assert consultations.may(hoa, May.CONSULTATION_SEE, each)
        assert consultation_queries.visible_consultation(each.id, hoa) is not None
    assert consultations.may(hoa, May.CONSULTATION_COMPOSE, draft)
    assert not queries.actors_of(cast.lan, OCTOBER)[0].stands_for(cast.sxd.id)


@pytest.mark.req("L2")
def test_people_come_along_with_their_roles_and_the_old_roles_end(make: Maker, cast: Cast, clock: Clock) -> None:
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stc], cast.sdl))
    for name, role in (("lan", Role.OFFICER), ("dung", Role.HEAD), ("thu", Role.CLERK)):
        person = getattr(cast, name)
        assert [(each.unit_id, each.role) for each in queries.actors_of(person, OCTOBER)] == [(cast.sdl.id, role)]
        assert [each.unit_id for each in queries.actors_of(person, date(2026, 10, 11))] == [cast.stc.id]
    assert cast.stc not in queries.active_units(OCTOBER)
    assert {each.email for each in queries.people_of(cast.sdl.id, {Role.HEAD}, OCTOBER)} == {
        cast.phong.email, cast.dung.email,
    }  # fmt: skip


# An asked unit


@pytest.mark.req("L2", "L7")
def test_an_asked_unit_s_part_goes_on_with_its_clock_unbroken_and_no_step_twice(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    part = make.consultee("stp", due_at=clock.moment("2026-10-13 17:00"))
    clock.at("2026-10-09 09:05")
    store.commit()
    sweep(clock.now)
    before, steps = clock_of(part), _steps(part)
    assert steps
    clock.at(OCTOBER, 0, 30)
    enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.sxd))
    assert part.unit_id == cast.sxd.id
    assert clock_of(part) == before
    for day in range(13, 17):
        clock.at(date(2026, 10, day), 9, 5)
        store.commit()
        sweep(clock.now)
    after = _steps(part)
    assert after[: len(steps)] == steps
    assert len(after) == len(set(after))
    assert len(after) > len(steps)
    tam = queries.actors_of(cast.tam, OCTOBER)[0]
    assert consultations.may(tam, May.REPLY_DRAFT, part)


def _steps(part: Any) -> list[tuple[int, str]]:
    wanted = select(LadderStep).where(LadderStep.consultee_id == part.id).order_by(LadderStep.id)
    return [(each.round, each.rung) for each in db.session.scalars(wanted)]


@pytest.mark.req("L2")
def test_of_two_asked_units_that_merge_the_silent_ones_become_one_part_with_the_longer_time(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    asked = make.consultation(
        consultees=[
            ConsulteeData(unit_id=cast.stp.id, why="Thẩm định.", own_due_at=clock.moment("2026-10-20 17:00")),
            ConsulteeData(unit_id=cast.sxd.id, why="Quy hoạch.", own_due_at=clock.moment("2026-10-23 17:00")),
        ]
    )
    stp, sxd = make.of(asked, "stp"), make.of(asked, "sxd")
    draft = make.reply_draft(stp)
    before = clock_of(sxd)
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stp, cast.sxd], cast.sdl))
    assert (sxd.unit_id, sxd.ending, clock_of(sxd)) == (cast.sdl.id, None, before)
    assert (stp.unit_id, stp.ending, stp.next_step_at) == (cast.stp.id, Ending.SUPERSEDED, None)
    db.session.refresh(draft)
    assert draft.consultee_id == sxd.id


@pytest.mark.req("L2")
def test_of_two_asked_units_that_merge_no_reply_is_lost_and_the_other_part_is_still_owed(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    asked = make.consultation(consultees=["stp", "sxd"])
    stp, sxd = make.of(asked, "stp"), make.of(asked, "sxd")
    reply = make.reply(stp)
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stp, cast.sxd], cast.sdl))
    assert {stp.unit_id, sxd.unit_id} == {cast.sdl.id, cast.stp.id}
    assert (stp.ending, sxd.ending) == (None, None)
    phong = queries.actors_of(cast.phong, OCTOBER)[0]
    assert consultations.may(phong, May.REPLY_SEE, stp)
    assert consultations.may(phong, May.REPLY_DRAFT, stp)
    assert consultations.may(phong, May.REPLY_DRAFT, sxd)
    make.returned(reply)
    assert stp.returned_at is not None


@pytest.mark.req("L2")
def test_a_lead_that_takes_an_asked_unit_over_does_not_ask_itself(make: Maker, cast: Cast, clock: Clock) -> None:
    asked = make.consultation("stc", consultees=["stp", "sxd"])
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.stc))
    stp, sxd = make.of(asked, "stp"), make.of(asked, "sxd")
    assert (stp.ending, sxd.ending) == (Ending.SUPERSEDED, None)


# The authority


@pytest.mark.req("A6", "L2")
def test_an_authority_s_inbox_goes_to_its_successor_with_all_below(make: Maker, cast: Cast, clock: Clock) -> None:
    report = make.report_up()
    new = new_unit(cast, clock, "UBMOI", "Ủy ban nhân dân Thành phố mới", is_authority=True, parent_id=None,
                   kind=UnitKind.PEOPLES_COMMITTEE)  # fmt: skip
    clock.pass_days(1)
    charge = FieldCharge(authority_id=cast.ubnd.id, person_id=cast.chairman.id, unit_id=cast.stc.id, field="Tài chính")
    db.session.add(charge)
    enter(cast, clock, wanted(Act.MERGE, [cast.ubnd], new, on=clock.today))
    assert (charge.authority_id, charge.unit_id) == (new.id, cast.stc.id)
    db.session.refresh(report)
    assert report.authority_id == new.id
    assert report.consultation.authority_id == new.id
    assert cast.stc.path.startswith(new.path)
    chairman = queries.actors_of(cast.chairman, clock.today)[0]
    assert (chairman.unit_id, chairman.role) == (new.id, Role.DECISION_MAKER)
    assert consultations.may(chairman, May.ESCALATION_DECIDE, report.consultation)
    assert [each.id for each in consultation_queries.sent(_below(chairman), _any(), now=clock.now)]


def _below(actor: Any) -> Any:
    return consultation_queries.Scope(authority_id=actor.unit_id, also=actor.predecessors)


def _any() -> Any:
    return consultation_queries.Filters()


@pytest.mark.req("A7", "L2")
def test_a_task_goes_on_with_its_due_time(make: Maker, cast: Cast, clock: Clock) -> None:
    task = make.directive()
    due, next_step, addressee = task.due_at, task.next_step_at, task.unit
    enter(cast, clock, wanted(Act.MERGE, [addressee], cast.sdl, on=clock.today))
    db.session.refresh(task)
    assert (task.unit_id, task.due_at, task.next_step_at) == (cast.sdl.id, due, next_step)


# Split, rename, abolish


@pytest.mark.req("L2")
def test_a_split_gives_what_was_asked_of_a_function_to_the_unit_that_has_it_now(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    first, second = cast.sxd.functions
    planning = make.consultation(consultees=[ConsulteeData(unit_id=cast.sxd.id, function_id=first.id, why="Quy hoạch")])
    works = make.consultation(consultees=[ConsulteeData(unit_id=cast.sxd.id, function_id=second.id, why="Hạ tầng")])
    one, two = (new_unit(cast, clock, code, name) for code, name in (("SXD1", "Sở Xây dựng mới"), ("SQH", "Sở QHKT")))
    clock.at(OCTOBER)
    how = wanted(Act.SPLIT, [cast.sxd], one, news=(one.id, two.id), functions={first.id: two.id})
    enter(cast, clock, how)
    assert [planning.consultees[0].unit_id, works.consultees[0].unit_id] == [two.id, one.id]
    names = {unit.code: [each.name for each in queries.functions_of(unit.id, OCTOBER)] for unit in (one, two)}
    assert names == {"SXD1": [second.name], "SQH": [first.name]}
    assert not queries.functions_of(cast.sxd.id, OCTOBER)
    assert [each.code for each in queries.heirs_of([cast.sxd])[cast.sxd.id]] == ["SXD1", "SQH"]


@pytest.mark.req("L2")
def test_a_part_split_off_takes_its_function_s_work_and_sees_nothing_else_of_the_unit_that_stays(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    first, second = cast.sxd.functions
    planning = make.consultation(consultees=[ConsulteeData(unit_id=cast.sxd.id, function_id=first.id, why="Quy hoạch")])
    works = make.consultation(consultees=[ConsulteeData(unit_id=cast.sxd.id, function_id=second.id, why="Hạ tầng")])
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.SPLIT, [cast.sxd], cast.sxd, news=(cast.sdl.id,), functions={first.id: cast.sdl.id}))
    assert [planning.consultees[0].unit_id, works.consultees[0].unit_id] == [cast.sdl.id, cast.sxd.id]
    assert cast.sxd.active_to is None
    assert not queries.actors_of(cast.phong, OCTOBER)[0].stands_for(cast.sxd.id)


@pytest.mark.req("L2")
def test_a_new_name_is_a_new_entry_that_goes_on_with_everything_its_numbers_too(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    asked = make.consultation()
    number = asked.number
    clock.at(OCTOBER)
    how = wanted(Act.RENAME, [cast.stc], new_name="Sở Tài chính – Kế hoạch", new_code="STCKH", new_symbol="STC")
    entered = enter(cast, clock, how)
    new = db.session.get_one(Unit, entered.main_id)
    assert (new.name, new.code, new.parent_id) == ("Sở Tài chính – Kế hoạch", "STCKH", cast.ubnd.id)
    assert (asked.lead_unit_id, asked.number, cast.stc.name) == (new.id, number, "Sở Tài chính")
    assert [each.address for each in new.boxes] == [each.address for each in cast.stc.boxes]
    following = actions.next_number(new, OCTOBER, "")
    assert following.split("/")[0] == f"{int(number.split('/')[0]) + 1:02d}"
    names = [each.name for each in queries.unit_list("so tai chinh")]
    assert {"Sở Tài chính", "Sở Tài chính – Kế hoạch"} <= set(names)
    again = wanted(Act.RENAME, [new], new_name="Sở Kế hoạch", new_code="SKH", on=date(2026, 11, 2))
    clock.at("2026-11-02")
    latest = db.session.get_one(Unit, enter(cast, clock, again).main_id)
    assert [each.code for each in queries.heirs_of([cast.stc])[cast.stc.id]] == ["SKH"]
    assert set(line_of(latest.predecessors)) == {cast.stc.id, new.id}


@pytest.mark.req("L2")
def test_an_abolished_unit_s_work_goes_where_it_is_said_and_its_people_stay_behind(
    make: Maker, cast: Cast, clock: Clock
) -> None:
    part = make.consultee("sdl", lead="stc")
    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.ABOLISH, [cast.sdl], cast.stp))
    assert part.unit_id == cast.stp.id
    assert not queries.actors_of(cast.phong, OCTOBER)
    assert not [each for each in queries.functions_of(cast.stp.id, OCTOBER) if "lữ hành" in each.name]


# Once, on its day


@pytest.mark.req("L2")
def test_what_is_entered_ahead_happens_on_its_day_by_the_job_and_once(make: Maker, cast: Cast, clock: Clock) -> None:
    part = make.consultee("stp")
    entered = enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.sxd))
    store.commit()
    assert (carry_out_successions(clock.at("2026-10-11 23:59")), part.unit_id) == (0, cast.stp.id)
    assert carry_out_successions(clock.at(OCTOBER, 0, 1)) == 1
    assert carry_out_successions(clock.now) == 0
    db.session.refresh(part)
    assert part.unit_id == cast.sxd.id
    assert not actions.carry_out(entered, by=BY_RULE, now=clock.now)
    assert db.session.scalars(select(Holding).where(Holding.consultee_id == part.id)).one().unit_id == cast.stp.id
    assert not journal.verify([part.consultation_id])[1]


@pytest.mark.req("L2")
def test_what_lies_ahead_can_be_called_off_but_not_what_has_happened(cast: Cast, clock: Clock) -> None:
    ahead = enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.sxd))
    actions.cancel_succession(ahead, by=cast.actor("admin"), now=clock.now)
    store.commit()
    assert carry_out_successions(clock.at(OCTOBER)) == 0
    done = enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.sxd))
    with pytest.raises(NotReady, match="succession_over"):
        actions.cancel_succession(done, by=cast.actor("admin"), now=clock.now)


@pytest.mark.req("L2")
def test_what_will_move_is_told_before_anything_does(make: Maker, cast: Cast, clock: Clock) -> None:
    make.consultation("stp", consultees=["sxd"])
    make.draft("stp", consultees=["sxd"])
    make.consultee("stp")
    told = {str(label): number for label, number in actions.preview(wanted(Act.MERGE, [cast.stp], cast.sdl))}
    assert told["Hồ sơ lấy ý kiến đang soạn thảo"] == 1
    assert told["Hồ sơ lấy ý kiến đang chủ trì"] == 1
    assert told["Hồ sơ đang được đề nghị góp ý"] == 1
    assert told["Người dùng chuyển sang đơn vị mới cùng vai trò"] == 4
    assert cast.stp.active_to is None
    assert not db.session.scalars(select(Succession)).all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"olds": ()}, "succession_old_missing"),
        ({"main": None}, "succession_main_missing"),
        ({"main": 1}, "succession_nothing_ends"),
        ({"act": Act.SPLIT}, "succession_two_new"),
        ({"act": Act.RENAME}, "succession_name_missing"),
        ({"act": Act.RENAME, "new_name": "Sở mới"}, "succession_code_missing"),
        ({"document_number": ""}, "succession_number_missing"),
        ({"document_date": None}, "succession_date_missing"),
        ({"document_date": date(2026, 12, 1)}, "succession_before_document"),
        ({"olds": (1, 4)}, "succession_old_closed"),
        ({"main": 4}, "succession_new_closed"),
        ({"olds": (3,)}, "succession_needs_authority"),
        ({"functions": {9: 2}}, "succession_function_elsewhere"),
        ({"olds": (1, 5)}, "succession_entered"),
    ],
)
@pytest.mark.req("L2")
def test_what_is_wrong_with_a_succession_is_said(change: Mapping[str, Any], code: str) -> None:
    units = {
        1: Place(1, "Một"), 2: Place(2, "Hai"), 3: Place(3, "Ba", is_authority=True),
        4: Place(4, "Bốn", active_to=date(2020, 1, 1)), 5: Place(5, "Năm"),
    }  # fmt: skip
    right = Wanted(Act.MERGE, OCTOBER, (1,), main=2, document_number="1/QĐ", document_date=date(2026, 10, 1))
    assert not succession_findings(right, units, {9: 5}, {5})
    assert code in {each.code for each in succession_findings(replace(right, **change), units, {9: 5}, {5})}


@given(st.lists(st.integers(1, 20), max_size=6), st.sets(st.integers(1, 20)), st.lists(st.integers(1, 40), min_size=1))
def test_who_goes_on_is_nobody_that_ended_unless_he_is_an_heir(
    before: list[int], gone: set[int], heirs: list[int]
) -> None:
    after = going_on(before, gone, heirs)
    assert len(after) == len(set(after))
    assert not (set(after) & gone) - set(heirs)
    assert {each for each in before if each not in gone} <= set(after)
    assert line_of(path_of(after)) == after


@pytest.mark.req("L2")
def test_letters_about_old_work_reach_the_successor(make: Maker, cast: Cast, clock: Clock) -> None:
    from coordination.units.letters import AddressBook

    clock.at(OCTOBER)
    enter(cast, clock, wanted(Act.MERGE, [cast.stp], cast.sxd))
    book = AddressBook([cast.stp.id], clock.now)
    heads = {each.person_id for each in book.people(cast.stp.id, {Role.HEAD})}
    assert heads == {cast.son.id, cast.tam.id}
    assert {each.address for each in book.boxes(cast.stp.id)} == {box.address for box in cast.sxd.boxes}
    assert (
        db.session.scalars(
            select(Membership).where(Membership.unit_id == cast.stp.id, Membership.until.is_(None))
        ).all()
        == []
    )
