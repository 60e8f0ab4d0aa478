"""What a compose form says: the whole of it in one value, so that saving loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from coordination.consultations.rules.kinds import Kind, PointKind, Urgency, Visibility
from coordination.kernel.values import Finding

# What the columns hold; the rest is free text, kept as it is up to a length nobody types by hand.
LIMITS: Mapping[str, int] = MappingProxyType({"subject": 1000, "clause": 300, "name": 300, "why": 1000})
FREE_TEXT = 20_000
MOST_POINTS = 200


@dataclass(frozen=True)
class PointData:
    """One point; `addressees` are unit ids, read when it isn't for everyone. Without `id` it is a new one."""

    id: int | None = None
    clause: str = ""
    clause_text: str = ""
    question: str = ""
    kind: PointKind = PointKind.YES_NO
    options: tuple[str, ...] = ()
    lead_position: str = ""
    lead_basis: str = ""
    for_everyone: bool = True
    addressees: tuple[int, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text with the name of its field."""
        for name in ("clause", "clause_text", "question", "lead_position", "lead_basis"):
            yield name, getattr(self, name)
        yield "options", " · ".join(self.options)


@dataclass(frozen=True)
class ConsulteeData:
    """One unit asked, the function that justifies it, and its own due time if it has one."""

    unit_id: int
    function_id: int | None = None
    why: str = ""
    own_due_at: datetime | None = None


@dataclass(frozen=True)
class PartData:
    """One part of the dossier: a file, or why it is missing. Without `id` it is a new one."""

    id: int | None = None
    name: str = ""
    required: bool = False
    file_id: int | None = None
    missing_because: str = ""


@dataclass(frozen=True)
class ReasonData:
    """The written reason for passing one warning of the gate."""

    code: str
    about: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Composed:
    """Everything that can be written in a draft. `due_at` None: the rule's default, counted when it is issued."""

    version: int
    subject: str = ""
    kind: Kind = Kind.OTHER
    urgency: Urgency = Urgency.ORDINARY
    visibility: Visibility = Visibility.AFTER_SYNTHESIS
    background: str = ""
    submit_by: date | None = None
    return_date: date | None = None
    due_at: datetime | None = None
    authority_id: int | None = None
    officer_id: int | None = None
    what_changed: str = ""
    points: tuple[PointData, ...] = ()
    consultees: tuple[ConsulteeData, ...] = ()
    dossier: tuple[PartData, ...] = ()
    reasons: tuple[ReasonData, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the name of its form field."""
        for name in ("subject", "background", "what_changed"):
            yield name, getattr(self, name)
        yield from point_texts(self.points)
        for i, consultee in enumerate(self.consultees):
            yield f"consultees-{i}-why", consultee.why
        for i, part in enumerate(self.dossier):
            yield f"dossier-{i}-name", part.name
            yield f"dossier-{i}-missing_because", part.missing_because
        for i, reason in enumerate(self.reasons):
            yield f"reasons-{i}-reason", reason.reason


def point_texts(points: tuple[PointData, ...]) -> Iterator[tuple[str, str]]:
    """Every text of the points with the name of its form field."""
    for i, point in enumerate(points):
        for name, text in point.texts():
            yield f"points-{i}-{name}", text


def too_long(texts: Iterable[tuple[str, str]]) -> list[Finding]:
    """Which texts are longer than what is kept of them; nothing is ever cut off silently."""
    found = []
    for field, text in texts:
        limit = LIMITS.get(re.sub(r"^\w+-\d+-", "", field), FREE_TEXT)
        if len(text) > limit:
            found.append(Finding("text_too_long", evidence={"limit": limit, "length": len(text)}, field=field))
    return found
