"""Who may do what with a consultation and with one of its consultees: tables of act × relation × role.

The relation is what the actor's unit is to the thing: its lead, the asked unit itself ('own'), the authority that
decides about it, or an authority above. What nobody's row allows is refused; what a person may not see isn't there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from coordination.consultations import queries
from coordination.consultations.models import ChangePaper, Consultation, Consultee, Suspension, UrgencyRequest
from coordination.consultations.queries.changes import CHANGE
from coordination.consultations.rules import ChangeKind
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES, Actor, Role
from coordination.kernel.doors import Door, May
from coordination.units import access as units_access
from coordination.units import queries as units


class Relation(StrEnum):
    """What the actor's unit is to the thing."""

    LEAD = "lead"
    OWN = "own"
    AUTHORITY = "authority"
    ABOVE = "above"


Row = Mapping[Relation, frozenset[Role]]
_O, _H, _C = Role.OFFICER, Role.HEAD, Role.CLERK
_OFFICER_HEAD = frozenset({_O, _H})
_HEAD = frozenset({_H})
_DECIDES = frozenset({Role.DECISION_MAKER})


def _row(
    lead: frozenset[Role] = frozenset(),
    own: frozenset[Role] = frozenset(),
    authority: frozenset[Role] = frozenset(),
    above: frozenset[Role] = frozenset(),
) -> Row:
    return MappingProxyType(
        {Relation.LEAD: lead, Relation.OWN: own, Relation.AUTHORITY: authority, Relation.ABOVE: above}
    )


_EVERYBODY_IN_IT = _row(UNIT_ROLES, UNIT_ROLES, AUTHORITY_ROLES, AUTHORITY_ROLES)

# Acts on the whole consultation (design 1, 3.3; O1).
CONSULTATION_TABLE: Mapping[May, Row] = MappingProxyType(
    {
        May.CONSULTATION_SEE: _EVERYBODY_IN_IT,
        May.CONSULTATION_COMPOSE: _row(lead=_OFFICER_HEAD),
        May.CONSULTATION_SEND_FOR_SIGNING: _row(lead=_OFFICER_HEAD),
        May.CONSULTATION_APPROVE: _row(lead=_HEAD),
        May.CONSULTATION_ISSUE: _row(lead=frozenset({_C})),
        May.CONSULTATION_AMEND: _row(lead=_OFFICER_HEAD),
        May.CONSULTATION_EXTEND: _row(lead=_OFFICER_HEAD),
        May.CONSULTATION_WITHDRAW: _row(lead=_HEAD),
        May.URGENCY_ASK: _row(lead=_HEAD),
        May.URGENCY_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, frozenset()),
        May.URGENCY_DECIDE: _row(authority=_DECIDES),
        May.REMIND: _row(lead=_OFFICER_HEAD, authority=frozenset({Role.MONITOR}), above=frozenset({Role.MONITOR})),
        May.JUDGE_PROPOSE: _row(lead=_OFFICER_HEAD),
        May.JUDGE_RETURN: _row(lead=_HEAD),
        May.PUSH_BACK_DECIDE: _row(lead=_HEAD),
        May.REPLY_ENTER_PAPER: _row(lead=UNIT_ROLES),
        May.REPLY_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.REPLY_READ: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.ESCALATION_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.ESCALATION_OPEN: _row(lead=_OFFICER_HEAD),
        May.ESCALATION_STATE: _row(lead=_OFFICER_HEAD),
        May.ESCALATION_SIGN: _row(lead=_HEAD),
        May.ESCALATION_HOLD: _row(lead=_HEAD),
        May.ESCALATION_PROPOSE: _row(authority=frozenset({Role.MONITOR})),
        May.ESCALATION_CONVEY: _row(authority=frozenset({Role.MONITOR, Role.DECISION_MAKER})),
        May.ESCALATION_DECIDE: _row(authority=_DECIDES),
        May.DIRECTIVE_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.SUSPENSION_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.SUSPENSION_PROPOSE: _row(authority=frozenset({Role.MONITOR}), above=frozenset({Role.MONITOR})),
        May.SUSPENSION_DECIDE: _row(authority=_DECIDES),
        May.SUSPENSION_MEND: _row(lead=_HEAD),
        May.SYNTHESIS_SEE: _row(UNIT_ROLES, frozenset(), AUTHORITY_ROLES, AUTHORITY_ROLES),
        May.SYNTHESIS_DISPOSE: _row(lead=_OFFICER_HEAD),
        May.SYNTHESIS_SUBMIT: _row(lead=_HEAD),
        May.SYNTHESIS_CONCLUDE: _row(authority=_DECIDES),
    }
)

