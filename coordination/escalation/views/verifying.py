"""Screens of the way up inside the authority: the monitor's proposal, and the paper by which the result is issued."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, actions
from coordination.escalation.forms import ConveyForm
from coordination.escalation.models import Escalation
from coordination.escalation.views.blueprint import bp
from coordination.escalation.views.page import proposal_form, report_page
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done


@bp.post("/escalations/<id:escalation_id>/propose")
@opens(access.escalation, May.ESCALATION_PROPOSE)
def propose(escalation: Escalation) -> Any:
    """The monitor proposes; nothing is decided by it."""
    form = proposal_form(escalation, sent=True)
    said = {"words": form.words.data or "", "remarks": form.remarks.data or ""}
    if form.validate() and form.does(actions.propose, escalation, form.kind.data, by=me(), now=clock.now(), **said):
        return done("escalation.report", said=_("Đã trình phiếu giải quyết công việc."), escalation_id=escalation.id)
    return report_page(escalation, proposal=form, form=form)


@bp.post("/escalations/<id:escalation_id>/convey")
@opens(access.escalation, May.ESCALATION_CONVEY)
def convey(escalation: Escalation) -> Any:
    """The paper that conveys the result."""
    form = ConveyForm()
    said = {"number": form.number.data or "", "on": form.on.data}
    if form.validate() and form.does(actions.convey, escalation, form.paper.data, by=me(), now=clock.now(), **said):
        said_so = _("Đã ghi văn bản truyền đạt và thông báo đến các đơn vị.")
        return done("escalation.report", said=said_so, escalation_id=escalation.id)
    return report_page(escalation, convey=form, form=form)
