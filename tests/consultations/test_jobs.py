"""Deliveries are read from the outbox (exact rule 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from coordination.consultations import jobs, queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import RoundCause
from coordination.kernel.journal import JournalEntry
from coordination.kernel.post import Refused
from coordination.kernel.store import db as store

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.make import Maker
    from tests.post import CapturedPost


def verbs(consultee_id: int) -> list[str]:
    rows = select(JournalEntry.verb).where(JournalEntry.consultee_id == consultee_id).order_by(JournalEntry.id)
    return list(store.session.scalars(rows))


@pytest.mark.req("C2")
def test_what_a_box_accepted_the_same_day_is_delivered_and_the_due_time_stands(
    make: Maker, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee("stp", delivered=False)
    consultee_id, due = consultee.id, consultee.due_at
    store.session.commit()
    assert jobs.note_deliveries() == 0
    sent_at = clock.at("2026-10-05 09:05")
    post.deliver()
    clock.at("2026-10-05 09:10")
    assert jobs.note_deliveries() == 1
    assert jobs.note_deliveries() == 0
    noted = store.session.get_one(Consultee, consultee_id)
    assert (noted.delivered_at, noted.due_at, noted.round) == (sent_at, due, 1)
    assert verbs(consultee_id) == ["consultee.sent", "consultee.delivered"]


def test_what_arrived_on_a_later_day_gets_its_time_anew(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee("stp", delivered=False)
    consultee_id, due = consultee.id, consultee.due_at
    assert due is not None
    store.session.commit()
    clock.at("2026-10-08 10:00")
    post.deliver()
    assert jobs.note_deliveries() == 1
    noted = store.session.get_one(Consultee, consultee_id)
    assert noted.due_at is not None
    assert noted.due_at > due
    assert queries.rounds_of(consultee_id)[-1].cause is RoundCause.LATE_DELIVERY
    assert "consultee.delivered_late" in verbs(consultee_id)
    assert post.letters(kind="due_moved")


def test_a_letter_to_a_person_alone_is_no_delivery(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee_id = make.consultee("stp", delivered=False).id
    box = post.letter("stp@tphcm.example.vn", kind="issue")
    box.given_up_at, box.next_try_at = clock.now, None
    post.deliver()
    assert jobs.note_deliveries() == 0
    assert store.session.get_one(Consultee, consultee_id).delivered_at is None


def test_a_refused_box_is_not_delivered(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee_id = make.consultee("stp", delivered=False).id
    post.answers = [Refused("550 no such box")] * 5
    post.deliver()
    assert jobs.note_deliveries() == 0
    assert store.session.get_one(Consultee, consultee_id).delivered_at is None


def test_one_that_fails_holds_nobody_up(
    make: Maker, clock: Clock, post: CapturedPost, caplog: pytest.LogCaptureFixture
) -> None:
    issued = make.consultation(delivered=False)
    first, second = (each.id for each in issued.consultees)
    post.deliver()
    broken = store.session.get_one(Consultee, first)
    broken.original_due_at = None
    broken.issued_at = clock.moment("2026-10-01 09:00")  # late delivery, and no first due time to count from
    store.session.commit()
    assert jobs.note_deliveries() == 1
    assert store.session.get_one(Consultee, first).delivered_at is None
    assert store.session.get_one(Consultee, second).delivered_at is not None
    assert any(record.message == "delivery_not_noted" for record in caplog.records)


def test_with_nothing_to_note_it_is_one_look(make: Maker, clock: Clock, statements: list[str]) -> None:
    make.consultation()
    store.session.commit()
    statements.clear()
    assert jobs.note_deliveries() == 0
    assert len([s for s in statements if s.startswith("SELECT")]) == 1


def test_one_noted_in_the_meantime_is_left_alone(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    delivered = consultee.delivered_at
    assert jobs._note(consultee.id, clock.at("2026-10-09")) == 0
    assert jobs._note(10**9, clock.now) == 0
    assert consultee.delivered_at == delivered
