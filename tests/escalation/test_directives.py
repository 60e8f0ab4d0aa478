"""Tasks to their completion: not done is said, overdue ones rise to the top (A7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.escalation import actions, jobs
from coordination.kernel.values import NotReady
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("A7")


def test_a_task_returned_as_not_done_is_open_again_and_reminded_of(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    given, chairman = make.directive(days=3), cast.actor("chairman")
    with pytest.raises(NotReady):
        actions.return_directive(given, reason="Chưa đủ.", by=chairman, now=clock.now)
    actions.directive_done(given, report="Đã gửi.", by=make.officer("stp"), now=clock.now)
    with pytest.raises(NotReady) as caught:
        actions.return_directive(given, reason=" ", by=chairman, now=clock.now)
    assert [finding.field for finding in caught.value.findings] == ["reason"]
    actions.return_directive(given, reason="Chưa nêu mức chi.", by=chairman, now=clock.now)
    make.kept(given)
    assert given.reported_at is None
    assert post.letter(to=cast.tam, kind="directive_returned")
    with pytest.raises(NotReady):
        actions.confirm_directive(given, by=chairman, now=clock.now)
    clock.at(given.due_at + timedelta(days=4))
    jobs.sweep()
    assert given.reminders == 1
    actions.directive_done(given, report="Đã bổ sung.", by=make.officer("stp"), now=clock.now)
    make.kept(given)
    assert len(post.letters(to=cast.chairman, kind="directive_reported")) == 2
    actions.confirm_directive(given, by=chairman, now=clock.now)
    with pytest.raises(NotReady):
        actions.return_directive(given, reason="Muộn.", by=chairman, now=clock.now)


def test_the_answer_that_was_found_wanting_does_not_report_the_task_done_again(make: Maker, clock: Clock) -> None:
    given = make.directive(days=3)
    clock.pass_(hours=1)
    make.reply(given.case.consultee)
    clock.at(given.due_at + timedelta(days=4))
    jobs.sweep()
    assert given.reported_at is not None
    actions.return_directive(given, reason="Chưa đủ.", by=make.cast.actor("chairman"), now=clock.now)
    make.kept(given)
    clock.pass_days(2)
    jobs.sweep()
    assert given.reported_at is None
    assert given.reminders >= 1


def test_the_authority_returns_it_on_its_page(make: Maker, cast: Cast, browser: Browser) -> None:
    given = make.directive()
    actions.directive_done(given, report="Xong.", by=make.officer("stp"), now=make.clock.now)
    make.kept(given)
    here = {"directive_id": given.id}
    browser.as_(cast.tam).post("escalation.return_directive", {"reason": "Thôi."}, status=403, **here)
    page = browser.as_(cast.chairman).get("escalation.directive", budget=30, **here)
    page = page.form("return").submit(status=422, budget=30)
    assert page.says("Nêu việc còn phải làm.")
    page = page.form("return").fill(reason="Chưa nêu mức chi.").submit(budget=30)
    assert page.says("Đã đề nghị đơn vị thực hiện tiếp.", "Chưa nêu mức chi.")
    assert browser.as_(cast.tam).get("escalation.directive", budget=30, **here).says("Chưa nêu mức chi.")


def test_an_overdue_task_stands_first_on_the_authoritys_desk(
    make: Maker, cast: Cast, clock: Clock, browser: Browser
) -> None:
    given = make.directive(days=3)
    make.report_up(make.report(make.consultee("sxd")))
    clock.at(given.due_at + timedelta(days=3))
    page = browser.as_(cast.chairman).get("overview.desk", budget=40)
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("[data-row]")]
    assert "chưa báo cáo kết quả nhiệm vụ đã hết hạn" in rows[0]
