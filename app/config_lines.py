"""Finds the line of a key in a TOML text, which `tomllib` does not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def line_in(message: str) -> int | None:
    """The line that a message of `tomllib` names."""
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else None


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each line that names a table or a key, with the full name; good for plainly written files."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        entry = re.match(r"\s*([\w.\-\"']+)\s*=", line)
        if header:
            table = _split(header[1])
            yield number, table
        elif entry:
            yield number, (*table, *_split(entry[1]))


def _split(name: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in name.split("."))


def line_of(text: str, place: tuple[str, ...]) -> int | None:
    """The line, from 1, of a key or table by its full name, or of the nearest around it."""
    names = list(_lines(text))
    while place:
        for number, name in names:
            if name[: len(place)] == place:
                return number
        place = place[:-1]
    return None
