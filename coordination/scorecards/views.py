"""The scorecards on screen: a list for those who watch, one unit's card with the ledger behind each figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, abort, request

from coordination.kernel import clock
from coordination.kernel.actor import AUTHORITY_ROLES, UNIT_ROLES
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.words import sort_key
from coordination.scorecards import access, queries, words
from coordination.scorecards.forms import PeriodForm
from coordination.scorecards.rules import (
    Card,
    Entry,
    Period,
    PeriodKind,
    Role,
    band_change,
    extended,
    indicators,
    scheme_on,
)
from coordination.units import queries as units
from coordination.units import words as unit_words
from coordination.units.models import Unit

bp = Blueprint("scorecards", __name__)
blueprints = (bp,)

MONTHS = 12
# So many cases of the ledger are shown at once, those with the most points lost first.
LEDGER = 100


def _periods() -> list[Period]:
    """The last twelve months, their quarters, and the years they lie in; the running month first."""
    month: Period | None = Period.of(clock.today(), PeriodKind.MONTH)
    months: list[Period] = []
    while month is not None and len(months) < MONTHS:
        months.append(month)
        month = month.previous
    quarters = list(dict.fromkeys(Period.of(one.first, PeriodKind.QUARTER) for one in months))
    years = list(dict.fromkeys(Period.of(one.first, PeriodKind.YEAR) for one in months))
    return [*months, *quarters, *years]


def _chosen(form: PeriodForm) -> tuple[Period, Role]:
    """What the address asks for; what makes no sense there is the running quarter, as a cooperating unit."""
    known = _periods()
    form.period.choices = [(str(one), words.period(one)) for one in known]
    try:
        period = Period.parse(request.args.get("period", ""))
    except ValueError:
        period = Period.of(clock.today(), PeriodKind.QUARTER)
    if period not in known:
        form.period.choices.append((str(period), words.period(period)))
    role = Role.LEAD if request.args.get("role") == Role.LEAD.value else Role.CONSULTEE
    form.period.data, form.role.data = str(period), role
    return period, role


@bp.get("/scorecards")
@signed_in(*UNIT_ROLES, *AUTHORITY_ROLES)
def index() -> Any:
    """A unit's people come to their own card; an authority's see all units below, alphabetically within a kind."""
    actor = me()
    if actor.works_in_unit:
        if actor.unit_id is None:
            abort(404)
        return done("scorecards.card", unit_id=actor.unit_id)
    form = PeriodForm(request.args)
    period, role = _chosen(form)
    found, left, _cases = queries.cards_of(period, clock.now(), [role])
    below = {unit.code: unit for unit in units.units_below_within(actor.unit_path, period.first, period.last)}
    rows = _rows(found, below)
    return page(
        "scorecards/index.html", form=form, rows=rows, period=period, role=role, words=words,
        left=sum(1 for one in left if one.unit in below), groups=_kinds(rows),
    )  # fmt: skip


def _rows(found: Iterable[Card], below: dict[str, Unit]) -> list[dict[str, Any]]:
    rows = [{"card": card, "unit": below[card.unit]} for card in found if card.unit in below]
    return sorted(rows, key=lambda row: (row["unit"].kind.value, sort_key(row["unit"].name)))


def _kinds(rows: Sequence[dict[str, Any]]) -> dict[int, str]:
    """Where in the list another kind of unit begins, and its name."""
    kinds = [row["unit"].kind for row in rows]
    begins = [place for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind]
    return {place: str(unit_words.KIND_NAMES[kinds[place]]) for place in begins}


@bp.get("/units/<id:unit_id>/scorecard")
@opens(access.scored_unit, May.SCORECARD_SEE)
def card(unit: Unit) -> Any:
    """One unit's card: figure, interval, indicators, the ledger, what would change it.

    After a succession there are three: the old unit's, the new one's, and the new one's with all before it (3.1).
    """
    form = PeriodForm(request.args)
    period, role = _chosen(form)
    before = units.predecessors_of(unit)
    combined = bool(before) and request.args.get("combined") == "1"
    found, left, cases = queries.cards_of(period, clock.now(), [role], combined=unit if combined else None)
    mine = next((one for one in found if one.unit == unit.code and one.role is role), None)
    own_cases = [one for one in cases if one.unit == unit.code and one.counted_on in period]
    scheme = scheme_on(queries.schemes(), period.last)
    ledger = sorted(mine.ledger, key=lambda entry: entry.score) if mine else []
    change = band_change([(e.case.case, e.score) for e in ledger], scheme) if mine else None
    out = [one for one in left if one.unit == unit.code]
    named = [*(entry.case.case for entry in ledger[:LEDGER]), *(one.case for one in out[:LEDGER])]
    return page(
        "scorecards/card.html", unit=unit, form=form, period=period, role=role, card=mine, words=words,
        indicators=indicators(own_cases), extended=extended(own_cases), change=change, heaviest=_heaviest(ledger),
        ledger=ledger[:LEDGER], left=out, names=queries.case_titles(named), watches=me().watches,
        before=before, combined=combined, heirs=units.heirs_of([unit]).get(unit.id, []),
    )  # fmt: skip


def _heaviest(ledger: Sequence[Entry]) -> list[dict[str, Any]]:
    """Where most points were lost: the component, how many of a hundred, and its worst case (face: Scorecard)."""
    lost: dict[str, list[tuple[float, Entry]]] = {}
    for entry in ledger:
        for one in entry.losses:
            if one.points > 0:
                lost.setdefault(one.component, []).append((one.points, entry))
    heavy = [
        {
            "component": component,
            "points": sum(points for points, _entry in found) / len(ledger),
            "cases": len({entry.case.case for _points, entry in found}),
            "worst": max(found, key=lambda each: each[0])[1].case.case,
        }
        for component, found in lost.items()
    ]
    return sorted(heavy, key=lambda each: -float(str(each["points"])))[:3]
