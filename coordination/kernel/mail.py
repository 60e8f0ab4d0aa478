"""A letter as mail: composed by the standard library, accents whole, addresses as SMTP knows them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from types import MappingProxyType

import idna

from coordination.kernel import clock

_LOCAL_PART = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_MESSAGE_ID = re.compile(r"<[^\s<>@]+@[^\s<>@]+>", re.ASCII)
_OURS = frozenset({"from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "auto-submitted", "reply-to"})


@dataclass(frozen=True)
class ReadyLetter:
    """One mail to one address, ready to be handed over. What it says is kept out of logs."""

    message_id: str
    to_address: str
    to_name: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    reply_to: str | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class BadAddress(ValueError):
    """No mail can reach this address; it isn't repeated here, so that it doesn't get into logs."""


def message_id_for(name: str, domain: str) -> str:
    """The same letter always has the same Message-ID, which tells nothing of it but lets a repeated one be seen."""
    try:
        place = idna.encode(domain, uts46=True).decode()
    except UnicodeError:  # a host's name of the house that is none on the network: it only has to be the same each time
        place = re.sub(r"[^A-Za-z0-9.-]", "-", domain)
    return f"<{hashlib.sha256(name.encode()).hexdigest()[:40]}@{place}>"


def compose(letter: ReadyLetter, sender_address: str, sender_name: str, now: datetime) -> EmailMessage:
    """The mail itself: a real text and an HTML part, accents whole (NFC), our Message-ID.

    Raises ValueError for a line break or another control character in a header, for a header that is ours; BadAddress.
    """
    if not _MESSAGE_ID.fullmatch(letter.message_id):
        raise ValueError("the Message-ID isn't of the form <name@domain>")
    headers = {
        "From": _mailbox(sender_name, sender_address),
        "To": _mailbox(letter.to_name, letter.to_address),
        "Subject": _written("Subject", clean(letter.subject, "the subject")),
        "Date": format_datetime(clock.local(now)),
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
    }
    if letter.reply_to:
        headers["Reply-To"] = ascii_address(letter.reply_to)
    for name, value in letter.headers.items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OURS or name.lower().startswith(("content-", "mime-")):
            raise ValueError("a letter can't set this header")
        headers[name] = _written(name, clean(value, f"the header {name}"))
    # Kept as written: the library's own folding (seen in 3.11) drops the space where it cuts a long Vietnamese subject.
    message = EmailMessage(policy=SMTP.clone(refold_source="none"))
    for name, value in headers.items():
        message.set_raw(name, value)
    message.set_content(unicodedata.normalize("NFC", letter.text), cte="quoted-printable")
    message.add_alternative(unicodedata.normalize("NFC", letter.html), subtype="html", cte="quoted-printable")
    return message


def clean(value: str, what: str) -> str:
    """A header's value in one way of writing accents (NFC). Raises ValueError for what could begin another header."""
    if any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in value):
        raise ValueError(f"{what} holds a line break or another control character")
    return unicodedata.normalize("NFC", value).strip()


def _mailbox(name: str, address: str) -> str:
    name = clean(name, "a name")
    if name.isascii() and "=?" not in name:
        return formataddr((name, ascii_address(address)))
    return f"{_written('To', name)} <{ascii_address(address)}>"


def _written(name: str, value: str) -> str:
    """A header's value in ASCII, folded between words; a long link stays in one piece."""
    charset = "us-ascii" if value.isascii() and "=?" not in value else "utf-8"
    return Header(value, charset, header_name=name, maxlinelen=75).encode()


def ascii_address(address: str) -> str:
    """An address as SMTP knows it: a domain with accents is spelled in IDNA. Raises BadAddress."""
    local, _, domain = address.rpartition("@")
    try:
        plain = f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except UnicodeError:
        raise BadAddress("the address has no possible domain after @") from None
    if not _LOCAL_PART.fullmatch(local) or len(plain) > 254:
        raise BadAddress("the address isn't one that mail can reach")
    return plain
