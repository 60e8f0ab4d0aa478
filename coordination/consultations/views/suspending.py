"""Suspending an issued consultation: one page, on which each role finds its own act (O25)."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import MendedForm, ResumptionForm, SuspensionDecisionForm, SuspensionForm
from coordination.consultations.models import Consultation, Suspension
from coordination.consultations.rules import Phase
from coordination.consultations.views.blueprint import bp
from coordination.consultations.words import SUSPENSION_GROUNDS
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.forms import HouseForm
from coordination.kernel.pages import done, page
from coordination.kernel.values import Stale


@bp.get("/consultations/<id:consultation_id>/suspension")
@opens(access.consultation, May.SUSPENSION_SEE)
def suspension(consultation: Consultation) -> Response:
    """What is proposed, decided, mended; and the act of whoever looks at it."""
    return _page(consultation)


def _page(consultation: Consultation, form: HouseForm | None = None) -> Response:
    made = queries.suspensions_of(consultation.id)
    standing = made[0] if made and made[0].closed_at is None else None
    awaited = _form(standing)
    if form is not None and type(form) is not type(awaited):
        raise Stale  # a form of yesterday: meanwhile another act is awaited
    return page(
        "consultations/suspension.html",
        consultation=consultation,
        made=made,
        standing=standing,
        form=form or awaited,
        may_begin=standing is None and queries.phase_of(consultation) is Phase.ISSUED,
        grounds=SUSPENSION_GROUNDS,
    )


def _form(standing: Suspension | None) -> HouseForm:
    """The form of the act that is awaited."""
    if standing is None:
        return SuspensionForm(formdata=None)
    if not standing.stands:
        return SuspensionDecisionForm(formdata=None)
    may_end = access.suspension.may(me(), May.SUSPENSION_DECIDE, standing)
    return ResumptionForm(formdata=None) if may_end else MendedForm(formdata=None)


def _done(consultation: Consultation, said: str) -> Response:
    return done("consultations.suspension", said=said, consultation_id=consultation.id)


@bp.post("/consultations/<id:consultation_id>/suspension")
@opens(access.consultation, May.SUSPENSION_PROPOSE)
def propose_suspension(consultation: Consultation) -> Response:
    """'Đề xuất tạm dừng'."""
    form = SuspensionForm()
    if form.validate() and form.does(
        actions.propose_suspension, consultation, form.ground.data, form.reason.data, by=me(), now=clock.now()
    ):
        return _done(consultation, _("Đã gửi đề xuất tạm dừng đến cấp có thẩm quyền."))
    return _page(consultation, form)


@bp.post("/suspensions/<id:suspension_id>/decision")
@opens(access.suspension, May.SUSPENSION_DECIDE)
def decide_suspension(suspension: Suspension) -> Response:
    """'Tạm dừng', or not."""
    form, consultation = SuspensionDecisionForm(), suspension.consultation
    granted = form.granted.data == "yes"
    if form.validate() and form.does(
        actions.decide_suspension, suspension, granted, form.words.data, by=me(), now=clock.now()
    ):
        said = _("Đã tạm dừng hồ sơ và báo cho các đơn vị.") if granted else _("Đã ghi nhận ý kiến không tạm dừng.")
        return _done(consultation, said)
    return _page(consultation, form)


@bp.post("/suspensions/<id:suspension_id>/mending")
@opens(access.suspension, May.SUSPENSION_MEND)
def mend_suspended(suspension: Suspension) -> Response:
    """'Báo cáo đã khắc phục'."""
    form = MendedForm()
    if form.validate() and form.does(actions.mend, suspension, form.words.data, by=me(), now=clock.now()):
        return _done(suspension.consultation, _("Đã báo cáo cấp có thẩm quyền, đề nghị cho tiếp tục."))
    return _page(suspension.consultation, form)


@bp.post("/suspensions/<id:suspension_id>/resumption")
@opens(access.suspension, May.SUSPENSION_DECIDE)
def resume(suspension: Suspension) -> Response:
    """'Cho tiếp tục', or back to the lead for more."""
    form, goes_on = ResumptionForm(), False
    if form.validate():
        goes_on = form.goes_on.data == "yes"
        act = actions.resume if goes_on else actions.ask_for_more
        if form.does(act, suspension, form.words.data, by=me(), now=clock.now()):
            said = _("Đã cho tiếp tục; thời hạn của các đơn vị lùi theo số ngày tạm dừng.")
            return _done(suspension.consultation, said if goes_on else _("Đã đề nghị đơn vị chủ trì khắc phục thêm."))
    return _page(suspension.consultation, form)
