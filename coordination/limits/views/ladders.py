"""The ladders of reminders: read by everybody, drawn by administrators, with an example before anything is saved.

| address | what |
| --- | --- |
| /time-limits/ladders | the steps in force for each kind and urgency |
| /time-limits/ladders/new | draw one; ?kind= and ?urgent= start from what applies today |
| /time-limits/ladders/<ladder>/end | no longer |
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.words import day
from coordination.limits import access, actions, queries, words
from coordination.limits.forms import LadderForm
from coordination.limits.models import LadderRow
from coordination.limits.rules import (
    KINDS,
    Clock,
    Ladder,
    TimeLimit,
    days_off_between,
    default_ladder,
    due,
    local_day,
    urgent_ladder,
)
from coordination.limits.views.blueprint import bp

TOMORROW = timedelta(days=1)
EXAMPLE = TimeLimit(5)


@bp.get("/time-limits/ladders")
@signed_in()
def ladders() -> Any:
    """The steps of every kind and urgency, the administrator's and the shipped ones."""
    own = [(row, Ladder.from_json(row.facts)) for row in queries.ladder_rows()]
    return page(
        "limits/ladders.html", own=own, shipped=(default_ladder(), urgent_ladder()), words=words, today=clock.today(),
        edits=me().role is Role.ADMINISTRATOR,
    )  # fmt: skip


@bp.get("/time-limits/ladders/new")
@signed_in(Role.ADMINISTRATOR)
def new_ladder() -> Any:
    """Draw a ladder, starting from the one that applies today."""
    kind, urgent = request.args.get("kind", ""), request.args.get("urgent") == "yes"
    kind, today = kind if kind in KINDS else "", clock.today()
    started = queries.ladder_for(kind, urgent, today)
    return _ladder_page(LadderForm.filled(started, kind, today + TOMORROW, today), None)


def _ladder_page(form: LadderForm, ladder: Ladder | None) -> Any:
    return page("limits/ladder_form.html", form=form, words=words, example=_example(form, ladder) if ladder else None)


def _example(form: LadderForm, ladder: Ladder) -> dict[str, Any]:
    """The steps for a thing sent at 09:00 of the day chosen, answered by nobody, on the calendar in force."""
    calendar, sent_on = queries.calendar(), form.sent_on.data or clock.today()
    rule = queries.rule_for(form.kind.data or "other", sent_on)
    sent = clock.at(sent_on)
    deadline = due(sent, rule.limit if rule else EXAMPLE, calendar)
    planned = Clock(ladder, sent, deadline.at, calendar).schedule()
    last = max((local_day(step.at) for step in planned), default=deadline.day)
    return {
        "sent": sent, "due_at": deadline.at, "planned": planned, "left_out": len(ladder.rungs) - len(planned),
        "days_off": days_off_between(sent_on, max(last, deadline.day), calendar),
    }  # fmt: skip


@bp.post("/time-limits/ladders/new")
@signed_in(Role.ADMINISTRATOR)
def set_ladder() -> Any:
    """First the example, then, of the very ladder that it showed, the act."""
    form = LadderForm()
    ladder = form.ladder() if form.validate() else None
    if ladder is None:
        return _ladder_page(form, None)
    stamp = form.stamp(ladder)
    if form.seen.data != stamp or request.form.get("act") != "save":
        form.seen.data = stamp
        return _ladder_page(form, ladder)
    if form.does(
        actions.set_ladder, form.kind.data or "", ladder, form.valid_from.data, by=me(), now=clock.now(),
        today=clock.today(),
    ):  # fmt: skip
        said = _(
            "Các bước nhắc mới áp dụng từ %(day)s. Hồ sơ đã phát hành không thay đổi.", day=day(form.valid_from.data)
        )
        return done("limits.ladders", said=said)
    return _ladder_page(form, ladder)


@bp.post("/time-limits/ladders/<id:ladder_id>/end")
@opens(access.ladder, May.LIMITS_EDIT)
def end_ladder(ladder: LadderRow) -> Any:
    """The shipped steps apply again."""
    actions.end_ladder(ladder, by=me(), now=clock.now(), today=clock.today())
    return done("limits.ladders", said=_("Đã kết thúc. Hồ sơ phát hành từ ngày mai theo các bước có sẵn."))
