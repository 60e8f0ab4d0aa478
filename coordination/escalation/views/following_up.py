"""Screens of the tasks that the authority gave, to their completion."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, actions, queries
from coordination.escalation.forms import (
    DoneForm,
    NotDoneForm,
)
from coordination.escalation.models import Directive
from coordination.escalation.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_left


@bp.get("/directives")
@signed_in(*UNIT_ROLES, *AUTHORITY_ROLES)
def directives() -> Any:
    """Tasks: those of the unit, or those that the authority gave."""
    actor, now, calendar = me(), clock.now(), limits.calendar()
    if actor.unit_id is None:
        found: list[Directive] = []
    elif actor.works_in_unit:
        found = queries.directives_of(actor.unit_id, open_only=False)
    else:
        found = queries.directives_given(actor.unit_id, open_only=False)
    left = {each.id: working_days_left(now, each.due_at, calendar) for each in found}
    # What is still open, the nearest first; below it what is done, the latest first.
    still = [each for each in found if each.confirmed_at is None]
    done_ones = [each for each in reversed(found) if each.confirmed_at is not None]
    return page("escalation/directives.html", directives=still + done_ones, left=left)


@bp.get("/directives/<id:directive_id>")
@opens(access.directive, May.DIRECTIVE_SEE)
def directive(directive: Directive) -> Any:
    """One task: what, by when, what was done."""
    return _directive_page(directive, DoneForm())


def _directive_page(directive: Directive, form: DoneForm | NotDoneForm) -> Any:
    left = working_days_left(clock.now(), directive.due_at, limits.calendar())
    return page(
        "escalation/directive.html",
        directive=directive,
        form=form,
        done_form=form if isinstance(form, DoneForm) else DoneForm(formdata=None),
        not_done=form if isinstance(form, NotDoneForm) else NotDoneForm(formdata=None),
        left=left,
    )


@bp.post("/directives/<id:directive_id>/done")
@opens(access.directive, May.DIRECTIVE_REPORT)
def directive_done(directive: Directive) -> Any:
    """The unit reports the task done."""
    form = DoneForm()
    if form.validate() and form.does(
        actions.directive_done, directive, report=form.report.data, by=me(), now=clock.now()
    ):
        return done("escalation.directive", said=_("Đã gửi báo cáo kết quả."), directive_id=directive.id)
    return _directive_page(directive, form)


@bp.post("/directives/<id:directive_id>/confirm")
@opens(access.directive, May.DIRECTIVE_CONFIRM)
def confirm_directive(directive: Directive) -> Any:
    """The authority confirms completion."""
    actions.confirm_directive(directive, by=me(), now=clock.now())
    return done("escalation.directive", said=_("Đã xác nhận hoàn thành."), directive_id=directive.id)


@bp.post("/directives/<id:directive_id>/return")
@opens(access.directive, May.DIRECTIVE_CONFIRM)
def return_directive(directive: Directive) -> Any:
    """The authority finds it not done."""
    form = NotDoneForm()
    if form.validate() and form.does(
        actions.return_directive, directive, reason=form.reason.data, by=me(), now=clock.now()
    ):
        said = _("Đã đề nghị đơn vị thực hiện tiếp.")
        return done("escalation.directive", said=said, directive_id=directive.id)
    return _directive_page(directive, form)
