"""Who may see and settle verdicts. The roles of an act about a cooperating unit stand in `consultations.access`."""

from __future__ import annotations

from typing import Any

from coordination.assessment import queries
from coordination.assessment.models import Verdict
from coordination.consultations import access as consultations
from coordination.consultations.models import Consultee
from coordination.kernel.actor import Actor
from coordination.kernel.doors import Door, May


def consultee_of(verdict: Verdict) -> Consultee:
    """The cooperating unit's part in which the verdict was given."""
    return verdict.opinion.reply.consultee


def sees(actor: Actor, verdict: Verdict) -> bool:
    """A proposed verdict is the lead's own draft (exact rule 24); once given, unit and authority see it, too."""
    consultee = consultee_of(verdict)
    if not consultations.sees(actor, consultee):
        return False
    return verdict.given_at is not None or actor.stands_for(consultee.consultation.lead_unit_id)


def _load(verdict_id: int, actor: Actor) -> Verdict | None:
    found = queries.verdict(verdict_id)
    return found if found is not None and sees(actor, found) else None


def _may(actor: Actor, act: May, thing: Verdict) -> bool:
    return consultations.may(actor, act, consultee_of(thing))


verdict = Door[Verdict]("verdict", Verdict, _load, _may)
doors: tuple[Door[Any], ...] = (verdict,)
