"""Single points handed back, papers asked for once, and the named unit asked instead (C3, O17, exact rules 4, 5)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.consultations import queries as consultations
from coordination.consultations.models import Consultee, DossierPart
from coordination.consultations.rules import Ending
from coordination.kernel.files import StoredFile
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.replies import actions, queries
from coordination.replies.models import PushBack
from coordination.replies.rules import Answer, HandBack, Position, PushBackKind, awaited_points
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("C3")
NOT_OURS, UNCLEAR, TIME = PushBackKind.NOT_OUR_FUNCTION, PushBackKind.UNCLEAR_OR_INCOMPLETE, PushBackKind.TIME
ASKED = (1, 2, 3, 4)
HAND_BACKS = st.builds(
    HandBack,
    kind=st.sampled_from(PushBackKind),
    points=st.frozensets(st.sampled_from(ASKED)),
    outcome=st.sampled_from([None, *Answer]),
    waits=st.booleans(),
    in_time=st.booleans(),
    restarts=st.booleans(),
    completed=st.booleans(),
    withdrawn=st.booleans(),
)


@settings(deadline=None)
@given(made=st.lists(HAND_BACKS, max_size=5))
def test_only_what_is_handed_back_rests_and_each_for_its_reason(made: list[HandBack]) -> None:
    awaited = awaited_points(ASKED, made)
    assert list(awaited) == sorted(awaited)
    for point in ASKED:
        reasons = [one for one in made if point in one.points and not one.withdrawn]
        rests = any(
            (one.waits and one.in_time)
            or (one.outcome is Answer.GRANTED and not one.waits and one.kind is NOT_OURS)
            or (one.outcome is Answer.GRANTED and one.restarts and not one.completed)
            for one in reasons
        )
        assert (point not in awaited) is rests
    refused = [HandBack(one.kind, one.points, Answer.REFUSED) for one in made]
    assert awaited_points(ASKED, refused) == ASKED


def hand_back(make: Maker, consultee: Consultee, number: int = 2, **how: Any) -> PushBack:
    """The last `number`-th point handed back as not the unit's."""
    points = [consultations.points_for(consultee)[number - 1].id]
    said: dict[str, Any] = {"reason": "Thuộc đơn vị khác.", "none_known": True, **how}
    made = actions.push_back(
        consultee, NOT_OURS, points=points, by=make.head(consultee.unit), now=make.clock.now, **said
    )
    return make.kept(made)


def decide(make: Maker, made: PushBack, answer: Answer, **how: Any) -> None:
    actions.decide_push_back(made, answer, reason="Đã xem.", by=make.head("stc"), now=make.clock.now, **how)
    make.kept(made)


