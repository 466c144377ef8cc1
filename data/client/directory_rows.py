"""The rows of a directory, with what is needed to find, sort and count them.

What takes long for many rows is done as they come, page by page, or once for each order; `order`
may be called in a thread of its own.
"""

from __future__ import annotations

import base64
import re
from binascii import Error
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING

from data.client.errors import not_offered
from data.search_key import search_key
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from data.client.queries import CustomerQuery, Place
    from data.models.customers import HubCustomer

SORTS = ("name", "externalId", "created")
"""What the directory can be sorted by; the platform says nothing else."""

_UUID = re.compile(r"[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}")
_LONGEST_ID = 200
_TO_URL = str.maketrans("+/", "-_")


class DirectoryRows:
    """Rows in the platform's order, newest first. Rows are added at the end, or replaced."""

    def __init__(self, rows: Iterable[HubCustomer] = ()) -> None:
        self._rows: list[HubCustomer] = []
        self._texts: list[str] = []
        self._keys: dict[str, list[str]] = {sort: [] for sort in SORTS}
        self._sorted: dict[str, list[int]] = {}
        self._ids: dict[str, list[int]] = {}
        self._places: dict[str, int] = {}
        self._totals: Counter[str] = Counter()
        self._gone: set[int] = set()
        self.add(rows)

    def __len__(self) -> int:
        return len(self._rows) - len(self._gone)

    def __iter__(self) -> Iterator[HubCustomer]:
        return (row for place, row in enumerate(self._rows) if place not in self._gone)

    def __getitem__(self, place: int) -> HubCustomer:
        return self._rows[place]

    def place_of(self, customer_id: str) -> int | None:
        """Where the row of a customer is."""
        return self._places.get(customer_id)

    def add(self, rows: Iterable[HubCustomer]) -> None:
        """Put rows behind the last; only before the first question."""
        for row in rows:
            place = len(self._rows)
            name, external = search_key(row.name), search_key(row.external_id)
            created = "" if row.created is None else row.created.astimezone(UTC).isoformat()
            self._rows.append(row)
            self._texts.append("\n".join((name, external, search_key(row.email))))
            for sort, value in zip(SORTS, (name, external, created), strict=True):
                self._keys[sort].append(f"{value}\0{row.id}")
            self._places[row.id] = place
            self._totals[_owner(row)] += 1
            self._learn_ids(row, place)

    def replace(self, place: int, row: HubCustomer) -> None:
        """Put a row in the place of one with the same id, name, external id, email and owner."""
        self._rows[place] = row
        self._learn_ids(row, place)

    def remove(self, place: int) -> None:
        """Forget a row; the others keep their places."""
        row = self._rows[place]
        self._gone.add(place)
        del self._places[row.id]
        self._totals[_owner(row)] -= 1

    def total(self, owner: str) -> int:
        """How many rows an owner has, in the spelling of a query."""
        return len(self) if owner == "all" else self._totals[owner]

    def order(self, query: CustomerQuery) -> Order:
        """The rows of a query in its order.

        Raises:
            NotOffered: there is no such order.
        """
        sort = query.sort
        if sort is not None and sort not in SORTS:
            raise not_offered(_("another order of the customers"))
        places = [place for place in self._of_text(query) if _matches(self._rows[place], query)]
        if self._gone:
            places = [place for place in places if place not in self._gone]
        key = _ordinal_key if sort is None else self._keys[sort].__getitem__
        return Order(places, key, falling=query.descending and sort is not None)

    def _of_text(self, query: CustomerQuery) -> Iterable[int]:
        """The places of the rows with all words of a text, or with an id, in the query's order."""
        every = self._in_order(query.sort)
        text = query.text.strip()
        by_id = next((self._ids[key] for key in _id_keys(text) if key in self._ids), None)
        if by_id is not None:
            return [place for place in every if place in by_id]
        words = search_key(text).split()
        if not words:
            return every
        texts, first, rest = self._texts, words[0], words[1:]
        found = [place for place in every if first in texts[place]]
        return [place for place in found if all(word in texts[place] for word in rest)]

    def _in_order(self, sort: str | None) -> Sequence[int]:
        if sort is None:
            return range(len(self._rows))
        if sort not in self._sorted:
            self._sorted[sort] = sorted(range(len(self._rows)), key=self._keys[sort].__getitem__)
        return self._sorted[sort]

    def _learn_ids(self, row: HubCustomer, place: int) -> None:
        for one in (row.id, row.org_id or ""):
            for key in _id_keys(one):
                places = self._ids.setdefault(key, [])
                if place not in places:
                    places.append(place)


class Order:
    """Places of rows, sorted by unique keys that rise or fall."""

    def __init__(self, places: Sequence[int], key: Callable[[int], str], falling: bool) -> None:
        self._places = places
        self._key = key
        self._falling = falling

    def __len__(self) -> int:
        return len(self._places)

    def places(self, first: int, last: int) -> list[tuple[int, str]]:
        """Places and keys from the row `first` to before `last`."""
        if self._falling:
            first, last = len(self) - last, len(self) - first
        found = [(place, self._key(place)) for place in self._places[first:last]]
        return found[::-1] if self._falling else found

    def bounds(self, position: Place, n: int) -> tuple[int, int]:
        """The first row of a window, and the one behind its last."""
        if position.end:
            first, last = len(self) - n, len(self)
        elif position.before is not None:
            last = self._ordinal(position.before, behind=False)
            first = last - n
        else:
            if position.after is not None:
                first = self._ordinal(position.after, behind=True)
            elif position.start is not None:
                first = self._ordinal(position.start, behind=False)
            else:
                first = position.offset or 0
            last = first + n
        return min(max(0, first), len(self)), min(max(0, last), len(self))

    def _ordinal(self, key: str, *, behind: bool) -> int:
        """Where a key is, or would be; `behind`: the place after it."""
        bisect = bisect_right if behind is not self._falling else bisect_left
        at = bisect(self._places, key, key=self._key)
        return len(self) - at if self._falling else at


def _ordinal_key(place: int) -> str:
    """The key of a row in the platform's own order."""
    return f"{place:010}"


def _owner(row: HubCustomer) -> str:
    """A row's owner in the spelling of a query."""
    if row.own:
        return "own"
    return "" if row.owner is None else row.owner.org_id


def _matches(row: HubCustomer, query: CustomerQuery) -> bool:
    """Whether a row passes everything in a query but its text."""
    return (
        (query.owner == "all" or _owner(row) == query.owner)
        and (not query.statuses or row.status in query.statuses)
        and (not query.packages or not set(query.packages).isdisjoint(row.packages))
    )


def _id_keys(text: str) -> Iterator[str]:
    """How an id is known again: as it stands, whatever its padding, and by the uuid in it."""
    if not text or len(text) > _LONGEST_ID or not text.isascii():
        return
    bare = text.translate(_TO_URL).rstrip("=")
    yield bare
    lower = text.lower()
    if _UUID.fullmatch(lower):
        yield lower.replace("-", "")
        return
    try:
        plain = base64.b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True)
        tail = plain.decode("ascii").rpartition("/")[2].lower()
    except (Error, UnicodeDecodeError):
        return
    if _UUID.fullmatch(tail):
        yield tail.replace("-", "")
