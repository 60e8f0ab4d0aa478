"""The issue: number, frozen rule and ladder, due times with reasons, journal, letters; in a handful of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import joinedload

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, touch
from coordination.consultations.models import Consultation, Consultee, Round
from coordination.consultations.rules import RoundCause, Step, gate, in_the_way
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import Clock, Deadline, Ladder, Pace, TimeLimitRule, WorkCalendar, look_again_at
from coordination.units import actions as units_actions

NUMBER_LENGTH = 60


def issue(
    consultation: Consultation,
    *,
    by: Actor,
    now: datetime,
    number: str | None = None,
    issued_on: date | None = None,
) -> None:
    """'Cấp số, phát hành' by the clerk (O1): the gate once more, then number, rule, ladder, due times, rounds, letters.

    Sets, not loops: asking twenty units costs the same statements as asking one.
    """
    guard(consultation, Step.ISSUE)
    consultation = queries.loaded(consultation.id) or consultation
    NotReady.unless(in_the_way(gate(queries.gate_facts(consultation, now)), queries.reasons_of(consultation)))
    on = letter_day(issued_on, now)
    calendar, rule = limits.calendar(), limits.rule_for(consultation.kind.value, local(now).date())
    ladder = limits.ladder_for(consultation.kind.value, consultation.urgency != "ordinary", local(now).date())
    exact = queries.round_the_clock(consultation)
    if exact:  # frozen with the ladder: it then counts all hours (O11)
        ladder = replace(ladder, pace=Pace.ROUND_THE_CLOCK) if ladder.pace is Pace.HOURS else ladder
    default = queries.deadline_for(consultation.due_at, rule, now, calendar, exact=exact)
    basis = queries.basis_of(consultation, default.at if default else None, now)
    touch(
        consultation,
        issued_at=now,
        urgency_approved=basis is not None and basis.covers(_earliest(consultation, default, calendar, now)),
        urgency_basis=basis.document if basis else "",
        issued_on=on,
        number=letter_number(consultation, number, on),
        due_at=default.at if default else None,
        rule=rule.as_json() if rule else None,
        ladder=ladder.as_json(),
    )
    deadlines = {
        each.id: deadline
        for each in consultation.consultees
        if (deadline := queries.deadline_for(each.own_due_at, None, now, calendar, exact=exact) or default) is not None
    }
    send(consultation.consultees, deadlines, ladder, calendar, now)
    _record(consultation, rule, by, now)
    letters.issued(consultation, consultation.consultees, now)


def _earliest(
    consultation: Consultation, default: Deadline | None, calendar: WorkCalendar, now: datetime
) -> datetime | None:
    """The shortest time that anybody gets."""
    own = (
        queries.deadline_for(each.own_due_at, None, now, calendar, exact=queries.round_the_clock(consultation))
        for each in consultation.consultees
    )
    given = [each.at for each in (*own, default) if each is not None]
    return min(given, default=None)


def letter_day(issued_on: date | None, now: datetime) -> date:
    """The day that a letter bears: the one given, else today; never one to come."""
    today = local(now).date()
    if issued_on is not None and issued_on > today:
        raise NotReady(Finding("issued_on_future", evidence={"day": issued_on}, field="issued_on"))
    return issued_on or today


def letter_number(consultation: Consultation, given: str | None, on: date) -> str:
    """The clerk's own number, or the next of the unit's register."""
    number = (given or "").strip()
    if not number:
        return units_actions.next_number(consultation.lead_unit, on, "")
    if len(number) > NUMBER_LENGTH:
        raise NotReady(
            Finding("text_too_long", evidence={"limit": NUMBER_LENGTH, "length": len(number)}, field="number")
        )
    if queries.number_taken(consultation, number, on):
        raise NotReady(Finding("number_taken", evidence={"number": number}, field="number"))
    return number


def send(
    consultees: Sequence[Consultee],
    deadlines: Mapping[int, Deadline],
    ladder: Ladder,
    calendar: WorkCalendar,
    now: datetime,
) -> None:
    """Start the clock of every consultee: one UPDATE and one INSERT for all."""
    looks = {
        at: look_again_at(Clock(ladder, now, at, calendar), now, acknowledged=False)
        for at in {d.at for d in deadlines.values()}
    }
    by_letter = queries.asked_by_letter([each.unit_id for each in consultees], local(now).date())
    rows: list[dict[str, Any]] = [
        {
            "key": each.id,
            "letter": each.unit_id in by_letter,
            "started": now,
            "due": deadlines[each.id].at,
            "look": looks[deadlines[each.id].at],
            "reason": each.why or _why(each),
        }
        for each in consultees
    ]
    table = Consultee.__table__.c
    started = update(Consultee.__table__).where(table.id == bindparam("key")).values(  # type: ignore[arg-type]
        issued_at=bindparam("started"),
        due_at=bindparam("due"),
        original_due_at=bindparam("due"),
        agreed_due_at=bindparam("due"),
        next_step_at=bindparam("look"),
        why=bindparam("reason"),
        by_letter=bindparam("letter"),
        round=1,
        version=table.version + 1,
    )  # fmt: skip
    db.session.flush()
    db.session.connection().execute(started, rows)
    db.session.execute(
        insert(Round),
        [
            {
                "consultee_id": each.id,
                "number": 1,
                "cause": RoundCause.ISSUE,
                "started_at": now,
                "due_at": deadlines[each.id].at,
                "why": deadlines[each.id].why_json(),
                "reason": "",
            }
            for each in consultees
        ],
    )
    ids = [each.id for each in consultees]
    as_they_are = select(Consultee).where(Consultee.id.in_(ids)).options(joinedload(Consultee.unit))
    db.session.scalars(as_they_are.execution_options(populate_existing=True)).all()


def _why(consultee: Consultee) -> str:
    """'Why you', as it stood on the day: the function and its legal basis (L2)."""
    function = consultee.function
    if function is None:
        return ""
    return (f"{function.name} ({function.legal_basis})" if function.legal_basis else function.name)[:1000]


def _record(consultation: Consultation, rule: TimeLimitRule | None, by: Actor, now: datetime) -> None:
    journal.record(
        verbs.ISSUED,
        by=by,
        now=now,
        consultation_id=consultation.id,
        number=consultation.number,
        issued_on=consultation.issued_on,
        edition=consultation.edition,
        consultees=len(consultation.consultees),
        points=len(consultation.points),
        due_at=consultation.due_at,
        rule=rule.legal_basis if rule else "",
    )
    for each in consultation.consultees:
        journal.record(
            verbs.SENT,
            by=by,
            now=now,
            consultation_id=consultation.id,
            consultee_id=each.id,
            unit=each.unit.name,
            due_at=each.due_at,
            round=1,
        )
