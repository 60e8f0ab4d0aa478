"""The calendar at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import done, page
from coordination.limits import actions, queries
from coordination.limits.forms import DAY_KINDS, DayForm
from coordination.limits.rules import DayKind
from coordination.limits.views.blueprint import bp

YEARS = range(2000, 2100)


@bp.get("/calendar")
@signed_in()
def calendar() -> Any:
    """This year's days that differ from Monday to Friday."""
    return _calendar_page(clock.today().year, None)


@bp.get("/calendar/<int:year>")
@signed_in()
def calendar_year(year: int) -> Any:
    """One year's days that differ from Monday to Friday."""
    if year not in YEARS:
        abort(404)
    return _calendar_page(year, None)


def _calendar_page(year: int, form: DayForm | None) -> Any:
    found = queries.calendar().differences(year)
    added = {row.day: row for row in queries.added_days(year)}
    return page(
        "limits/calendar.html", year=year, differences=found, added=added, form=form or DayForm(formdata=None),
        off=DayKind.OFF, kinds_of_day=DAY_KINDS, edits=me().role is Role.ADMINISTRATOR,
    )  # fmt: skip


@bp.post("/calendar")
@signed_in(Role.ADMINISTRATOR)
def declare_day() -> Any:
    """Add a day."""
    form = DayForm()
    valid, day = form.validate(), form.day.data
    year = day.year if day is not None and day.year in YEARS else clock.today().year
    if valid and form.does(
        actions.declare_day, day, form.kind.data, name=form.name.data, document=form.document.data or "",
        by=me(), now=clock.now(),
    ):  # fmt: skip
        said = _("Đã thêm ngày vào lịch. Hạn của hồ sơ đã phát hành không tự thay đổi.")
        return done("limits.calendar_year", said=said, year=year)
    return _calendar_page(year, form)


@bp.post("/calendar/days/<day:day>/remove")
@signed_in(Role.ADMINISTRATOR)
def remove_day(day: date) -> Any:
    """Take an added day back."""
    declared = queries.added_day(day)
    if declared is None:
        abort(404)
    year = declared.day.year
    actions.remove_day(declared, by=me(), now=clock.now())
    return done("limits.calendar_year", said=_("Đã bỏ ngày khỏi phần bổ sung của lịch."), year=year)
