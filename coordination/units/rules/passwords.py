"""What a password must be, in the few rules that help: long, not common, not the person's own name or address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coordination.kernel.values import Finding

SHORTEST = 10
LONGEST = 200

# What people in offices really choose; digits and signs at the end don't help, so only the stem is compared.
_COMMON = frozenset(
    "password matkhau iloveyou anhyeuem emyeuanh qwerty qwertyuiop asdfghjkl zxcvbnm admin administrator quantri "
    "welcome xinchao vietnam hanoi saigon hochiminh thanhpho coordination letmein abc abcabc abcdef abcxyz khongco "
    "changeme macdinh default user nguoidung tinhoc uyban uybannhandan phuong vanphong tphcm tphochiminh govap".split()
)
_ROWS = ("01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def password_findings(password: str, *, own: Iterable[str] = ()) -> list[Finding]:
    """What is wrong with a password; `own` holds the person's name and e-mail, already without accents."""
    if len(password) < SHORTEST:
        return [Finding("password_short", evidence={"shortest": SHORTEST}, field="password")]
    if len(password) > LONGEST:
        return [Finding("password_long", evidence={"longest": LONGEST}, field="password")]
    if "\0" in password:
        return [Finding("password_unreadable", field="password")]
    plain = re.sub(r"[\W_]", "", password.casefold())
    if _is_common(plain):
        return [Finding("password_common", field="password")]
    if any(_is_own(plain, each) for each in own):
        return [Finding("password_own", field="password")]
    return []


def _is_common(plain: str) -> bool:
    stem = plain.strip("0123456789")
    return len(set(plain)) < 4 or stem in _COMMON or any(plain in row for row in _ROWS)


def _is_own(plain: str, own: str) -> bool:
    """The person's name or the name part of the address, with nothing but digits added."""
    name = re.sub(r"[\W_]", "", own.split("@")[0].casefold())
    return len(name) >= 4 and plain.strip("0123456789") == name.strip("0123456789")
