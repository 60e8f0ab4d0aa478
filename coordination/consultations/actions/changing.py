"""What can still be done after issue without a letter of change: extend, ask one more unit; and the end of a recall."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, refuse_texts, touch
from coordination.consultations.actions.clocks import close, record, start_round
from coordination.consultations.actions.drafting import address
from coordination.consultations.actions.issuing import send
from coordination.consultations.actions.suspending import end_suspension, join_suspension
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import Ending, RoundCause, Step
from coordination.kernel import files, journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import (
    Deadline,
    Ladder,
    TimeLimit,
    TimeLimitRule,
    due,
    due_day,
    due_on,
    extended,
    original_limit,
)
from coordination.units import queries as units
from coordination.units.models import Unit


def keep_file(upload: files.Upload, *, limit: int, by: Actor, now: datetime) -> files.StoredFile:
    """Check and keep a file that a change will add to the dossier (L4, design 6)."""
    refuse_texts([("file", upload.filename or "")])
    kept = files.keep(upload, by_person=by.person_id, now=now, limit=limit)
    db.session.flush()
    return kept


def extend(consultees: Sequence[Consultee], due_at: datetime, reason: str, *, by: Actor, now: datetime) -> None:
    """Move due times later, with a reason, any time; never earlier (design 3.3).

    After the due time it changes what is awaited, not the lateness (exact rule 6).
    """
    reason = need(reason, "extend_reason_missing", "reason")
    refuse_texts([("reason", reason)])
    if not consultees:
        raise NotReady(Finding("no_consultee", True, "L2", field="consultees"))
    consultation = consultees[0].consultation
    guard(consultation, Step.EXTEND)
    calendar = limits.calendar()
    chosen = queries.chosen_day(due_at, calendar)
    befores = queries.deadlines_in_force(consultees)
    for consultee in consultees:
        before = befores[consultee.id]
        after = extended(before, chosen, calendar, reason=reason)
        within(consultation, after)
        in_time = consultee.agreed_due_at is not None and consultee.agreed_due_at >= now
        start_round(consultee, RoundCause.EXTENSION, after.at, now=now, why=after.why_json(), reason=reason)
        record(
            verbs.EXTENDED, consultee, by, now, reason,
            before=before.at, due_at=after.at, round=consultee.round, in_time=in_time,
        )  # fmt: skip
    letters.extended(consultation, consultees, now)


def within(consultation: Consultation, deadline: Deadline) -> None:
    """Not after the day on which the lead must submit, nor a procedure dossier's return date (L9, exact rule 9)."""
    for code, last in (
        ("due_after_submit_by", consultation.submit_by),
        ("due_after_return_date", consultation.return_date),
    ):
        if last is not None and deadline.day > last:
            evidence = {"due": deadline.day, "submit_by": last, "return_date": last}
            raise NotReady(Finding(code, True, "L9", evidence, "due_at"))


