"""Passwords: argon2id, 19 MiB, two passes, one lane; two at a time, so that a rush doesn't eat the memory."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody = ""
_at_a_time = BoundedSemaphore(2)


def quick_passwords() -> None:
    """For tests: the same algorithm at its cheapest."""
    global _hasher, _nobody
    _hasher, _nobody = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1), ""


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _at_a_time:
        return _hasher.hash(password)


def password_holds(kept: str, password: str) -> bool:
    """Whether this is the password. Without a kept one the same work is done for nobody, so that time tells nothing."""
    global _nobody
    if not kept and not _nobody:
        _nobody = hash_password("nobody has this password")
    try:
        with _at_a_time:
            _hasher.verify(kept or _nobody, password)
            return bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def needs_new_hash(kept: str) -> bool:
    """Whether it was made with other costs than today's."""
    return _hasher.check_needs_rehash(kept)
