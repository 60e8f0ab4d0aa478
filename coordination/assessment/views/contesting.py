"""A contest: both sides' words on one page, and the authority's settlement (design 3.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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

_Form = ContestForm | AnswerContestForm | SettleForm


@bp.get("/verdicts/<id:verdict_id>")
@opens(access.verdict, May.REPLY_SEE)
def verdict(verdict: Verdict) -> Response:
    return _verdict_page(verdict)


def _verdict_page(verdict: Verdict, form: _Form | None = None) -> Response:
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


def _acted(verdict: Verdict, form: _Form, act: Callable[..., None], said: str, **given: Any) -> Response:
    """Do it and say so; or the page again, with what stands against it and what was typed."""
    if form.validate() and form.does(act, verdict, **given, by=me(), now=clock.now()):
        return done("assessment.verdict", said=said, verdict_id=verdict.id)
    return _verdict_page(verdict, form)


@bp.post("/verdicts/<id:verdict_id>/contest")
@opens(access.verdict, May.CONTEST_MAKE)
def contest(verdict: Verdict) -> Response:
    """'Đề nghị xem xét lại', by the unit's head."""
    form = ContestForm()
    return _acted(verdict, form, actions.contest, _("Đã đề nghị xem xét lại."), words=form.words.data)


@bp.post("/verdicts/<id:verdict_id>/answer")
@opens(access.verdict, May.JUDGE_RETURN)
def answer_contest(verdict: Verdict) -> Response:
    """The lead's word, so that the authority hears both sides."""
    form = AnswerContestForm()
    return _acted(verdict, form, actions.answer_contest, _("Đã gửi ý kiến của đơn vị chủ trì."), words=form.words.data)


@bp.post("/verdicts/<id:verdict_id>/settlement")
@opens(access.verdict, May.CONTEST_SETTLE)
def settle(verdict: Verdict) -> Response:
    """The authority upholds or overturns."""
    form = SettleForm()
    said = _("Đã ghi ý kiến xử lý.")
    return _acted(verdict, form, actions.settle, said, settlement=form.settlement.data, reason=form.reason.data)
