"""Who is asked by letter: bodies that are not ours, and units of ours in which nobody signs in (O6)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import need, refuse_texts
from coordination.consultations.actions.clocks import close, open_dossier, record
from coordination.consultations.models import Consultee
from coordination.consultations.rules import ConsulteeFacts, Ending, owes
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.units.rules import UnitKind


def note_no_opinion(consultee: Consultee, *, words: str, by: Actor, now: datetime) -> None:
    """'Ghi nhận chưa có ý kiến': after its due time the part of a body asked by letter ends without blame (O6).

    An opinion that still comes before the submission takes its place, as after any silence (exact rule 15).
    """
    _refuse_unless_by_letter(consultee)
    if not owes(ConsulteeFacts.of(consultee)):
        raise NotReady("nothing_awaited_by_letter")
    if consultee.due_at is None or now <= consultee.due_at:
        raise NotReady("no_opinion_too_early")
    refuse_texts([("words", words)])
    close(consultee, Ending.NO_OPINION, by=by, now=now, reason=words)
    record(verbs.NO_OPINION, consultee, by, now, words)


def confirm_receipt(consultee: Consultee, *, words: str, by: Actor, now: datetime) -> None:
    """The lead writes down that a unit of ours confirmed the receipt, and by what proof: it counts from now on (O6)."""
    _refuse_unless_by_letter(consultee)
    if consultee.unit.kind is UnitKind.EXTERNAL:
        raise NotReady("external_not_counted")
    words = need(words, "receipt_proof_missing", "words")
    refuse_texts([("words", words)])
    consultee.by_letter = False
    open_dossier(consultee, by=by, now=now)
    consultee.acknowledged_at = now
    record(verbs.RECEIPT, consultee, by, now, words)
    db.session.flush()


def _refuse_unless_by_letter(consultee: Consultee) -> None:
    if consultee.issued_at is None or not consultee.by_letter:
        raise NotReady("not_by_letter")
