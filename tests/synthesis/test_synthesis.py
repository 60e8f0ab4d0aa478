"""Comments disposed of, the file submitted, returned, concluded (L5, L6, F1, F2; exact rules 18, 21; O20)."""

from __future__ import annotations

from typing import Any

import pytest

from coordination.consultations.models import Consultation
from coordination.consultations.rules import Ending
from coordination.escalation import actions as escalation
from coordination.escalation.rules import DecisionKind
from coordination.kernel.journal import JournalEntry
from coordination.kernel.store import commit, db
from coordination.kernel.values import NotReady, Stale
from coordination.replies import actions as replies
from coordination.replies.rules import Position
from coordination.synthesis import actions, queries
from coordination.synthesis.models import Submission
from coordination.synthesis.rules import DispositionKind
from tests.cast import Cast
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L5")
PARTS = {
    "position": "Trình phương án 1.",
    "basis": "Luật Ngân sách.",
    "differences": "Mức chi.",
    "no_differences": False,
}


@pytest.fixture
def collected(make: Maker) -> Consultation:
    """Two points, two units: one disagrees on both, one agrees; both answers noted."""
    made = make.consultation()
    make.reply(make.of(made, "stp"), Position.DISAGREE)
    make.reply(make.of(made, "sxd"), Position.AGREE)
    make.accepted(make.of(made, "stp"))
    make.accepted(make.of(made, "sxd"))
    return made


def dispose(make: Maker, consultation: Consultation, kind: DispositionKind = DispositionKind.ACCEPTED) -> int:
    whole = queries.matrix(consultation)
    said = actions.dispose(
        consultation, whole.comments, kind, "Đã tiếp thu.", by=make.officer("stc"), now=make.clock.now
    )
    return make.kept(said)


def save(make: Maker, consultation: Consultation, version: int = 0, **parts: Any) -> Submission:
    return make.kept(
        actions.save_submission(
            consultation, **{**PARTS, **parts}, version=version, by=make.officer("stc"), now=make.clock.now
        )
    )


def submitted(make: Maker, consultation: Consultation) -> Submission:
    dispose(make, consultation)
    save(make, consultation)
    return make.kept(actions.submit(consultation, by=make.head("stc"), now=make.clock.now))


def codes(caught: pytest.ExceptionInfo[NotReady]) -> set[str]:
    return {finding.code for finding in caught.value.findings}


def test_who_agrees_without_a_word_makes_no_comment(collected: Consultation) -> None:
    whole = queries.matrix(collected)
    assert [(one.consultee.unit.code, one.clause) for one in whole.comments] == [
        ("STP", "Điều 4 dự thảo"), ("STP", "Điều 5 dự thảo"),
    ]  # fmt: skip
    assert len(whole.cells) == 4


def test_alike_comments_are_disposed_of_in_one_act_and_journalled(make: Maker, collected: Consultation) -> None:
    assert dispose(make, collected) == 2
    assert all(one.disposition for one in queries.matrix(collected).comments)
    entry = db.session.query(JournalEntry).filter_by(verb="comment.disposed").one()
    assert (entry.facts["number"], entry.facts["kind"], entry.words) == (2, "accepted", "Đã tiếp thu.")


def test_a_colleagues_disposition_is_not_overwritten_unseen(make: Maker, collected: Consultation) -> None:
    seen = {one.key: 0 for one in queries.matrix(collected).comments}
    dispose(make, collected)
    with pytest.raises(Stale):
        actions.dispose(
            collected, queries.matrix(collected).comments, DispositionKind.NOTED, "Ghi nhận.", versions=seen,
            by=make.officer("stc"), now=make.clock.now,
        )  # fmt: skip


def test_nothing_chosen_nothing_explained_nothing_disposed(make: Maker, collected: Consultation) -> None:
    for comments, kind, why, code in (
        ([], DispositionKind.NOTED, "Ghi nhận.", "no_comment_chosen"),
        (queries.matrix(collected).comments, None, "Ghi nhận.", "disposition_kind_missing"),
        (queries.matrix(collected).comments, DispositionKind.NOTED, " ", "disposition_unexplained"),
    ):
        with pytest.raises(NotReady) as caught:
            actions.dispose(collected, comments, kind, why, by=make.officer("stc"), now=make.clock.now)
        assert codes(caught) == {code}


def test_comments_beyond_the_points_need_a_disposition_too(make: Maker) -> None:
    made = make.consultation(consultees=["stp"])
    other = replies.CommentDraft(clause="Điều 12", content="Đề nghị rà soát thuật ngữ.")
    make.reply(make.of(made, "stp"), Position.AGREE, others=(other,))
    (comment,) = queries.matrix(made).comments
    assert (comment.clause, comment.point) == ("Điều 12", None)
    assert dispose(make, made) == 1


@pytest.mark.req("F2")
def test_it_is_submitted_only_when_nothing_is_open(make: Maker) -> None:
    made = make.consultation()
    make.reply(make.of(made, "stp"), Position.DISAGREE)
    with pytest.raises(NotReady) as caught:
        actions.submit(made, by=make.head("stc"), now=make.clock.now)
    assert codes(caught) == {
        "answer_waits", "unit_waits", "comments_undisposed", "position_missing", "basis_missing", "differences_missing",
    }  # fmt: skip


