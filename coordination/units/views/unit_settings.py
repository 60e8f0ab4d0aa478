"""What a unit arranges for itself: boxes, signing path, signatories, saved groups (its head, or the administrator).

| address | what |
| --- | --- |
| /units/<id>/boxes | e-mail boxes |
| /units/<id>/signing-path | one to four steps |
| /units/<id>/signatories/new, …/<id>/remove | who signs, in which capacity |
| /units/<id>/groups/new, …/<id>, …/<id>/remove | units often asked together |
"""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.units import access, actions, forms, queries, words
from coordination.units.models import Unit, UnitGroup
from coordination.units.views.blueprint import bp


@bp.get("/units/<id:unit_id>/boxes")
@opens(access.unit, May.UNIT_ARRANGE)
def boxes(unit: Unit) -> Any:
    form = forms.BoxesForm(boxes="\n".join(queries.boxes(unit.id)))
    return page("units/boxes.html", form=form, unit=unit)


@bp.post("/units/<id:unit_id>/boxes")
@opens(access.unit, May.UNIT_ARRANGE)
def keep_boxes(unit: Unit) -> Any:
    form = forms.BoxesForm()
    if form.validate():
        actions.set_boxes(unit, form.addresses(), by=me(), now=clock.now())
        return done("units.show_unit", said=_("Đã lưu hộp thư của đơn vị."), unit_id=unit.id)
    return page("units/boxes.html", form=form, unit=unit)


@bp.get("/units/<id:unit_id>/signing-path")
@opens(access.unit, May.UNIT_ARRANGE)
def signing_path(unit: Unit) -> Any:
    form = forms.PathForm()
    form.offer(queries.names_in(unit.id))
    form.show([(step.title, step.person_id) for step in queries.steps_of(unit.id)])
    return page("units/signing_path.html", form=form, unit=unit)


@bp.post("/units/<id:unit_id>/signing-path")
@opens(access.unit, May.UNIT_ARRANGE)
def keep_signing_path(unit: Unit) -> Any:
    form = forms.PathForm()
    form.offer(queries.names_in(unit.id))
    if form.validate():
        actions.set_path(unit, form.path(), by=me(), now=clock.now())
        return done("units.show_unit", said=_("Đã lưu quy trình trình ký."), unit_id=unit.id)
    return page("units/signing_path.html", form=form, unit=unit)


def _signatory_form(unit: Unit, form: forms.SignatoryForm) -> forms.SignatoryForm:
    form.offer(queries.names_in(unit.id), words.CAPACITY_NAMES)
    return form


@bp.get("/units/<id:unit_id>/signatories/new")
@opens(access.unit, May.UNIT_ARRANGE)
def new_signatory(unit: Unit) -> Any:
    form = _signatory_form(unit, forms.SignatoryForm())
    return page("units/signatory_form.html", form=form, unit=unit)


@bp.post("/units/<id:unit_id>/signatories/new")
@opens(access.unit, May.UNIT_ARRANGE)
def keep_signatory(unit: Unit) -> Any:
    form = _signatory_form(unit, forms.SignatoryForm())
    if form.validate() and form.does(actions.keep_signatory, unit, by=me(), now=clock.now(), **form.facts()):
        return done("units.show_unit", said=_("Đã ghi người ký."), unit_id=unit.id)
    return page("units/signatory_form.html", form=form, unit=unit)


@bp.post("/units/<id:unit_id>/signatories/<id:signatory_id>/remove")
@opens(access.unit, May.UNIT_ARRANGE)
def drop_signatory(unit: Unit, signatory_id: int) -> Any:
    signatory = queries.signatory(unit.id, signatory_id) or abort(404)
    actions.drop_signatory(unit, signatory, by=me(), now=clock.now())
    return done("units.show_unit", said=_("Đã bỏ người ký khỏi danh sách."), unit_id=unit.id)


def _group_form(form: forms.GroupForm, group: UnitGroup | None, unit: Unit) -> forms.GroupForm:
    others = [each for each in queries.active_units(clock.today()) if each.id != unit.id]
    form.offer(others, [member.unit_id for member in group.members] if group else [])
    return form


@bp.get("/units/<id:unit_id>/groups/new")
@opens(access.unit, May.UNIT_ARRANGE)
def new_group(unit: Unit) -> Any:
    form = _group_form(forms.GroupForm(), None, unit)
    return page("units/group_form.html", form=form, unit=unit, group=None)


@bp.post("/units/<id:unit_id>/groups/new")
@opens(access.unit, May.UNIT_ARRANGE)
def keep_new_group(unit: Unit) -> Any:
    return _keep_group(unit, None)


@bp.get("/units/<id:unit_id>/groups/<id:group_id>")
@opens(access.unit, May.UNIT_ARRANGE)
def edit_group(unit: Unit, group_id: int) -> Any:
    group = queries.group(unit.id, group_id) or abort(404)
    form = _group_form(forms.GroupForm(name=group.name), group, unit)
    return page("units/group_form.html", form=form, unit=unit, group=group)


@bp.post("/units/<id:unit_id>/groups/<id:group_id>")
@opens(access.unit, May.UNIT_ARRANGE)
def keep_group(unit: Unit, group_id: int) -> Any:
    return _keep_group(unit, queries.group(unit.id, group_id) or abort(404))


def _keep_group(unit: Unit, group: UnitGroup | None) -> Any:
    form = _group_form(forms.GroupForm(), group, unit)
    if form.validate() and form.does(
        actions.keep_group, unit, form.name.data, form.chosen(), group=group, by=me(), now=clock.now()
    ):
        return done("units.show_unit", said=_("Đã lưu nhóm đơn vị."), unit_id=unit.id)
    return page("units/group_form.html", form=form, unit=unit, group=group)


@bp.post("/units/<id:unit_id>/groups/<id:group_id>/remove")
@opens(access.unit, May.UNIT_ARRANGE)
def drop_group(unit: Unit, group_id: int) -> Any:
    group = queries.group(unit.id, group_id) or abort(404)
    actions.drop_group(unit, group, by=me(), now=clock.now())
    return done("units.show_unit", said=_("Đã bỏ nhóm đơn vị."), unit_id=unit.id)
