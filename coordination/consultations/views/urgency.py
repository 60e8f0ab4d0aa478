"""Urgency from above (O11): the assigning document, asking the authority for a shorter time, its word."""

from __future__ import annotations

from flask import Response, abort, current_app
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import AskUrgencyForm, DecideUrgencyForm, OrderForm
from coordination.consultations.models import Consultation, UrgencyRequest
from coordination.consultations.rules import Step, may_ask_until
from coordination.consultations.views.blueprint import bp
from coordination.consultations.views.changing import away
from coordination.consultations.words import urgency_said
from coordination.kernel import clock, files
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.limits import queries as limits


@bp.get("/consultations/<id:consultation_id>/order")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def order(consultation: Consultation) -> Response:
    """The document by which the work was assigned, if one made it urgent."""
    there = consultation.order
    names = ("number", "dated_on", "due_on", "received_at", "round_the_clock")
    known = {name: getattr(there, name) for name in names} if there is not None else {}
    return away(consultation, Step.REASON) or _order_page(consultation, OrderForm(formdata=None, data=known))


def _order_page(consultation: Consultation, form: OrderForm) -> Response:
    return page("consultations/order.html", consultation=consultation, form=form, said=_said(consultation))


def _said(consultation: Consultation) -> list[str]:
    found = queries.imposed_on(consultation, clock.now())
    return urgency_said(found, issued=consultation.issued_at is not None) if found is not None else []


@bp.post("/consultations/<id:consultation_id>/order")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def record_order(consultation: Consultation) -> Response:
    """Keep it, with its file; the page then says what it means for the time."""
    form = OrderForm()
    if form.validate() and form.does(_record, consultation, form):
        return done("consultations.order", said=_("Đã ghi văn bản giao việc."), consultation_id=consultation.id)
    return _order_page(consultation, form)


def _record(consultation: Consultation, form: OrderForm) -> None:
    by, now, kept = me(), clock.now(), None
    if form.file.data:
        kept = files.keep(form.file.data, by_person=by.person_id, now=now, limit=current_app.config["UPLOAD_LIMIT"])
    actions.record_order(consultation, form.said(), kept, by=by, now=now)


@bp.post("/consultations/<id:consultation_id>/order/removal")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def drop_order(consultation: Consultation) -> Response:
    """It was not that document after all."""
    actions.drop_order(consultation, by=me(), now=clock.now())
    return done("consultations.order", said=_("Đã bỏ văn bản giao việc."), consultation_id=consultation.id)


@bp.get("/consultations/<id:consultation_id>/order/file")
@opens(access.consultation, May.CONSULTATION_SEE)
def order_file(consultation: Consultation) -> Response:
    """The document itself, for all who see the consultation."""
    there = consultation.order
    return files.serve(there.file) if there is not None and there.file is not None else abort(404)


@bp.get("/consultations/<id:consultation_id>/urgency")
@opens(access.consultation, May.URGENCY_ASK)
def ask_urgency(consultation: Consultation) -> Response:
    """Why the time must be shorter."""
    return _ask_page(consultation, AskUrgencyForm())


def _ask_page(consultation: Consultation, form: AskUrgencyForm) -> Response:
    return page(
        "consultations/ask_urgency.html", consultation=consultation, form=form, said=_said(consultation),
        preview=queries.due_preview(consultation, clock.now()), requests=consultation.requests,
        until=may_ask_until(consultation.issued_at, limits.calendar()),
    )  # fmt: skip


@bp.post("/consultations/<id:consultation_id>/urgency")
@opens(access.consultation, May.URGENCY_ASK)
def ask_urgency_now(consultation: Consultation) -> Response:
    """It goes to the authority's desk."""
    form = AskUrgencyForm()
    if form.validate() and form.does(actions.ask_urgency, consultation, form.reason.data, by=me(), now=clock.now()):
        said = _("Đã gửi đề nghị đến cấp có thẩm quyền.")
        return done("consultations.urgency_request", said=said, urgency_request_id=form.result.id)
    return _ask_page(consultation, form)


@bp.get("/urgency-requests/<id:urgency_request_id>")
@opens(access.urgency_request, May.URGENCY_SEE)
def urgency_request(urgency_request: UrgencyRequest) -> Response:
    """What is asked, why, and what the rule says."""
    return _request_page(urgency_request, DecideUrgencyForm())


def _request_page(request: UrgencyRequest, form: DecideUrgencyForm) -> Response:
    consultation = request.consultation
    return page(
        "consultations/urgency_request.html", asked=request, consultation=consultation, form=form,
        said=_said(consultation), preview=queries.due_preview(consultation, clock.now()),
    )  # fmt: skip


@bp.post("/urgency-requests/<id:urgency_request_id>")
@opens(access.urgency_request, May.URGENCY_DECIDE)
def decide_urgency(urgency_request: UrgencyRequest) -> Response:
    """Approved, or not, with words."""
    form = DecideUrgencyForm()
    if form.validate() and form.does(
        actions.decide_urgency, urgency_request, approved=form.approved.data == "yes", words=form.words.data,
        by=me(), now=clock.now(),
    ):  # fmt: skip
        return done("consultations.urgency_request", said=_("Đã cho ý kiến."), urgency_request_id=urgency_request.id)
    return _request_page(urgency_request, form)
