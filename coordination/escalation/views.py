"""Screens of escalation: a report with its proof, the authority's inbox, decisions, tasks, reminders by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from coordination.consultations import access as consultation_access
from coordination.consultations.models import Consultee
from coordination.escalation import access, actions, queries
from coordination.escalation.forms import (
    DecisionForm,
    DoneForm,
    HoldForm,
    OpenForm,
    ReminderForm,
    SettlementForm,
    StatementForm,
)
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.escalation.words import DECISIONS, GROUNDS, RUNGS, standard, statement
from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES, Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from, working_days_left
from coordination.units import queries as units

bp = Blueprint("escalation", __name__)
blueprints = (bp,)

DIRECTED_WITHIN = 2  # the working days that a directed answer is offered; the authority may choose others


@bp.get("/escalations")
@signed_in(*AUTHORITY_ROLES)
def inbox() -> Any:
    """'Chờ ý kiến xử lý': the reports that wait, the longest first."""
    unit_id, now, calendar = me().unit_id, clock.now(), limits.calendar()
    reports = queries.open_for(unit_id) if unit_id is not None else []
    waited = {report.id: calendar.count(*_days(report, now)) for report in reports}
    return page("escalation/inbox.html", reports=reports, waited=waited, grounds=GROUNDS, tab_count=len(reports))


def _days(report: Escalation, now: Any) -> tuple[Any, Any]:
    assert report.sent_up_at is not None
    return clock.local(report.sent_up_at).date(), clock.local(now).date()


@bp.get("/escalations/<id:escalation_id>")
@opens(access.escalation, May.ESCALATION_SEE)
def report(escalation: Escalation) -> Any:
    """One report: what, who, the ground, the proof, what the lead proposes, and the decisions."""
    return _report_page(escalation)


def _report_page(escalation: Escalation, **forms: Any) -> Any:
    said = forms.get("statement")
    if said is None:
        said = StatementForm(formdata=None, obj=escalation)
        said.version.data = escalation.version
    return page(
        "escalation/report.html",
        report=escalation,
        consultation=escalation.consultation,
        cases=_cases(escalation, forms),
        statement=said,
        hold=forms.get("hold") or HoldForm(formdata=None),
        held=queries.is_held(escalation),
        grounds=GROUNDS,
        decisions=DECISIONS,
        form=forms.get("form"),
    )


def _cases(escalation: Escalation, forms: dict[str, Any]) -> list[dict[str, Any]]:
    """Each unit in the report with its proof, how it stands now, and the form of its decision where one is awaited."""
    decides = escalation.sent_up_at is not None and me().is_(Role.DECISION_MAKER)
    offered = _units_to_offer(escalation) if decides and escalation.closed_at is None else []
    due_at = working_days_from(clock.now(), DIRECTED_WITHIN, limits.calendar())
    found = []
    for case in escalation.cases:
        waiting = actions.open_push_back(case) if case.decided_at is None else None
        form = forms.get(f"case_{case.id}")
        if form is None and decides and case.decided_at is None:
            form = _form_for(case, waiting is not None, offered, due_at)
        proof = [
            {
                "at": datetime.fromisoformat(one["at"]),
                "text": statement(one),
                "entry": one["entry"],
                "place": one.get("place"),
            }
            for one in case.proof
        ]
        found.append(
            {"case": case, "form": form, "push_back": waiting, "proof": proof, "answered_at": _answered_since(case)}
        )
    return found


def _answered_since(case: EscalatedCase) -> datetime | None:
    """When the unit answered in full after it was put into the report: who decides must know."""
    at = case.consultee.answered_at
    return at if at is not None and at > case.added_at else None


def _form_for(
    case: EscalatedCase, settles: bool, offered: list[tuple[int, str]], due_at: datetime
) -> DecisionForm | SettlementForm:
    if settles:
        return SettlementForm(formdata=None, prefix=f"c{case.id}-")
    form = DecisionForm(formdata=None, prefix=f"c{case.id}-").offer(actions.decisions_for(case), offered)
    form.due_on.data = due_at
    return form


def _units_to_offer(escalation: Escalation) -> list[tuple[int, str]]:
    """Units that could be asked instead: those below the authority that are not asked already."""
    asked = {consultee.unit_id for consultee in escalation.consultation.consultees}
    below = units.units_below(escalation.authority.path, clock.today())
    return [(unit.id, unit.name) for unit in below if unit.id not in asked]


@bp.post("/escalations/<id:escalation_id>/statement")
@opens(access.escalation, May.ESCALATION_STATE)
def state(escalation: Escalation) -> Any:
    """Keep the lead's statement."""
    form = StatementForm()
    if form.validate() and form.does(actions.state, escalation, by=me(), now=clock.now(), **_said(form)):
        return done("escalation.report", said=_("Đã lưu nội dung báo cáo."), escalation_id=escalation.id)
    return _report_page(escalation, statement=form, form=form)


