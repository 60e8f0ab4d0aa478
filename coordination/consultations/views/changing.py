"""After issue: amend, extend, add a unit, withdraw."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import AddUnitForm, AmendForm, ExtendForm, WithdrawForm
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Amended
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.units import queries as units


@bp.get("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw(consultation: Consultation) -> Any:
    """Say why, then withdraw."""
    return page("consultations/withdraw.html", consultation=consultation, form=WithdrawForm())


@bp.post("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw_now(consultation: Consultation) -> Any:
    """Every open part ends; everybody still asked is told."""
    form = WithdrawForm()
    if form.validate() and form.does(actions.withdraw, consultation, form.reason.data, by=me(), now=clock.now()):
        return done("overview.consultation", said=_("Đã thu hồi."), consultation_id=consultation.id)
    return page("consultations/withdraw.html", consultation=consultation, form=form)


def _extend_form(consultation: Consultation, **kwargs: Any) -> ExtendForm:
    form = ExtendForm(**kwargs)
    still = [each for each in consultation.consultees if each.closed_at is None and each.issued_at is not None]
    form.consultees.choices = [(str(each.id), each.unit.name) for each in still]
    return form


@bp.get("/consultations/<id:consultation_id>/extend")
@opens(access.consultation, May.CONSULTATION_EXTEND)
def extend(consultation: Consultation) -> Any:
    """A later due time, for some or all."""
    form = _extend_form(consultation, formdata=None)
    return page("consultations/extend.html", consultation=consultation, form=form)


@bp.post("/consultations/<id:consultation_id>/extend")
@opens(access.consultation, May.CONSULTATION_EXTEND)
def extend_now(consultation: Consultation) -> Any:
    """Move the due time; never earlier."""
    form = _extend_form(consultation)
    if form.validate():
        wanted = set(form.consultees.data)
        chosen = [each for each in consultation.consultees if each.id in wanted]
        if form.does(actions.extend, chosen, form.due_at.data, form.reason.data, by=me(), now=clock.now()):
            return done(
                "overview.consultation", said=_("Đã gia hạn và báo các đơn vị."), consultation_id=consultation.id
            )
    return page("consultations/extend.html", consultation=consultation, form=form)


def _unit_form(consultation: Consultation, **kwargs: Any) -> AddUnitForm:
    form = AddUnitForm(**kwargs)
    asked = {each.unit_id for each in consultation.consultees} | {consultation.lead_unit_id}
    free = [unit for unit in units.active_units(clock.today()) if unit.id not in asked]
    form.unit_id.choices = [("", _("– Chọn –")), *((str(unit.id), unit.name) for unit in free)]
    return form


@bp.get("/consultations/<id:consultation_id>/add-unit")
@opens(access.consultation, May.CONSULTATION_AMEND)
def add_unit(consultation: Consultation) -> Any:
    """Ask one more unit."""
    form = _unit_form(consultation, formdata=None)
    return page("consultations/add_unit.html", consultation=consultation, form=form)


@bp.post("/consultations/<id:consultation_id>/add-unit")
@opens(access.consultation, May.CONSULTATION_AMEND)
def add_unit_now(consultation: Consultation) -> Any:
    """Ask one more unit, with a fair due time."""
    form = _unit_form(consultation)
    if form.validate() and form.does(
        actions.add_consultee, consultation, form.unit_id.data, by=me(), now=clock.now(), why=form.why.data or "",
        due_at=form.due_at.data,
    ):  # fmt: skip
        return done("overview.consultation", said=_("Đã bổ sung đơn vị phối hợp."), consultation_id=consultation.id)
    return page("consultations/add_unit.html", consultation=consultation, form=form)


@bp.get("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def amend(consultation: Consultation) -> Any:
    """Change what was issued: a new edition, everybody is told."""
    said = queries.composed(queries.loaded(consultation.id) or consultation)
    points = [
        {"id": p.id, "clause": p.clause, "clause_text": p.clause_text, "question": p.question} for p in said.points
    ]
    data = {"version": said.version, "subject": said.subject, "background": said.background, "points": points}
    return page("consultations/amend.html", consultation=consultation, form=AmendForm(formdata=None, data=data))


@bp.post("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def amend_now(consultation: Consultation) -> Any:
    """Change what was issued."""
    form = AmendForm()
    if form.validate():
        said = queries.composed(queries.loaded(consultation.id) or consultation)
        typed = {row.form.id.data: row.form for row in form.points.entries}
        points = tuple(
            replace(
                p, clause=typed[p.id].clause.data or "", clause_text=typed[p.id].clause_text.data or "",
                question=typed[p.id].question.data or "",
            ) if p.id in typed else p
            for p in said.points
        )  # fmt: skip
        changed = Amended(
            form.version.data or 0, form.what_changed.data, form.subject.data, form.background.data or "", points
        )
        if form.does(actions.amend, consultation, changed, by=me(), now=clock.now()):
            return done("overview.consultation", said=_("Đã sửa đổi, bổ sung."), consultation_id=consultation.id)
    return page("consultations/amend.html", consultation=consultation, form=form)
