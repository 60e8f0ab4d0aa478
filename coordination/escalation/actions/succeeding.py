"""Open reports and tasks go to a unit's successor, or to the successor of the authority (design 3.1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select, update

from coordination.consultations.actions import CARRY_SOMETHING
from coordination.consultations.models import Consultee
from coordination.escalation.models import Directive, EscalatedCase, Escalation, FieldCharge
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.units import queries as units
from coordination.units.actions import CARRIERS, Carrier, Moving

DIRECTIVE = Verb.declare(
    "directive.succeeded", _l("%(unit)s thực hiện tiếp nhiệm vụ giao cho %(before)s, thời hạn giữ nguyên"),
    "before", "unit", "on", "due_at",
)  # fmt: skip
WATCHED = Verb.declare(
    "directive.authority_succeeded", _l("%(unit)s theo dõi tiếp nhiệm vụ do %(before)s giao"), "before", "unit", "on"
)
REPORT = Verb.declare(
    "escalation.authority_succeeded", _l("Báo cáo trình %(before)s nay do %(unit)s cho ý kiến xử lý"),
    "before", "unit", "on",
)  # fmt: skip

_Where = list[ColumnElement[bool]]


def _given(moving: Moving) -> _Where:
    return [Directive.unit_id.in_(moving.olds if moving.whole else []), Directive.confirmed_at.is_(None)]


def _watched(moving: Moving) -> _Where:
    return [Directive.authority_id.in_(moving.olds if moving.whole else []), Directive.confirmed_at.is_(None)]


def _reports(moving: Moving) -> _Where:
    return [Escalation.authority_id.in_(moving.olds if moving.whole else []), Escalation.closed_at.is_(None)]


def count(moving: Moving) -> list[tuple[Any, int]]:
    """What would move: tasks the units have to do, tasks they gave, reports that wait for their word."""

    def number(thing: Any, where: _Where) -> int:
        return db.session.scalar(select(func.count(thing.id)).where(*where)) or 0

    return [
        (_l("Nhiệm vụ được giao đang thực hiện"), number(Directive, _given(moving))),
        (_l("Nhiệm vụ đã giao, đang theo dõi"), number(Directive, _watched(moving))),
        (_l("Báo cáo đang chờ ý kiến xử lý"), number(Escalation, _reports(moving))),
    ]


def carry(moving: Moving, by: Actor, now: datetime) -> None:
    """Move open tasks and reports; their due times and what was done about them stay (A7)."""
    names = {each.id: each.name for each in units.units_by_ids({*moving.olds, *moving.receivers}).values()}

    def said(before: int) -> dict[str, Any]:
        return {"before": names[before], "unit": names[moving.to], "on": moving.on}

    for verb, column, where in (
        (DIRECTIVE, Directive.unit_id, _given(moving)),
        (WATCHED, Directive.authority_id, _watched(moving)),
    ):
        rows = select(Directive.id, column, Directive.due_at, Directive.consultee_id, Consultee.consultation_id)
        found = rows.outerjoin(Consultee, Consultee.id == Directive.consultee_id).where(*where)
        for directive_id, before, due_at, consultee_id, consultation_id in db.session.execute(found).all():
            more: dict[str, Any] = {"due_at": due_at} if verb is DIRECTIVE else {}
            journal.record(
                verb, by=by, now=now, consultation_id=consultation_id, consultee_id=consultee_id,
                subject_id=directive_id, **said(before), **more,
            )  # fmt: skip
        _set(Directive, column, moving.to, where)
    for report_id, before, consultation_id in db.session.execute(
        select(Escalation.id, Escalation.authority_id, Escalation.consultation_id).where(*_reports(moving))
    ).all():
        journal.record(REPORT, by=by, now=now, consultation_id=consultation_id, subject_id=report_id, **said(before))
    _set(Escalation, Escalation.authority_id, moving.to, _reports(moving))
    if moving.whole:
        _charges(moving)
    db.session.expire_all()


def _charges(moving: Moving) -> None:
    """Who of the leaders is in charge of what stays so, of the successor and by the successor (O13)."""
    in_force = FieldCharge.valid_to.is_(None) | (FieldCharge.valid_to >= moving.on)
    for column in (FieldCharge.authority_id, FieldCharge.unit_id):
        where = column.in_(moving.olds) & in_force
        db.session.execute(
            update(FieldCharge).where(where).values({column: moving.to}).execution_options(synchronize_session=False)
        )


def _set(table: type[Directive] | type[Escalation], column: Any, to: int, where: _Where) -> None:
    """One UPDATE for all; who is just working on one of them is told that it changed."""
    db.session.execute(
        update(table)
        .where(*where)
        .values({column: to, table.version: table.version + 1})
        .execution_options(synchronize_session=False)
    )


def carrying(consultee_ids: Collection[int]) -> set[int]:
    """The parts that a report speaks of, or that have a task: these stay parts of their own."""
    cases = select(EscalatedCase.consultee_id).where(EscalatedCase.consultee_id.in_(consultee_ids))
    tasks = select(Directive.consultee_id).where(
        Directive.consultee_id.in_(consultee_ids), Directive.confirmed_at.is_(None)
    )
    return {each for wanted in (cases, tasks) for each in db.session.scalars(wanted) if each is not None}


CARRY_SOMETHING.append(carrying)
CARRIERS.append(Carrier("escalation", count, carry))
