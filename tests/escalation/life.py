"""One consultation, lived through the product's own verbs: each act of somebody, with what can go wrong in it.

An act may be refused (it then changes nothing) or cut off before any statement, as by a kill (it then changes nothing
either, but for what it had committed). What holds at every moment is said in `truths`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ReleaseSavepointClause, RollbackToSavepointClause, SavepointClause

from coordination.assessment import actions as assessment
from coordination.assessment.models import Verdict
from coordination.assessment.rules import Settlement
from coordination.consultations import actions as consultations
from coordination.consultations import queries as consultation_queries
from coordination.consultations.models import Consultation, Consultee
from coordination.consultations.rules import SuspensionGround
from coordination.escalation import actions as escalation
from coordination.escalation import jobs
from coordination.escalation.models import Directive, EscalatedCase, Escalation
from coordination.escalation.rules import DecisionKind
from coordination.kernel import store
from coordination.kernel.clock import local
from coordination.kernel.store import db
from coordination.kernel.values import NotReady, Stale
from coordination.replies import actions as replies
from coordination.replies import queries as reply_queries
from coordination.replies.models import PushBack, SentClaim
from coordination.replies.rules import Answer, Position, PushBackKind
from tests.clock import Clock
from tests.make import Maker

WORDS = "Theo ý kiến đã trao đổi giữa hai đơn vị."
_OF_THE_TEST = (SavepointClause, ReleaseSavepointClause, RollbackToSavepointClause)
UNITS = ("stp", "sxd", "govap")


class Killed(BaseException):
    """The process ended here; nothing of ours may catch it."""


@contextmanager
def killed_before(connection: Connection, statement: int | None) -> Iterator[None]:
    """Within the block the so-manieth statement is never reached."""
    left = [statement]  # told before the driver has it: a kill within it would end the connection, which is the test's

    def count(_conn: Any, clause: Any, *_rest: Any) -> None:
        if left[0] is None or isinstance(clause, _OF_THE_TEST):
            return
        left[0] -= 1
        if left[0] < 0:
            left[0] = None
            raise Killed

    if statement is None:
        yield
        return
    event.listen(connection, "before_execute", count)
    try:
        yield
    finally:
        event.remove(connection, "before_execute", count)


class Life:
    """See the head of this file. Acts return nothing; `story` tells what happened."""

    def __init__(self, make: Maker, connection: Connection, *, delivered: bool, units: int) -> None:
        self.make, self.clock, self.connection = make, Clock(), connection
        self.story: list[str] = []
        made = make.consultation(
            points=2, consultees=UNITS[:units], delivered=delivered, due_at=self.clock.moment("2026-10-12 17:00"),
            submit_by=self.clock.moment("2026-12-31").date(),
        )  # fmt: skip
        self.id = made.id

    # The ground

    @property
    def whole(self) -> Consultation:
        return db.session.get_one(Consultation, self.id)

    @property
    def parts(self) -> list[Consultee]:
        return list(db.session.scalars(select(Consultee).where(Consultee.consultation_id == self.id)))

    def part(self, n: int) -> Consultee:
        parts = self.parts
        return parts[n % len(parts)]

    def do(self, said: str, act: Callable[[], Any], kill: int | None) -> str:
        """Do it, and say how it went: done, refused, or killed."""
        try:
            with killed_before(self.connection, kill):
                act()
                store.commit()
            went = "done"
        except (NotReady, Stale) as refusal:
            store.rollback()
            went = f"refused: {refusal}"
        except Killed:
            store.rollback()
            went = "killed"
        db.session.expire_all()
        self.story.append(f"{local(self.clock.now):%a %d/%m %H:%M} {said}: {went}")
        return went

    def _latest(self, model: Any, n: int) -> Any:
        """The latest push-back, claim … of one unit."""
        found = db.session.scalars(
            select(model).where(model.consultee_id == self.part(n).id).order_by(model.id.desc())
        ).first()
        if found is None:
            raise NotReady("nothing_there")
        return found

    @property
    def chairman(self) -> Any:
        return self.make.cast.actor("chairman")

    @property
    def now(self) -> Any:
        return self.clock.now

    # What the asked unit does

    def open(self, n: int) -> None:
        part = self.part(n)
        consultations.open_dossier(part, by=self.make.officer(part.unit), now=self.now)

    def acknowledge(self, n: int) -> None:
        part = self.part(n)
        consultations.acknowledge(part, by=self.make.officer(part.unit), now=self.now)

    def deliver(self, n: int) -> None:
        consultations.deliver(self.part(n), at=self.now, now=self.now)

    def push_back(self, n: int, kind: PushBackKind) -> None:
        self.make.push_back(self.part(n), kind)

    def dispute(self, n: int) -> None:
        made: PushBack = self._latest(PushBack, n)
        replies.dispute(made, words=WORDS, by=self.make.head(made.consultee.unit), now=self.now)

    def reply(self, n: int, *, whole: bool) -> None:
        part = self.part(n)
        points = len(consultation_queries.points_for(part))
        stands = [Position.AGREE, *([Position.DISAGREE if whole else None] * (points - 1))]
        self.make.reply(part, *stands)

    def claim(self, n: int) -> None:
        self.make.claim(self.part(n))

    def contest(self, n: int) -> None:
        for verdict in self._verdicts(n):
            assessment.contest(verdict, words=WORDS, by=self.make.head(self.part(n).unit), now=self.now)

    def _verdicts(self, n: int) -> list[Verdict]:
        sent = [reply.id for reply in reply_queries.sent_replies(self.part(n))]
        found = [each for each in db.session.scalars(select(Verdict)) if each.opinion.reply_id in sent]
        if not found:
            raise NotReady("nothing_there")
        return found[-1:]

    # What the lead does

    def answer_push_back(self, n: int, answer: Answer) -> None:
        made: PushBack = self._latest(PushBack, n)
        replies.decide_push_back(made, answer, reason=WORDS, by=self.make.head("stc"), now=self.now)

    def complete_dossier(self, n: int) -> None:
        replies.complete_dossier(self._latest(PushBack, n), by=self.make.officer("stc"), now=self.now)

    def answer_claim(self, n: int, *, found: bool) -> None:
        replies.answer_claim(
            self._latest(SentClaim, n), found=found, answer=WORDS, by=self.make.officer("stc"), now=self.now
        )

    def send_back(self, n: int) -> None:
        sent = [reply for reply in reply_queries.sent_replies(self.part(n)) if reply_queries.in_force(reply)]
        if not sent:
            raise NotReady("nothing_there")
        self.make.returned(sent[-1])

    def accept(self, n: int) -> None:
        assessment.accept([self.part(n)], by=self.make.officer("stc"), now=self.now)

    def answer_contest(self, n: int) -> None:
        for verdict in self._verdicts(n):
            assessment.answer_contest(verdict, words=WORDS, by=self.make.head("stc"), now=self.now)

    def extend(self, n: int, days: int) -> None:
        part = self.part(n)
        assert part.due_at is not None
        later = part.due_at + timedelta(days=days)
        consultations.extend([part], later, WORDS, by=self.make.officer("stc"), now=self.now)

    def add_unit(self) -> None:
        consultations.add_consultee(
            self.whole, self.make.cast.govap.id, why=WORDS, by=self.make.officer("stc"), now=self.now
        )

    def remind(self, n: int) -> None:
        escalation.remind_by_hand(self.part(n), words=WORDS, by=self.make.officer("stc"), now=self.now)

    def report(self, n: int) -> None:
        from coordination.escalation import queries

        part = self.part(n)
        escalation.open_case(part, queries.ground_of(part), by=self.make.officer("stc"), now=self.now)

    def _draft(self) -> Escalation:
        from coordination.escalation import queries

        found = queries.draft_of(self.id)
        if found is None:
            raise NotReady("nothing_there")
        return found

    def sign_report(self) -> None:
        report = self._draft()
        escalation.state(report, did=WORDS, proposes=WORDS, effect=WORDS, by=self.make.officer("stc"), now=self.now)
        escalation.sign(report, by=self.make.head("stc"), now=self.now)

    def hold_report(self, days: int) -> None:
        until = self.clock.today + timedelta(days=days)
        escalation.hold(self._draft(), reason=WORDS, until=until, by=self.make.head("stc"), now=self.now)

    def withdraw(self) -> None:
        consultations.withdraw(self.whole, WORDS, by=self.make.head("stc"), now=self.now)

    def mend(self) -> None:
        consultations.mend(self._suspension(), WORDS, by=self.make.head("stc"), now=self.now)

    # What the monitor and the authority do

    def suspend(self) -> None:
        made = consultations.propose_suspension(
            self.whole, SuspensionGround.TOO_SHORT, WORDS, by=self.make.cast.actor("monitor"), now=self.now
        )
        consultations.decide_suspension(made, True, WORDS, by=self.chairman, now=self.now)

    def _suspension(self) -> Any:
        found = consultation_queries.open_suspension(self.id)
        if found is None:
            raise NotReady("nothing_there")
        return found

    def resume(self) -> None:
        consultations.resume(self._suspension(), WORDS, by=self.chairman, now=self.now)

    def settle_contest(self, n: int, settlement: Settlement) -> None:
        for verdict in self._verdicts(n):
            assessment.settle(verdict, settlement, reason=WORDS, by=self.chairman, now=self.now)

    def decide(self, n: int, kind: DecisionKind, answer: Answer, days: int) -> None:
        case: EscalatedCase = self._latest(EscalatedCase, n)
        due_at = self.clock.moment(self.clock.today + timedelta(days=days), 17)
        if escalation.open_push_back(case) is not None:
            escalation.settle_push_back(case, answer, words=WORDS, number="12/TB-VP", by=self.chairman, now=self.now)
            return
        instead = self.make.cast.govap.id if kind is DecisionKind.CHANGE_CONSULTEES else None
        escalation.decide(
            case, kind, words=WORDS, number="12/TB-VP", due_at=due_at, instead=instead, by=self.chairman, now=self.now
        )

    def follow_directive(self, n: int) -> None:
        given: Directive = self._latest(Directive, n)
        if given.reported_at is None:
            escalation.directive_done(given, report=WORDS, by=self.make.officer(given.unit), now=self.now)
        else:
            escalation.confirm_directive(given, by=self.chairman, now=self.now)

    # What the clock does

    def sweep(self) -> None:
        jobs.sweep(self.now)

    def overlapping_sweeps(self) -> None:
        """One worker has found what is due; another does it first; the one goes on with what it had found."""
        found = jobs._due_consultees(self.now)
        jobs.sweep(self.now)
        jobs._together(found, lambda some: jobs._steps(some, self.now), lambda _item: None, jobs.Swept())
