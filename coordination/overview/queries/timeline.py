"""One consultation's timeline, from the journal: what the reader may see of it, in words (A11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from coordination.consultations.models import Consultation
from coordination.escalation.models import Escalation
from coordination.kernel.actor import Actor
from coordination.kernel.journal import VERBS, JournalEntry
from coordination.kernel.store import db

SHOWN = 40
# Work inside one unit, which only that unit reads (exact rule 24).
INSIDE = ("reply.drafted", "escalation.proposed", "verdict.proposed", "escalation.stated", "signing.sent",
          "signing.passed", "signing.returned", "signing.signed")  # fmt: skip
DRAFTING = ("consultation.drafted", "consultation.saved", "consultation.attached", "consultation.detached",
            "consultation.reasoned", "consultation.unsigned", "change.drafted", "change.discarded",
            "change.unsigned")  # fmt: skip
# A report is the lead's own until it goes up; then the authority reads how it came about. What it says of a unit
# reaches that unit as the authority's decision; what becomes of its comments, with the submission.
REPORT = ("escalation.opened", "escalation.stated", "escalation.held", "escalation.signed", "escalation.gone_up",
          "escalation.dropped", "escalation.passed_on")  # fmt: skip
NOT_FOR_UNITS = (*REPORT, "comment.disposed", "submission.returned", "suspension.proposed", "suspension.refused",
                 "suspension.mended", "suspension.asked_for_more")  # fmt: skip


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
    about: str = ""
    on_behalf: str = ""


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
    wanted = wanted.where(*visible(consultation, actor))
    rows = list(db.session.scalars(wanted))
    more = rows[SHOWN - 1].place if len(rows) > SHOWN else None
    units = {each.id: each.unit.name for each in consultation.consultees}
    return [_happening(row, units) for row in rows[:SHOWN]], more


def visible(consultation: Consultation, actor: Actor) -> list[ColumnElement[bool]]:
    """The lead sees all but the others' inside work; before the issue there is nothing for anybody else."""
    conditions = [or_(JournalEntry.verb.not_in(INSIDE), JournalEntry.unit_id.in_(sorted(actor.unit_ids)))]
    if actor.works_in_unit and actor.stands_for(consultation.lead_unit_id):
        return conditions
    conditions += [JournalEntry.at >= consultation.issued_at, JournalEntry.verb.not_in(DRAFTING)]
    if actor.watches:
        gone_up = select(Escalation.id).where(
            Escalation.consultation_id == consultation.id, Escalation.sent_up_at.is_not(None)
        )
        conditions.append(or_(JournalEntry.verb.not_in(REPORT), JournalEntry.subject_id.in_(gone_up)))
        return conditions
    mine = [each.id for each in consultation.consultees if actor.stands_for(each.unit_id)]
    conditions.append(or_(JournalEntry.consultee_id.is_(None), JournalEntry.consultee_id.in_(mine)))
    conditions.append(JournalEntry.verb.not_in(NOT_FOR_UNITS))
    return conditions


def _happening(row: JournalEntry, units: Mapping[int, str]) -> Happening:
    verb = VERBS.get(row.verb)
    return Happening(
        id=row.id,
        at=row.at,
        verb=row.verb,
        said=verb.said if verb else row.verb,
        facts=row.facts,
        who=row.person_name,
        unit=row.unit_name,
        on_behalf=row.for_person_name or "",
        role=row.role,
        words=row.words,
        about="" if "unit" in row.facts else units.get(row.consultee_id or 0, ""),
    )