def add_consultee(
    consultation: Consultation,
    unit_id: int,
    *,
    function_id: int | None = None,
    why: str = "",
    point_ids: Collection[int] | None = None,
    due_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Consultee:
    """Ask one more unit after issue, for example the one that a granted hand-back named (L2, F3).

    It gets the whole limit that the others got, from now, but not beyond the day on which the lead must submit. With
    `point_ids` only those points are put to it.
    """
    guard(consultation, Step.ADD_CONSULTEE)
    refuse_texts([("why", why)])
    unit = _askable(consultation, unit_id, now)
    deadline = fair_due(consultation, due_at, now)
    function = units.unit_function(unit.id, function_id) if function_id is not None else None
    added = Consultee(
        unit_id=unit.id, unit=unit, function=function, why=why.strip(), own_due_at=due_at, round=1, version=1
    )
    before = [each.id for each in consultation.consultees]
    consultation.consultees.append(added)
    db.session.flush()
    if point_ids is not None:
        _put_only(consultation, added, before, set(point_ids))
    assert consultation.ladder is not None
    send([added], {added.id: deadline}, Ladder.from_json(consultation.ladder), limits.calendar(), now)
    join_suspension(consultation, added)
    asked = [point.position for point in queries.points_for(added)]
    record(verbs.ADDED, added, by, now, why, due_at=deadline.at, points=asked)
    letters.issued(consultation, [added], now)
    return added


def offer_to_add(consultation: Consultation, unit_id: int, *, now: datetime) -> Deadline:
    """By when one more unit would have to answer, with the reasons; raises NotReady where it can't be asked."""
    guard(consultation, Step.ADD_CONSULTEE)
    _askable(consultation, unit_id, now)
    return fair_due(consultation, None, now)


def _askable(consultation: Consultation, unit_id: int, now: datetime) -> Unit:
    unit, today = units.unit(unit_id), local(now).date()
    gone = unit is not None and unit.active_to is not None and unit.active_to < today
    if unit is None or gone:
        raise NotReady(Finding("unit_not_active", True, "L2", {"unit": unit.name if unit else ""}, "unit_id"))
    if unit.id == consultation.lead_unit_id:
        raise NotReady(Finding("lead_is_consultee", True, "L2", {"unit": unit.name}, "unit_id"))
    if any(each.unit_id == unit.id for each in consultation.consultees):
        raise NotReady(Finding("asked_already", True, "L2", {"unit": unit.name}, "unit_id"))
    return unit


def fair_due(consultation: Consultation, chosen: datetime | None, now: datetime) -> Deadline:
    """By when one more unit must answer: what was chosen, or the whole limit of the others from now, within the lead's.

    Raises NotReady when that would be after the lead must submit, or has passed.
    """
    calendar = limits.calendar()
    if chosen is not None:
        deadline = queries.deadline_for(chosen, None, now, calendar)
        assert deadline is not None
    else:
        rule = TimeLimitRule.from_json(consultation.rule) if consultation.rule else None
        assert consultation.issued_at is not None
        limit = rule.limit if rule else TimeLimit(1)
        if consultation.due_at is not None:
            limit = original_limit(consultation.issued_at, consultation.due_at, limit, calendar)
        deadline = due(now, limit, calendar)
        last = min((d for d in (consultation.submit_by, consultation.return_date) if d is not None), default=None)
        if last is not None and deadline.day > last:
            back = last if calendar.is_working(last) else calendar.add(last, -1)
            deadline = due_on(back, calendar)
    within(consultation, deadline)
    if deadline.at <= now:
        raise NotReady(Finding("due_in_past", True, "F4", {"due": due_day(deadline.at)}, "due_at"))
    return deadline


def _put_only(consultation: Consultation, added: Consultee, before: list[int], point_ids: set[int]) -> None:
    """A point that was for everyone stays with those who had it, and doesn't fall on the one that comes later."""
    for point in consultation.points:
        if point.for_everyone and point.id not in point_ids:
            point.for_everyone = False
            address(point, before)
        elif not point.for_everyone and point.id in point_ids:
            address(point, [*(to.consultee_id for to in point.addressees), added.id])
    db.session.flush()


def withdraw(
    consultation: Consultation,
    reason: str,
    *,
    by: Actor,
    now: datetime,
    number: str = "",
    edition: int | None = None,
) -> None:
    """'Thu hồi' with a reason: every open part ends, everybody asked is told (design 3.3, O4).

    `number` is that of the recalling letter, and `edition` the one that it makes.
    """
    guard(consultation, Step.WITHDRAW)
    reason = need(reason, "withdraw_reason_missing", "reason")
    refuse_texts([("reason", reason)])
    later = {} if edition is None else {"edition": edition}
    touch(consultation, withdrawn_at=now, withdrawn_reason=reason, **later)
    told = [each for each in consultation.consultees if each.ending in (None, Ending.ACCEPTED, Ending.DEEMED)]
    still_asked = [each for each in consultation.consultees if each.closed_at is None]
    end_suspension(consultation, reason, now=now)
    for each in still_asked:
        close(each, Ending.WITHDRAWN, by=by, now=now, reason=reason)
    journal.record(
        verbs.WITHDRAWN, by=by, now=now, consultation_id=consultation.id, words=reason, closed=len(still_asked),
        number=number,
    )  # fmt: skip
    letters.withdrawn(consultation, told, now)
