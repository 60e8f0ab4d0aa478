"""The desk: what the person in hand must do, by when; what is awaited of others (design 1).

A fixed number of statements, whatever lies on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from coordination.assessment import queries as assessment
from coordination.assessment.models import Verdict
from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.queries import Filters, ReceivedRow, Scope
from coordination.consultations.rules import ConsulteePhase, Phase
from coordination.escalation import queries as escalation
from coordination.kernel import clock
from coordination.kernel.actor import Actor, Role
from coordination.kernel.store import db
from coordination.replies.models import Opinion, PushBack, Reply, SentClaim
from coordination.synthesis.models import Submission
from coordination.units import queries as units

# A desk shows so much; the lists show the rest.
SHOWN = 40


class Group(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True)
class Task:
    """One thing on the desk: a code (worded in `words.TASKS`), its facts, where to do it, by when."""

    code: str
    endpoint: str
    values: dict[str, int]
    due_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    ours: bool = True
    late: bool = False

    def group(self, now: datetime) -> Group:
        """Where on the desk it lies; what waits for others lies apart."""
        if not self.ours:
            return Group.WAITING
        if self.late or (self.due_at is not None and self.due_at < now):
            return Group.OVERDUE
        if self.due_at is None:
            return Group.LATER
        day, today = clock.local(self.due_at).date(), clock.local(now).date()
        if day == today:
            return Group.TODAY
        return Group.WEEK if day <= today + timedelta(days=7) else Group.LATER


def desk(actor: Actor, now: datetime) -> list[Task]:
    """Everything that the person in this role must do or waits for, the most pressing first."""
    tasks: list[Task] = []
    if actor.works_in_unit and actor.unit_id is not None:
        tasks += _asked(actor, now)
        tasks += _to_sign(actor)
        tasks += _drafts(actor, now)
        tasks += _sent(actor.unit_id, now)
        tasks += _answers_awaited(actor, now)
        tasks += _reports_to_sign(actor)
        tasks += _directives(actor.unit_id)
    elif actor.watches and actor.unit_id is not None:
        tasks += _for_authority(actor)
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at or now))


def _asked(actor: Actor, now: datetime) -> Iterable[Task]:
    assert actor.unit_id is not None
    unit_id, writes = actor.unit_id, actor.role in (Role.OFFICER, Role.HEAD)
    for row in consultations.received(unit_id, Filters(), now=now, size=SHOWN):
        yield _asked_task(row, writes)


def _asked_task(row: ReceivedRow, writes: bool) -> Task:
    facts = {"subject": row.subject, "number": row.number, "lead": row.lead_name}
    standing = row.standing
    values = {"consultation_id": row.consultation_id}
    if not standing.owes:
        code = "push_back_waits" if standing.phase is ConsulteePhase.PUSHED_BACK else "reply_waits"
        return Task(code, "overview.consultation", values, None, facts, ours=False)
    code = {
        ConsulteePhase.RETURNED: "complete_reply",
        ConsulteePhase.ACKNOWLEDGED: "reply",
    }.get(standing.phase, "acknowledge_and_reply")
    if code != "acknowledge_and_reply":  # who has read the request goes on writing at once
        endpoint, values = "replies.edit" if writes else "replies.consultee", {"consultee_id": row.id}
        return Task(code, endpoint, values, row.due_at, facts, late=standing.overdue)
    return Task(code, "overview.consultation", values, row.due_at, facts, late=standing.overdue)


def _to_sign(actor: Actor) -> Iterable[Task]:
    waiting = units.waiting_for(actor, "consultation", "reply")[:SHOWN]
    drafts = [each.paper_id for each in waiting if each.paper == "consultation"]
    rows = db.session.execute(select(Consultation.id, Consultation.subject).where(Consultation.id.in_(drafts)))
    for consultation_id, subject in rows:
        values = {"consultation_id": consultation_id}
        yield Task("sign_consultation", "consultations.signing", values, None, {"subject": subject})
    written = [each.paper_id for each in waiting if each.paper == "reply"]
    replies = db.session.execute(
        select(Reply.id, Consultation.subject, Consultee.due_at)
        .join(Consultee, Consultee.consultation_id == Consultation.id)
        .join(Reply, Reply.consultee_id == Consultee.id)
        .where(Reply.id.in_(written))
    )
    for reply_id, subject, due_at in replies:
        yield Task("sign_reply", "replies.read", {"reply_id": reply_id}, due_at, {"subject": subject})


def _drafts(actor: Actor, now: datetime) -> Iterable[Task]:
    assert actor.unit_id is not None
    rows = consultations.sent(Scope(lead_unit_id=actor.unit_id), Filters(drafts=True), now=now, size=SHOWN)
    for row in rows:
        facts = {"subject": row.subject or "…"}
        values = {"consultation_id": row.id}
        if row.phase is Phase.SIGNED and actor.role in (Role.CLERK, Role.HEAD):
            yield Task("issue", "consultations.issue", values, None, facts)
        elif row.phase is Phase.DRAFT and actor.role in (Role.OFFICER, Role.HEAD):
            yield Task("compose", "consultations.compose", values, None, facts)
        elif row.phase in (Phase.AWAITING_APPROVAL, Phase.SIGNED):
            yield Task("signature_awaited", "overview.consultation", values, None, facts, ours=False)


def _sent(unit_id: int, now: datetime) -> Iterable[Task]:
    """As lead: who is awaited; and where all have answered, the synthesis."""
    for phase in (Phase.ISSUED, Phase.COLLECTED):
        rows = consultations.sent(Scope(lead_unit_id=unit_id), Filters(phase=phase.value), now=now, size=SHOWN)
        for row in rows:
            facts = {
                "subject": row.subject,
                "number": row.number,
                "open": row.consultees - row.closed,
                "all": row.consultees,
                "overdue": row.overdue,
            }
            values = {"consultation_id": row.id}
            if phase is Phase.COLLECTED:
                due = clock.at(row.submit_by, 17) if row.submit_by else None
                yield Task("synthesise", "synthesis.matrix", values, due, facts)
            else:
                yield Task("units_awaited", "overview.consultation", values, None, facts, ours=False)


def _answers_awaited(actor: Actor, now: datetime) -> Iterable[Task]:
    """As lead: replies to look at, push-backs to decide, claims and contests to answer; as unit: papers to confirm."""
    unit_id = actor.unit_id
    mine = (
        Consultation.lead_unit_id == unit_id,
        Consultation.submitted_at.is_(None),
        Consultation.withdrawn_at.is_(None),
    )
    judged = db.session.execute(
        select(Consultation.id, Consultation.subject, func.count(), func.min(Consultee.id))
        .join(Consultee, Consultee.consultation_id == Consultation.id)
        .where(
            *mine, Consultee.answered_at.is_not(None), Consultee.closed_at.is_(None), Consultee.returned_at.is_(None)
        )
        .group_by(Consultation.id, Consultation.subject)
        .limit(SHOWN)
    )
    for consultation_id, subject, number, first in judged:
        endpoint, values = "overview.consultation", {"consultation_id": consultation_id}
        if number == 1:
            endpoint, values = "assessment.consultee", {"consultee_id": first}
        yield Task("judge", endpoint, values, None, {"subject": subject, "number": number})
    if actor.role is Role.HEAD:
        waiting = db.session.execute(
            select(PushBack.decide_by, PushBack.id, Consultation.subject)
            .join(Consultee, Consultee.id == PushBack.consultee_id)
            .join(Consultation, Consultation.id == Consultee.consultation_id)
            .where(*mine, PushBack.decided_at.is_(None), PushBack.settled_at.is_(None), PushBack.withdrawn_at.is_(None))
            .limit(SHOWN)
        )
        for decide_by, push_back_id, subject in waiting:
            yield Task("decide_push_back", "replies.push_back", {"push_back_id": push_back_id}, decide_by,
                       {"subject": subject})  # fmt: skip
    yield from _claims_and_contests(mine)
    papers = db.session.execute(
        select(Reply.id, Consultation.subject)
        .join(Consultee, Consultee.consultation_id == Consultation.id)
        .join(Reply, Reply.consultee_id == Consultee.id)
        .where(
            Consultee.unit_id == unit_id,
            Reply.entered_by_lead.is_(True),
            Reply.confirmed_at.is_(None),
            Reply.objected_at.is_(None),
        )
        .limit(SHOWN)
    )
    for reply_id, subject in papers:
        yield Task("confirm_paper", "replies.read", {"reply_id": reply_id}, None, {"subject": subject})


def _claims_and_contests(mine: tuple[Any, ...]) -> Iterable[Task]:
    claims = db.session.execute(
        select(SentClaim.answer_by, SentClaim.id, Consultation.subject)
        .join(Consultee, Consultee.id == SentClaim.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(*mine, SentClaim.answered_at.is_(None))
        .limit(SHOWN)
    )
    for answer_by, claim_id, subject in claims:
        yield Task("answer_claim", "replies.claim", {"claim_id": claim_id}, answer_by, {"subject": subject})
    contests = db.session.execute(
        select(Verdict.answer_by, Verdict.id, Consultation.subject)
        .join(Opinion, Opinion.id == Verdict.opinion_id)
        .join(Reply, Reply.id == Opinion.reply_id)
        .join(Consultee, Consultee.id == Reply.consultee_id)
        .join(Consultation, Consultation.id == Consultee.consultation_id)
        .where(*mine, Verdict.contested_at.is_not(None), Verdict.settled_at.is_(None), Verdict.answered_at.is_(None))
        .limit(SHOWN)
    )
    for answer_by, verdict_id, subject in contests:
        yield Task("answer_contest", "assessment.verdict", {"verdict_id": verdict_id}, answer_by, {"subject": subject})


def _reports_to_sign(actor: Actor) -> Iterable[Task]:
    assert actor.unit_id is not None
    for report in escalation.to_sign(actor.unit_id)[:SHOWN]:
        facts = {"subject": report.consultation.subject, "number": len(report.cases)}
        held = (
            report.held_until is not None and report.next_look_at is not None and report.next_look_at > report.sign_by
        )
        ours = actor.role in (Role.HEAD, Role.OFFICER) and not held
        yield Task("sign_report", "escalation.report", {"escalation_id": report.id}, report.sign_by, facts, ours=ours)


def _directives(unit_id: int) -> Iterable[Task]:
    for given in escalation.directives_of(unit_id)[:SHOWN]:
        facts = {"words": given.words}
        values = {"directive_id": given.id}
        if given.reported_at is None:
            yield Task("do_directive", "escalation.directive", values, given.due_at, facts)
        else:
            yield Task("directive_confirmation_awaited", "escalation.directive", values, None, facts, ours=False)


def _for_authority(actor: Actor) -> Iterable[Task]:
    assert actor.unit_id is not None
    decides = actor.role is Role.DECISION_MAKER
    for report in escalation.open_for(actor.unit_id)[:SHOWN]:
        facts = {
            "subject": report.consultation.subject,
            "number": sum(case.decided_at is None for case in report.cases),
            "since": report.sent_up_at,
        }
        yield Task("decide_report", "escalation.report", {"escalation_id": report.id}, None, facts, ours=decides)
    for verdict in assessment.open_contests(actor.unit_id)[:SHOWN]:
        values = {"verdict_id": verdict.id}
        facts = {"number": verdict.opinion.reply.letter_number}
        yield Task("settle_contest", "assessment.verdict", values, None, facts, ours=decides)
    waiting = db.session.execute(
        select(Consultation.id, Consultation.subject)
        .join(Submission, Submission.consultation_id == Consultation.id)
        .where(
            Consultation.authority_id == actor.unit_id,
            Submission.submitted_at.is_not(None),
            Submission.concluded_at.is_(None),
        )
        .limit(SHOWN)
    )
    for consultation_id, subject in waiting:
        values = {"consultation_id": consultation_id}
        yield Task("conclude", "synthesis.matrix", values, None, {"subject": subject}, ours=decides)
    for given in escalation.directives_given(actor.unit_id)[:SHOWN]:
        facts = {"unit": given.unit.name, "words": given.words}
        values = {"directive_id": given.id}
        if given.reported_at is not None:
            yield Task("confirm_directive", "escalation.directive", values, None, facts)
        else:
            yield Task("directive_awaited", "escalation.directive", values, given.due_at, facts, ours=False)
