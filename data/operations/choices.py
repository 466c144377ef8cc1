"""Statuses and packages as people write them: the platform's words, or those on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models import packages, statuses
from data.words import nearest, squashed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def status_words() -> dict[str, tuple[str, ...]]:
    """For each status of a customer, what it is called on the screen."""
    return {status: (statuses.label(status),) for status in statuses.STATUSES}


def package_words() -> dict[str, tuple[str, ...]]:
    """For each package, its product's name, its word in lists, and its other names (PKG-2)."""
    found = {}
    for name, title in packages.TITLES.items():
        others = [other for other, real in packages.SYNONYMS.items() if real == name]
        found[name] = (title, packages.short(name), *others)
    return found


def choose(typed: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """The value that a word means; case, blanks, hyphens and underscores do not count.

    Args:
        typed: a value, or one of its words.
        words: what each value is called.
    """
    form = squashed(typed)
    if not form:
        return None
    values = [value for value in words if squashed(value) == form]
    named = [value for value, said in words.items() if form in map(squashed, said)]
    return next(iter(values or named), None)


def likeliest(typed: str, words: Mapping[str, Sequence[str]]) -> str | None:
    """The value or word that was probably meant, as it is written."""
    return nearest(typed, [*words, *(one for said in words.values() for one in said)])


def listed(words: Mapping[str, Sequence[str]]) -> list[str]:
    """Each value with its first word where that is another: `pending_rpl_review (RPL review)`."""
    return [
        value if squashed(said[0]) == squashed(value) else f"{value} ({said[0]})"
        for value, said in words.items()
    ]