def test_the_clock_of_the_other_points_runs_and_their_answer_is_whole(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    due = consultee.due_at
    made = hand_back(make, consultee)
    assert (consultee.pushed_back_at, consultee.due_at) == (None, due)
    assert consultee.next_step_at is not None
    make.reply(consultee, Position.AGREE, None)
    db.session.expire_all()
    assert consultee.answered_at is not None
    assert made.withdrawn_at is None
    decide(make, made, Answer.GRANTED)
    assert (consultee.ending, consultee.due_at) == (None, due)


def test_refused_after_the_rest_was_answered_it_is_owed_again_with_the_days_of_the_decision(
    make: Maker, clock: Clock
) -> None:
    consultee = make.consultee()
    due = consultee.due_at
    made = hand_back(make, consultee)
    make.reply(consultee, Position.AGREE, None)
    clock.pass_days(1)
    decide(make, made, Answer.REFUSED)
    assert due is not None
    assert consultee.due_at is not None
    assert consultee.answered_at is None
    assert consultee.due_at > due
    assert consultee.agreed_due_at == consultee.due_at
    assert not any(reply.complete for reply in queries.sent_replies(consultee))
    make.reply(consultee, Position.AGREE)
    db.session.expire_all()
    assert consultee.answered_at is not None


def test_handed_back_one_by_one_until_none_is_left_the_unit_is_released(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    decide(make, hand_back(make, consultee, 1), Answer.GRANTED)
    assert consultee.ending is None
    decide(make, hand_back(make, consultee, 2), Answer.GRANTED)
    assert consultee.ending is Ending.RELEASED


def test_every_point_named_is_the_whole(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    points = [point.id for point in consultations.points_for(consultee)]
    made = actions.push_back(
        consultee, NOT_OURS, reason="Không thuộc.", none_known=True, points=points, by=make.head("stp"), now=clock.now
    )
    assert not made.point_ids
    assert consultee.pushed_back_at is not None
    with pytest.raises(NotReady, match="push_back_waits"):
        hand_back(make, consultee)


def test_disputed_the_points_rest_again(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    made = hand_back(make, consultee)
    make.reply(consultee, Position.AGREE, None)
    decide(make, made, Answer.REFUSED)
    assert consultee.answered_at is None
    actions.dispute(made, words="Đề nghị xem xét.", by=make.head("stp"), now=clock.now)
    assert consultee.answered_at is not None
    actions.settle_dispute(
        made, Answer.GRANTED, reason="Đúng là không thuộc.", document="", by=make.cast.actor("chairman"), now=clock.now
    )
    assert (consultee.ending, consultee.answered_at is None) == (None, False)


@pytest.mark.req("L2")
def test_granted_the_named_unit_is_offered_and_asked_exactly_these_points(
    make: Maker, cast: Cast, browser: Browser, clock: Clock, post: CapturedPost
) -> None:
    consultee = make.consultee()
    point = consultations.points_for(consultee)[1]
    here = {"consultee_id": consultee.id, "act": "not-our-function"}
    page = browser.as_(cast.tam).get("replies.push_back_form", budget=30, **here)
    form = page.form("Gửi phản hồi").fill(
        competent_unit=str(cast.sxd.id), points=[str(point.id)], reason="Thuộc Sở XD."
    )
    page = form.submit(budget=30)
    assert page.says("Đã gửi phản hồi", "Chỉ đối với các nội dung sau", point.question)
    made = db.session.query(PushBack).one()
    page = browser.as_(cast.dung).get("replies.push_back", push_back_id=made.id, budget=30)
    assert page.says("lấy ý kiến cơ quan có thẩm quyền đã nêu", "Sở Xây dựng trả lời trước", "Vì sao hạn là")
    page = page.form("Gửi trả lời").fill(answer="granted", reason="Đồng ý.", add_named=True).submit(budget=40)
    assert page.says("Đã trả lời phản hồi của đơn vị.")
    db.session.expire_all()
    added = make.of(consultee.consultation, "sxd")
    assert [each.id for each in consultations.points_for(added)] == [point.id]
    assert added.due_at is not None
    assert added.due_at > clock.now
    assert post.letters(cast.sxd, kind="issue")
    assert [each.id for each in queries.points_awaited(consultee)] == [
        each.id for each in consultations.points_for(consultee) if each.id != point.id
    ]


def test_a_unit_asked_already_is_not_offered(make: Maker, cast: Cast, browser: Browser) -> None:
    asked = make.consultation(consultees=["stp", "sxd"])
    made = hand_back(make, make.of(asked, "stp"), competent_unit=cast.sxd, none_known=False)
    page = browser.as_(cast.dung).get("replies.push_back", push_back_id=made.id, budget=30)
    assert page.says("Sở Xây dựng đã có trong danh sách được lấy ý kiến.")
    assert page.lacks("Khi chấp thuận: lấy ý kiến")


def ask_papers(make: Maker, consultee: Consultee, **how: Any) -> PushBack:
    return actions.push_back(
        consultee, UNCLEAR, reason="Thiếu.", missing="Bản so sánh.", by=make.head("stp"), now=make.clock.now, **how
    )


@pytest.mark.req("C3", "L4")
def test_papers_are_asked_for_once_and_again_only_for_what_a_new_paper_raises(make: Maker, clock: Clock) -> None:
    consultee = make.consultee()
    decide(make, make.kept(ask_papers(make, consultee)), Answer.REFUSED)
    with pytest.raises(NotReady, match="papers_asked_before"):
        ask_papers(make, consultee)
    db.session.rollback()
    now = clock.pass_(minutes=5)
    kept = StoredFile(sha256="0" * 64, name="Phụ lục.pdf", media_type="application/pdf", size=1, uploaded_at=now)
    part = DossierPart(consultation_id=consultee.consultation_id, name="Phụ lục", file=kept)
    db.session.add(part)
    make.kept(part)
    with pytest.raises(NotReady, match="papers_need_new_part"):
        ask_papers(make, consultee)
    db.session.rollback()
    assert ask_papers(make, consultee, new_part_id=part.id).new_part is part
