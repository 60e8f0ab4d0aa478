"""After issue, without a letter of change: extend, ask one more unit."""

from __future__ import annotations

from datetime import datetime

from flask import Response
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import AddUnitForm, ExtendForm
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Step, cannot
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import short_moment
from coordination.units import queries as units


def away(consultation: Consultation, step: Step) -> Response | None:
    """Where that can't be done (not issued yet, or over), the consultation's page says so."""
    against = cannot(queries.phase_of(consultation), step)
    if not against:
        return None
    said = sentence(against[0])
    return done("overview.consultation", said=said, tone="neutral", consultation_id=consultation.id)


def still_asked(consultation: Consultation) -> list[Consultee]:
    return [each for each in consultation.consultees if each.issued_at is not None and each.closed_at is None]


# Extend.


@bp.get("/consultations/<id:consultation_id>/extend")
@opens(access.consultation, May.CONSULTATION_EXTEND)
def extend(consultation: Consultation) -> Response:
    """A later due time, for some or all."""
    everybody = [each.id for each in still_asked(consultation)]
    form = ExtendForm(formdata=None, data={"consultees": everybody})
    return away(consultation, Step.EXTEND) or _extend_page(consultation, form)


def _extend_choices(consultation: Consultation, form: ExtendForm) -> None:
    form.consultees.choices = [
        (str(each.id), _("%(unit)s, hạn %(due)s", unit=each.unit.name, due=short_moment(each.due_at)))
        for each in still_asked(consultation)
    ]


def _extend_page(consultation: Consultation, form: ExtendForm) -> Response:
    _extend_choices(consultation, form)
    return page("consultations/extend.html", consultation=consultation, form=form)


@bp.post("/consultations/<id:consultation_id>/extend")
@opens(access.consultation, May.CONSULTATION_EXTEND)
def extend_now(consultation: Consultation) -> Response:
    """Move due times; never earlier."""
    form = ExtendForm()
    _extend_choices(consultation, form)
    if form.validate() and _is_ahead(form):
        chosen = [each for each in still_asked(consultation) if each.id in set(form.consultees.data)]
        if form.does(actions.extend, chosen, form.due_at.data, form.reason.data, by=me(), now=clock.now()):
            said = _("Đã gia hạn và báo cho các đơn vị.")
            return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _extend_page(consultation, form)


def _is_ahead(form: ExtendForm) -> bool:
    """Giving time that has passed already gives none."""
    if form.due_at.data is not None and form.due_at.data > clock.now():
        return True
    form.blame([Finding("due_in_past", evidence={"due": form.due_at.data}, field="due_at")])
    return False


# One more unit.


@bp.get("/consultations/<id:consultation_id>/add-unit")
@opens(access.consultation, May.CONSULTATION_AMEND)
def add_unit(consultation: Consultation) -> Response:
    """Ask one more unit."""
    form = AddUnitForm(formdata=None, data={"point_ids": [point.id for point in consultation.points]})
    return away(consultation, Step.ADD_CONSULTEE) or _unit_page(consultation, form)


def _unit_choices(consultation: Consultation, form: AddUnitForm) -> None:
    asked = {each.unit_id for each in consultation.consultees} | {consultation.lead_unit_id}
    free = [unit for unit in units.active_units(clock.today()) if unit.id not in asked]
    form.unit_id.choices = [("", _("– Chọn –")), *((str(unit.id), unit.name) for unit in free)]
    form.point_ids.choices = [
        (str(point.id), ". ".join(part for part in (point.clause, point.question) if part))
        for point in consultation.points
    ]


def _unit_page(consultation: Consultation, form: AddUnitForm) -> Response:
    _unit_choices(consultation, form)
    return page("consultations/add_unit.html", consultation=consultation, form=form, usual=_usual_due(consultation))


def _usual_due(consultation: Consultation) -> datetime | None:
    """By when the unit would have to answer if nothing is chosen; None where no such time is left."""
    try:
        return actions.fair_due(consultation, None, clock.now()).at
    except NotReady:
        return None


@bp.post("/consultations/<id:consultation_id>/add-unit")
@opens(access.consultation, May.CONSULTATION_AMEND)
def add_unit_now(consultation: Consultation) -> Response:
    """Ask one more unit, with as much time as the others had."""
    form = AddUnitForm()
    _unit_choices(consultation, form)
    if form.validate() and form.does(
        actions.add_consultee, consultation, form.unit_id.data, function_id=_only_function(form.unit_id.data),
        why=form.why.data, point_ids=form.point_ids.data, due_at=form.due_at.data, by=me(), now=clock.now(),
    ):  # fmt: skip
        said = _("Đã lấy thêm ý kiến của %(unit)s.", unit=form.result.unit.name)
        return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _unit_page(consultation, form)


def _only_function(unit_id: int) -> int | None:
    """The function of a unit that has just one; of several the words typed say which it is."""
    found = queries.functions_in_force([unit_id], clock.today()).get(unit_id, [])
    return found[0].id if len(found) == 1 else None
