"""Search keys: what is compared when people look for a name, an external id, an email.

A key is the text in compatibility form, case-folded, accents stripped, letters with a stroke or a
ligature as their plain ones, white space narrowed to single blanks, and without control and
formatting signs (a bidi trick cannot hide a name). The emulation stores keys: whoever changes what
a key is writes a migration of its database too.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, combining, normalize

_SPACE: Final = re.compile(r"\s+")
# Signs that do not change what a word is called. Left in place are the marks that do: voicing of
# kana (8), nukta (7), virama (9) and the vowel signs without a class (0).
_KEPT_CLASSES: Final = frozenset({0, 7, 8, 9})
_DROPPED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs"})

LETTERS: Final = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
}
"""Letters that Unicode takes for letters of their own, and what people type instead."""
_LETTERS: Final = str.maketrans(LETTERS)


def search_key(text: str) -> str:
    """The key of a text; a key's key is itself."""
    if text.isascii():
        key = text.lower()
        return " ".join(key.split()) if key.isprintable() else _clean(key)
    folded = normalize("NFKD", normalize("NFKD", text).casefold())
    bare = "".join(c for c in folded if combining(c) in _KEPT_CLASSES or category(c) != "Mn")
    return _clean(normalize("NFKC", normalize("NFKC", bare).casefold()).translate(_LETTERS))


def _clean(key: str) -> str:
    spaced = _SPACE.sub(" ", key)
    kept = "".join(c for c in spaced if category(c) not in _DROPPED_CATEGORIES)
    return _SPACE.sub(" ", kept).strip()
