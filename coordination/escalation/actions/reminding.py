"""Reminding (L7): the ladder's steps, each exactly once per consultee and round, and reminders by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import letters, queries
from coordination.escalation.actions.reporting import deem_agreed, in_the_way, open_case
from coordination.escalation.models import LadderStep
from coordination.escalation.rules import ABOUT_HAND_BACKS, StepOutcome, missing_proof
from coordination.kernel import clock, journal
from coordination.kernel.actor import BY_RULE, Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import (
    DRAFT_NOT_SENT,
    NOT_ACKNOWLEDGED,
    Clock,
    Done,
    Ladder,
    Outcome,
    Pace,
    Plan,
    Planned,
    with_nudges,
)
from coordination.replies import queries as replies

# Urgent ladders count hours: what is waited for is looked at again this soon, instead of the next working day.
URGENT_LOOK = timedelta(minutes=30)
# Who presses the button twice, or right after a colleague, is told so instead of urging the unit twice.
NOT_AGAIN_WITHIN = timedelta(hours=1)

REMINDED = Verb.declare("reminder.sent", _l("Nhắc, đôn đốc theo lịch: %(rung)s"), "rung", "round", "after_due")
OVERTAKEN = Verb.declare(
    "reminder.overtaken", _l("Bỏ qua bước nhắc đã bị bước sau thay thế: %(rung)s"), "rung", "round"
)
COURTESY = Verb.declare("reminder.courtesy", _l("Gửi thư kính đề nghị quan tâm, sớm có ý kiến"), "round")
NO_OPINION_YET = Verb.declare(
    "reminder.no_opinion_yet", _l("Chưa nhận được ý kiến; đơn vị chủ trì báo cáo cấp có thẩm quyền của mình"), "round"
)
BY_HAND = Verb.declare("reminder.by_hand", _l("Đôn đốc trực tiếp"), "round", "after_due")


def take_step(consultee: Consultee, *, now: datetime) -> Plan:
    """Do for one consultee what its ladder asks for now; see `take_steps`."""
    return take_steps([consultee], now=now)[0]


def take_steps(consultees: Sequence[Consultee], *, now: datetime) -> list[Plan]:
    """Do what the ladders ask for now, and write when to look again (L7, exact rules 11–13); the plans in their order.

    Nothing is sent while nobody owes an answer, or while the letter has not been delivered: that is no fault of the
    unit. An escalation whose proof does not hold is waited for, never skipped (exact rule 14).
    Thousands fall due on one morning, so what is read and what is posted is read and posted for all together.
    """
    running = [each.id for each in consultees if queries.clock_runs(each)]
    ledgers, resting, drafts = queries.ledgers(running), queries.resting(running), replies.drafts_of(running)
    plans = [
        _plan(each, ledgers[each.id], resting.get(each.id), each.id in drafts, now) if each.id in ledgers else Plan()
        for each in consultees
    ]
    together = list(zip(consultees, plans, strict=True))
    for consultee, plan in together:
        _keep_to(consultee, plan, now=now)
    db.session.flush()
    letters.reminders([(each, plan.send.rung) for each, plan in together if plan.send is not None], now=now)
    nudged = [(each, plan.nudge.rung, drafts.get(each.id)) for each, plan in together if plan.nudge is not None]
    letters.nudges(nudged, now=now)
    return plans


def _keep_to(consultee: Consultee, plan: Plan, *, now: datetime) -> None:
    for step in plan.overtaken:
        _write(consultee, step, StepOutcome.OVERTAKEN, now=now)
    if plan.send is not None:
        _write(consultee, plan.send, StepOutcome.SENT, now=now)
    if plan.nudge is not None:
        _write(consultee, plan.nudge, StepOutcome.SENT, now=now)
    if plan.escalate is not None:
        _escalate(consultee, plan.escalate, now=now)
    consultations.next_step(consultee, plan.look_again_at)


def _plan(
    consultee: Consultee, ledger: Sequence[LadderStep], resting: datetime | None, drafted: bool, now: datetime
) -> Plan:
    """What to do for one whose clock runs. While the unit says that it has answered, or is asked to confirm a reply
    entered for it, nothing until that time is over; not delivered, nothing today (exact rule 22, O5)."""
    if resting is not None and now < resting:
        return Plan(look_again_at=resting)
    if consultee.by_letter:
        return _by_letter(consultee, ledger, now)
    if consultee.delivered_at is None and consultee.opened_at is None:
        return Plan(look_again_at=_look_later(consultee, now))
    return _provable(consultee, _asked_of(consultee, ledger, drafted, now), now)


def _by_letter(consultee: Consultee, ledger: Sequence[LadderStep], now: datetime) -> Plan:
    """Letters asking for attention only, no small reminders, and nothing waits for a proof of delivery (O6)."""
    return _running(consultee).next_step(_done(consultee, ledger), now)


def _running(consultee: Consultee) -> Clock:
    assert consultee.due_at is not None
    started = next(one.started_at for one in consultee.rounds if one.number == consultee.round)
    return Clock(_ladder(consultee), started, consultee.due_at, limits.calendar())


def _done(consultee: Consultee, ledger: Sequence[LadderStep]) -> list[Done]:
    return [
        Done(step.rung, step.done_at, Outcome(step.outcome.value)) for step in ledger if step.round == consultee.round
    ]


def _look_later(consultee: Consultee, now: datetime) -> datetime:
    if _ladder(consultee).pace is not Pace.DAYS:
        return now + URGENT_LOOK
    return clock.at(limits.calendar().next_working_day(clock.local(now).date()), 9)


def _ladder(consultee: Consultee) -> Ladder:
    assert consultee.consultation.ladder is not None
    return Ladder.from_json(consultee.consultation.ladder)


def _asked_of(consultee: Consultee, ledger: Sequence[LadderStep], drafted: bool, now: datetime) -> Plan:
    """What the ladder of the round in force asks for now, and the small reminders beside it."""
    done, running = _done(consultee, ledger), _running(consultee)
    unheard = {NOT_ACKNOWLEDGED.code} if consultee.acknowledged_at is None else set()
    unsent = {DRAFT_NOT_SENT.code} if drafted else set()
    return with_nudges(running, running.next_step(done, now), done, now, unheard | unsent)


def _write(consultee: Consultee, step: Planned, outcome: StepOutcome, *, now: datetime) -> None:
    """One row of the ledger: its unique key makes a step happen once. What counts is when it was really sent."""
    assert consultee.due_at is not None
    after_due = outcome is StepOutcome.SENT and now > consultee.due_at
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
    if step.rung.escalates:
        return
    facts: dict[str, Any] = {"rung": step.rung.code, "round": consultee.round}
    if outcome is StepOutcome.SENT and consultee.by_letter:
        _record(COURTESY, consultee, by=BY_RULE, now=now, round=consultee.round)
    elif outcome is StepOutcome.SENT:
        _record(REMINDED, consultee, by=BY_RULE, now=now, after_due=after_due, **facts)
    else:
        _record(OVERTAKEN, consultee, by=BY_RULE, now=now, **facts)


def _provable(consultee: Consultee, plan: Plan, now: datetime) -> Plan:
    """The plan, but for an escalation whose proof does not hold yet: then the overdue reminder is sent and not skipped,
    and the escalation waits (exact rule 14)."""
    if plan.escalate is None:
        return plan
    ground = queries.ground_of(consultee)
    case = in_the_way(consultee, ground)
    lacks = missing_proof(ground, queries.proof_facts(consultee, now), now, limits.calendar())
    if case is not None and case.ground not in ABOUT_HAND_BACKS:
        return plan
    if case is None and not lacks:
        return plan
    later = _look_later(consultee, now)
    if not plan.overtaken:
        return Plan(look_again_at=later)
    return Plan(send=plan.overtaken[-1], overtaken=plan.overtaken[:-1], look_again_at=later)


def _escalate(consultee: Consultee, step: Planned, *, now: datetime) -> None:
    """The last rung: into the draft report to the lead's head.

    Who is in a report already (by hand) is not reported twice; without an authority above there is nobody to tell. In
    each case silence is agreement where the frozen rule says so (exact rule 15). Who is asked by letter is reported to
    nobody and agrees by no silence: the lead is told, and reports to its own authority (O6).
    """
    if consultee.by_letter:
        _write(consultee, step, StepOutcome.OVERTAKEN, now=now)
        _record(NO_OPINION_YET, consultee, by=BY_RULE, now=now, round=consultee.round)
        letters.no_opinion_yet(consultee, now=now)
        return
    ground = queries.ground_of(consultee)
    if in_the_way(consultee, ground) is not None or consultee.consultation.authority_id is None:
        _write(consultee, step, StepOutcome.OVERTAKEN, now=now)
    else:
        _write(consultee, step, StepOutcome.SENT, now=now)
        open_case(consultee, ground, by=BY_RULE, now=now)
    deem_agreed(consultee, by=BY_RULE, now=now)


def remind_by_hand(consultee: Consultee, *, words: str, by: Actor, now: datetime) -> None:
    """Urge a unit now (L7). Recorded and sent like the ladder's; it never counts against the unit (exact rule 13).

    Refused while nothing is owed, while the unit says that it has answered, and where nothing was ever delivered.
    """
    if consultee.suspended_at is not None:
        raise NotReady("suspended")
    if not queries.clock_runs(consultee):
        raise NotReady("nothing_awaited")
    if consultee.delivered_at is None and not consultee.by_letter:
        raise NotReady("remind_not_delivered")
    resting = queries.rests_until(consultee)
    if queries.says_it_sent(consultee) or (resting is not None and now < resting):
        raise NotReady("remind_says_it_sent")
    assert consultee.due_at is not None
    before = [step for step in queries.reminders([consultee.id]) if step.rung.startswith("hand:")]
    if before and now - before[-1].done_at < NOT_AGAIN_WITHIN:
        raise NotReady("just_reminded")
    number, after_due = len(before) + 1, now > consultee.due_at
    db.session.add(
        LadderStep(
            consultee_id=consultee.id,
            round=consultee.round,
            rung=f"hand:{number}",
            outcome=StepOutcome.SENT,
            fell_due_at=now,
            done_at=now,
            after_due=after_due,
            by_person_id=by.person_id,
            words=words,
        )
    )
    db.session.flush()
    if consultee.by_letter:
        _record(COURTESY, consultee, by=by, now=now, words=words, round=consultee.round)
    else:
        _record(BY_HAND, consultee, by=by, now=now, words=words, round=consultee.round, after_due=after_due)
    letters.reminder_by_hand(consultee, now=now, key=number)


def _record(verb: Verb, consultee: Consultee, *, by: Actor, now: datetime, words: str = "", **facts: Any) -> None:
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        words=words,
        **facts,
    )
