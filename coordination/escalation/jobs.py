"""What the clock alone brings about: ladder steps, reports going up, lapses, tasks overdue; and the morning digest.

Each job finds what is due by one index, and does each item in a transaction of its own: a failing item is set aside for
an hour and named to the administrator, the rest proceed. Ladder steps, of which thousands fall due on one morning,
share a transaction by hundreds; one that fails is done over, item by item. Two sweeps at once, a restart or a kill do
nothing twice: the ledger's unique key and the version of each row see to that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from coordination.consultations.models import Consultation, Consultee
from coordination.escalation import actions, letters, queries
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.escalation.rules import ABOUT_HAND_BACKS
from coordination.kernel import clock, upkeep
from coordination.kernel.actor import BY_RULE
from coordination.kernel.outbox import Letter
from coordination.kernel.store import db, rollback, unit
from coordination.kernel.values import Stale
from coordination.limits import queries as limits
from coordination.replies import queries as replies
from coordination.replies.models import PushBack

log = logging.getLogger(__name__)

BATCH = 10_000
# As many as are written in a second: on SQLite nobody else writes meanwhile.
TOGETHER = 200


@dataclass
class Swept:
    """What one sweep did."""

    stepped: int = 0
    reported: int = 0
    gone_up: int = 0
    lapsed: int = 0
    tasks: int = 0
    set_aside: int = 0

    def count(self, did: Did) -> None:
        """Add what a finished transaction did."""
        for name, number in did.items():
            setattr(self, name, getattr(self, name) + number)


# What one transaction did: numbers by the names of `Swept`.
Did = Mapping[str, int]


def sweep(now: datetime | None = None) -> Swept:
    """Do everything that is due at `now` (default: the present moment). Running it again does nothing more."""
    moment = now or clock.now()
    done = Swept()
    consultees = _Aside("consultee", moment)
    _each(_answered(moment), lambda i: _look_at_answer(i, moment), consultees, done)
    _together(_due_consultees(moment), lambda some: _steps(some, moment), consultees, done)
    _each(_due_push_backs(moment), lambda i: _report_push_back(i, moment), _Aside("push_back", moment), done)
    _each(_due_reports(moment), lambda i: _wake(i, moment), _Aside("report", moment), done)
    _each(_due_directives(moment), lambda i: _remind_of_directive(i, moment), _Aside("directive", moment), done)
    return done


class _Aside:
    """What of one kind failed: put aside for an hour and named to the administrator, cleared when it succeeds."""

    def __init__(self, kind: str, now: datetime) -> None:
        self.kind, self.now = kind, now
        self._known = upkeep.set_aside_of(kind)
        rollback()

    def put(self, item: int, failed: Exception) -> None:
        with unit():
            upkeep.put_aside(self.kind, item, failed, now=self.now)

    def clear(self, items: Sequence[int]) -> None:
        """In the transaction of the items' success."""
        mended = self._known.intersection(items)
        if mended:
            upkeep.clear(self.kind, mended)


def _each(ids: Sequence[int], act: Callable[[int], Did], aside: _Aside, done: Swept) -> None:
    """One item a transaction. Who loses a race to another worker goes on; who fails is set aside."""
    for item in ids:
        try:
            with unit():
                did = act(item)
                aside.clear([item])
            done.count(did)
        except (IntegrityError, StaleDataError, Stale):
            log.info("taken_by_another", extra={"item": item})
        except Exception as failed:
            log.exception("set_aside", extra={"item": item, "kind": aside.kind})
            done.set_aside += 1
            aside.put(item, failed)


def _together(ids: Sequence[int], act: Callable[[Sequence[int]], Did], aside: _Aside, done: Swept) -> None:
    """So many items a transaction; where one of them fails or loses a race, each of them in its own."""
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        try:
            with unit():
                did = act(some)
                aside.clear(some)
            done.count(did)
        except Exception:
            log.info("one_by_one", exc_info=True, extra={"items": len(some)})
            _each(some, lambda item: act([item]), aside, done)


def _ids(wanted: Any) -> list[int]:
    found = list(db.session.scalars(wanted))
    rollback()
    return found


def _due(column: Any, now: datetime) -> Any:
    return column.is_not(None) & (column <= now)


# The ladder, and the lead's time to judge


def _answered(now: datetime) -> list[int]:
    """Answered in full since the last sweep: nobody has noted yet when the lead's time to judge is over (O18)."""
    return _ids(
        select(Consultee.id)
        .where(
            Consultee.answered_at.is_not(None),
            Consultee.closed_at.is_(None),
            Consultee.returned_at.is_(None),
            Consultee.next_step_at.is_(None),
            Consultee.pushed_back_at.is_(None),
            ~upkeep.lies_aside("consultee", Consultee.id, now=now),
        )
        .order_by(Consultee.answered_at)
        .limit(BATCH)
    )


