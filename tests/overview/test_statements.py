"""A page takes the same number of statements whether its unit has ten consultations or thousands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from coordination.consultations.models import Consultation, Consultee, Point, Round
from coordination.kernel.store import db
from coordination.replies.rules import Position
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker

pytestmark = pytest.mark.sqlite  # how many statements a page takes has nothing to do with the database
SOME, MANY = 1_000, 10_000
SKIPPED = {"id", "consultation_id", "consultee_id", "version", "number"}


def _copies(model: Any, row: Any, **values: Any) -> dict[str, Any]:
    kept = {c.key: getattr(row, c.key) for c in model.__mapper__.column_attrs if c.key not in SKIPPED}
    return {**kept, **values}


def multiply(asked: Consultation, times: int) -> None:
    """Make many consultations alike: the rows only, for what a page costs does not depend on how they came about."""
    first = 1 + (db.session.scalar(select(Consultation.id).order_by(Consultation.id.desc()).limit(1)) or 0)
    part = 1 + (db.session.scalar(select(Consultee.id).order_by(Consultee.id.desc()).limit(1)) or 0)
    many: dict[Any, list[dict[str, Any]]] = {Consultation: [], Point: [], Consultee: [], Round: []}
    for n in range(times):
        due = asked.due_at and asked.due_at + timedelta(minutes=n)
        many[Consultation].append(
            _copies(Consultation, asked, id=first + n, version=1, number=f"{n}/X", due_at=due,
                    issued_at=asked.issued_at and asked.issued_at - timedelta(minutes=n))
        )  # fmt: skip
        many[Point] += [_copies(Point, point, consultation_id=first + n) for point in asked.points]
        for each in asked.consultees:
            many[Consultee].append(_copies(Consultee, each, id=part, consultation_id=first + n, version=1))
            many[Round] += [_copies(Round, one, consultee_id=part, number=one.number) for one in each.rounds]
            part += 1
    for model, rows in many.items():
        db.session.execute(insert(model.__table__), rows)
    db.session.commit()


PAGES: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("lan", "overview.desk", {}), ("dung", "overview.desk", {}), ("thu", "overview.desk", {}),
    ("mai", "overview.desk", {}), ("chairman", "overview.desk", {}), ("monitor", "overview.desk", {}),
    ("lan", "overview.sent", {}), ("lan", "overview.sent", {"overdue": "y"}), ("lan", "overview.sent", {"q": "muc chi"}),
    ("mai", "overview.received", {}), ("mai", "overview.received", {"closed": "1"}),
    ("monitor", "overview.below", {}), ("mai", "overview.search", {"q": "muc chi"}),
    ("lan", "overview.consultation", {}),
)  # fmt: skip
# These read every case of their period (until its figures are kept): a thousand say as much as ten thousand.
SCORES: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("monitor", "scorecards.index", {"period": "2026-10"}), ("mai", "scorecards.card", {"period": "2026-10"}),
)  # fmt: skip


def cost(browser: Browser, cast: Cast, asked_id: int, pages: Sequence[tuple[str, str, dict[str, Any]]]) -> Any:
    costs = {}
    for who, endpoint, query in pages:
        values: dict[str, Any] = {}
        if endpoint == "overview.consultation":
            values["consultation_id"] = asked_id
        elif endpoint == "scorecards.card":
            values["unit_id"] = cast.stp.id
        page = browser.as_(getattr(cast, who)).get(endpoint, query=query, budget=40, **values)
        costs[f"{who} {endpoint} {query}"] = len(page.statements)
    return costs


@pytest.mark.req("A11")
@pytest.mark.timeout(300)
def test_every_page_takes_as_many_statements_for_thousands_as_for_ten(
    browser: Browser, cast: Cast, make: Maker, clock: Clock
) -> None:
    asked = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    make.reply(make.of(asked, "stp"), Position.DISAGREE)
    make.accepted(make.reply(make.consultee("stp")).consultee)
    make.for_signing()
    make.draft()
    open_one = make.consultation(due_at=clock.moment("2026-10-12 17:00"))
    clock.at("2026-10-13 10:00")
    multiply(open_one, 8)
    few, scores = (cost(browser, cast, asked.id, pages) for pages in (PAGES, SCORES))
    multiply(open_one, SOME)
    assert cost(browser, cast, asked.id, SCORES) == scores
    multiply(open_one, MANY - SOME)
    assert cost(browser, cast, asked.id, PAGES) == few
    assert max(few.values()) <= 34


@pytest.mark.req("A11")
def test_one_consultations_page_takes_as_many_statements_for_forty_units_as_for_two(
    browser: Browser, cast: Cast, make: Maker
) -> None:
    from coordination.units.models import Unit
    from coordination.units.rules import UnitKind

    small = make.consultation(points=1)
    wards = [
        Unit(code=f"P{n}", name=f"Phường {n:02d}", name_folded=f"phuong {n:02d}", kind=UnitKind.WARD,
             parent_id=cast.ubnd.id, path=f"{cast.ubnd.path}9{n:03d}/")
        for n in range(40)
    ]  # fmt: skip
    db.session.add_all(wards)
    db.session.flush()
    large = make.consultation(points=10, consultees=["stp", "sxd", *wards])
    counts = [
        len(browser.as_(cast.lan).get("overview.consultation", consultation_id=each.id, budget=40).statements)
        for each in (small, large)
    ]
    assert counts[0] == counts[1]
