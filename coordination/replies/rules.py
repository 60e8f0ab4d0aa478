"""What a reply is made of, when it is complete, what a push-back must say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from coordination.consultations.rules import Kind
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

    @property
    def answers(self) -> bool:
        """Whether something was said on this point: a position, deliberately, or words."""
        return self.position is not None or bool(self.content.strip())

    @property
    def is_comment(self) -> bool:
        """Whether it needs a disposition: 'agree' and 'nothing to say' without content are no comment (exact rule 18)."""
        if self.position in (Position.AGREE, Position.NOTHING_TO_SAY):
            return bool(self.content.strip())
        return self.answers


def is_complete(points: Iterable[int], opinions: Iterable[OpinionFacts]) -> bool:
    """Whether every point asked is answered (exact rule 28)."""
    answered = {opinion.point_id for opinion in opinions if opinion.answers}
    return set(points) <= answered


def advice(points: Iterable[int], opinions: Mapping[int, OpinionFacts]) -> list[Finding]:
    """What the writer is told before sending; it never blocks (design 3.5).

    'Agree' may stand alone; the others need content and basis; 'agree with changes' needs wording (C1).
    """
    found: list[Finding] = []
    for point in points:
        opinion = opinions.get(point, OpinionFacts(point))
        found.extend(
            Finding(code, blocking=False, clause="C1", evidence={"point_id": point}, field=f"point-{point}")
            for code in _lacks(opinion)
        )
    return found


def _lacks(opinion: OpinionFacts) -> list[str]:
    if not opinion.answers:
        return ["reply_point_missing"]
    if opinion.position is None:
        return ["reply_no_position"]
    if opinion.position in (Position.AGREE, Position.NOTHING_TO_SAY):
        return []
    lacks = []
    if not opinion.content.strip():
        lacks.append("reply_no_content")
    if not opinion.basis.strip():
        lacks.append("reply_no_basis")
    if opinion.position is Position.AGREE_WITH_CHANGES and not opinion.wording.strip():
        lacks.append("reply_no_wording")
    return lacks


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
    today: date,
) -> list[Finding]:
    """What a push-back must say: why, and then whom, until when, or what is missing (C3, exact rule 3.4).

    An extension asked after the due time is not one.
    """
    found = [] if reason.strip() else [Finding("push_back_no_reason", clause="C3", field="reason")]
    if kind is PushBackKind.NOT_OUR_FUNCTION and not (names_unit or none_known):
        found.append(Finding("push_back_no_unit", clause="C3", field="competent_unit"))
    if kind is PushBackKind.UNCLEAR_OR_INCOMPLETE and not missing.strip():
        found.append(Finding("push_back_nothing_missing", clause="C3", field="missing"))
    if kind is PushBackKind.TIME:
        if today > due_day:
            found.append(Finding("push_back_time_after_due", clause="C3", field="proposed_due"))
        elif proposed_due is None or proposed_due <= due_day:
            found.append(
                Finding("push_back_no_later_date", clause="C3", field="proposed_due", evidence={"due": due_day})
            )
    return found


def restarts_clock(kind: PushBackKind, answer: Answer, share_used: Fraction | float) -> bool:
    """Only 'unclear or incomplete', granted and raised in the first third of the time, restarts the clock (design 3.4)."""
    return (
        kind is PushBackKind.UNCLEAR_OR_INCOMPLETE
        and answer is Answer.GRANTED
        and in_first_third(Fraction(share_used).limit_denominator(10_000))
    )


def explanation_complete(kind: Kind, *, reason: str, next_date: date | None, apology: str, measures: str) -> bool:
    """Whether a late explanation has its parts (A5, O16).

    Procedure dossiers owe the citizen an apology, the reason and the next date; all others the reason, the time of the
    answer and the measures.
    """
    parts = (apology if kind is Kind.PROCEDURE_DOSSIER else measures).strip()
    return bool(reason.strip()) and next_date is not None and bool(parts)
