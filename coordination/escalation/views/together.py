"""One decision for several units at once, of one report or of several."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import ngettext

from coordination.escalation import actions, queries
from coordination.escalation.forms import TogetherForm
from coordination.escalation.models import EscalatedCase
from coordination.escalation.rules import ABOUT_HAND_BACKS, DecisionKind
from coordination.escalation.views.blueprint import bp
from coordination.escalation.views.page import DIRECTED_WITHIN
from coordination.escalation.words import DECISIONS, GROUNDS, standard
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me, signed_in
from coordination.kernel.pages import done, page
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from


@bp.get("/escalations/together")
@signed_in(Role.DECISION_MAKER)
def together() -> Any:
    """All units that wait for this leader's word: those to be decided alike are ticked."""
    cases = _cases()
    form = _form(cases, sent=False)
    chosen = request.args.get("report", type=int)
    form.cases.data = [case.id for case in cases.values() if case.escalation_id == chosen]
    form.due_on.data = working_days_from(clock.now(), DIRECTED_WITHIN, limits.calendar())
    return page("escalation/together.html", form=form)


def _cases() -> dict[int, EscalatedCase]:
    """What lies in this leader's field and is about answers; a push-back is settled by itself."""
    actor, today = me(), clock.today()
    if actor.unit_id is None:
        return {}
    chair = queries.stands_for_chairman(actor.rights_of, actor.unit_id, today)
    return {
        case.id: case
        for report in queries.open_for(actor.unit_id)
        if chair or report.routed_to == actor.person_id
        for case in report.cases
        if case.decided_at is None and case.ground not in ABOUT_HAND_BACKS
    }


def _form(cases: dict[int, EscalatedCase], *, sent: bool) -> TogetherForm:
    form = TogetherForm() if sent else TogetherForm(formdata=None)
    now = clock.now()
    allowed = {kind for case in cases.values() for kind in actions.decisions_for(case, now)} - actions.ONE_BY_ONE
    form.kind.choices = [(kind.value, DECISIONS[kind]) for kind in DecisionKind if kind in allowed]
    form.cases.choices = [
        (case.id, f"{case.consultee.unit.name} – {GROUNDS[case.ground]} – {case.escalation.consultation.subject}")
        for case in cases.values()
    ]
    return form


@bp.post("/escalations/together")
@signed_in(Role.DECISION_MAKER)
def decide_together() -> Any:
    """The same decision for all that are ticked, or a sentence that names those it does not fit."""
    cases = _cases()
    form = _form(cases, sent=True)
    if form.validate() and form.does(
        actions.decide_many, [cases[each] for each in form.cases.data], form.kind.data, by=me(), now=clock.now(),
        words=form.words.data or standard(form.kind.data, form.due_on.data), number=form.number.data or "",
        due_at=form.due_on.data,
    ):  # fmt: skip
        said = ngettext(
            "Đã ghi ý kiến xử lý đối với %(num)s đơn vị.", "Đã ghi ý kiến xử lý đối với %(num)s đơn vị.", form.result
        )
        return done("escalation.inbox", said=said)
    return page("escalation/together.html", form=form)
