"""Random lives of consultations: acts of everybody, moves of the clock, kills between any two statements, sweeps that
overlap. After each step: no ladder step twice or missed, no impossible phase, a delay ledger that equals the calendar,
and nobody reported without proof."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coordination.kernel import clock as kernel_clock
from coordination.kernel.store import db
from tests.cast import Cast
from tests.clock import MONDAY, Clock
from tests.escalation import truths
from tests.escalation.chances import chances
from tests.escalation.life import Life
from tests.make import Maker

WHO = st.integers(0, 2)
KILL = st.none() | st.integers(0, 160).map(lambda n: n if n < 60 else None)
ANYTHING = ("open", "acknowledge", "dispute", "claim", "contest", "complete_dossier", "send_back", "accept",
            "answer_contest", "remind", "report", "follow_directive")  # fmt: skip


class AnyLife(RuleBasedStateMachine):
    """One life; each rule is an act of somebody."""

    connection: Any = None

    def __init__(self) -> None:
        super().__init__()
        db.session.remove()
        self.before = self.connection.begin_nested()
        kernel_clock.travel_to(MONDAY)
        self.phases: dict[int, Any] = {}
        self.known: set[int] = set()
        self.up: set[int] = set()

    @initialize(delivered=st.booleans(), units=st.integers(1, 2))
    def issue(self, delivered: bool, units: int) -> None:
        self.life = Life(Maker(Cast(), Clock()), self.connection, delivered=delivered, units=units)

    def act(self, said: str, kill: int | None, *args: Any, **how: Any) -> str:
        verb = getattr(self.life, said)
        told = f"{said} {' '.join(map(str, (*args, *how.items())))}"
        went = self.life.do(told, lambda: verb(*args, **how), kill)
        note(self.life.story[-1])
        return went

    @rule(kind=st.integers(0, 99), which=st.integers(0, 9_999), who=WHO, kill=KILL)
    def something_happens(self, kind: int, which: int, who: int, kill: int | None) -> None:
        """One rule for all, so that no life goes without any kind of happening; how often each comes is said here."""
        if kind < 50 or kind > 97:
            self._somebody_does_what_he_can(which, kill)
        elif kind < 72:
            self._mornings_pass(1 + which % 3, (8, 9, 12, 16, 18)[which % 5])
        elif kind < 76:  # an outage: no worker runs
            self.life.clock.at(self.life.clock.today + timedelta(days=2 + which % 9))
        elif kind < 79:
            self.life.clock.pass_(hours=-1)
        elif kind < 90:
            self._swept(("sweep", "overlapping_sweeps")[which % 2], kill)
        elif kind < 97:
            self.act(ANYTHING[which % len(ANYTHING)], kill, who)
        elif which % 4 == 3:
            self.act("withdraw", kill)

    def _mornings_pass(self, days: int, hour: int) -> None:
        """Days go by, each with its sweep, as the worker does it."""
        for _ in range(days):
            self.life.clock.at(self.life.clock.today + timedelta(days=1))
            self._swept("sweep", None)
        self.life.clock.at(self.life.clock.today, hour)

    def _swept(self, how: str, kill: int | None) -> None:
        """A sweep; one that was killed is run again, as by the worker that takes over."""
        if self.act(how, kill) == "killed":
            self.act(how, None)
        self.check(truths.swept(self.life))

    def _somebody_does_what_he_can(self, which: int, kill: int | None) -> None:
        """Who was cut off does it again, as a person would."""
        possible = chances(self.life)
        said, args, how = possible[which % len(possible)]
        if self.act(said, kill, *args, **how) == "killed":
            self.act(said, None, *args, **how)

    @invariant()
    def all_is_true(self) -> None:
        if not hasattr(self, "life"):
            return
        self.check(truths.phases(self.life, self.phases))
        self.check(truths.ledgers(self.life))
        self.check(truths.steps(self.life))
        self.check(truths.proofs(self.life, self.known, self.up))

    def check(self, faults: Any) -> None:
        found = list(faults)
        assert not found, "\n".join(["It is not true:", *found, "The story:", *self.life.story])

    def teardown(self) -> None:
        db.session.remove()
        self.before.rollback()


@pytest.mark.req("L7", "L8", "C2", "C3", "X3")
@pytest.mark.timeout(300)
def test_whatever_happens_in_whatever_order_it_stays_true(app: Any) -> None:
    lives = int(os.environ.get("LIVES", "8"))
    AnyLife.connection = db.engine
    run_state_machine_as_test(
        AnyLife,
        settings=settings(
            max_examples=lives, stateful_step_count=30, deadline=None, derandomize="LIVES" not in os.environ,
            database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
