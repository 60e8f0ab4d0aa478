"""Which functions a text speaks of: the words it shares with a function's name (L2)."""

from __future__ import annotations

import re
from itertools import pairwise

# Words that stand in nearly every function or subject and so tell nothing.
_EMPTY = frozenset(
    "ve va cua cac cho tai theo trong viec thuc hien quan ly nha nuoc tren dia ban thanh pho phuong xa tinh du thao ke "
    "hoach de nghi gop y y kien cong tac to chuc huong dan tham muu giup uy ban nhan dan linh vuc".split()
)


def _words(folded: str) -> list[str]:
    return re.findall(r"[0-9a-z]+", folded)


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    return {pair for pair in pairwise(words) if not set(pair) <= _EMPTY}


def shared_terms(text_folded: str, function_folded: str) -> int:
    """How many terms of two syllables (most Vietnamese words) both texts hold; a lone word counts by itself.

    Clause L2. Both texts come without accents and in small letters.
    """
    text, function = _words(text_folded), _words(function_folded)
    if len(text) == 1:
        return int(text[0] in function and text[0] not in _EMPTY)
    return len(_pairs(text) & _pairs(function))
