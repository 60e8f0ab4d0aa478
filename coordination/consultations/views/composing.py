"""Composing: secrecy first, then one page that saves as it goes and works without script."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import ComposeForm, SecrecyForm
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Phase, in_the_way
from coordination.consultations.views import acting, desk
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.values import Stale


@bp.get("/consultations/new")
@signed_in(Role.OFFICER, Role.HEAD)
def new() -> Response:
    """Before any field: is there a state secret in it? (O8)"""
    return page("consultations/new.html", form=SecrecyForm(), previous=None)


@bp.post("/consultations/new")
@signed_in(Role.OFFICER, Role.HEAD)
def begin() -> Response:
    """'Không có' begins a draft; 'Có' stores nothing and says where such papers go."""
    return _begun(None)


@bp.get("/consultations/<id:consultation_id>/next-round")
@opens(access.consultation, May.CONSULTATION_AMEND)
def next_round(consultation: Consultation) -> Response:
    """A later round of an issued one, linked to it; secrecy is asked again."""
    return page("consultations/new.html", form=SecrecyForm(), previous=consultation)


@bp.post("/consultations/<id:consultation_id>/next-round")
@opens(access.consultation, May.CONSULTATION_AMEND)
def begin_next_round(consultation: Consultation) -> Response:
    """A draft with what the earlier round asked, and of whom."""
    return _begun(consultation)


def _begun(previous: Consultation | None) -> Response:
    form = SecrecyForm()
    if not form.validate():
        return page("consultations/new.html", form=form, previous=previous)
    if form.secret.data == "yes":
        return page("consultations/secret.html")
    if form.does(actions.draft, secret=False, previous=previous, by=me(), now=clock.now()):
        return done("consultations.compose", consultation_id=form.result.id)
    return page("consultations/new.html", form=form, previous=previous)


@bp.get("/consultations/<id:consultation_id>/edit")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def compose(consultation: Consultation) -> Response:
    """The draft on one page, with what the gate finds beside the field it speaks of."""
    away = desk.away_unless(consultation, Phase.DRAFT)
    return away or desk.show(queries.loaded(consultation.id) or consultation)


@bp.post("/consultations/<id:consultation_id>/edit")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def save(consultation: Consultation) -> Response:
    """Keep the whole form, then do what the pressed button asks; nothing typed is ever lost."""
    draft = queries.loaded(consultation.id) or consultation
    form = ComposeForm()
    form.saves_itself = "autosave" in request.form
    desk.offer(form, draft)
    if form.version.data != draft.version:
        return desk.clash(draft, form)
    before = queries.composed(draft)
    if not form.validate():
        return desk.show(draft, form)
    try:
        kept = form.does(actions.save, draft, form.composed(before), by=me(), now=clock.now())
    except Stale as stale:
        return desk.clash(stale.theirs or draft, form)
    if not kept:
        return desk.show(draft, form)
    if form.saves_itself:
        return done("consultations.saved", consultation_id=draft.id)
    return _acted(draft, form)


def _acted(draft: Consultation, form: ComposeForm) -> Response:
    """What was put into the boxes beside the rows, then the pressed button."""
    name, _colon, about = request.form.get("act", "save").partition(":")
    number = int(about) if about.isdecimal() and len(about) < 16 else 0
    outcome = acting.press(form, draft, name, number, by=me(), now=clock.now())
    if outcome is None:
        return desk.show(draft, form)
    if name == "go":
        now = clock.now()
        if in_the_way(queries.findings(draft, now), queries.reasons_of(draft)):
            return done("consultations.compose", consultation_id=draft.id, check=1)
        return done("consultations.preview", consultation_id=draft.id)
    typed = {} if name in ("add_function", "save_group") else acting.carried(form)
    return done(
        "consultations.compose", said=outcome.said, tone=outcome.tone, anchor=outcome.anchor,
        consultation_id=draft.id, **typed,
    )  # fmt: skip


@bp.get("/consultations/<id:consultation_id>/edit/saved")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def saved(consultation: Consultation) -> Response:
    """The small page to which an autosave leads: when it was saved, and the version that it made (exact rule 25)."""
    return page("consultations/saved.html", consultation=consultation, now=clock.now())


@bp.get("/consultations/<id:consultation_id>/discard")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def discard(consultation: Consultation) -> Response:
    """What is thrown away, before it is."""
    away = desk.away_unless(consultation, Phase.DRAFT)
    return away or page("consultations/discard.html", consultation=queries.loaded(consultation.id))


@bp.post("/consultations/<id:consultation_id>/discard")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def discard_now(consultation: Consultation) -> Any:
    """Throw a draft away; the journal keeps that there was one."""
    actions.discard(consultation, by=me(), now=clock.now())
    return done("overview.sent", said=_("Đã hủy dự thảo."), drafts=1)
