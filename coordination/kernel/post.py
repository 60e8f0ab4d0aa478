"""How letters leave the house: handed to a mail server, or kept in memory where there is none."""

from __future__ import annotations

import logging
import smtplib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Protocol, Self

from coordination.kernel import clock
from coordination.kernel.mail import BadAddress, ReadyLetter, ascii_address, compose, message_id_for
from coordination.kernel.smtp import NoSession, PostSettings, Session, Trouble, words_of

__all__ = [
    "Accepted", "NullPost", "Outcome", "Post", "PostSettings", "ReadyLetter", "Refused", "SmtpPost", "Trouble",
    "Unreachable", "compose", "message_id_for",
]  # fmt: skip

log = logging.getLogger(__name__)

LOST_IN_A_ROW = 3  # so many connections lost one after the other: the rest waits for the next round


@dataclass(frozen=True)
class Accepted:
    """The server took the letter."""


@dataclass(frozen=True)
class Refused:
    """The server, the address or the letter itself makes it impossible for good: 'not delivered'."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """Not now; worth another try later."""

    reason: str


Outcome = Accepted | Refused | Unreachable


class Post(Protocol):
    """Somebody who carries letters; a context, so that one connection serves many. For one thread at a time."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, letter: ReadyLetter) -> Outcome:
        """Hand one letter over. Never raises for what a letter, an address or a server may be."""
        ...


class NullPost:
    """Takes what a server would get, keeps the last ones and sends nothing: for the demonstration, and for tests."""

    def __init__(self, keep: int = 500) -> None:
        self.letters: deque[ReadyLetter] = deque(maxlen=keep)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, letter: ReadyLetter) -> Outcome:
        """Keep the letter, unless it couldn't be sent."""
        try:
            compose(letter, "coordination@localhost", "", clock.now())
        except ValueError as unusable:
            return _unusable(unusable)
        self.letters.append(letter)
        return Accepted()


class SmtpPost:
    """Sends over SMTP; connects at the first letter and keeps the connection until the context ends.

    A server that can't be reached, or doesn't let us in, isn't asked again for each of the letters that wait: until the
    context ends they are answered at once.
    """

    def __init__(self, settings: PostSettings) -> None:
        self.settings = settings
        self._session: Session | None = None
        self._down = ""
        self._lost = 0

    def __enter__(self) -> Self:
        self._down, self._lost = "", 0
        return self

    def __exit__(self, *_: object) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def send(self, letter: ReadyLetter) -> Outcome:
        """Hand one letter over (design 6): taken, impossible for good, or to be tried again."""
        try:
            message = compose(letter, self.settings.sender_address, self.settings.sender_name, clock.now())
        except ValueError as unusable:
            return _unusable(unusable)
        if self._down:
            return Unreachable(self._down)
        try:
            outcome = self._hand_over(ascii_address(letter.to_address), message)
        except OSError as failed:  # SMTPException is one
            outcome = _verdict(failed)
        self._lost = self._lost + 1 if _is_lost(outcome) else 0
        if self._lost >= LOST_IN_A_ROW:
            self._down = Trouble.CONNECTION.says("the mail server hangs up again and again")
        return outcome

    def _hand_over(self, address: str, message: EmailMessage) -> Outcome:
        try:
            self._session = self._session or Session(self.settings)
            answer = self._session.send(to=address, contents=message)
        except NoSession as closed:
            self._down = str(closed)
            log.warning("mail_server_unusable", extra={"host": self.settings.host, "trouble": Trouble.of(self._down)})
            return Unreachable(self._down)
        if answer is False:  # yagmail's way to say that the connection was lost
            return Unreachable(Trouble.CONNECTION.says("lost before the server had answered"))
        return _by_refusal(answer) if answer else Accepted()


def _unusable(why: ValueError) -> Refused:
    trouble = Trouble.ADDRESS if isinstance(why, BadAddress) else Trouble.CONTENT
    return Refused(trouble.says("letters that can't be written" if isinstance(why, UnicodeError) else why))


def _verdict(failed: OSError) -> Outcome:
    """What a failure after the connection means: 5xx for this letter is for good, all else may pass."""
    if isinstance(failed, smtplib.SMTPRecipientsRefused):
        return _by_refusal(failed.recipients)
    if isinstance(failed, smtplib.SMTPSenderRefused) and failed.smtp_code != 552:  # 552: the letter is too big
        return Unreachable(Trouble.SENDER.says(f"{failed.smtp_code} {words_of(failed.smtp_error)}"))
    if isinstance(failed, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return _by_code(Trouble.MESSAGE, failed.smtp_code, failed.smtp_error)
    return Unreachable(Trouble.CONNECTION.says(failed))


def _by_refusal(refused: Mapping[str, tuple[int, bytes]]) -> Outcome:
    code, words = next(iter(refused.values()))
    return _by_code(Trouble.RECIPIENT, code, words)


def _by_code(trouble: Trouble, code: int, words: bytes | str) -> Outcome:
    if code in (530, 534, 535, 538):  # the server wants a login: nothing is wrong with this letter
        return Unreachable(Trouble.LOGIN.says(f"{code} {words_of(words)}"))
    reason = trouble.says(f"{code} {words_of(words)}")
    return Refused(reason) if 500 <= code < 600 else Unreachable(reason)


def _is_lost(outcome: Outcome) -> bool:
    return isinstance(outcome, Unreachable) and Trouble.of(outcome.reason) is Trouble.CONNECTION
