"""Somebody is away between two days: letters and rights go to a deputy, who acts on that person's behalf."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from coordination.consultations import access as consultations
from coordination.consultations import actions as clocks
from coordination.kernel import journal, store
from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import May
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.overview.queries import timeline
from coordination.replies import actions as replies
from coordination.units import access, actions, letters, queries
from coordination.units.models import Absence, Person, Unit
from coordination.units.rules import Away, absence_findings
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

FIRST, LAST = date(2026, 10, 6), date(2026, 10, 9)


def away(cast: Cast, clock: Clock, person: Person, deputy: Person, unit: Unit, **how: Any) -> Absence:
    how.setdefault("by", cast.actor("admin"))
    known: dict[str, Any] = {"since": FIRST, "until": LAST, **how}
    return actions.be_away(person, deputy, unit, now=clock.now, **known)


def acting(person: Person, on: date, for_: Person | None = None) -> list[Actor]:
    who = queries.signed_in_person(f"{person.id}:{person.session_version}")
    assert who is not None
    return [each for each in who.actors(on) if each.for_person_id == (for_.id if for_ else None)]


@pytest.mark.req("L2")
def test_the_deputy_has_the_absent_person_s_role_on_those_days_only(cast: Cast, clock: Clock) -> None:
    away(cast, clock, cast.tam, cast.mai, cast.stp)
    for day, roles in ((5, []), (6, [Role.HEAD]), (9, [Role.HEAD]), (10, [])):
        deputised = acting(cast.mai, date(2026, 10, day), cast.tam)
        assert [each.role for each in deputised] == roles
        assert [each.role for each in acting(cast.mai, date(2026, 10, day))] == [Role.OFFICER]
    assert [each.role for each in acting(cast.tam, FIRST)] == [Role.HEAD]


@pytest.mark.req("L2")
def test_who_acts_and_for_whom_is_found_with_one_statement(cast: Cast, clock: Clock) -> None:
    away(cast, clock, cast.tam, cast.mai, cast.stp)
    person = cast.mai
    key, said = f"{person.id}:{person.session_version}", []
    listen = (db.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    event.listen(*listen)
    try:
        queries.signed_in_person(key)
    finally:
        event.remove(*listen)
    assert len(said) == 1


@pytest.mark.req("L2")
def test_an_administrator_s_role_has_no_deputy(cast: Cast, clock: Clock) -> None:
    away(cast, clock, cast.chairman, cast.monitor, cast.ubnd)
    actions.appoint(cast.chairman, cast.ubnd, Role.ADMINISTRATOR, by=cast.actor("admin"), now=clock.now)
    assert [each.role for each in acting(cast.monitor, FIRST, cast.chairman)] == [Role.DECISION_MAKER]
    with pytest.raises(NotReady, match="absence_no_role"):
        away(cast, clock, cast.admin, cast.monitor, cast.ubnd)


@pytest.mark.req("L2")
def test_letters_go_to_the_deputy_on_those_days(cast: Cast, clock: Clock) -> None:
    away(cast, clock, cast.tam, cast.mai, cast.stp)

    def heads() -> list[str]:
        return [each.address for each in letters.receivers(cast.stp.id, {Role.HEAD}, clock.now)]

    assert heads() == [cast.tam.email]
    clock.at(FIRST)
    assert heads() == [cast.mai.email]
    both = letters.receivers(cast.stp.id, {Role.HEAD, Role.OFFICER}, clock.now)
    assert sum(each.person_id == cast.mai.id for each in both) == 1
    clock.at(date(2026, 10, 10))
    assert heads() == [cast.tam.email]


@pytest.mark.req("L2")
def test_the_deputy_signs_on_behalf_and_journal_and_timeline_name_both(make: Maker, cast: Cast, clock: Clock) -> None:
    part = make.consultee("stp")
    draft = make.reply_draft(part)
    actions.set_path(cast.stp, [("Giám đốc", cast.tam.id)], by=cast.actor("tam"), now=clock.now)
    away(cast, clock, cast.tam, cast.mai, cast.stp, by=cast.actor("tam"))
    clock.at(FIRST)
    signing = replies.send_for_signing(draft, by=make.officer("stp"), now=clock.now)
    assert [each.id for each in queries.signers_now(signing, FIRST)] == [cast.mai.id]
    (own,), (deputy,) = acting(cast.mai, FIRST), acting(cast.mai, FIRST, cast.tam)
    assert not access.may_sign(own, signing)
    assert access.may_sign(deputy, signing)
    assert consultations.may(deputy, May.REPLY_SEND, part)
    assert not consultations.may(own, May.REPLY_SEND, part)
    assert [each.paper_id for each in queries.waiting_for(deputy, "reply")] == [draft.id]
    assert replies.pass_on(draft, by=deputy, now=clock.now)
    store.commit()
    entry = db.session.scalars(
        select(JournalEntry).where(JournalEntry.verb == "signing.signed").order_by(JournalEntry.id.desc())
    ).first()
    assert entry is not None
    assert (entry.person_id, entry.for_person_id, entry.for_person_name) == (cast.mai.id, cast.tam.id, cast.tam.name)
    sent = [each for each in timeline(part.consultation, own)[0] if each.on_behalf]
    assert sent
    assert {(each.who, each.on_behalf) for each in sent} == {(cast.mai.name, cast.tam.name)}
    assert not journal.verify([part.consultation_id])[1]


@pytest.mark.req("L1")
def test_who_was_acted_for_is_part_of_the_chain(make: Maker, cast: Cast, clock: Clock) -> None:
    part = make.consultee("stp")
    away(cast, clock, cast.tam, cast.mai, cast.stp)
    clock.at(FIRST)
    clocks.acknowledge(part, by=acting(cast.mai, FIRST, cast.tam)[0], now=clock.now)
    store.commit()
    chained = db.session.scalars(select(JournalEntry).where(JournalEntry.for_person_id == cast.tam.id)).first()
    assert chained is not None
    assert not journal.verify([part.consultation_id])[1]
    chained.for_person_name = "Người khác"
    db.session.flush()
    assert journal.verify([part.consultation_id])[1]


@pytest.mark.req("L2")
def test_only_the_person_the_head_or_the_administrator_enters_it_and_never_a_deputy(cast: Cast, clock: Clock) -> None:
    with pytest.raises(NotReady, match="absence_not_yours"):
        away(cast, clock, cast.tam, cast.mai, cast.stp, by=cast.actor("mai"))
    with pytest.raises(NotReady, match="absence_not_yours"):
        away(cast, clock, cast.mai, cast.ngoc, cast.stp, by=cast.actor("son"))
    with pytest.raises(NotReady, match="absence_not_yours"):
        away(cast, clock, cast.ward_chairman, cast.hung, cast.govap, by=cast.actor("hung"))
    mine = away(cast, clock, cast.mai, cast.ngoc, cast.stp, by=cast.actor("mai"))
    actions.come_back(mine, by=cast.actor("tam"), now=clock.now)
    assert not acting(cast.ngoc, FIRST, cast.mai)
    away(cast, clock, cast.tam, cast.mai, cast.stp, by=cast.actor("tam"))
    clock.at(FIRST)
    (deputy,) = acting(cast.mai, FIRST, cast.tam)
    with pytest.raises(NotReady, match="absence_not_yours"):
        away(cast, clock, cast.ngoc, cast.mai, cast.stp, by=deputy, since=FIRST, until=date(2026, 12, 1))


@pytest.mark.req("L2")
def test_no_chain_no_overlap_no_stranger(cast: Cast, clock: Clock) -> None:
    away(cast, clock, cast.tam, cast.mai, cast.stp)
    for person, deputy, code in (
        (cast.tam, cast.ngoc, "absence_twice"),
        (cast.mai, cast.ngoc, "absence_person_deputises"),
        (cast.ngoc, cast.tam, "absence_deputy_away"),
        (cast.ngoc, cast.ngoc, "absence_own_deputy"),
        (cast.ngoc, cast.son, "absence_deputy_elsewhere"),
    ):
        with pytest.raises(NotReady, match=code):
            away(cast, clock, person, deputy, cast.stp)
    away(cast, clock, cast.tam, cast.ngoc, cast.stp, since=LAST + timedelta(days=1), until=LAST + timedelta(days=1))


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 28))
AWAYS = st.builds(Away, st.integers(1, 4), st.integers(1, 4), st.integers(1, 2), DAYS, DAYS)


@given(st.lists(AWAYS, max_size=12))
def test_whatever_is_entered_nobody_who_is_away_acts_for_another(tried: list[Away]) -> None:
    kept: list[Away] = []
    for each in tried:
        findings = absence_findings(each, kept, date(2026, 1, 1), person_serves=True, deputy_serves=True)
        if not findings:
            kept.append(each)
    for day in (date(2026, 1, 1) + timedelta(days=number) for number in range(59)):
        on = [each for each in kept if each.since <= day <= each.until]
        assert not {each.deputy for each in on} & {each.person for each in on}
        assert len({(each.person, each.unit) for each in on}) == len(on)


@pytest.mark.req("L2")
def test_on_screen_it_is_entered_by_oneself_switched_to_and_shown(browser: Browser, cast: Cast, clock: Clock) -> None:
    page = browser.as_(cast.tam).get("units.absences")
    assert cast.mai.name in page.text
    said = {"person_id": cast.tam.id, "deputy_id": cast.mai.id, "since": "05/10/2026", "until": "09/10/2026"}
    browser.as_(cast.tam).post("units.be_away", {**said, "deputy_id": cast.tam.id}, status=422)
    browser.as_(cast.tam).post("units.be_away", said)
    deputy = browser.as_(cast.mai)
    assert f"thay {cast.tam.name}" in deputy.get("units.account").text
    head = next(each for each in cast.tam.memberships)
    deputy.post("units.switch_role", {"membership_id": head.id})
    assert f"(thay {cast.tam.name}) (đang dùng)" in " ".join(deputy.get("units.account").text.split())
    entered = queries.absences_of(cast.tam.id, clock.today)[0]
    browser.as_(cast.son).post("units.come_back", status=404, absence_id=entered.id)
    browser.as_(cast.tam).post("units.come_back", absence_id=entered.id)
    assert not acting(cast.mai, FIRST, cast.tam)
