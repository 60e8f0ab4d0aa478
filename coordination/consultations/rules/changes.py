"""The papers that change what was issued: which there are, what each may do, where one stands (O4). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from coordination.consultations.rules.composed import PartData, PointData, point_texts
from coordination.consultations.rules.editions import Act, Difference, Place
from coordination.consultations.rules.kinds import PointKind
from coordination.kernel.values import Finding


class ChangeKind(StrEnum):
    """An error of content, an error of form, a recall: each its own kind of letter (O4; Decree 30/2020, article 18)."""

    REPLACEMENT = "replacement"
    CORRECTION = "correction"
    RECALL = "recall"


class ChangePhase(StrEnum):
    """Where such a paper stands."""

    DRAFT = "draft"
    ON_ITS_WAY = "on_its_way"
    SIGNED = "signed"
    ISSUED = "issued"
    DISCARDED = "discarded"


def change_phase(signing: str, issued_at: datetime | None, discarded_at: datetime | None) -> ChangePhase:
    """Where a paper stands; `signing` is the state of its way up, empty without one."""
    if issued_at is not None:
        return ChangePhase.ISSUED
    if discarded_at is not None:
        return ChangePhase.DISCARDED
    return {"on_its_way": ChangePhase.ON_ITS_WAY, "signed": ChangePhase.SIGNED}.get(signing, ChangePhase.DRAFT)


@dataclass(frozen=True)
class Wanted:
    """What a change will make of the consultation; `due_at` only where the lead gives more than half the time again."""

    what_changed: str = ""
    subject: str = ""
    background: str = ""
    points: tuple[PointData, ...] = ()
    parts: tuple[PartData, ...] = ()
    due_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, to be kept until it is issued."""
        return {
            "what_changed": self.what_changed, "subject": self.subject, "background": self.background,
            "points": [_plain(asdict(point)) for point in self.points],
            "parts": [asdict(part) for part in self.parts],
            "due_at": self.due_at.isoformat() if self.due_at else None,
        }  # fmt: skip

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Wanted:
        """What `as_json` wrote."""
        points = (
            PointData(**{
                **each, "kind": PointKind(each["kind"]), "options": tuple(each["options"]),
                "addressees": tuple(each["addressees"]),
            })
            for each in facts.get("points", ())
        )  # fmt: skip
        due_at = facts.get("due_at")
        return cls(
            facts.get("what_changed", ""), facts.get("subject", ""), facts.get("background", ""), tuple(points),
            tuple(PartData(**part) for part in facts.get("parts", ())),
            datetime.fromisoformat(due_at) if due_at else None,
        )  # fmt: skip

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the name of its form field."""
        for name in ("what_changed", "subject", "background"):
            yield name, getattr(self, name)
        yield from point_texts(self.points)
        for i, part in enumerate(self.parts):
            yield f"parts-{i}-name", part.name

    def without_empty(self) -> Wanted:
        """Without new points in which nothing was written: a row that was added and left alone."""
        kept = tuple(p for p in self.points if p.id is not None or any(text.strip() for _name, text in p.texts()))
        return replace(self, points=kept)


def _plain(point: dict[str, Any]) -> dict[str, Any]:
    return {
        **point, "kind": point["kind"].value, "options": list(point["options"]),
        "addressees": list(point["addressees"]),
    }  # fmt: skip


def beyond_form(kind: ChangeKind, differences: tuple[Difference, ...]) -> list[Finding]:
    """What a mere correction of form may not do: ask more, ask less, ask otherwise, send other papers (O4)."""
    if kind is not ChangeKind.CORRECTION:
        return []
    content = [
        each
        for each in differences
        if each.act is not Act.REWORDED or any(word.name in ("kind", "options") for word in each.words)
    ]
    return [
        Finding(
            "correction_changes_content", True, "O4", {"number": each.number, "place": each.place.value},
            "points" if each.place is Place.POINT else "new_files",
        )
        for each in content[:1]
    ]  # fmt: skip
