"""Letters end to end: the act, the outbox, a mail server; and the morning digest (L7; O27, exact rule 16)."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.consultations import actions as consultations
from coordination.escalation import jobs
from coordination.kernel import jobs as kernel
from coordination.kernel import outbox, store
from coordination.kernel.office import Office
from coordination.kernel.outbox import BACK_OFF, Letter
from coordination.kernel.post import PostSettings, SmtpPost
from coordination.kernel.store import db
from tests import smtp
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L7")


def overdue(make: Maker, clock: Clock, **how: Any) -> Any:
    """A unit one working day late, its first reminder just posted."""
    consultee = make.consultee(**how)
    for _day in range(30):
        clock.pass_days(1)
        jobs.sweep()
        if db.session.scalar(select(Letter.id).where(Letter.kind == "reminder_after")):
            return consultee
    raise AssertionError("nobody was reminded")


def dead_end() -> PostSettings:
    """A mail server that isn't there."""
    return PostSettings(host=smtp.HOST, port=smtp.nobody_there(), mode="plain", sender_address=smtp.SENDER, timeout=2)


def sending(app: Office, server: smtp.Server) -> outbox.Delivered:
    app.extensions["post"] = SmtpPost(server.settings())
    db.session.commit()
    return kernel.send_mail()


def test_a_reminder_arrives_whole_with_a_link_that_leads_to_the_very_thing(
    app: Office, make: Maker, clock: Clock, cast: Cast, browser: Browser
) -> None:
    consultee = overdue(make, clock)
    with smtp.plain() as server:
        assert sending(app, server).sent > 0
        (mail,) = [m for m in server.mails if str(m.message["Subject"]).startswith("Đôn đốc góp ý")]
    assert mail.recipients == [cast.tam.email]
    text, html = mail.part("plain"), mail.part("html")
    assert consultee.consultation.subject in text
    link = f"http://localhost/consultations/{consultee.consultation_id}"
    assert link in text
    assert link in html
    assert "17:00" in text
    assert consultee.consultation.points[0].question not in text + html
    assert (
        browser.as_(cast.tam)
        .get(f"/consultations/{consultee.consultation_id}", budget=40)
        .says(consultee.consultation.subject)
    )


def test_a_letter_is_written_in_its_receivers_language(app: Office, make: Maker, clock: Clock, cast: Cast) -> None:
    cast.tam.language = "en"
    overdue(make, clock)
    with smtp.plain() as server:
        sending(app, server)
        (mail,) = [m for m in server.mails if m.recipients == [cast.tam.email] and "Reminder" in m.message["Subject"]]
    assert "has passed" in mail.part("plain")
    assert "has passed" in mail.part("html")


def test_with_the_mail_server_down_letters_wait_are_tried_again_and_are_sent_once(
    app: Office, make: Maker, clock: Clock, cast: Cast
) -> None:
    overdue(make, clock)
    with smtp.plain() as server:
        settings = server.settings()
    app.extensions["post"] = SmtpPost(settings)
    db.session.commit()
    down = kernel.send_mail()
    assert (down.sent, down.given_up) == (0, 0)
    assert down.retried > 0
    letter = db.session.scalars(select(Letter).where(Letter.kind == "reminder_after")).one()
    assert letter.trouble
    assert letter.next_try_at == clock.now + BACK_OFF[0]
    clock.pass_(minutes=2)
    with smtp.plain() as server:
        assert sending(app, server).sent >= down.retried
        assert Counter(str(m.message["Message-ID"]) for m in server.mails).most_common(1)[0][1] == 1
        clock.pass_days(3)
        assert sending(app, server).sent == 0


def test_a_letter_that_cannot_be_sent_is_given_up_where_people_see_it(app: Office, make: Maker, clock: Clock) -> None:
    overdue(make, clock)
    app.extensions["post"] = SmtpPost(dead_end())
    for pause in (*BACK_OFF, timedelta(days=2)):
        db.session.commit()
        kernel.send_mail()
        clock.at(clock.now + pause)
    letter = db.session.scalars(select(Letter).where(Letter.kind == "reminder_after")).one()
    assert letter.given_up_at is not None
    assert letter.trouble
    assert letter.sent_at is None


def test_nothing_is_sent_for_an_act_that_was_rolled_back(app: Office, make: Maker, clock: Clock, cast: Cast) -> None:
    from coordination.escalation import actions

    consultee = make.consultee()
    with smtp.plain() as server:
        sending(app, server)
        before = len(server.mails)
        actions.remind_by_hand(consultee, words="", by=cast.actor("lan"), now=clock.now)
        store.rollback()
        sending(app, server)
        assert len(server.mails) == before
        assert not db.session.scalars(select(Letter).where(Letter.kind == "reminder_before")).all()


