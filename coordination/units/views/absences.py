"""Who is away, and who acts meanwhile: entered by oneself, by the unit's head, by the administrator.

| address | what |
| --- | --- |
| /absences | one's own |
| /units/<id>/absences | those of a unit |
| /absences/<id>/end | back again, or called off |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES, Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.units import access, actions, forms, queries
from coordination.units.models import Unit
from coordination.units.views.blueprint import bp


def _form(people: Mapping[int, str], serving: Mapping[int, str]) -> forms.AbsenceForm:
    form = forms.AbsenceForm()
    form.offer(people, serving)
    return form


def _entered(form: forms.AbsenceForm, unit: Unit) -> bool:
    if not form.validate():
        return False
    person, deputy = queries.person(int(form.person_id.data)), queries.person(int(form.deputy_id.data))
    if person is None or deputy is None:
        abort(404)
    return form.does(
        actions.be_away, person, deputy, unit, since=form.since.data, until=form.until.data,
        reason=form.reason.data or "", by=me(), now=clock.now(),
    )  # fmt: skip


def _own_unit() -> Unit:
    return queries.unit(me().unit_id or 0) or abort(404)


def _own_form(unit: Unit) -> forms.AbsenceForm:
    serving = queries.serving_names(unit.id, clock.today())
    own = {each: name for each, name in serving.items() if each == me().person_id}
    form = _form(own, {each: name for each, name in serving.items() if each not in own})
    if not form.is_submitted() and own:
        form.person_id.data = str(me().person_id)
    return form


def _own_page(form: forms.AbsenceForm, unit: Unit) -> Any:
    listed = queries.absences_of(me().person_id or 0, clock.today())
    return page("units/absences.html", form=form, unit=unit, listed=listed, own=True, today=clock.today())


@bp.get("/absences")
@signed_in(*UNIT_ROLES, *AUTHORITY_ROLES)
def absences() -> Any:
    unit = _own_unit()
    return _own_page(_own_form(unit), unit)


@bp.post("/absences")
@signed_in(*UNIT_ROLES, *AUTHORITY_ROLES)
def be_away() -> Any:
    unit = _own_unit()
    form = _own_form(unit)
    if _entered(form, unit):
        return done("units.absences", said=_("Đã ghi việc vắng mặt và báo cho người xử lý thay."))
    return _own_page(form, unit)


def _unit_form(unit: Unit) -> forms.AbsenceForm:
    """The unit's people; its head leaves those out who act for an authority."""
    serving = queries.serving_names(unit.id, clock.today())
    people = serving
    if not me().is_(Role.ADMINISTRATOR):
        people = queries.serving_names(unit.id, clock.today(), without=AUTHORITY_ROLES)
    return _form(people, serving)


@bp.get("/units/<id:unit_id>/absences")
@opens(access.unit, May.UNIT_ARRANGE)
def unit_absences(unit: Unit) -> Any:
    return _unit_page(_unit_form(unit), unit)


def _unit_page(form: forms.AbsenceForm, unit: Unit) -> Any:
    listed = queries.absences_in(unit.id, clock.today())
    return page("units/absences.html", form=form, unit=unit, listed=listed, own=False, today=clock.today())


@bp.post("/units/<id:unit_id>/absences")
@opens(access.unit, May.UNIT_ARRANGE)
def enter_absence(unit: Unit) -> Any:
    form = _unit_form(unit)
    if _entered(form, unit):
        said = _("Đã ghi việc vắng mặt và báo cho người xử lý thay.")
        return done("units.unit_absences", said=said, unit_id=unit.id)
    return _unit_page(form, unit)


@bp.post("/absences/<id:absence_id>/end")
@signed_in()
def come_back(absence_id: int) -> Any:
    """Whoever may say that somebody is away may say that he is back; to others it isn't there."""
    found = queries.absence(absence_id) or abort(404)
    roles = {each.role for each in queries.memberships_of(found.person_id) if each.unit_id == found.unit_id}
    if not actions.may_enter(found.person, found.unit, me(), roles):
        abort(404)
    actions.come_back(found, by=me(), now=clock.now())
    said = _("Đã kết thúc việc vắng mặt.")
    if found.person_id == me().person_id and not me().is_(Role.ADMINISTRATOR):
        return done("units.absences", said=said)
    return done("units.unit_absences", said=said, unit_id=found.unit_id)
