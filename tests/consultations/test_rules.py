"""Phases, moves and rounds of a consultation and its consultees: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.consultations.rules import (
    ENDINGS,
    OPEN_PHASES,
    STEPS,
    TRANSITIONS,
    Composed,
    ConsulteeData,
    ConsulteeFacts,
    ConsulteePhase,
    Ending,
    PartData,
    Phase,
    PhaseFacts,
    PointData,
    ReasonData,
    RoundCause,
    Silence,
    Step,
    Wanted,
    agreed_after,
    cannot,
    consultee_phase,
    is_generic_question,
    may_do,
    may_move,
    move,
    moves_later,
    names_a_basis,
    overdue,
    owes,
    phase,
    secrecy_stamp,
    silence,
    standing,
    too_long,
)

T = datetime(2026, 10, 5, 2, tzinfo=UTC)
DUE = T + timedelta(days=10)
moments = st.none() | st.just(T)
facts_of_phase = st.builds(
    PhaseFacts,
    signing=st.sampled_from(["", "on_its_way", "returned", "signed"]),
    issued_at=moments,
    withdrawn_at=moments,
    submitted_at=moments,
    concluded_at=moments,
    consultees=st.integers(0, 3),
    closed=st.integers(0, 3),
)
consultee_facts = st.builds(
    ConsulteeFacts,
    issued_at=moments,
    due_at=st.none() | st.integers(-40, 40).map(lambda days: T + timedelta(days=days)),
    delivered_at=moments,
    opened_at=moments,
    acknowledged_at=moments,
    pushed_back_at=moments,
    answered_at=moments,
    returned_at=moments,
    closed_at=moments,
    ending=st.none() | st.sampled_from(Ending),
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PhaseFacts(), Phase.DRAFT),
        (PhaseFacts(signing="returned"), Phase.DRAFT),
        (PhaseFacts(signing="on_its_way"), Phase.AWAITING_APPROVAL),
        (PhaseFacts(signing="signed"), Phase.SIGNED),
        (PhaseFacts(issued_at=T, consultees=2, closed=1), Phase.ISSUED),
        (PhaseFacts(issued_at=T, consultees=2, closed=2), Phase.COLLECTED),
        (PhaseFacts(issued_at=T, submitted_at=T), Phase.SUBMITTED),
        (PhaseFacts(issued_at=T, submitted_at=T, concluded_at=T), Phase.CONCLUDED),
        (PhaseFacts(issued_at=T, withdrawn_at=T), Phase.WITHDRAWN),
    ],
)
def test_a_consultation_goes_from_draft_to_conclusion(facts: PhaseFacts, expected: Phase) -> None:
    assert phase(facts) is expected


@given(facts_of_phase)
def test_every_state_has_one_phase_and_an_unissued_one_is_never_past_its_signature(facts: PhaseFacts) -> None:
    found = phase(facts)
    if not (facts.issued_at or facts.withdrawn_at or facts.submitted_at or facts.concluded_at):
        assert found in {Phase.DRAFT, Phase.AWAITING_APPROVAL, Phase.SIGNED}
    assert found in STEPS


def test_nothing_can_be_composed_after_signing_and_nothing_issued_before() -> None:
    assert [p for p in Phase if may_do(p, Step.COMPOSE)] == [Phase.DRAFT]
    assert [p for p in Phase if may_do(p, Step.ISSUE)] == [Phase.SIGNED]
    assert [p for p in Phase if may_do(p, Step.WITHDRAW)] == [Phase.ISSUED, Phase.COLLECTED]
    (found,) = cannot(Phase.CONCLUDED, Step.AMEND)
    assert (found.code, found.blocking, dict(found.evidence)) == (
        "wrong_phase", True, {"phase": "concluded", "step": "amend"}
    )  # fmt: skip
    assert cannot(Phase.ISSUED, Step.AMEND) == []


REACHED = (
    ("issued_at", ConsulteePhase.SENT),
    ("delivered_at", ConsulteePhase.DELIVERED),
    ("opened_at", ConsulteePhase.OPENED),
    ("acknowledged_at", ConsulteePhase.ACKNOWLEDGED),
    ("answered_at", ConsulteePhase.ANSWERED),
    ("returned_at", ConsulteePhase.RETURNED),
    ("pushed_back_at", ConsulteePhase.PUSHED_BACK),
)


def test_a_consultee_advances_with_each_moment() -> None:
    facts = ConsulteeFacts()
    assert consultee_phase(facts) is ConsulteePhase.NOT_SENT
    for name, expected in REACHED:
        facts = replace(facts, **{name: T})
        assert consultee_phase(facts) is expected
    for ending in Ending:
        assert consultee_phase(replace(facts, ending=ending)) is ConsulteePhase(ending.value)


@given(consultee_facts)
def test_the_table_knows_every_phase_and_an_ending_is_left_only_by_a_late_reply(facts: ConsulteeFacts) -> None:
    found = consultee_phase(facts)
    assert found in TRANSITIONS
    for to in ConsulteePhase:
        allowed = may_move(found, to)
        assert (move(found, to) == []) is allowed
        if found in ENDINGS and allowed:
            assert to is ConsulteePhase.ANSWERED
            assert found in {
                ConsulteePhase.DEEMED,
                ConsulteePhase.GONE_ON_WITHOUT,
                ConsulteePhase.UNANSWERED,
                ConsulteePhase.NO_OPINION,
            }


def test_acceptance_needs_a_reply_and_every_open_part_can_be_withdrawn() -> None:
    into_acceptance = {p for p in ConsulteePhase if may_move(p, ConsulteePhase.ACCEPTED)}
    assert into_acceptance == {ConsulteePhase.ANSWERED, ConsulteePhase.RETURNED}
    assert {p for p in ConsulteePhase if may_move(p, ConsulteePhase.WITHDRAWN)} == OPEN_PHASES
    (found,) = move(ConsulteePhase.NOT_SENT, ConsulteePhase.ACCEPTED)
    assert (found.code, found.evidence["to"]) == ("impossible_move", "accepted")


@pytest.mark.req("C1")
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, Silence.NOT_DELIVERED),
        ({"delivered_at": T}, Silence.NOT_OPENED),
        ({"delivered_at": T, "opened_at": T}, Silence.NOT_ACKNOWLEDGED),
        ({"delivered_at": T, "opened_at": T, "acknowledged_at": T}, Silence.NOT_ANSWERED),
        ({"answered_at": T, "returned_at": T}, Silence.NOT_ANSWERED),
        ({"answered_at": T}, None),
        ({"pushed_back_at": T}, None),
        ({"ending": Ending.RELEASED}, None),
    ],
)
def test_the_four_silences_are_told_apart(known: dict[str, object], expected: Silence | None) -> None:
    assert silence(ConsulteeFacts(issued_at=T, due_at=DUE, **known)) is expected  # type: ignore[arg-type]


@given(consultee_facts, st.integers(-40, 40))
def test_overdue_is_owed_and_past_and_never_while_handed_back(facts: ConsulteeFacts, days: int) -> None:
    now = T + timedelta(days=days)
    found = standing(facts, now)
    assert found.overdue == overdue(facts, now)
    if found.overdue:
        assert found.owes
        assert facts.pushed_back_at is None
        assert facts.due_at is not None
        assert facts.due_at < now
        assert found.silence is not None
    if facts.ending or not facts.issued_at:
        assert not owes(facts)


def test_the_due_second_itself_is_in_time() -> None:
    facts = ConsulteeFacts(issued_at=T, due_at=DUE, delivered_at=T)
    assert not overdue(facts, DUE)
    assert overdue(facts, DUE + timedelta(seconds=1))
    assert not overdue(ConsulteeFacts(issued_at=T, delivered_at=T), DUE)
    late = DUE + timedelta(days=9)
    assert not overdue(ConsulteeFacts(issued_at=T, due_at=DUE), late), "it never arrived (exact rule 8)"


def test_facts_are_read_from_anything_with_these_columns() -> None:
    facts = ConsulteeFacts(issued_at=T, ending=Ending.DEEMED)
    assert ConsulteeFacts.of(facts) == facts


@pytest.mark.req("F4")
def test_a_due_time_moves_only_later_but_returns_and_directives_set_their_own() -> None:
    for cause in (RoundCause.EXTENSION, RoundCause.PUSH_BACK, RoundCause.CALENDAR, RoundCause.RESTART):
        assert moves_later(cause, DUE, DUE + timedelta(days=1))
        assert not moves_later(cause, DUE, DUE - timedelta(days=1))
    for cause in (RoundCause.RETURN, RoundCause.DIRECTIVE, RoundCause.ISSUE):
        assert moves_later(cause, DUE, DUE - timedelta(days=1))
    assert moves_later(RoundCause.EXTENSION, None, DUE)


@pytest.mark.req("C2")
def test_an_extension_after_the_due_time_does_not_cure_the_lateness() -> None:
    later = DUE + timedelta(days=5)
    before, after = DUE - timedelta(days=1), DUE + timedelta(days=1)
    assert agreed_after(RoundCause.EXTENSION, DUE, DUE, later, before) == later
    assert agreed_after(RoundCause.EXTENSION, DUE, DUE, later, after) == DUE
    assert agreed_after(RoundCause.CALENDAR, DUE, DUE, later, before) == later
    # Once it has passed, a second extension made within the first doesn't count either.
    assert agreed_after(RoundCause.EXTENSION, DUE, later, later + timedelta(days=5), after) == DUE
    for cause in (RoundCause.RESTART, RoundCause.PUSH_BACK, RoundCause.LATE_DELIVERY):
        assert agreed_after(cause, DUE, DUE, later, after) == later
    for cause in (RoundCause.RETURN, RoundCause.DIRECTIVE):
        assert agreed_after(cause, DUE, DUE, later, before) == DUE
    assert agreed_after(RoundCause.RETURN, None, None, later, before) == later


@pytest.mark.req("A10")
@pytest.mark.parametrize("text", ["MẬT", "Văn bản này TỐI MẬT", "TUYỆT  MẬT\nSố 12", "Độ mật: MẬT."])
def test_a_secrecy_stamp_is_seen(text: str) -> None:
    assert secrecy_stamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bảo mật thông tin",
        "QUY CHẾ BẢO MẬT THÔNG TIN",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "MẬT ĐỘ XÂY DỰNG",
        "MẬT KHẨU",
    ],
)
def test_everyday_words_in_capitals_are_no_stamp(text: str) -> None:
    assert secrecy_stamp(text) == ""


@pytest.mark.req("F5")
@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị cho ý kiến.",
        "Kính đề nghị quý đơn vị nghiên cứu, có ý kiến đối với dự thảo",
        "Xin ý kiến góp ý về nội dung trên",
        "Đề nghị đơn vị góp ý dự thảo văn bản kèm theo",
        "Ý kiến?",
        "Please give your comments on the draft",
    ],
)
def test_a_question_that_asks_for_comments_only_is_generic(text: str) -> None:
    assert is_generic_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mức chi 70% quy định tại khoản 1 Điều 4 có phù hợp khả năng cân đối ngân sách không?",
        "Đề nghị cho ý kiến về thẩm quyền quyết định quy định tại Điều 6 dự thảo.",
    ],
)
def test_a_question_about_something_is_not(text: str) -> None:
    assert not is_generic_question(text)


def test_a_position_may_carry_its_basis() -> None:
    assert names_a_basis("Như dự thảo, cơ sở tại Tờ trình, mục II")
    assert not names_a_basis("Như dự thảo")


def test_every_text_of_a_draft_has_the_name_of_its_field() -> None:
    data = Composed(
        version=1,
        subject="s",
        background="b",
        points=(PointData(question="q", options=("a", "b")),),
        consultees=(ConsulteeData(1, why="w"),),
        dossier=(PartData(name="n", missing_because="m"),),
        reasons=(ReasonData("c", "a", "r"),),
    )
    said = dict(data.texts())
    assert {k: v for k, v in said.items() if v} == {
        "subject": "s",
        "background": "b",
        "points-0-question": "q",
        "points-0-options": "a · b",
        "consultees-0-why": "w",
        "dossier-0-name": "n",
        "dossier-0-missing_because": "m",
        "reasons-0-reason": "r",
    }
    amended = dict(Wanted("w", "s", "b", data.points, data.dossier).texts())
    assert amended["parts-0-name"] == "n"
    assert amended["points-0-question"] == "q"


def test_what_no_column_holds_is_said_and_never_cut() -> None:
    long = "a" * 1001
    (found,) = too_long([("subject", long), ("background", long), ("points-3-question", long)])
    assert (found.field, found.evidence["limit"]) == ("subject", 1000)
    (found,) = too_long([("points-3-clause", "a" * 301)])
    assert found.evidence["limit"] == 300