@pytest.mark.req("L6", "F1")
def test_submitting_freezes_numbers_and_tells(
    make: Maker, collected: Consultation, cast: Cast, post: CapturedPost
) -> None:
    draft = submitted(make, collected)
    assert (draft.number, collected.submitted_at, draft.submitted_by) == ("01/TTr-STC", make.clock.now, cast.dung.id)
    assert [one["kind"] for one in (draft.frozen or {})["comments"]] == ["accepted", "accepted"]
    assert post.letter(to=cast.chairman, kind="submission_waits")
    assert post.letter(to=cast.mai, kind="comments_answered")
    assert not post.letters(to=cast.binh, kind="comments_answered")
    for act in (
        lambda: actions.submit(collected, by=make.head("stc"), now=make.clock.now),
        lambda: dispose(make, collected),
        lambda: save(make, collected, draft.version),
    ):
        with pytest.raises(NotReady) as caught:
            act()
        assert codes(caught) == {"already_submitted"}


@pytest.mark.req("L6")
def test_a_draft_that_a_colleague_saved_is_stale(make: Maker, collected: Consultation) -> None:
    first = save(make, collected)
    save(make, collected, first.version, basis="Khác.")
    with pytest.raises(Stale):
        save(make, collected, 1)


def test_returned_on_a_ground_it_is_mended_and_submitted_again(
    make: Maker, collected: Consultation, cast: Cast, post: CapturedPost
) -> None:
    draft = submitted(make, collected)
    chairman = cast.actor("chairman")
    for ground, reason in (("silly", "Vì thế."), ("lacks_basis", " ")):
        with pytest.raises(NotReady):
            actions.return_submission(draft, ground=ground, reason=reason, by=chairman, now=make.clock.now)
    actions.return_submission(draft, ground="lacks_basis", reason="Bổ sung căn cứ.", by=chairman, now=make.clock.now)
    make.kept(draft)
    assert (collected.submitted_at, draft.returned_times) == (None, 1)
    assert post.letter(to=cast.dung, kind="submission_returned")
    make.clock.pass_days(1)
    actions.submit(collected, by=make.head("stc"), now=make.clock.now)
    make.kept(draft)
    assert draft.number == "02/TTr-STC"
    assert draft.first_submitted_at != draft.submitted_at
    actions.conclude(draft, words="Đồng ý.", by=chairman, now=make.clock.now)
    make.kept(draft)
    assert collected.concluded_at == make.clock.now
    assert post.letter(to=cast.lan, kind="submission_concluded")
    with pytest.raises(NotReady):
        actions.conclude(draft, words="", by=chairman, now=make.clock.now)


@pytest.mark.req("F2")
def test_a_silent_unit_blocks_until_the_authority_decides_and_a_directive_is_no_end(make: Maker, cast: Cast) -> None:
    made = make.consultation(consultees=["stp"])
    report = make.report(make.of(made, "stp"))

    def open_now() -> list[str]:
        return [one.code for one in queries.readiness_facts(made, queries.matrix(made), None).waiting]

    assert open_now() == ["unit_waits"]
    make.report_up(report)
    assert open_now() == ["report_waits"]
    case = report.cases[0]
    escalation.decide(
        case, DecisionKind.DIRECT_ANSWER, words="Trả lời.", by=cast.actor("chairman"), now=make.clock.now,
        due_at=make.clock.moment("2026-12-01", 17),
    )  # fmt: skip
    make.kept(case)
    assert open_now() == ["unit_waits"]


@pytest.mark.req("F2", "L8")
def test_silence_deemed_agreement_by_rule_lets_the_lead_go_on(make: Maker) -> None:
    made = make.consultation(consultees=["stp"])
    made.rule = {**(made.rule or {}), "silence": "deemed_agreed", "silence_basis": "Khoản 2 Điều 7 Quy chế"}
    make.kept(made)
    make.report_up(make.report(make.of(made, "stp")))
    assert queries.readiness_facts(made, queries.matrix(made), None).waiting == ()
    save(make, made)
    actions.submit(made, by=make.head("stc"), now=make.clock.now)
    commit()
    assert made.consultees[0].ending is Ending.DEEMED


def test_the_matrix_takes_the_same_statements_whatever_its_size(
    make: Maker, clock: Clock, statements: list[str]
) -> None:
    small = make.consultation(consultees=["stp"], points=1)
    large = make.consultation(consultees=["stp", "sxd", "sdl", "govap"], points=6)
    make.reply(make.of(small, "stp"), Position.DISAGREE)
    for unit in ("stp", "sxd", "sdl", "govap"):
        make.reply(make.of(large, unit), Position.DISAGREE)

    def cost(consultation_id: int) -> int:
        db.session.expire_all()
        consultation = db.session.get_one(Consultation, consultation_id)
        statements.clear()
        whole = queries.matrix(consultation)
        assert [one.consultee.unit.name for one in whole.comments]
        return len(statements)

    assert cost(small.id) == cost(large.id) <= 9
