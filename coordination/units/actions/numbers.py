"""The register of outgoing papers: per unit, year and symbol, each number once (exact rule 33)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects import postgresql, sqlite

from coordination.kernel.store import db
from coordination.units.models import DocumentNumber, Unit
from coordination.units.rules import numbered


def next_number(unit: Unit, on: date, symbol: str = "") -> str:
    """Take the next number of the unit's register, for example '15/STC-QLNS'; each year starts with 01.

    One statement, so that two clerks never get the same number; a rolled-back act gives its number back.
    Clauses: O1, exact rule 33, Decree 30/2020.
    """
    symbol = symbol.strip() or unit.symbol or unit.code
    insert = sqlite.insert if db.session.get_bind().dialect.name == "sqlite" else postgresql.insert
    first = insert(DocumentNumber).values(unit_id=unit.id, year=on.year, symbol=symbol, last=1)
    taken = first.on_conflict_do_update(
        index_elements=["unit_id", "year", "symbol"], set_={"last": DocumentNumber.last + 1}
    ).returning(DocumentNumber.last)
    db.session.flush()
    return numbered(db.session.execute(taken).scalar_one(), symbol)
