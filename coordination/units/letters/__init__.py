"""Letters: who receives them, and the one way in which every chapter posts them (O27).

Many units are written to at once: an `AddressBook` reads their addresses together, a `Postbag` posts the letters
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.kernel import outbox
from coordination.kernel.actor import Actor, Role
from coordination.kernel.clock import local
from coordination.kernel.writing import link, write
from coordination.units import queries
from coordination.units.models import Person, Signing
from coordination.units.rules import digest

__all__ = [
    "AddressBook",
    "Postbag",
    "Receiver",
    "box_receivers",
    "link",
    "person_receiver",
    "post_to",
    "receivers",
    "signers",
]

# The letters of this chapter: the folders of their templates.
LETTERS = ("deputy", "invitation", "reset")


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


class AddressBook:
    """Who may get the letters of some units today: people by role, and the units' own boxes. Two statements for all."""

    def __init__(self, unit_ids: Collection[int], now: datetime) -> None:
        self._boxes: dict[int, list[Receiver]] = defaultdict(list)
        self._people: dict[int, list[tuple[Role, Receiver]]] = defaultdict(list)
        for unit_id, name, address in queries.boxes_of(unit_ids):
            self._boxes[unit_id].append(Receiver(address, name, unit_id=unit_id))
        for unit_id, role, *person in queries.people_in(unit_ids, local(now).date()):
            person_id, address, name, language, digest = person
            self._people[unit_id].append((role, Receiver(address, name, person_id, unit_id, language, digest)))

    def people(self, unit_id: int, roles: Collection[Role]) -> list[Receiver]:
        """The people who hold one of these roles in the unit, each once."""
        return list(dict.fromkeys(to for role, to in self._people.get(unit_id, ()) if role in roles))

    def boxes(self, unit_id: int) -> list[Receiver]:
        """The unit's own e-mail boxes; they belong to nobody, so they know no digest and get no personal link."""
        return list(self._boxes.get(unit_id, ()))


def receivers(unit_id: int, roles: Collection[Role], now: datetime) -> list[Receiver]:
    """The people who hold one of these roles in the unit today."""
    return AddressBook([unit_id], now).people(unit_id, roles)


def box_receivers(unit_id: int) -> list[Receiver]:
    """The unit's own e-mail boxes; see `AddressBook.boxes`."""
    return [Receiver(address, name, unit_id=unit_id) for _unit, name, address in queries.boxes_of([unit_id])]


def signers(signing: Signing, by: Actor, now: datetime) -> list[Receiver]:
    """Who may pass on or sign a paper now, but for who has just sent it there: he knows (O1)."""
    waiting = queries.signers_now(signing, local(now).date())
    return [person_receiver(each, signing.unit_id) for each in waiting if each.id != by.person_id]


class Postbag:
    """Letters of one moment, gathered and then posted together: one INSERT, however many they are."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._letters: list[tuple[outbox.Envelope, outbox.Written]] = []
        self._written: dict[tuple[str, str, Hashable], outbox.Written] = {}

    def put(
        self,
        receivers: Iterable[Receiver],
        name: str,
        key: str,
        context: Mapping[str, Any],
        *,
        alike: Hashable = None,
        kind: str = "",
        consultation_id: int | None = None,
        consultee_id: int | None = None,
        at_once: bool = True,
    ) -> None:
        """The letter `name` to each receiver in that receiver's language.

        `key` names the cause ('reminder-17-2-1'); key and address together are posted once, also when an address
        appears twice here. Without `at_once` it waits for the receiver's morning digest, unless the receiver wants
        none; unit boxes never wait. A letter holds a subject, a due time and a link, never text or files (O27): so must
        the context. Letters of one name that are `alike` say the same, and are written once a language.
        """
        alike = key if alike is None else alike
        by_address = {each.address.strip().lower(): each for each in reversed(list(receivers))}
        for address, to in by_address.items():
            text = (name, to.language, alike)
            if text not in self._written:
                self._written[text] = write(name, to.language, dict(context))
            envelope = outbox.Envelope(
                name=f"{key}-{digest(address)[:20]}",
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
            self._letters.append((envelope, self._written[text]))

    def post(self) -> int:
        """Put all into the outbox; how many they were."""
        letters, self._letters = self._letters, []
        outbox.post(letters, now=self.now)
        return len(letters)


def post_to(
    receivers: Iterable[Receiver], name: str, key: str, context: Mapping[str, Any], *, now: datetime, **about: Any
) -> int:
    """Post one letter to each receiver, as `Postbag.put` says; how many were posted."""
    bag = Postbag(now)
    bag.put(receivers, name, key, context, **about)
    return bag.post()
