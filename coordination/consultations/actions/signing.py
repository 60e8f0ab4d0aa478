"""The way of a draft to its signature (O1)."""

from __future__ import annotations

from datetime import datetime

from coordination.consultations import letters, queries
from coordination.consultations.actions import verbs
from coordination.consultations.actions.checks import guard, need, touch
from coordination.consultations.models import Consultation
from coordination.consultations.queries.things import PAPER
from coordination.consultations.rules import Step, in_the_way
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.units import actions as units_actions
from coordination.units import queries as units
from coordination.units.models import Person, Signing, SigningMark
from coordination.units.rules import SigningState


def send_for_signing(consultation: Consultation, *, by: Actor, now: datetime) -> Signing:
    """'Trình ký' (O1): only what the gate lets through goes to the head (design 3.3); from then on the text stands."""
    guard(consultation, Step.SEND_FOR_SIGNING)
    NotReady.unless(in_the_way(queries.findings(consultation, now), queries.reasons_of(consultation)))
    touch(consultation)
    sent = units_actions.send_for_signing(
        PAPER, consultation.id, consultation.lead_unit_id, by=by, now=now, consultation_id=consultation.id
    )
    letters.to_sign(consultation, sent, by=by, now=now)
    return sent


def sign(consultation: Consultation, remark: str = "", *, by: Actor, now: datetime) -> bool:
    """'Ký duyệt', or 'trình tiếp' where the path has more steps (O1); True when this act signed it."""
    guard(consultation, Step.SIGN)
    signing = _signing(consultation)
    signed = units_actions.pass_on(signing, by=by, now=now, remark=remark, consultation_id=consultation.id)
    if signed:
        touch(consultation, signatory=signatory_of(signing))
    else:
        letters.to_sign(consultation, signing, by=by, now=now)
    return signed


def return_draft(consultation: Consultation, remark: str, *, by: Actor, now: datetime) -> None:
    """'Trả lại' with a remark (O1): by who has it before him, or, signed but not yet issued, by who found a slip."""
    guard(consultation, Step.RETURN_DRAFT)
    remark = need(remark, "signing_remark_missing", "remark")
    signing = _signing(consultation)
    if signing.state is SigningState.ON_ITS_WAY:
        units_actions.return_paper(signing, by=by, now=now, remark=remark, consultation_id=consultation.id)
        return
    touch(consultation, signatory="")
    signing.state = SigningState.RETURNED
    signing.marks.append(SigningMark(act="returned", person_id=by.person_id, at=now, remark=remark))
    db.session.flush()
    journal.record(verbs.UNSIGNED, by=by, now=now, consultation_id=consultation.id, words=remark)


def _signing(consultation: Consultation) -> Signing:
    signing = units.signing_of(PAPER, consultation.id)
    assert signing is not None, "a phase with a signing has one"
    return signing


def signatory_of(signing: Signing) -> str:
    """As it stands under the letter: capacity, title, name."""
    person = db.session.get_one(Person, signing.signed_by)
    return " ".join(part for part in (signing.capacity.value, signing.signatory_title, person.name) if part)[:300]
