"""The letters of a consultation: issued, amended, extended, withdrawn, a due time moved by rule.

A letter holds the subject line, the due time and a link; never texts or files (O27). Many units are written to at once:
their receivers are asked for together, each text is made once a language and due time, and all go in by one INSERT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from coordination.consultations import queries
from coordination.consultations.models import Amendment, Consultation, Consultee, Round
from coordination.consultations.rules import Urgency
from coordination.kernel import outbox
from coordination.kernel.actor import Role
from coordination.kernel.clock import local
from coordination.kernel.writing import write
from coordination.units.letters import Receiver, person_receiver
from coordination.units.rules import digest

EVERYBODY = (Role.HEAD, Role.OFFICER, Role.CLERK)


def issued(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """The issue letter: to each unit's boxes, its head, officers and clerk, at once (O27). Delivery is read from it."""
    _post("issue", consultation, consultees, now, cause="issue", at_once=True)


def amended(consultation: Consultation, amendment: Amendment, now: datetime) -> None:
    """'The dossier was changed': to every unit that is still concerned (O4)."""
    _post("amended", consultation, _open(consultation), now, cause=f"amended-{amendment.edition}")


def extended(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """'There is more time': to the units whose due time was moved later."""
    _post("extended", consultation, consultees, now, cause="extended")


def withdrawn(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """'No answer is needed any more': to every unit that was still asked."""
    _post("withdrawn", consultation, consultees, now, cause="withdrawn")


def due_moved(consultee: Consultee, started: Round, now: datetime) -> None:
    """A due time moved by rule: a restart, a hand-back, a late delivery (exact rules 4, 5, 8)."""
    _post("due_moved", consultee.consultation, [consultee], now, cause="due-moved")


def _open(consultation: Consultation) -> list[Consultee]:
    return [each for each in consultation.consultees if each.closed_at is None]


def _post(
    name: str,
    consultation: Consultation,
    consultees: Sequence[Consultee],
    now: datetime,
    *,
    cause: str,
    at_once: bool = False,
) -> None:
    at_once = at_once or consultation.urgency is not Urgency.ORDINARY
    written: dict[tuple[str, datetime | None], outbox.Written] = {}
    letters = []
    for consultee, receiver in _receivers(consultees, now):
        text = (receiver.language, consultee.due_at)
        if text not in written:
            written[text] = write(name, receiver.language, _context(consultation, consultee))
        key = f"{cause}-{consultee.id}-{consultee.round}-{digest(receiver.address.strip().lower())[:20]}"
        envelope = outbox.Envelope(
            name=key,
            kind=name,
            to_address=receiver.address.strip(),
            to_name=receiver.name,
            person_id=receiver.person_id,
            unit_id=receiver.unit_id,
            language=receiver.language,
            consultation_id=consultation.id,
            consultee_id=consultee.id,
            at_once=at_once or not receiver.digest,
        )
        letters.append((envelope, written[text]))
    outbox.post(letters, now=now)


def _receivers(consultees: Sequence[Consultee], now: datetime) -> Iterable[tuple[Consultee, Receiver]]:
    """Boxes first, then people; one letter an address and consultee, though it be both box and person."""
    boxes, people = queries.receivers_of([each.unit_id for each in consultees], EVERYBODY, local(now).date())
    for consultee in consultees:
        found = [
            Receiver(box.address, consultee.unit.name, unit_id=box.unit_id) for box in boxes.get(consultee.unit_id, ())
        ]
        found += [person_receiver(person, consultee.unit_id) for person in people.get(consultee.unit_id, ())]
        seen: set[str] = set()
        for receiver in found:
            address = receiver.address.strip().lower()
            if address not in seen:
                seen.add(address)
                yield consultee, receiver


def _context(consultation: Consultation, consultee: Consultee) -> dict[str, Any]:
    return {
        "subject": consultation.subject,
        "number": consultation.number,
        "lead": consultation.lead_unit.name,
        "due_at": consultee.due_at,
        "consultation_id": consultation.id,
    }