# Acts on one consultee: what the asked unit itself may do, and others about it (design 1, 3.4–3.7; O5, O18).
CONSULTEE_TABLE: Mapping[May, Row] = MappingProxyType(
    {
        May.CONSULTATION_SEE: _EVERYBODY_IN_IT,
        May.CONSULTATION_EXTEND: _row(lead=_OFFICER_HEAD),
        May.CONSULTATION_AMEND: _row(lead=_OFFICER_HEAD),
        May.DELIVERY_SEND_AGAIN: _row(
            lead=UNIT_ROLES, authority=frozenset({Role.MONITOR}), above=frozenset({Role.MONITOR})
        ),
        May.REMIND: CONSULTATION_TABLE[May.REMIND],
        May.REPLY_SEE: _EVERYBODY_IN_IT,
        May.REPLY_READ: _EVERYBODY_IN_IT,
        May.REPLY_ACKNOWLEDGE: _row(own=UNIT_ROLES),
        May.REPLY_DRAFT: _row(own=_OFFICER_HEAD),
        May.REPLY_APPROVE: _row(own=_HEAD),
        May.REPLY_SEND: _row(own=frozenset({_H, _C})),
        May.REPLY_CLAIM_SENT: _row(own=UNIT_ROLES),
        May.REPLY_ENTER_PAPER: _row(lead=UNIT_ROLES, own=UNIT_ROLES),
        May.REPLY_CONFIRM_PAPER: _row(own=UNIT_ROLES),
        May.EXPLANATION_GIVE: _row(own=_HEAD),
        May.PUSH_BACK_MAKE: _row(own=_HEAD),
        May.PUSH_BACK_DECIDE: _row(lead=_HEAD),
        May.PUSH_BACK_DISPUTE: _row(own=_HEAD),
        May.JUDGE_PROPOSE: _row(lead=_OFFICER_HEAD),
        May.JUDGE_RETURN: _row(lead=_HEAD),
        May.CONTEST_MAKE: _row(own=_HEAD),
        May.CONTEST_SETTLE: _row(authority=_DECIDES),
        May.EXCHANGE_RECORD: _row(lead=_HEAD),
        May.ESCALATION_SEE: _EVERYBODY_IN_IT,
        May.ESCALATION_OPEN: _row(lead=_OFFICER_HEAD),
        May.ESCALATION_DECIDE: _row(authority=_DECIDES),
        May.DIRECTIVE_SEE: _EVERYBODY_IN_IT,
        May.DIRECTIVE_REPORT: _row(own=_OFFICER_HEAD),
        May.DIRECTIVE_CONFIRM: _row(authority=_DECIDES),
    }
)

# What officers may do, too, where their unit lets them send (design 3.5).
_WHERE_OFFICERS_SEND = frozenset({May.REPLY_APPROVE, May.REPLY_SEND, May.EXPLANATION_GIVE, May.PUSH_BACK_MAKE})


def relations(actor: Actor, thing: Consultation | Consultee) -> frozenset[Relation]:
    """What the actor's unit is to the thing (design 7). Without one of these it doesn't exist for the actor.

    Before issue there is only the lead (rule 24). An asked unit is nothing to another asked unit's part. A successor is
    what its predecessors were (design 3.1).
    """
    consultation = thing if isinstance(thing, Consultation) else thing.consultation
    found = set()
    if actor.unit_id is None:
        return frozenset()
    if actor.works_in_unit:
        if actor.stands_for(consultation.lead_unit_id):
            found.add(Relation.LEAD)
        asked = thing.consultees if isinstance(thing, Consultation) else [thing]
        if any(actor.stands_for(each.unit_id) and each.issued_at is not None for each in asked):
            found.add(Relation.OWN)
    elif actor.watches and consultation.issued_at is not None:
        if actor.stands_for(consultation.authority_id):
            found.add(Relation.AUTHORITY)
        lead = consultation.lead_unit
        if lead.path.startswith(actor.unit_path or "?") or lead.id in actor.predecessors:
            found.add(Relation.ABOVE)
    return frozenset(found)


def sees(actor: Actor, thing: Consultation | Consultee) -> bool:
    """Whether the thing exists for the actor; the twin of `queries.visible_to`."""
    return bool(relations(actor, thing))


def _allowed(table: Mapping[May, Row], act: May, role: Role, found: frozenset[Relation]) -> bool:
    row = table.get(act)
    return row is not None and any(role in row[relation] for relation in found)


