"""A period's scorecards of all units, from the facts (design 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from coordination.consultations.models import Consultation, Consultee
from coordination.kernel.store import db
from coordination.scorecards.models import SchemeRow
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.queries.gathered import AnySelect, Left
from coordination.scorecards.queries.leads import lead_cases
from coordination.scorecards.rules import Card, Case, Period, Role, ScoringScheme, cards, together
from coordination.units import queries as units
from coordination.units.models import Unit


def schemes() -> tuple[ScoringScheme, ...]:
    """The schemes that were adopted; without any the default one applies."""
    rows = db.session.scalars(select(SchemeRow).order_by(SchemeRow.valid_from, SchemeRow.id))
    return tuple(ScoringScheme.from_json(row.facts) for row in rows)


def cards_of(
    period: Period,
    now: datetime,
    roles: Iterable[Role] = (Role.CONSULTEE, Role.LEAD),
    *,
    combined: Unit | None = None,
) -> tuple[tuple[Card, ...], list[Left], list[Case]]:
    """Every unit's card in these roles, the cases left out, and the cases behind the cards; computed from the facts.

    `combined`: a unit whose card takes its predecessors' cases in (design 3.1).
    """
    cases: list[Case] = []
    left: list[Left] = []
    wanted = set(roles)
    if Role.CONSULTEE in wanted:
        counted, left = consultee_cases(period, now)
        cases += counted
    if Role.LEAD in wanted:
        cases += lead_cases(period, now)
    if combined is not None:
        family = {combined.code, *(each.code for each in units.predecessors_of(combined))}
        cases = together(cases, family, combined.code)
        left = [replace(each, unit=combined.code) if each.unit in family else each for each in left]
    return cards(cases, period, schemes()), left, cases


@dataclass(frozen=True)
class CaseTitle:
    """What a case of the ledger is called on a screen, and the consultation that it opens."""

    consultation_id: int
    number: str
    subject: str
    lead: str


def case_titles(cases: Iterable[str]) -> dict[str, CaseTitle]:
    """The consultation behind each case, so that a figure opens to its evidence. Two statements."""
    keys = [key.partition("/") for key in cases]
    of = {
        kind: [int(number) for each, _slash, number in keys if each == kind] for kind in ("consultee", "consultation")
    }
    titles: dict[str, CaseTitle] = {}
    columns = (Consultation.id.label("consultation_id"), Consultation.number, Consultation.subject, Unit.name)
    asked: AnySelect = (
        select(Consultee.id, *columns)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(Unit, Unit.id == Consultation.lead_unit_id)
    )
    for row in db.session.execute(asked.where(Consultee.id.in_(of["consultee"]))):
        titles[f"consultee/{row.id}"] = CaseTitle(row.consultation_id, row.number, row.subject, row.name)
    led: AnySelect = select(*columns).join(Unit, Unit.id == Consultation.lead_unit_id)
    for row in db.session.execute(led.where(Consultation.id.in_(of["consultation"]))):
        titles[f"consultation/{row.consultation_id}"] = CaseTitle(
            row.consultation_id, row.number, row.subject, row.name
        )
    return titles
