"""The emulation's store, called directly: pages, filters, and how they grow."""

from __future__ import annotations

import random
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.services import customers
from data.emulation.services.customers import HubList
from data.emulation.store import customer_window, gathering
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.positions import Key, Place
from data.sqlite.connect import connect
from tests.bench.results import Row, number, p50, p99

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from tests.bench.plan import Bench
    from tests.bench.worlds import World

WARM_UP: Final = 5
OWN: Final = Scope(1, 1)
"""The customers of the partner itself."""
SIZE: Final = 100
"""Rows of a page; the record table asks for as many."""
FLAT: Final = 1.5
"""A cost counts as flat while it grows by no more than half."""
BUSY: Final = ("provisioning", "updating", "error", "provisioned_with_errors")


class Store(NamedTuple):
    """A reading connection and the moment that it reads at."""

    connection: sqlite3.Connection
    now: int

    def keys(self, random_: random.Random, count: int) -> list[Key]:
        """Places in the order of names, all over the list."""
        (most,) = self.connection.execute("SELECT max(id) FROM customers").fetchone()
        # What is not gone now or soon.
        sql = (
            "SELECT name_key, id FROM customers NOT INDEXED WHERE id >= ? AND owner_id = 1"
            " AND status = 'provisioned' AND next_at IS NULL LIMIT 1"
        )
        rows = (
            self.connection.execute(sql, (random_.randrange(most),)).fetchone()
            for _ in range(2 * count)
        )
        return [Key(*row) for row in rows if row][:count]

    def texts(self, random_: random.Random, count: int) -> list[str]:
        """What people type: three to eight characters from the beginning of a word of a name."""
        found = []
        for key in self.keys(random_, 3 * count):
            words = [word for word in str(key.value).split() if len(word) >= 3]
            if words:
                word = random_.choice(words)
                begin = str(key.value).index(word)
                found.append(str(key.value)[begin : begin + random_.randint(3, 8)].strip())
        return [text for text in found if len(text) >= 3][:count]


def opened(world: World) -> AbstractContextManager[sqlite3.Connection]:
    """A connection as the emulation's readers have it."""
    return closing(connect(world.path, read_only=True))


def store_of(connection: sqlite3.Connection) -> Store:
    """The store at the moment at which its clock stands."""
    (now,) = connection.execute("SELECT platform_ms FROM clock").fetchone()
    return Store(connection, now)


def pages(bench: Bench) -> list[Row]:
    """A page at a random place of a million, and the same in one status."""
    random_ = random.Random(1)
    world, plan = bench.world, bench.plan
    with opened(world) as connection:
        store = store_of(connection)
        places = [Place(after=key) for key in store.keys(random_, plan.pages)]
        query = customer_window.Query(
            CustomerFilter(OWN),
            None,
            customer_window.SORTS["name"],
            descending=False,
            now=store.now,
        )
        keys = _times(lambda place: customer_window.window(connection, query, place, SIZE), places)
        wanted = HubList(CustomerFilter(OWN))
        rows = _times(partial(_page, store, wanted), places)
        some = [Place(), *places[: plan.pages // 20]]
        busy = []
        for status in BUSY:
            only = HubList(CustomerFilter(OWN, (status,)))
            busy += _times(partial(_page, store, only), some)
    flight = f"{world.in_flight:,} in flight, {world.moved:,} moved on unfolded"
    return [
        Row("store", f"page, the keys of {SIZE} rows p50", p50(keys), "ms", 0.3),
        Row("store", f"page, the keys of {SIZE} rows p99", p99(keys), "ms", 1.0),
        Row("store", f"page, {SIZE} whole rows with their packages p50", p50(rows), "ms"),
        Row("store", f"page, {SIZE} whole rows with their packages p99", p99(rows), "ms"),
        Row("store", "list by status, whole rows p50", p50(busy), "ms", None, flight),
        Row("store", "list by status, whole rows p99", p99(busy), "ms", None, flight),
    ]


def searches(bench: Bench) -> list[Row]:
    """Filter as one types: the first rows, sorted, and the count; nothing known from before."""
    with opened(bench.world) as connection:
        store = store_of(connection)
        texts = store.texts(random.Random(2), bench.plan.searches)
        warm = _times(partial(_search, store), texts)
    cold = []
    for text in texts:
        # Nothing in the connection's page cache; the file itself is in the system's.
        with opened(bench.world) as fresh:
            store = store_of(fresh)
            cold += _times(partial(_search, store), [text])
    measured = f"{len(texts)} beginnings of words, 3 to 8 characters; the connection's cache empty"
    return [
        Row("filter", "in the store, rows and count, cold p50", p50(cold), "ms", None, measured),
        Row("filter", "in the store, rows and count, cold p99", p99(cold), "ms", 25, measured),
        Row("filter", "in the store, rows and count, warm p99", p99(warm), "ms"),
    ]


def growth(bench: Bench) -> list[Row]:
    """List, page and filter in worlds of several sizes."""
    found: dict[str, list[float]] = {"list": [], "page": [], "filter": []}
    for size in bench.plan.sizes:
        random_ = random.Random(3)
        with opened(bench.worlds[size]) as connection:
            store = store_of(connection)
            wanted = HubList(CustomerFilter(OWN))
            count = bench.plan.pages // 10
            places = [Place(after=key) for key in store.keys(random_, count)]
            texts = store.texts(random_, bench.plan.searches)

            for warm_up in (_first, _page):
                _times(partial(warm_up, store, wanted), places[:WARM_UP])
            found["list"].append(p50(_times(partial(_first, store, wanted), places)))
            found["page"].append(p50(_times(partial(_page, store, wanted), places)))
            found["filter"].append(p50(_times(partial(_search, store), texts)))
    sizes = " / ".join(f"{size:,}" for size in bench.plan.sizes)
    rows = []
    for name, times in found.items():
        steps = " / ".join(number(one) for one in times)
        rows.append(
            Row("growth", f"{name} p50, largest world to smallest", times[-1] / times[0], "×", FLAT,
                f"{steps} ms with {sizes} customers")
        )  # fmt: skip
    return rows


def _page(store: Store, wanted: HubList, place: Place) -> None:
    customers.hub_page(store.connection, wanted, place, SIZE, store.now)


def _first(store: Store, wanted: HubList, _place: Place) -> None:
    """What the console asks first: the first rows and the count."""
    _page(store, wanted, Place())
    customers.hub_count(store.connection, wanted, store.now)


def _search(store: Store, text: str) -> None:
    gathering._local.kept = None
    wanted = HubList(CustomerFilter(OWN), text)
    _page(store, wanted, Place())
    customers.hub_count(store.connection, wanted, store.now)


def _times(call: Callable[[Any], object], arguments: Iterable[Any]) -> list[float]:
    """Milliseconds of a call with each argument."""
    found = []
    for argument in arguments:
        begin = time.perf_counter()
        call(argument)
        found.append((time.perf_counter() - begin) * 1000)
    return found
