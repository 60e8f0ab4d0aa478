"""Inside the authority (O13): the monitor verifies and proposes; the leader decides; the result is issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.escalation import letters
from coordination.escalation.actions.deciding import decisions_for
from coordination.escalation.models import Escalation
from coordination.escalation.rules import DecisionKind, Paper
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady

PROPOSED = Verb.declare(
    "escalation.proposed", _l("Trình phiếu giải quyết công việc"), "escalation_id", "kind", "in_time"
)
CONVEYED = Verb.declare(
    "escalation.conveyed", _l("Ban hành %(paper)s số %(number)s ngày %(on)s"), "escalation_id", "paper", "number", "on"
)


def proposals_for(report: Escalation, now: datetime) -> tuple[DecisionKind, ...]:
    """What the monitor may propose: whatever one of the cases allows."""
    allowed = {kind for case in report.cases if case.decided_at is None for kind in decisions_for(case, now)}
    return tuple(kind for kind in DecisionKind if kind in allowed)


def propose(
    report: Escalation, kind: DecisionKind | None, *, words: str, remarks: str, by: Actor, now: datetime
) -> None:
    """The monitor's 'phiếu trình giải quyết công việc': proposed decision, its words, remarks. It decides nothing.

    A proposal may be made until the authority has decided; made in time it takes the report on at once.
    """
    if report.sent_up_at is None:
        raise NotReady("report_not_sent")
    if report.closed_at is not None:
        raise NotReady("report_decided")
    if kind is None or kind not in proposals_for(report, now):
        raise NotReady(Finding("decision_not_allowed", field="kind"))
    if not words.strip():
        raise NotReady(Finding("decision_no_words", field="words"))
    if (report.proposal, report.proposed_words, report.proposed_remarks) == (kind, words, remarks):
        return
    in_time = report.verify_by is None or now <= report.verify_by
    report.proposed_at, report.proposed_by, report.proposal = now, by.person_id, kind
    report.proposed_words, report.proposed_remarks = words, remarks
    first = report.passed_on_at is None
    if first:
        report.passed_on_at, report.next_look_at = now, None
    db.session.flush()
    _record(PROPOSED, report, by=by, now=now, words=words, kind=kind, in_time=in_time)
    if first:
        letters.report_passed_on(report, now=now)


def convey(report: Escalation, paper: Paper | None, *, number: str, on: date | None, by: Actor, now: datetime) -> None:
    """The result is issued: by an official letter that conveys the leader's word, or a notice (O13); told to all."""
    if report.sent_up_at is None or report.closed_at is None:
        raise NotReady("report_undecided")
    if report.conveyed_at is not None:
        raise NotReady("result_conveyed")
    found = [
        Finding(code, field=field)
        for code, field, wrong in (
            ("convey_no_paper", "paper", paper is None),
            ("convey_no_number", "number", not number.strip()),
            ("convey_bad_day", "on", on is None or on > clock.local(now).date()),
        )
        if wrong
    ]
    NotReady.unless(found)
    report.conveyed_as, report.conveyed_number, report.conveyed_on = paper, number, on
    report.conveyed_at, report.conveyed_by = now, by.person_id
    db.session.flush()
    _record(CONVEYED, report, by=by, now=now, paper=paper, number=number, on=on)
    letters.conveyed(report, now=now)


def _record(verb: Verb, report: Escalation, *, by: Actor, now: datetime, words: str = "", **facts: Any) -> None:
    journal.record(
        verb, by=by, now=now, consultation_id=report.consultation_id, subject_id=report.id, words=words,
        escalation_id=report.id, **facts,
    )  # fmt: skip