def _due_consultees(now: datetime) -> list[int]:
    return _ids(
        select(Consultee.id)
        .where(_due(Consultee.next_step_at, now), ~upkeep.lies_aside("consultee", Consultee.id, now=now))
        .order_by(Consultee.next_step_at)
        .limit(BATCH)
    )


def _consultees(ids: Sequence[int]) -> Sequence[Consultee]:
    whole = joinedload(Consultee.consultation).joinedload(Consultation.lead_unit)
    return db.session.scalars(
        select(Consultee)
        .where(Consultee.id.in_(ids))
        .order_by(Consultee.next_step_at, Consultee.id)
        .options(joinedload(Consultee.unit), whole, selectinload(Consultee.rounds))
    ).all()


def _judged_next(consultee: Consultee) -> bool:
    return consultee.answered_at is not None and consultee.returned_at is None and consultee.pushed_back_at is None


def _look_at_answer(consultee_id: int, now: datetime) -> Did:
    (consultee,) = _consultees([consultee_id])
    if consultee.closed_at is not None or consultee.next_step_at is not None or not _judged_next(consultee):
        return {}
    return {"lapsed": actions.end_judging(consultee, now=now)}


def _steps(ids: Sequence[int], now: datetime) -> Did:
    due = [each for each in _consultees(ids) if each.next_step_at is not None and each.next_step_at <= now]
    judged = [each for each in due if each.closed_at is None and _judged_next(each)]
    lapsed = sum(actions.end_judging(each, now=now) for each in judged)
    plans = actions.take_steps([each for each in due if each not in judged], now=now)
    return {"lapsed": lapsed, "stepped": sum(not plan.nothing for plan in plans)}


# Push-backs, reports, tasks


def _due_push_backs(now: datetime) -> list[int]:
    """Push-backs that the lead left undecided, and disputes, that no report names yet."""
    undecided = PushBack.decided_at.is_(None) & (PushBack.decide_by < now)
    found = {*_ids(_unreported(undecided, now)), *_ids(_unreported(PushBack.disputed_at.is_not(None), now))}
    return sorted(found)


def _unreported(which: ColumnElement[bool], now: datetime) -> Any:
    reported = exists().where(
        EscalatedCase.consultee_id == PushBack.consultee_id,
        EscalatedCase.ground.in_(ABOUT_HAND_BACKS),
        EscalatedCase.decided_at.is_(None)
        | (EscalatedCase.added_at >= func.coalesce(PushBack.disputed_at, PushBack.made_at)),
    )
    return (
        select(PushBack.id)
        .join(Consultee, Consultee.id == PushBack.consultee_id)
        .where(PushBack.settled_at.is_(None), PushBack.withdrawn_at.is_(None), which)
        .where(Consultee.closed_at.is_(None), ~reported, ~upkeep.lies_aside("push_back", PushBack.id, now=now))
        .limit(BATCH)
    )


def _report_push_back(push_back_id: int, now: datetime) -> Did:
    waiting = replies.push_back(push_back_id)
    return {"reported": waiting is not None and actions.report_push_back(waiting, now=now)}


def _due_reports(now: datetime) -> list[int]:
    sound = ~upkeep.lies_aside("report", Escalation.id, now=now)
    wanted = select(Escalation.id).where(_due(Escalation.next_look_at, now), sound)
    return _ids(wanted.order_by(Escalation.next_look_at).limit(BATCH))


def _wake(escalation_id: int, now: datetime) -> Did:
    report = queries.escalation(escalation_id)
    return {"gone_up": report is not None and actions.wake(report, by=BY_RULE, now=now)}


def _due_directives(now: datetime) -> list[int]:
    sound = ~upkeep.lies_aside("directive", Directive.id, now=now)
    wanted = select(Directive.id).where(_due(Directive.next_step_at, now), sound)
    return _ids(wanted.order_by(Directive.next_step_at).limit(BATCH))


def _remind_of_directive(directive_id: int, now: datetime) -> Did:
    given = queries.directive(directive_id)
    if given is None or given.next_step_at is None or given.next_step_at > now:
        return {}
    actions.remind_of_directive(given, by=BY_RULE, now=now)
    return {"tasks": 1}


# The morning digest


def send_digests() -> int:
    """The morning digest (O27): on working days from 07:30, one letter a person with what has gathered since."""
    now = clock.now()
    today = clock.local(now).date()
    since = queries.digest_from(today)
    if now < since or not limits.calendar().is_working(today):
        return 0
    people = _ids(
        select(Letter.person_id)
        .where(Letter.in_digest, Letter.digested_at.is_(None), Letter.person_id.is_not(None), Letter.posted_at < since)
        .where(~upkeep.lies_aside("digest", Letter.person_id, now=now))
        .distinct()
        .limit(BATCH)
    )
    done = Swept()
    _each(people, lambda i: {"tasks": letters.send_digest(i, since, now=now)}, _Aside("digest", now), done)
    return done.tasks
