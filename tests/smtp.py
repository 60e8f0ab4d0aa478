"""Real mail servers on the loopback, each on a port of its own: they take mail, or refuse it as real ones do."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from coordination.kernel.post import PostSettings

HOST = "127.0.0.1"
Login = tuple[str, str]

SENDER = "he-thong@phoi-hop.example.vn"


@dataclass(frozen=True)
class Mail:
    """One mail as the server got it."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """As a mail program reads it."""
        parsed = message_from_bytes(self.raw, policy=SMTP_POLICY)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def part(self, kind: str) -> str:
        """The text of the plain or the HTML part."""
        body = self.message.get_body((kind,))
        assert body is not None, f"no {kind} part"
        content = body.get_content()
        assert isinstance(content, str)
        return content.replace("\r\n", "\n")


class Server(Controller):
    """A mail server that remembers. Its answers to a recipient and to a mail can be set, also while it runs."""

    def __init__(self, *, mode: str, rcpt: str = "", data: str = "", drops: bool = False, **options: Any) -> None:
        self.mode, self.rcpt, self.data, self.drops = mode, rcpt, data, drops
        self.mails: list[Mail] = []
        self.connections = -1  # the first one is the controller's own question whether we are up
        self._listener = socket.create_server((HOST, 0))
        super().__init__(self, hostname=HOST, port=self._listener.getsockname()[1], **options)

    def settings(self, **changes: Any) -> PostSettings:
        """What the product needs to send here."""
        kept: dict[str, Any] = {
            "host": HOST,
            "port": self.port,
            "mode": self.mode,
            "sender_address": SENDER,
            "timeout": 5,
        }
        return PostSettings(**{**kept, **changes})

    # What aiosmtpd asks of a server and of its handler.

    def factory(self) -> SMTP:
        self.connections += 1
        return SMTP(self, hostname="mail.example.vn", **self.SMTP_kwargs)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._listener, ssl=self.ssl_context)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.data:
            return self.data
        assert isinstance(envelope.content, bytes)
        self.mails.append(Mail(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content))
        if self.drops:
            assert server.transport is not None
            server.transport.close()
            await asyncio.sleep(0)
        return "250 OK"


class Authority:
    """A certificate authority of the test, which nobody else trusts."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.file = str(folder / "authority.pem")
        self._ca.cert_pem.write_to_path(self.file)

    def context(self, name: str = HOST) -> ssl.SSLContext:
        """A server's side, with a certificate for this name."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(name).configure_cert(context)
        return context


def plain(**options: Any) -> AbstractContextManager[Server]:
    """Takes mail from anybody; `rcpt="550 …"`, `data="451 …"` or `drops=True` make it a difficult one."""
    return _running(Server(mode="plain", **options))


def starttls(
    authority: Authority, login: Login | None = None, *, login_required: bool = True, name: str = HOST
) -> AbstractContextManager[Server]:
    """Takes mail over a line that is made safe first, from those who sign in."""
    options = _who_signs_in(login, required=login_required)
    return _running(Server(mode="starttls", tls_context=authority.context(name), require_starttls=True, **options))


def over_ssl(authority: Authority, login: Login | None = None) -> AbstractContextManager[Server]:
    """Takes mail over a line that is safe from the first byte."""
    options = {**_who_signs_in(login), "auth_require_tls": False}  # aiosmtpd doesn't see that the line is safe already
    return _running(Server(mode="ssl", ssl_context=authority.context(), **options))


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _who_signs_in(login: Login | None, *, required: bool = True) -> dict[str, Any]:
    if login is None:
        return {}

    def check(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        known = (given.login.decode(), given.password.decode()) == login
        return AuthResult(success=known, handled=False)

    return {"authenticator": check, "auth_required": required}


def nobody_there() -> int:
    """A port on which nobody listens."""
    with socket.create_server((HOST, 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def silent() -> Iterator[int]:
    """Somebody who takes the call and says nothing; the port."""
    with socket.create_server((HOST, 0)) as listener:
        yield listener.getsockname()[1]
