"""A large store, quickly: rows straight into the tables (a bench measures reading and acting, not how they came)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from coordination.consultations.models import Consultation, Consultee, Point, Round
from coordination.consultations.rules import Ending, Kind, PointKind, RoundCause, Urgency, Visibility
from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.store import commit, db
from coordination.kernel.words import fold
from coordination.limits.rules import default_ladder
from coordination.units.actions import hash_password
from coordination.units.models import Membership, Person, Unit, UnitBox
from coordination.units.rules import UnitKind

UNITS = 200
ASKED = 10
POINTS = 3
PASSWORD = "Mot-mat-khau-dai-2026"
CHUNK = 5_000


def fill(consultees: int, now: datetime) -> None:
    """Units, people, consultations with ten consultees each, issued evenly over the last year; one in ten is open."""
    _units(now)
    consultations = consultees // ASKED
    _insert(Consultation, (_consultation(i, consultations, now) for i in range(1, consultations + 1)))
    _insert(Point, _points(consultations))
    _insert(Consultee, _consultees(consultations, now))
    _insert(Round, _rounds(consultations, now))
    commit()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SELECT setval('consultation_id_seq', (SELECT max(id) FROM consultation))")
            connection.exec_driver_sql("SELECT setval('consultee_id_seq', (SELECT max(id) FROM consultee))")
            connection.exec_driver_sql("SELECT setval('unit_id_seq', (SELECT max(id) FROM unit))")
            connection.exec_driver_sql("SELECT setval('person_id_seq', (SELECT max(id) FROM person))")
            connection.exec_driver_sql("ANALYZE")


def _insert(model: Any, rows: Iterator[Mapping[str, Any]]) -> None:
    batch: list[Mapping[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == CHUNK:
            db.session.execute(insert(model), batch)
            batch = []
    if batch:
        db.session.execute(insert(model), batch)


def _units(now: datetime) -> None:
    names = ["Ủy ban nhân dân Thành phố", *(f"Sở Thử nghiệm {i}" for i in range(1, UNITS))]
    units: Sequence[Mapping[str, Any]] = [
        {
            "id": i,
            "code": f"U{i}",
            "name": name,
            "name_folded": fold(name),
            "short_name": "",
            "kind": UnitKind.DEPARTMENT if i > 1 else UnitKind.PEOPLES_COMMITTEE,
            "parent_id": None if i == 1 else 1,
            "path": "/1/" if i == 1 else f"/1/{i}/",
            "is_authority": i == 1,
            "symbol": f"U{i}",
            "address": "",
            "officers_may_send": False,
        }
        for i, name in enumerate(names, start=1)
    ]
    db.session.execute(insert(Unit), units)
    db.session.execute(insert(UnitBox), [{"unit_id": u["id"], "address": f"hop.{u['id']}@demo.example"} for u in units])
    hashed = hash_password(PASSWORD)
    people, members = [], []
    for unit in units:
        for place, role in enumerate((Role.OFFICER, Role.HEAD, Role.CLERK)):
            person = (unit["id"] - 1) * 3 + place + 1
            name = f"Nguyễn Văn {person}"
            people.append({"id": person, "email": f"{role.value}.{unit['id']}@demo.example", "name": name,
                           "name_folded": fold(name), "title": "", "password_hash": hashed, "session_version": 1,
                           "language": "vi", "digest": True, "active": True})  # fmt: skip
            members.append({"person_id": person, "unit_id": unit["id"], "role": role})
    db.session.execute(insert(Person), people)
    db.session.execute(insert(Membership), members)


def _issued(number: int, of: int, now: datetime) -> datetime:
    """Evenly over the year before now; the highest numbers are the latest."""
    return now - timedelta(days=365) * ((of - number) / of)


def is_open(number: int, of: int) -> bool:
    return number > of * 0.9


def _consultation(number: int, of: int, now: datetime) -> Mapping[str, Any]:
    issued = _issued(number, of, now)
    subject = f"Dự thảo Quyết định số {number} về quản lý, sử dụng tài sản công"
    closed = not is_open(number, of)
    return {
        "id": number,
        "lead_unit_id": number % (UNITS - 1) + 2,
        "authority_id": 1,
        "officer_id": (number % (UNITS - 1) + 1) * 3 + 1,
        "kind": Kind.OTHER,
        "urgency": Urgency.ORDINARY,
        "visibility": Visibility.AFTER_SYNTHESIS,
        "subject": subject,
        "subject_folded": fold(subject),
        "background": "",
        "submit_by": (issued + timedelta(days=40)).date(),
        "due_at": issued + timedelta(days=10),
        "number": f"{number}/U",
        "issued_on": issued.date(),
        "signatory": "",
        "what_changed": "",
        "rule": None,
        "ladder": default_ladder().as_json(),
        "urgency_approved": False,
        "urgency_basis": "",
        "created_at": issued,
        "issued_at": issued,
        "withdrawn_reason": "",
        "submitted_at": issued + timedelta(days=20) if closed else None,
        "edition": 1,
        "version": 1,
    }


def _points(consultations: int) -> Iterator[Mapping[str, Any]]:
    for consultation in range(1, consultations + 1):
        for position in range(1, POINTS + 1):
            yield {"consultation_id": consultation, "position": position, "clause": f"Điều {position}",
                   "clause_text": "Nội dung điều khoản.", "question": "Đơn vị thống nhất nội dung này không?",
                   "kind": PointKind.YES_NO, "options": [], "lead_position": "Như dự thảo.", "lead_basis": "",
                   "for_everyone": True}  # fmt: skip


def consultee_id(consultation: int, place: int) -> int:
    return (consultation - 1) * ASKED + place + 1


def _consultees(consultations: int, now: datetime) -> Iterator[Mapping[str, Any]]:
    for number in range(1, consultations + 1):
        issued = _issued(number, consultations, now)
        due = issued + timedelta(days=10)
        closed = not is_open(number, consultations)
        for place in range(ASKED):
            yield {
                "id": consultee_id(number, place),
                "consultation_id": number,
                "unit_id": (number + place * 19 + 7) % (UNITS - 1) + 2,
                "why": "",
                "issued_at": issued,
                "due_at": due,
                "original_due_at": due,
                "agreed_due_at": due,
                "round": 1,
                "next_step_at": None if closed else now + timedelta(days=1),
                "delivered_at": issued,
                "opened_at": issued,
                "acknowledged_at": issued,
                "answered_at": due if closed else None,
                "closed_at": due if closed else None,
                "ending": Ending.ACCEPTED if closed else None,
                "waived": False,
                "version": 1,
            }


def _rounds(consultations: int, now: datetime) -> Iterator[Mapping[str, Any]]:
    for number in range(1, consultations + 1):
        issued = _issued(number, consultations, now)
        for place in range(ASKED):
            yield {"consultee_id": consultee_id(number, place), "number": 1, "cause": RoundCause.ISSUE,
                   "started_at": issued, "due_at": issued + timedelta(days=10), "why": [], "reason": ""}  # fmt: skip


def make_due(how_many: int, now: datetime, *, skip: int = 0) -> None:
    """Let so many open consultees be due for a reminder: some working days late, nothing sent yet."""
    from sqlalchemy import select, update

    chosen = (
        select(Consultee.id).where(Consultee.closed_at.is_(None)).order_by(Consultee.id).offset(skip).limit(how_many)
    )
    ids = list(db.session.scalars(chosen))
    late = clock.at((now - timedelta(days=5)).astimezone(clock.ZONE).date(), 17)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        db.session.execute(
            update(Consultee)
            .where(Consultee.id.in_(some))
            .values(next_step_at=now - timedelta(minutes=1), due_at=late, agreed_due_at=late)
        )
        db.session.execute(update(Round).where(Round.consultee_id.in_(some)).values(due_at=late))
    commit()
