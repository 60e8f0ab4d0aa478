"""Bodies that are not ours, and units without an account: asked by letter, never late, judged, scored, reported (O6)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.assessment import actions as assessment
from coordination.assessment.rules import VerdictKind
from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultee
from coordination.consultations.rules import ConsulteeData, ConsulteeFacts, Ending, overdue
from coordination.escalation import actions, jobs, queries
from coordination.escalation.rules import Ground
from coordination.kernel.store import db
from coordination.kernel.values import NotReady
from coordination.kernel.words import fold
from coordination.replies import queries as replies
from coordination.replies.actions import OpinionDraft, PaperReply, enter_paper
from coordination.replies.rules import Channel, Position
from coordination.scorecards import queries as scorecards
from coordination.scorecards.queries.consultees import consultee_cases
from coordination.scorecards.rules import Period, PeriodKind
from coordination.units.models import Unit, UnitBox
from coordination.units.rules import UnitKind
from tests.clock import Clock
from tests.make import Maker
from tests.post import CapturedPost

pytestmark = pytest.mark.req("L7", "L8")
BOX = "vanthu@botaichinh.example"


def body(kind: UnitKind = UnitKind.EXTERNAL) -> Unit:
    ubnd = db.session.query(Unit).filter_by(code="UBND").one()
    under = ubnd.path if kind is not UnitKind.EXTERNAL else "/"
    made = Unit(code="BTC", name="Bộ Tài chính", name_folded=fold("Bộ Tài chính"), kind=kind, path=f"{under}9000/",
                boxes=[UnitBox(address=BOX)], functions=[])  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made


def asked(make: Maker, kind: UnitKind = UnitKind.EXTERNAL) -> Consultee:
    return make.consultee(body(kind), delivered=False)


def days(clock: Clock, number: int) -> None:
    for _day in range(number):
        clock.pass_days(1)
        jobs.sweep()


def test_the_letter_holds_the_points_and_the_due_day_and_no_link(make: Maker, post: CapturedPost) -> None:
    asked(make)
    (letter,) = post.letters(to=BOX)
    assert letter.kind == "issue_by_letter"
    assert "http" not in letter.text
    assert "chưa phối hợp" not in letter.text
    point = db.session.query(Consultee).one().consultation.points[0]
    assert point.question in letter.text


def test_only_courteous_letters_and_no_report(make: Maker, clock: Clock, post: CapturedPost) -> None:
    consultee = asked(make)
    days(clock, 40)
    letters = [each for each in post.letters(to=BOX) if each.kind != "issue_by_letter"]
    assert {each.kind for each in letters} == {"courtesy"}
    for each in letters:
        said = (each.subject + each.text).lower()
        assert "kính đề nghị" in said
        assert "quan tâm, sớm có ý kiến" in said
        assert not any(word in said for word in ("yêu cầu", "đôn đốc", "quá hạn", "http"))
    assert queries.open_escalation(consultee.consultation_id) is None
    assert post.letters(kind="no_opinion_yet", to=make.cast.lan)
    assert consultee.next_step_at is None


@pytest.mark.parametrize("ground", list(Ground))
def test_there_is_no_ground_on_which_it_is_reported(make: Maker, clock: Clock, ground: Ground) -> None:
    consultee = asked(make)
    days(clock, 40)
    with pytest.raises(NotReady) as refused:
        actions.open_case(consultee, ground, by=make.officer("stc"), now=clock.now)
    assert [each.code for each in refused.value.findings] == ["proof_by_letter"]


def test_never_late_never_scored_no_figures(make: Maker, clock: Clock) -> None:
    consultee = asked(make)
    consultee.delivered_at = clock.now
    db.session.commit()
    clock.at((consultee.due_at or clock.now) + timedelta(days=20))
    assert not overdue(ConsulteeFacts.of(consultee), clock.now)
    assert scorecards.delays([consultee.id], clock.now) == {}
    period = Period(clock.today.year, PeriodKind.YEAR, 0)
    assert consultee_cases(period, clock.now) == ([], [])


def test_without_an_opinion_the_lead_notes_it_and_may_go_on(make: Maker, clock: Clock) -> None:
    consultee = asked(make)
    lead = make.officer("stc")
    with pytest.raises(NotReady) as early:
        consultations.note_no_opinion(consultee, words="", by=lead, now=clock.now)
    assert early.value.findings[0].code == "no_opinion_too_early"
    clock.at((consultee.due_at or clock.now) + timedelta(minutes=1))
    consultations.note_no_opinion(consultee, words="Đã báo cáo UBND Thành phố.", by=lead, now=clock.now)
    assert consultee.ending is Ending.NO_OPINION
    assert consultee.closed_at == clock.now


def test_its_reply_counts_as_entered_and_is_not_judged(make: Maker, clock: Clock) -> None:
    consultee = asked(make)
    points = consultation_queries.points_for(consultee)
    paper = PaperReply(
        channel=Channel.PAPER, letter_number="12/BTC-NSNN", letter_date=clock.today, signatory="Vụ trưởng",
        arrived_on=clock.today, opinions=tuple(OpinionDraft(p.id, Position.AGREE) for p in points),
    )  # fmt: skip
    reply = enter_paper(consultee, paper, None, by=make.clerk("stc"), now=clock.now)
    assert reply.confirmed_at is not None
    assert consultee.answered_at is not None
    opinion = next(iter(replies.latest_opinions(consultee).values()))
    with pytest.raises(NotReady) as refused:
        assessment.propose(opinion, VerdictKind.GENERIC, reason="Chung chung.", marked=["x"], by=make.officer("stc"),
                           now=clock.now)  # fmt: skip
    assert refused.value.findings[0].code == "by_letter_not_judged"
    assert assessment.accept([consultee], by=make.officer("stc"), now=clock.now) == 1
    assert consultee.ending is Ending.ACCEPTED


def test_a_unit_of_ours_without_an_account_counts_after_its_receipt(make: Maker, clock: Clock) -> None:
    consultee = asked(make, UnitKind.DEPARTMENT)
    assert consultee.by_letter
    with pytest.raises(NotReady):
        consultations.confirm_receipt(consultee, words=" ", by=make.officer("stc"), now=clock.now)
    consultations.confirm_receipt(consultee, words="Văn thư xác nhận qua điện thoại.", by=make.officer("stc"),
                                  now=clock.now)  # fmt: skip
    assert not consultee.by_letter
    assert consultee.acknowledged_at == clock.now
    db.session.commit()
    clock.at((consultee.due_at or clock.now) + timedelta(days=2))
    cases, _left = consultee_cases(Period(clock.today.year, PeriodKind.YEAR, 0), clock.now)
    assert [case.case for case in cases] == [f"consultee/{consultee.id}"]


def test_a_body_that_is_not_ours_never_counts(make: Maker, clock: Clock) -> None:
    with pytest.raises(NotReady) as refused:
        consultations.confirm_receipt(asked(make), words="Đã nhận.", by=make.officer("stc"), now=clock.now)
    assert refused.value.findings[0].code == "external_not_counted"


def test_why_it_is_asked_stands_in_the_letter(make: Maker, clock: Clock) -> None:
    drafted = make.draft(consultees=[ConsulteeData(unit_id=body().id)])
    codes = {each.code: each.blocking for each in consultation_queries.findings(drafted, clock.now)}
    assert codes["external_without_why"]
    assert "consultee_without_function" not in codes
