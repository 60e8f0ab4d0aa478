"""Screens about who is asked by letter: the letter on paper, the receipt, and that there is no opinion yet (O6)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from coordination.consultations import access, actions, queries
from coordination.consultations.forms import ByLetterForm
from coordination.consultations.models import Consultee
from coordination.consultations.views.blueprint import bp
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.kernel.values import NotReady
from coordination.units.rules import UnitKind


@bp.get("/consultees/<id:consultee_id>/by-letter")
@opens(access.consultee, May.CONSULTATION_AMEND)
def by_letter(consultee: Consultee) -> Any:
    """The letter of request on paper, and what the lead notes about it."""
    return _shown(consultee, ByLetterForm())


@bp.post("/consultees/<id:consultee_id>/no-opinion")
@opens(access.consultee, May.CONSULTATION_AMEND)
def no_opinion(consultee: Consultee) -> Any:
    """'Ghi nhận chưa có ý kiến'."""
    form = ByLetterForm()
    if form.validate() and form.does(
        actions.note_no_opinion, consultee, words=form.words.data or "", by=me(), now=clock.now()
    ):
        said = _("Đã ghi nhận %(unit)s chưa có ý kiến.", unit=consultee.unit.name)
        return done("overview.consultation", said=said, consultation_id=consultee.consultation_id)
    return _shown(consultee, form)


@bp.post("/consultees/<id:consultee_id>/receipt")
@opens(access.consultee, May.CONSULTATION_AMEND)
def receipt(consultee: Consultee) -> Any:
    """A unit of ours has confirmed that it has the letter."""
    form = ByLetterForm()
    if form.validate() and form.does(
        actions.confirm_receipt, consultee, words=form.words.data or "", by=me(), now=clock.now()
    ):
        said = _("Đã ghi việc %(unit)s xác nhận đã nhận công văn.", unit=consultee.unit.name)
        return done("overview.consultation", said=said, consultation_id=consultee.consultation_id)
    return _shown(consultee, form)


def _shown(consultee: Consultee, form: ByLetterForm) -> Any:
    if not consultee.by_letter:
        raise NotReady("not_by_letter")
    ended = consultee.due_at is not None and consultee.due_at < clock.now()
    return page(
        "consultations/by_letter.html",
        consultee=consultee,
        consultation=consultee.consultation,
        points=queries.points_for(consultee),
        ours=consultee.unit.kind is not UnitKind.EXTERNAL,
        may_note=ended and consultee.closed_at is None and consultee.answered_at is None,
        form=form,
    )
