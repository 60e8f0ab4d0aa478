"""Composing: secrecy first, then one page that saves as it goes and works without script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import ComposeForm, SecrecyForm
from coordination.consultations.forms.compose import as_data
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Composed, Phase
from coordination.consultations.views.blueprint import bp
from coordination.consultations.words import KINDS
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.sentences import sentence
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.limits.words import why
from coordination.units import queries as units
from coordination.units.rules import UnitKind
from coordination.units.words import KIND_NAMES

ASKABLE = (
    UnitKind.DEPARTMENT, UnitKind.WARD, UnitKind.COMMUNE, UnitKind.DIVISION, UnitKind.OFFICE, UnitKind.PUBLIC_SERVICE,
)  # fmt: skip


@bp.get("/consultations/new")
@signed_in(Role.OFFICER, Role.HEAD)
def new() -> Any:
    """Before any field: is there a state secret in it? (O8)"""
    return page("consultations/new.html", form=SecrecyForm())


@bp.post("/consultations/new")
@signed_in(Role.OFFICER, Role.HEAD)
def begin() -> Any:
    """'Không có' begins a draft; 'Có' stores nothing and says where such papers go."""
    form = SecrecyForm()
    if not form.validate():
        return page("consultations/new.html", form=form)
    if form.secret.data == "yes":
        return page("consultations/secret.html", status=200)
    drafted = actions.draft(secret=False, by=me(), now=clock.now())
    return done("consultations.compose", consultation_id=drafted.id)


@bp.get("/consultations/<id:consultation_id>/edit")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def compose(consultation: Consultation) -> Any:
    """The draft on one page, with what the gate finds beside each field."""
    if queries.phase_of(consultation) is not Phase.DRAFT:
        return done("overview.consultation", consultation_id=consultation.id)
    return _compose_page(consultation, None)


@bp.post("/consultations/<id:consultation_id>/edit")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def save(consultation: Consultation) -> Any:
    """Keep the whole form, then do what the pressed button asks; nothing typed is ever lost."""
    form = ComposeForm()
    before = queries.composed(consultation)
    _offer(form, consultation, before)
    if form.validate() and _kept(form, consultation, before):
        act = request.form.get("act", "save")
        if act == "go":
            return done("consultations.preview", consultation_id=consultation.id)
        said = None if "autosave" in request.form or act != "save" else _("Đã lưu nháp.")
        anchor = act.partition(":")[0] if act != "save" else None
        return done(
            "consultations.compose", said=said, anchor=_ANCHORS.get(anchor or ""), consultation_id=consultation.id
        )
    return _compose_page(consultation, form)


_ANCHORS = {
    "add_point": "hoi-gi", "add_points": "hoi-gi", "remove_point": "hoi-gi", "add_units": "hoi-ai", "remove_unit": "hoi-ai",
    "add_function": "hoi-ai", "add_kind": "hoi-ai", "add_group": "hoi-ai", "save_group": "hoi-ai", "add_part": "ho-so",
    "remove_part": "ho-so", "detach": "ho-so",
}  # fmt: skip


def _kept(form: ComposeForm, consultation: Consultation, before: Composed) -> bool:
    """Save, put the files in, do the button's act. A clash with a colleague keeps what was typed and shows theirs."""
    by, now = me(), clock.now()
    names = {one.unit_id: "" for one in before.consultees}
    try:
        actions.save(consultation, form.composed(before, names), by=by, now=now)
    except Stale:
        form.refuse(_("Người khác vừa sửa bản này. Nội dung vừa gõ còn trên trang; mở bản mới nhất để đối chiếu."))
        return False
    except NotReady as not_ready:
        form.blame(not_ready.findings)
        return False
    return _files_in(form, consultation, by, now) and form.does(_act, form, consultation, by, now)


def _files_in(form: ComposeForm, consultation: Consultation, by: Actor, now: Any) -> bool:
    fine = True
    for row in form.dossier.entries:
        upload = row.form.file.data
        if upload and getattr(upload, "filename", ""):
            try:
                actions.attach(consultation, upload, limit=current_app.config["UPLOAD_LIMIT"],
                               part_id=row.form.id.data or None, by=by, now=now)  # fmt: skip
            except NotReady as refused:
                form.blame(
                    Finding(f.code, f.blocking, f.clause, f.evidence, row.form.file.name) for f in refused.findings
                )
                fine = False
    return fine


