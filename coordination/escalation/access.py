"""Who may see and do what with reports, their cases, and tasks; the roles of an act stand in `consultations.access`."""

from __future__ import annotations

from coordination.consultations import access as consultations
from coordination.escalation import queries
from coordination.escalation.models import Contradiction, Directive, EscalatedCase, Escalation, FieldCharge, Hearing
from coordination.escalation.queries import upkeep
from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import Door, May
from coordination.kernel.upkeep import SetAside


def _sees(actor: Actor, report: Escalation) -> bool:
    """Before a report goes up only the lead's people read it; then the authority's, too.

    What is said of a unit in it reaches that unit as the authority's decision.
    """
    consultation = report.consultation
    if actor.works_in_unit:
        return actor.stands_for(consultation.lead_unit_id)
    return (
        actor.watches and report.sent_up_at is not None and consultations.may(actor, May.ESCALATION_SEE, consultation)
    )


def _load_report(escalation_id: int, actor: Actor) -> Escalation | None:
    found = queries.escalation(escalation_id)
    return found if found is not None and _sees(actor, found) else None


def _may_report(actor: Actor, act: May, report: Escalation) -> bool:
    return consultations.may(actor, act, report.consultation)


def _load_case(case_id: int, actor: Actor) -> EscalatedCase | None:
    found = queries.case(case_id)
    return found if found is not None and _sees(actor, found.escalation) else None


def _may_case(actor: Actor, act: May, case: EscalatedCase) -> bool:
    """Within the authority the field counts, too: it depends on the day, so the screens ask for it (O13)."""
    return consultations.may(actor, act, case.escalation.consultation)


def _load_directive(directive_id: int, actor: Actor) -> Directive | None:
    found = queries.directive(directive_id)
    if found is None or actor.unit_id is None:
        return None
    concerned = actor.stands_for(found.unit_id if actor.works_in_unit else found.authority_id)
    return found if concerned and (actor.works_in_unit or actor.watches) else None


_DIRECTIVE: dict[May, frozenset[Role]] = {
    May.DIRECTIVE_SEE: frozenset(Role),
    May.DIRECTIVE_REPORT: frozenset({Role.OFFICER, Role.HEAD}),
    May.DIRECTIVE_CONFIRM: frozenset({Role.DECISION_MAKER}),
}


def _may_directive(actor: Actor, act: May, given: Directive) -> bool:
    concerned = act is not May.DIRECTIVE_CONFIRM or actor.stands_for(given.authority_id)
    return concerned and actor.role in _DIRECTIVE.get(act, frozenset())


def _load_charge(charge_id: int, actor: Actor) -> FieldCharge | None:
    return queries.charge(charge_id) if actor.is_(Role.ADMINISTRATOR) else None


def _may_charge(actor: Actor, act: May, _row: FieldCharge) -> bool:
    return act is May.CHARGE_EDIT and actor.is_(Role.ADMINISTRATOR)


def _load_hearing(hearing_id: int, actor: Actor) -> Hearing | None:
    """The unit that is heard, and those who read the report."""
    found = queries.hearing(hearing_id)
    if found is None:
        return None
    own = actor.works_in_unit and actor.stands_for(found.case.consultee.unit_id)
    return found if own or (actor.watches and _sees(actor, found.case.escalation)) else None


def _may_hearing(actor: Actor, act: May, asked: Hearing) -> bool:
    """Its people read what it is asked; its head answers."""
    own = actor.stands_for(asked.case.consultee.unit_id)
    return act is May.HEARING_SEE or (act is May.HEARING_SAY and own and actor.is_(Role.HEAD))


def _load_set_aside(row_id: int, actor: Actor) -> SetAside | None:
    return upkeep.laid_aside_row(row_id) if actor.role is Role.ADMINISTRATOR else None


def _may_set_aside(actor: Actor, act: May, _row: SetAside) -> bool:
    return act is May.SET_ASIDE_TRY and actor.role is Role.ADMINISTRATOR


def _load_contradiction(contradiction_id: int, actor: Actor) -> Contradiction | None:
    """The lead's own until it is reported."""
    found = queries.contradiction(contradiction_id)
    return found if found is not None and actor.unit_id == found.consultation.lead_unit_id else None


def _may_contradiction(actor: Actor, act: May, made: Contradiction) -> bool:
    return consultations.may(actor, act, made.consultation)


escalation = Door("escalation", Escalation, _load_report, _may_report)
case = Door("case", EscalatedCase, _load_case, _may_case)
directive = Door("directive", Directive, _load_directive, _may_directive)
charge = Door("charge", FieldCharge, _load_charge, _may_charge)
hearing = Door("hearing", Hearing, _load_hearing, _may_hearing)
set_aside = Door("set_aside", SetAside, _load_set_aside, _may_set_aside)
contradiction = Door("contradiction", Contradiction, _load_contradiction, _may_contradiction)
doors = (contradiction, hearing, escalation, case, directive, charge, set_aside)
