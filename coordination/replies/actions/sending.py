"""Signing and sending a reply (C1, O1): every submission is kept; a late one can always be sent (design 3.5)."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.kernel import journal
from coordination.kernel.actor import Actor, Role
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.replies import letters, queries
from coordination.replies.actions.explaining import explain
from coordination.replies.actions.writing import PAPER, check_editable, check_still_open
from coordination.replies.models import Reply
from coordination.replies.rules import check_sending, is_complete, is_late
from coordination.units import actions as units
from coordination.units import queries as unit_queries
from coordination.units.models import Signing
from coordination.units.rules import SigningState

SENT = Verb.declare(
    "reply.sent", _l("Gửi văn bản góp ý lần %(number)s"), "number", "reply_id", "complete", "late", "opinions_hash"
)


def send_for_signing(reply: Reply, *, by: Actor, now: datetime) -> Signing:
    """'Trình ký': on its way through the unit's signing path (O1). Raises NotReady when it says nothing at all."""
    sent = _begin(reply, by=by, now=now)
    letters.to_sign(reply, sent, by=by, now=now)
    return sent


def _begin(reply: Reply, *, by: Actor, now: datetime) -> Signing:
    check_editable(reply)
    _check_says_something(reply)
    return units.send_for_signing(PAPER, reply.id, reply.consultee.unit_id, by=by, now=now)


def pass_on(reply: Reply, *, by: Actor, now: datetime, remark: str = "") -> bool:
    """One step of the path; the last step signs, and signing sends (design 3.5). True when it was sent."""
    signing = _signing(reply)
    if not units.pass_on(signing, by=by, now=now, remark=remark):
        letters.to_sign(reply, signing, by=by, now=now)
        return False
    if not reply.signatory:
        reply.signatory = " ".join(words for words in (signing.signatory_title, by.name) if words)
    send(reply, by=by, now=now)
    return True


def approve(reply: Reply, *, by: Actor, now: datetime) -> bool:
    """'Ký duyệt và gửi' by a head who holds the draft: on its way and signed in one act (O1). True when it was sent."""
    signing = unit_queries.signing_of(PAPER, reply.id)
    if signing is None or signing.state is not SigningState.ON_ITS_WAY:
        _begin(reply, by=by, now=now)
    return pass_on(reply, by=by, now=now)


def return_draft(reply: Reply, *, by: Actor, now: datetime, remark: str) -> None:
    """Give a draft back to its writer, with a remark (O1)."""
    units.return_paper(_signing(reply), by=by, now=now, remark=remark)


def _signing(reply: Reply) -> Signing:
    signing = unit_queries.signing_of(PAPER, reply.id)
    if signing is None:
        raise NotReady("not_for_signing")
    return signing


def send(reply: Reply, *, by: Actor, now: datetime) -> None:
    """Send a reply: from now on it is kept as it is. Late ones, too, can always be sent (design 3.5).

    Raises NotReady when nobody has signed it: only a head, or an officer whose unit lets officers send, sends alone.
    """
    check_still_open(reply.consultee)
    if reply.sent_at is not None:
        raise NotReady("reply_already_sent")
    _check_says_something(reply)
    _check_signed(reply, by)
    _drop_what_says_nothing(reply)
    number = queries.highest_number(reply.consultee)
    if reply.number < number:  # another reply came meanwhile, on paper
        reply.number = number + 1
    late = is_late(reply.consultee.agreed_due_at, queries.first_answer(reply.consultee), now)
    reply.sent_at = reply.arrived_at = reply.confirmed_at = now
    settle_arrival(reply, by=by, now=now)
    if late and reply.late_reason.strip():
        explain(
            reply.consultee, reason=reply.late_reason, apology=reply.late_apology, measures=reply.late_measures,
            next_date=reply.late_next_date, by=by, now=now,
        )  # fmt: skip


def _check_signed(reply: Reply, by: Actor) -> None:
    signing = unit_queries.signing_of(PAPER, reply.id)
    if signing is not None and signing.state is SigningState.SIGNED:
        return
    on_its_way = signing is not None and signing.state is SigningState.ON_ITS_WAY
    alone = by.is_(Role.HEAD) or reply.consultee.unit.officers_may_send
    if on_its_way or not alone:
        raise NotReady("reply_on_its_way" if on_its_way else "reply_not_signed")


def _check_says_something(reply: Reply) -> None:
    others = sum(1 for comment in reply.others if comment.content.strip())
    NotReady.unless(check_sending([queries.facts(said) for said in reply.opinions], others, reply.remarks))


def _drop_what_says_nothing(reply: Reply) -> None:
    asked = {
        point.id for point in consultation_queries.points_for(reply.consultee)
    }  # a letter may have taken some away
    reply.opinions[:] = [said for said in reply.opinions if said.point_id in asked and queries.facts(said).answers]
    reply.others[:] = [said for said in reply.others if said.content.strip()]


def settle_arrival(reply: Reply, *, by: Actor, now: datetime) -> None:
    """What follows once a reply counts, whichever way it came: completeness, the clock, the journal, the letters."""
    consultee, arrived = reply.consultee, reply.arrived_at or now
    points = [point.id for point in queries.points_awaited(consultee)]
    db.session.flush()
    reply.complete = is_complete(points, map(queries.facts, queries.latest_opinions(consultee).values()))
    if reply.complete:
        _end_waiting(consultee, arrived, by=by, now=now)
    consultations.answered(consultee, at=arrived, complete=reply.complete, now=now)
    journal.record(
        SENT,
        by=by,
        now=now,
        consultation_id=consultee.consultation_id,
        consultee_id=consultee.id,
        subject_id=reply.id,
        number=reply.number,
        reply_id=reply.id,
        complete=reply.complete,
        late=is_late(consultee.agreed_due_at, arrived, now),
        opinions_hash=opinions_hash(reply),
    )
    letters.reply_sent(reply, now=now)


def _end_waiting(consultee: Consultee, arrived: datetime, *, by: Actor, now: datetime) -> None:
    """A full answer ends what the unit was still waiting for; those days are not the unit's (exact rule 5)."""
    if consultee.consultation.submitted_at is not None:
        return
    waiting = queries.open_push_back(consultee) or queries.awaited_dossier(consultee)
    said = {point for point, opinion in queries.latest_opinions(consultee).items() if queries.facts(opinion).answers}
    if waiting is not None and waiting.disputed_at is None and set(waiting.point_ids or ()) <= said:
        waiting.withdrawn_at = now
    if consultee.pushed_back_at is not None:
        since = consultee.pushed_back_at
        consultations.push_back_over(consultee, now=now)
        if is_late(consultee.agreed_due_at, arrived, now):
            consultations.shift(consultee, since=since, by=by, now=now)


def opinions_hash(reply: Reply) -> str:
    """A digest of everything that a reply says, for the journal: the words themselves are never written there."""
    said = [
        [o.point_id, o.position, o.weight, o.content, o.basis, o.wording, o.chosen]
        for o in sorted(reply.opinions, key=lambda o: o.point_id)
    ]
    others = [[c.clause, c.weight, c.content, c.basis, c.wording] for c in reply.others]
    whole = json.dumps([said, others, reply.remarks], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()
