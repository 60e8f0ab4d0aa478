"""The lists: filters, paging by key, the same statements whatever the size; SQL and rules agree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultee
from coordination.consultations.queries import Filters, Scope
from coordination.consultations.queries.lists import _owes_late, in_consultee_phase
from coordination.consultations.rules import (
    ConsulteeFacts,
    ConsulteePhase,
    Ending,
    Kind,
    Phase,
    consultee_phase,
    overdue,
)
from coordination.kernel.store import db as store
from tests.consultations.test_rules import consultee_facts

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker


@given(facts=consultee_facts, days=st.integers(-40, 40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_phase_and_overdue_are_the_same_in_sql_and_in_rules(
    facts: ConsulteeFacts, days: int, make: Maker, cast: Cast, clock: Clock
) -> None:
    with store.session.begin_nested() as undone:
        consultee = Consultee(unit_id=cast.stp.id, consultation=_bare(cast, clock), version=1, **vars(facts))
        store.session.add(consultee)
        store.session.flush()
        now = clock.now + timedelta(days=days)
        it = select(Consultee.id).where(Consultee.id == consultee.id)
        asked = set(ConsulteePhase) - {ConsulteePhase.NOT_SENT}
        found = {phase for phase in asked if store.session.scalar(it.where(in_consultee_phase(phase)))}
        expected = consultee_phase(facts)
        assert found == ({expected} - {ConsulteePhase.NOT_SENT})
        if facts.issued_at:
            late = store.session.scalar(it.where(_owes_late(now)))
            assert (late is not None) == overdue(facts, now)
        undone.rollback()


def _bare(cast: Cast, clock: Clock):  # type: ignore[no-untyped-def]
    from coordination.consultations.models import Consultation

    return Consultation(lead_unit_id=cast.stc.id, officer_id=cast.lan.id, created_at=clock.now, version=1)


@pytest.fixture
def many(make: Maker, clock: Clock) -> list[int]:
    """Seven asked of Sở Tư pháp, the later ones with the earlier due times."""
    made = []
    for n in range(7):
        due = clock.moment(f"2026-11-{20 - n} 17:00") if n < 5 else clock.moment("2026-11-11 17:00")
        kind = Kind.PLAN_OR_REPORT if n % 2 else Kind.OTHER
        one = make.consultation(consultees=["stp"], due_at=due, kind=kind, subject=f"Đề án {n}", points=1)
        made.append(one.consultees[0].id)
    return made


def test_open_ones_come_by_due_time_page_by_page(
    many: list[int], cast: Cast, clock: Clock, statements: list[str]
) -> None:
    unit, pages, after = cast.stp.id, [], None
    while True:
        statements.clear()
        page = queries.received(unit, Filters(), now=clock.now, after=after, size=3)
        assert len(statements) == 1
        if not page:
            break
        pages += page
        after = page[-1].cursor
    assert sorted(row.id for row in pages) == sorted(many)
    assert [(row.due_at, row.id) for row in pages] == sorted((row.due_at, row.id) for row in pages)
    assert pages[0].lead_name == "Sở Tài chính"
    assert pages[0].standing.phase is ConsulteePhase.DELIVERED


def test_received_ones_are_narrowed(many: list[int], make: Maker, cast: Cast, clock: Clock) -> None:
    unit = cast.stp.id

    def ids(filters: Filters) -> list[int]:
        return [row.id for row in queries.received(unit, filters, now=clock.now)]

    assert ids(Filters(text="DE AN 3")) == [many[3]]
    assert ids(Filters(text="03/stc")) == [many[2]]
    assert set(ids(Filters(kind="plan_or_report"))) == {many[1], many[3], many[5]}
    assert ids(Filters(kind="nonsense", phase="nonsense", text="không có gì")) == []
    assert ids(Filters(overdue=True)) == []
    actions.acknowledge(store.session.get_one(Consultee, many[0]), by=make.officer("stp"), now=clock.now)
    assert ids(Filters(phase="acknowledged")) == [many[0]]
    actions.close(store.session.get_one(Consultee, many[1]), Ending.RELEASED, by=make.head("stc"), now=clock.now)
    assert ids(Filters(closed=True)) == ids(Filters(phase="released")) == [many[1]]
    assert many[1] not in ids(Filters())
    clock.at("2026-11-17 09:00")
    assert set(ids(Filters(overdue=True))) == {many[4], many[5], many[6]}
    assert queries.received(unit, Filters(), now=clock.now, after="x';--") == queries.received(
        unit, Filters(), now=clock.now
    )
    closed = queries.received(unit, Filters(closed=True), now=clock.now)
    assert queries.received(unit, Filters(closed=True), now=clock.now, after=closed[-1].cursor) == []


def test_sent_ones_are_listed_with_their_counts_in_two_statements(
    make: Maker, cast: Cast, clock: Clock, statements: list[str]
) -> None:
    first = make.consultation(subject="Việc một")
    clock.at("2026-10-06")
    second = make.consultation(subject="Việc hai", kind=Kind.PLAN_OR_REPORT)
    actions.close(make.of(first, "stp"), Ending.RELEASED, by=make.head("stc"), now=clock.now)
    actions.answered(make.of(first, "sxd"), at=clock.now, complete=True, now=clock.now)
    drafted, signed = make.draft(), make.signed()
    scope, authority = Scope(lead_unit_id=cast.stc.id), Scope(authority_id=cast.ubnd.id)
    statements.clear()
    rows = queries.sent(scope, Filters(), now=clock.now)
    assert len(statements) == 2
    assert [row.id for row in rows] == [second.id, first.id]
    assert (rows[1].consultees, rows[1].answered, rows[1].closed, rows[1].overdue) == (2, 1, 1, 0)
    assert [row.id for row in queries.sent(authority, Filters(drafts=True), now=clock.now)] == [second.id, first.id]
    assert [r.id for r in queries.sent(scope, Filters(), now=clock.now, after=rows[0].cursor)] == [first.id]
    assert [r.id for r in queries.sent(scope, Filters(kind="plan_or_report"), now=clock.now)] == [second.id]
    drafts = queries.sent(scope, Filters(drafts=True), now=clock.now)
    assert [(row.id, row.phase) for row in drafts] == [(signed.id, Phase.SIGNED), (drafted.id, Phase.DRAFT)]
    assert [r.id for r in queries.sent(scope, Filters(drafts=True), now=clock.now, after=drafts[0].cursor)] == [
        drafted.id
    ]
    actions.close(make.of(first, "sxd"), Ending.ACCEPTED, by=make.head("stc"), now=clock.now)
    actions.withdraw(second, "Dừng", by=make.head("stc"), now=clock.now)

    def in_phase(phase: Phase) -> list[int]:
        return [row.id for row in queries.sent(scope, Filters(phase=phase.value), now=clock.now)]

    assert in_phase(Phase.COLLECTED) == [first.id]
    assert in_phase(Phase.WITHDRAWN) == [second.id]
    assert in_phase(Phase.ISSUED) == in_phase(Phase.SUBMITTED) == in_phase(Phase.CONCLUDED) == []


def test_the_desk_counts_what_is_open(make: Maker, cast: Cast, clock: Clock, statements: list[str]) -> None:
    make.consultation()
    make.consultation(delivered=False, subject="Chưa đến")
    make.draft()
    clock.at("2027-01-04")
    stc, stp = cast.stc.id, cast.stp.id
    statements.clear()
    lead, asked = queries.desk(stc, clock.now), queries.desk(stp, clock.now)
    assert len(statements) == 8
    assert (lead.drafts, lead.sent_open, lead.sent_overdue, lead.undelivered) == (1, 2, 2, 2)
    assert (asked.received_open, asked.received_overdue, asked.received_unopened) == (2, 1, 2)
    assert [r.overdue for r in queries.sent(Scope(cast.stc.id), Filters(overdue=True), now=clock.now)] == [2]
