"""At the door: sign in, forgotten and new passwords. Failures are remembered, whoever they were about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from coordination.kernel import journal
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import fold
from coordination.kernel.writing import write
from coordination.units import letters, queries
from coordination.units.actions.passwords import hash_password, needs_new_hash, password_holds
from coordination.units.actions.people import new_link, own_actor
from coordination.units.models import OneTimeLink, Person, SignInTry
from coordination.units.rules import RESET_LASTS, TRY_WINDOW, digest, password_findings

CAME = Verb.declare("person.signed_in", _l("Đăng nhập"))
PASSWORD = Verb.declare("person.password_set", _l("Đặt mật khẩu"))
ASKED = Verb.declare("person.reset_asked", _l("Yêu cầu liên kết đặt lại mật khẩu"))


def sign_in(email: str, password: str, *, account_key: str, now: datetime) -> Person | None:
    """The person, if address and password are right; the same work is done when nobody has this address."""
    person = queries.person_by_email(email, locked=True)
    known = person is not None and person.active
    kept = person.password_hash if person is not None and known else ""
    if not password_holds(kept, password) or person is None:
        return None
    if needs_new_hash(kept):
        person.password_hash = hash_password(password)
    db.session.execute(delete(SignInTry).where(SignInTry.who == account_key))
    db.session.flush()
    journal.record(CAME, by=own_actor(person), now=now, subject_id=person.id)
    return person


def note_failure(keys: Iterable[str], *, now: datetime) -> None:
    """Remember a failed try for the account and the address, and forget those older than a quarter of an hour."""
    db.session.execute(delete(SignInTry).where(SignInTry.at < now - TRY_WINDOW))
    db.session.add_all(SignInTry(who=key, at=now) for key in keys)
    db.session.flush()


def request_reset(email: str, *, send: bool, now: datetime) -> None:
    """Mail a link to set a new password, if somebody has this address; it works once, within an hour.

    Without such a person the letter is written too, for nobody, so that time tells nothing. `send` is False where too
    many were asked for.
    """
    person = queries.person_by_email(email)
    if person is None or not person.active or not send:
        write("reset", "vi", {"name": "", "address": letters.link("units.set_password", token="-"), "expires_at": now})
        return
    mail_reset(person, now=now)


def mail_reset(person: Person, *, now: datetime) -> None:
    """Mail a fresh link to the person's own address."""
    made, secret = new_link(person, RESET_LASTS, now=now)
    address = letters.link("units.set_password", token=secret)
    context = {"name": person.name, "address": address, "expires_at": made.expires_at}
    letters.post_to([letters.person_receiver(person)], "reset", f"reset-{made.id}", context, now=now)
    journal.record(ASKED, by=own_actor(person), now=now, subject_id=person.id)


def set_password_by_link(token: str, password: str, *, now: datetime) -> Person:
    """Set a password with a mailed link, once; every session of the person ends.

    Raises NotReady: link_over for a link that was used, revoked or has expired, or what is wrong with the password.
    """
    link = queries.link_by_digest(digest(token))
    if link is None:
        raise NotReady("link_over")
    person = db.session.get_one(Person, link.person_id)
    NotReady.unless(_findings(person, password))
    taken: Any = db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1 or not person.active:
        raise NotReady("link_over")
    _set(person, password, now)
    return person


def set_first_password(person: Person, password: str, *, now: datetime) -> None:
    """Set a password without a link: by whoever runs the product's commands. Raises NotReady: what is wrong with it."""
    NotReady.unless(_findings(person, password))
    _set(person, password, now)


def change_own_password(person: Person, old: str, new: str, *, now: datetime) -> None:
    """Change one's own password; every other session ends. Raises NotReady: what is wrong with the old or new one."""
    if not password_holds(person.password_hash, old):
        raise NotReady(Finding("password_wrong", field="old"))
    NotReady.unless(_findings(person, new))
    _set(person, new, now)


def _findings(person: Person, password: str) -> list[Finding]:
    return password_findings(password, own=(fold(person.name), person.email))


def _set(person: Person, password: str, now: datetime) -> None:
    person.password_hash = hash_password(password)
    person.session_version = person.session_version + 1
    db.session.flush()
    journal.record(PASSWORD, by=own_actor(person), now=now, subject_id=person.id)