CHILD = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from coordination.app import create_app
from coordination.kernel import clock
from coordination.kernel.jobs import send_mail
from coordination.kernel.post import PostSettings
from coordination.kernel import outbox
from coordination.settings import Settings

url, folder, moment, port, after = sys.argv[1:]
post = PostSettings(host="127.0.0.1", port=int(port), mode="plain", sender_address="he-thong@phoi-hop.example.vn")
app = create_app(Settings(
    secret_key="only for tests", database_url=url, data_dir=Path(folder), base_url="http://localhost", demo=False,
    post=post, upload_limit=1 << 20, worker_inside=False, testing=True,
))
clock.travel_to(datetime.fromisoformat(moment))
left, mark = [int(after)], outbox._mark

def marked(*words):
    mark(*words)
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

outbox._mark = marked
with app.app_context():
    send_mail()
"""


@pytest.mark.committing
def test_a_worker_killed_while_sending_sends_nothing_twice(
    app: Office, committing: str, make: Maker, clock: Clock, settings: Any
) -> None:
    overdue(make, clock)
    db.session.commit()
    waiting = db.session.query(Letter).filter(Letter.next_try_at.is_not(None), Letter.sent_at.is_(None)).count()
    assert waiting > 3
    db.session.remove()
    with smtp.plain() as server:
        words = [sys.executable, "-c", CHILD, committing, str(settings.data_dir), clock.now.isoformat()]
        killed = subprocess.run([*words, str(server.port), "3"], check=False, timeout=120, capture_output=True)
        assert killed.returncode == -9, killed.stderr.decode()
        assert len(server.mails) == 3
        clock.pass_(minutes=10)
        words[-1] = clock.now.isoformat()
        again = subprocess.run([*words, str(server.port), "0"], check=False, timeout=120, capture_output=True)
        assert again.returncode == 0, again.stderr.decode()
        seen = Counter(str(mail.message["Message-ID"]) for mail in server.mails)
    assert (len(seen), set(seen.values())) == (waiting, {1})


# The morning digest


@pytest.fixture
def gathered(make: Maker, cast: Cast, clock: Clock, post: CapturedPost) -> Any:
    """Chị Mai wants a digest, as most people do; two reminders before the due time wait for it since this morning."""
    cast.mai.digest = True
    cast.dung.digest = False  # what he is to sign reaches him at once, and is no part of this
    for _number in range(2):
        consultee = make.consultee()
        consultations.acknowledge(consultee, by=make.officer("stp"), now=clock.now)
        make.kept(consultee)
    for _day in range(20):
        clock.pass_days(1)
        jobs.sweep()
        if len(held(cast.mai)) == 2:
            return cast.mai
    raise AssertionError("nothing gathered")


def held(person: Any) -> list[Letter]:
    wanted = select(Letter).where(Letter.person_id == person.id, Letter.in_digest, Letter.digested_at.is_(None))
    return list(db.session.scalars(wanted))


def test_one_letter_each_morning_holds_subjects_and_links_only(gathered: Any, clock: Clock, post: CapturedPost) -> None:
    subjects = {letter.subject for letter in held(gathered)}
    assert jobs.send_digests() == 0, "what came today waits for the next morning"
    clock.at(clock.today + timedelta(days=1), 7, 29)
    assert jobs.send_digests() == 0
    clock.at(clock.today, 7, 30)
    assert jobs.send_digests() == 2, "hers, and her head's"
    digest = post.letter(to=gathered, kind="digest")
    assert all(subject in digest.text and subject in digest.html for subject in subjects)
    assert digest.text.count("http://localhost/consultations/") == 2
    assert "Công văn số" not in digest.text
    assert held(gathered) == []
    assert (jobs.send_digests(), len(post.letters(to=gathered, kind="digest"))) == (0, 1)
    clock.pass_(hours=-1)
    assert jobs.send_digests() == 0


def test_no_digest_on_a_day_off(gathered: Any, clock: Clock) -> None:
    clock.at("2026-10-24 08:00")
    assert jobs.send_digests() == 0
    clock.at("2026-10-26 08:00")
    assert jobs.send_digests() == 2


def test_reminders_after_the_due_time_never_wait_for_the_digest(
    gathered: Any, make: Maker, clock: Clock, cast: Cast, post: CapturedPost
) -> None:
    cast.tam.digest = True
    overdue(make, clock)
    letters = post.letters(to=cast.tam, kind="reminder_after")
    assert letters
    assert not any(letter.in_digest for letter in letters)
