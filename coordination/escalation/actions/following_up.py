"""Tasks that the authority gives, followed to completion (A7): addressee, due time, reminders, done, confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.consultations.rules import Ending
from coordination.escalation import letters
from coordination.escalation.models import Directive, EscalatedCase
from coordination.escalation.rules import Ground
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits

GIVEN = Verb.declare("directive.given", _l("Giao nhiệm vụ, hạn %(due_at)s"), "directive_id", "due_at", "number")
REPORTED = Verb.declare("directive.reported", _l("Báo cáo đã thực hiện nhiệm vụ được giao"), "directive_id", "in_time")
CONFIRMED = Verb.declare("directive.confirmed", _l("Xác nhận hoàn thành nhiệm vụ được giao"), "directive_id")
RETURNED = Verb.declare("directive.returned", _l("Đề nghị thực hiện tiếp nhiệm vụ được giao"), "directive_id")
REMINDED = Verb.declare("directive.reminded", _l("Đôn đốc nhiệm vụ được giao"), "directive_id", "times")


def give_directive(
    case: EscalatedCase, *, words: str, number: str, due_at: datetime, by: Actor, now: datetime
) -> Directive:
    """The authority directs the unit of a case to answer by a date; its lateness so far is not cured (design 4.1)."""
    given = Directive(
        authority_id=case.escalation.authority_id,
        unit_id=case.consultee.unit_id,
        case=case,
        consultee_id=case.consultee_id,
        words=words,
        number=number,
        given_at=now,
        due_at=due_at,
        next_step_at=_after(due_at),
    )
    db.session.add(given)
    db.session.flush()
    _record(GIVEN, given, by=by, now=now, words=words, due_at=due_at, number=number)
    letters.directive_given(given, now=now)
    return given


def _after(moment: datetime) -> datetime:
    """09:00 of the next working day."""
    return clock.at(limits.calendar().next_working_day(clock.local(moment).date()), 9)


def remind_of_directive(given: Directive, *, by: Actor, now: datetime) -> None:
    """The due time has passed: one reminder each working day at 09:00 until it is reported done (A7).

    The monitor gets a copy. A directed answer that has come is the task done: nobody is reminded of what he did. On a
    day off nothing is sent.
    """
    if given.reported_at is not None or given.confirmed_at is not None:
        given.next_step_at = None
        return
    if _answered(given):
        _report_by_answer(given, by=by, now=now)
        return
    if not limits.calendar().is_working(clock.local(now).date()):
        given.next_step_at = _after(now)
        return
    given.reminders += 1
    given.next_step_at = _after(now)
    db.session.flush()
    _record(REMINDED, given, by=by, now=now, times=given.reminders)
    letters.directive_reminder(given, now=now)


def _answered(given: Directive) -> bool:
    """Whether the task was to answer, and the unit has answered in full since, or need not any more."""
    consultee = given.case.consultee if given.case is not None else None
    if consultee is None:
        return False
    if given.case is not None and given.case.ground is Ground.CONTRADICTION and consultee.closed_at is not None:
        return False  # what is asked for goes beyond the answer that closed its part
    if consultee.closed_at is not None and consultee.ending is not Ending.DEEMED:
        return given.returned_at is None
    since = given.returned_at or given.given_at
    answered = consultee.answered_at is not None and consultee.returned_at is None
    return answered and consultee.answered_at is not None and consultee.answered_at > since


def _report_by_answer(given: Directive, *, by: Actor, now: datetime) -> None:
    assert given.case is not None
    at = given.case.consultee.answered_at or now
    given.reported_at, given.next_step_at = at, None
    db.session.flush()
    _record(REPORTED, given, by=by, now=now, in_time=at <= given.due_at)
    letters.directive_reported(given, now=now)


def directive_done(given: Directive, *, report: str, by: Actor, now: datetime) -> None:
    """The unit reports the task done."""
    if given.reported_at is not None:
        raise NotReady("directive_reported")
    if not report.strip():
        raise NotReady(Finding("reason_missing", field="report"))
    given.reported_at, given.report, given.next_step_at = now, report, None
    db.session.flush()
    _record(REPORTED, given, by=by, now=now, words=report, in_time=now <= given.due_at)
    letters.directive_reported(given, now=now)


def confirm_directive(given: Directive, *, by: Actor, now: datetime) -> None:
    """The authority confirms completion (A7)."""
    if given.reported_at is None:
        raise NotReady("directive_not_reported")
    if given.confirmed_at is not None:
        raise NotReady("directive_confirmed")
    given.confirmed_at = now
    db.session.flush()
    _record(CONFIRMED, given, by=by, now=now)


def return_directive(given: Directive, *, reason: str, by: Actor, now: datetime) -> None:
    """The authority finds the task not done: it is open again, with its due time, and is reminded of (A7)."""
    if given.reported_at is None:
        raise NotReady("directive_not_reported")
    if given.confirmed_at is not None:
        raise NotReady("directive_confirmed")
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    given.returned_at, given.return_reason, given.reported_at = now, reason, None
    given.next_step_at = _after(max(now, given.due_at))
    db.session.flush()
    _record(RETURNED, given, by=by, now=now, words=reason)
    letters.directive_returned(given, now=now)


def _record(verb: Verb, given: Directive, *, by: Actor, now: datetime, words: str = "", **facts: Any) -> None:
    consultation_id = given.case.escalation.consultation_id if given.case else None
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultation_id,
        consultee_id=given.consultee_id,
        subject_id=given.id,
        words=words,
        directive_id=given.id,
        **facts,
    )
