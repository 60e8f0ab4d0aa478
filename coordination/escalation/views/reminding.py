"""Screens of reminding by hand, and of what the two heads said to each other."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.consultations import access as consultation_access
from coordination.consultations.models import Consultee
from coordination.escalation import actions, queries
from coordination.escalation.forms import ExchangeForm, ReminderForm
from coordination.escalation.views.blueprint import bp
from coordination.escalation.words import MEANS, RUNGS
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_left


@bp.get("/consultees/<id:consultee_id>/remind")
@opens(consultation_access.consultee, May.REMIND)
def remind_form(consultee: Consultee) -> Any:
    """Urge a unit by hand."""
    return _remind_page(consultee, ReminderForm())


@bp.post("/consultees/<id:consultee_id>/remind")
@opens(consultation_access.consultee, May.REMIND)
def remind(consultee: Consultee) -> Any:
    """Urge a unit by hand: recorded and sent."""
    form = ReminderForm()
    if form.validate() and form.does(
        actions.remind_by_hand, consultee, words=form.words.data or "", by=me(), now=clock.now()
    ):
        said = _("Đã gửi đôn đốc đến %(unit)s.", unit=consultee.unit.name)
        return done("overview.consultation", said=said, consultation_id=consultee.consultation_id)
    return _remind_page(consultee, form)


def _remind_page(consultee: Consultee, form: ReminderForm) -> Any:
    left = working_days_left(clock.now(), consultee.due_at, limits.calendar()) if consultee.due_at else None
    steps = queries.reminders([consultee.id])
    return page("escalation/remind.html", consultee=consultee, form=form, left=left, steps=steps, rungs=RUNGS)


@bp.get("/consultees/<id:consultee_id>/exchange")
@opens(consultation_access.consultee, May.EXCHANGE_RECORD)
def exchange_form(consultee: Consultee) -> Any:
    """What the two heads said to each other (O14)."""
    return _exchange_page(consultee, ExchangeForm())


@bp.post("/consultees/<id:consultee_id>/exchange")
@opens(consultation_access.consultee, May.EXCHANGE_RECORD)
def record_exchange(consultee: Consultee) -> Any:
    """Keep it, with the proof."""
    form = ExchangeForm()
    if form.validate() and form.does(
        actions.record_exchange, consultee, held_on=form.held_on.data, with_whom=form.with_whom.data,
        means=form.means.data, result=form.result.data, by=me(), now=clock.now(),
    ):  # fmt: skip
        said = _("Đã ghi nhận trao đổi trực tiếp với %(unit)s.", unit=consultee.unit.name)
        return done("overview.consultation", said=said, consultation_id=consultee.consultation_id)
    return _exchange_page(consultee, form)


def _exchange_page(consultee: Consultee, form: ExchangeForm) -> Any:
    return page(
        "escalation/exchange.html", consultee=consultee, form=form, kept=queries.exchanges([consultee.id]),
        possible=queries.first_reminded_after_due(consultee) is not None, means=MEANS,
    )  # fmt: skip
