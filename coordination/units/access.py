"""Who may see and change units and people, and whose turn it is on a signing path."""

from __future__ import annotations

from typing import Any

from coordination.kernel.actor import Actor, Role
from coordination.kernel.doors import Door, May
from coordination.units import queries
from coordination.units.models import Person, Signing, Unit
from coordination.units.rules import SigningState


def _load_unit(unit_id: int, actor: Actor) -> Unit | None:
    """No secret among those who are signed in: everybody must find whom to ask (L2)."""
    return queries.unit(unit_id)


def may_unit(actor: Actor, act: May, unit: Unit) -> bool:
    """Everybody sees a unit; the administrator changes it."""
    if act is May.UNIT_SEE:
        return True
    if act is May.UNIT_ARRANGE:
        return may_arrange(actor, unit)
    return act is May.UNIT_EDIT and actor.is_(Role.ADMINISTRATOR)


def may_arrange(actor: Actor, unit: Unit) -> bool:
    """Path, signatories, groups and boxes of a unit: the administrator, and the unit's own head (O1)."""
    return actor.is_(Role.ADMINISTRATOR) or (actor.is_(Role.HEAD) and actor.unit_id == unit.id)


def _load_person(person_id: int, actor: Actor) -> Person | None:
    return queries.person(person_id) if actor.is_(Role.ADMINISTRATOR) else None


def may_person(actor: Actor, act: May, person: Person) -> bool:
    """People are the administrator's."""
    return act is May.PERSON_EDIT and actor.is_(Role.ADMINISTRATOR)


def may_sign(actor: Actor, signing: Signing) -> bool:
    """Whether the paper lies with this actor: the person named at its step, or any head where nobody is named (O1).

    Who is away is represented by the deputy, who acts in that person's role.
    """
    if signing.state is not SigningState.ON_ITS_WAY or not actor.works_in_unit or actor.unit_id != signing.unit_id:
        return False
    _, named = queries.step_now(signing)
    return actor.is_(Role.HEAD) if named is None else named in (actor.person_id, actor.for_person_id)


def _load_signing(signing_id: int, actor: Actor) -> Signing | None:
    """A paper on its way is seen by its own unit only (exact rule 24)."""
    found = queries.signing(signing_id)
    return found if found is not None and actor.works_in_unit and found.unit_id == actor.unit_id else None


def may_signing(actor: Actor, act: May, signing: Signing) -> bool:
    """The unit's people follow the paper; whose turn it is passes it on, signs or returns it."""
    if act is May.SIGNING_SEE:
        return actor.works_in_unit and actor.unit_id == signing.unit_id
    return act is May.SIGNING_ACT and may_sign(actor, signing)


unit = Door[Unit]("unit", Unit, _load_unit, may_unit)
person = Door[Person]("person", Person, _load_person, may_person)
signing = Door[Signing]("signing", Signing, _load_signing, may_signing)

doors: tuple[Door[Any], ...] = (unit, person, signing)
