"""A change of the calendar: what is to change, then which due times would move, then the explicit act (exact rule 7).

| address | what |
| --- | --- |
| /calendar/add | a day off or a day worked |
| /calendar/import | swap days from a list |
| /calendar/days/<day>/remove | an added day is taken back |
| /calendar/changes | the act: what the preview showed, once |
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.consultations import actions
from coordination.consultations.forms.calendar import AddDayForm, ApplyForm, RemoveDayForm, SwapsForm
from coordination.consultations.queries import Movings
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import done, page, sentence
from coordination.kernel.values import NotReady, Stale
from coordination.limits import queries as limits
from coordination.limits.models import CalendarDay
from coordination.limits.rules import DayChange
from coordination.limits.words import DAY_KINDS

SHOWN = 200


@bp.get("/calendar/add")
@signed_in(Role.ADMINISTRATOR)
def add_day() -> Any:
    """A day off or a day worked."""
    return page("consultations/calendar_add.html", form=AddDayForm())


@bp.post("/calendar/add")
@signed_in(Role.ADMINISTRATOR)
def preview_day() -> Any:
    """What it would move; nothing is written yet."""
    form = AddDayForm()
    if form.validate() and form.does(actions.preview_calendar, form.changes(), now=clock.now()):
        return _preview(form.changes(), form.reason.data, form.result)
    return page("consultations/calendar_add.html", form=form)


@bp.get("/calendar/import")
@signed_in(Role.ADMINISTRATOR)
def import_days() -> Any:
    """Swap days from a list."""
    return page("consultations/calendar_import.html", form=SwapsForm())


@bp.post("/calendar/import")
@signed_in(Role.ADMINISTRATOR)
def preview_import() -> Any:
    """What the list would move; nothing is written yet. One bad line and none is taken."""
    form = SwapsForm()
    changes = form.changes() if form.validate() else []
    if changes:
        try:
            return _preview(changes, form.reason.data, actions.preview_calendar(changes, now=clock.now()))
        except NotReady as refused:
            for finding in refused.findings:
                form.blame_line(finding.evidence.get("day"), sentence(finding))
    return page("consultations/calendar_import.html", form=form)


@bp.get("/calendar/days/<day:day>/remove")
@signed_in(Role.ADMINISTRATOR)
def remove_day(day: date) -> Any:
    """Why an added day is taken back."""
    return _removal(RemoveDayForm(), _added(day))


def _removal(form: RemoveDayForm, added: CalendarDay) -> Any:
    return page("consultations/calendar_remove.html", form=form, added=added, kinds_of_day=DAY_KINDS)


def _added(day: date) -> CalendarDay:
    found = limits.added_day(day)
    if found is None:
        abort(404)
    return found


@bp.post("/calendar/days/<day:day>/remove")
@signed_in(Role.ADMINISTRATOR)
def preview_removal(day: date) -> Any:
    """What taking the day back would move; nothing is written yet."""
    added, form = _added(day), RemoveDayForm()
    if form.validate():
        changes = [DayChange(day, None, added.name, form.document.data or "")]
        if form.does(actions.preview_calendar, changes, now=clock.now()):
            return _preview(changes, form.reason.data, form.result)
    return _removal(form, added)


def _preview(changes: Sequence[DayChange], reason: str, found: Movings, *, again: bool = False) -> Any:
    form = ApplyForm.of(changes, reason, limits.edition(), found.stamp)
    return page(
        "consultations/calendar_preview.html", status=409 if again else 200, form=form, changes=changes, reason=reason,
        moved=found.moved, left=found.left, shown=SHOWN, again=again, kinds_of_day=DAY_KINDS,
    )  # fmt: skip


@bp.post("/calendar/changes")
@signed_in(Role.ADMINISTRATOR)
def change_calendar() -> Any:
    """Change the calendar and move the due times that were shown; if they are others now, they are shown anew."""
    form = ApplyForm()
    changes = form.changes() if form.validate() else None
    if changes is None:
        return done("limits.calendar", said=_("Chưa ghi gì. Chọn lại ngày cần thay đổi."), tone="neutral")
    reason, year = form.reason.data or "", changes[0].day.year
    try:
        made = actions.change_calendar(
            changes, reason=reason, edition=form.edition.data or 0, stamp=form.stamp.data or "", by=me(),
            now=clock.now(),
        )  # fmt: skip
    except Stale as stale:
        if stale.theirs is None:
            raise
        return _shown_anew(changes, reason, year)
    said = _("Đã ghi vào lịch. Số thời hạn đã lùi và báo cho các đơn vị: %(moved)s.", moved=made.moved)
    return done("limits.calendar_year", said=said, year=year)


def _shown_anew(changes: Sequence[DayChange], reason: str, year: int) -> Any:
    """Something changed since the preview: another look; or the calendar, where this very change was made already."""
    try:
        found = actions.preview_calendar(changes, now=clock.now())
    except NotReady:
        said = _("Lịch đã được thay đổi trước đó, lần này không ghi thêm gì.")
        return done("limits.calendar_year", said=said, tone="neutral", year=year)
    return _preview(changes, reason, found, again=True)
