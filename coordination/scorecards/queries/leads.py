"""The facts of every consultation that counts for its lead in a period (exact rules 28–30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, or_, select

from coordination.assessment.rules import Settlement
from coordination.consultations.models import Consultation, Consultee
from coordination.escalation.models import Escalation
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import TimeLimitRule, WorkCalendar, time_ratio
from coordination.replies.models import OtherComment, Reply
from coordination.replies.rules import OpinionFacts
from coordination.scorecards.queries.consultees import handed_back, unclear_granted
from coordination.scorecards.queries.gathered import Gathered, batched_ids, consultee_rows, gather, local_bounds
from coordination.scorecards.rules import Case, LeadFacts, LeadStanding, Period, State, lead_eligibility
from coordination.synthesis.models import Disposition, Submission
from coordination.synthesis.queries import GONE
from coordination.units.models import Unit


def lead_cases(period: Period, now: datetime) -> list[Case]:
    """Every consultation that counts for its lead in the period, with its facts."""
    start, end = local_bounds(period.first, period.last)
    rows = db.session.execute(
        _rows().where(
            or_(
                Consultation.submit_by.between(period.first, period.last),
                Submission.first_submitted_at.between(start, end),
                Consultation.concluded_at.between(start, end),
                Consultation.withdrawn_at.between(start, end),
            )
        )
    ).all()
    counted = [(row, _eligible(row, now)) for row in rows]
    chosen = [(row, on) for row, on in counted if on is not None and on in period]
    return _cases(chosen, now)


def _rows() -> Select[Any]:
    lead, authority = Unit.__table__.alias("lead"), Unit.__table__.alias("authority")
    return (
        select(
            Consultation.id,
            Consultation.number,
            Consultation.issued_at,
            Consultation.submit_by,
            Consultation.concluded_at,
            Consultation.withdrawn_at,
            Consultation.urgency_approved,
            Consultation.rule,
            Submission.first_submitted_at,
            Submission.submitted_at,
            Submission.returned_times,
            lead.c.code.label("unit"),
            lead.c.kind.label("unit_kind"),
            authority.c.code.label("authority"),
        )
        .join(lead, lead.c.id == Consultation.lead_unit_id)
        .join(authority, authority.c.id == Consultation.authority_id)
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .where(Consultation.issued_at.is_not(None))
        .order_by(Consultation.id)
    )


def _eligible(row: Row[Any], now: datetime) -> Any:
    standing = LeadStanding(
        issued_at=row.issued_at,
        submit_by=row.submit_by,
        submitted_at=row.first_submitted_at,
        concluded_at=row.concluded_at,
        withdrawn_at=row.withdrawn_at,
    )
    eligibility = lead_eligibility(standing, now)
    return eligibility.on if eligibility.state is State.COUNTED else None


def _cases(chosen: Sequence[tuple[Row[Any], Any]], now: datetime) -> list[Case]:
    ids = [row.id for row, _on in chosen]
    consultees: dict[int, list[Row[Any]]] = defaultdict(list)
    for some in batched_ids(ids):
        for one in db.session.execute(consultee_rows().where(Consultee.consultation_id.in_(some))):
            consultees[one.consultation_id].append(one)
    found = gather([(one.id, one.consultation_id) for many in consultees.values() for one in many])
    others, disposed, reports = _others(ids), _disposed(ids), _reports(ids)
    calendar = limits.calendar()
    return [
        Case(
            case=f"consultation/{row.id}",
            unit=row.unit,
            kind=row.unit_kind,
            authority=row.authority,
            counted_on=on,
            facts=_facts(
                row, consultees[row.id], found, others.get(row.id, 0), disposed.get(row.id, 0), reports[row.id], now,
                calendar,
            ),
        )
        for row, on in chosen
    ]  # fmt: skip


def _others(ids: Sequence[int]) -> dict[int, int]:
    """Comments beyond the points, of the last reply of each unit, per consultation."""
    counted: dict[int, int] = {}
    for some in batched_ids(ids):
        last = (
            select(func.max(Reply.id))
            .where(Reply.confirmed_at.is_not(None), Reply.objected_at.is_(None), Reply.sent_at.is_not(None))
            .group_by(Reply.consultee_id)
        )
        rows = db.session.execute(
            select(Consultee.consultation_id, func.count(OtherComment.id))
            .join(Reply, Reply.id == OtherComment.reply_id)
            .join(Consultee, Consultee.id == Reply.consultee_id)
            .where(
                Consultee.consultation_id.in_(some),
                Reply.id.in_(last),
                or_(Consultee.ending.is_(None), Consultee.ending.not_in(GONE)),
            )
            .group_by(Consultee.consultation_id)
        )
        counted.update({consultation: number for consultation, number in rows})
    return counted


def _disposed(ids: Sequence[int]) -> dict[int, int]:
    """Dispositions with an explanation, per consultation."""
    counted: dict[int, int] = {}
    for some in batched_ids(ids):
        explained = func.sum(case((Disposition.explanation != "", 1), else_=0))
        rows = db.session.execute(
            select(Disposition.consultation_id, explained)
            .where(Disposition.consultation_id.in_(some))
            .group_by(Disposition.consultation_id)
        )
        counted.update({consultation: int(number) for consultation, number in rows})
    return counted


def _reports(ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for some in batched_ids(ids):
        rows = db.session.execute(
            select(
                Escalation.consultation_id, Escalation.sign_by, Escalation.signed_at, Escalation.held_at,
                Escalation.unsigned, Escalation.by_rule,
            ).where(Escalation.consultation_id.in_(some))
        )  # fmt: skip
        for row in rows:
            found[row.consultation_id].append(row)
    return found


def _facts(
    row: Row[Any], consultees: Sequence[Row[Any]], found: Gathered, others: int, disposed: int,
    reports: Sequence[Row[Any]], now: datetime, calendar: WorkCalendar,
) -> LeadFacts:  # fmt: skip
    rule = TimeLimitRule.from_json(row.rule) if row.rule else None
    back = [one for one in consultees if handed_back(found.push_backs[one.id])]
    duties, in_time = _duties(row, consultees, found, reports, now)
    verdicts = [found.verdicts[o] for one in consultees for o in _judged(one.id, found)]
    comments = others + sum(_comments(one.id, found) for one in consultees if one.ending not in GONE)
    return LeadFacts(
        time_ratios=tuple(
            time_ratio(one.issued_at, one.original_due_at, rule.minimum, rule.unit, calendar) if rule else 1.0
            for one in consultees
        ),
        urgency_approved=row.urgency_approved,
        points_addressed=sum(len(found.points[one.id]) for one in consultees),
        points_handed_back=sum(len(found.points[one.id]) for one in back),
        consultees=len(consultees),
        unclear_granted=sum(unclear_granted(found.push_backs[one.id]) for one in consultees),
        duties=duties,
        duties_in_time=in_time,
        comments=comments,
        comments_disposed=min(disposed, comments),
        verdicts=len(verdicts),
        overturned=sum(one.settled is Settlement.OVERTURNED for one in verdicts),
        checks=0,
        not_rightly_reported=0,
    )


def _judged(consultee_id: int, found: Gathered) -> list[int]:
    return [
        opinion.id
        for reply in found.replies[consultee_id]
        for opinion in found.opinions[reply.id]
        if opinion.id in found.verdicts
    ]


def _comments(consultee_id: int, found: Gathered) -> int:
    """Comments that stand: of the last opinion on each point (exact rule 18)."""
    last: dict[int, Row[Any]] = {}
    for reply in found.replies[consultee_id]:
        last.update({opinion.point_id: opinion for opinion in found.opinions[reply.id]})
    return sum(OpinionFacts(o.point_id, o.position, o.content).is_comment for o in last.values())


def _duties(
    row: Row[Any], consultees: Sequence[Row[Any]], found: Gathered, reports: Sequence[Row[Any]], now: datetime
) -> tuple[int, int]:
    """What the lead had to do by a time, and did: push-backs, contests, draft reports, submissions (exact rule 28)."""
    kept: list[bool] = []
    for one in consultees:
        for made in found.push_backs[one.id]:
            kept += _by(made.decided_at, made.decide_by, now)
        for opinion in _judged(one.id, found):
            verdict = found.verdicts[opinion]
            if verdict.contested_at is not None:
                kept += _by(verdict.answered_at, verdict.answer_by, now)
    for report in reports:
        acted = min((at for at in (report.signed_at, report.held_at) if at is not None), default=None)
        kept += [False] if report.unsigned else _by(acted, report.sign_by, now)
    kept += [False] * (row.returned_times or 0)
    if row.submitted_at is not None:
        kept.append(True)
    return len(kept), sum(kept)


def _by(done_at: datetime | None, until: datetime | None, now: datetime) -> list[bool]:
    """One duty kept or not; none yet while there is still time."""
    if done_at is None:
        return [] if until is None or now <= until else [False]
    return [until is None or done_at <= until]
