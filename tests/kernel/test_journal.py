"""The journal: written with the act, chained, and any change to it found."""

from __future__ import annotations

import random
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from coordination.kernel import journal, store
from coordination.kernel.actor import BY_RULE, Role
from coordination.kernel.journal import BrokenLink, JournalChain, JournalEntry, Verb
from coordination.units.models import Person
from tests.cast import Cast
from tests.clock import Clock

DID = Verb("test.did", "Đã làm %(what)s", frozenset({"what", "when", "role", "many", "share"}))

pytestmark = pytest.mark.req("A11")


@pytest.fixture
def note(cast: Cast, clock: Clock) -> Any:
    def record(what: str, chain: int | None = 1, **more: Any) -> None:
        journal.record(DID, by=cast.actor("lan"), now=clock.now, consultation_id=chain, what=what, **more)

    return record


def entries(chain: int | None = 1) -> Sequence[JournalEntry]:
    wanted = select(JournalEntry).where(JournalEntry.consultation_id == chain).order_by(JournalEntry.id)
    return store.db.session.scalars(wanted).all()


def whats(chain: int | None = 1) -> list[str]:
    return [entry.facts["what"] for entry in entries(chain)]


def test_an_entry_says_who_in_which_role_what_and_when(cast: Cast, clock: Clock, note: Any) -> None:
    note("a", words="Vì cần gấp")
    store.commit()
    (entry,) = entries()
    assert (entry.person_name, entry.role, entry.unit_name) == ("Nguyễn Thị Lan", "officer", "Sở Tài chính")
    assert (entry.verb, entry.at, entry.words) == ("test.did", clock.now, "Vì cần gấp")


def test_facts_come_back_as_plain_values(note: Any) -> None:
    moment = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    note("a", when=moment, role=Role.HEAD, many=(1, date(2026, 10, 5)), share=0.1)
    store.commit()
    assert entries()[0].facts == {
        "what": "a", "when": "2026-10-05T02:00:00+00:00", "role": "head", "many": [1, "2026-10-05"], "share": 0.1,
    }  # fmt: skip
    assert journal.verify() == (1, [])


def test_a_fact_that_the_verb_did_not_declare_is_refused(note: Any) -> None:
    with pytest.raises(ValueError, match="knows no fact"):
        note("a", surprise=1)


def test_a_verb_is_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "VERBS", {})
    Verb.declare("test.verb", "Một", "a")
    Verb.declare("test.verb", "Một", "a")
    with pytest.raises(ValueError, match="declared twice"):
        Verb.declare("test.verb", "Hai", "a")


def test_a_rolled_back_act_leaves_no_entry(note: Any) -> None:
    note("a")
    store.rollback()
    store.commit()
    assert entries() == []


def test_a_closed_session_forgets_what_was_recorded(note: Any) -> None:
    note("a")
    store.db.session.close()
    store.commit()
    assert entries() == []


def test_a_savepoint_that_is_undone_takes_only_its_own_entries_along(note: Any) -> None:
    note("before")
    savepoint = store.db.session.begin_nested()
    note("within")
    savepoint.rollback()
    note("after")
    store.commit()
    assert whats() == ["before", "after"]
    assert journal.verify() == (2, [])


def test_a_savepoint_that_stays_keeps_its_entries(note: Any) -> None:
    note("before")
    with store.db.session.begin_nested():
        note("within")
        with store.db.session.begin_nested():
            note("deep within")
    store.commit()
    assert whats() == ["before", "within", "deep within"]


def test_an_inner_savepoint_goes_with_the_outer_one(note: Any) -> None:
    note("before")
    outer = store.db.session.begin_nested()
    with store.db.session.begin_nested():
        note("deep within")
    outer.rollback()
    store.commit()
    assert whats() == ["before"]


def test_a_refused_row_inside_a_savepoint_does_not_lose_the_entries_around_it(cast: Cast, note: Any) -> None:
    note("before")
    savepoint = store.db.session.begin_nested()
    note("within")
    store.db.session.add(Person(email=cast.lan.email, name="Twice", name_folded="twice"))
    with pytest.raises(IntegrityError):
        savepoint.commit()
    savepoint.rollback()
    store.commit()
    assert whats() == ["before"]


def test_two_transactions_make_one_chain(note: Any) -> None:
    note("a")
    note("b")
    store.commit()
    note("c")
    store.commit()
    first, second, third = entries()
    assert [e.place for e in (first, second, third)] == [1, 2, 3]
    assert (first.before_hash, second.before_hash, third.before_hash) == ("", first.hash, second.hash)
    assert journal.verify() == (3, [])


def test_chains_are_apart_and_an_entry_without_consultation_is_in_none(note: Any) -> None:
    for what, chain in (("a", 1), ("b", 2), ("c", None), ("d", 1)):
        note(what, chain)
    store.commit()
    assert (whats(1), whats(2), whats(None)) == (["a", "d"], ["b"], ["c"])
    assert [entry.place for entry in entries(None)] == [None]
    assert journal.verify() == (3, [])
    assert journal.verify([2]) == (1, [])


