"""The outbox: a letter leaves after its act, once, is tried again, and is given up where people see it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from coordination.kernel import outbox, store
from coordination.kernel.outbox import BACK_OFF, CLAIM, Delivered, Envelope, Letter, Written
from coordination.kernel.post import Accepted, ReadyLetter, Refused, Unreachable
from tests.clock import Clock
from tests.post import CapturedPost

Posting = Callable[..., None]


@pytest.fixture
def posting(app: Any, clock: Clock) -> Posting:
    def put(*names: str, **more: Any) -> None:
        written = Written("Đôn đốc", "Nội dung\n", "<p>Nội dung</p>")
        letters = [(Envelope(name, "reminder", f"{name}@example.vn", **more), written) for name in names]
        outbox.post(letters, now=clock.now)

    return put


def deliver(transport: Any, clock: Clock) -> Delivered:
    store.commit()
    return outbox.deliver(transport, clock=lambda: clock.now, domain="example.vn")


def letter(name: str = "a") -> Letter:
    return store.db.session.scalars(select(Letter).where(Letter.name == name)).one()


def test_a_letter_is_sent_once_and_marked(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    posting("a", "b")
    assert deliver(post, clock) == Delivered(sent=2)
    assert [each.to_address for each in post.sent] == ["a@example.vn", "b@example.vn"]
    assert (letter().sent_at, letter().tries) == (clock.now, 1)
    assert deliver(post, clock) == Delivered()


def test_a_rolled_back_act_sends_nothing(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    posting("a")
    store.rollback()
    assert deliver(post, clock) == Delivered()
    assert post.sent == []


def test_the_same_letter_cannot_be_posted_twice(posting: Posting) -> None:
    posting("a")
    with pytest.raises(IntegrityError):
        posting("a")


def test_posting_nothing_is_nothing(app: Any, clock: Clock) -> None:
    outbox.post([], now=clock.now)
    assert store.db.session.scalar(select(func.count(Letter.id))) == 0


def test_a_subject_is_one_line(app: Any, clock: Clock, post: CapturedPost) -> None:
    outbox.post([(Envelope("a", "k", "a@x.vn"), Written("Hai\r\nBcc: b@x.vn\n dòng", "t", "h"))], now=clock.now)
    assert deliver(post, clock).sent == 1
    assert post.sent[0].subject == "Hai Bcc: b@x.vn dòng"


def test_a_letter_for_the_digest_waits_for_the_digest(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    posting("a", person_id=1, at_once=False)
    clock.pass_days(30)
    assert deliver(post, clock) == Delivered()
    assert (letter().in_digest, letter().next_try_at) == (True, None)


def test_a_failing_letter_is_tried_again_at_each_step_and_then_given_up(
    posting: Posting, post: CapturedPost, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    posting("a")
    for step, wait in enumerate(BACK_OFF, start=1):
        post.answers = [Unreachable("the line is down")]
        assert deliver(post, clock) == Delivered(retried=1)
        assert (letter().tries, letter().trouble) == (step, "the line is down")
        clock.at(clock.now + wait - timedelta(seconds=1))
        assert deliver(post, clock) == Delivered(), "not before its time"
        clock.pass_(seconds=1)
    post.answers = [Unreachable("still down")]
    assert deliver(post, clock) == Delivered(given_up=1)
    assert (letter().given_up_at, letter().sent_at, letter().trouble) == (clock.now, None, "still down")
    assert "letter_given_up" in caplog.messages
    clock.pass_days(30)
    assert deliver(post, clock) == Delivered()


def test_the_waits_grow_and_last_about_two_days() -> None:
    assert list(BACK_OFF) == sorted(BACK_OFF)
    assert timedelta(days=1) < sum(BACK_OFF, timedelta()) < timedelta(days=3)


def test_an_address_that_will_never_take_it_is_given_up_at_once(
    posting: Posting, post: CapturedPost, clock: Clock
) -> None:
    posting("a", "b")
    post.answers = [Refused("550 no such box " + "x" * 1000)]
    assert deliver(post, clock) == Delivered(sent=1, given_up=1)
    assert letter().given_up_at == clock.now
    assert len(letter().trouble) == 500


def test_a_letter_that_got_through_at_last_shows_no_trouble(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    posting("a")
    post.answers = [Unreachable("down")]
    deliver(post, clock)
    clock.pass_(minutes=1)
    assert deliver(post, clock).sent == 1
    assert (letter().trouble, letter().sent_at, letter().tries) == ("", clock.now, 2)


class Killed(BaseException):
    pass


def test_after_a_kill_the_letter_rests_and_is_then_sent_with_the_same_message_id(
    posting: Posting, post: CapturedPost, clock: Clock
) -> None:
    class Dying(CapturedPost):
        def send(self, ready: ReadyLetter) -> Any:
            super().send(ready)
            raise Killed

    posting("a")
    dying = Dying()
    with pytest.raises(Killed):
        deliver(dying, clock)
    store.rollback()
    assert deliver(post, clock) == Delivered(), "the claim holds"
    clock.at(clock.now + CLAIM)
    assert deliver(post, clock) == Delivered(sent=1)
    assert post.sent[0].message_id == dying.sent[0].message_id


def test_a_kill_between_two_letters_sends_no_letter_twice(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    class DiesAtSecond(CapturedPost):
        def send(self, ready: ReadyLetter) -> Any:
            if self.sent:
                raise Killed
            return super().send(ready)

    posting("a", "b", "c")
    dying = DiesAtSecond()
    with pytest.raises(Killed):
        deliver(dying, clock)
    store.rollback()
    clock.at(clock.now + CLAIM)
    assert deliver(post, clock) == Delivered(sent=2)
    everything = [each.to_address for each in dying.sent + post.sent]
    assert sorted(everything) == ["a@example.vn", "b@example.vn", "c@example.vn"]


def test_message_ids_differ_from_letter_to_letter(posting: Posting, post: CapturedPost, clock: Clock) -> None:
    posting(*"abcdef")
    deliver(post, clock)
    assert len({each.message_id for each in post.sent}) == 6


def test_no_connection_is_opened_for_nothing(app: Any, clock: Clock) -> None:
    class Untouchable:
        def __enter__(self) -> None:
            pytest.fail("it connected")

        def __exit__(self, *_: object) -> None: ...

    assert deliver(Untouchable(), clock) == Delivered()


@pytest.mark.committing
@pytest.mark.timeout(60)
def test_four_workers_at_once_send_each_letter_once(app: Any, posting: Posting, clock: Clock) -> None:
    posting(*(f"n{n}" for n in range(40)))
    store.commit()
    now, sent, lock, start = clock.now, [], threading.Lock(), threading.Barrier(4)
    troubles: list[BaseException] = []

    class Shared(CapturedPost):
        def send(self, ready: ReadyLetter) -> Any:
            with lock:
                sent.append(ready.to_address)
            return Accepted()

    def work() -> None:
        try:
            start.wait()
            with app.app_context():
                outbox.deliver(Shared(), clock=lambda: now, domain="example.vn")
        except BaseException as trouble:
            troubles.append(trouble)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert troubles == []
    assert sorted(sent) == sorted(f"n{n}@example.vn" for n in range(40))
    assert store.db.session.scalar(select(func.count(Letter.id)).where(Letter.sent_at.is_(None))) == 0
