"""Completion of a typed word: Tab goes on, shift+Tab goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Completion:
    """What a text may be completed to.

    The first step completes as far as all that match agree; each further one shows the next match,
    round and round. Typing anything begins anew.

    Args:
        words: what there is to complete to.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._found: list[str] = []
        self._shown = ""

    def step(self, text: str, by: int) -> str:
        """The text to show next; the same one where nothing matches.

        Args:
            text: what stands there.
            by: 1 for the next match, -1 for the one before.
        """
        if self._found and text == self._shown:
            at = self._found.index(text) + by if text in self._found else min(by, 0)
            self._shown = self._found[at % len(self._found)]
            return self._shown
        start = text.casefold()
        self._found = [word for word in self._words if word.casefold().startswith(start)]
        if not self._found:
            return text
        common = _common(self._found)
        others = [word for word in self._found if word != text] or self._found
        self._shown = common if len(common) > len(text) else others[min(by, 0)]
        return self._shown


def _common(words: Sequence[str]) -> str:
    """The beginning that all words share."""
    first, last = min(words), max(words)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return first[:same]
