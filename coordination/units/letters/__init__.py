"""Letters: who receives them, and the one way in which every chapter posts them (O27)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.kernel import outbox
from coordination.kernel.actor import Role
from coordination.kernel.clock import local
from coordination.kernel.writing import link, write
from coordination.units import queries
from coordination.units.models import Person
from coordination.units.rules import digest

__all__ = ["Receiver", "box_receivers", "link", "person_receiver", "post_to", "receivers"]

# The letters of this chapter: the folders of their templates.
LETTERS = ("invitation", "reset")


@dataclass(frozen=True)
class Receiver:
    """Somebody who gets a letter: a person of a unit, or the unit's own box (then `person_id` is empty)."""

    address: str
    name: str
    person_id: int | None = None
    unit_id: int | None = None
    language: str = "vi"
    digest: bool = False


def person_receiver(person: Person, unit_id: int | None = None) -> Receiver:
    return Receiver(person.email, person.name, person.id, unit_id, person.language, person.digest)


def receivers(unit_id: int, roles: Collection[Role], now: datetime) -> list[Receiver]:
    """The people who hold one of these roles in the unit today."""
    return [person_receiver(each, unit_id) for each in queries.people_of(unit_id, roles, local(now).date())]


def box_receivers(unit_id: int) -> list[Receiver]:
    """The unit's own e-mail boxes; they belong to nobody, so they know no digest and get no personal link."""
    owner = queries.unit(unit_id)
    name = owner.name if owner else ""
    return [Receiver(address, name, unit_id=unit_id) for address in queries.boxes(unit_id)]


def post_to(
    receivers: Iterable[Receiver],
    name: str,
    key: str,
    context: Mapping[str, Any],
    *,
    now: datetime,
    kind: str = "",
    consultation_id: int | None = None,
    consultee_id: int | None = None,
    at_once: bool = True,
) -> int:
    """Post the letter `name` to each receiver in that receiver's language; says how many were posted.

    `key` names the cause ('reminder-17-2-1'); key and address together are posted once, also when an address appears
    twice here. Without `at_once` it waits for the receiver's morning digest, unless the receiver wants none; unit boxes
    never wait. A letter holds a subject, a due time and a link, never text or files (O27): so must the context.
    """
    letters = []
    written: dict[str, outbox.Written] = {}
    for to in {each.address.strip().lower(): each for each in reversed(list(receivers))}.values():
        if to.language not in written:
            written[to.language] = write(name, to.language, dict(context))
        envelope = outbox.Envelope(
            name=f"{key}-{digest(to.address.strip().lower())[:20]}",
            kind=kind or name,
            to_address=to.address.strip(),
            to_name=to.name,
            person_id=to.person_id,
            unit_id=to.unit_id,
            language=to.language,
            consultation_id=consultation_id,
            consultee_id=consultee_id,
            at_once=at_once or not to.digest,
        )
        letters.append((envelope, written[to.language]))
    outbox.post(letters, now=now)
    return len(letters)
