"""The issue of a letter that changes what was issued: a new edition, time again, replies that stay valid (O4).

An error of form moves nothing. A replacement that asks more, or otherwise, gives at least half of the original time
again from its sending (hỏa tốc excepted), in a new round, never an earlier due time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.change_papers import check_phase, check_ready
from coordination.consultations.actions.changing import withdraw, within
from coordination.consultations.actions.checks import touch
from coordination.consultations.actions.clocks import (
    ask_again,
    close,
    deadline_of,
    original_limit_of,
    record,
    start_round,
)
from coordination.consultations.actions.drafting import address, fill_point
from coordination.consultations.actions.issuing import letter_day, letter_number
from coordination.consultations.models import Amendment, ChangePaper, Consultation, Consultee, DossierPart, Point
from coordination.consultations.rules import (
    Asked,
    ChangeKind,
    ChangePhase,
    Edition,
    Ending,
    PointData,
    RoundCause,
    Urgency,
    Wanted,
    asked_of_unit,
    compare,
)
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.kernel.words import fold
from coordination.limits import queries as limits
from coordination.limits.rules import Deadline, extended, half_again

Follower = Callable[[Consultee, Actor, datetime], None]
_followers: list[Follower] = []
_TOLD = (None, Ending.ACCEPTED, Ending.DEEMED, Ending.GONE_ON_WITHOUT, Ending.UNANSWERED)


def follow_changes(follower: Follower) -> None:
    """A chapter above says what it must look at again once a unit is asked something else."""
    if follower not in _followers:
        _followers.append(follower)


def issue_change(
    paper: ChangePaper, *, by: Actor, now: datetime, number: str | None = None, issued_on: date | None = None
) -> Amendment:
    """'Cấp số, phát hành' by the clerk: number and date, the edition, the clocks, the letters; once (O1, O4)."""
    check_phase(paper, ChangePhase.SIGNED)
    check_ready(paper, now)
    consultation = queries.loaded(paper.consultation_id) or paper.consultation
    on = letter_day(issued_on, now)
    before, wanted, edition = queries.edition_of(consultation), Wanted.from_json(paper.wanted), consultation.edition + 1
    recall = paper.kind is ChangeKind.RECALL
    numbered = letter_number(consultation, number, on)
    if not recall:
        touch(consultation, edition=edition)
    paper.number, paper.issued_on, paper.issued_at = numbered, on, now
    if recall:
        withdraw(consultation, wanted.what_changed, by=by, now=now, number=paper.number, edition=edition)
    else:
        _write(consultation, wanted, now)
    made = Amendment(
        consultation_id=consultation.id, edition=edition, what_changed=wanted.what_changed.strip(), at=now,
        before=before.as_json(), after=queries.edition_of(consultation).as_json(), change_id=paper.id,
    )  # fmt: skip
    consultation.amendments.append(made)
    db.session.flush()
    if not recall:
        _tell(consultation, paper, made, _move_clocks(consultation, paper, before, wanted, by, now), by, now)
    return made


def _write(consultation: Consultation, wanted: Wanted, now: datetime) -> None:
    """The new words, points and files; a point that goes stays in the tables, with what was answered on it."""
    consultation.subject, consultation.background = wanted.subject.strip(), wanted.background
    consultation.subject_folded = fold(consultation.subject)[:1000]
    there = {point.id: point for point in consultation.points}
    kept: list[tuple[Point, PointData]] = []
    for place, said in enumerate(wanted.points, 1):
        point = there.pop(said.id, None) if said.id is not None else None
        if point is None:
            point = Point(consultation_id=consultation.id, added_at=now)
            db.session.add(point)
        fill_point(point, said)
        point.position = place
        kept.append((point, said))
    for gone in there.values():
        gone.removed_at = now
    db.session.flush()
    consultee_of = {each.unit_id: each.id for each in consultation.consultees}
    for point, said in kept:
        address(point, () if said.for_everyone else [consultee_of[u] for u in said.addressees if u in consultee_of])
    for part in wanted.parts:
        consultation.dossier.append(DossierPart(name=part.name.strip(), required=False, file_id=part.file_id))
    db.session.flush()
    db.session.expire(consultation, ["points", "dossier"])


@dataclass(frozen=True)
class Moved:
    """What a change did to one unit: what is asked of it now, and its due time before and after."""

    consultee: Consultee
    asked: Asked
    before: datetime
    after: datetime


def _move_clocks(
    consultation: Consultation, paper: ChangePaper, before: Edition, wanted: Wanted, by: Actor, now: datetime
) -> list[Moved]:
    differences = compare(before, queries.edition_of(consultation))
    left = queries.asked_of(consultation)
    moved = []
    for consultee in consultation.consultees:
        if consultee.issued_at is None or consultee.ending not in _TOLD:
            continue
        asked, due_before = asked_of_unit(differences, consultee.unit_id), consultee.due_at
        assert due_before is not None
        if not left[consultee.id] and asked.removed and consultee.ending is None:
            close(consultee, Ending.WITHDRAWN, by=by, now=now, reason=wanted.what_changed)
            letters.withdrawn(consultation, [consultee], now)
            continue
        if paper.kind is ChangeKind.REPLACEMENT:
            _move_clock(consultee, asked, wanted, by, now)
        assert consultee.due_at is not None
        moved.append(Moved(consultee, asked, due_before, consultee.due_at))
    return moved


def _move_clock(consultee: Consultee, asked: Asked, wanted: Wanted, by: Actor, now: datetime) -> None:
    """What one unit has to answer now, and by when. What it sent stays valid (O4)."""
    consultation = consultee.consultation
    reopens = consultee.ending is Ending.DEEMED or (
        consultee.ending is Ending.ACCEPTED and (asked.added or asked.reworded)
    )
    if not asked.more and not asked.removed:
        return
    before = deadline_of(consultee)
    if asked.more and (consultee.ending is None or reopens):
        after = _due(consultation, consultee, before, wanted.due_at, now)
        ask_again(consultee, more=bool(asked.added), now=now)
        if after.at > before.at:
            start_round(
                consultee, RoundCause.AMENDMENT, after.at, now=now, why=after.why_json(), reason=wanted.what_changed
            )
    record(
        verbs.ASKED_MORE, consultee, by, now, added=len(asked.added), reworded=len(asked.reworded),
        removed=len(asked.removed), before=before.at, due_at=consultee.due_at, round=consultee.round,
    )  # fmt: skip
    for follow in _followers:
        follow(consultee, by, now)


def _due(
    consultation: Consultation, consultee: Consultee, before: Deadline, chosen: datetime | None, now: datetime
) -> Deadline:
    """At least half of its original time again, or the later time that the lead chose; within the lead's own."""
    calendar = limits.calendar()
    after = before
    if consultation.urgency is not Urgency.EXPRESS:
        after = half_again(now, original_limit_of(consultee), calendar, before)
    elif chosen is None and before.at <= now:
        raise NotReady(Finding("change_due_missing", True, "O4", {"due": before.at}, "due_at"))
    if chosen is not None:
        day = queries.chosen_day(chosen, calendar)
        later = queries.deadline_for(chosen, None, now, calendar)
        if later is not None and later.at < after.at:
            raise NotReady(Finding("change_due_too_short", True, "O4", {"due": after.at}, "due_at"))
        if later is not None and later.at > after.at:
            after = extended(before, day, calendar)
    if after.at > before.at:
        within(consultation, after)
    return after


def _tell(
    consultation: Consultation, paper: ChangePaper, made: Amendment, moved: list[Moved], by: Actor, now: datetime
) -> None:
    differences = queries.differences_of(made)
    journal.record(
        verbs.REPLACED if paper.kind is ChangeKind.REPLACEMENT else verbs.CORRECTED,
        by=by, now=now, consultation_id=consultation.id, words=made.what_changed, number=paper.number,
        issued_on=paper.issued_on, edition=made.edition,
        points=sum(1 for each in differences if each.place == "point"),
        files=sum(1 for each in differences if each.place == "part"),
    )  # fmt: skip
    letters.amended(consultation, paper, made, [(each.consultee, each.asked, each.before) for each in moved], now)
