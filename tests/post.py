"""The post of a test: everything is kept, nothing leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coordination.kernel import jobs, store
from coordination.kernel.outbox import Delivered, Letter
from coordination.kernel.post import Accepted, NullPost, Outcome, ReadyLetter


class CapturedPost:
    """Letters as the outbox holds them, and those that were really handed over (`sent`, after `deliver()`)."""

    def __init__(self) -> None:
        self.sent: list[ReadyLetter] = []
        self.answers: list[Outcome] = []
        self._null = NullPost()

    def __enter__(self) -> CapturedPost:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, letter: ReadyLetter) -> Outcome:
        """Accept, unless the test put other answers into `answers`."""
        answer = self.answers.pop(0) if self.answers else Accepted()
        if isinstance(answer, Accepted):
            answer = self._null.send(letter)
        if isinstance(answer, Accepted):
            self.sent.append(letter)
        return answer

    # What a test asks of it.

    def letters(self, to: Any = None, *, kind: str | None = None, says: str | None = None) -> Sequence[Letter]:
        """The letters posted so far, oldest first; `to` a person, a unit (its boxes) or an address."""
        store.db.session.commit()
        found = store.db.session.scalars(select(Letter).order_by(Letter.id)).all()
        addresses = _addresses(to)
        return [
            letter
            for letter in found
            if (addresses is None or letter.to_address in addresses)
            and (kind is None or letter.kind == kind)
            and (says is None or says in letter.subject or says in letter.text)
        ]

    def letter(self, to: Any = None, *, kind: str | None = None, says: str | None = None) -> Letter:
        """The one letter of this description; fails when there is none or more than one, and lists what there is."""
        found = self.letters(to, kind=kind, says=says)
        if len(found) != 1:
            there = "\n".join(f"  {each.kind:<24} to {each.to_address}: {each.subject}" for each in self.letters())
            wanted = f"{len(found)} letters to {_named(to)} kind={kind} says={says}"
            raise AssertionError(f"{wanted}; there are:\n{there or '  none'}")
        return found[0]

    def deliver(self) -> Delivered:
        """Send what is due now, as the worker does."""
        store.db.session.commit()
        return jobs.send_mail()


def _addresses(to: Any) -> set[str] | None:
    if to is None:
        return None
    if isinstance(to, str):
        return {to}
    return {to.email} if hasattr(to, "email") else {box.address for box in to.boxes}


def _named(to: Any) -> str:
    return str(getattr(to, "name", to))
