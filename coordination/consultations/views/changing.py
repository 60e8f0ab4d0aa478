"""After issue: amend, extend, ask one more unit, withdraw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from flask import Response, current_app
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import AddUnitForm, AmendForm, ExtendForm, WithdrawForm
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Amended, Composed, PartData, Step, cannot
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.files import Upload
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.kernel.words import short_moment
from coordination.units import queries as units


def _away(consultation: Consultation, step: Step) -> Response | None:
    """Where that can't be done (not issued yet, or over), the consultation's page says so."""
    against = cannot(queries.phase_of(consultation), step)
    if not against:
        return None
    said = sentence(against[0])
    return done("overview.consultation", said=said, tone="neutral", consultation_id=consultation.id)


def _still_asked(consultation: Consultation) -> list[Consultee]:
    return [each for each in consultation.consultees if each.issued_at is not None and each.closed_at is None]


# Withdraw.


@bp.get("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw(consultation: Consultation) -> Response:
    """Say why, then withdraw."""
    return _away(consultation, Step.WITHDRAW) or _withdraw_page(consultation, WithdrawForm())


def _withdraw_page(consultation: Consultation, form: WithdrawForm) -> Response:
    asked = _still_asked(consultation)
    return page("consultations/withdraw.html", consultation=consultation, form=form, asked=asked)


@bp.post("/consultations/<id:consultation_id>/withdraw")
@opens(access.consultation, May.CONSULTATION_WITHDRAW)
def withdraw_now(consultation: Consultation) -> Response:
    """Every open part ends; everybody still asked is told."""
    form = WithdrawForm()
    if form.validate() and form.does(actions.withdraw, consultation, form.reason.data, by=me(), now=clock.now()):
        said = _("Đã thu hồi hồ sơ lấy ý kiến và báo cho các đơn vị.")
        return done("overview.consultation", said=said, consultation_id=consultation.id)
    return _withdraw_page(consultation, form)


# Extend.


@bp.get("/consultations/<id:consultation_id>/extend")
@opens(access.consultation, May.CONSULTATION_EXTEND)
def extend(consultation: Consultation) -> Response:
    """A later due time, for some or all."""
    everybody = [each.id for each in _still_asked(consultation)]
    form = ExtendForm(formdata=None, data={"consultees": everybody})
    return _away(consultation, Step.EXTEND) or _extend_page(consultation, form)


def _extend_choices(consultation: Consultation, form: ExtendForm) -> None:
    form.consultees.choices = [
        (str(each.id), _("%(unit)s, hạn %(due)s", unit=each.unit.name, due=short_moment(each.due_at)))
        for each in _still_asked(consultation)
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
        chosen = [each for each in _still_asked(consultation) if each.id in set(form.consultees.data)]
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
    return _away(consultation, Step.ADD_CONSULTEE) or _unit_page(consultation, form)


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


# Amend.


@bp.get("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def amend(consultation: Consultation) -> Response:
    """Change the words of what was issued, or add files."""
    shown = queries.loaded(consultation.id) or consultation
    form = AmendForm(formdata=None, data=_as_data(queries.composed(shown)))
    return _away(shown, Step.AMEND) or _amend_page(shown, form)


def _as_data(said: Composed) -> dict[str, Any]:
    points = [{**asdict(point), "options": "\n".join(point.options)} for point in said.points]
    return {"version": said.version, "subject": said.subject, "background": said.background, "points": points}


def _amend_page(consultation: Consultation, form: AmendForm, *, theirs: Composed | None = None) -> Response:
    return page(
        "consultations/amend.html", status=409 if theirs else None, consultation=consultation, form=form,
        asked=_still_asked(consultation), kinds={point.id: point.kind.value for point in consultation.points},
        clashed=theirs is not None, theirs=dict(_differences(form, theirs)) if theirs else {},
    )  # fmt: skip


def _differences(form: AmendForm, theirs: Composed) -> Iterable[tuple[str, str]]:
    """What a colleague's edition says where ours says something else."""
    stored = _as_data(theirs)
    pairs = [(form[name], stored[name]) for name in ("subject", "background")]
    points = {point["id"]: point for point in stored["points"]}
    for row in form.points.entries:
        point = points.get(row.form.id.data, {})
        pairs += [(each, point[each.short_name]) for each in row.form if each.short_name in point]
    return [(each.name, str(text)) for each, text in pairs if (each.data or "") != (text or "")]


@bp.post("/consultations/<id:consultation_id>/amend")
@opens(access.consultation, May.CONSULTATION_AMEND)
def amend_now(consultation: Consultation) -> Response:
    """A new edition that says what changed; everybody still asked is told."""
    form = AmendForm()
    consultation = queries.loaded(consultation.id) or consultation
    if form.validate():
        said = queries.composed(consultation)
        try:
            if _kept_parts(form) and form.does(
                actions.amend, consultation, _amended(form, said), by=me(), now=clock.now()
            ):
                told = _("Đã gửi bản sửa đổi, bổ sung đến các đơn vị.")
                return done("overview.consultation", said=told, consultation_id=consultation.id)
        except Stale:
            consultation = queries.loaded(consultation.id) or consultation
            now_there = queries.composed(consultation)
            form.version.raw_data, form.version.data = None, now_there.version
            return _amend_page(consultation, form, theirs=now_there)
    return _amend_page(consultation, form)


def _amended(form: AmendForm, said: Composed) -> Amended:
    typed = {row.form.id.data: row.form for row in form.points.entries}
    return Amended(
        version=form.version.data or 0,
        what_changed=form.what_changed.data,
        subject=form.subject.data,
        background=form.background.data or "",
        points=tuple(
            replace(point, **typed[point.id].worded()) if point.id in typed else point for point in said.points
        ),
        parts=tuple(form.parts),
    )


def _kept_parts(form: AmendForm) -> bool:
    """The files of the form, checked and kept; one that is refused says so beside the field."""
    form.parts = [part for upload in form.new_files.data or () if (part := _kept_part(form, upload)) is not None]
    return not form.errors_summary()


def _kept_part(form: AmendForm, upload: Upload) -> PartData | None:
    try:
        kept = actions.keep_file(upload, limit=current_app.config["UPLOAD_LIMIT"], by=me(), now=clock.now())
    except NotReady as refused:
        for finding in refused.findings:
            form.refuse(sentence(finding), "new_files")
        return None
    return PartData(name=kept.name, file_id=kept.id)
