"""The ledger of reminders, whose clock runs, and the morning digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from coordination.assessment import queries as assessment
from coordination.consultations.models import Consultee
from coordination.escalation.models import DirectExchange, LadderStep
from coordination.escalation.rules import StepOutcome
from coordination.kernel import clock
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import WorkCalendar, working_days_from
from coordination.replies import queries as replies

DIGEST_FROM = (7, 30)
CONFIRM_WITHIN = 2
CONFIRM_PRELIMINARY_WITHIN = 1


def digest_from(day: date) -> datetime:
    """From when the morning digest of a working day goes out (O27)."""
    return clock.at(day, *DIGEST_FROM)


def next_digest_at(now: datetime, calendar: WorkCalendar) -> datetime:
    """When the next morning digest goes out: on working days only (O27)."""
    today = clock.local(now).date()
    if calendar.is_working(today) and now < digest_from(today):
        return digest_from(today)
    return digest_from(calendar.next_working_day(today))


def reminders(consultee_ids: Sequence[int]) -> list[LadderStep]:
    """The ledger of these consultees, in the order in which it was written."""
    return list(
        db.session.scalars(
            select(LadderStep)
            .where(LadderStep.consultee_id.in_(consultee_ids))
            .order_by(LadderStep.done_at, LadderStep.id)
        )
    )


def ledgers(consultee_ids: Sequence[int]) -> dict[int, list[LadderStep]]:
    """By consultee: its ledger, in the order in which it was written."""
    kept: dict[int, list[LadderStep]] = {each: [] for each in consultee_ids}
    for step in reminders(consultee_ids):
        kept[step.consultee_id].append(step)
    return kept


def reminded_after(consultee_id: int, moment: datetime) -> datetime | None:
    """When the unit was last really reminded after a moment, by the ladder or by hand."""
    return db.session.scalar(
        select(func.max(LadderStep.done_at)).where(
            LadderStep.consultee_id == consultee_id,
            LadderStep.outcome == StepOutcome.SENT,
            LadderStep.rung != "escalate",
            LadderStep.done_at > moment,
        )
    )


def first_reminded_after_due(consultee: Consultee) -> datetime | None:
    """When the first reminder after the due time really went out, by the ladder or by hand (O14)."""
    return db.session.scalar(
        select(func.min(LadderStep.done_at)).where(
            LadderStep.consultee_id == consultee.id,
            LadderStep.outcome == StepOutcome.SENT,
            LadderStep.rung != "escalate",
            LadderStep.after_due.is_(True),
        )
    )


def exchanges(consultee_ids: Sequence[int]) -> list[DirectExchange]:
    """The direct exchanges of the heads about these consultees, oldest first (O14)."""
    wanted = select(DirectExchange).where(DirectExchange.consultee_id.in_(consultee_ids))
    return list(db.session.scalars(wanted.order_by(DirectExchange.held_on, DirectExchange.id)))


def clock_runs(consultee: Consultee) -> bool:
    """Whether a complete answer is awaited from the unit now, and from nobody else an act (exact rules 5, 13)."""
    whole = consultee.consultation
    return (
        consultee.issued_at is not None
        and consultee.closed_at is None
        and consultee.pushed_back_at is None
        and consultee.suspended_at is None
        and (consultee.answered_at is None or consultee.returned_at is not None)
        and whole.withdrawn_at is None
        and whole.submitted_at is None
        and whole.concluded_at is None
        and not (consultee.returned_at is not None and assessment.contests_waiting(consultee))
    )


def resting(consultee_ids: Sequence[int]) -> dict[int, datetime]:
    """By consultee: until when its ladder rests, because the lead looks for what the unit says it sent, or the unit
    for what was entered in its name."""
    until = {consultee_id: claim.answer_by for consultee_id, claim in replies.open_claims(consultee_ids).items()}
    for consultee_id, paper in replies.unconfirmed_papers(consultee_ids).items():
        within = CONFIRM_PRELIMINARY_WITHIN if paper.preliminary else CONFIRM_WITHIN
        confirm_by = working_days_from(paper.created_at, within, limits.calendar())
        until[consultee_id] = max(confirm_by, until.get(consultee_id, confirm_by))
    return until


def rests_until(consultee: Consultee) -> datetime | None:
    return resting([consultee.id]).get(consultee.id)


def says_it_sent(consultee: Consultee) -> bool:
    """Whether the unit says that it has answered and nobody has said otherwise (O5): no one calls it silent then.

    The lead has not looked yet, or has found the letter and not entered it; or the unit has not yet been given its two
    days to confirm what was entered.
    """
    made = replies.claims([consultee.id])
    if not made:
        return False
    last = made[-1]
    if last.answered_at is None:
        return True
    if not last.found:
        return False
    entered = [reply for reply in replies.sent_replies(consultee) if reply.created_at >= last.made_at]
    return not any(reply.objected_at or reply.confirmed_at or reply.entered_by_lead for reply in entered)
