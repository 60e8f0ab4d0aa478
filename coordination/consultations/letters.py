"""The letters of a consultation: to be signed, issued, amended, extended, withdrawn, a due time moved by rule.

A letter holds the subject line, the due time and a link; never texts or files (O27).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from coordination.consultations import queries
from coordination.consultations.models import (
    Amendment,
    ChangePaper,
    Consultation,
    Consultee,
    Round,
    Suspension,
    UrgencyRequest,
)
from coordination.consultations.queries import Moving
from coordination.consultations.rules import Asked, Urgency
from coordination.kernel.actor import Actor, Role
from coordination.limits.models import CalendarChange
from coordination.units.letters import AddressBook, Postbag, Receiver, person_receiver, post_to, receivers, signers
from coordination.units.models import Signing

EVERYBODY = (Role.HEAD, Role.OFFICER, Role.CLERK)


def issued(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """The issue letter: to each unit's boxes, its head, officers and clerk, at once (O27). Delivery is read from it."""
    _post("issue", consultation, consultees, now, cause="issue", at_once=True)


def issued_again(consultee: Consultee, now: datetime, *, key: int) -> None:
    """The issue letter once more, to where it did not arrive (exact rule 8)."""
    _post("issue", consultee.consultation, [consultee], now, cause=f"issue-again-{key}", at_once=True)


def amended(
    consultation: Consultation,
    paper: ChangePaper,
    amendment: Amendment,
    told: Sequence[tuple[Consultee, Asked, datetime]],
    now: datetime,
) -> None:
    """'The letter was changed': how much, and whether the due time moved, to every unit concerned (O4).

    Numbers only: what the points say stands on the page (O27).
    """
    book, bag = AddressBook({each.unit_id for each, _asked, _before in told}, now), Postbag(now)
    for consultee, asked, before in told:
        counts = {
            "added": len(asked.added), "reworded": len(asked.reworded), "removed": len(asked.removed),
            "files": len(asked.files), "texts": len(asked.texts),
        }  # fmt: skip
        moved = consultee.due_at != before
        bag.put(
            [*book.boxes(consultee.unit_id), *book.people(consultee.unit_id, EVERYBODY)],
            "told_by_letter" if consultee.by_letter else "amended",
            f"amended-{amendment.edition}-{consultee.id}",
            {
                **_on_paper(consultation, consultee, "amended"), **counts, "before": before, "moved": moved,
                "kind": paper.kind.value, "change_number": paper.number,
            },
            alike=(tuple(counts.values()), before, consultee.due_at, consultee.by_letter and consultee.id),
            consultation_id=consultation.id,
            consultee_id=consultee.id,
            at_once=consultation.urgency is not Urgency.ORDINARY,
        )  # fmt: skip
    bag.post()


def change_to_sign(paper: ChangePaper, signing: Signing, *, by: Actor, now: datetime) -> None:
    """'Waits for your signature': the letter of change has come to somebody on its way (O1, O4)."""
    post_to(
        signers(signing, by, now),
        "change_to_sign",
        f"change_to_sign-{signing.id}-{len(signing.marks)}",
        {"consultation": paper.consultation, "change_id": paper.id, "kind": paper.kind.value, "who": by.name},
        now=now,
        consultation_id=paper.consultation_id,
        at_once=paper.consultation.urgency is not Urgency.ORDINARY,
    )


def urgency_asked(request: UrgencyRequest, now: datetime) -> None:
    """'The lead asks you to approve a shorter time': to those who decide, and to the monitor (O11, rule 29)."""
    post_to(
        receivers(request.authority_id, (Role.DECISION_MAKER, Role.MONITOR), now),
        "urgency_asked",
        f"urgency_asked-{request.id}",
        {
            "subject": request.consultation.subject, "lead": request.consultation.lead_unit.name,
            "due_at": request.due_at, "request_id": request.id,
        },
        now=now,
        consultation_id=request.consultation_id,
        at_once=True,
    )  # fmt: skip


