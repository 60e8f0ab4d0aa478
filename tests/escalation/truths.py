"""What holds of a consultation at every moment, whatever was done to it, in whatever order, and however cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from coordination.consultations.models import Consultee, Round
from coordination.consultations.rules import (
    ENDINGS,
    TRANSITIONS,
    ConsulteeFacts,
    ConsulteePhase,
    consultee_phase,
    owes,
)
from coordination.escalation import queries
from coordination.escalation.models import EscalatedCase, LadderStep
from coordination.escalation.rules import ABOUT_ANSWERS, Ground, missing_proof
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.limits.rules import (
    ESCALATE,
    Clock,
    Done,
    Ladder,
    Outcome,
    Plan,
    counts_as_sent_on,
)
from coordination.scorecards import queries as scorecards
from tests.escalation.life import Life


def _reachable() -> dict[ConsulteePhase, set[ConsulteePhase]]:
    """Where a consultee may be after any number of moves; one act may make several. What silence had ended may end
    otherwise by the authority's word (exact rules 15, 16)."""
    table = {phase: set(to) for phase, to in TRANSITIONS.items()}
    table[ConsulteePhase.DEEMED] |= ENDINGS
    reached = {phase: {phase} for phase in table}
    for _ in table:
        reached = {phase: into | {to for one in into for to in table[one]} for phase, into in reached.items()}
    return reached


REACHABLE = _reachable()


def phases(life: Life, before: dict[int, ConsulteePhase]) -> Iterator[str]:
    """No impossible phase, and none reached in an impossible way; the moments agree with each other."""
    for part in life.parts:
        name, now = part.unit.code, consultee_phase(ConsulteeFacts.of(part))
        if now not in REACHABLE[before.get(part.id, ConsulteePhase.NOT_SENT)]:
            yield f"{name} came from {before[part.id]} to {now}"
        before[part.id] = now
        for broken, holds in (
            ("an ending without its moment, or the other way round", (part.ending is None) == (part.closed_at is None)),
            ("returned without an answer", part.returned_at is None or part.answered_at is not None),
            ("a return that outlived the close", part.returned_at is None or part.closed_at is None),
            ("a push-back that outlived the close", part.pushed_back_at is None or part.closed_at is None),
            ("opened and never delivered", part.opened_at is None or part.delivered_at is not None),
            ("acknowledged and never opened", part.acknowledged_at is None or part.opened_at is not None),
            ("suspended apart from the whole", part.suspended_at is None or life.whole.suspended_at is not None),
        ):
            if not holds:
                yield f"{name}: {broken}"


def ledgers(life: Life) -> Iterator[str]:
    """The delay ledger's sums equal the calendar (exact rule 10)."""
    calendar, parts = limits.calendar(), [part for part in life.parts if part.issued_at is not None]
    found = scorecards.delays([part.id for part in parts], life.now)
    for part in parts:
        assert part.issued_at is not None
        until = counts_as_sent_on(part.closed_at or life.now, calendar)
        days = max(0, calendar.count(counts_as_sent_on(part.issued_at, calendar), until))
        charged = found[part.id]
        if not sum(charged.totals.values()) == len({row.day for row in charged.ledger}) == days:
            yield f"{part.unit.code}: {days} days by the calendar, charged {charged.totals}"


def _rows(part: Consultee) -> list[LadderStep]:
    return list(db.session.scalars(select(LadderStep).where(LadderStep.consultee_id == part.id)))


def plan_of(part: Consultee, now: datetime) -> Plan:
    """What the ladder of the round in force still asks for, recomputed from nothing but the stored rows."""
    assert part.consultation.ladder is not None
    assert part.due_at is not None
    round_now = db.session.scalars(select(Round).where(Round.consultee_id == part.id, Round.number == part.round)).one()
    done = [Done(row.rung, row.done_at, Outcome(row.outcome.value)) for row in _rows(part) if row.round == part.round]
    ladder = Ladder.from_json(part.consultation.ladder)
    return Clock(ladder, round_now.started_at, part.due_at, limits.calendar()).next_step(done, now)


def steps(life: Life) -> Iterator[str]:
    """No step twice; none forgotten: who still owes an answer is looked at again while its ladder asks for anything."""
    for part in life.parts:
        name = part.unit.code
        twice = [key for key, n in Counter((row.round, row.rung) for row in _rows(part)).items() if n > 1]
        if twice:
            yield f"{name}: twice {twice}"
        rests = part.pushed_back_at is not None or part.suspended_at is not None
        if part.next_step_at is not None and (part.closed_at is not None or (rests and owes(ConsulteeFacts.of(part)))):
            yield f"{name}: looked at again at {part.next_step_at} though nothing is awaited of it"
        if not queries.clock_runs(part) or part.next_step_at is not None or queries.says_it_sent(part):
            continue
        plan = plan_of(part, life.now)
        if not plan.nothing or plan.look_again_at is not None:
            yield f"{name}: never looked at again, but the ladder asks for {plan}"


def swept(life: Life) -> Iterator[str]:
    """Right after a sweep that nothing cut off: what was due is done, but an escalation that lacks its proof."""
    now = life.now
    for part in life.parts:
        if part.next_step_at is not None and part.next_step_at <= now:
            yield f"{part.unit.code}: still due since {part.next_step_at}"
        resting = queries.rests_until(part)
        if not queries.clock_runs(part) or part.delivered_at is None or (resting is not None and now < resting):
            continue
        if queries.says_it_sent(part):
            continue
        plan = plan_of(part, now)
        ground = queries.ground_of(part)
        lacks = missing_proof(ground, queries.proof_facts(part, now), now, limits.calendar())
        if plan.send is not None or (plan.escalate is not None and not lacks and not queries.undecided_cases(part)):
            yield f"{part.unit.code}: missed {plan}"


def proofs(life: Life, known: set[int], up: set[int]) -> Iterator[str]:
    """Nobody comes into a report, and no report leaves, without the proof of its ground (L8, exact rule 14)."""
    wanted = select(EscalatedCase).join(Consultee).where(Consultee.consultation_id == life.id)
    for case in db.session.scalars(wanted):
        part, leaves = case.consultee, case.escalation.sent_up_at is not None and case.id not in up
        if case.id in known and not leaves:
            continue
        known.add(case.id)
        if leaves:
            up.add(case.id)
        if case.decided_at is not None:
            continue
        lacks = missing_proof(case.ground, queries.proof_facts(part, life.now), life.now, limits.calendar())
        if lacks:
            yield f"{part.unit.code} reported as {case.ground} without {[each.code for each in lacks]}"
        yield from _seen_with_own_eyes(case, part, life.now)


def _seen_with_own_eyes(case: EscalatedCase, part: Consultee, now: datetime) -> Iterator[str]:
    """The same, not asked of the product's own proof: delivered, due, reminded after the due time."""
    if case.ground not in ABOUT_ANSWERS - {Ground.SECOND_INADEQUATE}:
        return
    assert part.due_at is not None
    reminded = [row for row in _rows(part) if row.rung != ESCALATE and row.outcome.value == "sent"]
    for said, holds in (
        ("delivered", part.delivered_at is not None),
        ("due", part.due_at < now),
        ("reminded after it", any(row.done_at > part.due_at for row in reminded)),
    ):
        if not holds:
            yield f"{part.unit.code} reported as {case.ground}, and not {said}"
