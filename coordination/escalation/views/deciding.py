"""Screens of deciding: the authority's inbox, and each decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from coordination.escalation import access, actions, queries
from coordination.escalation.forms import (
    DecisionForm,
    SettlementForm,
)
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.views.blueprint import bp
from coordination.escalation.views.page import keep_to_field, report_page, units_to_offer
from coordination.escalation.words import GROUNDS, standard
from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits


@bp.get("/escalations")
@signed_in(*AUTHORITY_ROLES)
def inbox() -> Any:
    """'Chờ ý kiến xử lý': the reports that wait, those first that hold others up most."""
    unit_id, now, calendar = me().unit_id, clock.now(), limits.calendar()
    reports = queries.open_for(unit_id) if unit_id is not None else []
    effects = {report.id: queries.effect_of(report, clock.today()) for report in reports}
    # What holds others up most: whose opinions the lead needs soonest; then what has waited longest.
    reports.sort(key=lambda one: (effect.last_day if (effect := effects[one.id]) else date.max, one.sent_up_at))
    waited = {report.id: calendar.count(*_days(report, now)) for report in reports}
    return page(
        "escalation/inbox.html",
        mine=_mine(reports),
        reports=reports,
        waited=waited,
        effects=effects,
        grounds=GROUNDS,
        tab_count=len(reports),
    )


def _mine(reports: Sequence[Escalation]) -> set[int]:
    """Whose turn it is: the monitor's until he has proposed or his day is over, then the leader's in charge."""
    actor, today = me(), clock.today()
    if actor.is_(Role.MONITOR):
        return {one.id for one in reports if waits_for_monitor(one)}
    if not actor.is_(Role.DECISION_MAKER) or actor.unit_id is None:
        return set()
    chair = queries.stands_for_chairman(actor.rights_of, actor.unit_id, today)
    return {one.id for one in reports if chair or one.routed_to == actor.person_id}


def waits_for_monitor(report: Escalation) -> bool:
    return report.passed_on_at is None and report.verify_by is not None


def _days(report: Escalation, now: Any) -> tuple[Any, Any]:
    assert report.sent_up_at is not None
    return clock.local(report.sent_up_at).date(), clock.local(now).date()


@bp.post("/cases/<id:case_id>/decide")
@opens(access.case, May.ESCALATION_DECIDE)
def decide(case: EscalatedCase) -> Any:
    """The authority decides one case."""
    keep_to_field(case)
    if case.decided_at is None and actions.open_push_back(case) is not None:
        raise NotReady("settle_push_back_instead")
    report = case.escalation
    form = DecisionForm(prefix=f"c{case.id}-").offer(actions.decisions_for(case, clock.now()), units_to_offer(report))
    if form.validate() and form.does(
        actions.decide, case, form.kind.data, by=me(), now=clock.now(),
        words=form.words.data or standard(form.kind.data, form.due_on.data),
        number=form.number.data or "", due_at=form.due_on.data, instead=form.instead.data or None,
    ):  # fmt: skip
        return done("escalation.report", said=_("Đã ghi ý kiến xử lý."), escalation_id=report.id)
    return report_page(report, form=form, **{f"case_{case.id}": form})


@bp.post("/cases/<id:case_id>/settle")
@opens(access.case, May.ESCALATION_DECIDE)
def settle(case: EscalatedCase) -> Any:
    """The authority settles a push-back."""
    keep_to_field(case)
    if case.decided_at is not None or actions.open_push_back(case) is None:
        raise NotReady("push_back_decided")
    form = SettlementForm(prefix=f"c{case.id}-")
    if form.validate() and form.does(
        actions.settle_push_back, case, form.answer.data, words=form.words.data, number=form.number.data or "", by=me(),
        now=clock.now(), avoidance=form.avoidance.data, new_due=form.new_due.data,
    ):  # fmt: skip
        return done("escalation.report", said=_("Đã ghi ý kiến xử lý."), escalation_id=case.escalation_id)
    return report_page(case.escalation, form=form, **{f"case_{case.id}": form})
