"""One's own account, the language, and the role in hand."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request, session
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.doors import anyone, me, signed_in
from coordination.kernel.pages import back_to, done, page
from coordination.kernel.values import NotReady
from coordination.kernel.words import moment
from coordination.units import actions, forms, queries, words
from coordination.units.models import Person
from coordination.units.rules import ACCOUNT_TRIES, wait_until
from coordination.units.views.blueprint import bp
from coordination.units.views.door import ROLE, account_key, let_in, too_many

LANGUAGES = ("vi", "en")


def _myself() -> Person:
    return queries.person(me().person_id or 0) or abort(404)


@bp.get("/account")
@signed_in()
def account() -> Any:
    myself = _myself()
    form = forms.SettingsForm(language=myself.language, digest=myself.digest)
    actors = [me(), *g.other_actors]
    return page("units/account.html", person=myself, form=form, actors=actors, roles=words.ROLE_NAMES)


@bp.post("/account/settings")
@signed_in()
def keep_settings() -> Any:
    myself, form = _myself(), forms.SettingsForm()
    if not form.validate():
        abort(400)
    actions.prefer(myself, language=form.language.data, digest=bool(form.digest.data))
    session["language"] = form.language.data
    return done("units.account", said=_("Đã lưu thiết lập."))


@bp.get("/account/password")
@signed_in()
def change_password() -> Any:
    return page("units/change_password.html", form=forms.ChangePasswordForm())


@bp.post("/account/password")
@signed_in()
def keep_changed_password() -> Any:
    """A wrong old password is remembered like a failed sign-in (exact rule 25)."""
    myself, form, now = _myself(), forms.ChangePasswordForm(), clock.now()
    key = account_key(myself.email)
    until = wait_until(queries.recent_tries([key], now)[key], ACCOUNT_TRIES, now)
    if until is not None:
        form.refuse(_("Đã nhập sai quá nhiều lần. Nhập lại được sau %(time)s.", time=moment(until)), "old")
        return too_many(page("units/change_password.html", status=429, form=form), until, now)
    if not form.validate():
        return page("units/change_password.html", form=form)
    try:
        actions.change_own_password(myself, form.old.data or "", form.password.data or "", now=now)
    except NotReady as refused:
        if all(finding.code != "password_wrong" for finding in refused.findings):
            form.blame(refused.findings)
            return page("units/change_password.html", form=form)
        actions.note_failure([key], now=now)
        said = _("Mật khẩu hiện nay chưa đúng. Nhập lại.")
        return done("units.change_password", said=said, tone="late")
    let_in(myself, me().membership_id)
    return done("units.account", said=_("Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất."))


@bp.post("/language")
@anyone()
def language() -> Any:
    wanted = request.form.get("language", "")
    if wanted not in LANGUAGES:
        abort(400)
    session["language"] = wanted
    if g.actor is not None:
        actions.prefer(_myself(), language=wanted)
    return back_to(request.form.get("next"), "units.account")


@bp.post("/role")
@signed_in()
def switch_role() -> Any:
    """Act in another of one's own roles; another person's is refused."""
    wanted = request.form.get("membership_id", "")
    own = {str(each.membership_id): each for each in (me(), *g.other_actors)}
    if wanted not in own:
        abort(404)
    session[ROLE] = own[wanted].membership_id
    return back_to(request.form.get("next"), "units.account")
