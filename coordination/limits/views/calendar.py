"""The calendar of a year at a glance. What changes it moves due times, and so stands with the consultations."""

from __future__ import annotations

from typing import Any

from flask import abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import page
from coordination.kernel.words import WEEKDAYS
from coordination.limits import queries, words
from coordination.limits.rules import DayChange, glance
from coordination.limits.views.blueprint import bp

YEARS = range(2000, 2100)


@bp.get("/calendar")
@signed_in()
def calendar() -> Any:
    """This year."""
    return _calendar_page(clock.today().year)


@bp.get("/calendar/<int:year>")
@signed_in()
def calendar_year(year: int) -> Any:
    """One year: twelve months, and the days that differ from Monday to Friday with their names."""
    if year not in YEARS:
        abort(404)
    return _calendar_page(year)


def _calendar_page(year: int) -> Any:
    in_force, edits = queries.calendar(), me().role is Role.ADMINISTRATOR
    changes = [
        (made, [DayChange.from_json(each) for each in made.days])
        for made in (queries.calendar_changes() if edits else ())
    ]
    return page(
        "limits/calendar.html", year=year, months=glance(in_force, year), differences=in_force.differences(year),
        added={row.day: row for row in queries.added_days(year)}, changes=changes, words=words, edits=edits,
        weekdays=list(zip(_short(), WEEKDAYS, strict=True)), today=clock.today(),
    )  # fmt: skip


def _short() -> tuple[str, ...]:
    return _("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")
