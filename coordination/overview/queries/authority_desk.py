"""The desk of an authority's people: what waits for its word, and what is overdue below it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from coordination.assessment.models import Verdict
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee, Mending, Suspension
from coordination.escalation import queries as escalation
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.overview.queries.tasks import SHOWN, Task
from coordination.overview.queries.unit_desk import not_delivered
from coordination.replies.models import Opinion, Reply
from coordination.synthesis.models import Submission
from coordination.units.models import Unit

AnySelect = Select[*tuple[Any, ...]]


def of_authority(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """Reports, contests, submissions, tasks; for the monitor what is late or did not arrive."""
    decides = actor.role is Role.DECISION_MAKER
    yield from _reports(actor, unit_id, now)
    yield from _contests(unit_id, decides)
    for asked in consultations.open_requests(unit_id)[:SHOWN]:
        facts = {"subject": asked.consultation.subject, "lead": asked.consultation.lead_unit.name}
        values = {"urgency_request_id": asked.id}
        yield Task(
            "decide_urgency", "consultations.urgency_request", values, None, facts, ours=decides, since=asked.asked_at
        )
    yield from _submissions(unit_id, decides)
    yield from _suspensions(unit_id, decides)
    yield from _directives(unit_id, decides, now)
    watches = actor.role is Role.MONITOR
    yield from _overdue(unit_id, now, ours=watches)
    yield from not_delivered(consultations.not_delivered(authority_id=unit_id, size=SHOWN), ours=watches)


def _reports(actor: Actor, unit_id: int, now: datetime) -> Iterable[Task]:
    """With the monitor until he has proposed or his day is over; then with the leader in charge (O13)."""
    decides, verifies = actor.role is Role.DECISION_MAKER, actor.role is Role.MONITOR
    chair = decides and escalation.stands_for_chairman(actor.rights_of, unit_id, clock.local(now).date())
    wanted: AnySelect = select(
        Escalation.id, Escalation.sent_up_at, Escalation.routed_to, Escalation.verify_by, Escalation.passed_on_at,
        Consultation.subject, Unit.name,
        func.count(EscalatedCase.id).label("number"),
    )  # fmt: skip
    rows = db.session.execute(
        wanted.join(Consultation, Consultation.id == Escalation.consultation_id)
        .join(Unit, Unit.id == Consultation.lead_unit_id)
        .join(EscalatedCase, EscalatedCase.escalation_id == Escalation.id)
        .where(
            Escalation.authority_id == unit_id,
            Escalation.closed_at.is_(None),
            Escalation.sent_up_at.is_not(None),
            EscalatedCase.decided_at.is_(None),
        )
        .group_by(Escalation.id, Consultation.subject, Unit.name)
        .order_by(Escalation.sent_up_at)
        .limit(SHOWN)
    )
    for row in rows:
        facts = {"subject": row.subject, "number": row.number, "lead": row.name}
        values = {"escalation_id": row.id}
        verifying = row.verify_by is not None and row.passed_on_at is None
        if verifying and verifies:
            yield Task("verify_report", "escalation.report", values, row.verify_by, facts)
        else:
            ours = decides and not verifying and (chair or row.routed_to == actor.person_id)
            yield Task("decide_report", "escalation.report", values, None, facts, ours=ours, since=row.sent_up_at)


def _contests(unit_id: int, decides: bool) -> Iterable[Task]:
    wanted: AnySelect = select(Verdict.id, Verdict.contested_at, Consultation.subject, Unit.name)
    rows = db.session.execute(
        wanted.join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .join(Consultee, Consultee.id == Reply.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .join(Unit, Unit.id == Consultee.unit_id)
        .where(Consultation.authority_id == unit_id, Verdict.contested_at.is_not(None), Verdict.settled_at.is_(None))
        .order_by(Verdict.contested_at)
        .limit(SHOWN)
    )
    for row in rows:
        facts = {"subject": row.subject, "unit": row.name}
        values = {"verdict_id": row.id}
        yield Task("settle_contest", "assessment.verdict", values, None, facts, ours=decides, since=row.contested_at)


def _submissions(unit_id: int, decides: bool) -> Iterable[Task]:
    wanted: AnySelect = select(Consultation.id, Consultation.subject, Unit.name, Submission.submitted_at)
    rows = db.session.execute(
        wanted.join(Submission, Submission.consultation_id == Consultation.id)
        .join(Unit, Unit.id == Consultation.lead_unit_id)
        .where(
            Consultation.authority_id == unit_id,
            Submission.submitted_at.is_not(None),
            Submission.concluded_at.is_(None),
        )
        .order_by(Submission.submitted_at)
        .limit(SHOWN)
    )
    for row in rows:
        facts = {"subject": row.subject, "lead": row.name}
        values = {"consultation_id": row.id}
        yield Task("conclude", "synthesis.matrix", values, None, facts, ours=decides, since=row.submitted_at)


def _suspensions(unit_id: int, decides: bool) -> Iterable[Task]:
    """Proposed ones, and those of which the lead says that they are in order again (O25)."""
    mending = Mending.mended_at
    wanted: AnySelect = select(
        Consultation.id, Consultation.subject, Unit.name, Suspension.proposed_at, Suspension.granted,
        mending.label("mended_at"),
    )  # fmt: skip
    rows = db.session.execute(
        wanted.join(Suspension, Suspension.consultation_id == Consultation.id)
        .join(Unit, Unit.id == Consultation.lead_unit_id)
        .outerjoin(Mending, (Mending.suspension_id == Suspension.id) & Mending.answered_at.is_(None))
        .where(Consultation.authority_id == unit_id, Suspension.closed_at.is_(None))
        .where(Suspension.granted.is_(None) | mending.is_not(None))
        .order_by(Suspension.proposed_at)
        .limit(SHOWN)
    )
    for row in rows:
        code = "resume" if row.granted else "decide_suspension"
        facts, values = {"subject": row.subject, "lead": row.name}, {"consultation_id": row.id}
        since = row.mended_at or row.proposed_at
        yield Task(code, "consultations.suspension", values, None, facts, ours=decides, since=since)


def _directives(unit_id: int, decides: bool, now: datetime) -> Iterable[Task]:
    wanted: AnySelect = select(Directive.id, Directive.words, Directive.due_at, Directive.reported_at, Unit.name).join(
        Unit, Unit.id == Directive.unit_id
    )
    rows = db.session.execute(
        wanted.where(Directive.authority_id == unit_id, Directive.confirmed_at.is_(None))
        .order_by(Directive.due_at)
        .limit(SHOWN)
    )
    for row in rows:
        facts, values = {"unit": row.name, "words": row.words}, {"directive_id": row.id}
        if row.reported_at is not None:
            since = row.reported_at
            yield Task("confirm_directive", "escalation.directive", values, None, facts, ours=decides, since=since)
        elif row.due_at < now:  # rises to the top of the desk (A7)
            yield Task("directive_overdue", "escalation.directive", values, row.due_at, facts, late=True)
        else:
            yield Task("directive_awaited", "escalation.directive", values, row.due_at, facts, ours=False)


def _overdue(unit_id: int, now: datetime, *, ours: bool) -> Iterable[Task]:
    """Consultations in which units are late, the longest overdue first; reminding is the monitor's act (L7)."""
    lead = aliased(Unit)
    wanted: AnySelect = select(
        Consultation.id, Consultation.subject, lead.name, func.count(Consultee.id).label("number"),
        func.min(Consultee.due_at).label("due_at"),
    )  # fmt: skip
    rows = db.session.execute(
        wanted.join(Consultee, Consultee.consultation_id == Consultation.id)
        .join(lead, lead.id == Consultation.lead_unit_id)
        .where(
            Consultation.authority_id == unit_id,
            Consultation.submitted_at.is_(None),
            Consultee.issued_at.is_not(None),
            Consultee.closed_at.is_(None),
            Consultee.pushed_back_at.is_(None),
            Consultee.suspended_at.is_(None),
            Consultee.by_letter.is_(False),
            Consultee.due_at < now,
            Consultee.delivered_at.is_not(None),
            Consultee.answered_at.is_(None) | Consultee.returned_at.is_not(None),
        )
        .group_by(Consultation.id, lead.name)
        .order_by(func.min(Consultee.due_at))
        .limit(SHOWN)
    )
    for row in rows:
        facts = {"subject": row.subject, "lead": row.name, "number": row.number}
        values = {"consultation_id": row.id}
        yield Task("follow_overdue", "overview.consultation", values, row.due_at, facts, ours=ours, late=ours)
