"""The makers make what they say: each state is the product's own."""

from __future__ import annotations

import pytest

from coordination.consultations import queries
from coordination.consultations.rules import ConsulteePhase, Phase, consultee_phase
from coordination.consultations.rules.phases import ConsulteeFacts
from coordination.kernel import journal, store
from coordination.replies.rules import Position, PushBackKind
from tests.clock import Clock
from tests.make import Maker


def test_a_consultation_on_each_step_of_its_way(make: Maker) -> None:
    assert queries.phase_of(make.draft()) is Phase.DRAFT
    assert queries.phase_of(make.for_signing()) is Phase.AWAITING_APPROVAL
    assert queries.phase_of(make.signed()) is Phase.SIGNED
    made = make.consultation(points=3, consultees=["stp", "sxd", "govap"])
    assert queries.phase_of(made) is Phase.ISSUED
    assert len(made.points) == len(made.consultees) == 3
    assert made.number
    assert all(each.due_at for each in made.consultees)
    store.commit()
    assert journal.verify()[1] == []


def test_a_consultee_that_answered(make: Maker, clock: Clock) -> None:
    consultee = make.consultee("stp")
    clock.pass_days(1)
    reply = make.reply(consultee, Position.DISAGREE, Position.AGREE)
    assert (reply.sent_at, reply.complete) == (clock.now, True)
    assert consultee_phase(ConsulteeFacts.of(consultee)) is ConsulteePhase.ANSWERED


@pytest.mark.parametrize("kind", list(PushBackKind))
def test_a_push_back_of_each_kind(make: Maker, kind: PushBackKind) -> None:
    made = make.push_back(kind=kind)
    assert made.kind is kind
    assert consultee_phase(ConsulteeFacts.of(made.consultee)) is ConsulteePhase.PUSHED_BACK


def test_a_reply_sent_back(make: Maker) -> None:
    reply = make.reply(make.consultee("stp"), Position.DISAGREE)
    make.returned(reply)
    assert consultee_phase(ConsulteeFacts.of(reply.consultee)) is ConsulteePhase.RETURNED


def test_a_reply_taken_note_of(make: Maker) -> None:
    consultee = make.consultee("stp")
    make.reply(consultee)
    assert consultee_phase(ConsulteeFacts.of(make.accepted(consultee))) is ConsulteePhase.ACCEPTED
