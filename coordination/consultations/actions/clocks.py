"""The clock of one consultee: every verb that starts, moves, rests or ends it (exact rules 4–8, 12, 15–17).

What later chapters decide (a reply, a hand-back, a return, a directive) reaches the clock only through these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import joinedload

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.models import Consultation, Consultee, Round
from coordination.consultations.rules import (
    ASKED_AGAIN,
    ENDINGS,
    ConsulteeFacts,
    ConsulteePhase,
    Ending,
    RoundCause,
    agreed_after,
    consultee_phase,
    move,
    moves_later,
    owes,
)
from coordination.kernel import journal
from coordination.kernel.actor import BY_RULE, Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.limits import queries as limits
from coordination.limits.rules import (
    Clock,
    Deadline,
    Ladder,
    StepKind,
    TimeLimit,
    TimeLimitRule,
    counts_as_sent_on,
    delivered_later,
    look_again_at,
    moved_by,
    original_limit,
    paused_days,
)
from coordination.limits.rules import restart as restarted


def phase_of(consultee: Consultee) -> ConsulteePhase:
    """The phase of a consultee as it is now."""
    return consultee_phase(ConsulteeFacts.of(consultee))


def record(verb: Verb, consultee: Consultee, by: Actor, now: datetime, words: str = "", **facts: Any) -> None:
    """Write into the journal of the consultation what happened with one of its consultees."""
    journal.record(
        verb,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        words=words,
        unit=consultee.unit.name,
        **facts,
    )


# What the asked unit does


def open_dossier(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """Somebody of the unit saw the dossier: opened, and so delivered (exact rule 8). Only the first time counts."""
    if consultee.opened_at is not None or consultee.ending is not None:
        return
    if not consultee.issued_at:
        raise NotReady(*move(phase_of(consultee), ConsulteePhase.OPENED))
    consultee.opened_at = now
    record(verbs.OPENED, consultee, by, now)
    deliver(consultee, at=now, now=now)
    db.session.flush()


def acknowledge(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """'Tiếp nhận': the unit says that it has the matter; it implies having opened it (exact rule 8)."""
    if consultee.acknowledged_at is not None:
        return
    NotReady.unless(move(phase_of(consultee), ConsulteePhase.ACKNOWLEDGED))
    open_dossier(consultee, by=by, now=now)
    consultee.acknowledged_at = now
    consultee.by_letter = False  # from now on it counts like any unit of ours (O6)
    record(verbs.ACKNOWLEDGED, consultee, by, now)
    db.session.flush()


def deliver(consultee: Consultee, *, at: datetime, now: datetime) -> None:
    """First delivered; on a later counting day than issued, the limit runs anew from then (exact rule 8)."""
    if consultee.delivered_at is not None:
        return
    consultee.delivered_at = at
    record(verbs.DELIVERED, consultee, BY_RULE, now, delivered_at=at)
    assert consultee.issued_at is not None
    calendar = limits.calendar()
    if counts_as_sent_on(at, calendar) > counts_as_sent_on(consultee.issued_at, calendar) and _owes(consultee):
        before = deadline_of(consultee)
        after = delivered_later(at, original_limit_of(consultee), calendar, before)
        if after.at > before.at:
            started = start_round(consultee, RoundCause.LATE_DELIVERY, after.at, now=now, why=after.why_json())
            _moved(verbs.DELIVERED_LATE, consultee, before, BY_RULE, now)
            letters.due_moved(consultee, started, now)
    db.session.flush()


def pushed_back(consultee: Consultee, *, at: datetime, now: datetime) -> None:
    """The whole was handed back and waits for its decision: its ladder rests (exact rule 5)."""
    NotReady.unless(move(phase_of(consultee), ConsulteePhase.PUSHED_BACK))
    _imply_opened(consultee, at, now)
    consultee.pushed_back_at, consultee.next_step_at = at, None
    db.session.flush()


def push_back_over(consultee: Consultee, *, now: datetime) -> None:
    """The hand-back of the whole is decided: its ladder goes on (exact rule 5)."""
    consultee.pushed_back_at = None
    consultee.next_step_at = _look_again(consultee, now, _started_at(consultee))
    db.session.flush()


def answered(consultee: Consultee, *, at: datetime, complete: bool, now: datetime) -> None:
    """A reply arrived at `at`. A complete one rests the ladder, a partial one doesn't (exact rule 13).

    It replaces what silence had decided, until submission (exact rule 15); afterwards it changes nothing (rule 21).
    """
    if consultee.consultation.submitted_at is not None:
        return
    NotReady.unless(move(phase_of(consultee), ConsulteePhase.ANSWERED))
    _imply_opened(consultee, at, now)
    if consultee.ending is not None:
        record(verbs.ANSWERED_AFTER_END, consultee, BY_RULE, now, ending=consultee.ending)
        consultee.ending, consultee.closed_at = None, None
    if complete:
        consultee.answered_at, consultee.returned_at, consultee.next_step_at = at, None, None
    else:
        consultee.partly_answered_at = at
        if consultee.next_step_at is None:
            consultee.next_step_at = _look_again(consultee, now, _started_at(consultee))
    db.session.flush()


def _imply_opened(consultee: Consultee, at: datetime, now: datetime) -> None:
    """Any later act implies that the unit has the matter (exact rule 8)."""
    deliver(consultee, at=at, now=now)
    consultee.opened_at = consultee.opened_at or at
    consultee.acknowledged_at = consultee.acknowledged_at or at


# What moves the clock


def start_round(
    consultee: Consultee,
    cause: RoundCause,
    due_at: datetime,
    *,
    now: datetime,
    why: Sequence[Mapping[str, Any]] = (),
    reason: str = "",
) -> Round:
    """A new due time comes into force: the next round, its ladder from the start (exact rules 6, 12, 17)."""
    _check_round(consultee, cause, due_at)
    consultee.agreed_due_at = agreed_after(cause, consultee.agreed_due_at, consultee.due_at, due_at, now)
    consultee.round += 1
    consultee.due_at = due_at
    started = Round(
        consultee_id=consultee.id,
        number=consultee.round,
        cause=cause,
        started_at=now,
        due_at=due_at,
        why=[dict(step) for step in why],
        reason=reason,
    )
    db.session.add(started)
    consultee.next_step_at = _look_again(consultee, now, now)
    db.session.flush()
    return started


def start_rounds(
    dues: Sequence[tuple[Consultee, Deadline]], cause: RoundCause, *, now: datetime, reason: str = ""
) -> None:
    """As `start_round`, for many in sets: one UPDATE, one INSERT, one SELECT. Stale when one was changed meanwhile."""
    rows: list[dict[str, Any]] = []
    for consultee, after in dues:
        _check_round(consultee, cause, after.at)
        rows.append(
            {
                "key": consultee.id,
                "seen": consultee.version,
                "number": consultee.round + 1,
                "due": after.at,
                "agreed": agreed_after(cause, consultee.agreed_due_at, consultee.due_at, after.at, now),
                "look": _look_again(consultee, now, now, after.at),
            }
        )
    _write_rounds(rows)
    begun = [
        {"consultee_id": row["key"], "number": row["number"], "cause": cause, "started_at": now, "due_at": after.at,
         "why": after.why_json(), "reason": reason}
        for row, (_consultee, after) in zip(rows, dues, strict=True)
    ]  # fmt: skip
    db.session.execute(insert(Round), begun)
    as_they_are = (
        select(Consultee)
        .where(Consultee.id.in_([row["key"] for row in rows]))
        .options(joinedload(Consultee.unit), joinedload(Consultee.consultation).joinedload(Consultation.lead_unit))
    )
    db.session.scalars(as_they_are.execution_options(populate_existing=True)).all()


def _write_rounds(rows: list[dict[str, Any]]) -> None:
    table = Consultee.__table__.c
    moved = (
        update(Consultee.__table__)  # type: ignore[arg-type]
        .where(table.id == bindparam("key"), table.version == bindparam("seen"))
        .values(
            due_at=bindparam("due"),
            agreed_due_at=bindparam("agreed"),
            round=bindparam("number"),
            next_step_at=bindparam("look"),
            version=table.version + 1,
        )
    )
    db.session.flush()
    if db.session.connection().execute(moved, rows).rowcount != len(rows):
        raise Stale()


def _check_round(consultee: Consultee, cause: RoundCause, due_at: datetime) -> None:
    if consultee.issued_at is None or phase_of(consultee) in ENDINGS:
        raise NotReady(Finding("consultee_closed", evidence={"unit": consultee.unit.name}))
    if not moves_later(cause, consultee.due_at, due_at):
        raise NotReady(Finding("due_not_later", True, "F4", {"due": consultee.due_at}, "due_at"))


def restart(consultee: Consultee, *, complete_at: datetime, by: Actor, now: datetime, reason: str = "") -> Round:
    """The full original limit anew, from the moment the dossier was complete (exact rule 4)."""
    before = deadline_of(consultee)
    after = restarted(complete_at, original_limit_of(consultee), limits.calendar(), before)
    started = start_round(consultee, RoundCause.RESTART, after.at, now=now, why=after.why_json(), reason=reason)
    _moved(verbs.RESTARTED, consultee, before, by, now, reason)
    letters.due_moved(consultee, started, now)
    return started


def shift(consultee: Consultee, *, since: datetime, by: Actor, now: datetime, reason: str = "") -> Round | None:
    """Later by the working days from `since` to now: what a whole push-back made in time cost (exact rule 5)."""
    calendar = limits.calendar()
    days = paused_days(since, now, calendar)
    if days < 1:
        return None
    before = deadline_of(consultee)
    after = moved_by(before, days, calendar, reason)
    started = start_round(consultee, RoundCause.PUSH_BACK, after.at, now=now, why=after.why_json(), reason=reason)
    _moved(verbs.SHIFTED, consultee, before, by, now, reason, days=days)
    letters.due_moved(consultee, started, now)
    return started


# How its own kinds of round count the time up to their start: what is shifted afterwards is shifted from there.
_COUNTED = frozenset(
    {RoundCause.PUSH_BACK, RoundCause.RESTART, RoundCause.LATE_DELIVERY, RoundCause.AMENDMENT, RoundCause.ISSUE}
)


def stand_still(consultee: Consultee, *, now: datetime) -> None:
    """The whole consultation is suspended: nobody is reminded or reported meanwhile (design 3.3, exact rule 5)."""
    consultee.suspended_at = now
    next_step(consultee, consultee.next_step_at)


def go_on(consultee: Consultee, *, since: datetime, by: Actor, now: datetime, reason: str) -> Round | None:
    """The suspension is over: the due time moves by the working days suspended (exact rule 5).

    Days that another move has counted already are not counted twice; while a push-back waits, or nothing is owed, the
    due time stands: its own end will count the days, or none are awaited.
    """
    consultee.suspended_at = None
    moved = None
    if _owes(consultee) and consultee.pushed_back_at is None:
        counted = [one.started_at for one in queries.rounds_of(consultee.id) if one.cause in _COUNTED]
        days = paused_days(max([since, *counted]), now, limits.calendar())
        if days > 0:
            before = deadline_of(consultee)
            after = moved_by(before, days, limits.calendar(), reason, StepKind.SUSPENDED)
            why = after.why_json()
            moved = start_round(consultee, RoundCause.SUSPENSION, after.at, now=now, why=why, reason=reason)
            _moved(verbs.MOVED_BY_SUSPENSION, consultee, before, by, now, reason, days=days)
        else:
            consultee.next_step_at = _look_again(consultee, now, _started_at(consultee))
    db.session.flush()
    return moved


def reopened(
    consultee: Consultee,
    due_at: datetime,
    *,
    by: Actor,
    now: datetime,
    cause: RoundCause = RoundCause.RETURN,
    reason: str = "",
) -> Round:
    """The unit must answer again by a new time: its reply was returned, or refused hand-backs are still owed (3.6)."""
    _check_round(consultee, cause, due_at)
    if cause is RoundCause.RETURN:
        NotReady.unless(move(phase_of(consultee), ConsulteePhase.RETURNED))
        consultee.returned_at = now
    else:
        consultee.answered_at = None
    started = start_round(consultee, cause, due_at, now=now, reason=reason)
    record(verbs.REOPENED, consultee, by, now, reason, cause=cause, due_at=due_at, round=started.number)
    return started


def ask_again(consultee: Consultee, *, more: bool, now: datetime) -> None:
    """A letter asks the unit more, or something otherwise (O4). Before its new round, if there is one, starts.

    What was taken note of or deemed agreed is open again; a full answer to the old points is `more` = one to which
    added points are still missing. When it came is kept: lateness is measured by the first full answer (exact rule 6).
    """
    if consultee.ending is not None:
        if phase_of(consultee) not in ASKED_AGAIN:
            raise NotReady(Finding("consultee_closed", evidence={"unit": consultee.unit.name}))
        consultee.ending, consultee.closed_at = None, None
    if more and consultee.answered_at is not None and consultee.returned_at is None:
        consultee.answered_before_at = consultee.answered_before_at or consultee.answered_at
        consultee.partly_answered_at, consultee.answered_at = consultee.answered_at, None
    consultee.next_step_at = _look_again(consultee, now, _started_at(consultee))
    db.session.flush()


def close(consultee: Consultee, ending: Ending, *, by: Actor, now: datetime, reason: str = "") -> None:
    """The consultee's part ends, in one of the ways there are (exact rule 16); its clock stops."""
    NotReady.unless(move(phase_of(consultee), ConsulteePhase(ending.value)))
    consultee.ending, consultee.closed_at = ending, now
    consultee.next_step_at = consultee.pushed_back_at = consultee.returned_at = consultee.suspended_at = None
    record(verbs.ENDED, consultee, by, now, reason, ending=ending)
    db.session.flush()


