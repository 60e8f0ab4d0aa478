"""The facts of every consultation that counts for its lead in a period (exact rules 28–30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from coordination.assessment.rules import Settlement
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Part
from coordination.escalation.models import Escalation
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import TimeLimitRule, WorkCalendar, time_ratio
from coordination.scorecards.queries.consultees import points_given_back, unclear_granted
from coordination.scorecards.queries.duties import duties
from coordination.scorecards.queries.gathered import (
    AnyRow,
    AnySelect,
    Gathered,
    consultee_rows,
    gather,
    holdings,
    local_bounds,
    said,
)
from coordination.scorecards.rules import Case, LeadFacts, LeadStanding, Period, State, lead_eligibility
from coordination.synthesis.models import Disposition, Submission
from coordination.synthesis.queries import GONE
from coordination.units.models import Unit


@dataclass
class _Whole:
    """What the leads' cases are made of: by consultation, and by consultee in `found`."""

    found: Gathered
    consultees: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    reports: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    disposed: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, list[AnyRow]] = field(default_factory=lambda: defaultdict(list))


def lead_cases(period: Period, now: datetime) -> list[Case]:
    """Every consultation that counts for its lead in the period, with its facts. A fixed number of statements."""
    start, end = local_bounds(period.first, period.last)
    within = or_(
        Consultation.submit_by.between(period.first, period.last),
        *(
            (column >= start) & (column < end)
            for column in (Submission.first_submitted_at, Consultation.concluded_at, Consultation.withdrawn_at)
        ),
    )
    rows = db.session.execute(_rows().where(within)).all()
    whole = _read(within)
    calendar = limits.calendar()
    counted = ((row, _counted_on(row, now)) for row in rows)
    return [_case(row, on, whole, now, calendar) for row, on in counted if on is not None and on in period]


def _case(row: AnyRow, on: date, whole: _Whole, now: datetime, calendar: WorkCalendar) -> Case:
    held = next((each for each in whole.held[row.id] if on <= each.until), row)
    return Case(
        case=f"consultation/{row.id}",
        unit=held.unit,
        kind=held.unit_kind,
        authority=whole.found.authority_above(held.unit_path),
        counted_on=on,
        facts=_facts(row, whole, now, calendar),
    )


def _rows() -> AnySelect:
    wanted: AnySelect = select(
        Consultation.id, Consultation.submit_by, Consultation.concluded_at, Consultation.withdrawn_at,
        Consultation.urgency_approved, Consultation.rule, Submission.first_submitted_at, Submission.submitted_at,
        Submission.returned_times, Consultation.issued_at, Unit.code.label("unit"), Unit.kind.label("unit_kind"),
        Unit.path.label("unit_path"),
    )  # fmt: skip
    return (
        wanted.join(Unit, Unit.id == Consultation.lead_unit_id)
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .where(Consultation.issued_at.is_not(None))
        .order_by(Consultation.id)
    )


def _read(within: ColumnElement[bool]) -> _Whole:
    ids = (
        select(Consultation.id)
        .outerjoin(Submission, Submission.consultation_id == Consultation.id)
        .where(Consultation.issued_at.is_not(None), within)
    )
    rows = db.session.execute(consultee_rows().where(Consultee.consultation_id.in_(ids))).all()
    asked = select(Consultee.id).where(Consultee.consultation_id.in_(ids), Consultee.issued_at.is_not(None))
    whole = _Whole(gather(asked, rows), held=holdings(ids, Part.LEAD))
    for row in rows:
        whole.consultees[row.consultation_id].append(row)
    for report in db.session.execute(
        select(
            Escalation.consultation_id, Escalation.sign_by, Escalation.signed_at, Escalation.held_at,
            Escalation.unsigned, Escalation.closed_at,
        ).where(Escalation.consultation_id.in_(ids))
    ):  # fmt: skip
        whole.reports[report.consultation_id].append(report)
    for made in db.session.execute(
        select(
            Disposition.consultation_id, Disposition.opinion_id, Disposition.other_comment_id, Disposition.made_at
        ).where(Disposition.consultation_id.in_(ids), Disposition.explanation != "")
    ):
        whole.disposed[made.consultation_id].append(made)
    return whole


