"""Who may do what with replies and push-backs. The roles of an act about a unit stand in `consultations.access`."""

from __future__ import annotations

from typing import Any

from coordination.consultations import access as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Visibility
from coordination.kernel.actor import Actor
from coordination.kernel.doors import Door, May
from coordination.replies import queries
from coordination.replies.models import PushBack, Reply, SentClaim
from coordination.units import access as units_access
from coordination.units import queries as units
from coordination.units.rules import SigningState


def may_read(actor: Actor, reply: Reply) -> bool:
    """Whether the actor sees a reply: its own unit always; lead and authority once sent; other units as the lead chose.

    An unsent one doesn't exist for anybody outside its unit (exact rule 24).
    """
    consultee = reply.consultee
    if actor.stands_for(consultee.unit_id) and actor.works_in_unit:
        return True
    if reply.sent_at is None or not consultations.may(actor, May.CONSULTATION_SEE, consultee.consultation):
        return False
    if actor.watches or actor.stands_for(consultee.consultation.lead_unit_id):
        return True
    return queries.in_force(reply) and _others_may_read(actor, consultee)


def _others_may_read(actor: Actor, consultee: Consultee) -> bool:
    visibility = consultee.consultation.visibility
    if visibility is Visibility.AFTER_SYNTHESIS:
        return consultee.consultation.submitted_at is not None
    own = next((c for c in consultee.consultation.consultees if actor.stands_for(c.unit_id)), None)
    return visibility is Visibility.AFTER_OWN_REPLY and own is not None and own.answered_at is not None


def _load_reply(reply_id: int, actor: Actor) -> Reply | None:
    found = queries.reply(reply_id)
    return found if found is not None and may_read(actor, found) else None


def may_reply(actor: Actor, act: May, reply: Reply) -> bool:
    """Whether the actor may do the act with a reply; on its signing path it is the turn of one person (O1)."""
    if act is May.REPLY_SEE:
        return may_read(actor, reply)
    if act is May.REPLY_APPROVE and reply.sent_at is None:
        signing = units.signing_of("reply", reply.id)
        if signing is not None and signing.state is SigningState.ON_ITS_WAY:
            return units_access.may_sign(actor, signing)
    return consultations.may(actor, act, reply.consultee)


def sees_push_backs(actor: Actor, consultee: Consultee) -> bool:
    """The unit itself, the lead and the authority's people; other cooperating units don't see its push-backs."""
    return consultations.sees(actor, consultee)


def _load_push_back(push_back_id: int, actor: Actor) -> PushBack | None:
    found = queries.push_back(push_back_id)
    return found if found is not None and sees_push_backs(actor, found.consultee) else None


def _may_push_back(actor: Actor, act: May, made: PushBack) -> bool:
    return consultations.may(actor, act, made.consultee)


def _load_claim(claim_id: int, actor: Actor) -> SentClaim | None:
    found = queries.claim(claim_id)
    return found if found is not None and sees_push_backs(actor, found.consultee) else None


def _may_claim(actor: Actor, act: May, made: SentClaim) -> bool:
    """The lead, whose officer or clerk looks for the letter and enters it, answers; the unit only reads."""
    if act is May.REPLY_ENTER_PAPER and not actor.stands_for(made.consultee.consultation.lead_unit_id):
        return False
    return consultations.may(actor, act, made.consultee)


reply = Door[Reply]("reply", Reply, _load_reply, may_reply)
push_back = Door[PushBack]("push_back", PushBack, _load_push_back, _may_push_back)
claim = Door[SentClaim]("claim", SentClaim, _load_claim, _may_claim)
doors: tuple[Door[Any], ...] = (reply, push_back, claim)
