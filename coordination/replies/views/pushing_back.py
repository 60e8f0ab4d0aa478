"""Push-backs: the unit's three acts, the lead's answer, the dispute, the completed dossier (C3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Response
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations import actions as consultation_actions
from coordination.consultations.models import Consultee
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import NotReady
from coordination.kernel.words import sort_key
from coordination.limits.words import why
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
    return _push_back_page(consultee, act, _form(act, consultee))


@bp.post("/consultees/<id:consultee_id>/push-back/<any('not-our-function', time, dossier):act>")
@opens(consultations.consultee, May.PUSH_BACK_MAKE)
def make_push_back(consultee: Consultee, act: str) -> Response:
    form = _form(act, consultee)
    if form.validate() and form.does(
        actions.push_back, consultee, ACTS[act][0], reason=form.reason.data, by=me(), now=clock.now(), **_said(form)
    ):
        said = _("Đã gửi phản hồi đến đơn vị chủ trì.")
        return done("replies.push_back", said=said, push_back_id=form.result.id)
    return _push_back_page(consultee, act, form)


def _form(act: str, consultee: Consultee) -> PushBackForm:
    form = ACTS[act][1]()
    form.offer_points(queries.points_awaited(consultee))
    if isinstance(form, IncompleteForm):
        before = queries.asked_for_papers(consultee)
        form.offer_parts(queries.new_parts(consultee, before.made_at) if before else [])
    if isinstance(form, NotOursForm):
        form.offer(sorted(units.active_units(clock.today()), key=lambda unit: sort_key(unit.name)))
    return form


def _said(form: PushBackForm) -> dict[str, Any]:
    """What this act says beside its reason."""
    said: dict[str, Any] = {"points": form.points.data or ()}
    if isinstance(form, NotOursForm):
        named = form.competent_unit.data
        said |= {"competent_unit": units.unit(named) if named else None, "none_known": bool(form.none_known.data)}
    elif isinstance(form, TimeForm):
        said["proposed_due"] = form.proposed_due.data
    elif isinstance(form, IncompleteForm):
        said |= {"missing": form.missing.data, "new_part_id": form.new_part.data}
    return said


def _push_back_page(consultee: Consultee, act: str, form: PushBackForm) -> Response:
    return page(
        "replies/make_push_back.html", consultee=consultee, act=act, title=PUSH_BACK_KINDS[ACTS[act][0]], form=form,
        due=due_now(consultee, clock.now()),
    )  # fmt: skip


@bp.get("/push-backs/<id:push_back_id>")
@opens(access.push_back, May.REPLY_SEE)
def push_back(push_back: PushBack) -> Response:
    return _story(push_back, DecideForm(), DisputeForm())


@dataclass(frozen=True)
class Offer:
    """Asking the named unit instead: by when and why; or why it can't be asked."""

    due_at: datetime | None = None
    why: list[str] = field(default_factory=list)
    cannot: str = ""


def _offer(made: PushBack) -> Offer | None:
    """'Thuộc cơ quan Y': Y can be asked in the same act, where the lead decides (L2)."""
    open_still = made.decided_at is None and made.settled_at is None and made.withdrawn_at is None
    if made.competent_unit_id is None or not open_still:
        return None
    try:
        deadline = consultation_actions.offer_to_add(
            made.consultee.consultation, made.competent_unit_id, now=clock.now()
        )
    except NotReady as impossible:
        return Offer(cannot=str(sentence(impossible.findings[0])))
    return Offer(deadline.at, why(deadline.why))


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
        points=[point for point in made.consultee.consultation.points if point.id in (made.point_ids or ())],
        offer=_offer(made),
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
        add_named=bool(form.add_named.data),
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
