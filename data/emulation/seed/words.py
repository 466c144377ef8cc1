"""The word lists of `words.txt`, read once when a seed is built."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "æ": "ae"})


class Word(NamedTuple):
    """A word and how it is written in an email address or a domain."""

    text: str
    latin: str


def words(kind: str, language: str) -> tuple[Word, ...]:
    """A word list.

    Args:
        kind: given, family, trade or place.
        language: a list of `words.txt`, such as `en` or `north`.

    Raises:
        KeyError: there is no such list.
    """
    return _all()[f"{kind} {language}"]


def latin(text: str) -> str:
    """A text in small ASCII letters and digits, joined by hyphens; empty where it has none."""
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore")
    return _NOT_PLAIN.sub("-", bare.decode().lower().replace("'", "")).strip("-")


@cache
def _all() -> dict[str, tuple[Word, ...]]:
    sections: dict[str, tuple[Word, ...]] = {}
    text = Path(__file__).with_name("words.txt").read_text("utf-8")
    for section in text.split("\n[")[1:]:
        heading, _, body = section.partition("]\n")
        entries = (entry.strip() for entry in body.replace("\n", " ").split(";"))
        sections[heading] = tuple(_word(entry) for entry in entries)
    return sections


def _word(entry: str) -> Word:
    text, _, spelling = entry.partition("|")
    return Word(text, spelling or latin(text))
