"""Who may open what. A view gets the thing itself, never its id: whoever holds it has passed the lock.

Unseen is 404, seen but not allowed is 403. A view without one of these locks can't be registered (see `office`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Generic, TypeVar

from flask import abort, current_app, g, redirect, render_template, request, url_for

from coordination.kernel.actor import Actor, Role

T = TypeVar("T")
View = Callable[..., Any]


class May(StrEnum):
    """Every act that needs a permission: scope:act, in alphabetical order."""

    CHARGE_EDIT = "charge:edit"
    CONSULTATION_AMEND = "consultation:amend"
    CONSULTATION_APPROVE = "consultation:approve"
    CONSULTATION_COMPOSE = "consultation:compose"
    CONSULTATION_EXTEND = "consultation:extend"
    CONSULTATION_ISSUE = "consultation:issue"
    CONSULTATION_SEE = "consultation:see"
    CONSULTATION_SEND_FOR_SIGNING = "consultation:send_for_signing"
    CONSULTATION_WITHDRAW = "consultation:withdraw"
    CONTEST_MAKE = "contest:make"
    CONTEST_SETTLE = "contest:settle"
    DELIVERY_SEND_AGAIN = "delivery:send_again"
    DIRECTIVE_CONFIRM = "directive:confirm"
    DIRECTIVE_REPORT = "directive:report"
    DIRECTIVE_SEE = "directive:see"
    ESCALATION_CONVEY = "escalation:convey"
    ESCALATION_DECIDE = "escalation:decide"
    ESCALATION_HOLD = "escalation:hold"
    ESCALATION_OPEN = "escalation:open"
    ESCALATION_PROPOSE = "escalation:propose"
    ESCALATION_SEE = "escalation:see"
    ESCALATION_SIGN = "escalation:sign"
    ESCALATION_STATE = "escalation:state"
    EXCHANGE_RECORD = "exchange:record"
    EXPLANATION_GIVE = "explanation:give"
    HEARING_SAY = "hearing:say"
    HEARING_SEE = "hearing:see"
    JUDGE_PROPOSE = "judge:propose"
    JUDGE_RETURN = "judge:return"
    LIMITS_EDIT = "limits:edit"
    PERSON_EDIT = "person:edit"
    PUSH_BACK_DECIDE = "push_back:decide"
    PUSH_BACK_DISPUTE = "push_back:dispute"
    PUSH_BACK_MAKE = "push_back:make"
    REMIND = "consultee:remind"
    REPLY_ACKNOWLEDGE = "reply:acknowledge"
    REPLY_APPROVE = "reply:approve"
    REPLY_CLAIM_SENT = "reply:claim_sent"
    REPLY_CONFIRM_PAPER = "reply:confirm_paper"
    REPLY_DRAFT = "reply:draft"
    REPLY_ENTER_PAPER = "reply:enter_paper"
    REPLY_READ = "reply:read"
    REPLY_SEE = "reply:see"
    REPLY_SEND = "reply:send"
    SCORECARD_SEE = "scorecard:see"
    SET_ASIDE_TRY = "set_aside:try"
    SIGNING_ACT = "signing:act"
    SIGNING_SEE = "signing:see"
    SUSPENSION_DECIDE = "suspension:decide"
    SUSPENSION_MEND = "suspension:mend"
    SUSPENSION_PROPOSE = "suspension:propose"
    SUSPENSION_SEE = "suspension:see"
    SYNTHESIS_CONCLUDE = "synthesis:conclude"
    SYNTHESIS_DISPOSE = "synthesis:dispose"
    SYNTHESIS_SEE = "synthesis:see"
    SYNTHESIS_SUBMIT = "synthesis:submit"
    UNIT_ARRANGE = "unit:arrange"
    UNIT_EDIT = "unit:edit"
    UNIT_SEE = "unit:see"
    URGENCY_ASK = "urgency:ask"
    URGENCY_DECIDE = "urgency:decide"
    URGENCY_SEE = "urgency:see"


@dataclass(frozen=True)
class Door(Generic[T]):
    """How one kind of thing is opened.

    `load(id, actor)` gives the thing if the actor may see it, else None; `may(actor, act, thing)` says whether he may
    do that act. `name` is the path parameter without '_id' and the name of the view's argument.
    """

    name: str
    kind: type[T]
    load: Callable[[int, Actor], T | None]
    may: Callable[[Actor, May, T], bool]


@dataclass(frozen=True)
class Policy:
    """What a route declared about itself; the access table is printed from these."""

    lock: str
    act: May | None = None
    door: str = ""
    roles: frozenset[Role] = frozenset()


def me() -> Actor:
    """The actor of this request; only views behind a lock call it."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        abort(403)
    return actor


def opens(door: Door[T], act: May) -> Callable[[View], View]:
    """The view receives `door.name=<thing>`: 404 when the actor may not see it, 403 when he may not do the act."""

    def lock(view: View) -> View:
        @wraps(view)
        def locked(**values: Any) -> Any:
            actor: Actor | None = g.actor
            if actor is None:
                return _to_sign_in()
            thing_id = values.pop(f"{door.name}_id")
            thing = door.load(thing_id, actor)
            if thing is None:
                return _offer_other_role(door, thing_id)
            if not door.may(actor, act, thing):
                abort(403)
            return view(**{door.name: thing}, **values)

        locked.__policy__ = Policy("opens", act, door.name)  # type: ignore[attr-defined]
        return locked

    return lock


def signed_in(*roles: Role) -> Callable[[View], View]:
    """Anybody signed in, or only those acting in one of the roles (to the others the page doesn't exist)."""

    def lock(view: View) -> View:
        @wraps(view)
        def locked(**values: Any) -> Any:
            if g.actor is None:
                return _to_sign_in()
            if roles and g.actor.role not in roles:
                abort(404)
            return view(**values)

        locked.__policy__ = Policy("signed_in", roles=frozenset(roles))  # type: ignore[attr-defined]
        return locked

    return lock


def anyone() -> Callable[[View], View]:
    """A page for everybody, signed in or not."""

    def lock(view: View) -> View:
        view.__policy__ = Policy("anyone")  # type: ignore[attr-defined]
        return view

    return lock


def may(act: str, thing: Any) -> bool:
    """For templates: whether a button for this act should be there. The same function that the route asks."""
    doors: dict[type, Door[Any]] = current_app.extensions["doors"]
    door = doors[type(thing)]
    return g.actor is not None and door.may(g.actor, May(act), thing)


def _to_sign_in() -> Any:
    """A link in a letter leads to the very thing, through sign-in if need be."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("units.sign_in", next=wanted), 303)


def _offer_other_role(door: Door[Any], thing_id: int) -> Any:
    """Another role of the same person may see it: say so, with one button to switch; else it doesn't exist."""
    others: Sequence[Actor] = g.get("other_actors", ())
    for other in others:
        if door.load(thing_id, other) is not None:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return render_template("errors/other_role.html", other=other, wanted=wanted), 403
    return abort(404)


def init_app(app: Any, doors: Sequence[Door[Any]]) -> None:
    app.extensions["doors"] = {door.kind: door for door in doors}
    app.jinja_env.globals["may"] = may
