"""The tree of units and the register of functions.

| address | what |
| --- | --- |
| /units | list with search |
| /units/new, /units/<id>/edit | a unit |
| /units/<id> | what is known of a unit |
| /units/<id>/functions/new, /units/<id>/functions/<id> | a function, its legal basis and dates |
"""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.forms import clean
from coordination.kernel.pages import done, page
from coordination.units import access, actions, forms, queries, words
from coordination.units.models import Unit
from coordination.units.queries.tree import LISTED
from coordination.units.rules import UnitKind
from coordination.units.views.blueprint import bp


@bp.get("/units")
@signed_in()
def unit_list() -> Any:
    search, kind = clean(request.args.get("q"))[:100], request.args.get("kind", "")
    chosen = UnitKind(kind) if kind in set(UnitKind) else None
    units = queries.unit_list(search, chosen, after=clean(request.args.get("after"))[:300])
    more = units[LISTED - 1].path if len(units) > LISTED else ""
    return page(
        "units/unit_list.html",
        units=units[:LISTED],
        heirs=queries.heirs_of(units[:LISTED]),
        more=more,
        search=search,
        kind=kind,
        kinds=words.KIND_NAMES,
        today=clock.today(),
        administers=me().is_(Role.ADMINISTRATOR),
        flat=bool(search or chosen),
    )


@bp.get("/units/<id:unit_id>")
@opens(access.unit, May.UNIT_SEE)
def show_unit(unit: Unit) -> Any:
    arranges = access.may_arrange(me(), unit)
    return page(
        "units/unit.html",
        unit=unit,
        parent=queries.unit(unit.parent_id) if unit.parent_id else None,
        below=[each for each in queries.children(unit.id) if not each.heir_id],
        heirs=queries.heirs_of([unit]).get(unit.id, []),
        predecessors=queries.predecessors_of(unit),
        functions=queries.functions_of(unit.id),
        steps=queries.steps_of(unit.id) if arranges else [],
        signatories=queries.signatories_of(unit.id) if arranges else [],
        groups=queries.groups_of(unit.id) if arranges else [],
        people=queries.names_in(unit.id) if arranges else {},
        arranges=arranges,
        kinds=words.KIND_NAMES,
        capacities=words.CAPACITY_NAMES,
        today=clock.today(),
    )


def _unit_form(unit: Unit | None) -> forms.UnitForm:
    form = forms.UnitForm(obj=unit)
    parents = queries.active_units(clock.today())
    above = queries.unit(unit.parent_id) if unit is not None and unit.parent_id else None
    if above is not None and above not in parents:
        parents.append(above)
    form.offer(kinds=words.KIND_NAMES, parents=[each for each in parents if each is not unit])
    return form


@bp.get("/units/new")
@signed_in(Role.ADMINISTRATOR)
def new_unit() -> Any:
    return page("units/unit_form.html", form=_unit_form(None), unit=None)


@bp.post("/units/new")
@signed_in(Role.ADMINISTRATOR)
def create_unit() -> Any:
    form = _unit_form(None)
    if form.validate() and form.does(actions.create_unit, actions.UnitFacts(**form.facts()), by=me(), now=clock.now()):
        return done(
            "units.show_unit", said=_("Đã thêm đơn vị %(name)s.", name=form.result.name), unit_id=form.result.id
        )
    return page("units/unit_form.html", form=form, unit=None)


@bp.get("/units/<id:unit_id>/edit")
@opens(access.unit, May.UNIT_EDIT)
def edit_unit(unit: Unit) -> Any:
    return page("units/unit_form.html", form=_unit_form(unit), unit=unit)


@bp.post("/units/<id:unit_id>/edit")
@opens(access.unit, May.UNIT_EDIT)
def change_unit(unit: Unit) -> Any:
    form = _unit_form(unit)
    if form.validate() and form.does(
        actions.change_unit, unit, actions.UnitFacts(**form.facts()), by=me(), now=clock.now()
    ):
        return done("units.show_unit", said=_("Đã lưu thông tin đơn vị."), unit_id=unit.id)
    return page("units/unit_form.html", form=form, unit=unit)


@bp.get("/units/<id:unit_id>/functions/new")
@opens(access.unit, May.UNIT_EDIT)
def new_function(unit: Unit) -> Any:
    return page("units/function_form.html", form=forms.FunctionForm(), unit=unit, function=None)


@bp.post("/units/<id:unit_id>/functions/new")
@opens(access.unit, May.UNIT_EDIT)
def assign_function(unit: Unit) -> Any:
    form = forms.FunctionForm()
    if form.validate() and form.does(actions.assign_function, unit, by=me(), now=clock.now(), **form.facts()):
        return done("units.show_unit", said=_("Đã ghi chức năng, nhiệm vụ."), unit_id=unit.id)
    return page("units/function_form.html", form=form, unit=unit, function=None)


@bp.get("/units/<id:unit_id>/functions/<id:function_id>")
@opens(access.unit, May.UNIT_EDIT)
def edit_function(unit: Unit, function_id: int) -> Any:
    function = queries.unit_function(unit.id, function_id) or abort(404)
    return page("units/function_form.html", form=forms.FunctionForm(obj=function), unit=unit, function=function)


@bp.post("/units/<id:unit_id>/functions/<id:function_id>")
@opens(access.unit, May.UNIT_EDIT)
def change_function(unit: Unit, function_id: int) -> Any:
    function = queries.unit_function(unit.id, function_id) or abort(404)
    form = forms.FunctionForm()
    if form.validate() and form.does(actions.change_function, function, by=me(), now=clock.now(), **form.facts()):
        return done("units.show_unit", said=_("Đã lưu chức năng, nhiệm vụ."), unit_id=unit.id)
    return page("units/function_form.html", form=form, unit=unit, function=function)
