"""The way up inside an authority: who is in charge of what, to whom a report goes, who may decide it (O13)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.escalation.models import Escalation, FieldCharge
from coordination.escalation.rules import Charge, deciders, line_of, route
from coordination.kernel.actor import Role
from coordination.kernel.store import db
from coordination.units import queries as units


def charges() -> list[FieldCharge]:
    """The whole register, by authority and leader."""
    whole = (joinedload(FieldCharge.authority), joinedload(FieldCharge.person), joinedload(FieldCharge.unit))
    wanted = (
        select(FieldCharge).options(*whole).order_by(FieldCharge.authority_id, FieldCharge.person_id, FieldCharge.id)
    )
    return list(db.session.scalars(wanted))


def charge(charge_id: int) -> FieldCharge | None:
    return db.session.get(FieldCharge, charge_id)


def _charges(authority_id: int) -> list[Charge]:
    rows = db.session.scalars(select(FieldCharge).where(FieldCharge.authority_id == authority_id))
    return [Charge(row.person_id, row.unit_id, row.valid_from, row.valid_to) for row in rows]


def leader_for(report: Escalation, on: date) -> int | None:
    """The leader in whose field the lead and all reported units lie; None is the chairman."""
    concerned = [report.consultation.lead_unit, *(case.consultee.unit for case in report.cases)]
    return route(_charges(report.authority_id), [line_of(unit.path) for unit in concerned], on)


def leaders(authority_id: int, on: date) -> dict[int, str]:
    """Who decides in an authority today: id → name."""
    return {each.id: each.name for each in units.people_of(authority_id, [Role.DECISION_MAKER], on)}


def goes_to(report: Escalation, on: date) -> frozenset[int]:
    """To whom the report goes: the leader in charge, or the chairman."""
    known = leaders(report.authority_id, on)
    return deciders(known, _charges(report.authority_id), report.routed_to, on)[0]


def stands_for_chairman(person_id: int | None, authority_id: int, on: date) -> bool:
    """Whether this leader has no field of his own and so decides on everything."""
    known = leaders(authority_id, on)
    return person_id in deciders(known, _charges(authority_id), None, on)[0]


def may_decide(person_id: int | None, report: Escalation, on: date) -> bool:
    """Whether this leader decides on this report: it lies in his field, or he has none of his own."""
    return person_id == report.routed_to or stands_for_chairman(person_id, report.authority_id, on)
