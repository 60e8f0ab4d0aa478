"""The calendar at a glance, the time-limit rules, the ladders."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort
from flask_babel import gettext as _

from coordination.kernel import clock
from coordination.kernel.actor import Role
from coordination.kernel.doors import May, me, opens, signed_in
from coordination.kernel.pages import done, page
from coordination.limits import access, actions, queries, words
from coordination.limits.forms import DAY_KINDS, DayForm, RuleForm
from coordination.limits.models import RuleRow
from coordination.limits.rules import DayKind, Silence, TimeLimitRule, default_ladder, shipped_rules, urgent_ladder

bp = Blueprint("limits", __name__)
blueprints = (bp,)

YEARS = range(2000, 2100)


@bp.get("/calendar")
@signed_in()
def calendar() -> Any:
    """This year's days that differ from Monday to Friday."""
    return _calendar_page(clock.today().year, None)


@bp.get("/calendar/<int:year>")
@signed_in()
def calendar_year(year: int) -> Any:
    """One year's days that differ from Monday to Friday."""
    if year not in YEARS:
        abort(404)
    return _calendar_page(year, None)


def _calendar_page(year: int, form: DayForm | None) -> Any:
    found = queries.calendar().differences(year)
    added = {row.day: row for row in queries.added_days(year)}
    return page(
        "limits/calendar.html", year=year, differences=found, added=added, form=form or DayForm(formdata=None),
        off=DayKind.OFF, kinds_of_day=DAY_KINDS, edits=me().role is Role.ADMINISTRATOR,
    )  # fmt: skip


@bp.post("/calendar")
@signed_in(Role.ADMINISTRATOR)
def declare_day() -> Any:
    """Add a day."""
    form = DayForm()
    valid, day = form.validate(), form.day.data
    year = day.year if day is not None and day.year in YEARS else clock.today().year
    if valid and form.does(
        actions.declare_day, day, form.kind.data, name=form.name.data, document=form.document.data or "",
        by=me(), now=clock.now(),
    ):  # fmt: skip
        said = _("Đã thêm ngày vào lịch. Hạn của hồ sơ đã phát hành không tự thay đổi.")
        return done("limits.calendar_year", said=said, year=year)
    return _calendar_page(year, form)


@bp.post("/calendar/days/<day:day>/remove")
@signed_in(Role.ADMINISTRATOR)
def remove_day(day: date) -> Any:
    """Take an added day back."""
    declared = queries.added_day(day)
    if declared is None:
        abort(404)
    year = declared.day.year
    actions.remove_day(declared, by=me(), now=clock.now())
    return done("limits.calendar_year", said=_("Đã bỏ ngày khỏi phần bổ sung của lịch."), year=year)


@bp.get("/time-limits")
@signed_in()
def rules() -> Any:
    """Every time-limit rule with its basis, and the ladders of reminders."""
    return page(
        "limits/rules.html", shipped=shipped_rules(), own=queries.own_rules(),
        words=words, ladders=(default_ladder(), urgent_ladder()), edits=me().role is Role.ADMINISTRATOR,
        facts_of=TimeLimitRule.from_json,
    )  # fmt: skip


@bp.get("/time-limits/new")
@signed_in(Role.ADMINISTRATOR)
def new_rule() -> Any:
    """Adopt a rule."""
    return page("limits/rule_form.html", form=RuleForm())


@bp.post("/time-limits/new")
@signed_in(Role.ADMINISTRATOR)
def adopt_rule() -> Any:
    """Adopt a rule."""
    form = RuleForm()
    if form.validate():
        rule = _rule_of(form)
        if rule is not None:
            actions.adopt_rule(rule, note=form.note.data or "", by=me(), now=clock.now())
            return done("limits.rules", said=_("Đã thêm quy định thời hạn."))
    return page("limits/rule_form.html", form=form)


def _rule_of(form: RuleForm) -> TimeLimitRule | None:
    """The rule, or None with a sentence beside the field that makes no sense."""
    days = [n for n in (form.minimum.data, form.default.data, form.maximum.data) if n is not None]
    first, last = form.valid_from.data, form.valid_to.data
    if days != sorted(days):
        form.refuse(_("Tối thiểu, mặc định, tối đa phải tăng dần."), "default")
    if first is not None and last is not None and last < first:
        form.refuse(_("Ngày hết hiệu lực ở trước ngày có hiệu lực."), "valid_to")
    if form.silence.data is Silence.DEEMED_AGREED and not (form.silence_basis.data or "").strip():
        form.refuse(_("Nêu điều, khoản cho phép coi không trả lời là thống nhất."), "silence_basis")
    if form.errors_summary() or first is None or form.default.data is None:
        return None
    return TimeLimitRule(
        kind=form.kind.data,
        instrument=form.instrument.data or "",
        legal_basis=form.legal_basis.data or "",
        minimum=form.minimum.data,
        default=form.default.data,
        maximum=form.maximum.data,
        unit=form.unit.data,
        ends_at=form.ends_at.data,
        clock_start=form.clock_start.data,
        silence=form.silence.data,
        silence_basis=form.silence_basis.data or "",
        valid_from=first,
        valid_to=last,
    )


@bp.post("/time-limits/<id:rule_id>/retire")
@opens(access.rule, May.LIMITS_EDIT)
def retire_rule(rule: RuleRow) -> Any:
    """The rule no longer applies."""
    actions.retire_rule(rule, by=me(), now=clock.now(), today=clock.today())
    return done("limits.rules", said=_("Quy định hết hiệu lực sau hôm nay."))
