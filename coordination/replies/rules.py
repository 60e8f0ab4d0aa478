"""What a reply is made of, when it is complete, what a push-back must say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from coordination.consultations.rules import Ending, Kind, PointKind
from coordination.kernel.values import Finding
from coordination.limits.rules import in_first_third


class Position(StrEnum):
    """Chính kiến: a unit's stand on one point (C1)."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree_with_changes"
    DISAGREE = "disagree"
    NOTHING_TO_SAY = "nothing_to_say"


class Weight(StrEnum):
    CONDITION = "condition"
    SHOULD = "should"
    NOTE = "note"


class Channel(StrEnum):
    """How a reply came (O5)."""

    WEB = "web"
    DOCUMENT_AXIS = "document_axis"
    PAPER = "paper"
    MAIL = "mail"
    HAND = "hand"
    TELEPHONE = "telephone"


class PushBackKind(StrEnum):
    """The three acts of answering back (C3)."""

    NOT_OUR_FUNCTION = "not_our_function"
    TIME = "time"
    UNCLEAR_OR_INCOMPLETE = "unclear_or_incomplete"


class Answer(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True)
class OpinionFacts:
    """One opinion as the rules see it."""

    point_id: int
    position: Position | None = None
    content: str = ""
    basis: str = ""
    wording: str = ""
    chosen: str = ""

    @property
    def answers(self) -> bool:
        """Whether something was said on this point: a position, deliberately, an option chosen, or words."""
        return self.position is not None or any(said.strip() for said in (self.chosen, self.content, self.wording))

    @property
    def is_comment(self) -> bool:
        """Whether it needs a disposition: 'agree' or 'nothing to say' without content, or an option alone, is no
        comment (exact rule 18)."""
        if self.position in (Position.AGREE_WITH_CHANGES, Position.DISAGREE):
            return True
        return bool(self.content.strip() or (self.position is None and self.wording.strip()))


def is_complete(points: Iterable[int], opinions: Iterable[OpinionFacts]) -> bool:
    """Whether every point asked is answered (exact rule 28)."""
    answered = {opinion.point_id for opinion in opinions if opinion.answers}
    return set(points) <= answered


def advice(points: Mapping[int, PointKind], opinions: Mapping[int, OpinionFacts]) -> list[Finding]:
    """What the writer is told before sending; it never blocks (design 3.5).

    'Agree' may stand alone; the others need content and basis; 'agree with changes' needs wording (C1).
    """
    found: list[Finding] = []
    for point, kind in points.items():
        opinion = opinions.get(point, OpinionFacts(point))
        found.extend(
            Finding(code, blocking=False, clause="C1", evidence={"point_id": point}, field=f"point-{point}")
            for code in _lacks(opinion, kind)
        )
    return found


def _lacks(opinion: OpinionFacts, kind: PointKind) -> list[str]:
    if not opinion.answers:
        return ["reply_point_missing"]
    if kind in (PointKind.OPEN, PointKind.INFORMATION):  # no position of the lead to agree with (O9)
        return [] if opinion.position or opinion.content.strip() else ["reply_no_content"]
    if opinion.position is None:
        return ["reply_no_position"] if kind is PointKind.YES_NO or not opinion.chosen.strip() else []
    if opinion.position is Position.AGREE:
        return []
    if opinion.position is Position.NOTHING_TO_SAY:
        return [] if opinion.content.strip() else ["reply_nothing_why"]
    lacks = {
        "reply_no_content": opinion.content,
        "reply_no_basis": opinion.basis,
        "reply_no_wording": opinion.wording if opinion.position is Position.AGREE_WITH_CHANGES else "-",
    }
    return [code for code, said in lacks.items() if not said.strip()]


def check_sending(opinions: Iterable[OpinionFacts], others: int, remarks: str) -> list[Finding]:
    """What blocks sending: only a reply in which nothing at all is said."""
    if any(opinion.answers for opinion in opinions) or others or remarks.strip():
        return []
    return [Finding("reply_empty", clause="C1")]


def check_push_back(
    kind: PushBackKind,
    reason: str,
    *,
    names_unit: bool,
    none_known: bool,
    proposed_due: date | None,
    missing: str,
    due_day: date,
    after_due: bool,
) -> list[Finding]:
    """What a push-back must say: why, and then whom, until when, or what is missing (C3, design 3.4).

    An extension asked after the due time is not one.
    """
    found = [] if reason.strip() else [Finding("push_back_no_reason", clause="C3", field="reason")]
    if kind is PushBackKind.NOT_OUR_FUNCTION and not (names_unit or none_known):
        found.append(Finding("push_back_no_unit", clause="C3", field="competent_unit"))
    if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE and not missing.strip():
        found.append(Finding("push_back_nothing_missing", clause="C3", field="missing"))
    if kind is PushBackKind.TIME:
        if after_due:
            found.append(Finding("push_back_time_after_due", clause="C3", field="proposed_due"))
        elif proposed_due is None or proposed_due <= due_day:
            found.append(
                Finding("push_back_no_later_date", clause="C3", field="proposed_due", evidence={"due": due_day})
            )
    return found


