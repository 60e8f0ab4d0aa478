"""Reorganisations of units (administrator): what will move is shown first, then it is entered.

| address | what |
| --- | --- |
| /units/successions | what was entered, what happened |
| /units/successions/new | act, units, day, basis; what will move; enter |
| /units/successions/<id>/cancel | call off what lies ahead |
"""

from __future__ import annotations

import re
from typing import Any

from flask import abort, request
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import done, page
from coordination.units import actions, forms, queries, words
from coordination.units.rules import Act
from coordination.units.views.blueprint import bp

FUNCTION = re.compile(r"function-([0-9]{1,15})")


@bp.get("/units/successions")
@signed_in(Role.ADMINISTRATOR)
def successions() -> Any:
    entered = queries.successions()
    ids = {
        each for one in entered for each in (*one.olds, *one.news, *([one.main_id] if one.main_id is not None else []))
    }
    return page(
        "units/succession_list.html", entered=entered, units=queries.units_by_ids(ids), acts=words.ACT_NAMES,
        today=clock.today(),
    )  # fmt: skip


def _form() -> forms.SuccessionForm:
    form = forms.SuccessionForm()
    form.offer(words.ACT_NAMES, queries.units_not_over(clock.today()))
    return form


@bp.get("/units/successions/new")
@signed_in(Role.ADMINISTRATOR)
def new_succession() -> Any:
    return page("units/succession_form.html", form=_form())


@bp.post("/units/successions/new")
@signed_in(Role.ADMINISTRATOR)
def enter_succession() -> Any:
    """First what will move; entered only from there. Changing one's mind brings the form back as it was typed."""
    form = _form()
    if not form.validate() or request.form.get("back"):
        return page("units/succession_form.html", form=form)
    wanted = form.wanted(_functions(form))
    if form.really.data and form.does(actions.enter_succession, wanted, by=me(), now=clock.now()):
        said = (
            _("Đã chuyển công việc sang đơn vị kế thừa.")
            if form.result.done_at
            else _("Đã ghi việc sắp xếp; công việc tự chuyển khi đến ngày có hiệu lực.")
        )
        return done("units.successions", said=said)
    if form.form_errors or form.errors or not form.does(actions.preview, wanted):
        return page("units/succession_form.html", form=form)
    carried = [
        (name, value)
        for name in request.form
        if name in form and name not in ("csrf_token", "really")
        for value in request.form.getlist(name)
    ]
    ids = {*wanted.olds, *wanted.heirs}
    splits = wanted.act is Act.SPLIT
    return page(
        "units/succession_preview.html", form=form, wanted=wanted, counted=form.result, carried=carried,
        units=queries.units_by_ids(ids), acts=words.ACT_NAMES, today=clock.today(),
        functions=queries.living_functions(wanted.olds, wanted.on) if splits else [],
    )  # fmt: skip


def _functions(form: forms.SuccessionForm) -> dict[int, int]:
    """Which other successor takes a function over; what isn't one of the units offered counts as not said."""
    offered = {each.value for each in form.olds.choices}
    said = ((FUNCTION.fullmatch(name), value) for name, value in request.form.items())
    return {int(found[1]): int(value) for found, value in said if found and value in offered}


@bp.post("/units/successions/<id:succession_id>/cancel")
@signed_in(Role.ADMINISTRATOR)
def cancel_succession(succession_id: int) -> Any:
    found = queries.succession(succession_id) or abort(404)
    actions.cancel_succession(found, by=me(), now=clock.now())
    return done("units.successions", said=_("Đã bỏ việc sắp xếp."))
