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
_DEPTH: Final = 4
"""Bytes of a name's key that are in its order key."""
_GREATEST: Final = (1 << 8 * _DEPTH) - 1


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
        if hits < at_once and not run.whole:
            continue
        found += _sorted(finder, waiting, skip + n - len(found))
        looked_up += hits
        waiting, hits, at_once = [], 0, at_once * 2
        if len(found) >= skip + n:
            return found[skip : skip + n]
        if looked_up > budget + skip:
            return None
    found += _sorted(finder, waiting, skip + n - len(found))
    return found[skip : skip + n]


class _Run(NamedTuple):
    """Customers whose names begin alike.

    Attributes:
        beginning: how the names begin, as far as that is whole characters.
        ids: which of them are hits.
        whole: whether all are; `ids` is empty then.
    """

    beginning: str
    ids: list[int]
    whole: bool = False


def _runs(finder: Finder) -> Iterator[_Run]:
    """The hits from the place on, run by run."""
    first, last = 0, _GREATEST
    if finder.place.bound is not None:
        # The run of the bound is read from its end: within a run, hits lie in no order of names.
        edge = order_key(str(finder.place.bound[1].value))
        first, last = (first, edge) if finder.descending else (edge, last)
    key = finder.query.parameters()["key"].encode()
    if len(key) > _DEPTH:
        yield from _read(finder, first, last)
        return
    # Names that begin with all of a short text are hits: they need not be read, there may be many.
    begin, end = (int.from_bytes(key.ljust(_DEPTH, pad), "big") for pad in (b"\0", b"\xff"))
    parts = [
        _read(finder, first, min(last, begin - 1)),
        iter([_Run(key.decode(), [], whole=True)]),
        _read(finder, max(first, end + 1), last),
    ]
    for part in reversed(parts) if finder.descending else parts:
        yield from part


def _read(finder: Finder, first: int, last: int) -> Iterator[_Run]:
    """The hits between two order keys, run by run."""
    if first > last:
        return
    direction = "DESC" if finder.descending else "ASC"
    values = finder.query.parameters()
    values |= {"first": first << ID_BITS, "edge": (last << ID_BITS) | _LAST_ID}
    places = finder.connection.execute(
        f"{PLACES} AND rowid BETWEEN :first AND :edge ORDER BY rowid {direction}", values
    )
    for key, run in groupby((int(row[0]) for row in places), lambda place: place >> ID_BITS):
        beginning = key.to_bytes(_DEPTH, "big").rstrip(b"\0").decode(errors="ignore")
        yield _Run(beginning, [place & _LAST_ID for place in run])


def _sorted(finder: Finder, runs: list[_Run], n: int) -> list[Key]:
    """The keys of runs that follow each other; of a dense one no more than `n`, the next."""
    few = [number for run in runs if not _is_dense(run) for number in run.ids]
    found = finder.among(few) if few else []
    for run in filter(_is_dense, runs):
        found += finder.within(run.beginning, n, None if run.whole else run.ids)
    return sorted(found, reverse=finder.descending)


def _is_dense(run: _Run) -> bool:
    return run.whole or (len(run.ids) > DENSE and bool(run.beginning))
