"""Statuses and packages as people write them: the platform's words, or those on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models import packages, statuses
from data.search_key import search_key
from data.words import nearest, squashed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def status_words() -> dict[str, tuple[str, ...]]:
    """For each status of a customer, what it is called on the screen."""
    return {status: (statuses.label(status),) for status in statuses.STATUSES}


def package_words() -> dict[str, tuple[str, ...]]:
    """For each package, its product's name, its word in lists, and its other names.

    Those are what the platform takes too (PKG-2) and what the product was called before (PKG-17).
    """
    found = {}
    names = [*packages.SYNONYMS.items(), *packages.FORMER.items()]
    for name, title in packages.TITLES.items():
        others = [other for other, real in names if real == name]
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


def named(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The same with each value among its own words, as `meant` takes them."""
    return {value: (value, *said) for value, said in words.items()}


def meant(typed: str, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The values that somebody who writes the beginning of a name may mean.

    Args:
        typed: a name or its beginning; case, accents, blanks and marks do not count.
        names: what each value is called.

    Returns:
        Those called so. Where there are none, those with a name that begins so or has it as a word
        inside; where there are none either, those with a word in a name that begins so.
    """
    form = _form(typed)
    if not form:
        return ()
    exact = tuple(value for value, said in names.items() if form in map(_form, said))
    if exact:
        return exact
    near, far = [], []
    for value, said in names.items():
        parts = [_parts(name) for name in said]
        tails = ["".join(one[at:]) for one in parts for at in range(1, len(one))]
        if form in (word for one in parts for word in (*one, *tails)) or any(
            "".join(one).startswith(form) for one in parts
        ):
            near.append(value)
        elif any(tail.startswith(form) for tail in tails):
            far.append(value)
    return tuple(near or far)


def is_called(typed: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a value has exactly this name."""
    form = _form(typed)
    return bool(form) and any(form in map(_form, said) for said in names.values())


def in_whole_words(typed: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a name is so, or goes on with a new word after it: no word is cut short."""
    form = _form(typed)
    return bool(form) and any(
        form == "".join(parts[:n])
        for said in names.values()
        for parts in map(_parts, said)
        for n in range(1, len(parts) + 1)
    )


def longest(names: Mapping[str, Sequence[str]]) -> int:
    """Words of the name that has the most."""
    return max((len(_parts(name)) for said in names.values() for name in said), default=0)


def _form(name: str) -> str:
    return squashed(search_key(name))


def _parts(name: str) -> list[str]:
    """The words of a name; a hyphen and an underscore part them as a blank does."""
    signs = (sign if sign.isalnum() else " " for sign in search_key(name))
    return [part.casefold() for part in "".join(signs).split()]
