"""A contest: both sides' words on one page, and the authority's settlement (design 3.6)."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from coordination.assessment import access, actions, queries
from coordination.assessment.forms import AnswerContestForm, ContestForm, SettleForm
from coordination.assessment.models import Verdict
from coordination.assessment.rules import may_contest
from coordination.assessment.views.blueprint import bp
from coordination.assessment.words import SETTLEMENTS, VERDICTS
from coordination.kernel import clock
from coordination.kernel.doors import May, me, opens
from coordination.kernel.pages import done, page
from coordination.replies import queries as replies
from coordination.replies.words import POSITIONS, WEIGHTS


@bp.get("/verdicts/<id:verdict_id>")
@opens(access.verdict, May.REPLY_SEE)
def verdict(verdict: Verdict) -> Response:
    return _verdict_page(verdict)


def _verdict_page(verdict: Verdict, form: ContestForm | AnswerContestForm | SettleForm | None = None) -> Response:
    consultee = access.consultee_of(verdict)
    facts = queries.facts(verdict, queries.completed_at(verdict, replies.sent_replies(consultee)))
    return page(
        "assessment/verdict.html",
        verdict=verdict,
        opinion=verdict.opinion,
        point=verdict.opinion.point,
        consultee=consultee,
        contestable=not may_contest(facts, clock.now()) and consultee.closed_at is None,
        form=form or ContestForm(),
        contesting=form if isinstance(form, ContestForm) else ContestForm(),
        answering=form if isinstance(form, AnswerContestForm) else AnswerContestForm(),
        settling=form if isinstance(form, SettleForm) else SettleForm(),
        verdicts=VERDICTS,
        settlements=SETTLEMENTS,
        positions=POSITIONS,
        weights=WEIGHTS,
    )


@bp.post("/verdicts/<id:verdict_id>/contest")
@opens(access.verdict, May.CONTEST_MAKE)
def contest(verdict: Verdict) -> Response:
    """'Đề nghị xem xét lại', by the unit's head."""
    form = ContestForm()
    if form.validate() and form.does(actions.contest, verdict, words=form.words.data, by=me(), now=clock.now()):
        return done("assessment.verdict", said=_("Đã đề nghị xem xét lại."), verdict_id=verdict.id)
    return _verdict_page(verdict, form)


@bp.post("/verdicts/<id:verdict_id>/answer")
@opens(access.verdict, May.JUDGE_RETURN)
def answer_contest(verdict: Verdict) -> Response:
    """The lead's word, so that the authority hears both sides."""
    form = AnswerContestForm()
    if form.validate() and form.does(actions.answer_contest, verdict, words=form.words.data, by=me(), now=clock.now()):
        return done("assessment.verdict", said=_("Đã gửi ý kiến của đơn vị chủ trì."), verdict_id=verdict.id)
    return _verdict_page(verdict, form)


@bp.post("/verdicts/<id:verdict_id>/settlement")
@opens(access.verdict, May.CONTEST_SETTLE)
def settle(verdict: Verdict) -> Response:
    """The authority upholds or overturns."""
    form = SettleForm()
    if form.validate() and form.does(
        actions.settle, verdict, form.settlement.data, reason=form.reason.data, by=me(), now=clock.now()
    ):
        return done("assessment.verdict", said=_("Đã ghi ý kiến xử lý."), verdict_id=verdict.id)
    return _verdict_page(verdict, form)
