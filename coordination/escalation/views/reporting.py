"""Screens of reporting: a unit put into the report, the report, its statement, signature and hold."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.consultations import access as consultation_access
from coordination.consultations.models import Consultee
from coordination.escalation import access, actions
from coordination.escalation.forms import (
    HoldForm,
    OpenForm,
    StatementForm,
)
from coordination.escalation.models import Escalation
from coordination.escalation.views.blueprint import bp
from coordination.escalation.views.page import report_page
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page


@bp.get("/escalations/<id:escalation_id>")
@opens(access.escalation, May.ESCALATION_SEE)
def report(escalation: Escalation) -> Any:
    """One report: what, who, the ground, the proof, what the lead proposes, and the decisions."""
    return report_page(escalation)


@bp.post("/escalations/<id:escalation_id>/statement")
@opens(access.escalation, May.ESCALATION_STATE)
def state(escalation: Escalation) -> Any:
    """Keep the lead's statement."""
    form = StatementForm()
    if form.validate() and form.does(actions.state, escalation, by=me(), now=clock.now(), **_said(form)):
        return done("escalation.report", said=_("Đã lưu nội dung báo cáo."), escalation_id=escalation.id)
    return report_page(escalation, statement=form, form=form)


@bp.post("/escalations/<id:escalation_id>/sign")
@opens(access.escalation, May.ESCALATION_SIGN)
def sign(escalation: Escalation) -> Any:
    """Keep the statement and sign: the report goes up."""
    form = StatementForm()
    by, now = me(), clock.now()
    if form.validate() and form.does(_state_and_sign, escalation, by=by, now=now, **_said(form)):
        said = (
            _("Đã ký và trình báo cáo.")
            if escalation.sent_up_at
            else _("Các đơn vị đã có ý kiến nên không cần báo cáo.")
        )
        return done("escalation.report", said=said, escalation_id=escalation.id)
    return report_page(escalation, statement=form, form=form)


def _state_and_sign(escalation: Escalation, *, by: Any, now: Any, **said: Any) -> None:
    actions.state(escalation, by=by, now=now, **said)
    actions.sign(escalation, by=by, now=now)


def _said(form: StatementForm) -> dict[str, Any]:
    return {
        "did": form.did.data or "",
        "proposes": form.proposes.data or "",
        "effect": form.effect.data or "",
        "version": form.version.data,
    }


@bp.post("/escalations/<id:escalation_id>/hold")
@opens(access.escalation, May.ESCALATION_HOLD)
def hold(escalation: Escalation) -> Any:
    """Hold the report once."""
    form = HoldForm()
    said = {"reason": form.reason.data or "", "until": form.until.data}
    if form.validate() and form.does(actions.hold, escalation, by=me(), now=clock.now(), **said):
        return done("escalation.report", said=_("Đã tạm dừng báo cáo."), escalation_id=escalation.id)
    return report_page(escalation, hold=form, form=form)


@bp.get("/consultees/<id:consultee_id>/report")
@opens(consultation_access.consultee, May.ESCALATION_OPEN)
def open_form(consultee: Consultee) -> Any:
    """Report a unit by hand: it opens only when the proof of its ground holds."""
    return page("escalation/open.html", consultee=consultee, form=OpenForm())


@bp.post("/consultees/<id:consultee_id>/report")
@opens(consultation_access.consultee, May.ESCALATION_OPEN)
def open_case(consultee: Consultee) -> Any:
    """Put a unit into the draft report."""
    form = OpenForm()
    if form.validate() and form.does(actions.open_case, consultee, form.ground.data, by=me(), now=clock.now()):
        return done(
            "escalation.report", said=_("Đã đưa đơn vị vào dự thảo báo cáo."), escalation_id=form.result.escalation_id
        )
    return page("escalation/open.html", consultee=consultee, form=form)
