"""Opinions that exclude each other (design 3.7, O7): marked, both units invited to settle, settled or reported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.consultations.models import Consultee, Point
from coordination.escalation import letters, queries
from coordination.escalation.actions.reporting import open_case
from coordination.escalation.models import Contradiction, EscalatedCase
from coordination.escalation.rules import Ground
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady

MARKED = Verb.declare(
    "contradiction.marked", _l("Mời đơn vị trao đổi, thống nhất nội dung còn ý kiến khác nhau"), "contradiction_id"
)
SETTLED = Verb.declare(
    "contradiction.settled", _l("Đơn vị đã thống nhất nội dung có ý kiến khác nhau"), "contradiction_id"
)


def mark(
    point: Point, first: tuple[Consultee, str], second: tuple[Consultee, str], *, by: Actor, now: datetime
) -> Contradiction:
    """The lead marks two opinions on one point that exclude each other: both units are invited to settle."""
    (one, one_said), (two, two_said) = sorted((first, second), key=lambda side: side[0].id)
    if one.id == two.id:
        raise NotReady(Finding("contradiction_same", field="second"))
    if one.consultation.submitted_at is not None:
        raise NotReady("already_submitted")
    if any((d.point_id, d.first_id, d.second_id) == (point.id, one.id, two.id)
           for d in queries.contradictions_of(point.consultation_id)):  # fmt: skip
        raise NotReady("contradiction_marked")
    made = Contradiction(
        consultation_id=point.consultation_id, point_id=point.id, first=one, second=two, invited_at=now,
        about=point.clause or point.question, first_said=one_said, second_said=two_said,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _record(MARKED, made, by=by, now=now)
    letters.invited_to_settle(made, now=now)
    return made


def settle_difference(made: Contradiction, *, words: str, by: Actor, now: datetime) -> None:
    """The units have settled it between them: what they agreed on is kept."""
    if made.settled_at is not None:
        raise NotReady("contradiction_settled")
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    made.settled_at, made.settled = now, words
    db.session.flush()
    _record(SETTLED, made, by=by, now=now, words=words)


def report_difference(made: Contradiction, *, meeting: str, by: Actor, now: datetime) -> EscalatedCase:
    """Unsettled after 2 working days: both units into the draft report, with both opinions (exact rule 14).

    After a meeting, or with the written reason for none (O7).
    """
    if made.settled_at is not None:
        raise NotReady("contradiction_settled")
    if not meeting.strip():
        raise NotReady(Finding("contradiction_no_meeting", field="meeting"))
    made.meeting = meeting
    db.session.flush()
    open_case(made.first, Ground.CONTRADICTION, by=by, now=now)
    return open_case(made.second, Ground.CONTRADICTION, by=by, now=now)


def _record(verb: Verb, made: Contradiction, *, by: Actor, now: datetime, words: str = "") -> None:
    about: dict[str, Any] = {"consultation_id": made.consultation_id, "contradiction_id": made.id}
    for side in (made.first_id, made.second_id):
        journal.record(verb, by=by, now=now, consultee_id=side, subject_id=made.id, words=words, **about)
