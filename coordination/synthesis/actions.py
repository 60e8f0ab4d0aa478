"""The verbs of synthesis: dispose of comments, state the own position, submit; the authority returns or concludes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Ending
from coordination.kernel import clock, journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady, Stale
from coordination.synthesis import letters, queries
from coordination.synthesis.models import Disposition, Submission
from coordination.synthesis.queries import Comment, Matrix
from coordination.synthesis.rules import DispositionKind, check_disposition, readiness
from coordination.units import actions as units

DISPOSED = Verb.declare("comment.disposed", _l("Tiếp thu, giải trình %(number)s ý kiến"), "number", "kind", "keys")
SUBMITTED = Verb.declare("submission.submitted", _l("Trình hồ sơ số %(number)s"), "number", "submission_id", "comments")
RETURNED = Verb.declare("submission.returned", _l("Trả lại hồ sơ trình"), "submission_id", "ground")
CONCLUDED = Verb.declare("submission.concluded", _l("Kết thúc hồ sơ lấy ý kiến"), "submission_id")

# Why the authority returns a submission (O20).
RETURN_GROUNDS = ("unclear_position", "lacks_basis", "not_ready", "own_competence")


def dispose(
    consultation: Consultation,
    comments: Sequence[Comment],
    kind: DispositionKind | None,
    explanation: str,
    *,
    by: Actor,
    now: datetime,
    versions: dict[str, int] | None = None,
) -> int:
    """What becomes of one comment or of many alike, with the explanation (L5). How many were disposed of.

    `versions` (comment key → version that the person saw; 0: none yet) guards against overwriting a colleague: Stale.
    """
    _refuse_when_over(consultation)
    NotReady.unless(check_disposition(kind, explanation))
    if not comments:
        raise NotReady("no_comment_chosen")
    assert kind is not None
    for one in comments:
        made = one.disposition
        if versions is not None and versions.get(one.key, 0) != (made.version if made else 0):
            raise Stale(one)
        if made is None:
            made = Disposition(
                consultation_id=consultation.id,
                opinion_id=one.opinion.id if one.opinion else None,
                other_comment_id=one.other.id if one.other else None,
            )
            db.session.add(made)
        made.kind, made.explanation, made.made_at, made.made_by = kind, explanation, now, by.person_id
    db.session.flush()
    keys = [one.key for one in comments]
    journal.record(
        DISPOSED,
        by=by,
        now=now,
        consultation_id=consultation.id,
        words=explanation,
        number=len(keys),
        kind=kind,
        keys=keys,
    )
    return len(keys)


def save_submission(
    consultation: Consultation,
    *,
    position: str,
    basis: str,
    differences: str,
    no_differences: bool,
    version: int,
    by: Actor,
    now: datetime,
) -> Submission:
    """Keep the three parts as they stand (L6). `version` 0: none was there yet.

    Raises Stale when a colleague saved since.
    """
    _refuse_when_over(consultation)
    draft = queries.submission_of(consultation.id)
    if (draft.version if draft else 0) != version:
        raise Stale(draft)
    if draft is None:
        draft = Submission(consultation_id=consultation.id, consultation=consultation, saved_at=now)
        db.session.add(draft)
    draft.position, draft.basis = position, basis
    draft.differences, draft.no_differences = differences, no_differences
    draft.saved_at = now
    db.session.flush()
    return draft


def submit(consultation: Consultation, *, by: Actor, now: datetime) -> Submission:
    """Submit: only when nothing is open (F2). Freezes what stands and tells each unit what became of its comments."""
    _refuse_when_over(consultation)
    whole, draft = queries.matrix(consultation), queries.submission_of(consultation.id)
    NotReady.unless(readiness(queries.readiness_facts(consultation, whole, draft)))
    assert draft is not None
    lead = consultation.lead_unit
    draft.number = units.next_number(lead, clock.local(now).date(), f"TTr-{lead.symbol or lead.code}")
    draft.submitted_at, draft.submitted_by = now, by.person_id
    draft.first_submitted_at = draft.first_submitted_at or now
    draft.frozen = frozen(whole)
    for consultee in whole.consultees:  # answered, and the authority decided about it: an answer is no silence
        if consultee.closed_at is None and consultee.answered_at is not None and consultee.returned_at is None:
            consultations.close(consultee, Ending.ACCEPTED, by=by, now=now)
    consultations.submitted(consultation, by=by, now=now)
    db.session.flush()
    journal.record(
        SUBMITTED, by=by, now=now, consultation_id=consultation.id, subject_id=draft.id, number=draft.number,
        submission_id=draft.id, comments=len(whole.comments),
    )  # fmt: skip
    letters.submitted(consultation, whole, draft.returned_times + 1, now=now)
    return draft


def frozen(whole: Matrix) -> dict[str, Any]:
    """What stands at submission, for good: every comment with what became of it."""
    return {
        "comments": [
            {
                "key": one.key,
                "unit": one.consultee.unit.name,
                "clause": one.clause,
                "kind": one.disposition.kind.value if one.disposition else None,
                "explanation": one.disposition.explanation if one.disposition else "",
            }
            for one in whole.comments
        ]
    }


def return_submission(draft: Submission, *, ground: str, reason: str, by: Actor, now: datetime) -> None:
    """The authority returns a submission, on a ground of the closed list (O20): the lead mends it and submits again."""
    if draft.submitted_at is None or draft.concluded_at is not None:
        raise NotReady("not_submitted")
    if ground not in RETURN_GROUNDS:
        raise NotReady(Finding("return_ground_missing", field="ground"))
    if not reason.strip():
        raise NotReady(Finding("reason_missing", field="reason"))
    draft.submitted_at, draft.return_reason = None, reason
    draft.returned_times += 1
    consultations.submission_returned(draft.consultation, by=by, now=now)
    journal.record(
        RETURNED, by=by, now=now, consultation_id=draft.consultation_id, subject_id=draft.id, words=reason,
        submission_id=draft.id, ground=ground,
    )  # fmt: skip
    letters.returned(draft.consultation, draft.returned_times, now=now)


def conclude(draft: Submission, *, words: str, by: Actor, now: datetime) -> None:
    """The authority accepts the submission; the consultation is over."""
    if draft.submitted_at is None or draft.concluded_at is not None:
        raise NotReady("not_submitted")
    draft.concluded_at, draft.conclusion = now, words
    consultations.conclude(draft.consultation, by=by, now=now)
    journal.record(
        CONCLUDED, by=by, now=now, consultation_id=draft.consultation_id, subject_id=draft.id, words=words,
        submission_id=draft.id,
    )  # fmt: skip
    letters.concluded(draft.consultation, now=now)


def _refuse_when_over(consultation: Consultation) -> None:
    if consultation.issued_at is None:
        raise NotReady("not_issued")
    if consultation.withdrawn_at is not None:
        raise NotReady("consultation_withdrawn")
    if consultation.submitted_at is not None or consultation.concluded_at is not None:
        raise NotReady("already_submitted")
