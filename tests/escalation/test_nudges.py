"""Not acknowledged, and written but not sent: reminded once, with what to do and a link, never counted (L7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import jobs, queries
from coordination.limits.rules import NUDGES
from coordination.replies import actions as replies
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L7")


def days(clock: Clock, number: int) -> None:
    for _day in range(number):
        clock.pass_days(1)
        jobs.sweep()
        jobs.sweep()


def nudged(consultee: Consultee) -> list[str]:
    return [step.rung for step in queries.reminders([consultee.id]) if step.rung in NUDGES]


def test_who_has_not_acknowledged_is_asked_to_once_a_round(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    days(clock, 30)
    assert nudged(consultee) == ["not_acknowledged"]
    asked = post.letter(make.cast.mai, kind="acknowledge_missing")
    assert "bấm “Tiếp nhận”" in asked.text
    assert f"/consultations/{consultee.consultation_id}" in asked.text
    assert not post.letters(make.cast.lan, kind="acknowledge_missing")


def test_who_has_acknowledged_is_not(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    consultations.acknowledge(consultee, by=make.officer("stp"), now=clock.now)
    make.kept(consultee)
    days(clock, 30)
    assert nudged(consultee) == []
    assert not post.letters(kind="acknowledge_missing")


def test_the_writer_of_a_draft_is_told_the_day_before(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    make.reply_draft(consultee)
    days(clock, 30)
    assert nudged(consultee).count("draft_not_sent") == 1
    told = post.letters(kind="draft_waits")
    assert [one.to_address for one in told] == [make.cast.mai.email]
    assert "đã soạn nhưng chưa gửi" in told[0].text
    assert f"/consultees/{consultee.id}/" in told[0].text


def test_who_must_sign_is_told_where_it_lies_for_signing(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = make.consultee()
    draft = make.reply_draft(consultee)
    replies.send_for_signing(draft, by=make.officer("stp"), now=clock.now)
    make.kept(draft)
    days(clock, 30)
    told = post.letters(kind="draft_waits")
    assert {one.to_address for one in told} == {make.cast.tam.email}
    assert "đang chờ ký" in told[0].text
    assert f"/replies/{draft.id}" in told[0].text


def test_on_the_due_day_the_letter_does_not_wait_for_the_next_morning(
    make: Maker, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    assert consultee.due_at is not None
    clock.at(consultee.due_at)
    jobs.sweep()
    assert {one.in_digest for one in post.letters(kind="reminder_before")} == {False}


@pytest.mark.req("L7")
def test_the_morning_letter_leaves_out_what_was_answered_since(make: Maker, clock: Clock, post: CapturedPost) -> None:
    make.cast.mai.digest = True
    make.kept(make.cast.mai)
    done, open_still = make.consultee(), make.consultee()
    while not post.letters(make.cast.mai, kind="acknowledge_missing"):
        days(clock, 1)
    make.reply(done)
    clock.at(clock.today + timedelta(days=1), 8)
    jobs.send_digests()
    (digest,) = post.letters(make.cast.mai, kind="digest")[-1:]
    assert f"/consultations/{open_still.consultation_id}" in digest.text
    assert done.consultation.subject not in digest.text
