"""What the lead leaves undone: its time to judge (O18) and to decide a push-back (design 3.4) runs out by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.assessment import actions as assessment
from coordination.assessment import queries as judging
from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.escalation import queries
from coordination.escalation.actions.reporting import open_case
from coordination.escalation.rules import Ground
from coordination.kernel import clock
from coordination.kernel.actor import BY_RULE
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits
from coordination.replies import queries as replies
from coordination.replies.models import PushBack

# The due second itself is in time (exact rule 2), so what follows from it is looked at a moment later.
A_MOMENT = timedelta(minutes=1)


def end_judging(consultee: Consultee, *, now: datetime) -> bool:
    """The lead's time to judge a full answer: once over, the answer is accepted by rule (O18, exact rule 28).

    Says whether something came of it.
    Not over: noted when to look again. A contest waits for the authority; a second inadequate reply goes into a report
    once its verdict stands (exact rule 14).
    """
    sent = [reply for reply in replies.sent_replies(consultee) if replies.in_force(reply)]
    until = judging.judging_until(sent[-1]) if sent else None
    if until is None or now <= until:
        consultations.next_step(consultee, until + A_MOMENT if until else _tomorrow(now))
        return False
    try:
        return _end(consultee, now=now)
    except NotReady:  # a verdict can still be contested, or the proof does not hold yet
        consultations.next_step(consultee, _tomorrow(now))
        return False


def _end(consultee: Consultee, *, now: datetime) -> bool:
    if judging.contests_waiting(consultee):
        raise NotReady("contest_waits")
    if not queries.second_inadequate(consultee, now):
        assessment.lapse(consultee, by=BY_RULE, now=now)
        return True
    consultations.next_step(consultee, _tomorrow(now))
    if queries.was_reported(consultee, Ground.SECOND_INADEQUATE):
        return False
    open_case(consultee, Ground.SECOND_INADEQUATE, by=BY_RULE, now=now)
    return True


def report_push_back(made: PushBack, *, now: datetime) -> bool:
    """A push-back that the lead left undecided, or whose refusal is disputed: into the draft report (exact rule 14)."""
    consultee = made.consultee
    if consultee.consultation.authority_id is None:
        return False
    ground = Ground.DISPUTE if made.disputed_at is not None else Ground.UNDECIDED_PUSH_BACK
    try:
        open_case(consultee, ground, by=BY_RULE, now=now)
    except NotReady:  # decided meanwhile, or in a report for another reason
        return False
    return True


def _tomorrow(now: datetime) -> datetime:
    return clock.at(limits.calendar().next_working_day(clock.local(now).date()), 9)
