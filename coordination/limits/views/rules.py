"""The time-limit rules: read by everybody, kept by administrators (F4, A9).

| address | what |
| --- | --- |
| /time-limits | every rule by kind, with its basis and the one that applies today |
| /time-limits/new | adopt one; with ?like= after a shipped one |
| /time-limits/<rule> | change it from a day on, or end it |
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.kernel.words import day
from coordination.limits import access, actions, queries, words
from coordination.limits.forms import EndForm, RuleForm
from coordination.limits.models import RuleRow
from coordination.limits.rules import TimeLimitRule, shipped_rules
from coordination.limits.views.blueprint import bp

TOMORROW = timedelta(days=1)


@bp.get("/time-limits")
@signed_in()
def rules() -> Any:
    """Every time-limit rule by kind, with its basis."""
    today = clock.today()
    listed = queries.listed_rules(today)
    starts = {
        place: words.KINDS[each.rule.kind]
        for place, each in enumerate(listed)
        if place == 0 or listed[place - 1].rule.kind != each.rule.kind
    }
    return page(
        "limits/rules.html", listed=listed, starts=starts, words=words, today=today,
        edits=me().role is Role.ADMINISTRATOR,
    )  # fmt: skip


@bp.get("/time-limits/new")
@signed_in(Role.ADMINISTRATOR)
def new_rule() -> Any:
    """Adopt a rule, empty or after a shipped one."""
    like, shipped = request.args.get("like", type=int), shipped_rules()
    if like is None or not 0 <= like < len(shipped):
        return page("limits/rule_form.html", form=RuleForm())
    form = RuleForm.filled(shipped[like], "", clock.today() + TOMORROW)
    return page("limits/rule_form.html", form=form)


@bp.post("/time-limits/new")
@signed_in(Role.ADMINISTRATOR)
def adopt_rule() -> Any:
    """Adopt a rule."""
    form = RuleForm()
    rule = form.rule() if form.validate() else None
    if rule is not None and form.does(actions.adopt_rule, rule, note=form.note.data or "", by=me(), now=clock.now()):
        return done("limits.rules", said=_("Đã thêm quy định thời hạn."))
    return page("limits/rule_form.html", form=form)


@bp.get("/time-limits/<id:rule_id>")
@opens(access.rule, May.LIMITS_EDIT)
def rule(rule: RuleRow) -> Any:
    """One rule of the administrator's: what it says, to be changed from a day on, or ended."""
    today = clock.today()
    first = rule.valid_from if rule.valid_from > today else today + TOMORROW
    form = RuleForm.filled(TimeLimitRule.from_json(rule.facts), rule.note, first)
    return _rule_page(rule, form, EndForm(formdata=None, data={"last": max(today, rule.valid_from)}))


def _rule_page(rule: RuleRow, form: RuleForm, end: EndForm) -> Any:
    refused = bool(form.errors_summary() or end.errors_summary())
    return page(
        "limits/rule.html", status=422 if refused else None, row=rule, form=form, end=end, words=words,
        rule=TimeLimitRule.from_json(rule.facts), over=rule.valid_to is not None and rule.valid_to < clock.today(),
    )  # fmt: skip


@bp.post("/time-limits/<id:rule_id>")
@opens(access.rule, May.LIMITS_EDIT)
def change_rule(rule: RuleRow) -> Any:
    """What the rule says from a day on."""
    form = RuleForm()
    said = form.rule() if form.validate() else None
    if said is not None and form.does(
        actions.change_rule, rule, said, note=form.note.data or "", by=me(), now=clock.now(), today=clock.today()
    ):
        told = _("Quy định mới áp dụng từ %(day)s. Hồ sơ đã phát hành không thay đổi.", day=day(said.valid_from))
        return done("limits.rules", said=told)
    end = EndForm(formdata=None, data={"last": max(clock.today(), rule.valid_from)})
    return _rule_page(rule, form, end)


@bp.post("/time-limits/<id:rule_id>/retire")
@opens(access.rule, May.LIMITS_EDIT)
def retire_rule(rule: RuleRow) -> Any:
    """The rule no longer applies after a day."""
    end = EndForm()
    if end.validate() and end.does(
        actions.retire_rule, rule, by=me(), now=clock.now(), today=clock.today(), last=end.last.data
    ):
        return done("limits.rules", said=_("Quy định áp dụng đến hết %(day)s.", day=day(rule.valid_to)))
    form = RuleForm.filled(TimeLimitRule.from_json(rule.facts), rule.note, clock.today() + TOMORROW)
    return _rule_page(rule, form, end)
