"""One consultation's timeline, from the journal: what the reader may see of it, in words (A11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from coordination.consultations.models import Consultation
from coordination.kernel.actor import Actor
from coordination.kernel.journal import VERBS, JournalEntry
from coordination.kernel.store import db

SHOWN = 100
# Work inside one unit, which only that unit reads (rule 24).
INSIDE = ("reply.drafted", "verdict.proposed", "escalation.stated", "consultation.saved", "signing.sent",
          "signing.passed", "signing.returned", "signing.signed")  # fmt: skip
# What the lead and the authority do about a late unit before anything is decided is not for the other units.
NOT_FOR_UNITS = (
    "escalation.opened",
    "escalation.held",
    "escalation.signed",
    "escalation.gone_up",
    "escalation.dropped",
)


@dataclass(frozen=True)
class Happening:
    """One entry: its sentence (still with its facts), who, when, and the person's own words."""

    id: int
    at: datetime
    verb: str
    said: Any
    facts: Mapping[str, Any]
    who: str
    unit: str
    role: str
    words: str


def timeline(
    consultation: Consultation, actor: Actor, *, before: int | None = None
) -> tuple[list[Happening], int | None]:
    """The latest entries that the actor may see, newest first, and where the next page begins (None: no more)."""
    wanted = (
        select(JournalEntry)
        .where(JournalEntry.consultation_id == consultation.id)
        .order_by(JournalEntry.place.desc())
        .limit(SHOWN + 1)
    )
    if before is not None:
        wanted = wanted.where(JournalEntry.place < before)
    wanted = wanted.where(*_visible(consultation, actor))
    rows = list(db.session.scalars(wanted))
    more = rows[SHOWN - 1].place if len(rows) > SHOWN else None
    return [_happening(row) for row in rows[:SHOWN]], more


def _visible(consultation: Consultation, actor: Actor) -> list[Any]:
    own = JournalEntry.unit_id == actor.unit_id
    conditions: list[Any] = [or_(JournalEntry.verb.not_in(INSIDE), own)]
    if not actor.watches and actor.unit_id != consultation.lead_unit_id:
        mine = [each.id for each in consultation.consultees if each.unit_id == actor.unit_id]
        conditions.append(or_(JournalEntry.consultee_id.is_(None), JournalEntry.consultee_id.in_(mine)))
        conditions.append(or_(JournalEntry.verb.not_in(NOT_FOR_UNITS), JournalEntry.consultee_id.in_(mine)))
    return conditions


def _happening(row: JournalEntry) -> Happening:
    verb = VERBS.get(row.verb)
    return Happening(
        id=row.id,
        at=row.at,
        verb=row.verb,
        said=verb.said if verb else row.verb,
        facts=row.facts,
        who=row.person_name,
        unit=row.unit_name,
        role=row.role,
        words=row.words,
    )
