"""Plain values and the two domain errors, shared by rules and everything above. Pure: no I/O, no framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Finding:
    """Something a rule noticed: a code (worded for people in a chapter's `words`), whether it blocks, and its evidence.

    `field` names the form field it speaks of, so that a page can show it beside that field.
    """

    code: str
    blocking: bool = True
    clause: str = ""
    evidence: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    field: str = ""


class NotReady(Exception):
    """The act can't be done now; the findings say why. Nothing has been changed."""

    def __init__(self, *findings: Finding | str) -> None:
        self.findings: tuple[Finding, ...] = tuple(f if isinstance(f, Finding) else Finding(f) for f in findings)
        super().__init__(", ".join(f.code for f in self.findings))

    @classmethod
    def unless(cls, findings: Iterable[Finding]) -> None:
        """Raise when any of the findings blocks."""
        blocking = tuple(f for f in findings if f.blocking)
        if blocking:
            raise cls(*blocking)


class Stale(Exception):
    """Somebody else changed the thing in the meantime; `theirs` may carry what now stands."""

    def __init__(self, theirs: Any = None) -> None:
        super().__init__("stale")
        self.theirs = theirs
