"""Who is signed in, and in which role: asked once a request, with one statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app, g, request, session
from flask_login import current_user, login_user  # noqa: TID251 - here the kernel learns who is signed in

from coordination.kernel import clock
from coordination.kernel.actor import Actor
from coordination.kernel.office import Office
from coordination.units import actions, queries
from coordination.units.models import Person
from coordination.units.rules import try_key

ROLE = "membership_id"


def know_the_actor(app: Office) -> None:
    """Tell the kernel how to find who acts in a request."""
    app.find_actor = _find_actor


def show_roles(app: Office) -> None:
    """The page head offers the person's other roles."""
    app.context_processor(lambda: {"other_actors": g.get("other_actors", ())})


def quick_when_testing(app: Office) -> None:
    if app.testing:
        actions.quick_passwords()


def _find_actor() -> Actor | None:
    g.other_actors = ()
    g.signed_in = None
    if not current_user.is_authenticated:
        return None
    who: queries.SignedIn = current_user._get_current_object()
    g.signed_in = who
    held = who.actors(clock.today())
    if not held:
        return None
    chosen = next((each for each in held if each.membership_id == session.get(ROLE)), held[0])
    g.other_actors = tuple(each for each in held if each is not chosen)
    return chosen


def let_in(person: Person, membership_id: int | None = None) -> bool:
    """Open a session of its own for the person; nothing of the one before is kept but the language.

    False for somebody without any role today: there is nothing to do then.
    """
    who = queries.signed_in_person(f"{person.id}:{person.session_version}")
    if who is None or not who.actors(clock.today()):
        return False
    session.clear()
    session["language"] = person.language
    if membership_id is not None:
        session[ROLE] = membership_id
    login_user(who)
    return True


def account_key(email: str, kind: str = "account") -> str:
    return try_key(kind, email.strip().lower(), current_app.config["SECRET_KEY"])


def address_key(kind: str = "address") -> str:
    return try_key(kind, request.remote_addr or "", current_app.config["SECRET_KEY"])


def too_many(response: Any, until: datetime, now: datetime) -> Any:
    """A page that refuses one more try, with the time of the next for browsers and programs."""
    response.headers["Retry-After"] = str(max(1, int((until - now).total_seconds()) + 1))
    return response
