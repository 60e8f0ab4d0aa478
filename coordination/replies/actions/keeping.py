"""What becomes of replies when a letter changes what was issued (O4): they stay, until the unit changes them."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l

from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.kernel import journal
from coordination.kernel.actor import Actor
from coordination.kernel.journal import Verb
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.replies import queries
from coordination.replies.actions.writing import check_still_open
from coordination.replies.rules import is_complete

KEPT = Verb.declare("reply.kept", _l("Giữ nguyên ý kiến đã gửi sau khi hồ sơ được sửa đổi"), "edition")


def keep(consultee: Consultee, *, by: Actor, now: datetime) -> None:
    """'Giữ nguyên ý kiến đã gửi': what was said on the points put otherwise stands, in one act (O4). Twice is once.

    Added points are still to be answered.
    """
    check_still_open(consultee)
    told = queries.changed_since_reply(consultee)
    if told is None:
        raise NotReady("nothing_to_keep")
    consultee.kept_edition = told.edition
    db.session.flush()
    journal.record(
        KEPT, by=by, now=now, consultation_id=consultee.consultation_id, consultee_id=consultee.id, edition=told.edition
    )


def recount(consultee: Consultee, by: Actor, now: datetime) -> None:
    """Points were taken away: a unit that has answered all the others has answered in full (exact rule 28, O4)."""
    if consultee.answered_at is not None or consultee.ending is not None:
        return
    sent = [one for one in queries.sent_replies(consultee) if queries.in_force(one)]
    points = [point.id for point in consultation_queries.points_for(consultee)]
    if not sent or not is_complete(points, map(queries.facts, queries.latest(sent).values())):
        return
    sent[-1].complete = True
    db.session.flush()
    consultations.answered(consultee, at=sent[-1].arrived_at or now, complete=True, now=now)


consultations.follow_changes(recount)
