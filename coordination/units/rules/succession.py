"""Merged, split, renamed, abolished: what such an act must say, and who goes on for whom (design 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from coordination.kernel.values import Finding


class Act(StrEnum):
    """What happens to the old units."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    ABOLISH = "abolish"


@dataclass(frozen=True)
class Place:
    """What the rules look at in a unit."""

    id: int
    name: str
    active_from: date | None = None
    active_to: date | None = None
    is_authority: bool = False

    def exists_on(self, day: date) -> bool:
        """Whether the unit exists on that day."""
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


@dataclass(frozen=True)
class Wanted:
    """A succession as it was entered. `main` takes over the open work; for a new name the act makes it."""

    act: Act
    on: date
    olds: tuple[int, ...]
    news: tuple[int, ...] = ()
    main: int | None = None
    functions: Mapping[int, int] = field(default_factory=dict)
    new_name: str = ""
    new_code: str = ""
    new_symbol: str = ""
    document_number: str = ""
    document_date: date | None = None

    @property
    def ending(self) -> tuple[int, ...]:
        """The units that end: the old ones that aren't among the successors (part of a unit may be split off)."""
        stay = {*self.news, *({self.main} if self.main is not None else ())}
        return tuple(each for each in self.olds if each not in stay)

    @property
    def heirs(self) -> tuple[int, ...]:
        """Who goes on, the one with the open work first."""
        first = (self.main,) if self.main is not None else ()
        return tuple(dict.fromkeys((*first, *self.news)))


def succession_findings(
    wanted: Wanted, units: Mapping[int, Place], functions: Mapping[int, int], busy: Iterable[int]
) -> list[Finding]:
    """What is wrong with a succession, each beside its field; empty: it can be entered (design 3.1).

    `functions` says whose each function is, `busy` are the units for which another succession is entered already.
    """
    findings = [*_shape(wanted), *_basis(wanted)]
    known = [units[each] for each in wanted.olds if each in units]
    last = wanted.on - timedelta(days=1)
    for old in known:
        if not old.exists_on(last):
            findings.append(_finding("succession_old_closed", "olds", unit=old.name, day=last))
    for new in (units[each] for each in wanted.heirs if each in units):
        if not new.exists_on(wanted.on):
            findings.append(_finding("succession_new_closed", "news", unit=new.name, day=wanted.on))
    main = units.get(wanted.main or 0)
    ends_authority = any(units[each].is_authority for each in wanted.ending if each in units)
    if main is not None and ends_authority and not main.is_authority:
        findings.append(_finding("succession_needs_authority", "takes_over", unit=main.name))
    taken = set(busy) & {*wanted.olds, *wanted.heirs}
    if taken:
        names = [units[each].name for each in sorted(taken) if each in units]
        findings.append(_finding("succession_entered", "olds", units=names))
    return [*findings, *_functions(wanted, functions)]


def _shape(wanted: Wanted) -> list[Finding]:
    """How many old and new units each act has."""
    if not wanted.olds:
        return [_finding("succession_old_missing", "olds")]
    if wanted.act is Act.RENAME:
        findings = [_finding("succession_one_old", "olds")] if len(wanted.olds) != 1 else []
        findings += [] if wanted.new_name else [_finding("succession_name_missing", "new_name")]
        return findings + ([] if wanted.new_code else [_finding("succession_code_missing", "new_code")])
    if wanted.main is None:
        return [_finding("succession_main_missing", "takes_over")]
    if wanted.act is Act.SPLIT:
        findings = [_finding("succession_one_old", "olds")] if len(wanted.olds) != 1 else []
        return findings + ([_finding("succession_two_new", "news")] if len(wanted.heirs) < 2 else [])
    return [] if wanted.ending else [_finding("succession_nothing_ends", "olds")]


def _basis(wanted: Wanted) -> list[Finding]:
    findings = [] if wanted.document_number else [_finding("succession_number_missing", "document_number")]
    if wanted.document_date is None:
        return [*findings, _finding("succession_date_missing", "document_date")]
    if wanted.document_date > wanted.on:
        findings.append(_finding("succession_before_document", "on"))
    return findings


def _functions(wanted: Wanted, functions: Mapping[int, int]) -> list[Finding]:
    """A function goes from one of the old units to one of the successors."""
    wrong = [
        each
        for each, unit in wanted.functions.items()
        if functions.get(each) not in wanted.olds or unit not in wanted.heirs
    ]
    return [_finding("succession_function_elsewhere", "functions")] if wrong else []


def _finding(code: str, about: str, **evidence: object) -> Finding:
    return Finding(code, evidence=evidence, field=about)


def line_of(path: str | None) -> tuple[int, ...]:
    """The ids in a line such as '/3/5/'."""
    return tuple(int(each) for each in (path or "").split("/") if each)


def path_of(ids: Sequence[int]) -> str | None:
    """The line of these ids, each once, or None for nobody."""
    line = tuple(dict.fromkeys(ids))
    return "/" + "".join(f"{each}/" for each in line) if line else None


def going_on(before: Sequence[int], ending: Iterable[int], heirs: Sequence[int]) -> tuple[int, ...]:
    """Who goes on today for a unit, once these units have ended and their heirs have taken over (design 3.1)."""
    gone = set(ending)
    after: list[int] = []
    for each in before:
        after += heirs if each in gone else (each,)
    return tuple(dict.fromkeys(after))
