"""One report as a page: what, who, the ground, the proof, and the forms of what the reader may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort

from coordination.escalation import actions, queries
from coordination.escalation.forms import (
    ConveyForm,
    DecisionForm,
    HearingForm,
    HoldForm,
    ProposalForm,
    SettlementForm,
    StatementForm,
)
from coordination.escalation.models import Contradiction, EscalatedCase, Escalation
from coordination.escalation.rules import Ground
from coordination.escalation.words import DECISIONS, GROUNDS, PAPERS, statement
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import me
from coordination.kernel.pages import page
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.units import queries as units

DIRECTED_WITHIN = 2  # the working days that a directed answer is offered; the authority may choose others


def report_page(escalation: Escalation, **forms: Any) -> Any:
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
        proposal=forms.get("proposal") or _offered_proposal(escalation),
        convey=forms.get("convey") or ConveyForm(formdata=None),
        papers=PAPERS,
        hold=forms.get("hold") or HoldForm(formdata=None),
        held=queries.is_held(escalation),
        grounds=GROUNDS,
        decisions=DECISIONS,
        form=forms.get("form"),
        effect=queries.effect_of(escalation, clock.today()),
    )


def _cases(escalation: Escalation, forms: dict[str, Any]) -> list[dict[str, Any]]:
    """Each unit in the report with its proof, how it stands now, and the form of its decision where one is awaited."""
    decides = decides_on(escalation)
    offered = units_to_offer(escalation) if decides and escalation.closed_at is None else []
    due_at = working_days_from(clock.now(), DIRECTED_WITHIN, limits.calendar())
    about = any(case.ground is Ground.CONTRADICTION for case in escalation.cases)
    differing = queries.contradictions_of(escalation.consultation_id) if about else []
    later = queries.later_statements(escalation)
    found = []
    for case in escalation.cases:
        waiting = actions.open_push_back(case) if case.decided_at is None else None
        form = forms.get(f"case_{case.id}")
        if form is None and decides and case.decided_at is None:
            form = _form_for(case, waiting is not None, offered, due_at)
        found.append(
            {
                "case": case,
                "form": form,
                "push_back": waiting,
                "hear": forms.get(f"hear_{case.id}") or (_hearing_form(case) if form is not None else None),
                "proof": [_said(one) for one in case.proof],
                "later": [_said(one) for one in later[case.consultee_id]],
                "differs": _differences(case, differing),
                "answered_at": _answered_since(case),
            }
        )
    return found


def _hearing_form(case: EscalatedCase) -> HearingForm | None:
    """The invitation to state its view, while the unit has not been invited."""
    if case.hearing is not None or case.decided_at is not None:
        return None
    form = HearingForm(formdata=None, prefix=f"h{case.id}-")
    form.until.data = working_days_from(clock.now(), DIRECTED_WITHIN, limits.calendar())
    return form


def _differences(case: EscalatedCase, known: list[Contradiction]) -> list[Contradiction]:
    """The contradictions that a case is about, with both opinions."""
    if case.ground is not Ground.CONTRADICTION:
        return []
    return [one for one in known if case.consultee_id in (one.first_id, one.second_id)]


def _said(one: dict[str, Any]) -> dict[str, Any]:
    """A statement in words, with its place on the timeline."""
    at = datetime.fromisoformat(one["at"])
    return {"at": at, "text": statement(one), "entry": one["entry"], "place": one.get("place")}


def _answered_since(case: EscalatedCase) -> datetime | None:
    """When the unit answered in full after it was put into the report: who decides must know."""
    at = case.consultee.answered_at
    return at if at is not None and at > case.added_at else None


def _form_for(
    case: EscalatedCase, settles: bool, offered: list[tuple[int, str]], due_at: datetime
) -> DecisionForm | SettlementForm:
    if settles:
        return SettlementForm(formdata=None, prefix=f"c{case.id}-")
    form = DecisionForm(formdata=None, prefix=f"c{case.id}-").offer(actions.decisions_for(case, clock.now()), offered)
    form.due_on.data = due_at
    proposed = case.escalation.proposal
    if proposed is not None and proposed in actions.decisions_for(case, clock.now()):  # one click agrees
        form.kind.data, form.words.data = proposed, case.escalation.proposed_words
    return form


def keep_to_field(case: EscalatedCase) -> None:
    """A leader decides on what lies in his field; who has no field of his own, on everything (O13)."""
    if not queries.may_decide(me().rights_of, case.escalation, clock.today()):
        abort(403)


def decides_on(escalation: Escalation) -> bool:
    """Whether the reader decides on this report: it is up, and in his field (O13)."""
    up = escalation.sent_up_at is not None and me().is_(Role.DECISION_MAKER)
    return up and queries.may_decide(me().rights_of, escalation, clock.today())


def _offered_proposal(escalation: Escalation) -> ProposalForm | None:
    """The monitor's form, as he last left it."""
    if not me().is_(Role.MONITOR) or escalation.sent_up_at is None or escalation.closed_at is not None:
        return None
    form = proposal_form(escalation, sent=False)
    form.kind.data, form.words.data = escalation.proposal, escalation.proposed_words
    form.remarks.data = escalation.proposed_remarks
    return form


def proposal_form(escalation: Escalation, *, sent: bool) -> ProposalForm:
    """The proposal, with the decisions that the cases allow."""
    form = ProposalForm() if sent else ProposalForm(formdata=None)
    form.kind.choices = [(kind.value, DECISIONS[kind]) for kind in actions.proposals_for(escalation, clock.now())]
    return form


def units_to_offer(escalation: Escalation) -> list[tuple[int, str]]:
    """Units that could be asked instead: those below the authority that are not asked already."""
    asked = {consultee.unit_id for consultee in escalation.consultation.consultees}
    below = units.units_below(escalation.authority.path, clock.today())
    return [(unit.id, unit.name) for unit in below if unit.id not in asked]
