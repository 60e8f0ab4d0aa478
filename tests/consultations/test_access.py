"""Who sees and may do what: the tables whole, and the select and its twin in random small worlds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coordination.consultations import access, actions, queries
from coordination.consultations.access import CONSULTATION_TABLE, CONSULTEE_TABLE, Relation
from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.actor import BY_RULE, Actor, Role
from coordination.kernel.doors import May
from coordination.kernel.store import db as store
from tests.cast import PEOPLE, UNITS

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.clock import Clock
    from tests.make import Maker

EVERYONE = [name for name in PEOPLE if name != "nobody"]


def actors(cast: Cast) -> Iterator[Actor]:
    yield BY_RULE
    for name in EVERYONE:
        yield cast.actor(name)


def test_a_draft_exists_for_its_own_unit_only(make: Maker, cast: Cast) -> None:
    drafted = make.draft()
    seeing = [a.name for a in actors(cast) if access.consultation.load(drafted.id, a) is not None]
    assert seeing == [cast.lan.name, cast.dung.name, cast.thu.name]
    assert [a.name for a in actors(cast) if access.consultee.load(drafted.consultees[0].id, a)] == seeing


def test_an_issued_one_exists_for_lead_asked_units_and_those_who_watch_above(make: Maker, cast: Cast) -> None:
    issued = make.consultation(consultees=["stp"])
    seeing = {name for name in EVERYONE if access.consultation.load(issued.id, cast.actor(name))}
    assert seeing == {"lan", "dung", "thu", "mai", "tam", "ngoc", "two", "chairman", "monitor", "auditor"}
    assert access.consultation.load(10**9, cast.actor("lan")) is None
    assert access.consultation.load(issued.id, BY_RULE) is None


def test_one_asked_unit_does_not_see_anothers_part(make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    stp = make.of(issued, "stp")
    assert access.consultee.load(stp.id, cast.actor("mai")) is stp
    assert access.consultee.load(stp.id, cast.actor("lan")) is stp
    assert access.consultee.load(stp.id, cast.actor("binh")) is None
    assert not access.may(cast.actor("binh"), May.REPLY_READ, stp)


def test_a_ward_authority_decides_for_its_own_divisions_and_the_city_only_watches(make: Maker, cast: Cast) -> None:
    issued = make.consultation("kinhte", consultees=["govap"])
    issued.authority_id = cast.govap.id
    store.session.flush()
    ward, city = cast.actor("ward_chairman"), cast.actor("chairman")
    assert access.relations(ward, issued) == {Relation.AUTHORITY, Relation.ABOVE}
    assert access.relations(city, issued) == {Relation.ABOVE}
    assert access.may(ward, May.ESCALATION_DECIDE, issued)
    assert not access.may(city, May.ESCALATION_DECIDE, issued)
    assert access.may(city, May.CONSULTATION_SEE, issued)


def test_the_table_of_a_consultation_holds_for_every_role_and_relation(make: Maker, cast: Cast) -> None:
    issued = make.consultation(consultees=["stp"])
    for actor in actors(cast):
        found = access.relations(actor, issued)
        for act in May:
            row = CONSULTATION_TABLE.get(act)
            expected = row is not None and any(actor.role in row[relation] for relation in found)
            assert access.may(actor, act, issued) is expected, (actor.name, act)


def test_the_table_of_a_consultee_holds_for_every_role_and_relation(make: Maker, cast: Cast) -> None:
    consultee = make.consultee("stp")
    for actor in actors(cast):
        found = access.relations(actor, consultee)
        for act in May:
            row = CONSULTEE_TABLE.get(act)
            expected = row is not None and any(actor.role in row[relation] for relation in found)
            assert access.may(actor, act, consultee) is expected, (actor.name, act)


@pytest.mark.req("L1")
def test_officer_composes_head_signs_clerk_issues(make: Maker, cast: Cast) -> None:
    drafted = make.draft()
    lan, dung, thu = (cast.actor(name) for name in ("lan", "dung", "thu"))
    allowed = {
        May.CONSULTATION_COMPOSE: {lan, dung},
        May.CONSULTATION_SEND_FOR_SIGNING: {lan, dung},
        May.CONSULTATION_APPROVE: {dung},
        May.CONSULTATION_ISSUE: {thu},
        May.CONSULTATION_WITHDRAW: {dung},
    }
    for act, who in allowed.items():
        assert {actor for actor in actors(cast) if access.may(actor, act, drafted)} == who, act


def test_in_a_unit_without_a_clerk_the_head_issues(make: Maker, cast: Cast) -> None:
    drafted = make.draft("sdl", consultees=["stp"])
    assert access.may(cast.actor("phong"), May.CONSULTATION_ISSUE, drafted)
    assert not access.may(cast.actor("hoa"), May.CONSULTATION_ISSUE, drafted)


def test_who_is_named_on_the_signing_path_may_sign(make: Maker, cast: Cast, clock: Clock) -> None:
    from coordination.units import actions as units

    drafted = make.draft()
    lan = cast.actor("lan")
    units.set_path(
        cast.stc, [("Chuyên viên chính", cast.lan.id), ("Giám đốc", None)], by=cast.actor("dung"), now=clock.now
    )
    assert not access.may(lan, May.CONSULTATION_APPROVE, drafted)
    actions.send_for_signing(drafted, by=lan, now=clock.now)
    assert access.may(lan, May.CONSULTATION_APPROVE, drafted)
    assert not actions.sign(drafted, "Đã kiểm tra", by=lan, now=clock.now)
    assert not access.may(lan, May.CONSULTATION_APPROVE, drafted)
    assert actions.sign(drafted, by=cast.actor("dung"), now=clock.now)


def test_a_unit_may_let_its_officers_send(make: Maker, cast: Cast) -> None:
    consultee = make.consultee("stp")
    mai = cast.actor("mai")
    assert not access.may(mai, May.REPLY_SEND, consultee)
    cast.stp.officers_may_send = True
    for act in (May.REPLY_SEND, May.REPLY_APPROVE, May.PUSH_BACK_MAKE, May.EXPLANATION_GIVE):
        assert access.may(mai, act, consultee)
    assert not access.may(mai, May.CONTEST_MAKE, consultee)
    assert not access.may(cast.actor("lan"), May.REPLY_SEND, consultee)


worlds = st.lists(
    st.tuples(
        st.sampled_from(list(UNITS)),
        st.lists(st.sampled_from(list(UNITS)), unique=True, max_size=3),
        st.sampled_from(["ubnd", "govap", None]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(world=worlds)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_select_and_its_twin_agree(
    world: list[tuple[str, list[str], str | None, bool]], cast: Cast, clock: Clock
) -> None:
    with store.session.begin_nested() as undone:
        for lead, asked, authority, issued in world:
            at = clock.now if issued else None
            made = Consultation(
                lead_unit_id=getattr(cast, lead).id, officer_id=cast.lan.id, created_at=clock.now, issued_at=at,
                authority_id=getattr(cast, authority).id if authority else None, version=1,
            )  # fmt: skip
            made.consultees = [
                Consultee(unit_id=getattr(cast, u).id, issued_at=at, version=1) for u in asked if u != lead
            ]
            store.session.add(made)
        store.session.flush()
        everything = store.session.scalars(select(Consultation)).all()
        for actor in actors(cast):
            seen = set(store.session.scalars(queries.visible_to(actor)))
            assert seen == {each for each in everything if access.may(actor, May.CONSULTATION_SEE, each)}, actor
        undone.rollback()


def test_an_actor_without_a_place_in_the_tree_sees_nothing_of_others(make: Maker, cast: Cast) -> None:
    issued = make.consultation()
    lost = Actor(1, "ai đó", Role.MONITOR, 10**9, unit_path="")
    assert access.consultation.load(issued.id, lost) is None
    assert not access.sees(lost, issued)
