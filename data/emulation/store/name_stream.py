"""A text's customers in the order of their names, read from the text index as far as needed.

The rows of `customers_fts` lie in the order of names, four bytes deep: its hits come in runs of
names with the same beginning, and only a run has to be looked up whole to be sorted.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.search import order_key
from data.emulation.store.customer_text import ID_BITS, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.store.customer_keys import Finder
    from data.emulation.store.positions import Key

FIRST: Final = 256
"""Hits that are looked up at once at first; then twice as many, and so on."""
DENSE: Final = 400
"""A run with more hits is walked through in the index by name, not looked up one by one."""

_LAST_ID: Final = (1 << ID_BITS) - 1


def stream(finder: Finder, n: int, budget: int) -> list[Key] | None:
    """The next keys of a list by name with a text.

    Args:
        finder: the list and the place; the match has to have `streams`.
        n: how many keys at most.
        budget: about how many hits to look up before it is given up.

    Returns:
        The keys, or None if it was given up.
    """
    skip = finder.place.offset
    found: list[Key] = []
    looked_up, at_once = 0, FIRST
    waiting: list[_Run] = []
    hits = 0
    for run in _runs(finder):
        waiting.append(run)
        hits += len(run.ids)
        if hits < at_once:
            continue
        found += _sorted(finder, waiting)
        looked_up += hits
        waiting, hits, at_once = [], 0, at_once * 2
        if len(found) >= skip + n:
            return found[skip : skip + n]
        if looked_up > budget + skip:
            return None
    found += _sorted(finder, waiting)
    return found[skip : skip + n]


class _Run(NamedTuple):
    """Customers whose names begin alike."""

    order_key: int
    ids: list[int]

    @property
    def beginning(self) -> str:
        """How the names begin, as far as that is whole characters."""
        return self.order_key.to_bytes(4, "big").rstrip(b"\0").decode(errors="ignore")


def _runs(finder: Finder) -> Iterator[_Run]:
    """The hits from the place on, run by run."""
    values = finder.query.parameters()
    bound, direction = "", "DESC" if finder.descending else "ASC"
    if finder.place.bound is not None:
        # The run of the bound is read from its end: within a run, hits lie in no order of names.
        values["edge"] = order_key(str(finder.place.bound[1].value)) << ID_BITS
        bound = " AND rowid >= :edge"
        if finder.descending:
            values["edge"] |= _LAST_ID
            bound = " AND rowid <= :edge"
    places = finder.connection.execute(f"{PLACES}{bound} ORDER BY rowid {direction}", values)
    for key, run in groupby((int(row[0]) for row in places), lambda place: place >> ID_BITS):
        yield _Run(key, [place & _LAST_ID for place in run])


def _sorted(finder: Finder, runs: list[_Run]) -> list[Key]:
    """The keys of runs that follow each other."""
    few = [number for run in runs if not _is_dense(run) for number in run.ids]
    found = finder.among(few) if few else []
    for run in filter(_is_dense, runs):
        found += finder.within(run.ids, run.beginning)
    return sorted(found, reverse=finder.descending)


def _is_dense(run: _Run) -> bool:
    return len(run.ids) > DENSE and bool(run.beginning)
