"""Help with words that were not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


SHOWN = 60
"""Characters of a word that a sentence repeats."""


def quoted(word: str) -> str:
    """A word as a sentence repeats it: in quotation marks, in one line, cut where it is long."""
    return repr(word if len(word) <= SHOWN else f"{word[:SHOWN]}...")


def squashed(word: str) -> str:
    """A word without what people write in different ways: case, blanks, hyphens, underscores."""
    return "".join(sign for sign in word.casefold() if sign.isalnum())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if one is near."""
    import difflib

    by_form = {one.casefold(): one for one in known}
    # A word of any length would take its square of time.
    found = difflib.get_close_matches(word[:80].casefold(), list(by_form), n=1, cutoff=0.6)
    return by_form[found[0]] if found else None
