"""The buttons inside the compose form: each is pressed after everything typed was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.consultations import actions, queries
from coordination.consultations.forms import ComposeForm
from coordination.consultations.models import Consultation
from coordination.kernel.actor import Actor
from coordination.kernel.files import Upload
from coordination.kernel.pages import sentence
from coordination.kernel.values import NotReady
from coordination.units.rules import UnitKind


@dataclass(frozen=True)
class Outcome:
    """What the next page says, and where on it one goes on."""

    said: Any = None
    anchor: str | None = None
    tone: str = "done"


@dataclass(frozen=True)
class _Press:
    """A button pressed in a form about a draft; `number` is the row it speaks of."""

    form: ComposeForm
    draft: Consultation
    number: int
    by: Actor
    now: datetime


def press(
    form: ComposeForm, draft: Consultation, name: str, number: int, *, by: Actor, now: datetime
) -> Outcome | None:
    """Do it; None when something is refused: the form says what, and nothing of this sending is kept."""
    pressed = _Press(form, draft, number, by, now)
    if not _files_in(pressed):
        return None
    if form.part_name.data and not form.does(actions.add_part, draft, form.part_name.data, by=by, now=now):
        return None
    added = 0
    if form.add_units.data:
        if not form.does(actions.add_consultees, draft, form.add_units.data, by=by, now=now):
            return None
        added = form.result
    act = _ACTS.get(name)
    if act is None or not form.does(act, pressed):
        return Outcome(_("Đã lưu dự thảo.")) if act is None else None
    outcome: Outcome = form.result
    return replace(outcome, said=_units_added(added)) if added and name == "add_units" else outcome


def carried(form: ComposeForm) -> dict[str, str]:
    """What stands in a box whose button was not the one pressed goes on to the next page."""
    typed = {"function": form.add_function.data, "group": form.group_name.data}
    return {name: text for name, text in typed.items() if text}


def _files_in(pressed: _Press) -> bool:
    """The files chosen go into their parts; one that is refused says so beside its field."""
    uploads = [(row.form.file.data, row.form.id.data, row.form.file) for row in pressed.form.dossier.entries]
    uploads += [(upload, None, pressed.form.new_files) for upload in pressed.form.new_files.data or ()]
    fine = [_attached(pressed, upload, part_id, field) for upload, part_id, field in uploads if upload]
    return all(fine)


def _attached(pressed: _Press, upload: Upload, part_id: int | None, field: Any) -> bool:
    limit = current_app.config["UPLOAD_LIMIT"]
    try:
        actions.attach(pressed.draft, upload, limit=limit, part_id=part_id, by=pressed.by, now=pressed.now)
    except NotReady as refused:
        for finding in refused.findings:
            pressed.form.refuse(sentence(finding), field.name)
        return False
    return True


# The buttons.


def _add_point(pressed: _Press) -> Outcome:
    return _points(pressed, 1)


def _add_points(pressed: _Press) -> Outcome:
    return _points(pressed, 10)


def _points(pressed: _Press, count: int) -> Outcome:
    before = len(queries.composed(pressed.draft).points)
    actions.add_points(pressed.draft, count, by=pressed.by, now=pressed.now)
    return Outcome(anchor=f"points-{before}")


def _remove_point(pressed: _Press) -> Outcome:
    actions.remove_point(pressed.draft, pressed.number, by=pressed.by, now=pressed.now)
    return Outcome(_("Đã bỏ nội dung."), "points")


def _raise_point(pressed: _Press) -> Outcome:
    """One place up."""
    said = queries.composed(pressed.draft)
    points = list(said.points)
    at = next((i for i, point in enumerate(points) if point.id == pressed.number), 0)
    if at:
        points[at - 1 : at + 1] = points[at], points[at - 1]
        actions.save(pressed.draft, replace(said, points=tuple(points)), by=pressed.by, now=pressed.now)
    return Outcome(anchor=f"points-{max(0, at - 1)}")


def _pasted(pressed: _Press) -> Outcome:
    """The lines became points when the form was saved."""
    if not pressed.form.pasted.data:
        return Outcome(_("Dán các nội dung vào ô, mỗi dòng một nội dung, rồi bấm lại."), "paste", "waiting")
    return Outcome(_("Đã thêm các nội dung vừa dán."), "points")


def _add_units(pressed: _Press) -> Outcome:
    """Those ticked were added before; none was ticked when we speak here."""
    return Outcome(_("Đánh dấu các đơn vị cần hỏi rồi bấm lại."), "add-units", "waiting")


def _units_added(count: int) -> str:
    return str(ngettext("Đã thêm %(num)s đơn vị.", "Đã thêm %(num)s đơn vị.", count))


def _found(count: int, none: str) -> Outcome:
    return Outcome(_units_added(count), "consultees") if count else Outcome(none, "add-units", "waiting")


def _add_function(pressed: _Press) -> Outcome:
    text = pressed.form.add_function.data or ""
    count = actions.add_by_function(pressed.draft, text, by=pressed.by, now=pressed.now) if text else 0
    return _found(count, _("Chưa có thêm đơn vị nào có chức năng, nhiệm vụ khớp với “%(text)s”.", text=text))


def _add_kind(pressed: _Press) -> Outcome:
    kind = pressed.form.add_kind.data
    count = actions.add_by_kind(pressed.draft, UnitKind(kind), by=pressed.by, now=pressed.now) if kind else 0
    return _found(count, _("Không có thêm đơn vị nào thuộc loại đã chọn."))


def _add_group(pressed: _Press) -> Outcome:
    group = pressed.form.add_group.data
    count = actions.add_by_group(pressed.draft, group, by=pressed.by, now=pressed.now) if group else 0
    return _found(count, _("Không có thêm đơn vị nào trong nhóm đã chọn."))


def _save_group(pressed: _Press) -> Outcome:
    actions.save_group(pressed.draft, pressed.form.group_name.data or "", by=pressed.by, now=pressed.now)
    return Outcome(_("Đã lưu nhóm đơn vị."), "add-units")


def _remove_unit(pressed: _Press) -> Outcome:
    actions.remove_consultee(pressed.draft, pressed.number, by=pressed.by, now=pressed.now)
    return Outcome(_("Đã bỏ đơn vị khỏi danh sách."), "consultees")


def _add_part(pressed: _Press) -> Outcome:
    """Named before, when a name was typed."""
    if pressed.form.part_name.data:
        return Outcome(anchor="dossier")
    return Outcome(_("Ghi tên phần hồ sơ rồi bấm lại."), "dossier", "waiting")


def _remove_part(pressed: _Press) -> Outcome:
    actions.remove_part(pressed.draft, pressed.number, by=pressed.by, now=pressed.now)
    return Outcome(_("Đã bỏ phần hồ sơ."), "dossier")


def _detach(pressed: _Press) -> Outcome:
    actions.detach(pressed.draft, pressed.number, by=pressed.by, now=pressed.now)
    return Outcome(_("Đã bỏ tệp."), "dossier")


def _go(_pressed: _Press) -> Outcome:
    return Outcome()


_ACTS: Mapping[str, Callable[[_Press], Outcome]] = MappingProxyType(
    {
        "add_point": _add_point,
        "add_points": _add_points,
        "paste": _pasted,
        "raise_point": _raise_point,
        "remove_point": _remove_point,
        "add_units": _add_units,
        "add_function": _add_function,
        "add_kind": _add_kind,
        "add_group": _add_group,
        "save_group": _save_group,
        "remove_unit": _remove_unit,
        "add_part": _add_part,
        "remove_part": _remove_part,
        "detach": _detach,
        "go": _go,
    }
)
