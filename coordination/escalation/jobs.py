"""What the clock alone brings about: ladder steps, reports going up, lapses, tasks overdue; and the morning digest.

Each job finds what is due by one index, and does each item in a transaction of its own: a failing item is set aside for
an hour and named in the log, the rest proceed. Two sweeps at once, a restart or a kill do nothing twice: the ledger's
unique key and the version of each row see to that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from coordination.assessment import actions as assessment
from coordination.assessment import queries as assessment_queries
from coordination.consultations.models import Consultee
from coordination.escalation import actions, letters, queries
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.escalation.rules import Ground
from coordination.kernel import clock
from coordination.kernel.actor import BY_RULE
from coordination.kernel.store import db, rollback, unit
from coordination.kernel.values import NotReady, Stale
from coordination.replies import queries as replies
from coordination.replies.models import PushBack

log = logging.getLogger(__name__)

BATCH = 500
SET_ASIDE = timedelta(hours=1)


@dataclass
class Swept:
    """What one sweep did."""

    stepped: int = 0
    reported: int = 0
    gone_up: int = 0
    lapsed: int = 0
    tasks: int = 0
    set_aside: int = 0


def sweep(now: datetime | None = None) -> Swept:
    """Do everything that is due at `now` (default: the present moment). Running it again does nothing more."""
    moment = now or clock.now()
    done = Swept()
    _each(_due_consultees(moment), lambda i: _step(i, moment), _set_consultee_aside(moment), done, "stepped")
    _each(_due_push_backs(moment), lambda i: _report_push_back(i, moment), _skip, done, "reported")
    _each(_due_judging(moment), lambda i: _lapse(i, moment), _skip, done, "lapsed")
    _each(_due_reports(moment), lambda i: _wake(i, moment), _skip, done, "gone_up")
    _each(_due_directives(moment), lambda i: _remind_of_directive(i, moment), _skip, done, "tasks")
    return done


def send_digests() -> int:
    """The morning digest (O27): on working days from 07:30, one letter a person with what has gathered since."""
    return letters.send_digests(clock.now())


def _each(
    ids: Sequence[int], act: Callable[[int], None], aside: Callable[[int], None], done: Swept, counter: str
) -> None:
    """One item a transaction. Who loses a race to another worker goes on; who fails is set aside."""
    for item in ids:
        try:
            with unit():
                act(item)
            setattr(done, counter, getattr(done, counter) + 1)
        except (IntegrityError, StaleDataError, Stale):
            log.info("taken_by_another", extra={"job": counter, "item": item})
        except Exception:
            log.exception("set_aside", extra={"job": counter, "item": item})
            done.set_aside += 1
            aside(item)


def _ids(wanted: Any) -> list[int]:
    found = list(db.session.scalars(wanted))
    rollback()
    return found


def _skip(_item: int) -> None:
    """Nothing to write: the next sweep finds it again."""


def _set_consultee_aside(now: datetime) -> Callable[[int], None]:
    def aside(consultee_id: int) -> None:
        with unit():
            db.session.execute(
                update(Consultee).where(Consultee.id == consultee_id).values(next_step_at=now + SET_ASIDE)
            )

    return aside


def _due_consultees(now: datetime) -> list[int]:
    return _ids(
        select(Consultee.id)
        .where(Consultee.next_step_at.is_not(None), Consultee.next_step_at <= now)
        .order_by(Consultee.next_step_at)
        .limit(BATCH * 20)
    )


def _step(consultee_id: int, now: datetime) -> None:
    consultee = db.session.get_one(Consultee, consultee_id)
    if consultee.next_step_at is not None and consultee.next_step_at <= now:
        actions.take_step(consultee, now=now)


def _due_push_backs(now: datetime) -> list[int]:
    """Push-backs that the lead left undecided, and disputes, that no report names yet."""
    reported = exists().where(
        EscalatedCase.consultee_id == PushBack.consultee_id, EscalatedCase.added_at >= PushBack.made_at,
        EscalatedCase.ground.in_([Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK]),
    )  # fmt: skip
    return _ids(
        select(PushBack.id)
        .where(
            PushBack.settled_at.is_(None),
            PushBack.withdrawn_at.is_(None),
            (PushBack.decided_at.is_(None) & (PushBack.decide_by < now)) | PushBack.disputed_at.is_not(None),
            ~reported,
        )
        .limit(BATCH)
    )


def _report_push_back(push_back_id: int, now: datetime) -> None:
    waiting = replies.push_back(push_back_id)
    if waiting is None or waiting.consultee.closed_at is not None:
        return
    ground = Ground.DISPUTE if waiting.disputed_at is not None else Ground.UNDECIDED_PUSH_BACK
    actions.open_case(waiting.consultee, ground, by=BY_RULE, now=now)


def _due_judging(now: datetime) -> list[int]:
    """Answered in full, not closed, and old enough that the lead's time to judge may be over (at least 3 working days)."""
    return _ids(
        select(Consultee.id)
        .where(
            Consultee.closed_at.is_(None),
            Consultee.answered_at.is_not(None),
            Consultee.returned_at.is_(None),
            Consultee.answered_at < now - timedelta(days=3),
            Consultee.agreed_due_at < now - timedelta(days=3),
        )
        .order_by(Consultee.answered_at)
        .limit(BATCH)
    )


def _lapse(consultee_id: int, now: datetime) -> None:
    consultee = db.session.get_one(Consultee, consultee_id)
    sent = [reply for reply in replies.sent_replies(consultee) if reply.confirmed_at is not None]
    if consultee.closed_at is not None or not sent or now <= assessment_queries.judging_until(sent[-1]):
        return
    if assessment_queries.contests_waiting(consultee):
        return
    if queries.second_inadequate(consultee, now):
        if not _reported(consultee):
            actions.open_case(consultee, Ground.SECOND_INADEQUATE, by=BY_RULE, now=now)
        return
    try:
        assessment.lapse(consultee, by=BY_RULE, now=now)
    except NotReady:
        log.info("judged_meanwhile", extra={"consultee": consultee_id})


def _reported(consultee: Consultee) -> bool:
    return (
        db.session.scalar(select(EscalatedCase.id).where(EscalatedCase.consultee_id == consultee.id).limit(1))
        is not None
    )


def _due_reports(now: datetime) -> list[int]:
    return _ids(
        select(Escalation.id)
        .where(Escalation.next_look_at.is_not(None), Escalation.next_look_at <= now)
        .order_by(Escalation.next_look_at)
        .limit(BATCH)
    )


def _wake(escalation_id: int, now: datetime) -> None:
    report = queries.escalation(escalation_id)
    if report is not None:
        actions.wake(report, by=BY_RULE, now=now)


def _due_directives(now: datetime) -> list[int]:
    return _ids(
        select(Directive.id)
        .where(Directive.next_step_at.is_not(None), Directive.next_step_at <= now)
        .order_by(Directive.next_step_at)
        .limit(BATCH)
    )


def _remind_of_directive(directive_id: int, now: datetime) -> None:
    given = queries.directive(directive_id)
    if given is not None:
        actions.remind_of_directive(given, by=BY_RULE, now=now)