def _act(form: ComposeForm, consultation: Consultation, by: Actor, now: Any) -> None:
    """The pressed button: 'add_point', 'remove_unit:12' …"""
    name, _sep, about = request.form.get("act", "save").partition(":")
    number = int(about) if about.isdigit() and len(about) < 16 else 0
    acts: dict[str, Callable[[], Any]] = {
        "add_point": lambda: actions.add_points(consultation, 1, by=by, now=now),
        "add_points": lambda: actions.add_points(consultation, 10, by=by, now=now),
        "remove_point": lambda: actions.remove_point(consultation, number, by=by, now=now),
        "add_units": lambda: actions.add_consultees(consultation, form.add_units.data or [], by=by, now=now),
        "add_function": lambda: actions.add_by_function(consultation, form.add_function.data or "", by=by, now=now),
        "add_kind": lambda: (
            form.add_kind.data and actions.add_by_kind(consultation, UnitKind(form.add_kind.data), by=by, now=now)
        ),
        "add_group": lambda: (
            form.add_group.data and actions.add_by_group(consultation, form.add_group.data, by=by, now=now)
        ),
        "save_group": lambda: actions.save_group(consultation, form.group_name.data or "", by=by, now=now),
        "remove_unit": lambda: actions.remove_consultee(consultation, number, by=by, now=now),
        "add_part": lambda: actions.add_part(consultation, form.part_name.data or "", by=by, now=now),
        "remove_part": lambda: actions.remove_part(consultation, number, by=by, now=now),
        "detach": lambda: actions.detach(consultation, number, by=by, now=now),
    }
    act = acts.get(name)
    if act is not None:
        act()


def _compose_page(consultation: Consultation, form: ComposeForm | None) -> Any:
    now = clock.now()
    loaded = queries.loaded(consultation.id) or consultation
    before = queries.composed(loaded)
    found = queries.findings(loaded, now)
    if form is None:
        warnings = [(f.code, str(f.evidence.get("about", ""))) for f in found if not f.blocking]
        form = ComposeForm(formdata=None, data=as_data(before, warnings))
        _offer(form, loaded, before)
    preview = queries.due_preview(loaded, now)
    return page(
        "consultations/compose.html", consultation=loaded, form=form, advice=_advice(found), kinds=KINDS,
        names={each.unit_id: each.unit.name for each in loaded.consultees}, files={p.id: p.file for p in loaded.dossier},
        preview=preview, why=why(preview.deadline.why) if preview.deadline else [],
        warned=_warned(found), blocking=sum(1 for f in found if f.blocking), similar=queries.similar_open(loaded),
    )  # fmt: skip


def _advice(found: Iterable[Finding]) -> dict[str, list[tuple[bool, str]]]:
    """What the gate says, by the field it speaks of: (blocks, sentence)."""
    by_field: dict[str, list[tuple[bool, str]]] = {}
    for finding in found:
        by_field.setdefault(finding.field, []).append((finding.blocking, sentence(finding)))
    return by_field


def _warned(found: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """The sentence of each warning, by what its reason is kept under."""
    return {(f.code, str(f.evidence.get("about", ""))): sentence(f) for f in found if not f.blocking}


def _offer(form: ComposeForm, consultation: Consultation, before: Composed) -> None:
    """What may be chosen: the units asked, their functions, units to ask, groups."""
    today = clock.today()
    asked = [one.unit_id for one in before.consultees]
    functions = queries.functions_in_force(asked, today)
    askable = [u for u in units.active_units(today) if u.id != consultation.lead_unit_id]
    names = {u.id: u.name for u in askable}
    form.offer(
        names={unit_id: names.get(unit_id, "") for unit_id in asked},
        functions={unit_id: [(f.id, f.name) for f in found] for unit_id, found in functions.items()},
        units=[(u.id, u.name) for u in askable if u.id not in set(asked)],
        kinds=[(kind.value, KIND_NAMES[kind]) for kind in ASKABLE],
        groups=[(group.id, group.name) for group in units.groups_of(consultation.lead_unit_id)],
    )


@bp.post("/consultations/<id:consultation_id>/discard")
@opens(access.consultation, May.CONSULTATION_COMPOSE)
def discard(consultation: Consultation) -> Any:
    """Throw a draft away; the journal keeps that it was."""
    actions.discard(consultation, by=me(), now=clock.now())
    return done("overview.sent", said=_("Đã hủy dự thảo."), drafts=1)
