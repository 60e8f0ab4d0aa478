"""Who may do what with replies and push-backs. The roles of an act about a consultee stand in `consultations.access`."""

from __future__ import annotations

from coordination.consultations import access as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Visibility
from coordination.kernel.actor import Actor
from coordination.kernel.doors import Door, May
from coordination.kernel.store import db
from coordination.replies import queries
from coordination.replies.models import PushBack, Reply, SentClaim


def may_read(actor: Actor, reply: Reply) -> bool:
    """Whether the actor sees a reply: its own unit always; lead and authority once sent; other units as the lead chose."""
    consultee = reply.consultee
    if actor.unit_id == consultee.unit_id and actor.works_in_unit:
        return True
    if reply.sent_at is None or not consultations.may(actor, May.CONSULTATION_SEE, consultee.consultation):
        return False
    if actor.watches or actor.unit_id == consultee.consultation.lead_unit_id:
        return True
    return _others_may_read(actor, consultee)


def _others_may_read(actor: Actor, consultee: Consultee) -> bool:
    visibility = consultee.consultation.visibility
    if visibility is Visibility.AFTER_SYNTHESIS:
        return consultee.consultation.submitted_at is not None
    own = next((c for c in consultee.consultation.consultees if c.unit_id == actor.unit_id), None)
    return visibility is Visibility.AFTER_OWN_REPLY and own is not None and own.answered_at is not None


def _load_reply(reply_id: int, actor: Actor) -> Reply | None:
    found = queries.reply(reply_id)
    return found if found is not None and may_read(actor, found) else None


def _may_reply(actor: Actor, act: May, reply: Reply) -> bool:
    if act is May.REPLY_SEE:
        return may_read(actor, reply)
    return consultations.may(actor, act, reply.consultee)


def sees_push_backs(actor: Actor, consultee: Consultee) -> bool:
    """The unit itself, the lead and the authority's people; other cooperating units don't see each other's push-backs."""
    party = actor.works_in_unit and actor.unit_id in (consultee.unit_id, consultee.consultation.lead_unit_id)
    return (party or actor.watches) and consultations.may(actor, May.CONSULTATION_SEE, consultee.consultation)


def _load_push_back(push_back_id: int, actor: Actor) -> PushBack | None:
    found = queries.push_back(push_back_id)
    return found if found is not None and sees_push_backs(actor, found.consultee) else None


def _may_push_back(actor: Actor, act: May, made: PushBack) -> bool:
    return act is May.REPLY_SEE or consultations.may(actor, act, made.consultee)


def _load_claim(claim_id: int, actor: Actor) -> SentClaim | None:
    found = queries.claim(claim_id)
    if found is None:
        return None
    return found if sees_push_backs(actor, db.session.get_one(Consultee, found.consultee_id)) else None


def _may_claim(actor: Actor, act: May, made: SentClaim) -> bool:
    return consultations.may(actor, act, db.session.get_one(Consultee, made.consultee_id))


reply = Door("reply", Reply, _load_reply, _may_reply)
push_back = Door("push_back", PushBack, _load_push_back, _may_push_back)
claim = Door("claim", SentClaim, _load_claim, _may_claim)
doors = (reply, push_back, claim)
