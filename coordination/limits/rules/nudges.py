"""Two small reminders beside the ladder, never counted and never after the due time (L7, design 3.7).

Nobody has acknowledged a working day after sending; a reply lies written, or signed, and unsent near the due time.
Each stands in the ledger once per consultee and round, like a rung, and the same moment tells when to look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from coordination.limits.rules.hours import counts_as_sent_on, local_day, moment
from coordination.limits.rules.ladder import STEP_TIME, Clock, Done, Pace, Plan, Planned, Rung
from coordination.limits.rules.reasons import due_day

NOT_ACKNOWLEDGED = Rung("not_acknowledged", 1, to=("officer", "head", "clerk"))
DRAFT_NOT_SENT = Rung("draft_not_sent", -1, to=("writer",))
NUDGES: frozenset[str] = frozenset({NOT_ACKNOWLEDGED.code, DRAFT_NOT_SENT.code})
# On an urgent ladder: so many office hours make a working day, and so many before the due time a draft is asked for.
_DAY, _BEFORE = timedelta(hours=8), timedelta(hours=1)


def nudges(clock: Clock) -> tuple[Planned, ...]:
    """Both and their moments, in order of time; one that would not fall between sending and due time doesn't exist.

    Not acknowledged: 09:00 after one whole working day, counted as a limit is (exact rule 1). Draft not sent: 09:00 of
    the working day before the due day. Urgent ones in office hours.
    """
    calendar = clock.calendar
    if clock.ladder.pace is Pace.ROUND_THE_CLOCK:
        acknowledge, send = clock.started_at + _DAY, clock.due_at - _BEFORE
    elif clock.ladder.pace is Pace.HOURS:
        acknowledge = clock.hours.shift(clock.started_at, _DAY, calendar)
        send = clock.hours.shift(clock.due_at, -_BEFORE, calendar)
    else:
        sent_on = counts_as_sent_on(clock.started_at, calendar, clock.hours)
        acknowledge = moment(calendar.add(sent_on, 2), STEP_TIME)
        send = moment(calendar.add(due_day(clock.due_at), -1), STEP_TIME)
    both = (Planned(NOT_ACKNOWLEDGED, acknowledge), Planned(DRAFT_NOT_SENT, send))
    return tuple(sorted((n for n in both if clock.started_at < n.at < clock.due_at), key=lambda n: n.at))


def with_nudges(clock: Clock, plan: Plan, done: Iterable[Done], now: datetime, applies: Collection[str]) -> Plan:
    """What the ladder asks for now, and the nudge that is due (`applies`: whose reason holds now).

    One that a rung has passed, or that comes too late, is recorded as overtaken; nothing is sent on a day off.
    """
    done, codes = tuple(done), {row.code for row in done}
    pending = tuple(n for n in nudges(clock) if n.rung.code not in codes)
    due = tuple(n for n in pending if n.at <= now and n.rung.code in applies)
    looks = [n.at for n in pending if n.at > now]
    if due and now <= clock.due_at and not clock.at_work(now):
        looks.append(moment(clock.calendar.next_working_day(local_day(now)), STEP_TIME))
        due = ()
    looks += [plan.look_again_at] if plan.look_again_at else []
    again = min(looks, default=None)
    if not due:
        return replace(plan, look_again_at=again)
    last = due[-1]
    passed = any(clock.ladder.place(row.code) >= 0 and row.at >= last.at for row in done)
    if plan.send or plan.escalate or passed or now > clock.due_at:
        return replace(plan, overtaken=(*plan.overtaken, *due), look_again_at=again)
    return replace(plan, nudge=last, overtaken=(*plan.overtaken, *due[:-1]), look_again_at=again)


def look_again_at(clock: Clock, now: datetime, *, acknowledged: bool) -> datetime | None:
    """When the sweep must look first, as if nothing had been done in this round (exact rule 17)."""
    ladder = clock.next_step_at((), now)
    ahead = [n.at for n in nudges(clock) if n.at > now and not (acknowledged and n.rung is NOT_ACKNOWLEDGED)]
    return min([*ahead, *([ladder] if ladder else [])], default=None)
