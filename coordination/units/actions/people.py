"""People: entered, appointed, invited, changed."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from coordination.kernel import journal
from coordination.kernel.actor import AUTHORITY_ROLES, Actor, Role
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import fold
from coordination.units import letters, queries
from coordination.units.models import Membership, OneTimeLink, Person, Unit
from coordination.units.rules import INVITATION_LASTS, digest

CREATED = Verb.declare("person.created", _l("Thêm người dùng"))
CHANGED = Verb.declare("person.changed", _l("Sửa thông tin người dùng"), "changed")
APPOINTED = Verb.declare("person.appointed", _l("Giao vai trò cho người dùng"), "unit", "role", "since", "until")
INVITED = Verb.declare("person.invited", _l("Gửi thư mời đặt mật khẩu"))
SIGNED_OUT = Verb.declare("person.signed_out_everywhere", _l("Đăng xuất người dùng khỏi mọi thiết bị"))


def create_person(
    name: str, email: str, *, by: Actor, now: datetime, title: str = "", language: str = "vi", digest: bool = True
) -> Person:
    """Enter somebody who will sign in, without a password until the mailed link is used.

    Raises NotReady(email_taken).
    """
    email = email.strip().lower()
    _check_email(email, None)
    created = Person(
        name=name,
        name_folded=fold(name),
        email=email,
        title=title,
        language=language,
        digest=digest,
        active=True,
        session_version=1,
        password_hash="",
        memberships=[],
    )
    db.session.add(created)
    db.session.flush()
    journal.record(CREATED, by=by, now=now, subject_id=created.id)
    return created


def change_person(
    person: Person, *, by: Actor, now: datetime, name: str, email: str, title: str, language: str, active: bool
) -> bool:
    """Correct a person's details; taking away the access ends every session. Says whether anything changed."""
    said = {"name": name, "email": email.strip().lower(), "title": title, "language": language, "active": active}
    _check_email(email.strip().lower(), person.id)
    changed = [each for each, value in said.items() if getattr(person, each) != value]
    if not changed:
        return False
    for each in changed:
        setattr(person, each, said[each])
    person.name_folded = fold(name)
    if {"active", "email"} & set(changed):
        _end_sessions(person)
        _revoke_links(person, now)
    db.session.flush()
    journal.record(CHANGED, by=by, now=now, subject_id=person.id, changed=changed)
    return True


def _check_email(email: str, own_id: int | None) -> None:
    taken = db.session.scalar(select(Person.id).where(Person.email == email))
    if taken is not None and taken != own_id:
        raise NotReady(Finding("email_taken", evidence={"value": email}, field="email"))


def appoint(
    person: Person,
    unit: Unit,
    role: Role,
    *,
    by: Actor,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Give a person a role in a unit, between dates; the same role there again changes its dates (design 1).

    Raises NotReady for an authority's role in a unit that is no authority, or dates the wrong way round.
    """
    if role in AUTHORITY_ROLES and not unit.is_authority:
        raise NotReady(Finding("role_needs_authority", evidence={"unit": unit.name}, field="role"))
    if since and until and until < since:
        raise NotReady(Finding("dates_reversed", field="until"))
    held = db.session.scalar(
        select(Membership).where(
            Membership.person_id == person.id, Membership.unit_id == unit.id, Membership.role == role
        )
    )
    if held is not None and (held.since, held.until) == (since, until):
        return held
    if held is None:
        held = Membership(unit=unit, role=role)
        person.memberships.append(held)
    held.since, held.until = since, until
    db.session.flush()
    journal.record(APPOINTED, by=by, now=now, subject_id=person.id, unit=unit.code, role=role, since=since, until=until)
    return held


def end_membership(membership: Membership, until: date, *, by: Actor, now: datetime) -> None:
    """The last day on which a person holds a role."""
    if membership.since and until < membership.since:
        membership.since = until
    membership.until = until
    db.session.flush()
    journal.record(
        APPOINTED,
        by=by,
        now=now,
        subject_id=membership.person_id,
        unit=membership.unit.code,
        role=membership.role,
        since=membership.since,
        until=until,
    )


def new_link(person: Person, lasts: timedelta, *, now: datetime) -> tuple[OneTimeLink, str]:
    """A one-time link and its secret, of which only the digest is kept; earlier links of the person stop working."""
    _revoke_links(person, now)
    secret = secrets.token_urlsafe(32)
    made = OneTimeLink(person_id=person.id, digest=digest(secret), expires_at=now + lasts)
    db.session.add(made)
    db.session.flush()
    return made, secret


def _revoke_links(person: Person, now: datetime) -> None:
    open_links = (OneTimeLink.person_id == person.id) & OneTimeLink.used_at.is_(None)
    db.session.execute(update(OneTimeLink).where(open_links).values(used_at=now))


def invite(person: Person, *, by: Actor, now: datetime) -> None:
    """Mail a link with which the person sets a password; it works once, within three days."""
    made, secret = new_link(person, INVITATION_LASTS, now=now)
    address = letters.link("units.set_password", token=secret)
    context = {"name": person.name, "address": address, "expires_at": made.expires_at}
    to = letters.person_receiver(person)
    letters.post_to([to], "invitation", f"invitation-{made.id}", context, now=now)
    journal.record(INVITED, by=by, now=now, subject_id=person.id)


def sign_out_everywhere(person: Person, *, by: Actor, now: datetime) -> None:
    """End every session of the person, on whatever device."""
    _end_sessions(person)
    journal.record(SIGNED_OUT, by=by, now=now, subject_id=person.id)


def _end_sessions(person: Person) -> None:
    db.session.flush()
    person.session_version = Person.session_version + 1
    db.session.flush()


def prefer(person: Person, *, language: str | None = None, digest: bool | None = None) -> None:
    """A person's own settings: the language, and letters once a day or each at once (O27)."""
    if language is not None:
        person.language = language
    if digest is not None:
        person.digest = digest
    db.session.flush()


def own_actor(person: Person) -> Actor:
    """The person as the one who acts, where no role has been chosen yet (at the door)."""
    held = queries.actors_of(person)
    return held[0] if held else Actor(person_id=person.id, name=person.name, role=Role.OFFICER, unit_id=None)
