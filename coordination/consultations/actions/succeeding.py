"""Open consultations go to a unit's successor: as lead, as asked unit, as authority, with their clocks as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select, update

from coordination.consultations.actions.clocks import close
from coordination.consultations.models import Consultation, Consultee, Holding, PointAddressee, UrgencyRequest
from coordination.consultations.rules import Ending, Fate, Part, Seat, Share, share_out
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.units import queries as units
from coordination.units.actions import CARRIERS, Carrier, Moving

LEAD = Verb.declare(
    "consultation.lead_succeeded", _l("%(unit)s tiếp tục chủ trì thay %(before)s"), "before", "unit", "on"
)
AUTHORITY = Verb.declare(
    "consultation.authority_succeeded", _l("%(unit)s tiếp tục cho ý kiến xử lý thay %(before)s"), "before", "unit", "on"
)
SUCCEEDED = Verb.declare(
    "consultee.succeeded", _l("%(unit)s tiếp tục trả lời thay %(before)s, thời hạn giữ nguyên"),
    "before", "unit", "on", "due_at",
)  # fmt: skip
JOINED = Verb.declare(
    "consultee.joined", _l("Phần việc của %(before)s gộp vào phần việc của %(unit)s"), "before", "unit", "on", "into"
)
KEPT = Verb.declare(
    "consultee.kept", _l("%(unit)s xử lý tiếp phần việc đã nhận với tên %(before)s"), "before", "unit", "on"
)

# What later chapters know of parts that mustn't become part of another: each gives those of these ids that carry
# something of its own (a claim, a report).
CARRY_SOMETHING: list[Callable[[Collection[int]], set[int]]] = []
# What they do when one part (its id) became part of another.
AFTER_JOIN: list[Callable[[int, int], None]] = []

_GOING_ON = (Consultation.concluded_at.is_(None), Consultation.withdrawn_at.is_(None))


def _lead(moving: Moving) -> list[ColumnElement[bool]]:
    return [Consultation.lead_unit_id.in_(moving.olds if moving.whole else []), *_GOING_ON]


def _decides(moving: Moving) -> list[ColumnElement[bool]]:
    return [Consultation.authority_id.in_(moving.olds if moving.whole else []), *_GOING_ON]


def _asked(moving: Moving) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Consultee.unit_id.in_(moving.olds), Consultee.closed_at.is_(None)]
    return found if moving.whole else [*found, Consultee.function_id.in_(list(moving.by_function))]


def count(moving: Moving) -> list[tuple[Any, int]]:
    """What would move: drafts and open consultations as lead, open parts as asked unit, those to decide about."""

    def number(thing: Any, *where: ColumnElement[bool]) -> int:
        return db.session.scalar(select(func.count(thing.id)).where(*where)) or 0

    draft = Consultation.issued_at.is_(None)
    return [
        (_l("Hồ sơ lấy ý kiến đang soạn thảo"), number(Consultation, draft, *_lead(moving))),
        (_l("Hồ sơ lấy ý kiến đang chủ trì"), number(Consultation, ~draft, *_lead(moving))),
        (_l("Hồ sơ đang được đề nghị góp ý"), number(Consultee, Consultee.issued_at.is_not(None), *_asked(moving))),
        (_l("Hồ sơ thuộc thẩm quyền cho ý kiến xử lý"), number(Consultation, ~draft, *_decides(moving))),
    ]


def carry(moving: Moving, by: Actor, now: datetime) -> None:
    """Move all open work of these units; nothing about due times, rounds, ladders changes (design 3.1)."""
    names = {each.id: each.name for each in units.units_by_ids({*moving.olds, *moving.receivers}).values()}
    leads = _consultations(Part.LEAD, Consultation.lead_unit_id, _lead(moving), moving)
    decided = _consultations(Part.AUTHORITY, Consultation.authority_id, _decides(moving), moving)
    for verb, found in ((LEAD, leads), (AUTHORITY, decided)):
        for consultation_id, before in found:
            journal.record(
                verb, by=by, now=now, consultation_id=consultation_id, before=names[before], unit=names[moving.to],
                on=moving.on,
            )  # fmt: skip
    asked = UrgencyRequest.authority_id.in_(moving.olds if moving.whole else []) & UrgencyRequest.decided_at.is_(None)
    db.session.execute(
        update(UrgencyRequest).where(asked).values(authority_id=moving.to, version=UrgencyRequest.version + 1)
    )
    db.session.expire_all()
    _parts(moving, names, by, now)


def _consultations(part: Part, column: Any, where: Iterable[Any], moving: Moving) -> list[tuple[int, int]]:
    """One UPDATE for all; who held each until then is kept."""
    found = [(row[0], row[1]) for row in db.session.execute(select(Consultation.id, column).where(*where))]
    last = moving.on - timedelta(days=1)
    db.session.add_all(
        Holding(consultation_id=consultation_id, part=part, unit_id=before, until=last)
        for consultation_id, before in found
    )
    if found:
        db.session.execute(
            update(Consultation)
            .where(*where)
            .values({column: moving.to, Consultation.version: Consultation.version + 1})
            .execution_options(synchronize_session=False)
        )
    db.session.flush()
    return found


def _parts(moving: Moving, names: dict[int, str], by: Actor, now: datetime) -> None:
    within = select(Consultee.consultation_id).where(*_asked(moving))
    rows = list(db.session.scalars(select(Consultee).where(Consultee.consultation_id.in_(within))))
    rows = [each for each in rows if each.consultation.withdrawn_at is None]
    carrying: set[int] = set()
    for carries in CARRY_SOMETHING:
        carrying |= carries([each.id for each in rows if each.unit_id in moving.olds | moving.receivers])
    of: dict[int, list[Consultee]] = defaultdict(list)
    for each in rows:
        of[each.consultation_id].append(each)
    for parts in of.values():
        known = {each.id: each for each in parts}
        seats = [_seat(each, moving, carrying) for each in parts]
        for share in share_out(seats, parts[0].consultation.lead_unit_id):
            _share(share, known, moving, names, by, now)
    db.session.flush()


def _seat(each: Consultee, moving: Moving, carrying: set[int]) -> Seat:
    to = None
    if each.unit_id in moving.olds and each.closed_at is None:
        to = moving.by_function.get(each.function_id or 0, moving.to if moving.whole else None)
    sent = (each.answered_at, each.partly_answered_at, each.pushed_back_at, each.returned_at)
    carries = each.id in carrying or any(moment is not None for moment in sent)
    return Seat(each.id, each.unit_id, to, each.due_at, carries, each.closed_at is not None)


def _share(
    share: Share, known: dict[int, Consultee], moving: Moving, names: dict[int, str], by: Actor, now: datetime
) -> None:
    each = known[share.id]
    before = names[each.unit_id]
    said: dict[str, Any] = {"before": before, "unit": names.get(share.to, ""), "on": moving.on}
    about: dict[str, Any] = {"by": by, "now": now, "consultation_id": each.consultation_id, "consultee_id": each.id}
    if share.fate is Fate.MOVE:
        db.session.add(
            Holding(
                consultation_id=each.consultation_id, consultee_id=each.id, part=Part.CONSULTEE, unit_id=each.unit_id,
                until=moving.on - timedelta(days=1),
            )
        )  # fmt: skip
        each.unit_id = share.to
        db.session.flush()
        if each.issued_at is not None:
            journal.record(SUCCEEDED, **about, **said, due_at=each.due_at)
    elif share.fate is Fate.KEEP:
        journal.record(KEPT, **about, **said)
    else:
        into = known.get(share.into or 0)
        if into is not None:
            _join_points(each, into)
            for goes_along in AFTER_JOIN:
                goes_along(each.id, into.id)
        journal.record(JOINED, **about, **said, into=share.into)
        _end(each, by, now)


def _join_points(each: Consultee, into: Consultee) -> None:
    """What only the joined part was asked is now asked of the one that goes on."""
    there = set(db.session.scalars(select(PointAddressee.point_id).where(PointAddressee.consultee_id == into.id)))
    for point_id in db.session.scalars(select(PointAddressee.point_id).where(PointAddressee.consultee_id == each.id)):
        if point_id not in there:
            db.session.add(PointAddressee(point_id=point_id, consultee_id=into.id))
    db.session.flush()


def _end(each: Consultee, by: Actor, now: datetime) -> None:
    """Sent ones end as replaced: out of the score before their due time, a lateness that stays after it (rule 16)."""
    if each.issued_at is not None:
        close(each, Ending.SUPERSEDED, by=by, now=now)
        return
    for addressed in db.session.scalars(select(PointAddressee).where(PointAddressee.consultee_id == each.id)):
        db.session.delete(addressed)
    db.session.delete(each)
    db.session.flush()


CARRIERS.append(Carrier("consultations", count, carry))
