"""A period's scorecards of all units, from the facts (design 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from coordination.kernel.store import db
from coordination.scorecards.models import SchemeRow
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.queries.gathered import Left
from coordination.scorecards.queries.leads import lead_cases
from coordination.scorecards.rules import Card, Case, Period, Role, ScoringScheme, cards


def schemes() -> tuple[ScoringScheme, ...]:
    """The schemes that were adopted; without any the default one applies."""
    rows = db.session.scalars(select(SchemeRow).order_by(SchemeRow.valid_from, SchemeRow.id))
    return tuple(ScoringScheme.from_json(row.facts) for row in rows)


def cards_of(
    period: Period, now: datetime, roles: Iterable[Role] = (Role.CONSULTEE, Role.LEAD)
) -> tuple[tuple[Card, ...], list[Left], list[Case]]:
    """Every unit's card in these roles, the cases left out, and the cases behind the cards. Computed anew from the facts."""
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
