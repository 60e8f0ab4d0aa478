"""Where one cooperating unit stands, as its pages say it: by when, how late, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.consultations.models import Consultee
from coordination.consultations.rules import ConsulteeFacts, Standing, standing
from coordination.kernel.actor import Actor
from coordination.limits import queries as limits
from coordination.limits.rules import due_day, working_days_left
from coordination.replies import queries
from coordination.replies.models import Reply
from coordination.replies.rules import is_late
from coordination.units import access as units_access
from coordination.units import queries as units
from coordination.units.models import Signing
from coordination.units.rules import SigningState


@dataclass(frozen=True)
class DueNow:
    """The due time in force: the working days left, or that it has passed; how many days late, the ledger says."""

    at: datetime
    left: int | None
    passed: bool


@dataclass(frozen=True)
class Path:
    """Where a draft is on its unit's signing path, for this actor."""

    signing: Signing | None
    on_its_way: bool
    mine: bool
    last: bool
    returned_with: str


def standing_of(consultee: Consultee, now: datetime) -> Standing:
    return standing(ConsulteeFacts.of(consultee), now)


def due_now(consultee: Consultee, now: datetime) -> DueNow | None:
    if consultee.due_at is None:
        return None
    left = working_days_left(now, consultee.due_at, limits.calendar())
    passed = now > consultee.due_at
    return DueNow(consultee.due_at, None if passed else left, passed)


def late_now(consultee: Consultee, now: datetime) -> bool:
    """Whether a reply sent now would be the first complete one and late (A5)."""
    return is_late(consultee.agreed_due_at, queries.first_answer(consultee), now)


def path_of(reply: Reply | None, actor: Actor) -> Path:
    """Asked once a page; a reply that isn't there yet is on no path."""
    signing = units.signing_of("reply", reply.id) if reply is not None and reply.sent_at is None else None
    on_its_way = signing is not None and signing.state is SigningState.ON_ITS_WAY
    returned = signing is not None and signing.state is SigningState.RETURNED
    return Path(
        signing=signing,
        on_its_way=on_its_way,
        mine=on_its_way and signing is not None and units_access.may_sign(actor, signing),
        last=signing is not None and signing.position >= signing.steps,
        returned_with=signing.marks[-1].remark if returned and signing is not None and signing.marks else "",
    )


__all__ = ["DueNow", "Path", "due_day", "due_now", "late_now", "path_of", "standing_of"]