def _counted_on(row: AnyRow, now: datetime) -> date | None:
    standing = LeadStanding(
        issued_at=row.issued_at,
        submit_by=row.submit_by,
        submitted_at=row.first_submitted_at,
        concluded_at=row.concluded_at,
        withdrawn_at=row.withdrawn_at,
    )
    eligibility = lead_eligibility(standing, now)
    return eligibility.on if eligibility.state is State.COUNTED else None


def _facts(row: AnyRow, whole: _Whole, now: datetime, calendar: WorkCalendar) -> LeadFacts:
    consultees, found = whole.consultees[row.id], whole.found
    rule = TimeLimitRule.from_json(row.rule) if row.rule else None
    owed, kept = duties(row, consultees, found, whole.reports[row.id], now)
    comments, disposed = _comments(row, consultees, found, whole.disposed[row.id])
    judged = [verdict for one in consultees for verdict in found.judged[one.id]]
    return LeadFacts(
        time_ratios=tuple(
            time_ratio(one.issued_at, one.original_due_at, rule.minimum, rule.unit, calendar) if rule else 1.0
            for one in consultees
        ),
        urgency_approved=row.urgency_approved,
        points_addressed=sum(len(found.points[one.id]) for one in consultees),
        points_handed_back=sum(
            len(points_given_back(found.points[one.id], found.push_backs[one.id])) for one in consultees
        ),
        consultees=len(consultees),
        unclear_granted=sum(unclear_granted(found.push_backs[one.id]) for one in consultees),
        duties=owed,
        duties_in_time=kept,
        comments=comments,
        comments_disposed=disposed,
        verdicts=len(judged),
        overturned=sum(verdict.settled is Settlement.OVERTURNED for verdict in judged),
        checks=0,
        not_rightly_reported=0,
    )


def _comments(
    row: AnyRow, consultees: Sequence[AnyRow], found: Gathered, disposed: Sequence[AnyRow]
) -> tuple[int, int]:
    """Comments that stood at the moment the case counts, and those disposed of with an explanation by then (rule 28).

    At a submission that is every explained one: a submission isn't possible otherwise (F2), and what was explained
    anew after a return was explained before it, too.
    """
    until, submitted = _counting_moment(row)
    keys = {key for one in consultees if one.ending not in GONE for key in _standing(found, one.id, until)}
    explained = {
        ("opinion", made.opinion_id) if made.opinion_id else ("other", made.other_comment_id)
        for made in disposed
        if submitted or made.made_at <= until
    }
    return len(keys), len(keys & explained)


def _counting_moment(row: AnyRow) -> tuple[datetime, bool]:
    """The moment the case counts (exact rule 30), and whether that was a submission."""
    moments = [at for at in (row.concluded_at, row.withdrawn_at) if at is not None]
    if row.submit_by is not None:
        moments.append(clock.at(row.submit_by + timedelta(days=1), 0))
    first: datetime | None = row.first_submitted_at
    if first is not None and all(first <= at for at in moments):
        return first, True
    return min(moments), False


def _standing(found: Gathered, consultee_id: int, until: datetime) -> list[tuple[str, int]]:
    """The comments of a unit that stood then: on each point the last opinion, and what else the last reply says."""
    sent = [reply for reply in found.replies[consultee_id] if reply.sent_at <= until]
    last: Mapping[int, AnyRow] = {opinion.point_id: opinion for reply in sent for opinion in found.opinions[reply.id]}
    comments = [("opinion", opinion.id) for opinion in last.values() if said(opinion).is_comment]
    return [*comments, *(("other", other) for reply in sent[-1:] for other in found.others[reply.id])]
