"""Reminding (L7): the ladder's steps, each exactly once per consultee and round, and reminders by hand."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import letters, queries
from coordination.escalation.actions.reporting import open_case
from coordination.escalation.models import LadderStep
from coordination.escalation.rules import Ground, StepOutcome
from coordination.kernel import clock, journal
from coordination.kernel.actor import BY_RULE, Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import Clock, Done, Ladder, Outcome, Plan, Planned
from coordination.replies import queries as replies

REMINDED = Verb.declare("reminder.sent", _l("Nhắc, đôn đốc theo lịch: %(rung)s"), "rung", "round", "after_due")
OVERTAKEN = Verb.declare(
    "reminder.overtaken", _l("Bỏ qua bước nhắc đã bị bước sau thay thế: %(rung)s"), "rung", "round"
)
BY_HAND = Verb.declare("reminder.by_hand", _l("Đôn đốc trực tiếp"), "round", "after_due")


def take_step(consultee: Consultee, *, now: datetime) -> Plan:
    """Do for one consultee what its ladder asks for now, and write when to look again.

    Nothing is sent while nobody owes an answer, or while the letter has not been delivered: that is no fault of the unit.
    """
    if not _clock_runs(consultee):
        consultations.next_step(consultee, None)
        return Plan()
    resting = _rests_until(consultee, now)
    if resting is not None:
        consultations.next_step(consultee, resting)
        return Plan(look_again_at=resting)
    plan = _plan(consultee, now)
    for step in plan.overtaken:
        _write(consultee, step, StepOutcome.OVERTAKEN, now=now)
    if plan.send is not None:
        _write(consultee, plan.send, StepOutcome.SENT, now=now)
        letters.reminder(consultee, plan.send.rung, now=now)
    if plan.escalate is not None:
        _write(consultee, plan.escalate, StepOutcome.SENT, now=now)
        _escalate(consultee, now=now)
    consultations.next_step(consultee, plan.look_again_at)
    return plan


def _clock_runs(consultee: Consultee) -> bool:
    """Whether a complete answer is awaited from the unit now (exact rules 5, 13)."""
    return (
        consultee.issued_at is not None
        and consultee.closed_at is None
        and consultee.pushed_back_at is None
        and (consultee.answered_at is None or consultee.returned_at is not None)
        and consultee.consultation.withdrawn_at is None
        and consultee.consultation.submitted_at is None
    )


def _rests_until(consultee: Consultee, now: datetime) -> datetime | None:
    """While the unit says that it has answered: until the lead's time to look is over. Not delivered: 09:00 tomorrow."""
    claim = replies.open_claim(consultee)
    if claim is not None and now <= claim.answer_by:
        return claim.answer_by
    if consultee.delivered_at is None and consultee.opened_at is None:
        return clock.at(limits.calendar().next_working_day(clock.local(now).date()), 9)
    return None


def _plan(consultee: Consultee, now: datetime) -> Plan:
    assert consultee.consultation.ladder is not None
    assert consultee.due_at is not None
    rounds = {one.number: one for one in consultee.rounds}
    started = rounds[consultee.round].started_at
    done = [
        Done(step.rung, step.done_at, Outcome(step.outcome.value))
        for step in queries.reminders([consultee.id])
        if step.round == consultee.round
    ]
    ladder = Ladder.from_json(consultee.consultation.ladder)
    return Clock(ladder, started, consultee.due_at, limits.calendar()).next_step(done, now)


def _write(consultee: Consultee, step: Planned, outcome: StepOutcome, *, now: datetime) -> None:
    assert consultee.due_at is not None
    after_due = step.at > consultee.due_at
    db.session.add(
        LadderStep(
            consultee_id=consultee.id,
            round=consultee.round,
            rung=step.rung.code,
            outcome=outcome,
            fell_due_at=step.at,
            done_at=now,
            after_due=after_due,
        )
    )
    db.session.flush()
    if step.rung.escalates:
        return
    facts = {"rung": step.rung.code, "round": consultee.round}
    if outcome is StepOutcome.SENT:
        _record(REMINDED, consultee, by=BY_RULE, now=now, after_due=after_due, **facts)
    else:
        _record(OVERTAKEN, consultee, by=BY_RULE, now=now, **facts)


def _escalate(consultee: Consultee, *, now: datetime) -> None:
    """The last rung: a draft report to the lead's head, when its proof holds; what is lacking is waited for, not skipped."""
    answered_partly = bool(replies.latest_opinions(consultee))
    ground = Ground.INCOMPLETE if answered_partly else Ground.NO_ANSWER
    open_case(consultee, ground, by=BY_RULE, now=now)


def remind_by_hand(consultee: Consultee, *, words: str, by: Actor, now: datetime) -> None:
    """Urge a unit now (L7). It is recorded and sent like the ladder's, and never counts against the unit (exact rule 13)."""
    if not _clock_runs(consultee):
        raise NotReady("nothing_awaited")
    assert consultee.due_at is not None
    before = db.session.scalar(
        select(func.count()).where(LadderStep.consultee_id == consultee.id, LadderStep.rung.startswith("hand:"))
    )
    db.session.add(
        LadderStep(
            consultee_id=consultee.id,
            round=consultee.round,
            rung=f"hand:{(before or 0) + 1}",
            outcome=StepOutcome.SENT,
            fell_due_at=now,
            done_at=now,
            after_due=now > consultee.due_at,
            by_person_id=by.person_id,
            words=words,
        )
    )
    db.session.flush()
    _record(BY_HAND, consultee, by=by, now=now, words=words, round=consultee.round, after_due=now > consultee.due_at)
    letters.reminder_by_hand(consultee, now=now, key=(before or 0) + 1)


def _record(verb: Verb, consultee: Consultee, *, by: Actor, now: datetime, words: str = "", **facts: object) -> None:
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        words=words,
        **facts,
    )
