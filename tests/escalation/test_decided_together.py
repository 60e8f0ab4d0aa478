"""The same decision for several units, of one report or of several; and two leaders at once (L8)."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.escalation import actions
from coordination.escalation.models import EscalatedCase, Escalation
from coordination.escalation.rules import DecisionKind
from coordination.kernel import store
from coordination.kernel.office import Office
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from tests.browser import Browser
from tests.cast import Cast
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L8")


def two_reports(make: Maker) -> list[Escalation]:
    """One report on two units, and one on a third."""
    both = make.consultation(consultees=["stp", "sxd"])
    first = make.report_up(make.report(make.of(both, "stp")))
    return [first, make.report_up(make.report(make.consultee("sdl")))]


def test_one_decision_for_several_units_of_several_reports(
    make: Maker, cast: Cast, browser: Browser, post: CapturedPost
) -> None:
    first, second = two_reports(make)
    chairman = browser.as_(cast.chairman)
    page = chairman.get("escalation.together", budget=35, query={"report": first.id})
    assert {int(box["value"]) for box in page.soup.select("[name=cases][checked]")} == {c.id for c in first.cases}
    page = page.form("Ghi ý kiến xử lý").fill(cases=[]).submit(status=422, budget=35)
    assert page.says("Chọn ít nhất một đơn vị.", "Chọn cách xử lý.")
    alike = [str(first.cases[0].id), str(second.cases[0].id)]
    page = page.form("Ghi ý kiến xử lý").fill(cases=alike, kind="go_on_without").submit(budget=60)
    assert page.says("Đã ghi ý kiến xử lý đối với 2 đơn vị.")
    assert [case.decision for case in (*first.cases, *second.cases)] == [
        DecisionKind.GO_ON_WITHOUT, None, DecisionKind.GO_ON_WITHOUT,
    ]  # fmt: skip
    assert first.closed_at is None, "the unit that was not ticked still waits"
    assert second.closed_at is not None
    assert post.letter(to=cast.tam, kind="decided")
    assert post.letter(to=cast.phong, kind="decided")


def test_what_does_not_fit_one_of_them_decides_none(make: Maker, cast: Cast, browser: Browser) -> None:
    first, second = two_reports(make)
    make.reply(second.cases[0].consultee)
    cases = [*first.cases, *second.cases]
    with pytest.raises(NotReady) as caught:
        actions.decide_many(
            cases, DecisionKind.GO_ON_WITHOUT, words="Cho trình.", by=cast.actor("chairman"), now=make.clock.now
        )
    (finding,) = caught.value.findings
    assert (finding.code, finding.evidence["units"]) == ("decision_not_for_all", "Sở Du lịch")
    data = {"cases": [str(case.id) for case in cases], "kind": "go_on_without", "words": "Cho trình."}
    page = browser.as_(cast.chairman).post("escalation.decide_together", data, status=422)
    assert page.says("Không áp dụng được cách xử lý này cho: Sở Du lịch.", "Cho trình.")
    assert all(case.decision is None for case in cases)


@pytest.mark.parametrize("kind", sorted(actions.ONE_BY_ONE))
def test_what_needs_its_own_words_is_decided_one_by_one(make: Maker, cast: Cast, kind: DecisionKind) -> None:
    case = make.report_up().cases[0]
    with pytest.raises(NotReady):
        actions.decide_many([case], kind, words="Thay.", by=cast.actor("chairman"), now=make.clock.now)


def test_a_case_that_is_not_ones_own_can_not_be_ticked(make: Maker, cast: Cast, browser: Browser) -> None:
    case = make.report_up().cases[0]
    data = {"cases": [str(case.id)], "kind": "release", "words": "Thôi."}
    browser.as_(cast.ward_chairman).post("escalation.decide_together", data, status=422)
    browser.as_(cast.monitor).post("escalation.decide_together", data, status=404)
    assert case.decision is None


@pytest.mark.committing
def test_two_leaders_at_once_are_one_decision_and_one_sentence(
    app: Office, make: Maker, cast: Cast, browser: Browser
) -> None:
    from tests.escalation.test_together import at_once

    case_id, by, now = make.report_up().cases[0].id, cast.actor("chairman"), make.clock.now

    def act(place: int) -> Any:
        case = db.session.get_one(EscalatedCase, case_id)
        actions.decide(case, DecisionKind.RELEASE, words=f"Ý kiến {place}.", by=by, now=now)
        store.commit()
        return place

    did = at_once(app, 3, act)
    assert sum(isinstance(each, int) for each in did) == 1, did
    data = {f"c{case_id}-kind": "release", f"c{case_id}-words": "Thôi."}
    page = browser.as_(cast.chairman).post("escalation.decide", data, status=422, case_id=case_id)
    assert page.says("Đã có ý kiến xử lý đối với đơn vị này.")
