"""What a comment needs, and when a consultation is ready to be submitted (L5, L6, F1, F2). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coordination.kernel.values import Finding


class DispositionKind(StrEnum):
    """What became of a comment (L5)."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"


@dataclass(frozen=True)
class Waiting:
    """A cooperating unit whose part is neither closed nor decided by the authority.

    `answered`: its answer waits for the lead to take note of it; `reported`: a report waits for the authority.
    """

    consultee_id: int
    unit: str
    answered: bool = False
    reported: bool = False

    @property
    def code(self) -> str:
        """The finding that says what is waited for."""
        if self.reported:
            return "report_waits"
        return "answer_waits" if self.answered else "unit_waits"


@dataclass(frozen=True)
class ReadinessFacts:
    """Everything that the gate before submitting looks at."""

    waiting: tuple[Waiting, ...]
    comments: int
    undisposed: int
    unexplained: int
    differing: int
    position: str
    basis: str
    differences: str
    no_differences: bool


def readiness(facts: ReadinessFacts) -> list[Finding]:
    """What still stands between the lead and its submission; each finding says what, and where to mend it (F2)."""
    found = [
        Finding(one.code, clause="F2", evidence={"consultee_id": one.consultee_id, "unit": one.unit})
        for one in facts.waiting
    ]
    found += _counted("comments_undisposed", facts.undisposed, "L5")
    found += _counted("dispositions_unexplained", facts.unexplained, "L5")
    if not facts.position.strip():
        found.append(Finding("position_missing", clause="L6", field="position"))
    if not facts.basis.strip():
        found.append(Finding("basis_missing", clause="F1", field="basis"))
    if not facts.differences.strip() and not facts.no_differences:
        found.append(Finding("differences_missing", clause="L6", field="differences"))
    if facts.no_differences and facts.differing and not facts.differences.strip():
        found.append(
            Finding("differences_denied", clause="L6", evidence={"differing": facts.differing}, field="no_differences")
        )
    return found


def _counted(code: str, number: int, clause: str) -> Iterable[Finding]:
    return [Finding(code, clause=clause, evidence={"number": number})] if number else []


def check_disposition(kind: DispositionKind | None, explanation: str) -> list[Finding]:
    """A disposition is one of four, and always explained (L5)."""
    found = []
    if kind is None:
        found.append(Finding("disposition_kind_missing", clause="L5", field="kind"))
    if not explanation.strip():
        found.append(Finding("disposition_unexplained", clause="L5", field="explanation"))
    return found
