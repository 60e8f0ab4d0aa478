"""Two opinions that exclude each other: invited to settle, settled, or reported with both (L8; O7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination.escalation import actions, queries
from coordination.escalation.rules import DecisionKind, Ground
from coordination.kernel.values import NotReady
from coordination.limits import queries as limits
from coordination.limits.rules import working_days_from
from coordination.replies.rules import Position
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L8")


def differing(make: Maker) -> Any:
    made = make.consultation(consultees=["stp", "sxd"])
    one, two = make.of(made, "stp"), make.of(made, "sxd")
    make.reply(one, Position.AGREE)
    make.reply(two, Position.DISAGREE)
    by = make.officer("stc")
    return make.kept(
        actions.mark(made.points[0], (two, "Không thống nhất."), (one, "Thống nhất."), by=by, now=make.clock.now)
    )


def report(make: Maker, made: Any, meeting: str = "Biên bản số 05, ngày 20/10/2026.") -> Any:
    return actions.report_difference(made, meeting=meeting, by=make.officer("stc"), now=make.clock.now)


def test_both_are_invited_and_after_two_working_days_both_are_reported(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    made = differing(make)
    assert post.letter(to=cast.tam, kind="settle_difference")
    assert post.letter(to=cast.son, kind="settle_difference")
    clock.at(working_days_from(made.invited_at, 2, limits.calendar()))
    with pytest.raises(NotReady) as caught:
        report(make, made)
    assert [finding.code for finding in caught.value.findings] == ["proof_not_invited_to_settle"]
    clock.pass_(minutes=1)
    with pytest.raises(NotReady) as caught:
        report(make, made, " ")
    assert [finding.field for finding in caught.value.findings] == ["meeting"]
    draft = report(make, made).escalation
    assert [(case.consultee.unit.code, case.ground) for case in draft.cases] == [
        ("STP", Ground.CONTRADICTION), ("SXD", Ground.CONTRADICTION),
    ]  # fmt: skip
    assert all("reply.sent" in [said["verb"] for said in case.proof] for case in draft.cases)
    assert DecisionKind.SETTLE_DIFFERENCE in actions.decisions_for(draft.cases[0], clock.now)
    assert DecisionKind.GO_ON_WITHOUT not in actions.decisions_for(draft.cases[0], clock.now)


def test_what_they_settle_before_the_report_leaves_is_not_reported(make: Maker, clock: Clock) -> None:
    made = differing(make)
    clock.at(working_days_from(made.invited_at, 2, limits.calendar()) + timedelta(minutes=1))
    draft = make.kept(report(make, made)).escalation
    actions.settle_difference(made, words="Thống nhất mức chi 70%.", by=make.officer("stc"), now=clock.now)
    make.report_up(draft)
    assert draft.sent_up_at is None
    assert draft.closed_at == clock.now
    with pytest.raises(NotReady):
        report(make, made)
    assert queries.unsettled_of(made.first) is None


def test_one_opinion_does_not_contradict_itself_and_is_marked_once(make: Maker) -> None:
    made = differing(make)
    point, by = made.consultation.points[0], make.officer("stc")
    with pytest.raises(NotReady):
        actions.mark(point, (made.first, "a"), (made.first, "b"), by=by, now=make.clock.now)
    with pytest.raises(NotReady):
        actions.mark(point, (made.first, "a"), (made.second, "b"), by=by, now=make.clock.now)


def test_the_lead_marks_settles_and_reports_on_one_page(
    make: Maker, cast: Cast, clock: Clock, browser: Browser
) -> None:
    made = make.consultation(consultees=["stp", "sxd"])
    one = make.reply(make.of(made, "stp"), Position.AGREE)
    two = make.reply(make.of(made, "sxd"), Position.DISAGREE)
    lan, here = browser.as_(cast.lan), {"consultation_id": made.id}
    browser.as_(cast.mai).get("escalation.contradictions", status=403, **here)
    browser.as_(cast.hoa).get("escalation.contradictions", status=404, **here)
    page = lan.get("escalation.contradictions", budget=35, **here)
    page = page.form("mark").submit(status=422, budget=35)
    assert page.says("Chọn một ý kiến.")
    same = {"first": str(one.opinions[0].id), "second": str(one.opinions[0].id)}
    page = page.form("mark").fill(same).submit(status=422, budget=35)
    assert page.says("Chọn hai ý kiến của hai đơn vị khác nhau về cùng một nội dung.")
    page = page.form("mark").fill(second=str(two.opinions[0].id)).submit(budget=40)
    assert page.says("Đã mời hai đơn vị trao đổi, thống nhất.", "Chờ hai đơn vị thống nhất")
    (marked,) = queries.contradictions_of(made.id)
    clock.pass_days(5)
    page = lan.get("escalation.contradictions", budget=35, **here)
    page = page.form(f"report-{marked.id}").fill(meeting="Không họp vì gấp.").submit(budget=60)
    assert page.says("Đã đưa hai đơn vị vào dự thảo báo cáo.", "Ý kiến các đơn vị trái ngược nhau", "Không họp vì gấp.")
    page = lan.get("escalation.contradictions", budget=35, **here)
    page = page.form(f"settled-{marked.id}").fill(words="Chi 70%.").submit(budget=40)
    assert page.says("Các đơn vị đã thống nhất", "Chi 70%.")
