"""Who acts: a value that is passed by hand to every verb. No verb asks 'who is signed in?'."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one unit (design 1). The last is the product itself, acting by rule."""

    OFFICER = "officer"
    HEAD = "head"
    CLERK = "clerk"
    DECISION_MAKER = "decision_maker"
    MONITOR = "monitor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    RULE = "rule"


UNIT_ROLES = frozenset({Role.OFFICER, Role.HEAD, Role.CLERK})
AUTHORITY_ROLES = frozenset({Role.DECISION_MAKER, Role.MONITOR, Role.AUDITOR})


@dataclass(frozen=True)
class Actor:
    """One person in one role of one unit. For the authority's roles the unit is the authority itself.

    `unit_path` is the unit's place in the tree ('/1/7/'): everything below an authority starts with its path.
    `predecessors` are the units whose work this one took over (design 3.1). A deputy acts in the role of somebody who
    is absent: `person_id` is the deputy, `for_person_id` the absent person on whose behalf the act is done.
    """

    person_id: int | None
    name: str
    role: Role
    unit_id: int | None
    unit_name: str = ""
    unit_path: str = ""
    membership_id: int | None = None
    language: str = "vi"
    predecessors: frozenset[int] = frozenset()
    for_person_id: int | None = None
    for_name: str = ""

    @property
    def works_in_unit(self) -> bool:
        """Acts for a unit as lead or consultee (officer, head, clerk)."""
        return self.role in UNIT_ROLES

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units whose work is this one's: its own, and what it took over from its predecessors (design 3.1)."""
        return self.predecessors | ({self.unit_id} if self.unit_id is not None else set())

    @property
    def rights_of(self) -> int | None:
        """The person whose rights are used: the absent one's by a deputy, else one's own."""
        return self.for_person_id or self.person_id

    def stands_for(self, unit_id: int | None) -> bool:
        """Whether that unit is the actor's own, or one that it succeeded (design 3.1)."""
        return unit_id is not None and unit_id in self.unit_ids

    @property
    def watches(self) -> bool:
        """Sees everything below an authority (decision maker, monitor, auditor)."""
        return self.role in AUTHORITY_ROLES

    def is_(self, *roles: Role) -> bool:
        return self.role in roles


BY_RULE = Actor(person_id=None, name="", role=Role.RULE, unit_id=None)
