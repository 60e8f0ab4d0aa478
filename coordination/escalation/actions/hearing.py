"""Hearing a unit before anything is decided against it in writing (O14)."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.escalation import letters
from coordination.escalation.actions.deciding import refuse_undecidable
from coordination.escalation.models import EscalatedCase, Hearing
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady

ASKED = Verb.declare("hearing.asked", _l("Mời đơn vị nêu ý kiến trước %(until)s"), "hearing_id", "until")
SAID = Verb.declare("hearing.said", _l("Đơn vị nêu ý kiến với cấp có thẩm quyền"), "hearing_id", "in_time")


def hear(case: EscalatedCase, *, question: str, until: datetime | None, by: Actor, now: datetime) -> Hearing:
    """The authority invites the unit to state its view within a time; once a case."""
    refuse_undecidable(case)
    if case.hearing is not None:
        raise NotReady("already_heard")
    found = [] if question.strip() else [Finding("hearing_no_question", field="question")]
    if until is None or until <= now:
        found.append(Finding("hearing_bad_day", field="until"))
    NotReady.unless(found)
    assert until is not None
    asked = Hearing(case=case, question=question, asked_at=now, asked_by=by.person_id, until=until)
    db.session.add(asked)
    db.session.flush()
    _record(ASKED, asked, by=by, now=now, words=question, until=until)
    letters.hearing_asked(asked, now=now)
    return asked


def state_view(asked: Hearing, *, words: str, by: Actor, now: datetime) -> None:
    """The unit states its view; late is better than not, until the authority has decided."""
    if asked.said_at is not None:
        raise NotReady("hearing_said")
    if asked.case.decided_at is not None:
        raise NotReady("hearing_over")
    if not words.strip():
        raise NotReady(Finding("reason_missing", field="words"))
    asked.said, asked.said_at, asked.said_by = words, now, by.person_id
    db.session.flush()
    _record(SAID, asked, by=by, now=now, words=words, in_time=now <= asked.until)
    letters.hearing_said(asked, now=now)


def _record(verb: Verb, asked: Hearing, *, by: Actor, now: datetime, words: str, **facts: object) -> None:
    consultee = asked.case.consultee
    journal.record(
        verb, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id,
        subject_id=asked.case_id, words=words, **{"hearing_id": asked.id, **facts},
    )  # fmt: skip