def may_consultation(actor: Actor, act: May, thing: Consultation) -> bool:
    """Whether the actor may do the act with it: the table, and what small units and signing paths add (O1)."""
    found = relations(actor, thing)
    if _allowed(CONSULTATION_TABLE, act, actor.role, found):
        return True
    if Relation.LEAD not in found:
        return False
    if act is May.CONSULTATION_APPROVE:
        return _turn(actor, "consultation", thing.id)
    if act is May.CONSULTATION_ISSUE:  # a unit without a clerk: its head issues
        return actor.is_(Role.HEAD) and not queries.has_clerk(thing.lead_unit_id)
    return False


def _turn(actor: Actor, paper: str, paper_id: int) -> bool:
    """Whether a paper on its signing path lies with the actor (O1)."""
    signing = units.signing_of(paper, paper_id)
    return signing is not None and units_access.may_sign(actor, signing)


def may_change(actor: Actor, act: May, paper: ChangePaper) -> bool:
    """A letter of change: the lead's people before its issue, then all who see the consultation (O4, exact rule 24)."""
    if act is May.CONSULTATION_APPROVE:
        found = relations(actor, paper.consultation)
        ours = Relation.LEAD in found
        return ours and (_allowed(CONSULTATION_TABLE, act, actor.role, found) or _turn(actor, CHANGE, paper.id))
    if act is May.CONSULTATION_AMEND and paper.kind is ChangeKind.RECALL:
        act = May.CONSULTATION_WITHDRAW
    return may_consultation(actor, act, paper.consultation)


def may_consultee(actor: Actor, act: May, thing: Consultee) -> bool:
    """Whether the actor may do the act with it: the table, and where a unit lets officers send (design 3.5)."""
    found = relations(actor, thing)
    if _allowed(CONSULTEE_TABLE, act, actor.role, found):
        return True
    officers = Relation.OWN in found and actor.is_(Role.OFFICER) and act in _WHERE_OFFICERS_SEND
    return officers and thing.unit.officers_may_send


def may(actor: Actor, act: May, thing: Consultation | Consultee) -> bool:
    """Whether the actor may do the act with a consultation or a consultee (design 7)."""
    if isinstance(thing, Consultation):
        return may_consultation(actor, act, thing)
    return may_consultee(actor, act, thing)


def _load_consultation(consultation_id: int, actor: Actor) -> Consultation | None:
    return queries.visible_consultation(consultation_id, actor)


def _load_consultee(consultee_id: int, actor: Actor) -> Consultee | None:
    found = queries.visible_consultee(consultee_id, actor)
    return found if found is not None and sees(actor, found) else None


def _load_change(change_id: int, actor: Actor) -> ChangePaper | None:
    found = queries.change(change_id)
    if found is None or found.discarded_at is not None:
        return None
    between = relations(actor, found.consultation)
    return found if (between if found.issued_at is not None else between & {Relation.LEAD}) else None


def _between(actor: Actor, request: UrgencyRequest) -> frozenset[Relation]:
    """The lead, and the authority that is asked, also before the issue: the lead itself has told it (rule 29)."""
    if actor.works_in_unit and actor.stands_for(request.consultation.lead_unit_id):
        return frozenset({Relation.LEAD})
    asked = actor.watches and actor.stands_for(request.authority_id)
    return frozenset({Relation.AUTHORITY}) if asked else frozenset()


def _load_request(request_id: int, actor: Actor) -> UrgencyRequest | None:
    found = queries.urgency_request(request_id)
    return found if found is not None and _between(actor, found) else None


def may_request(actor: Actor, act: May, request: UrgencyRequest) -> bool:
    """Who may read and decide about a shorter time (O11)."""
    return _allowed(CONSULTATION_TABLE, act, actor.role, _between(actor, request))


consultation = Door[Consultation]("consultation", Consultation, _load_consultation, may_consultation)
consultee = Door[Consultee]("consultee", Consultee, _load_consultee, may_consultee)

change = Door[ChangePaper]("change", ChangePaper, _load_change, may_change)


def _load_suspension(suspension_id: int, actor: Actor) -> Suspension | None:
    found = queries.suspension(suspension_id)
    return found if found is not None and _may_suspension(actor, May.SUSPENSION_SEE, found) else None


def _may_suspension(actor: Actor, act: May, made: Suspension) -> bool:
    return may_consultation(actor, act, made.consultation)


suspension = Door[Suspension]("suspension", Suspension, _load_suspension, _may_suspension)

urgency_request = Door[UrgencyRequest]("urgency_request", UrgencyRequest, _load_request, may_request)

doors: tuple[Door[Any], ...] = (consultation, consultee, change, suspension, urgency_request)
