"""The door: sign in and out, forgotten password, a new password by a mailed link.

| address | what |
| --- | --- |
| /sign-in | sign in |
| /sign-out, /sign-out-everywhere | sign out here, everywhere |
| /password/forgotten | ask for a link |
| /password/<token> | set a password with the link; /renew asks for a fresh one |
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user

from coordination.kernel import clock
from coordination.kernel.doors import anyone, me, signed_in
from coordination.kernel.pages import done, page, safe_next
from coordination.kernel.values import NotReady
from coordination.units import actions, forms, queries, words
from coordination.units.models import OneTimeLink
from coordination.units.rules import (
    ACCOUNT_TRIES,
    ADDRESS_TRIES,
    DEMO_DOMAIN,
    DEMO_PASSWORD,
    LETTERS_PER_WINDOW,
    LinkState,
    digest,
    link_state,
    wait_until,
)
from coordination.units.views.blueprint import bp
from coordination.units.views.door import account_key, address_key, let_in, too_many

TYPED = "typed_email"


@bp.get("/sign-in")
@anyone()
def sign_in() -> Any:
    wanted = safe_next(request.args.get("next"))
    if g.actor is not None:
        return redirect(wanted or "/", 303)
    form = forms.SignInForm(email=session.pop(TYPED, ""), next=wanted or "")
    return page("units/sign_in.html", form=form, **_demonstration())


def _demonstration() -> dict[str, Any]:
    """In demo mode only: who there is, and the one password they share."""
    if not current_app.config["DEMO"]:
        return {}
    people = queries.people_by_unit(DEMO_DOMAIN, clock.today())
    return {"demo_units": people, "demo_password": DEMO_PASSWORD, "roles": words.ROLE_NAMES}


@bp.post("/sign-in")
@anyone()
def try_sign_in() -> Any:
    """A failed try is remembered, so it answers 303 back to the form (exact rule 25); no word tells why it failed."""
    form = forms.SignInForm()
    email, wanted, now = form.email.data or "", safe_next(form.next.data), clock.now()
    until = _closed_until([(account_key(email), ACCOUNT_TRIES), (address_key(), ADDRESS_TRIES)], now)
    if until is not None:
        return _wait(until)
    person = actions.sign_in(email, form.password.data or "", account_key=account_key(email), now=now)
    if person is None:
        actions.note_failure([account_key(email), address_key()], now=now)
        said = _("Địa chỉ email hoặc mật khẩu chưa đúng. Kiểm tra rồi nhập lại.")
    elif let_in(person):
        return redirect(wanted or "/", 303)
    else:
        said = _("Tài khoản chưa được giao vai trò ở đơn vị nào. Liên hệ người quản trị của đơn vị.")
    session[TYPED] = email[:320]
    return done("units.sign_in", said=said, tone="late", next=wanted)


def _closed_until(limits: list[tuple[str, int]], now: datetime) -> datetime | None:
    tries = queries.recent_tries([key for key, _allowed in limits], now)
    waits = [wait_until(tries[key], allowed, now) for key, allowed in limits]
    return max((each for each in waits if each is not None), default=None)


def _wait(until: datetime) -> Any:
    """Too many tries: 429, and when the next one is allowed."""
    return too_many(page("units/wait.html", status=429, until=until), until, clock.now())


@bp.post("/sign-out")
@anyone()
def sign_out() -> Any:
    language = session.get("language")
    logout_user()
    session.clear()
    if language:
        session["language"] = language
    return _gone(_("Đã đăng xuất."))


@bp.post("/sign-out-everywhere")
@signed_in()
def sign_out_everywhere() -> Any:
    person = queries.person(me().person_id or 0) or abort(404)
    actions.sign_out_everywhere(person, by=me(), now=clock.now())
    logout_user()
    session.clear()
    return _gone(_("Đã đăng xuất khỏi mọi thiết bị."))


def _gone(said: str) -> Any:
    """Nothing that was read stays in the browser of a shared computer."""
    response = done("units.sign_in", said=said)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@bp.get("/password/forgotten")
@anyone()
def forgotten() -> Any:
    return page("units/forgotten.html", form=forms.ForgottenForm(), sent="sent" in request.args)


@bp.post("/password/forgotten")
@anyone()
def ask_for_link() -> Any:
    """The same answer whoever asks about whom; at most three letters in a quarter of an hour for one account."""
    form, now = forms.ForgottenForm(), clock.now()
    if not form.validate():
        return page("units/forgotten.html", form=form, sent=False)
    email = form.email.data or ""
    asked, asking = account_key(email, "reset"), address_key("reset-address")
    until = _closed_until([(asking, ADDRESS_TRIES)], now)
    if until is not None:
        return _wait(until)
    many = _closed_until([(asked, LETTERS_PER_WINDOW)], now) is not None
    actions.note_failure([asked, asking], now=now)
    actions.request_reset(email, send=not many, now=now)
    return done("units.forgotten", sent=1)


@bp.get("/password/<token>")
@anyone()
def set_password(token: str) -> Any:
    """A forged link is 404; a true one that is over says so and offers a fresh one (exact rule 23)."""
    link = _link(token)
    if link_state(link.used_at, link.expires_at, clock.now()) is LinkState.OVER:
        return _private(page("units/link_over.html", token=token, sent="sent" in request.args))
    return _private(page("units/set_password.html", form=forms.SetPasswordForm(), token=token))


@bp.post("/password/<token>")
@anyone()
def keep_password(token: str) -> Any:
    _link(token)
    form = forms.SetPasswordForm()
    if form.validate():
        try:
            actions.set_password_by_link(token, form.password.data or "", now=clock.now())
        except NotReady as refused:
            if any(finding.code == "link_over" for finding in refused.findings):
                return redirect(url_for("units.set_password", token=token), 303)
            form.blame(refused.findings)
        else:
            return done("units.sign_in", said=_("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới."))
    return _private(page("units/set_password.html", form=form, token=token))


@bp.post("/password/<token>/renew")
@anyone()
def renew_link(token: str) -> Any:
    """A fresh link to the same address, never shown here."""
    link, now = _link(token), clock.now()
    person = queries.person(link.person_id)
    key = account_key(person.email if person else "", "reset")
    if person is not None and person.active and _closed_until([(key, LETTERS_PER_WINDOW)], now) is None:
        actions.note_failure([key], now=now)
        actions.mail_reset(person, now=now)
    return done("units.set_password", token=token, sent=1)


def _link(token: str) -> OneTimeLink:
    return queries.link_by_digest(digest(token)) or abort(404)


def _private(response: Any) -> Any:
    """The address itself is the secret: nobody keeps the page, and no other site learns where it was."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
