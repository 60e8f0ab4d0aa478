"""A refused box is our fault: told to the lead and the monitor, mended, sent again, never a lateness (exact rule 8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.consultations import actions, jobs, queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import (
    BoxTrouble,
    ConsulteeFacts,
    RoundCause,
    Silence,
    overdue,
    silence,
)
from coordination.consultations.words import trouble
from coordination.kernel import clock as house_clock
from coordination.kernel.outbox import Letter
from coordination.kernel.post import Refused, Unreachable
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.units import actions as units
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("C2")
NO_SUCH_BOX = "recipient: 550 no such user"
BUDGET = 60


def refused(make: Maker, post: CapturedPost, reason: str = NO_SUCH_BOX) -> Consultee:
    """Issued, and every box of the unit refused the letter."""
    consultee = make.consultee(delivered=False)
    waiting = db.session.query(Letter).filter(Letter.kind == "issue", Letter.sent_at.is_(None)).count()
    post.answers = [Refused(reason)] * waiting
    post.deliver()
    jobs.note_deliveries()
    db.session.expire_all()
    return consultee


def test_the_lead_and_the_monitor_see_which_box_and_why_and_the_unit_is_not_late(
    make: Maker, cast: Cast, browser: Browser, clock: Clock, post: CapturedPost
) -> None:
    consultee = refused(make, post)
    clock.pass_days(40)
    facts = ConsulteeFacts.of(consultee)
    assert silence(facts) is Silence.NOT_DELIVERED
    assert not overdue(facts, clock.now)
    subject = consultee.consultation.subject
    for person in (cast.lan, cast.monitor):
        reader = browser.as_(person)
        assert reader.get("overview.desk", budget=BUDGET).says("Công văn chưa đến Sở Tư pháp", subject)
        page = reader.get("overview.consultation", consultation_id=consultee.consultation_id, budget=BUDGET)
        assert page.says("Công văn chưa đến nơi", "Hộp thư stp@tphcm.example.vn không nhận thư", "không tính trễ")
        assert page.lacks("quá hạn")
    tam = browser.as_(cast.tam)
    page = tam.get("overview.consultation", consultation_id=consultee.consultation_id, budget=BUDGET)
    assert page.lacks("không nhận thư")
    tam.post("consultations.send_again", {}, status=403, consultee_id=consultee.id)


@pytest.mark.req("C2")
def test_sent_again_to_the_mended_box_it_arrives_and_the_limit_runs_anew(
    make: Maker, cast: Cast, browser: Browser, clock: Clock, post: CapturedPost
) -> None:
    consultee = refused(make, post)
    due = consultee.due_at
    clock.pass_days(7)
    unit = consultee.unit
    units.set_boxes(unit, ["vanthu.stp@tphcm.example.vn"], by=cast.actor("admin"), now=clock.now)
    make.kept(unit)
    here = {"consultation_id": consultee.consultation_id}
    page = browser.as_(cast.lan).get("overview.consultation", budget=BUDGET, **here)
    page = page.form("Gửi lại công văn").submit(budget=BUDGET)
    assert page.says("Đã gửi lại công văn đến Sở Tư pháp.", "Gửi lại công văn đến Sở Tư pháp")
    assert post.letters("vanthu.stp@tphcm.example.vn", kind="issue")
    assert queries.not_delivered(lead_unit_id=consultee.consultation.lead_unit_id) == []
    with pytest.raises(NotReady, match="send_again_on_its_way"):
        actions.send_again(consultee, by=make.officer("stc"), now=clock.now)
    db.session.rollback()
    post.deliver()
    assert jobs.note_deliveries() == 1
    db.session.expire_all()
    assert consultee.delivered_at is not None
    assert consultee.due_at is not None
    assert due is not None
    assert consultee.due_at > due
    assert queries.rounds_of(consultee.id)[-1].cause is RoundCause.LATE_DELIVERY
    with pytest.raises(NotReady, match="send_again_arrived"):
        actions.send_again(consultee, by=make.officer("stc"), now=clock.now)


def test_a_unit_without_a_box_is_told_of_too(make: Maker, cast: Cast, clock: Clock, post: CapturedPost) -> None:
    units.set_boxes(cast.stp, [], by=cast.actor("admin"), now=clock.now)
    make.kept(cast.stp)
    consultee = make.consultee(delivered=False)
    (box,) = queries.delivery_troubles([consultee])[consultee.id]
    assert trouble(box) == "Đơn vị chưa có hộp thư trên hệ thống."
    assert [row.unit_name for row in queries.not_delivered(lead_unit_id=cast.stc.id)] == ["Sở Tư pháp"]
    with pytest.raises(NotReady, match="send_again_no_box"):
        actions.send_again(consultee, by=make.officer("stc"), now=clock.now)


def test_what_is_still_tried_is_shown_as_such_and_only_troubles_a_desk_after_a_while(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee(delivered=False)
    assert queries.delivery_troubles([consultee]) == {}
    for tries in range(1, 6):
        post.answers = [Unreachable("connection: refused")] * 20
        post.deliver()
        clock.pass_(hours=9)
        db.session.expire_all()
        (box,) = queries.delivery_troubles([consultee])[consultee.id]
        assert trouble(box).endswith("máy chủ thư của hệ thống không kết nối được. Hệ thống đang gửi lại.")
        assert bool(queries.not_delivered(lead_unit_id=cast.stc.id)) is (tries > 3)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (NO_SUCH_BOX, "Hộp thư a@b.vn không nhận thư: không có hộp thư này, đã khóa hoặc đã đầy."),
        ("address: bad", "Địa chỉ hộp thư a@b.vn không đúng."),
        ("message: 554 spam", "Máy chủ thư của hộp thư a@b.vn không nhận công văn này."),
    ],
)
def test_each_trouble_is_said_in_plain_words(reason: str, said: str, make: Maker) -> None:
    assert trouble(BoxTrouble("a@b.vn", reason, house_clock.now(), given_up=True)) == said


@pytest.mark.parametrize(
    ("reached", "kind"),
    [
        ((), Silence.NOT_DELIVERED),
        (("delivered_at",), Silence.NOT_OPENED),
        (("delivered_at", "opened_at"), Silence.NOT_ACKNOWLEDGED),
        (("delivered_at", "opened_at", "acknowledged_at"), Silence.NOT_ANSWERED),
    ],
)
def test_the_four_silences_are_told_apart(reached: tuple[str, ...], kind: Silence, clock: Clock) -> None:
    facts = ConsulteeFacts(issued_at=clock.now, due_at=clock.now, **dict.fromkeys(reached, clock.now))
    assert silence(facts) is kind
    assert overdue(facts, clock.now + timedelta(days=1)) is bool(reached)
