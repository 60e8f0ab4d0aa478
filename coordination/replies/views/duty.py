"""Hỏa tốc: who is on duty, calls to them, and what was said first by telephone or mail (O11)."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from coordination.consultations import access as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.replies import actions, queries
from coordination.replies.forms import CallForm, DutyForm, PreliminaryForm
from coordination.replies.views.blueprint import bp


@bp.get("/consultees/<id:consultee_id>/duty")
@opens(consultations.consultee, May.REPLY_SEE)
def duty(consultee: Consultee) -> Response:
    """Who is on duty, and the calls."""
    return _duty_page(consultee, _duty_form(consultee), _call_form(consultee))


def _duty_form(consultee: Consultee) -> DutyForm:
    there = queries.on_duty(consultee)
    known = {"name": there.name, "telephone": there.telephone} if there is not None else {}
    return DutyForm(formdata=None, data=known)


def _call_form(consultee: Consultee) -> CallForm:
    there = queries.on_duty(consultee)
    known = {"whom": there.name, "telephone": there.telephone} if there is not None else {}
    return CallForm(formdata=None, data={**known, "called_at": clock.now()})


def _duty_page(consultee: Consultee, duty_form: DutyForm, call_form: CallForm) -> Response:
    form = duty_form if duty_form.errors_summary() else call_form
    return page(
        "replies/duty.html", consultee=consultee, form=form, duty_form=duty_form, call_form=call_form,
        on_duty=queries.on_duty(consultee), calls=queries.calls_to(consultee),
        leads=me().unit_id == consultee.consultation.lead_unit_id and me().works_in_unit,
    )  # fmt: skip


@bp.post("/consultees/<id:consultee_id>/duty")
@opens(consultations.consultee, May.REPLY_ACKNOWLEDGE)
def name_duty(consultee: Consultee) -> Response:
    """The unit names who is on duty."""
    form = DutyForm()
    if form.validate() and form.does(
        actions.name_duty, consultee, form.name.data, form.telephone.data, by=me(), now=clock.now()
    ):
        return done("replies.duty", said=_("Đã ghi người trực."), consultee_id=consultee.id)
    return _duty_page(consultee, form, _call_form(consultee))


@bp.post("/consultees/<id:consultee_id>/calls")
@opens(consultations.consultee, May.REMIND)
def record_call(consultee: Consultee) -> Response:
    """A call is recorded."""
    form = CallForm()
    if form.validate() and form.does(
        actions.record_call, consultee, whom=form.whom.data, telephone=form.telephone.data or "",
        called_at=form.called_at.data, said=form.words.data, by=me(), now=clock.now(),
    ):  # fmt: skip
        return done("replies.duty", said=_("Đã ghi cuộc gọi."), consultee_id=consultee.id)
    return _duty_page(consultee, _duty_form(consultee), form)


@bp.get("/consultees/<id:consultee_id>/preliminary")
@opens(consultations.consultee, May.JUDGE_PROPOSE)
def preliminary(consultee: Consultee) -> Response:
    """What the unit said by telephone or mail."""
    points = consultation_queries.points_for(consultee)
    form = PreliminaryForm.of(points, given_at=clock.now())
    return page("replies/preliminary.html", consultee=consultee, form=form, points=points)


@bp.post("/consultees/<id:consultee_id>/preliminary")
@opens(consultations.consultee, May.JUDGE_PROPOSE)
def enter_preliminary(consultee: Consultee) -> Response:
    """Kept, and the unit is asked to confirm within one working day."""
    points = consultation_queries.points_for(consultee)
    form = PreliminaryForm()
    form.fit(points)
    if form.validate() and form.does(_enter, consultee, form):
        said = _("Đã nhập ý kiến sơ bộ. Đơn vị được đề nghị xác nhận trong 01 ngày làm việc.")
        return done("replies.read", said=said, reply_id=form.result.id)
    return page("replies/preliminary.html", consultee=consultee, form=form, points=points)


def _enter(consultee: Consultee, form: PreliminaryForm) -> object:
    return actions.enter_preliminary(consultee, form.said(), by=me(), now=clock.now())
