"""What a reply is made of, and when it is complete."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.consultations.rules import Ending, Kind, PointKind
from coordination.replies.rules import (
    Answer,
    OpinionFacts,
    Position,
    PushBackKind,
    advice,
    check_open,
    check_paper_days,
    check_push_back,
    check_sending,
    check_settlement,
    explanation_complete,
    is_complete,
    is_late,
    restarts_clock,
)

WORDS = st.sampled_from(["", "  ", "Mức chi chưa phù hợp.", "Điều 8 Luật Ngân sách nhà nước"])
opinions = st.builds(
    OpinionFacts,
    st.integers(1, 5),
    st.none() | st.sampled_from(list(Position)),
    content=WORDS, basis=WORDS, wording=WORDS, chosen=WORDS,
)  # fmt: skip


@pytest.mark.req("C1")
@given(st.lists(opinions))
def test_a_reply_is_complete_when_every_point_has_an_answer(said: list[OpinionFacts]) -> None:
    answered = {one.point_id for one in said if one.answers}
    assert is_complete(range(1, 6), said) == (answered == set(range(1, 6)))


@given(opinions)
def test_a_comment_is_always_an_answer_and_never_the_reverse_of_words(said: OpinionFacts) -> None:
    if said.is_comment:
        assert said.answers
    if said.content.strip():
        assert said.is_comment


@pytest.mark.req("C1")
@pytest.mark.parametrize("position", [Position.AGREE, Position.NOTHING_TO_SAY])
def test_agreeing_or_having_nothing_to_say_is_no_comment_without_content(position: Position) -> None:
    assert not OpinionFacts(1, position).is_comment
    assert OpinionFacts(1, position, "Đề nghị làm rõ thêm.").is_comment


@pytest.mark.parametrize(
    "kind, said, codes",
    [
        (PointKind.YES_NO, OpinionFacts(1), ["reply_point_missing"]),
        (PointKind.YES_NO, OpinionFacts(1, Position.AGREE), []),
        (PointKind.YES_NO, OpinionFacts(1, content="Nhất trí."), ["reply_no_position"]),
        (PointKind.YES_NO, OpinionFacts(1, Position.NOTHING_TO_SAY), ["reply_nothing_why"]),
        (PointKind.YES_NO, OpinionFacts(1, Position.DISAGREE), ["reply_no_content", "reply_no_basis"]),
        (
            PointKind.YES_NO,
            OpinionFacts(1, Position.AGREE_WITH_CHANGES, "Sửa mức chi", "Điều 8"),
            ["reply_no_wording"],
        ),
        (PointKind.CHOICE, OpinionFacts(1, chosen="Phương án 2"), []),
        (PointKind.OPEN, OpinionFacts(1, content="Bổ sung đối tượng."), []),
        (PointKind.INFORMATION, OpinionFacts(1, wording="12 dự án"), ["reply_no_content"]),
        (PointKind.INFORMATION, OpinionFacts(1, Position.NOTHING_TO_SAY), []),
    ],
)
def test_the_writer_is_told_what_a_point_lacks(kind: PointKind, said: OpinionFacts, codes: list[str]) -> None:
    assert [finding.code for finding in advice({1: kind}, {1: said})] == codes


@given(st.dictionaries(st.integers(1, 5), opinions))
def test_advice_never_blocks(said: dict[int, OpinionFacts]) -> None:
    assert not any(finding.blocking for finding in advice(dict.fromkeys(range(1, 6), PointKind.YES_NO), said))


@given(st.lists(opinions), st.integers(0, 2), WORDS)
def test_only_a_reply_that_says_nothing_at_all_is_refused(said: list[OpinionFacts], others: int, remarks: str) -> None:
    says = any(one.answers for one in said) or others > 0 or bool(remarks.strip())
    assert bool(check_sending(said, others, remarks)) is not says


DUE = date(2026, 10, 20)


def _codes(kind: PushBackKind, **said: object) -> list[str]:
    usual: dict[str, object] = {
        "names_unit": False, "none_known": False, "proposed_due": None, "missing": "", "due_day": DUE,
        "after_due": False,
    }  # fmt: skip
    findings = check_push_back(kind, str(said.pop("reason", "Lý do")), **{**usual, **said})  # type: ignore[arg-type]
    return [finding.code for finding in findings]


@pytest.mark.req("C3")
@pytest.mark.parametrize(
    "kind, said, codes",
    [
        (PushBackKind.NOT_OUR_FUNCTION, {}, ["push_back_no_unit"]),
        (PushBackKind.NOT_OUR_FUNCTION, {"names_unit": True}, []),
        (PushBackKind.NOT_OUR_FUNCTION, {"none_known": True}, []),
        (PushBackKind.UNCLEAR_OR_INCOMPLETE, {}, ["push_back_nothing_missing"]),
        (PushBackKind.UNCLEAR_OR_INCOMPLETE, {"missing": "Thuyết minh"}, []),
        (PushBackKind.TIME, {}, ["push_back_no_later_date"]),
        (PushBackKind.TIME, {"proposed_due": DUE}, ["push_back_no_later_date"]),
        (PushBackKind.TIME, {"proposed_due": DUE + timedelta(days=1)}, []),
        (PushBackKind.TIME, {"proposed_due": DUE + timedelta(days=1), "after_due": True}, ["push_back_time_after_due"]),
        (PushBackKind.NOT_OUR_FUNCTION, {"none_known": True, "reason": " "}, ["push_back_no_reason"]),
    ],
)
def test_a_push_back_says_why_and_what_it_wants(kind: PushBackKind, said: dict[str, object], codes: list[str]) -> None:
    assert _codes(kind, **said) == codes


@pytest.mark.req("C3")
@given(st.sampled_from(list(PushBackKind)), st.sampled_from(list(Answer)), st.fractions(0, 1))
def test_only_a_granted_incomplete_of_the_first_third_restarts(
    kind: PushBackKind, answer: Answer, share: Fraction
) -> None:
    early = share.limit_denominator(10_000) <= Fraction(1, 3)
    wanted = kind is PushBackKind.UNCLEAR_OR_INCOMPLETE and answer is Answer.GRANTED and early
    assert restarts_clock(kind, answer, share) == wanted


def test_a_third_kept_as_a_float_is_still_the_first_third() -> None:
    assert restarts_clock(PushBackKind.UNCLEAR_OR_INCOMPLETE, Answer.GRANTED, float(Fraction(1, 3)))


@pytest.mark.req("X1")
@pytest.mark.parametrize(
    "kind, answer, document, codes",
    [
        (PushBackKind.TIME, Answer.REFUSED, "12/TB-VP", ["avoidance_needs_refusal"]),
        (PushBackKind.NOT_OUR_FUNCTION, Answer.GRANTED, "12/TB-VP", ["avoidance_needs_refusal"]),
        (PushBackKind.NOT_OUR_FUNCTION, Answer.REFUSED, " ", ["avoidance_needs_document"]),
        (PushBackKind.NOT_OUR_FUNCTION, Answer.REFUSED, "12/TB-VP", []),
    ],
)
def test_avoidance_is_found_only_in_writing_on_a_refused_function(
    kind: PushBackKind, answer: Answer, document: str, codes: list[str]
) -> None:
    found = check_settlement(kind, answer, reason="Đã nghe đơn vị.", document=document, avoidance=True)
    assert [finding.code for finding in found] == codes


@pytest.mark.req("A5")
@pytest.mark.parametrize("kind", list(Kind))
def test_a_late_explanation_has_the_parts_of_its_kind(kind: Kind) -> None:
    to_citizen = kind is Kind.PROCEDURE_DOSSIER
    said = {"reason": "Chờ số liệu", "next_date": DUE, "apology": "", "measures": ""}
    assert not explanation_complete(kind, **said)  # type: ignore[arg-type]
    assert explanation_complete(kind, **{**said, "apology": "Xin lỗi"}) is to_citizen  # type: ignore[arg-type]
    assert explanation_complete(kind, **{**said, "measures": "Phân công"}) is not to_citizen  # type: ignore[arg-type]
    assert not explanation_complete(kind, reason="Chờ", next_date=None, apology="Xin lỗi", measures="Phân công")


def test_the_last_second_of_the_due_time_is_in_time() -> None:
    due = datetime(2026, 10, 20, 10, tzinfo=UTC)
    assert not is_late(due, due, due + timedelta(days=3))
    assert is_late(due, due + timedelta(seconds=1), due)
    assert is_late(due, None, due + timedelta(seconds=1))
    assert not is_late(None, None, due)


@pytest.mark.parametrize("ending", [None, *Ending])
def test_a_late_reply_is_taken_until_the_matter_is_over(ending: Ending | None) -> None:
    over = ending in (Ending.ACCEPTED, Ending.RELEASED, Ending.WITHDRAWN, Ending.SUPERSEDED)
    codes = [f.code for f in check_open(issued=True, withdrawn=False, concluded=False, ending=ending)]
    assert codes == (["part_closed"] if over else [])


def test_the_days_on_a_letter_must_be_possible() -> None:
    day = date(2026, 10, 12)
    usual = {"letter_date": day, "arrived_on": day, "issued_on": day, "today": day}
    late, early = day + timedelta(days=1), day - timedelta(days=1)
    assert not check_paper_days(**usual)
    assert [f.code for f in check_paper_days(**{**usual, "arrived_on": late})] == ["arrival_in_future"]
    assert [f.code for f in check_paper_days(**{**usual, "arrived_on": early})] == ["arrival_before_issue"]
    assert [f.code for f in check_paper_days(**{**usual, "letter_date": late})] == ["letter_after_arrival"]
