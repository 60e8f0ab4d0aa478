"""Screens of opinions that exclude each other."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.consultations import access as consultation_access
from coordination.consultations.models import Consultation, Consultee
from coordination.escalation import access, actions, queries
from coordination.escalation.forms import DifferenceForm, MeetingForm, SettledForm
from coordination.escalation.models import Contradiction
from coordination.escalation.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.replies.models import Opinion
from coordination.replies.words import POSITIONS

SETTLE_WITHIN = 2


def _said(opinion: Opinion) -> str:
    position = str(POSITIONS[opinion.position]) if opinion.position else opinion.chosen
    return ". ".join(part for part in (position, opinion.content.strip(), opinion.wording.strip()) if part)


@bp.get("/consultations/<id:consultation_id>/contradictions")
@opens(consultation_access.consultation, May.ESCALATION_OPEN)
def contradictions(consultation: Consultation) -> Any:
    """Opinions marked as excluding each other, and the form to mark two more."""
    return _page(consultation, None)


def _page(consultation: Consultation, form: Any, wrong: int = 0) -> Any:
    calendar = limits.calendar()
    marked = queries.contradictions_of(consultation.id)
    return page(
        "escalation/contradictions.html",
        consultation=consultation,
        marked=marked,
        until={each.id: working_days_from(each.invited_at, SETTLE_WITHIN, calendar) for each in marked},
        now=clock.now(),
        form=form,
        wrong=wrong,
        difference=form if isinstance(form, DifferenceForm) else _offer(consultation, DifferenceForm(formdata=None)),
        settled=form if isinstance(form, SettledForm) else SettledForm(formdata=None),
        meeting=form if isinstance(form, MeetingForm) else MeetingForm(formdata=None),
    )


def _offer(consultation: Consultation, form: DifferenceForm) -> DifferenceForm:
    choices = [
        (str(opinion.id), f"{opinion.point.clause} – {each.unit.name}: {_said(opinion)}"[:200])
        for each, opinion in queries.standing_opinions(consultation)
    ]
    form.first.choices = form.second.choices = [("", _("Chọn")), *choices]
    return form


@bp.post("/consultations/<id:consultation_id>/contradictions")
@opens(consultation_access.consultation, May.ESCALATION_OPEN)
def mark(consultation: Consultation) -> Any:
    """Mark two opinions; both units are invited to settle."""
    form = _offer(consultation, DifferenceForm())
    if form.validate() and form.does(_mark, consultation, form.first.data, form.second.data):
        said = _("Đã mời hai đơn vị trao đổi, thống nhất.")
        return done("escalation.contradictions", said=said, consultation_id=consultation.id)
    return _page(consultation, form)


def _mark(consultation: Consultation, first_id: int, second_id: int) -> None:
    known: dict[int, tuple[Consultee, Opinion]] = {
        opinion.id: (each, opinion) for each, opinion in queries.standing_opinions(consultation)
    }
    (one, first), (two, second) = known[first_id], known[second_id]
    if first.point_id != second.point_id:
        raise NotReady(Finding("contradiction_same", field="second"))
    actions.mark(first.point, (one, _said(first)), (two, _said(second)), by=me(), now=clock.now())


@bp.post("/contradictions/<id:contradiction_id>/settled")
@opens(access.contradiction, May.ESCALATION_OPEN)
def difference_settled(contradiction: Contradiction) -> Any:
    """The units have settled it."""
    form = SettledForm()
    if form.validate() and form.does(
        actions.settle_difference, contradiction, words=form.words.data, by=me(), now=clock.now()
    ):
        said = _("Đã ghi nội dung các đơn vị thống nhất.")
        return done("escalation.contradictions", said=said, consultation_id=contradiction.consultation_id)
    return _page(contradiction.consultation, form, contradiction.id)


@bp.post("/contradictions/<id:contradiction_id>/report")
@opens(access.contradiction, May.ESCALATION_OPEN)
def report_difference(contradiction: Contradiction) -> Any:
    """Both units into the draft report, with both opinions."""
    form = MeetingForm()
    if form.validate() and form.does(
        actions.report_difference, contradiction, meeting=form.meeting.data, by=me(), now=clock.now()
    ):
        said = _("Đã đưa hai đơn vị vào dự thảo báo cáo.")
        return done("escalation.report", said=said, escalation_id=form.result.escalation_id)
    return _page(contradiction.consultation, form, contradiction.id)
