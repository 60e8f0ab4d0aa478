"""One consultation played through the product's own verbs, whose scorecards were worked out by hand.

Sở Tài chính asks three units two points each on Monday 5 October 2026, 09:00, due Monday 12 October, 17:00 (7 calendar
days where the rule's minimum is 10):
- Sở Tư pháp answers on the 8th; its first opinion is judged incomplete on the 13th, completed on the 14th.
- Sở Xây dựng is silent: reminded on the 13th and the 14th, draft report on the 15th, answers on the 16th with one comment.
- Phường Gò Vấp says on the 6th that the dossier is incomplete; granted on the 7th; completed on the 9th, so 7 calendar
  days anew: Friday the 16th, 17:00; answers that day at 16:59.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coordination.assessment import actions as assessment
from coordination.consultations.models import Consultation
from coordination.consultations.rules import Kind
from coordination.escalation.jobs import sweep
from coordination.kernel import store
from coordination.replies import actions as replies
from coordination.replies.rules import Answer, Position, PushBackKind
from coordination.synthesis import actions as synthesis
from coordination.synthesis import queries as syntheses
from coordination.synthesis.rules import DispositionKind
from tests.clock import Clock
from tests.make import Maker


class Story:
    def __init__(self, make: Maker, clock: Clock) -> None:
        self.make, self.clock = make, clock
        self.push_back: Any = None
        self.asked: Consultation = make.consultation(
            kind=Kind.LEGAL_DOCUMENT, points=2, consultees=("stp", "sxd", "govap"),
            due_at=clock.moment("2026-10-12 17:00"), submit_by=clock.moment("2026-10-30").date(),
        )  # fmt: skip
        self.stp, self.sxd, self.govap = (make.of(self.asked, unit) for unit in ("stp", "sxd", "govap"))

    def until(self, when: str) -> Story:
        """Let the mornings come one by one, with their sweeps, and stand at that moment."""
        goal = self.clock.moment(when)
        while (morning := self.clock.moment(self.clock.today + timedelta(days=1))) <= goal:
            self.clock.at(morning)
            store.commit()
            sweep(self.clock.now)
        self.clock.at(goal)
        return self

    def handed_back(self) -> Story:
        self.until("2026-10-06 10:00")
        self.push_back = self.make.push_back(self.govap, PushBackKind.UNCLEAR_OR_INCOMPLETE)
        self.until("2026-10-07 10:00")
        head = self.make.head("stc")
        replies.decide_push_back(
            self.push_back, Answer.GRANTED, reason="Hồ sơ thiếu bản so sánh.", by=head, now=self.clock.now
        )
        return self

    def answered_in_time(self) -> Story:
        self.until("2026-10-08 10:00")
        self.make.reply(self.stp)
        self.until("2026-10-09 10:00")
        replies.complete_dossier(self.push_back, by=self.make.officer("stc"), now=self.clock.now)
        return self

    def judged(self) -> Story:
        """The first opinion of Sở Tư pháp: incomplete."""
        self.until("2026-10-13 10:00")
        from coordination.replies.queries import sent_replies

        self.make.returned(sent_replies(self.stp)[-1])
        return self

    def completed(self) -> Story:
        self.until("2026-10-14 15:00")
        self.make.reply(self.stp, Position.AGREE, content="Căn cứ khoản 2 Điều 30 Luật Ngân sách nhà nước.")
        return self

    def late(self, *, explained: bool = True) -> Story:
        self.until("2026-10-16 10:00")
        self.make.reply(self.sxd, Position.AGREE_WITH_CHANGES, Position.AGREE)
        if explained:
            self.make.explanation(self.sxd)
        self.until("2026-10-16 16:59")
        self.make.reply(self.govap)
        return self

    def submitted(self) -> Story:
        self.until("2026-10-19 10:00")
        officer, now = self.make.officer("stc"), self.clock.now
        assessment.accept([self.stp, self.sxd, self.govap], by=officer, now=now)
        comments = [c for c in syntheses.matrix(self.asked).comments if c.disposition is None]
        synthesis.dispose(
            self.asked, comments, DispositionKind.ACCEPTED, "Tiếp thu, sửa tại khoản 1.", by=officer, now=now
        )
        synthesis.save_submission(
            self.asked, position="Đề nghị ban hành.", basis="Luật Ngân sách nhà nước.", differences="",
            no_differences=True, version=0, by=officer, now=now,
        )  # fmt: skip
        synthesis.submit(self.asked, by=self.make.head("stc"), now=now)
        return self

    def whole(self) -> Story:
        return self.handed_back().answered_in_time().judged().completed().late().submitted()
