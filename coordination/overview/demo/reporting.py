"""Reports to the authority: the lead's head signs, holds or forgets; the authority decides; tasks are followed up."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import select

from coordination.consultations.models import Consultee
from coordination.escalation import actions, queries
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.escalation.rules import DecisionKind, Ground
from coordination.kernel import clock
from coordination.kernel.actor import Actor
from coordination.kernel.store import db
from coordination.overview.demo import answering, phrases
from coordination.overview.demo.answering import Part
from coordination.overview.demo.asking import Story
from coordination.overview.demo.behaviours import Way
from coordination.overview.demo.leading import accept
from coordination.overview.demo.playing import Play
from coordination.overview.demo.ways import answer_now, answer_well
from coordination.replies.rules import Answer

ABOUT_HAND_BACKS = (Ground.DISPUTE, Ground.UNDECIDED_PUSH_BACK)


class Watch:
    """Looks after each sweep for new drafts and for reports that have gone up, and plans what people do about them."""

    def __init__(self, play: Play, stories: dict[int, Story], parts: dict[int, Part]) -> None:
        self.play, self.stories, self.parts = play, stories, parts
        self.drafts: set[int] = set()
        self.cases: set[int] = set()

    def look(self, now: datetime) -> None:
        """What has come up since the last sweep."""
        for report in db.session.scalars(select(Escalation).where(Escalation.closed_at.is_(None))):
            story = self.stories[report.consultation_id]
            if report.sent_up_at is None:
                if report.id not in self.drafts:
                    self.drafts.add(report.id)
                    self._plan_head(report, story, now)
            else:
                self._plan_authority(report, story, now)

    # The lead's head.

    def _plan_head(self, report: Escalation, story: Story, now: datetime) -> None:
        roll, report_id = story.rng.random(), report.id
        if story.fixed.get("unsigned"):
            return
        if roll < 0.1 and not story.fixed.get("up"):
            return  # neither signs nor holds: it goes up by rule
        if roll < 0.2 and not story.fixed.get("up"):
            self.play.at(
                self.play.later(now, 0, story.rng), "reports held", lambda at: self._hold(report_id, story, at)
            )
            return
        self.play.at(self.play.later(now, 0, story.rng), "reports signed", lambda at: self._sign(report_id, story, at))

    def _hold(self, report_id: int, story: Story, now: datetime) -> None:
        report = queries.escalation(report_id)
        if report is None or report.sent_up_at is not None or report.closed_at is not None:
            return
        until = self.play.calendar.add(clock.local(now).date(), story.rng.randint(1, 2))
        actions.hold(report, reason=phrases.HOLD, until=until, by=self.play.staff.head(story.lead), now=now)
        signing = clock.at(self.play.calendar.add(until, 1), 10, 30)
        self.play.at(signing, "reports signed", lambda at: self._sign(report_id, story, at))

    def _sign(self, report_id: int, story: Story, now: datetime) -> None:
        report = queries.escalation(report_id)
        if report is None or report.sent_up_at is not None or report.closed_at is not None:
            return
        rng, staff = story.rng, self.play.staff
        actions.state(
            report, did=rng.choice(phrases.REPORT_DID), proposes=rng.choice(phrases.REPORT_PROPOSES),
            effect=rng.choice(phrases.REPORT_EFFECT), by=staff.officer(story.lead), now=now,
        )  # fmt: skip
        actions.sign(report, by=staff.head(story.lead), now=now)

    # The authority.

    def _plan_authority(self, report: Escalation, story: Story, now: datetime) -> None:
        if story.fixed.get("decision_waits"):
            return
        for case in report.cases:
            if case.decided_at is None and case.id not in self.cases:
                self.cases.add(case.id)
                self._plan_decision(case.id, story, now)

    def _plan_decision(self, case_id: int, story: Story, now: datetime) -> None:
        moment = self.play.later(now, story.rng.randint(1, 2), story.rng)
        self.play.at(moment, "reports decided", lambda at: self._decide(case_id, story, at))

    def _decide(self, case_id: int, story: Story, now: datetime) -> None:
        case = queries.case(case_id)
        if case is None or case.decided_at is not None:
            return
        part = self.parts[case.consultee_id]
        if case.ground in ABOUT_HAND_BACKS:
            self._settle(case, part, now)
        else:
            self._decide_answer(case, part, now)

    def _number(self, part: Part, now: datetime) -> str:
        return f"{part.story.rng.randint(100, 3900)}/UBND-TH ngày {clock.local(now):%d/%m/%Y}"

    def _settle(self, case: EscalatedCase, part: Part, now: datetime) -> None:
        by = self.play.staff.chairman(self.play.staff.code_of[case.escalation.authority_id])
        if case.ground is Ground.UNDECIDED_PUSH_BACK:
            actions.settle_push_back(
                case, Answer.GRANTED, words=phrases.UNHEARD, number=self._number(part, now), by=by, now=now
            )
        else:
            avoided = part.rng.random() < 0.6
            if avoided:
                self._hear(case, part, by, now)
            actions.settle_push_back(
                case, Answer.REFUSED, words=phrases.AVOIDED if avoided else phrases.NOT_AVOIDED,
                number=self._number(part, now), by=by, now=now, avoidance=avoided,
            )  # fmt: skip
        if part.open():
            answer_well(self.play, part, now)

    def _hear(self, case: EscalatedCase, part: Part, by: Actor, now: datetime) -> None:
        """Nothing is found against a unit that was not heard (O14)."""
        until = clock.at(self.play.calendar.add(clock.local(now).date(), 1), 17)
        asked = actions.hear(case, question=phrases.HEARING, until=until, by=by, now=now)
        actions.state_view(asked, words=phrases.HEARD, by=self.play.staff.head(part.code), now=now)

    def _decide_answer(self, case: EscalatedCase, part: Part, now: datetime) -> None:
        row = db.session.get_one(Consultee, case.consultee_id)
        by = self.play.staff.chairman(self.play.staff.code_of[case.escalation.authority_id])
        kind, words = self._choose(case, part, row)
        due = clock.at(self.play.calendar.add(clock.local(now).date(), 3), 17)
        directed = kind is DecisionKind.DIRECT_ANSWER
        actions.decide(
            case, kind, words=words, number=self._number(part, now), by=by, now=now, due_at=due if directed else None
        )
        if kind is DecisionKind.ACCEPT_EXPLANATION and part.owes():
            answer_now(self.play, part, self.play.later(now, 1, part.rng, (14, 15)))
        if directed:
            self._follow(part, now)

    def _choose(self, case: EscalatedCase, part: Part, row: Consultee) -> tuple[DecisionKind, str]:
        if case.ground is Ground.SECOND_INADEQUATE:
            return DecisionKind.DIRECT_ANSWER, part.rng.choice(phrases.DIRECTED)
        if not part.owes():
            return DecisionKind.RETURN_TO_LEAD, phrases.BACK_TO_LEAD
        before = any(one.id != case.id and one.decided_at for one in self._earlier(case))
        roll = part.rng.random()
        if before or roll < 0.12:
            return DecisionKind.GO_ON_WITHOUT, phrases.GO_ON
        if roll < 0.2:
            return DecisionKind.ACCEPT_EXPLANATION, phrases.ACCEPTED_EXPLANATION
        return DecisionKind.DIRECT_ANSWER, part.rng.choice(phrases.DIRECTED)

    def _earlier(self, case: EscalatedCase) -> list[EscalatedCase]:
        return list(db.session.scalars(select(EscalatedCase).where(EscalatedCase.consultee_id == case.consultee_id)))

    def _follow(self, part: Part, now: datetime) -> None:
        """Directed, the unit answers within its three days (some a day late), explains, and reports the task done."""
        days = part.rng.choice((1, 2, 2, 2, 4))
        at = self.play.later(now, days, part.rng, (14, 15))
        writes = answering.completed if part.story.ways.get(part.code) is Way.STUBBORN else answering.substantive
        answering.answer(self.play, part, at, writes, lambda p, sent: self._done(p, sent))
        if part.rng.random() < 0.7:
            answering.explain(self.play, part, self.play.later(at, 1, part.rng, (8, 9)))

    def _done(self, part: Part, now: datetime) -> None:
        from_now = self.play.later(now, 1, part.rng, (8, 11))
        self.play.at(from_now, "tasks reported done", lambda at: self._report_done(part, at))
        self.play.at(self.play.later(now, 2, part.rng), "accepted", lambda at: accept(self.play, [part], at))

    def _report_done(self, part: Part, now: datetime) -> None:
        for given in self._open_tasks(part):
            if given.reported_at is None:
                actions.directive_done(
                    given, report=phrases.DIRECTIVE_DONE, by=self.play.staff.head(part.code), now=now
                )
                given_id = given.id
                confirming = self.play.later(now, part.rng.randint(1, 3), part.rng)
                self.play.at(confirming, "tasks confirmed", partial(self._confirm, given_id))

    def _open_tasks(self, part: Part) -> list[Directive]:
        return list(db.session.scalars(select(Directive).where(Directive.consultee_id == part.id)))

    def _confirm(self, directive_id: int, now: datetime) -> None:
        given = queries.directive(directive_id)
        if given is not None and given.confirmed_at is None:
            by = self.play.staff.chairman(self.play.staff.code_of[given.authority_id])
            actions.confirm_directive(given, by=by, now=now)
