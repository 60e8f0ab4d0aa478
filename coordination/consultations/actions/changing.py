"""What can still be done after issue: amend, extend, ask one more unit, withdraw (design 3.3, O4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, refuse_texts, touch
from coordination.consultations.actions.clocks import close, record, start_round
from coordination.consultations.actions.drafting import address
from coordination.consultations.actions.issuing import send
from coordination.consultations.models import Amendment, Consultation, Consultee, DossierPart
from coordination.consultations.rules import (
    Amended,
    Ending,
    PointData,
    RoundCause,
    Step,
    gate,
)
from coordination.kernel import files, journal
from coordination.kernel.actor import Actor
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import fold
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

_POINT_TEXTS = ("clause", "clause_text", "question", "options", "lead_position", "lead_basis")


def amend(consultation: Consultation, data: Amended, *, by: Actor, now: datetime) -> Amendment:
    """Change words or add files after issue: a new edition that says what changed, and everybody is told (O4).

    Points stay the same points to the same units; what is new in kind is a later round.
    """
    guard(consultation, Step.AMEND)
    what_changed = need(data.what_changed, "what_changed_missing", "what_changed")
    refuse_texts(data.texts())
    known = {point.id for point in consultation.points}
    if any(point.id not in known for point in data.points):
        raise NotReady(Finding("point_added_after_issue", True, "L3", field="points"))
    touch(consultation, data.version, edition=consultation.edition + 1)
    before = _amend(consultation, data)
    before |= _add_parts(consultation, data, by)
    if not before:
        raise NotReady(Finding("nothing_changed", field="what_changed"))
    NotReady.unless(_of_texts(consultation, now))
    made = Amendment(edition=consultation.edition, what_changed=what_changed, at=now, before=before)
    consultation.amendments.append(made)
    db.session.flush()
    journal.record(
        verbs.AMENDED, by=by, now=now, consultation_id=consultation.id, words=what_changed,
        edition=made.edition, changed=sorted(before),
    )  # fmt: skip
    letters.amended(consultation, made, now)
    return made


def _amend(consultation: Consultation, data: Amended) -> dict[str, Any]:
    """Write the new words; what stood before, for the edition."""
    before: dict[str, Any] = {}
    for name, new in (("subject", data.subject.strip()), ("background", data.background)):
        if getattr(consultation, name) != new:
            before[name] = getattr(consultation, name)
            setattr(consultation, name, new)
    consultation.subject_folded = fold(consultation.subject)[:1000]
    points = {point.id: point for point in consultation.points}
    for said in data.points:
        point = points[said.id or 0]
        old = {name: getattr(point, name) for name in _POINT_TEXTS}
        new_words = {name: _said(said, name) for name in _POINT_TEXTS}
        if old != new_words:
            before[f"point:{point.id}"] = {name: old[name] for name in old if old[name] != new_words[name]}
            for name, value in new_words.items():
                setattr(point, name, value)
    return before


def _said(said: PointData, name: str) -> Any:
    return [option for option in said.options if option.strip()] if name == "options" else getattr(said, name)


def keep_file(upload: files.Upload, *, limit: int, by: Actor, now: datetime) -> files.StoredFile:
    """Check and keep a file that an amendment will add to the dossier (L4, design 6)."""
    refuse_texts([("file", upload.filename or "")])
    kept = files.keep(upload, by_person=by.person_id, now=now, limit=limit)
    db.session.flush()
    return kept


def _add_parts(consultation: Consultation, data: Amended, by: Actor) -> dict[str, Any]:
    ids = {part.file_id for part in data.parts if part.file_id is not None}
    usable = queries.may_use_files(consultation, ids, by.person_id)
    added = [
        DossierPart(name=part.name.strip(), required=False, file_id=part.file_id)
        for part in data.parts
        if part.name.strip() and part.file_id in usable
    ]
    consultation.dossier.extend(added)
    return {"dossier": [part.name for part in consultation.dossier if part not in added]} if added else {}


def _of_texts(consultation: Consultation, now: datetime) -> list[Finding]:
    """What the gate says of the subject and the points only: dates and units aren't what is amended."""
    db.session.flush()
    found = gate(queries.gate_facts(consultation, now))
    return [each for each in found if each.field == "subject" or each.field.startswith("points-")]


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
        _within(consultation, after)
        in_time = consultee.agreed_due_at is not None and consultee.agreed_due_at >= now
        start_round(consultee, RoundCause.EXTENSION, after.at, now=now, why=after.why_json(), reason=reason)
        record(
            verbs.EXTENDED, consultee, by, now, reason,
            before=before.at, due_at=after.at, round=consultee.round, in_time=in_time,
        )  # fmt: skip
    letters.extended(consultation, consultees, now)


def _within(consultation: Consultation, deadline: Deadline) -> None:
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
    asked = [point.position for point in queries.points_for(added)]
    record(verbs.ADDED, added, by, now, why, due_at=deadline.at, points=asked)
    letters.issued(consultation, [added], now)
    return added


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
    _within(consultation, deadline)
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


def withdraw(consultation: Consultation, reason: str, *, by: Actor, now: datetime) -> None:
    """'Thu hồi' with a reason: every open part ends, everybody still asked is told (design 3.3, O4)."""
    guard(consultation, Step.WITHDRAW)
    reason = need(reason, "withdraw_reason_missing", "reason")
    refuse_texts([("reason", reason)])
    touch(consultation, withdrawn_at=now, withdrawn_reason=reason)
    still_asked = [each for each in consultation.consultees if each.closed_at is None]
    for each in still_asked:
        close(each, Ending.WITHDRAWN, by=by, now=now, reason=reason)
    journal.record(
        verbs.WITHDRAWN, by=by, now=now, consultation_id=consultation.id, words=reason, closed=len(still_asked)
    )
    letters.withdrawn(consultation, still_asked, now)
