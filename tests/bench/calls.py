"""What the way over HTTP costs in process: the client's call against the call of the service."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING, Final

from app.wiring import open_sandbox
from data.client.queries import CustomerQuery, Position
from data.emulation.http import hub_rendering, rendering
from data.emulation.http.paging import key_text
from data.emulation.rules import ids
from data.emulation.services import customers
from data.emulation.services.customers import HubList
from data.emulation.store.customer_filter import CustomerFilter
from data.emulation.store.positions import Key, Place
from tests.bench.results import Row, p50, p99, ratio
from tests.bench.store import BUSY, OWN, SIZE, Store, opened, store_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.wiring import Backend
    from tests.bench.plan import Bench

WARM_UP: Final = 3


def requests(bench: Bench) -> list[Row]:
    """A page of 100, and one customer; both ways in turn, at random places."""
    return asyncio.run(_requests(bench))


def by_status(bench: Bench) -> list[Row]:
    """First and later pages of customers in one status, as the console asks for them."""
    return asyncio.run(_by_status(bench))


async def _requests(bench: Bench) -> list[Row]:
    backend = await open_sandbox(bench.world.path)
    with opened(bench.world) as connection:
        store = store_of(connection)
        keys = store.keys(random.Random(6), bench.plan.requests)
        uuids = [uuid_of(store, key) for key in keys]
        try:
            pages = [
                (await window(backend, key), _page_directly(store, key))
                for key in keys[:WARM_UP] + keys
            ]
            ones = [
                (await get(backend, ids.encode(ids.CUSTOMER, uuid)), _get_directly(store, uuid))
                for uuid in uuids[:WARM_UP] + uuids
            ]
        finally:
            await backend.aclose()
    page, page_directly = medians(pages)
    one, one_directly = medians(ones)
    what = f"page of {SIZE} through the client, to the service's call to JSON and back"
    measured = f"{one:.2f} / {one_directly:.2f} ms"
    return [
        ratio("request", what, page, page_directly, 2.5),
        Row(
            "request",
            "one customer through the client, over the same",
            one - one_directly,
            "ms",
            0.6,
            measured,
        ),
    ]


async def _by_status(bench: Bench) -> list[Row]:
    world = bench.world
    backend = await open_sandbox(world.path)
    with opened(world) as connection:
        keys = store_of(connection).keys(random.Random(7), bench.plan.requests // len(BUSY))
    places = [Position(), *(Position(after=key_text(key)) for key in keys)]
    times = []
    try:
        for status in BUSY:
            query = CustomerQuery(sort="name", owner="own", statuses=(status,))
            for place in [*places[:WARM_UP], *places]:
                begin = time.perf_counter()
                await backend.hub.customers.window(query, place, SIZE)
                times.append((time.perf_counter() - begin) * 1000)
    finally:
        await backend.aclose()
    flight = f"{world.in_flight:,} in flight, {world.moved:,} moved on unfolded"
    return [
        Row("request", "list by status through the client p50", p50(times), "ms", None, flight),
        Row("request", "list by status through the client p99", p99(times), "ms", None, flight),
    ]


def medians(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Both ways' medians, without the first rounds."""
    ours, directly = zip(*times[WARM_UP:], strict=True)
    return p50(ours), p50(directly)


async def window(backend: Backend, key: Key) -> float:
    """Milliseconds of a page behind a key."""
    query = CustomerQuery(sort="name", owner="own")
    place = Position(after=key_text(key))
    begin = time.perf_counter()
    await backend.hub.customers.window(query, place, SIZE)
    return (time.perf_counter() - begin) * 1000


def _page_directly(store: Store, key: Key) -> float:
    begin = time.perf_counter()
    page = customers.hub_page(
        store.connection, HubList(CustomerFilter(OWN)), Place(after=key), SIZE, store.now
    )
    items = [
        hub_rendering.hub_customer(found, store.now, 1, its)
        for found, its in zip(page.customers, page.keys, strict=True)
    ]
    json.loads(json.dumps({"items": items}))
    return (time.perf_counter() - begin) * 1000


async def get(backend: Backend, customer_id: str) -> float:
    """Milliseconds of one customer."""
    begin = time.perf_counter()
    await backend.hub.customers.get(customer_id)
    return (time.perf_counter() - begin) * 1000


def _get_directly(store: Store, uuid: bytes) -> float:
    begin = time.perf_counter()
    found = customers.one(store.connection, OWN, uuid, store.now)
    json.loads(json.dumps(rendering.customer(found, store.now)))
    return (time.perf_counter() - begin) * 1000


def uuid_of(store: Store, key: Key) -> bytes:
    """The uuid of the customer at a key."""
    row = store.connection.execute("SELECT uuid FROM customers WHERE id = ?", (key.id,)).fetchone()
    uuid: bytes = row[0]
    return uuid
