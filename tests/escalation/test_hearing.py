"""The words for faults (O14): none in what the product writes by itself; in a decision only after a hearing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from coordination.escalation import actions, jobs, queries
from coordination.escalation.rules import DecisionKind, Ground, names_paper
from coordination.escalation.words import FINDINGS, GROUNDS, RUNGS
from coordination.kernel.journal import VERBS
from coordination.kernel.values import NotReady
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, PushBackKind
from tests.browser import Browser
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L8", "X1")
INSULTS = ("né tránh", "đùn đẩy", "phê bình")
HOUSE = Path(__file__).parents[2]
# Where the authority itself decides, or is told what it needs before it may; and the score that rests on its decision.
ITS_OWN_WORDS = {
    "Phê bình bằng văn bản", "Ghi số, ngày của văn bản phê bình.", "Bắt buộc khi phê bình bằng văn bản.",
    "Kết luận đơn vị né tránh, đùn đẩy", "cấp có thẩm quyền kết luận né tránh, đùn đẩy",
    "Để trống thì ghi theo cách xử lý đã chọn; bắt buộc khi phê bình, thay đơn vị, trả lại cơ quan trình.",
    "Chỉ kết luận né tránh sau khi đã nghe đơn vị, bằng văn bản có số và ngày.",
}  # fmt: skip


def insulting(text: Any) -> bool:
    return any(word in str(text).lower() for word in INSULTS)


def test_no_letter_holds_a_word_of_blame() -> None:
    letters = list((HOUSE / "templates" / "letters").rglob("*.*"))
    assert len(letters) > 100
    assert [each.name for each in letters if insulting(each.read_text(encoding="utf-8"))] == []


def test_no_sentence_of_the_catalogues_does_but_where_the_authority_decides() -> None:
    found = set()
    for path in (HOUSE / "coordination").glob("*/translations/en/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            ids = [message.id for message in read_po(file) if message.id]
        found |= {text for each in ids for text in ([each] if isinstance(each, str) else each) if insulting(text)}
    assert found <= ITS_OWN_WORDS


def test_neither_the_journal_nor_the_grounds_do() -> None:
    said = [verb.said for verb in VERBS.values()] + [*GROUNDS.values(), *RUNGS.values()]
    assert not any(insulting(each) for each in said)
    assert not any(insulting(text) for code, text in FINDINGS.items() if code.startswith("proof_"))
    assert str(GROUNDS[Ground.DISPUTE]) == "Chưa thống nhất về trách nhiệm phối hợp"


@pytest.mark.parametrize(
    "text, named",
    [
        ("05/TB-VP ngày 26/10/2026", True), ("Số 05/TB-VP, 26-10-2026", True), ("05/TB-VP", False),
        ("ngày 26/10/2026", False), ("", False), ("phê bình", False),
    ],
)  # fmt: skip
def test_a_written_decision_is_named_by_number_and_date(text: str, named: bool) -> None:
    assert names_paper(text) is named


@given(st.text(max_size=60))
def test_whatever_is_typed_as_a_number_is_read(text: str) -> None:
    assert names_paper(text) in (True, False)
    assert not names_paper("".join(letter for letter in text if not letter.isdecimal()))


def disputed(make: Maker, clock: Clock) -> Any:
    """A refused hand-back in dispute, with the authority."""
    made = make.push_back(kind=PushBackKind.NOT_OUR_FUNCTION)
    replies.decide_push_back(made, Answer.REFUSED, reason="Thuộc chức năng.", by=make.head("stc"), now=clock.now)
    replies.dispute(made, words="Đề nghị xem xét.", by=make.head("stp"), now=clock.now)
    make.kept(made)
    jobs.sweep()
    return make.report_up(queries.open_escalation(made.consultee.consultation_id)).cases[0]


def settle(make: Maker, case: Any, number: str = "05/TB-VP ngày 26/10/2026") -> None:
    actions.settle_push_back(
        case, Answer.REFUSED, words="Thuộc chức năng của Sở.", number=number, by=make.cast.actor("chairman"),
        now=make.clock.now, avoidance=True,
    )  # fmt: skip


def test_avoidance_is_found_only_after_the_unit_was_heard_in_writing(
    make: Maker, cast: Cast, clock: Clock, post: CapturedPost
) -> None:
    case = disputed(make, clock)
    with pytest.raises(NotReady) as caught:
        settle(make, case)
    assert [finding.code for finding in caught.value.findings] == ["avoidance_not_heard"]
    until = clock.now + timedelta(days=2)
    asked = actions.hear(case, question="Đề nghị nêu căn cứ.", until=until, by=cast.actor("chairman"), now=clock.now)
    make.kept(asked)
    assert post.letter(to=cast.tam, kind="hearing_asked")
    with pytest.raises(NotReady):
        settle(make, case)
    actions.state_view(asked, words="Sở tiếp thu.", by=make.head("stp"), now=clock.now)
    make.kept(asked)
    assert post.letter(to=cast.chairman, kind="hearing_said")
    with pytest.raises(NotReady) as caught:
        settle(make, case, "05/TB-VP")
    assert [finding.field for finding in caught.value.findings] == ["number"]
    settle(make, case)
    assert case.decision is DecisionKind.RETURN_TO_LEAD
    with pytest.raises(NotReady):
        actions.hear(case, question="Lần nữa.", until=until, by=cast.actor("chairman"), now=clock.now)


def test_who_lets_the_time_pass_has_been_heard(make: Maker, cast: Cast, clock: Clock) -> None:
    case = make.report_up().cases[0]
    assert DecisionKind.NOTE_CRITICISM not in actions.decisions_for(case, clock.now)
    until = clock.now + timedelta(days=2)
    actions.hear(case, question="Đề nghị nêu ý kiến.", until=until, by=cast.actor("chairman"), now=clock.now)
    assert DecisionKind.NOTE_CRITICISM not in actions.decisions_for(case, until)
    assert DecisionKind.NOTE_CRITICISM in actions.decisions_for(case, until + timedelta(seconds=1))


def test_the_unit_states_its_view_on_its_own_page(make: Maker, cast: Cast, browser: Browser) -> None:
    case = make.report_up().cases[0]
    here = {"escalation_id": case.escalation_id, "budget": 35}
    form = browser.as_(cast.chairman).get("escalation.report", **here).form(f"hear-{case.id}")
    page = form.submit(status=422, budget=35)
    assert page.says("Ghi nội dung đề nghị đơn vị nêu ý kiến.")
    page = page.form(f"hear-{case.id}").fill({f"h{case.id}-question": "Vì sao chưa trả lời?"}).submit(budget=35)
    assert page.says("Đã mời đơn vị nêu ý kiến.", "Chưa nêu ý kiến.")
    asked = {"hearing_id": case.hearing.id}
    browser.as_(cast.hoa).get("escalation.hearing", status=404, **asked)
    browser.as_(cast.dung).get("escalation.hearing", status=404, **asked)
    browser.as_(cast.mai).post("escalation.state_view", {"words": "Tôi."}, status=403, **asked)
    tam = browser.as_(cast.tam)
    page = tam.get("overview.desk", budget=40).link("Nêu ý kiến").follow(budget=30)
    page = page.form("Gửi ý kiến của đơn vị").fill(words="Văn bản đến chậm.").submit(budget=30)
    assert page.says("Đã gửi ý kiến của đơn vị.", "Văn bản đến chậm.")
    page = browser.as_(cast.chairman).get("escalation.report", **here)
    assert page.says("Văn bản đến chậm.", "Phê bình bằng văn bản")
    again = tam.post("escalation.state_view", {"words": "Thêm."}, status=422, **asked)
    assert again.says("Đơn vị đã nêu ý kiến.")
