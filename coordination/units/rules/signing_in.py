"""Signing in: how many tries, how long a mailed link lives."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

TRY_WINDOW = timedelta(minutes=15)
ACCOUNT_TRIES = 8
# An office sits behind one address, so an address may fail more often than an account.
ADDRESS_TRIES = 40
LETTERS_PER_WINDOW = 3
RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=3)


class LinkState(StrEnum):
    """What a mailed link is good for: to act on, or only to be told that it no longer works (exact rule 23)."""

    GOOD = "good"
    OVER = "over"


def digest(secret: str) -> str:
    """What the database keeps of a mailed link."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def try_key(kind: str, value: str, secret: str) -> str:
    """Under which name a failed try is kept: neither the account nor the address can be read from it."""
    return hmac.new(secret.encode(), f"{kind}\n{value}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def wait_until(failures: Sequence[datetime], allowed: int, now: datetime) -> datetime | None:
    """When the next try is allowed, None when at once: not more than `allowed` failures within a quarter of an hour.

    Told to the next full minute, as the clock on the wall shows it.
    """
    recent = sorted(at for at in failures if at > now - TRY_WINDOW)
    if len(recent) < allowed:
        return None
    until = recent[-allowed] + TRY_WINDOW
    minute = until.replace(second=0, microsecond=0)
    return until if until == minute else minute + timedelta(minutes=1)


def link_state(used_at: datetime | None, expires_at: datetime, now: datetime) -> LinkState:
    """A link works once and until it expires (exact rule 23)."""
    return LinkState.GOOD if used_at is None and now < expires_at else LinkState.OVER
