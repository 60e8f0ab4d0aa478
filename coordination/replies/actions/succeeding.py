"""When a unit's successor takes over: what a part carries, and where the draft of a joined part goes (design 3.1)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from coordination.consultations.actions import AFTER_JOIN, CARRY_SOMETHING
from coordination.kernel.store import db
from coordination.replies.models import PushBack, Reply, SentClaim


def carrying(consultee_ids: Collection[int]) -> set[int]:
    """The parts with a reply sent, a hand-back, or the word that the reply was sent: these stay parts of their own."""
    found: set[int] = set()
    for table in (PushBack, SentClaim):
        found |= set(db.session.scalars(select(table.consultee_id).where(table.consultee_id.in_(consultee_ids))))
    sent = select(Reply.consultee_id).where(Reply.consultee_id.in_(consultee_ids), Reply.sent_at.is_not(None))
    return found | set(db.session.scalars(sent))


def draft_goes_along(joined: int, into: int) -> None:
    """A reply being written in the joined part goes on in the other, unless one is being written there already.

    Then both texts stay readable to the successor, and nobody's words are overwritten.
    """
    drafts = select(Reply).where(Reply.consultee_id.in_([joined, into]), Reply.sent_at.is_(None))
    found = {each.consultee_id: each for each in db.session.scalars(drafts)}
    if joined in found and into not in found:
        found[joined].consultee_id = into
        db.session.flush()


CARRY_SOMETHING.append(carrying)
AFTER_JOIN.append(draft_goes_along)
