"""The facts of every consultee whose due day lies in a period (exact rules 18–21, 26–28, 32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from coordination.assessment.rules import VerdictFacts, VerdictKind, stands
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Part
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import (
    Done,
    Ladder,
    Outcome,
    WorkCalendar,
    default_ladder,
    reminders_counted,
    working_days_from,
)
from coordination.replies.rules import Answer, PushBackKind
from coordination.scorecards.queries.delays import Told, late_at_reply, spans_of
from coordination.scorecards.queries.gathered import (
    AnyRow,
    Gathered,
    Left,
    consultee_rows,
    gather,
    holdings,
    local_bounds,
)
from coordination.scorecards.rules import (
    Answered,
    Case,
    ConsulteeFacts,
    ConsulteeStanding,
    Period,
    Plain,
    Role,
    State,
    consultee_eligibility,
    count_points,
)
from coordination.units.rules import UnitKind

EXPLAIN_WITHIN = 2
ACKNOWLEDGE_WITHIN = 1


def consultee_cases(period: Period, now: datetime) -> tuple[list[Case], list[Left]]:
    """Every consultee that counts in the period, with its facts; and those left out, by name and reason."""
    start, end = local_bounds(period.first, period.last)
    within = (
        Consultee.agreed_due_at > start, Consultee.agreed_due_at <= end, Consultee.issued_at.is_not(None),
        Consultee.suspended_at.is_(None),  # its due time will move (exact rules 5, 6)
    )  # fmt: skip
    rows = db.session.execute(consultee_rows().where(*within)).all()
    found = gather(select(Consultee.id).where(*within), rows)
    told = Told(found.replies, found.faults, found.push_backs, spans_of(select(Consultee.id).where(*within)))
    found.waits.update({row.id: told.of(row) for row in rows})
    found.holdings = holdings(select(Consultee.id).where(*within), Part.CONSULTEE)
    calendar = limits.calendar()
    cases: list[Case] = []
    left: list[Left] = []
    for row in rows:
        eligibility = consultee_eligibility(_standing(row, found), now)
        if eligibility.state is State.COUNTED and eligibility.on is not None:
            cases.append(_case(row, eligibility.on, found, now, calendar))
        elif eligibility.state is State.OUT and eligibility.reason is not None and eligibility.on is not None:
            held = found.held_by(row, eligibility.on)
            left.append(Left(Role.CONSULTEE, held.unit, case_name(row), eligibility.reason, eligibility.on))
    return cases, left


def _case(row: AnyRow, on: date, found: Gathered, now: datetime, calendar: WorkCalendar) -> Case:
    facts, plain = _facts(row, found, now, calendar)
    held = found.held_by(row, on)
    return Case(
        case=case_name(row),
        unit=held.unit,
        kind=held.unit_kind,
        authority=found.authority_above(held.unit_path),
        counted_on=on,
        facts=facts,
        plain=plain,
    )


def case_name(row: AnyRow) -> str:
    """How a case is called in ledgers and exports: 'consultee/12'."""
    return f"consultee/{row.id}"


def _standing(row: AnyRow, found: Gathered) -> ConsulteeStanding:
    return ConsulteeStanding(
        due=row.agreed_due_at,
        issued_at=row.issued_at,
        delivered_at=row.delivered_at,
        closed_at=row.closed_at,
        ending=row.ending,
        waived=row.waived,
        points=len(found.points[row.id]),
        external=row.by_letter or row.unit_kind == UnitKind.EXTERNAL.value,
    )


def _facts(row: AnyRow, found: Gathered, now: datetime, calendar: WorkCalendar) -> tuple[ConsulteeFacts, Plain]:
    due: datetime = row.agreed_due_at
    replies = found.replies[row.id]
    complete = next((reply.arrived_at for reply in replies if reply.complete), None)
    late = complete > due if complete else now > due
    counts = count_points(_histories(row.id, found, now))
    steps = [Done(step.rung, step.done_at, Outcome(step.outcome.value)) for step in found.steps[row.id]]
    ladder = Ladder.from_json(row.ladder) if row.ladder else default_ladder()
    facts = ConsulteeFacts(
        due=due,
        original_due=row.original_due_at or due,
        first_complete_reply=complete,
        days_late=late_at_reply(found.waits[row.id], due, complete, row.closed_at, calendar, now) if late else 0,
        reminders_before_reply=reminders_counted(ladder, steps, due, complete) if late else 0,
        points=counts.points,
        answered_first=counts.answered_first,
        incomplete_first=counts.incomplete_first,
        adequate_first=counts.adequate_first,
        adequate_after_return=counts.adequate_after_return,
        late_push_back=any(made.share_used > 0.5 for made in found.push_backs[row.id]),
        push_back_refused=any(made.avoidance for made in found.push_backs[row.id]),
        late=late,
        explanation_complete=_explained(row.id, found, complete, calendar),
    )
    acknowledged = row.acknowledged_at is not None and row.acknowledged_at <= working_days_from(
        row.delivered_at or row.issued_at, ACKNOWLEDGE_WITHIN, calendar
    )
    plain = Plain(
        acknowledged_in_time=acknowledged,
        points_answered=counts.answered,
        confirmed_findings=counts.confirmed,
        reminders=_reminders_sent(ladder, steps, due, complete) if late else 0,
    )
    return facts, plain


def _reminders_sent(ladder: Ladder, steps: Sequence[Done], due: datetime, complete: datetime | None) -> int:
    """All ladder reminders really sent after the due time and before the reply, the first included."""
    return sum(
        1
        for step in steps
        if step.outcome is Outcome.SENT
        and step.code in {rung.code for rung in ladder.rungs if not rung.escalates}
        and step.at > due
        and (complete is None or step.at < complete)
    )


def _histories(consultee_id: int, found: Gathered, now: datetime) -> list[list[Answered]]:
    """Per point its answers that matter, oldest first: the judged ones and the latest (exact rule 19)."""
    replies = found.replies[consultee_id]
    asked = found.points[consultee_id]
    back = points_given_back(asked, [one for one in found.push_backs[consultee_id] if one.point_ids])
    by_point: dict[int, list[tuple[int, AnyRow]]] = {point: [] for point in asked if point not in back}
    for place, reply in enumerate(replies):
        for opinion in found.opinions[reply.id]:
            if opinion.point_id in by_point:
                by_point[opinion.point_id].append((place, opinion))
    return [
        _history(answers, replies, _first_reply(replies, found.added.get(point)), found, now)
        for point, answers in by_point.items()
    ]


def _first_reply(replies: Sequence[AnyRow], added_at: datetime | None) -> int:
    """The place of the first reply that could answer a point: of one that a letter added later, the first after it."""
    if added_at is None:
        return 0
    return next((place for place, reply in enumerate(replies) if reply.arrived_at >= added_at), len(replies))


def _history(
    answers: list[tuple[int, AnyRow]], replies: Sequence[AnyRow], first: int, found: Gathered, now: datetime
) -> list[Answered]:
    history: list[Answered] = []
    in_first = bool(answers) and answers[0][0] == first
    for number, (place, opinion) in enumerate(answers):
        verdict = found.verdicts.get(opinion.id)
        if verdict is None and number < len(answers) - 1:
            continue
        history.append(
            Answered(
                in_first_reply=in_first,
                verdict=VerdictKind(verdict.kind) if verdict else None,
                stands=verdict is not None and stands(_verdict(verdict, replies[place + 1 :]), now),
            )
        )
    return history


def _verdict(row: AnyRow, later: Sequence[AnyRow]) -> VerdictFacts:
    """A verdict with the reply by which the unit completed instead of contesting, if there was one."""
    completed = next((reply.sent_at for reply in later if reply.sent_at > row.given_at), None)
    return VerdictFacts(row.kind, row.given_at, row.contest_by, row.contested_at, row.settled, completed)


def _explained(consultee_id: int, found: Gathered, complete: datetime | None, calendar: WorkCalendar) -> bool:
    """A complete explanation, at the latest 2 working days after the reply (exact rule 21)."""
    latest = working_days_from(complete, EXPLAIN_WITHIN, calendar) if complete is not None else None
    return any(
        given.complete and (latest is None or given.given_at <= latest) for given in found.explanations[consultee_id]
    )


def handed_back(made: Sequence[AnyRow]) -> bool:
    """Whether 'not our function' was granted, by the lead or by the authority."""
    return _granted([one for one in made if not one.point_ids], PushBackKind.NOT_OUR_FUNCTION)


def points_given_back(points: Sequence[int], made: Sequence[AnyRow]) -> set[int]:
    """The points of one unit that were rightly handed back: all, or those of a hand-back of single points."""
    if handed_back(made):
        return set(points)
    return {
        point
        for one in made
        if one.point_ids and _granted([one], PushBackKind.NOT_OUR_FUNCTION)
        for point in one.point_ids
        if point in points
    }


def unclear_granted(made: Sequence[AnyRow]) -> bool:
    """Whether 'unclear or incomplete' was granted, by the lead or by the authority."""
    return _granted(made, PushBackKind.UNCLEAR_OR_INCOMPLETE)


def _granted(made: Sequence[AnyRow], kind: PushBackKind) -> bool:
    return any(one.kind is kind and (one.settled or one.answer) is Answer.GRANTED for one in made)
