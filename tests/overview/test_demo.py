"""The demonstration: a small year of it, built once, looked at from every side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.kernel import clock as kernel_clock
from coordination.kernel import journal
from coordination.kernel.actor import Role
from coordination.kernel.office import Office
from coordination.kernel.store import db
from coordination.overview import demo
from coordination.overview.demo.dossiers import ALL
from coordination.replies.models import Reply
from coordination.scorecards import queries as scorecards
from coordination.scorecards.rules import Period
from coordination.units import queries as units
from coordination.units.models import Membership, Person
from coordination.units.rules import DEMO_DOMAIN

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """An empty database of its own with a twentieth of the ordinary year, and all that is open today."""
    from tests import world

    place = tmp_path_factory.mktemp("demonstration")
    app: Office = world.application(world.settings(f"sqlite:///{place / 'demo.sqlite'}", place))
    with app.app_context(), kernel_clock.travelled(kernel_clock.at(TODAY, 8)):
        db.create_all()
        yield demo.load(0.05, say=lambda _: None)
        db.session.remove()
        db.engine.dispose()


def test_it_says_what_it_made(loaded: dict[str, int]) -> None:
    assert loaded["units"] > 30
    assert loaded["consultations"] > 20
    assert loaded["replies"] == db.session.scalar(select(func.count(Reply.id)))


def test_every_role_has_a_person_who_can_sign_in(loaded: dict[str, int]) -> None:
    held = set(db.session.scalars(select(Membership.role)))
    assert held == set(Role) - {Role.RULE}
    assert not db.session.scalars(select(Person.id).where(Person.password_hash == "")).all()
    assert len(units.people_by_unit(DEMO_DOMAIN, TODAY)) == loaded["units"]


def test_somebody_holds_two_roles(loaded: dict[str, int]) -> None:
    twice = select(Membership.person_id).group_by(Membership.person_id).having(func.count() > 1)
    assert db.session.scalars(twice).all()


def test_the_journal_proves_every_chain(loaded: dict[str, int]) -> None:
    checked, broken = journal.verify()
    assert checked > 500
    assert not broken


def test_every_month_has_its_scorecards(loaded: dict[str, int]) -> None:
    now = kernel_clock.now()
    counted = 0
    for month in range(1, 12):
        found, _left, cases = scorecards.cards_of(Period.parse(f"2026-{month:02}"), now)
        assert all(0 <= card.summary.score <= 100 for card in found)
        counted += len(cases)
    assert counted > 20


def test_reports_have_gone_up_with_their_proof(loaded: dict[str, int]) -> None:
    cases = db.session.scalars(select(EscalatedCase)).all()
    assert cases
    assert all(case.proof for case in cases)
    waiting = select(Escalation.id).where(Escalation.sent_up_at.is_not(None), Escalation.closed_at.is_(None))
    assert db.session.scalars(waiting).all(), "one waits for the chairman"


def test_what_is_open_today_is_of_every_sort(loaded: dict[str, int]) -> None:
    open_now = select(Consultee).where(Consultee.closed_at.is_(None), Consultee.answered_at.is_(None))
    dues = {kernel_clock.local(each.due_at).date() for each in db.session.scalars(open_now) if each.due_at is not None}
    assert TODAY in dues
    assert any(day < TODAY for day in dues)
    assert any(day > TODAY for day in dues)
    assert db.session.scalars(select(Consultee.id).where(Consultee.pushed_back_at.is_not(None))).all()
    assert db.session.scalars(select(Consultation.id).where(Consultation.issued_at.is_(None))).all()


def test_nothing_happened_in_the_future_and_the_clock_runs_again(loaded: dict[str, int]) -> None:
    latest = db.session.scalar(select(func.max(journal.JournalEntry.at)))
    assert latest is not None
    assert latest <= kernel_clock.now()


def test_a_store_with_data_is_refused(loaded: dict[str, int]) -> None:
    with pytest.raises(demo.NotEmpty):
        demo.load(0.05, say=lambda _: None)


def test_texts_are_whole_and_units_known() -> None:
    from coordination.overview.demo.organisation import BY_CODE

    assert len(ALL) >= 24
    for dossier in ALL:
        assert dossier.lead in BY_CODE
        assert 1 <= len(dossier.asks) <= 6
        assert all(len(BY_CODE[code].functions) > place for code, place in dossier.consultees())
        assert dossier.lead not in dict(dossier.consultees())
