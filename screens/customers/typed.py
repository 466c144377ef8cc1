"""Where a typed filter's conditions begin and end: quotes, commas, names of several words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.operations.choices import in_whole_words, is_called, longest, meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    Names = Mapping[str, tuple[str, ...]]

QUOTES = {'"': '"', "“": "”", "„": "“"}
"""What begins a value with blanks in it, and what ends it."""


def read(
    typed: str, names: Mapping[str, Names]
) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Part a filter into its text and its conditions.

    A value goes from the colon or a comma to the next blank or comma. In quotes it may have both;
    a quote that is still open ends with the line. Without quotes it takes as many of the next
    words as go on to name something.

    Args:
        typed: as in `acme status:error,"with errors" owner:harbour light`.
        names: for each key before a colon, what its values are called.

    Returns:
        The text, and each key with its values as they were typed.
    """
    text: list[str] = []
    conditions = []
    rest = typed.lstrip()
    while rest:
        key = _key(rest, names)
        if not key:
            word, rest = _word(rest)
            text.append(word)
        else:
            values, rest = _values(rest[len(key) + 1 :], names[key], names)
            conditions.append((key, tuple(values)))
        rest = rest.lstrip()
    return " ".join(text), tuple(conditions)


def _key(rest: str, names: Mapping[str, Names]) -> str:
    """The key that the next word is a condition of, in small letters; empty if none."""
    key, colon, _value = _word(rest)[0].partition(":")
    return key.lower() if colon and key.lower() in names else ""


def _word(rest: str, ends: str = "") -> tuple[str, str]:
    """The text to the next blank, or to one of `ends`; and what follows."""
    at = next((at for at, sign in enumerate(rest) if sign.isspace() or sign in ends), len(rest))
    return rest[:at], rest[at:]


def _values(rest: str, known: Names, names: Mapping[str, Names]) -> tuple[list[str], str]:
    """The values behind a colon, and what follows them."""
    values: list[str] = []
    while True:
        value, rest = _value(_first(rest, known, names), known, names)
        if value:
            values.append(value)
        if not rest.startswith(","):
            return values, rest
        rest = rest[1:]


def _first(rest: str, known: Names, names: Mapping[str, Names]) -> str:
    """What follows a colon or a comma, without the blanks there if a value stands behind them."""
    after = rest.lstrip()
    if after == rest or _key(after, names):
        return rest
    return after if after[:1] in QUOTES or meant(_word(after, ",")[0], known) else rest


def _value(rest: str, known: Names, names: Mapping[str, Names]) -> tuple[str, str]:
    if rest[:1] in QUOTES:
        value, _end, rest = rest[1:].partition(QUOTES[rest[0]])
        more, rest = _word(rest, ",")
        return f"{value}{more}".strip(), rest
    value, rest = _word(rest, ",")
    return _going_on(value, rest, known, names) if value else (value, rest)


def _going_on(value: str, rest: str, known: Names, names: Mapping[str, Names]) -> tuple[str, str]:
    """A value with the words after it that belong to its name, and what follows them."""
    full = is_called(value, known)
    run, after = value, rest
    for _n in range(longest(known)):
        next_word = after.lstrip()
        if next_word == after or next_word[:1] in QUOTES or _key(next_word, names):
            break
        word, after = _word(next_word, ",")
        run = f"{run} {word}"
        if not meant(run, known):
            break
        # What is a name by itself is not given up for the mere beginning of another word.
        if not full or in_whole_words(run, known):
            value, rest = run, after
    return value, rest