def urgency_decided(request: UrgencyRequest, now: datetime) -> None:
    """The authority's word on the shorter time: to the lead (O11)."""
    post_to(
        receivers(request.consultation.lead_unit_id, (Role.HEAD, Role.OFFICER), now),
        "urgency_decided",
        f"urgency_decided-{request.id}",
        {
            "subject": request.consultation.subject, "approved": bool(request.approved), "due_at": request.due_at,
            "request_id": request.id,
        },
        now=now,
        consultation_id=request.consultation_id,
        at_once=True,
    )  # fmt: skip


def extended(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """'There is more time': to the units whose due time was moved later."""
    _post("extended", consultation, consultees, now, cause="extended")


def withdrawn(consultation: Consultation, consultees: Sequence[Consultee], now: datetime) -> None:
    """'No answer is needed any more': to every unit that was still asked."""
    _post("withdrawn", consultation, consultees, now, cause="withdrawn")


def due_moved(consultee: Consultee, started: Round, now: datetime) -> None:
    """A due time moved by rule: a restart, a hand-back, a late delivery (exact rules 4, 5, 8)."""
    _post("due_moved", consultee.consultation, [consultee], now, cause="due-moved")


def suspension_waits(made: Suspension, now: datetime) -> None:
    """'A suspension is proposed', or 'the lead has put it right': waits for the authority (O25)."""
    consultation = made.consultation
    assert consultation.authority_id is not None
    _post_suspension(
        "suspension_waits", made, receivers(consultation.authority_id, (Role.DECISION_MAKER,), now), now,
        cause="mended" if made.mending is not None else "proposed",
    )  # fmt: skip


def ask_for_more(made: Suspension, now: datetime) -> None:
    """'Not yet in order': back to the lead."""
    lead = receivers(made.consultation.lead_unit_id, (Role.HEAD, Role.OFFICER), now)
    _post_suspension("suspension_back", made, lead, now, cause="back")


def suspended(made: Suspension, consultees: Sequence[Consultee], now: datetime) -> None:
    """'It stands still': to the lead, who mends or withdraws, and to every unit still asked."""
    lead = receivers(made.consultation.lead_unit_id, EVERYBODY, now)
    _post_suspension("suspended_lead", made, lead, now, cause="suspended")
    _post("suspended", made.consultation, consultees, now, cause=f"suspended-{made.id}")


def resumed(made: Suspension, consultees: Sequence[Consultee], now: datetime) -> None:
    """'It goes on, and this is the due time now': to the lead and to every unit still asked."""
    lead = receivers(made.consultation.lead_unit_id, EVERYBODY, now)
    _post_suspension("resumed_lead", made, lead, now, cause="resumed")
    _post("resumed", made.consultation, consultees, now, cause=f"resumed-{made.id}")


def _post_suspension(name: str, made: Suspension, to: Sequence[Receiver], now: datetime, *, cause: str) -> None:
    consultation = made.consultation
    post_to(
        to,
        name,
        f"suspension-{cause}-{made.id}-{len(made.mendings)}",
        {"suspension": made, "consultation": consultation, "lead": consultation.lead_unit.name},
        now=now,
        consultation_id=consultation.id,
        at_once=consultation.urgency is not Urgency.ORDINARY,
    )


def calendar_moved(
    consultees: Sequence[Consultee], before: Mapping[int, datetime], change: CalendarChange, now: datetime
) -> None:
    """Due times moved because the calendar changed: to every unit concerned, all letters in one bag (exact rule 7)."""
    book, bag = AddressBook({each.unit_id for each in consultees}, now), Postbag(now)
    for each in consultees:
        consultation = each.consultation
        bag.put(
            [*book.boxes(each.unit_id), *book.people(each.unit_id, EVERYBODY)],
            "told_by_letter" if each.by_letter else "calendar_moved",
            f"calendar-{change.edition}-{each.id}",
            {**_on_paper(consultation, each, "calendar_moved"), "before": before[each.id], "reason": change.reason},
            alike=(consultation.id, before[each.id], each.due_at, each.by_letter and each.id),
            consultation_id=consultation.id,
            consultee_id=each.id,
            at_once=consultation.urgency is not Urgency.ORDINARY,
        )
    bag.post()


def calendar_moved_lead(moved: Mapping[int, Sequence[Moving]], change: CalendarChange, now: datetime) -> None:
    """To each lead, once a consultation: its officer in charge and its heads, how many moved (exact rule 7)."""
    consultations = queries.led(moved)
    book, bag = AddressBook({each.lead_unit_id for each in consultations}, now), Postbag(now)
    for consultation in consultations:
        movings = moved[consultation.id]
        lead = consultation.lead_unit_id
        bag.put(
            [person_receiver(consultation.officer, lead), *book.people(lead, (Role.HEAD,))],
            "calendar_moved_lead",
            f"calendar-{change.edition}-lead-{consultation.id}",
            {
                "subject": consultation.subject,
                "number": consultation.number,
                "units": len(movings),
                "latest": max(each.after.at for each in movings if each.after is not None),
                "submit_by": consultation.submit_by if any(each.passes_submit_by for each in movings) else None,
                "reason": change.reason,
                "consultation_id": consultation.id,
            },
            consultation_id=consultation.id,
            at_once=consultation.urgency is not Urgency.ORDINARY,
        )
    bag.post()


def to_sign(consultation: Consultation, signing: Signing, *, by: Actor, now: datetime) -> None:
    """'Waits for your signature': to whom the draft has come on its way, at once only when it is urgent (O1, O27)."""
    post_to(
        signers(signing, by, now),
        "draft_to_sign",
        f"draft_to_sign-{signing.id}-{len(signing.marks)}",
        {"consultation": consultation, "submit_by": consultation.submit_by, "who": by.name},
        now=now,
        consultation_id=consultation.id,
        at_once=consultation.urgency is not Urgency.ORDINARY,
    )


def _post(
    name: str,
    consultation: Consultation,
    consultees: Sequence[Consultee],
    now: datetime,
    *,
    cause: str,
    at_once: bool = False,
) -> None:
    """To each unit's boxes and then its people; an address that is both gets the letter of the box."""
    book, bag = AddressBook({each.unit_id for each in consultees}, now), Postbag(now)
    for consultee in consultees:
        if consultee.by_letter:
            written = "issue_by_letter" if name == "issue" else "told_by_letter"
            bag.put(
                book.boxes(consultee.unit_id), written, f"{cause}-{consultee.id}-{consultee.round}",
                _on_paper(consultation, consultee, name), consultation_id=consultation.id, consultee_id=consultee.id,
                at_once=True,
            )  # fmt: skip
            continue
        bag.put(
            [*book.boxes(consultee.unit_id), *book.people(consultee.unit_id, EVERYBODY)],
            name,
            f"{cause}-{consultee.id}-{consultee.round}",
            _context(consultation, consultee),
            alike=consultee.due_at,
            consultation_id=consultation.id,
            consultee_id=consultee.id,
            at_once=at_once or consultation.urgency is not Urgency.ORDINARY,
        )
    bag.post()


def _on_paper(consultation: Consultation, consultee: Consultee, name: str) -> dict[str, Any]:
    """For who can't open the dossier: the points themselves, and no link to sign in (O6)."""
    asked = [
        {"clause": one.clause, "question": one.question}
        for one in (consultation.points if name == "issue" else ())
        if one.removed_at is None
        and (one.for_everyone or any(to.consultee_id == consultee.id for to in one.addressees))
    ]
    return {**_context(consultation, consultee), "unit": consultee.unit.name, "points": asked, "what": name}


def _context(consultation: Consultation, consultee: Consultee) -> dict[str, Any]:
    return {
        "subject": consultation.subject,
        "number": consultation.number,
        "lead": consultation.lead_unit.name,
        "due_at": consultee.due_at,
        "consultation_id": consultation.id,
    }
