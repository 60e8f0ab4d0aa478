"""The lead's side until issue: composing, the way to the signature, number and issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from coordination.consultations import actions, queries
from coordination.consultations.models import Consultation, DossierPart
from coordination.consultations.rules import Composed, ConsulteeData, Kind, PointData, Urgency, Visibility
from coordination.kernel import clock
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.limits import queries as limits
from coordination.overview.demo import papers
from coordination.overview.demo.behaviours import Way
from coordination.overview.demo.playing import Play
from coordination.overview.demo.texts import Ask, Dossier

LIMIT = 5 << 20
WARNED = (
    "Hồ sơ thực hiện theo chỉ đạo của UBND Thành phố tại chương trình công tác, cần hoàn thành trong tháng (minh họa)."
)
TOO_SHORT = (
    "Thời hạn ngắn hơn quy định do phải trình UBND Thành phố trước kỳ họp gần nhất; đơn vị đã trao đổi trước dự "
    "thảo với "
    "các cơ quan liên quan (minh họa)."
)


@dataclass
class Story:
    """One consultation of the year: what it is about, when it goes out, and how each unit will deal with it."""

    dossier: Dossier
    issue: datetime
    rng: Random
    asked: list[tuple[str, int]]
    ways: dict[str, Way] = field(default_factory=dict)
    days: int | None = None
    urgency: Urgency = Urgency.ORDINARY
    stops_at: str = ""  # 'draft', 'for_signing', 'signed': how far it has come today
    withdrawn_after: int = 0
    amended_after: int = 0
    ready_for: int = 0  # working days that the lead takes for the synthesis
    id: int = 0
    to_note: dict[date, list[Any]] = field(default_factory=dict)  # the parts that the officer takes note of on a day
    taken: set[tuple[str, int]] = field(default_factory=set)  # remarks made already: two units never say the same
    fixed: dict[str, int] = field(default_factory=dict)  # the answer falls so many working days after the due day

    @property
    def lead(self) -> str:
        return self.dossier.lead


def plan(play: Play, story: Story, issued: Callable[[Story, datetime], None]) -> None:
    """Compose two or three days before the issue, sign, issue; `issued` is called in the transaction of the issue."""
    rng, signers = story.rng, play.staff.signers(story.lead)
    day = play.calendar.add(clock.local(story.issue).date(), -rng.randint(2, 3))
    composing = clock.at(day, rng.randint(8, 11), rng.randint(0, 59))
    play.at(composing, "drafted", lambda now: _compose(play, story, now))
    if story.stops_at == "draft":
        return
    play.at(composing + timedelta(hours=4), "sent for signing", lambda now: _for_signing(play, story, now))
    last = 1 if story.stops_at == "for_signing" else 0
    first = story.issue - timedelta(hours=2)
    for number, signer in enumerate(signers[: len(signers) - last]):
        moment = first + timedelta(minutes=15 * number)
        play.at(moment, "signed", partial(_sign, story, signer))
    if story.stops_at:
        return
    play.at(story.issue, "issued", lambda now: _issue(play, story, issued, now))
    play.mail_at(story.issue + timedelta(minutes=2))


def _compose(play: Play, story: Story, now: datetime) -> None:
    officer, dossier = play.staff.officer(story.lead), story.dossier
    made = actions.draft(secret=False, kind=dossier.kind, subject=dossier.subject, by=officer, now=now)
    story.id = made.id
    actions.save(made, _composed(play, story, made), by=officer, now=now)
    for part in list(made.dossier):
        if part.required or story.rng.random() < 0.6:
            actions.attach(made, _paper(part, story), limit=LIMIT, part_id=part.id, by=officer, now=now)


def _composed(play: Play, story: Story, made: Consultation) -> Composed:
    issue, dossier = clock.local(story.issue).date(), story.dossier
    calendar = limits.calendar()
    due = clock.at(calendar.add(issue, story.days), 17) if story.days else None
    submit_by = calendar.roll(issue + timedelta(days=60))
    return replace(
        queries.composed(made),
        urgency=story.urgency,
        visibility=story.rng.choice([Visibility.AFTER_SYNTHESIS] * 3 + [Visibility.AFTER_OWN_REPLY]),
        background=f"{dossier.background} (Dữ liệu minh họa)",
        submit_by=submit_by,
        return_date=submit_by if dossier.kind is Kind.PROCEDURE_DOSSIER else None,
        due_at=due,
        points=tuple(_point(ask) for ask in dossier.asks),
        consultees=tuple(_consultee(play, code, place) for code, place in story.asked),
    )


def _point(ask: Ask) -> PointData:
    return PointData(
        clause=ask.clause, clause_text=ask.clause_text, question=ask.question, kind=ask.kind, options=ask.options,
        lead_position=ask.position, lead_basis=ask.basis,
    )  # fmt: skip


def _consultee(play: Play, code: str, place: int) -> ConsulteeData:
    functions = play.staff.functions[code]
    return ConsulteeData(play.staff.units[code], functions[place % len(functions)])


def _paper(part: DossierPart, story: Story) -> papers.Paper:
    dossier = story.dossier
    lines = [part.name, dossier.subject, dossier.background]
    lines += [f"{ask.clause}. {ask.clause_text}" for ask in dossier.asks if ask.clause_text]
    if "báo cáo" in part.name.lower() or "giấy" in part.name.lower():
        return papers.pdf(part.name, [part.name, dossier.subject, *(ask.clause for ask in dossier.asks)])
    return papers.docx(part.name, lines)


def _for_signing(play: Play, story: Story, now: datetime) -> None:
    officer = play.staff.officer(story.lead)
    made = queries.loaded(story.id)
    assert made is not None
    give_reasons(made, officer, now)
    actions.send_for_signing(made, by=officer, now=now)


def give_reasons(made: Consultation, officer: Actor, now: datetime) -> None:
    """A written reason for each warning of the gate."""
    for finding in queries.findings(made, now):
        if not finding.blocking:
            reason = TOO_SHORT if finding.code.startswith("due") else WARNED
            about = str(finding.evidence.get("about", ""))
            actions.give_reason(made, finding.code, about, reason, by=officer, now=now)


def _sign(story: Story, signer: Actor, now: datetime) -> None:
    made = db.session.get_one(Consultation, story.id)
    actions.sign(made, by=signer, now=now)


def _issue(play: Play, story: Story, issued: Callable[[Story, datetime], None], now: datetime) -> None:
    made = queries.loaded(story.id)
    assert made is not None
    clerk = play.staff.clerk(story.lead)
    give_reasons(made, clerk, now)
    actions.issue(made, by=clerk, now=now)
    db.session.expire_all()
    issued(story, now)
