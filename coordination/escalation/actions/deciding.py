"""The authority decides (L8): from a closed list, case by case, with words that stand for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm.attributes import flag_modified

from coordination.consultations import actions as consultations
from coordination.consultations.models import Consultee
from coordination.consultations.rules import Ending, RoundCause
from coordination.escalation import letters, queries
from coordination.escalation.actions.following_up import give_directive
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import ABOUT_HAND_BACKS, DecisionKind, allowed_decisions, check_decision, names_paper
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import Finding, NotReady
from coordination.limits.rules import TimeLimitRule
from coordination.replies import actions as replies
from coordination.replies import queries as reply_queries
from coordination.replies.models import PushBack
from coordination.replies.rules import Answer

WHY_AT_MOST = 1000  # as long as the column that tells a unit why it is asked

DECIDED = Verb.declare(
    "escalation.decided",
    _l("Cấp có thẩm quyền cho ý kiến xử lý"),
    "escalation_id",
    "case_id",
    "kind",
    "number",
    "due_at",
)

# What needs a word of its own for each unit.
ONE_BY_ONE = frozenset({DecisionKind.CHANGE_CONSULTEES, DecisionKind.NOTE_CRITICISM})

_ENDINGS = {
    DecisionKind.RELEASE: Ending.RELEASED,
    DecisionKind.CHANGE_CONSULTEES: Ending.RELEASED,
    DecisionKind.DEEM_AGREED: Ending.DEEMED,
    DecisionKind.GO_ON_WITHOUT: Ending.GONE_ON_WITHOUT,
}


def decisions_for(case: EscalatedCase, now: datetime) -> tuple[DecisionKind, ...]:
    """What the authority may choose for this case (O15), as its unit stands now."""
    consultee = case.consultee
    frozen = consultee.consultation.rule
    rule = TimeLimitRule.from_json(frozen) if frozen else None
    return allowed_decisions(
        case.ground,
        rule.silence if rule and rule.silence_basis.strip() else None,
        answered=consultee.answered_at is not None and consultee.returned_at is None,
        ended=consultee.closed_at is not None,
        heard=queries.is_heard(case, now),
    )


def open_push_back(case: EscalatedCase) -> PushBack | None:
    """The push-back that this case asks the authority to settle; None when it is about something else, or settled."""
    return reply_queries.open_push_back(case.consultee) if case.ground in ABOUT_HAND_BACKS else None


def decide(
    case: EscalatedCase,
    kind: DecisionKind,
    *,
    words: str,
    by: Actor,
    now: datetime,
    number: str = "",
    due_at: datetime | None = None,
    instead: int | None = None,
) -> None:
    """Decide one case. `due_at` for a directed answer; `instead` the unit to consult in place of this one.

    Raises NotReady for a kind that is not offered, missing words, a due time that has passed, or a second decision.
    """
    refuse_undecidable(case)
    if open_push_back(case) is not None:
        raise NotReady("settle_push_back_instead")
    NotReady.unless(check_decision(kind, decisions_for(case, now), words, number, due_at, now))
    if kind is DecisionKind.CHANGE_CONSULTEES and instead is None:
        raise NotReady(Finding("decision_no_unit", field="instead"))
    _carry_out(case, kind, words, number, due_at, instead, by=by, now=now)
    _close(case, kind, words, number, by=by, now=now, due_at=due_at)


def refuse_undecidable(case: EscalatedCase) -> None:
    """Only what has gone up, is undecided, and still runs."""
    consultation = case.consultee.consultation
    if case.escalation.sent_up_at is None:
        raise NotReady("report_not_sent")
    if case.decided_at is not None:
        raise NotReady("case_decided")
    if consultation.withdrawn_at is not None or consultation.concluded_at is not None:
        raise NotReady("decision_too_late")


def _carry_out(
    case: EscalatedCase, kind: DecisionKind, words: str, number: str, due_at: datetime | None, instead: int | None,
    *, by: Actor, now: datetime,
) -> None:  # fmt: skip
    consultee = case.consultee
    if kind is DecisionKind.DIRECT_ANSWER:
        assert due_at is not None
        give_directive(case, words=words, number=number, due_at=due_at, by=by, now=now)
        if consultee.closed_at is None:
            _await_answer(consultee, due_at, words, by=by, now=now)
        return
    if kind is DecisionKind.ACCEPT_EXPLANATION:
        consultee.waived = True
    if kind is DecisionKind.CHANGE_CONSULTEES and instead is not None:
        consultations.add_consultee(consultee.consultation, instead, by=by, now=now, why=words[:WHY_AT_MOST])
    ending = _ENDINGS.get(kind)
    if ending is not None and (consultee.closed_at is None or consultee.ending is Ending.DEEMED):
        _end(consultee, ending, words, by=by, now=now)


def _end(consultee: Consultee, ending: Ending, words: str, *, by: Actor, now: datetime) -> None:
    """What silence had ended by rule ends as the authority says."""
    if consultee.ending is Ending.DEEMED:
        if ending is Ending.DEEMED:
            return
        consultee.ending, consultee.closed_at = None, None
    consultations.close(consultee, ending, by=by, now=now, reason=words)


def _await_answer(consultee: Consultee, due_at: datetime, words: str, *, by: Actor, now: datetime) -> None:
    """A directed answer is owed by its own time, also where the unit has answered, but not so that it sufficed."""
    if consultee.answered_at is not None and consultee.returned_at is None:
        consultations.reopened(consultee, due_at, by=by, now=now, cause=RoundCause.DIRECTIVE, reason=words)
    else:
        consultations.start_round(consultee, RoundCause.DIRECTIVE, due_at, now=now, reason=words)


def settle_push_back(
    case: EscalatedCase,
    answer: Answer,
    *,
    words: str,
    number: str,
    by: Actor,
    now: datetime,
    avoidance: bool = False,
    new_due: date | None = None,
) -> None:
    """The authority settles a push-back that the lead refused and the unit disputes, or that it left undecided."""
    refuse_undecidable(case)
    waiting = open_push_back(case)
    if waiting is None:
        raise NotReady("push_back_decided")
    if avoidance:
        NotReady.unless(_lacks_hearing(case, number, now))
    replies.settle_dispute(
        waiting, answer, reason=words, document=number, by=by, now=now, avoidance=avoidance, new_due=new_due
    )
    kind = DecisionKind.RELEASE if answer is Answer.GRANTED else DecisionKind.RETURN_TO_LEAD
    _close(case, kind, words, number, by=by, now=now)


def _lacks_hearing(case: EscalatedCase, number: str, now: datetime) -> list[Finding]:
    """Avoidance is found only after the unit was heard, in writing with number and date (O14, exact rule 27)."""
    found = [] if queries.is_heard(case, now) else [Finding("avoidance_not_heard", clause="X1", field="avoidance")]
    if number.strip() and not names_paper(number):
        found.append(Finding("decision_no_number", clause="X1", field="number"))
    return found


def decide_many(
    cases: Sequence[EscalatedCase], kind: DecisionKind, *, words: str, by: Actor, now: datetime, number: str = "",
    due_at: datetime | None = None,
) -> int:  # fmt: skip
    """The same decision for several units, of one report or of several: all of them, or none (exact rule 15, O15).

    Raises NotReady naming the units for which it is not allowed: they are left out and decided one by one.
    """
    if not cases:
        raise NotReady(Finding("no_case_chosen", field="cases"))
    odd = [case for case in cases if kind in ONE_BY_ONE or not _allows(case, kind, now)]
    if odd:
        names = ", ".join(sorted({case.consultee.unit.name for case in odd}))
        raise NotReady(Finding("decision_not_for_all", field="cases", evidence={"units": names}))
    for case in sorted(cases, key=lambda one: one.id):
        decide(case, kind, words=words, by=by, now=now, number=number, due_at=due_at)
    return len(cases)


def _allows(case: EscalatedCase, kind: DecisionKind, now: datetime) -> bool:
    return kind in decisions_for(case, now) and open_push_back(case) is None


def _close(
    case: EscalatedCase, kind: DecisionKind, words: str, number: str, *, by: Actor, now: datetime,
    due_at: datetime | None = None,
) -> None:  # fmt: skip
    case.decision, case.decision_words, case.decision_number = kind, words, number
    case.decided_at, case.decided_by = now, by.person_id
    report: Escalation = case.escalation
    if all(one.decided_at is not None for one in report.cases):
        report.closed_at = now
    flag_modified(report, "sent_up_at")  # another version: two decisions at once are one decision and one Stale
    db.session.flush()
    consultee: Consultee = case.consultee
    journal.record(
        DECIDED,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=case.id,
        words=words,
        escalation_id=report.id,
        case_id=case.id,
        kind=kind,
        number=number,
        due_at=due_at,
    )
    letters.decided(case, now=now)
