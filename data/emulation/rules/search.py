"""What a text asks for: words, beginnings, and the signs of Han, kana and hangul."""

from __future__ import annotations

import re
from functools import cache

from data.search_key import search_key

# Han, kana and hangul, without the points and strokes that stand between words.
_SIGNS = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u1100-\u11ff\uac00-\ud7a3\u3400-\u4db5\u4e00-\u9fcc\uf900-\ufa6d"
    "\U00020000-\U0002a6d6\U0002a700-\U0002b81d"
)
MOST_WORDS = 8
SHORTEST_TRIGRAM = 3
"""A query of so many characters or more is answered by the trigram index."""


def words_of(key: str) -> list[str]:
    """The words that a key of three characters or more asks for, all of them, in any order.

    At most eight count. Where no word has three characters, the key is taken as it stands.
    """
    words = list(dict.fromkeys(key.split()))[:MOST_WORDS]
    return words if any(len(word) >= SHORTEST_TRIGRAM for word in words) else [key]


def order_key(key: str) -> int:
    """The first four bytes of a key as a number: keys in order, four bytes deep.

    The database's column of this name is the same of a name's key.
    """
    return int.from_bytes(key.encode()[:4].ljust(4, b"\0"), "big")


def grams(text: str) -> str:
    """The single signs and neighbouring pairs of a text's Han, kana and hangul, blank-separated.

    Such a name is often looked for by one or two signs, too few for trigrams. Empty where the text
    has none.
    """
    if text.isascii():
        return ""
    found: dict[str, None] = {}
    for run in _runs().findall(search_key(text)):
        found.update(dict.fromkeys(run))
        found.update(dict.fromkeys(map(str.__add__, run, run[1:])))
    return " ".join(found)


def is_gram(key: str) -> bool:
    """Whether a key is a single sign or a pair that `grams` would have listed."""
    return len(key) <= 2 and _runs().fullmatch(key) is not None


@cache
def _runs() -> re.Pattern[str]:
    # Two milliseconds that a program without such names need not wait for.
    return re.compile(f"[{_SIGNS}]+")
