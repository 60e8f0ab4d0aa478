"""How letters leave the house: yagmail for the session and the transport, the standard library for the composing.

yagmail's own composing is not used: it attaches a file when a text happens to be an existing path, sends HTML as plain
text, and gives every reminder with the same subject the same Message-ID.
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
import ssl
import unicodedata
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from types import MappingProxyType, TracebackType
from typing import Any, Protocol, Self

import idna
import yagmail

from coordination.kernel import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadyLetter:
    """One mail to one address, ready to be handed to the transport."""

    message_id: str
    to_address: str
    to_name: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Accepted:
    """The server took the letter."""


@dataclass(frozen=True)
class Refused:
    """The server, or the address itself, will never take it: not delivered, and no fault of the unit."""

    reason: str


@dataclass(frozen=True)
class Unreachable:
    """Not now; worth another try later."""

    reason: str


Outcome = Accepted | Refused | Unreachable


class Post(Protocol):
    """Somebody who carries letters; a context, so that one connection serves many."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def send(self, letter: ReadyLetter) -> Outcome: ...


@dataclass(frozen=True)
class PostSettings:
    """The mail server. `mode`: plain, starttls or ssl (the certificate is always checked in the last two)."""

    host: str
    port: int
    sender_address: str
    sender_name: str = ""
    mode: str = "starttls"
    login: str = ""
    password: str = field(default="", repr=False)
    timeout: int = 20
    ca_file: str | None = None


def message_id_for(name: str, domain: str) -> str:
    """The same letter always has the same Message-ID, so that a repeated one is recognised."""
    return f"<{hashlib.sha256(name.encode()).hexdigest()[:40]}@{domain}>"


class NullPost:
    """Takes every letter and keeps the last ones: for the demonstration without a mail server, and for tests."""

    def __init__(self, keep: int = 500) -> None:
        self.letters: deque[ReadyLetter] = deque(maxlen=keep)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, letter: ReadyLetter) -> Outcome:
        compose(letter, PostSettings("localhost", 25, "he-thong@demo.example"))
        self.letters.append(letter)
        return Accepted()


class SmtpPost:
    """Sends over SMTP through yagmail; connects at the first letter, keeps the connection until the context ends."""

    def __init__(self, settings: PostSettings) -> None:
        self.settings = settings
        self._client: _Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hang_up()

    def send(self, letter: ReadyLetter) -> Outcome:
        """Hand one letter over. Never raises for what a server or an address may do."""
        try:
            address = _ascii_address(letter.to_address)
            message = compose(letter, self.settings)
        except (ValueError, UnicodeError) as unusable:
            return Refused(str(unusable)[:300])
        try:
            return self._hand_over(address, message)
        except smtplib.SMTPAuthenticationError as refused:
            self._hang_up()
            return Unreachable(f"sign-in refused by the mail server ({refused.smtp_code})")
        except (smtplib.SMTPException, OSError) as failed:
            self._hang_up()
            return _verdict(failed)

    def _hand_over(self, address: str, message: EmailMessage) -> Outcome:
        if self._client is None:
            self._client = _Client(self.settings)
        result = self._client.send(to=address, message=message)
        if result is False:  # yagmail's way of saying that the server hung up three times
            self._hang_up()
            return Unreachable("the mail server hung up")
        if result:  # a dict of refused addresses
            code, reason = next(iter(result.values()))
            return _by_code(int(code), reason)
        return Accepted()

    def _hang_up(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            try:
                client.close()
            except (smtplib.SMTPException, OSError):
                log.info("mail_connection_was_gone")


class _Client(yagmail.SMTP):  # type: ignore[misc]  # yagmail brings no types
    """yagmail's session with our own message: one connection, real certificate checks, a From that need not be the login."""

    def __init__(self, settings: PostSettings) -> None:
        self.ours = settings
        options: dict[str, Any] = {"timeout": settings.timeout}
        context = ssl.create_default_context(cafile=settings.ca_file) if settings.mode != "plain" else None
        if settings.mode == "ssl":
            options["context"] = context
        super().__init__(
            user=settings.sender_address,
            password="",
            host=settings.host,
            port=settings.port,
            smtp_ssl=settings.mode == "ssl",
            smtp_starttls={"context": context} if settings.mode == "starttls" else False,
            smtp_skip_login=True,
            **options,
        )

    def _login(self, password: str | None) -> None:
        """Keep a living connection instead of signing in anew for every letter."""
        if self.smtp is not None and self._alive():
            return
        super()._login(password)
        if self.ours.login:
            self.smtp.login(self.ours.login, self.ours.password)

    def _alive(self) -> bool:
        try:
            return bool(self.smtp.noop()[0] == 250)
        except (smtplib.SMTPException, OSError):
            return False

    def send(self, to: str, message: EmailMessage) -> Any:
        self._message, self._to = message, to
        return super().send(to=to, subject="", contents="")

    def prepare_send(self, *_args: Any, **_kwargs: Any) -> tuple[list[str], bytes]:
        return [self._to], self._message.as_bytes()


def compose(letter: ReadyLetter, settings: PostSettings) -> EmailMessage:
    """The mail: real text and HTML parts, accents whole (NFC), our Message-ID.

    Raises ValueError for a line break in a header or an impossible address.
    """
    for value in (letter.subject, letter.to_name, letter.to_address, letter.reply_to, letter.message_id):
        if any(ord(c) < 32 or ord(c) == 127 for c in value):
            raise ValueError("a header holds a control character")
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = Address(_nfc(settings.sender_name), addr_spec=_ascii_address(settings.sender_address))
    message["To"] = Address(_nfc(letter.to_name), addr_spec=_ascii_address(letter.to_address))
    message["Subject"] = _nfc(letter.subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=_ascii_address(letter.reply_to))
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(_nfc(letter.text))
    message.add_alternative(_nfc(letter.html), subtype="html")
    return message


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _ascii_address(address: str) -> str:
    """An address as SMTP knows it; a domain with accents is spelled in IDNA. Raises ValueError."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not local or not domain:
        raise ValueError("not an address")
    try:
        plain = f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as impossible:
        raise ValueError("not a domain") from impossible
    if not plain.isascii():
        raise ValueError("the part before @ must be plain letters")
    return plain


def _verdict(failed: Exception) -> Outcome:
    if isinstance(failed, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(failed.recipients.values()))
        return _by_code(int(code), reason)
    if isinstance(failed, smtplib.SMTPResponseException):
        return _by_code(failed.smtp_code, failed.smtp_error)
    return Unreachable(f"{type(failed).__name__}: {failed}"[:300])


def _by_code(code: int, reason: bytes | str) -> Outcome:
    words = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    text = f"{code} {words}"[:300]
    return Refused(text) if 500 <= code < 600 else Unreachable(text)
