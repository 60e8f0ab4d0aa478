"""Suspending an issued consultation (design 3.3, O25): the monitor proposes, the authority decides, the lead mends or
withdraws, the authority lets it go on.

Meanwhile the clock stands still: nobody is reminded or reported; whoever wants to reply may. When it goes on, every due
time that is still open moves by the working days suspended (exact rule 5).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import need, refuse_texts, touch
from coordination.consultations.actions.clocks import go_on, next_step, stand_still
from coordination.consultations.models import Consultation, Consultee, Mending, Suspension
from coordination.consultations.rules import Phase, SuspensionGround
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import paused_days


def propose_suspension(
    consultation: Consultation, ground: SuspensionGround, reason: str, *, by: Actor, now: datetime
) -> Suspension:
    """The monitor proposes, with ground and reason; nothing stands still yet (exact rule 33)."""
    _refuse_unless_collecting(consultation)
    reason = _said(reason, "suspension_reason_missing", "reason")
    if consultation.authority_id is None:
        raise NotReady("suspension_without_authority")
    if queries.open_suspension(consultation.id) is not None:
        raise NotReady("suspension_open")
    made = Suspension(
        consultation=consultation, ground=ground, reason=reason, proposed_at=now, proposed_by=by.person_id
    )
    db.session.add(made)
    db.session.flush()
    _record(verbs.SUSPENSION_PROPOSED, made, by, now, reason, ground=ground)
    letters.suspension_waits(made, now)
    return made


def _refuse_unless_collecting(consultation: Consultation) -> None:
    phase = queries.phase_of(consultation)
    if phase is not Phase.ISSUED:
        raise NotReady(Finding("wrong_phase", evidence={"phase": phase.value}))


def decide_suspension(made: Suspension, granted: bool, words: str, *, by: Actor, now: datetime) -> None:
    """The authority suspends, or does not, in words that stand for themselves."""
    if made.decided_at is not None or made.closed_at is not None:
        raise NotReady("suspension_decided")
    words = _said(words, "suspension_words_missing", "words")
    consultation = made.consultation
    if granted:
        _refuse_unless_collecting(consultation)
    made.decided_at, made.decided_by, made.granted, made.decision = now, by.person_id, granted, words
    if not granted:
        made.closed_at = now
        db.session.flush()
        _record(verbs.SUSPENSION_REFUSED, made, by, now, words, ground=made.ground)
        return
    touch(consultation, suspended_at=now)
    still_asked = _still_asked(consultation)
    for consultee in still_asked:
        stand_still(consultee, now=now)
    db.session.flush()
    _record(verbs.SUSPENDED, made, by, now, words, ground=made.ground)
    letters.suspended(made, still_asked, now)


def mend(made: Suspension, words: str, *, by: Actor, now: datetime) -> None:
    """The lead says what it put right; from now on the authority is awaited."""
    _refuse_unless_standing(made)
    if made.mending is not None:
        raise NotReady("suspension_mended")
    words = _said(words, "mended_words_missing", "words")
    made.mendings.append(Mending(mended_at=now, words=words))
    _another_version(made)
    _record(verbs.MENDED, made, by, now, words)
    letters.suspension_waits(made, now)


def ask_for_more(made: Suspension, words: str, *, by: Actor, now: datetime) -> None:
    """The authority finds that it is not yet in order; the lead is awaited again."""
    _refuse_unless_standing(made)
    mending = made.mending
    if mending is None:
        raise NotReady("suspension_not_mended")
    mending.answer, mending.answered_at = _said(words, "suspension_words_missing", "words"), now
    _another_version(made)
    _record(verbs.ASKED_FOR_MORE, made, by, now, mending.answer)
    letters.ask_for_more(made, now)


def resume(made: Suspension, words: str, *, by: Actor, now: datetime) -> None:
    """The authority lets it go on: every due time still open moves by the working days suspended (exact rule 5)."""
    _refuse_unless_standing(made)
    words = _said(words, "suspension_words_missing", "words")
    assert made.decided_at is not None
    consultation, since = made.consultation, made.decided_at
    _close(made, words, now)
    still_asked = [each for each in _still_asked(consultation) if each.suspended_at is not None]
    for consultee in still_asked:
        began = max(since, consultee.issued_at or since)
        go_on(consultee, since=began, by=by, now=now, reason=made.decision)
    _record(verbs.RESUMED, made, by, now, words, days=paused_days(since, now, limits.calendar()))
    letters.resumed(made, still_asked, now)


def end_suspension(consultation: Consultation, reason: str, *, now: datetime) -> None:
    """A withdrawn consultation stands still no more, and what was proposed about it falls away."""
    made = queries.open_suspension(consultation.id)
    if made is not None:
        _close(made, reason, now)


def join_suspension(consultation: Consultation, added: Consultee) -> None:
    """A unit asked while the whole stands still waits with the others."""
    if consultation.suspended_at is not None:
        added.suspended_at = consultation.suspended_at
        next_step(added, None)


def _close(made: Suspension, words: str, now: datetime) -> None:
    made.closed_at, made.closing = now, words
    if made.mending is not None:
        made.mending.answered_at = now
    if made.granted:
        touch(made.consultation, suspended_at=None)
    db.session.flush()


def _another_version(made: Suspension) -> None:
    """Of two who act on the same state only the first goes on."""
    flag_modified(made, "reason")
    db.session.flush()


def _refuse_unless_standing(made: Suspension) -> None:
    if not made.stands:
        raise NotReady("suspension_over")


def _still_asked(consultation: Consultation) -> list[Consultee]:
    return [each for each in consultation.consultees if each.issued_at is not None and each.closed_at is None]


def _said(words: str, code: str, field: str) -> str:
    said = need(words, code, field)
    refuse_texts([(field, said)])
    return said


def _record(verb: Verb, made: Suspension, by: Actor, now: datetime, words: str, **facts: Any) -> None:
    journal.record(verb, by=by, now=now, consultation_id=made.consultation_id, subject_id=made.id, words=words, **facts)