@dataclass(frozen=True)
class HandBack:
    """A hand-back of single points as the rules see it; `waits`: undecided, or disputed and not settled."""

    kind: PushBackKind
    points: frozenset[int]
    outcome: Answer | None = None
    waits: bool = False
    in_time: bool = True
    restarts: bool = False
    completed: bool = False
    withdrawn: bool = False

    @property
    def released(self) -> bool:
        """Whether its points are finally not the unit's."""
        granted = self.outcome is Answer.GRANTED and not self.waits and not self.withdrawn
        return granted and self.kind is PushBackKind.NOT_OUR_FUNCTION


def awaited_points(asked: Iterable[int], handed_back: Iterable[HandBack]) -> tuple[int, ...]:
    """The points that the unit must answer now (exact rule 5): not those handed back in time and undecided, nor those
    rightly handed back, nor those whose dossier the lead completes; one finally refused is owed again."""
    rest: set[int] = set()
    for one in handed_back:
        incomplete = one.outcome is Answer.GRANTED and one.restarts and not one.completed
        if not one.withdrawn and ((one.waits and one.in_time) or one.released or incomplete):
            rest |= one.points
    return tuple(point for point in asked if point not in rest)


def restarts_clock(kind: PushBackKind, answer: Answer, share_used: Fraction | float) -> bool:
    """Whether the limit runs anew (design 3.4): only 'unclear or incomplete', granted, raised in the first third."""
    return (
        kind is PushBackKind.UNCLEAR_OR_INCOMPLETE
        and answer is Answer.GRANTED
        and in_first_third(Fraction(share_used).limit_denominator(10_000))
    )


def check_settlement(
    kind: PushBackKind, answer: Answer, *, reason: str, document: str, avoidance: bool
) -> list[Finding]:
    """What the authority's decision on a push-back must carry: a reason; and 'avoidance' (X1) only where it refused
    'not our function', in writing with number and date, after hearing the unit (O14, exact rule 27)."""
    found = [] if reason.strip() else [Finding("push_back_answer_no_reason", clause="X1", field="reason")]
    if avoidance and (kind is not PushBackKind.NOT_OUR_FUNCTION or answer is not Answer.REFUSED):
        found.append(Finding("avoidance_needs_refusal", clause="X1", field="avoidance"))
    elif avoidance and not document.strip():
        found.append(Finding("avoidance_needs_document", clause="X1", field="document"))
    return found


def explanation_complete(kind: Kind, *, reason: str, next_date: date | None, apology: str, measures: str) -> bool:
    """Whether a late explanation has its parts (A5, O16).

    Procedure dossiers owe the citizen an apology, the reason and the next date; all others the reason, the time of the
    answer and the measures.
    """
    parts = (apology if kind is Kind.PROCEDURE_DOSSIER else measures).strip()
    return bool(reason.strip()) and next_date is not None and bool(parts)


# A part that ended so is over for the unit; the other endings a late reply still replaces (exact rule 15).
_OVER = frozenset({Ending.ACCEPTED, Ending.RELEASED, Ending.WITHDRAWN, Ending.SUPERSEDED})


def check_open(*, issued: bool, withdrawn: bool, concluded: bool, ending: Ending | None) -> list[Finding]:
    """What stands in the way of any reply: a late one can always be sent, until the matter is over (design 3.5)."""
    if not issued:
        return [Finding("not_issued")]
    if withdrawn:
        return [Finding("consultation_withdrawn")]
    if concluded:
        return [Finding("consultation_concluded")]
    return [Finding("part_closed")] if ending in _OVER else []


AT_ONCE = timedelta(hours=2)


def check_preliminary(*, express: bool, given_at: datetime, issued_at: datetime, now: datetime) -> list[Finding]:
    """When an 'ý kiến sơ bộ' by telephone or mail may be entered (O11): only for hỏa tốc, and at once."""
    if not express:
        return [Finding("preliminary_only_express", clause="O11")]
    if given_at > now:
        return [Finding("preliminary_to_come", clause="O11", field="given_at")]
    if given_at < issued_at:
        return [Finding("preliminary_before_issue", clause="O11", field="given_at")]
    if now - given_at > AT_ONCE:
        return [Finding("preliminary_not_at_once", clause="O11", field="given_at")]
    return []


def is_late(agreed_due_at: datetime | None, answered_at: datetime | None, now: datetime) -> bool:
    """Whether the first complete answer came, or now would come, after the due time; the last second is in time."""
    return agreed_due_at is not None and (answered_at or now) > agreed_due_at


def check_paper_days(*, letter_date: date, arrived_on: date, issued_on: date, today: date) -> list[Finding]:
    """The days on a letter that came another way (O5): written, then arrived, after the issue and not in the future."""
    if arrived_on > today:
        return [Finding("arrival_in_future", clause="O5", field="arrived_on")]
    if arrived_on < issued_on:
        return [Finding("arrival_before_issue", clause="O5", field="arrived_on", evidence={"issued": issued_on})]
    if letter_date > arrived_on:
        return [Finding("letter_after_arrival", clause="O5", field="letter_date")]
    return []
