"""The session with a mail server: yagmail's, mended where it signs in anew, trusts anybody, sleeps or repeats."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

import yagmail

from coordination.kernel.mail import ascii_address, clean

MODES = ("plain", "starttls", "ssl")


class Trouble(StrEnum):
    """What stood in the way; the first word of a reason, so that a screen can say it in its own words."""

    CONTENT = "content"
    ADDRESS = "address"
    RECIPIENT = "recipient"
    MESSAGE = "message"
    SENDER = "sender"
    LOGIN = "login"
    CERTIFICATE = "certificate"
    CONNECTION = "connection"

    def says(self, detail: object) -> str:
        """A reason of one line; a server's own words are cut and cleaned."""
        words = "".join(c if c.isprintable() else " " for c in str(detail))
        return " ".join(f"{self}: {words}".split())[:300]

    @classmethod
    def of(cls, reason: str) -> Trouble | None:
        """The trouble that a reason begins with, if it is one of ours."""
        word = reason.partition(":")[0]
        return cls(word) if word in set(cls) else None


@dataclass(frozen=True)
class PostSettings:
    """The mail server; with starttls and ssl its certificate is always checked. Raises ValueError, in a sentence."""

    host: str
    port: int
    sender_address: str
    sender_name: str = ""
    mode: str = "starttls"
    login: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"the mode of mail is one of {', '.join(MODES)}")
        if bool(self.login) != bool(self.password):
            raise ValueError("the login and the password of mail go together")
        if self.login and self.mode == "plain":
            raise ValueError("a mail password isn't sent over an open line: use the mode starttls or ssl")
        if not (self.login + self.password).isascii():
            raise ValueError("the login and the password of mail hold a letter that mail servers don't take")
        ascii_address(self.sender_address)
        clean(self.sender_name, "the sender's name")


class NoSession(Exception):
    """No connection, no trusted certificate or no login; its text is the reason."""


class Session(yagmail.SMTP):  # type: ignore[misc]  # yagmail isn't marked as typed, so its class is Any to the checker
    """yagmail's session: one connection for all, certificates checked, a From that need not be the login."""

    smtp: Any  # smtplib.SMTP, or None without a connection

    def __init__(self, settings: PostSettings) -> None:
        self._ours = settings
        # smtplib would else ask the network for this machine's name, which can take long and says it to strangers.
        options: dict[str, Any] = {
            "timeout": settings.timeout,
            "local_hostname": ascii_address(settings.sender_address).rpartition("@")[2],
        }
        try:
            trusted = None if settings.mode == "plain" else ssl.create_default_context(cafile=settings.ca_file)
        except OSError as unreadable:
            raise NoSession(Trouble.CERTIFICATE.says(f"the file of trusted ones: {unreadable}")) from unreadable
        if settings.mode == "ssl":
            options["context"] = trusted
        super().__init__(
            user=ascii_address(settings.sender_address),
            host=settings.host,
            port=settings.port,
            smtp_ssl=settings.mode == "ssl",
            smtp_starttls={"context": trusted} if settings.mode == "starttls" else False,
            smtp_skip_login=True,
            soft_email_validation=False,
            **options,
        )
        self.set_logging(None)  # else it writes recipients to the terminal

    def _login(self, password: Any) -> None:
        """Keep a living connection; yagmail makes a new one for every letter and leaves the old one open."""
        if self._is_alive():
            return
        self._drop()
        try:
            super()._login(password)
            if self._ours.login:
                self.smtp.login(self._ours.login, self._ours.password)
        except (OSError, ValueError) as failed:
            self._drop()  # a connection without its login must not be taken for a good one
            raise NoSession(_why_closed(failed)) from None

    def prepare_send(self, to: str, subject: None, contents: EmailMessage, *_: Any) -> tuple[list[str], bytes]:
        """Our own message, instead of the one that yagmail would make."""
        return [to], contents.as_bytes()

    def _attempt_send(self, recipients: list[str], message: bytes) -> Any:
        """Once: yagmail would sleep for 18 seconds and send again what a server may already have taken."""
        try:
            return self.smtp.sendmail(self.user, recipients, message)
        except smtplib.SMTPServerDisconnected:
            return False

    def close(self) -> None:
        """Say goodbye, if anybody still listens."""
        with suppress(OSError, AttributeError):
            self.smtp.quit()
        self._drop()

    def _is_alive(self) -> bool:
        try:
            return self.smtp is not None and self.smtp.noop()[0] == 250
        except OSError:
            return False

    def _drop(self) -> None:
        smtp, self.smtp, self.is_closed = self.smtp, None, True
        if smtp is not None:
            smtp.close()


def _why_closed(failed: Exception) -> str:
    if isinstance(failed, smtplib.SMTPAuthenticationError):
        return Trouble.LOGIN.says(f"{failed.smtp_code} {words_of(failed.smtp_error)}")
    if isinstance(failed, ssl.SSLCertVerificationError):
        return Trouble.CERTIFICATE.says(failed.verify_message)
    if isinstance(failed, ValueError):  # its text may hold a part of a password
        return Trouble.CONNECTION.says(type(failed).__name__)
    return Trouble.CONNECTION.says(failed)


def words_of(answer: bytes | str) -> str:
    """A server's answer as text."""
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
