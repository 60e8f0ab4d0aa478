"""A period's scorecards of all units, from the facts (design 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.store import db
from coordination.scorecards.models import SchemeRow
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.queries.gathered import Left, batched_ids
from coordination.scorecards.queries.leads import lead_cases
from coordination.scorecards.rules import Card, Case, Entry, Period, Role, ScoringScheme, cards


def schemes() -> tuple[ScoringScheme, ...]:
    """The schemes that were adopted; without any the default one applies."""
    rows = db.session.scalars(select(SchemeRow).order_by(SchemeRow.valid_from, SchemeRow.id))
    return tuple(ScoringScheme.from_json(row.facts) for row in rows)


def cards_of(
    period: Period, now: datetime, roles: Iterable[Role] = (Role.CONSULTEE, Role.LEAD)
) -> tuple[tuple[Card, ...], list[Left], list[Case]]:
    """Every unit's card in these roles, the cases left out, and the cases behind the cards; computed from the facts."""
    cases: list[Case] = []
    left: list[Left] = []
    wanted = set(roles)
    if Role.CONSULTEE in wanted:
        counted, left = consultee_cases(period, now)
        cases += counted
    if Role.LEAD in wanted:
        cases += lead_cases(period, now)
    return cards(cases, period, schemes()), left, cases


def units_with_cases(found: Iterable[Card]) -> list[str]:
    """The codes of the units that have a card, in order."""
    return sorted({card.unit for card in found})


@dataclass(frozen=True)
class CaseTitle:
    """What a case of the ledger is called on a screen, and the consultation that it opens."""

    consultation_id: int
    number: str
    subject: str


def case_titles(ledger: Iterable[Entry]) -> dict[str, CaseTitle]:
    """The consultation behind each case, so that a figure opens to its evidence. Two statements."""
    keys = [entry.case.case for entry in ledger]
    consultees = [int(key.partition("/")[2]) for key in keys if key.startswith("consultee/")]
    consultations = [int(key.partition("/")[2]) for key in keys if key.startswith("consultation/")]
    titles: dict[str, CaseTitle] = {}
    columns = (Consultation.id, Consultation.number, Consultation.subject)
    asked = select(Consultee.id, *columns).join(Consultation, Consultation.id == Consultee.consultation_id)
    for some in batched_ids(consultees):
        for consultee_id, *title in db.session.execute(asked.where(Consultee.id.in_(some))):
            titles[f"consultee/{consultee_id}"] = CaseTitle(*title)
    for some in batched_ids(consultations):
        for title in db.session.execute(select(*columns).where(Consultation.id.in_(some))):
            titles[f"consultation/{title[0]}"] = CaseTitle(*title)
    return titles
