"""Screens of hearing a unit: the authority's invitation, the unit's view."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, actions
from coordination.escalation.forms import HearingForm, ViewForm
from coordination.escalation.models import EscalatedCase, Hearing
from coordination.escalation.views.blueprint import bp
from coordination.escalation.views.page import keep_to_field, report_page
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page


@bp.post("/cases/<id:case_id>/hear")
@opens(access.case, May.ESCALATION_DECIDE)
def hear(case: EscalatedCase) -> Any:
    """Invite the unit to state its view before anything is decided."""
    keep_to_field(case)
    form = HearingForm(prefix=f"h{case.id}-")
    said = {"question": form.question.data or "", "until": form.until.data}
    if form.validate() and form.does(actions.hear, case, by=me(), now=clock.now(), **said):
        return done("escalation.report", said=_("Đã mời đơn vị nêu ý kiến."), escalation_id=case.escalation_id)
    return report_page(case.escalation, form=form, **{f"hear_{case.id}": form})


@bp.get("/hearings/<id:hearing_id>")
@opens(access.hearing, May.HEARING_SEE)
def hearing(hearing: Hearing) -> Any:
    """What the authority asks, and what the unit says."""
    return page("escalation/hearing.html", hearing=hearing, form=ViewForm(formdata=None))


@bp.post("/hearings/<id:hearing_id>")
@opens(access.hearing, May.HEARING_SAY)
def state_view(hearing: Hearing) -> Any:
    """The unit's head states its view."""
    form = ViewForm()
    if form.validate() and form.does(actions.state_view, hearing, words=form.words.data, by=me(), now=clock.now()):
        return done("escalation.hearing", said=_("Đã gửi ý kiến của đơn vị."), hearing_id=hearing.id)
    return page("escalation/hearing.html", hearing=hearing, form=form)
