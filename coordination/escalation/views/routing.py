"""The administrator's screen of who is in charge of what (O13)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, actions, queries
from coordination.escalation.forms import ChargeForm
from coordination.escalation.models import FieldCharge
from coordination.escalation.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.values import Finding, NotReady
from coordination.units import queries as units


@bp.get("/field-charges")
@signed_in(Role.ADMINISTRATOR)
def charges() -> Any:
    """Which leader is in charge of which unit, from when to when."""
    return _charges_page(_form())


def _form() -> ChargeForm:
    today = clock.today()
    active = units.active_units(today)
    leaders = [
        (f"{unit.id}-{person_id}", f"{name} – {unit.name}")
        for unit in active
        if unit.is_authority
        for person_id, name in queries.leaders(unit.id, today).items()
    ]
    return ChargeForm().offer(leaders, [(unit.id, unit.name) for unit in active if unit.parent_id is not None])


def _charges_page(form: ChargeForm) -> Any:
    return page("escalation/charges.html", rows=queries.charges(), form=form, today=clock.today())


@bp.post("/field-charges")
@signed_in(Role.ADMINISTRATOR)
def put_in_charge() -> Any:
    """Put a leader in charge of a unit."""
    form = _form()
    if form.validate() and form.does(_put, form):
        return done("escalation.charges", said=_("Đã ghi phân công phụ trách."))
    return _charges_page(form)


def _put(form: ChargeForm) -> None:
    authority_id, _dash, person_id = (form.leader.data or "").partition("-")
    authority, unit = units.unit(int(authority_id)), units.unit(form.unit_id.data)
    if authority is None or unit is None:
        raise NotReady(Finding("charge_not_below", field="unit_id"))
    actions.put_in_charge(
        authority, int(person_id), unit, field=form.field.data or "", basis=form.basis.data or "",
        valid_from=form.valid_from.data, valid_to=form.valid_to.data, by=me(), now=clock.now(),
    )  # fmt: skip


@bp.post("/field-charges/<id:charge_id>/end")
@opens(access.charge, May.CHARGE_EDIT)
def end_charge(charge: FieldCharge) -> Any:
    """No longer in charge."""
    actions.end_charge(charge, by=me(), now=clock.now())
    return done("escalation.charges", said=_("Phân công hết hiệu lực sau hôm nay."))
