"""Editions of what was issued, and how one differs from the next, point by point (O4). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class EditionPoint:
    """A point as it stood in one edition; `units` are the unit ids it was put to, empty for everyone."""

    id: int
    clause: str = ""
    clause_text: str = ""
    question: str = ""
    kind: str = "yes_no"
    options: tuple[str, ...] = ()
    lead_position: str = ""
    lead_basis: str = ""
    units: tuple[int, ...] = ()

    def asks(self, unit_id: int) -> bool:
        """Whether the point is put to that unit."""
        return not self.units or unit_id in self.units


@dataclass(frozen=True)
class EditionPart:
    """A part of the dossier as it stood in one edition."""

    id: int
    name: str
    file_id: int | None = None


@dataclass(frozen=True)
class Edition:
    """All that an edition said; frozen beside each change, so that the old one stays readable."""

    subject: str
    background: str
    points: tuple[EditionPoint, ...] = ()
    parts: tuple[EditionPart, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        points = [
            {**asdict(point), "options": list(point.options), "units": list(point.units)} for point in self.points
        ]
        return {
            "subject": self.subject, "background": self.background, "points": points,
            "parts": [asdict(part) for part in self.parts],
        }  # fmt: skip

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Edition:
        """What `as_json` wrote."""
        points = (
            EditionPoint(**{**each, "options": tuple(each["options"]), "units": tuple(each["units"])})
            for each in facts["points"]
        )
        return cls(
            facts["subject"], facts["background"], tuple(points), tuple(EditionPart(**each) for each in facts["parts"])
        )


class Act(StrEnum):
    """What became of a point, a text or a part of the dossier."""

    ADDED = "added"
    REWORDED = "reworded"
    REMOVED = "removed"


class Place(StrEnum):
    """Where something changed."""

    SUBJECT = "subject"
    BACKGROUND = "background"
    POINT = "point"
    PART = "part"


@dataclass(frozen=True)
class WordChange:
    """One text before and after; `name` is the field of the point, empty for a text of its own."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One thing that changed. `number` is the place of the point in the edition that has it, counted from 1."""

    place: Place
    act: Act
    id: int = 0
    number: int = 0
    units: tuple[int, ...] = ()
    words: tuple[WordChange, ...] = ()
    name: str = ""

    def concerns(self, unit_id: int) -> bool:
        """Whether it is about what that unit is asked; texts and files are about everybody."""
        return self.place is not Place.POINT or not self.units or unit_id in self.units


_TEXTS = ("clause", "clause_text", "question", "kind", "options", "lead_position", "lead_basis")


def compare(before: Edition, after: Edition) -> tuple[Difference, ...]:
    """How an edition differs from the one before it: texts, then points in their order, then files (O4)."""
    return (*_texts(before, after), *_points(before, after), *_parts(before, after))


def _texts(before: Edition, after: Edition) -> Iterator[Difference]:
    for place in (Place.SUBJECT, Place.BACKGROUND):
        old, new = getattr(before, place.value), getattr(after, place.value)
        if old != new:
            yield Difference(place, Act.REWORDED, words=(WordChange("", old, new),))


def _points(before: Edition, after: Edition) -> Iterator[Difference]:
    old = {point.id: (number, point) for number, point in enumerate(before.points, 1)}
    new = {point.id for point in after.points}
    for number, point in enumerate(after.points, 1):
        if point.id not in old:
            words = tuple(_words(EditionPoint(point.id, kind=""), point))
            yield Difference(Place.POINT, Act.ADDED, point.id, number, point.units, words)
        elif words := tuple(_words(old[point.id][1], point)):
            yield Difference(Place.POINT, Act.REWORDED, point.id, number, point.units, words)
    for number, point in old.values():
        if point.id not in new:
            words = tuple(_words(point, EditionPoint(point.id, kind="")))
            yield Difference(Place.POINT, Act.REMOVED, point.id, number, point.units, words)


def _words(before: EditionPoint, after: EditionPoint) -> Iterator[WordChange]:
    for name in _TEXTS:
        old, new = _text(before, name), _text(after, name)
        if old != new:
            yield WordChange(name, old, new)


def _text(point: EditionPoint, name: str) -> str:
    return "\n".join(point.options) if name == "options" else str(getattr(point, name))


def _parts(before: Edition, after: Edition) -> Iterator[Difference]:
    old = {part.id for part in before.parts if part.file_id}
    for part in after.parts:
        if part.file_id and part.id not in old:
            yield Difference(Place.PART, Act.ADDED, part.id, name=part.name)


@dataclass(frozen=True)
class Asked:
    """What a change means for one unit: its new points, those put otherwise, those it need not answer, new files."""

    added: tuple[Difference, ...] = ()
    reworded: tuple[Difference, ...] = ()
    removed: tuple[Difference, ...] = ()
    files: tuple[Difference, ...] = ()
    texts: tuple[Difference, ...] = ()

    @property
    def more(self) -> bool:
        """Whether more or something else is asked of it now, so that it needs time again (O4)."""
        return bool(self.added or self.reworded or self.files)


def asked_of_unit(differences: tuple[Difference, ...], unit_id: int) -> Asked:
    """The part of a change that concerns one unit."""
    mine = [each for each in differences if each.concerns(unit_id)]

    def of(place: Place, act: Act) -> tuple[Difference, ...]:
        return tuple(each for each in mine if each.place is place and each.act is act)

    texts = tuple(each for each in mine if each.place in (Place.SUBJECT, Place.BACKGROUND))
    return Asked(
        of(Place.POINT, Act.ADDED), of(Place.POINT, Act.REWORDED), of(Place.POINT, Act.REMOVED),
        of(Place.PART, Act.ADDED), texts,
    )  # fmt: skip
