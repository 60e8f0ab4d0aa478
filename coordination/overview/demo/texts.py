"""How the demonstration's texts are kept: a dossier, its points, and what units may say on each point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from coordination.consultations.rules import Kind, PointKind
from coordination.replies.rules import Position, Weight

MARK = "Dữ liệu minh họa"


@dataclass(frozen=True)
class Remark:
    """What a unit may say on one point."""

    position: Position
    content: str
    basis: str = ""
    wording: str = ""
    weight: Weight | None = None
    chosen: str = ""


@dataclass(frozen=True)
class Ask:
    """A point of a dossier, and the substantive answers that units may give to it."""

    clause: str
    clause_text: str
    question: str
    position: str
    basis: str
    remarks: tuple[Remark, ...]
    kind: PointKind = PointKind.YES_NO
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """One request for opinions. `{v}` in a text stands for one of `variants`, so that a theme comes back in another
    street, quarter or field. `asked` are unit codes, each with the place of the function that justifies it."""

    lead: str
    kind: Kind
    subject: str
    background: str
    asked: str
    asks: tuple[Ask, ...]
    stand: str
    stand_basis: str
    variants: tuple[str, ...] = ("",)

    def of(self, variant: str) -> Dossier:
        """The same with every `{v}` filled."""
        return _filled(self, lambda text: text.replace("{v}", variant))

    def consultees(self) -> list[tuple[str, int]]:
        """The units asked, with the place of the function that justifies each."""
        parts = (each.partition(".") for each in self.asked.split())
        return [(code, int(place or 0)) for code, _, place in parts]


T = TypeVar("T", Dossier, Ask, Remark)


def _filled(thing: T, fill: Callable[[str], str]) -> T:
    changed: dict[str, Any] = {}
    for one in fields(thing):
        value = getattr(thing, one.name)
        if type(value) is str:
            changed[one.name] = fill(value)
        elif one.name in ("asks", "remarks"):
            changed[one.name] = tuple(_filled(each, fill) for each in value)
    return replace(thing, **changed)


def agree(content: str = "") -> Remark:
    """'Thống nhất', with or without words."""
    return Remark(Position.AGREE, content)


def change(content: str, basis: str, wording: str, weight: Weight = Weight.SHOULD) -> Remark:
    """'Thống nhất, đề nghị chỉnh sửa': content, basis and proposed wording."""
    return Remark(Position.AGREE_WITH_CHANGES, content, basis, wording, weight)


def disagree(content: str, basis: str) -> Remark:
    """'Không thống nhất', as a condition."""
    return Remark(Position.DISAGREE, content, basis, weight=Weight.CONDITION)


def tell(content: str, basis: str = "") -> Remark:
    """An answer to an open question, or figures asked for."""
    return Remark(Position.AGREE, content, basis, weight=Weight.SHOULD)


def pick(option: str, content: str, basis: str) -> Remark:
    """One of the options, with the reason."""
    return Remark(Position.AGREE, content, basis, weight=Weight.SHOULD, chosen=option)