@bp.post("/escalations/<id:escalation_id>/sign")
@opens(access.escalation, May.ESCALATION_SIGN)
def sign(escalation: Escalation) -> Any:
    """Keep the statement and sign: the report goes up."""
    form = StatementForm()
    by, now = me(), clock.now()
    if form.validate() and form.does(_state_and_sign, escalation, by=by, now=now, **_said(form)):
        said = (
            _("Đã ký và trình báo cáo.")
            if escalation.sent_up_at
            else _("Các đơn vị đã có ý kiến nên không cần báo cáo.")
        )
        return done("escalation.report", said=said, escalation_id=escalation.id)
    return _report_page(escalation, statement=form, form=form)


def _state_and_sign(escalation: Escalation, *, by: Any, now: Any, **said: Any) -> None:
    actions.state(escalation, by=by, now=now, **said)
    actions.sign(escalation, by=by, now=now)


def _said(form: StatementForm) -> dict[str, Any]:
    return {
        "did": form.did.data or "",
        "proposes": form.proposes.data or "",
        "effect": form.effect.data or "",
        "version": form.version.data,
    }


@bp.post("/escalations/<id:escalation_id>/hold")
@opens(access.escalation, May.ESCALATION_HOLD)
def hold(escalation: Escalation) -> Any:
    """Hold the report once."""
    form = HoldForm()
    said = {"reason": form.reason.data or "", "until": form.until.data}
    if form.validate() and form.does(actions.hold, escalation, by=me(), now=clock.now(), **said):
        return done("escalation.report", said=_("Đã tạm dừng báo cáo."), escalation_id=escalation.id)
    return _report_page(escalation, hold=form, form=form)


@bp.post("/cases/<id:case_id>/decide")
@opens(access.case, May.ESCALATION_DECIDE)
def decide(case: EscalatedCase) -> Any:
    """The authority decides one case."""
    if case.decided_at is None and actions.open_push_back(case) is not None:
        raise NotReady("settle_push_back_instead")
    report = case.escalation
    form = DecisionForm(prefix=f"c{case.id}-").offer(actions.decisions_for(case), _units_to_offer(report))
    if form.validate() and form.does(
        actions.decide, case, form.kind.data, by=me(), now=clock.now(),
        words=form.words.data or standard(form.kind.data, form.due_on.data),
        number=form.number.data or "", due_at=form.due_on.data, instead=form.instead.data or None,
    ):  # fmt: skip
        return done("escalation.report", said=_("Đã ghi ý kiến xử lý."), escalation_id=report.id)
    return _report_page(report, form=form, **{f"case_{case.id}": form})


@bp.post("/cases/<id:case_id>/settle")
@opens(access.case, May.ESCALATION_DECIDE)
def settle(case: EscalatedCase) -> Any:
    """The authority settles a push-back."""
    if case.decided_at is not None or actions.open_push_back(case) is None:
        raise NotReady("push_back_decided")
    form = SettlementForm(prefix=f"c{case.id}-")
    if form.validate() and form.does(
        actions.settle_push_back, case, form.answer.data, words=form.words.data, number=form.number.data or "", by=me(),
        now=clock.now(), avoidance=form.avoidance.data, new_due=form.new_due.data,
    ):  # fmt: skip
        return done("escalation.report", said=_("Đã ghi ý kiến xử lý."), escalation_id=case.escalation_id)
    return _report_page(case.escalation, form=form, **{f"case_{case.id}": form})


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


@bp.get("/consultees/<id:consultee_id>/report")
@opens(consultation_access.consultee, May.ESCALATION_OPEN)
def open_form(consultee: Consultee) -> Any:
    """Report a unit by hand: it opens only when the proof of its ground holds."""
    return page("escalation/open.html", consultee=consultee, form=OpenForm())


@bp.post("/consultees/<id:consultee_id>/report")
@opens(consultation_access.consultee, May.ESCALATION_OPEN)
def open_case(consultee: Consultee) -> Any:
    """Put a unit into the draft report."""
    form = OpenForm()
    if form.validate() and form.does(actions.open_case, consultee, form.ground.data, by=me(), now=clock.now()):
        return done(
            "escalation.report", said=_("Đã đưa đơn vị vào dự thảo báo cáo."), escalation_id=form.result.escalation_id
        )
    return page("escalation/open.html", consultee=consultee, form=form)


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


def _directive_page(directive: Directive, form: DoneForm) -> Any:
    left = working_days_left(clock.now(), directive.due_at, limits.calendar())
    return page("escalation/directive.html", directive=directive, form=form, left=left)


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