def test_rules_act_without_a_person(clock: Clock, db: SQLAlchemy) -> None:
    journal.record(DID, by=BY_RULE, now=clock.now, consultation_id=1, what="a")
    store.commit()
    assert (entries()[0].person_id, entries()[0].role) == (None, "rule")


@pytest.fixture
def five(note: Any) -> Sequence[JournalEntry]:
    for what in "abcde":
        note(what, words=f"Lý do {what}")
    note("other", 2)
    store.commit()
    return entries()


TAMPERED = {
    "verb": "test.didnt",
    "person_id": 99,
    "for_person_id": 9,
    "for_person_name": "Người khác",
    "person_name": "Another",
    "role": "head",
    "unit_id": 99,
    "unit_name": "Another",
    "address": "10.0.0.1",
    "consultee_id": 99,
    "subject_id": 99,
    "facts": {"what": "z"},
    "words": "Lý do khác",
    "words_hash": "0" * 64,
    "before_hash": "0" * 64,
    "hash": "0" * 64,
    "at": datetime(2026, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("column", TAMPERED)
def test_a_changed_entry_is_found(five: Sequence[JournalEntry], column: str) -> None:
    third = five[2].id
    store.db.session.execute(update(JournalEntry).where(JournalEntry.id == third).values({column: TAMPERED[column]}))
    store.commit()
    assert journal.verify() == (6, [BrokenLink(1, 3, third)])


def test_each_column_of_an_entry_is_guarded() -> None:
    free = {"id", "consultation_id", "place"}  # these three hold the chain together; see the tests beside this one
    assert set(TAMPERED) | free == set(JournalEntry.__table__.columns.keys())


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_a_removed_entry_is_found(five: Sequence[JournalEntry], gone: int) -> None:
    store.db.session.execute(delete(JournalEntry).where(JournalEntry.id == five[gone].id))
    store.commit()
    assert [link.place for link in journal.verify()[1]] == [gone + 1]


def test_entries_that_changed_places_are_found(five: Sequence[JournalEntry]) -> None:
    second, third = five[1].id, five[2].id
    for id, place in ((second, 100), (third, 2), (second, 3)):
        store.db.session.execute(update(JournalEntry).where(JournalEntry.id == id).values(place=place))
    store.commit()
    assert [link.place for link in journal.verify()[1]] == [2]


def test_an_entry_moved_to_another_chain_is_found_in_both(five: Sequence[JournalEntry]) -> None:
    store.db.session.execute(
        update(JournalEntry).where(JournalEntry.id == five[4].id).values(consultation_id=2, place=2)
    )
    store.commit()
    assert {link.consultation_id for link in journal.verify()[1]} == {1, 2}


def test_words_may_be_erased_by_law_without_breaking_the_chain(five: Sequence[JournalEntry]) -> None:
    store.db.session.execute(update(JournalEntry).where(JournalEntry.id == five[2].id).values(words=""))
    store.commit()
    assert journal.verify() == (6, [])


def test_words_put_where_none_were_are_found(note: Any) -> None:
    note("a")
    store.commit()
    store.db.session.execute(update(JournalEntry).values(words="Đã xin lỗi"))
    store.commit()
    assert [link.place for link in journal.verify()[1]] == [1]


def test_a_shortened_chain_is_found(five: Sequence[JournalEntry]) -> None:
    store.db.session.execute(update(JournalChain).where(JournalChain.consultation_id == 1).values(length=4))
    store.commit()
    assert [link.place for link in journal.verify()[1]] == [6]


@pytest.mark.committing
@pytest.mark.timeout(60)
def test_eight_people_at_once_make_one_whole_chain(app: Any, cast: Cast, clock: Clock) -> None:
    actor, now = cast.actor("lan"), clock.now
    journal.record(DID, by=actor, now=now, consultation_id=1, what="start")
    store.commit()
    start, troubles = threading.Barrier(8), []

    def act(who: int) -> None:
        try:
            start.wait()
            for turn in range(5):
                with app.app_context(), store.unit():
                    chains = random.Random(who * 10 + turn).sample([1, 2], 1)
                    for chain in (1, *chains) if who else (2, 1):
                        journal.record(DID, by=actor, now=now, consultation_id=1, what=f"{who}.{turn}.{chain}")
        except Exception as trouble:
            troubles.append(trouble)

    people = [threading.Thread(target=act, args=(who,)) for who in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert troubles == []
    assert journal.verify() == (1 + 8 * 5 * 2, [])


def test_the_command_proves_the_journal_or_names_the_break(five: Sequence[JournalEntry], run: Any) -> None:
    whole = run("journal", "verify")
    assert (whole.exit_code, whole.output.strip()) == (0, "6 entries checked, 0 chains broken")
    store.db.session.execute(update(JournalEntry).where(JournalEntry.id == five[2].id).values(person_name="Another"))
    broken = run("journal", "verify")
    assert broken.exit_code == 1
    assert "consultation 1: broken at entry 3" in broken.output
