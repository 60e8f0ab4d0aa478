"""Push-backs: the unit's three acts, the lead's answer, the dispute, the completed dossier (C3)."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations.models import Consultee
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.words import sort_key
from coordination.replies import access, actions, queries
from coordination.replies.forms import DecideForm, DisputeForm, IncompleteForm, NotOursForm, PushBackForm, TimeForm
from coordination.replies.models import PushBack
from coordination.replies.rules import Answer, PushBackKind
from coordination.replies.views.blueprint import bp
from coordination.replies.views.standing import due_now
from coordination.replies.words import ANSWERS, PUSH_BACK_KINDS
from coordination.units import queries as units

ACTS: dict[str, tuple[PushBackKind, type[PushBackForm]]] = {
    "not-our-function": (PushBackKind.NOT_OUR_FUNCTION, NotOursForm),
    "time": (PushBackKind.TIME, TimeForm),
    "dossier": (PushBackKind.UNCLEAR_OR_INCOMPLETE, IncompleteForm),
}


@bp.get("/consultees/<id:consultee_id>/push-back")
@opens(consultations.consultee, May.PUSH_BACK_MAKE)
def choose_push_back(consultee: Consultee) -> Response:
    """The three acts, side by side."""
    waiting = queries.open_push_back(consultee) or queries.awaited_dossier(consultee)
    due = due_now(consultee, clock.now())
    return page("replies/choose_push_back.html", consultee=consultee, waiting=waiting, due=due)


@bp.get("/consultees/<id:consultee_id>/push-back/<any('not-our-function', time, dossier):act>")
@opens(consultations.consultee, May.PUSH_BACK_MAKE)
def push_back_form(consultee: Consultee, act: str) -> Response:
    return _push_back_page(consultee, act, _form(act))


@bp.post("/consultees/<id:consultee_id>/push-back/<any('not-our-function', time, dossier):act>")
@opens(consultations.consultee, May.PUSH_BACK_MAKE)
def make_push_back(consultee: Consultee, act: str) -> Response:
    form = _form(act)
    if form.validate() and form.does(
        actions.push_back, consultee, ACTS[act][0], reason=form.reason.data, by=me(), now=clock.now(), **_said(form)
    ):
        said = _("Đã gửi phản hồi đến đơn vị chủ trì.")
        return done("replies.push_back", said=said, push_back_id=form.result.id)
    return _push_back_page(consultee, act, form)


def _form(act: str) -> PushBackForm:
    form = ACTS[act][1]()
    if isinstance(form, NotOursForm):
        form.offer(sorted(units.active_units(clock.today()), key=lambda unit: sort_key(unit.name)))
    return form


def _said(form: PushBackForm) -> dict[str, Any]:
    """What this act says beside its reason."""
    if isinstance(form, NotOursForm):
        named = form.competent_unit.data
        return {"competent_unit": units.unit(named) if named else None, "none_known": bool(form.none_known.data)}
    if isinstance(form, TimeForm):
        return {"proposed_due": form.proposed_due.data}
    return {"missing": form.missing.data} if isinstance(form, IncompleteForm) else {}


def _push_back_page(consultee: Consultee, act: str, form: PushBackForm) -> Response:
    return page(
        "replies/make_push_back.html", consultee=consultee, act=act, title=PUSH_BACK_KINDS[ACTS[act][0]], form=form,
        due=due_now(consultee, clock.now()),
    )  # fmt: skip


@bp.get("/push-backs/<id:push_back_id>")
@opens(access.push_back, May.REPLY_SEE)
def push_back(push_back: PushBack) -> Response:
    return _story(push_back, DecideForm(), DisputeForm())


def _story(made: PushBack, decide: DecideForm, dispute: DisputeForm) -> Response:
    return page(
        "replies/push_back.html",
        form=decide if decide.errors_summary() else dispute,
        decide=decide,
        dispute=dispute,
        made=made,
        consultee=made.consultee,
        title=PUSH_BACK_KINDS[made.kind],
        answers=ANSWERS,
        dispute_until=actions.dispute_until(made) if made.answer is Answer.REFUSED else None,
        now=clock.now(),
    )


@bp.post("/push-backs/<id:push_back_id>/answer")
@opens(access.push_back, May.PUSH_BACK_DECIDE)
def answer_push_back(push_back: PushBack) -> Response:
    """'Chấp thuận' or 'Không chấp thuận', by the lead's head."""
    form = DecideForm()
    if form.validate() and form.does(
        actions.decide_push_back,
        push_back,
        form.answer.data,
        reason=form.reason.data,
        new_due=form.new_due.data,
        by=me(),
        now=clock.now(),
    ):
        return done("replies.push_back", said=_("Đã trả lời phản hồi của đơn vị."), push_back_id=push_back.id)
    return _story(push_back, form, DisputeForm())


@bp.post("/push-backs/<id:push_back_id>/dispute")
@opens(access.push_back, May.PUSH_BACK_DISPUTE)
def dispute(push_back: PushBack) -> Response:
    """'Đề nghị cấp có thẩm quyền xem xét', once."""
    form = DisputeForm()
    if form.validate() and form.does(actions.dispute, push_back, words=form.words.data, by=me(), now=clock.now()):
        return done("replies.push_back", said=_("Đã đề nghị cấp có thẩm quyền xem xét."), push_back_id=push_back.id)
    return _story(push_back, DecideForm(), form)


@bp.post("/push-backs/<id:push_back_id>/completed-dossier")
@opens(access.push_back, May.JUDGE_PROPOSE)
def complete_dossier(push_back: PushBack) -> Response:
    """The lead has added what was missing."""
    actions.complete_dossier(push_back, by=me(), now=clock.now())
    return done("replies.push_back", said=_("Đã báo cho đơn vị: hồ sơ đã đầy đủ."), push_back_id=push_back.id)
