"""What a guest was about to do, and what it was told: one JSON object a line, both by number."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OK = "ok"
UNKNOWN = frozenset({"", "Unsettled", "TimedOut", "NotSettled"})
"""Ends after which nobody has said whether it was done: none (it was killed), it cannot be told,
or the answer was late, so that it may have come after the last look."""


@dataclass
class Entry:
    """An intent and its end.

    Attributes:
        do: what was to be done, as `customers.create`.
        thing: the external id, the email, the name or the id that it was about.
        end: "ok", the name of an error, or empty where the guest was killed before.
        given: what else was said before.
        told: what was told at the end.
    """

    do: str
    thing: str
    end: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


class Journal:
    """The file of one guest's life."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._n = 0

    def intend(self, do: str, thing: str, **given: Any) -> int:
        """Note what is about to be done; its number."""
        self._n += 1
        self._write({"n": self._n, "do": do, "thing": thing, "given": given})
        return self._n

    def end(self, n: int, end: str, **told: Any) -> None:
        """Note what came of it."""
        self._write({"n": n, "end": end, "told": told})

    def _write(self, value: dict[str, Any]) -> None:
        self._file.write(json.dumps(value) + "\n")


def read(path: Path) -> Iterator[Entry]:
    """The entries of a journal; its last line may be cut, where the guest was killed."""
    entries: dict[int, Entry] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if "do" in value:
            entries[value["n"]] = Entry(value["do"], value["thing"], given=value["given"])
        else:
            entries[value["n"]].end = value["end"]
            entries[value["n"]].told = value["told"]
    yield from entries.values()
