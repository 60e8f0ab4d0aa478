"""What a name becomes for searching: the product's own folding."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))