def next_step(consultee: Consultee, at: datetime | None) -> None:
    """When the ladder must look at this consultee again; None: not at all (exact rule 17)."""
    consultee.next_step_at = None if consultee.suspended_at is not None and _owes(consultee) else at


def rest_until(consultee: Consultee, at: datetime) -> None:
    """The ladder rests until a moment: a claim or a paper reply waits for its confirmation (exact rule 22, O5)."""
    next_step(consultee, at)


# What they share


def deadline_of(consultee: Consultee) -> Deadline:
    """The due time in force with its reasons."""
    found = queries.deadlines_in_force([consultee]).get(consultee.id)
    if found is None:
        raise NotReady(Finding("consultee_not_sent", evidence={"unit": consultee.unit.name}))
    return found


def original_limit_of(consultee: Consultee) -> TimeLimit:
    """The limit first given: the frozen rule's, or what the lead's own date amounted to (exact rule 4)."""
    assert consultee.issued_at is not None
    assert consultee.original_due_at is not None
    frozen = consultee.consultation.rule
    limit = TimeLimitRule.from_json(frozen).limit if frozen else TimeLimit(1)
    return original_limit(consultee.issued_at, consultee.original_due_at, limit, limits.calendar())


def _owes(consultee: Consultee) -> bool:
    return owes(ConsulteeFacts.of(consultee))


def _started_at(consultee: Consultee) -> datetime:
    """When the round in force began."""
    return queries.rounds_of(consultee.id)[-1].started_at


def _look_again(
    consultee: Consultee, now: datetime, started_at: datetime, due_at: datetime | None = None
) -> datetime | None:
    """By the frozen ladder, as if nothing had been done in this round: `escalation` knows its own ledger."""
    frozen = consultee.consultation.ladder
    rests = consultee.pushed_back_at is not None or consultee.suspended_at is not None
    if not frozen or not _owes(consultee) or rests or consultee.due_at is None:
        return None
    clock = Clock(Ladder.from_json(frozen), started_at, due_at or consultee.due_at, limits.calendar())
    return look_again_at(clock, now, acknowledged=consultee.acknowledged_at is not None)


def _moved(
    verb: Verb, consultee: Consultee, before: Deadline, by: Actor, now: datetime, reason: str = "", **facts: Any
) -> None:
    record(verb, consultee, by, now, reason, before=before.at, due_at=consultee.due_at, round=consultee.round, **facts)
