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
from tests.bench.results import Row, p50, ratio
from tests.bench.store import OWN, SIZE, Store, opened, store_of

if TYPE_CHECKING:
    from app.wiring import Backend
    from tests.bench.plan import Bench

WARM_UP: Final = 3


def requests(bench: Bench) -> list[Row]:
    """A page of 100, and one customer; both ways in turn, at random places."""
    return asyncio.run(_requests(bench))


async def _requests(bench: Bench) -> list[Row]:
    page: tuple[list[float], list[float]] = ([], [])
    one: tuple[list[float], list[float]] = ([], [])
    backend = await open_sandbox(bench.world.path)
    with opened(bench.world) as connection:
        store = store_of(connection)
        keys = store.keys(random.Random(6), bench.plan.requests)
        try:
            for number, key in enumerate(keys[:WARM_UP] + keys):
                times = (
                    await _window(backend, key),
                    _page_directly(store, key),
                    await _get(backend, uuid := _uuid(store, key)),
                    _get_directly(store, uuid),
                )
                if number >= WARM_UP:
                    for kept, taken in zip((*page, *one), times, strict=True):
                        kept.append(taken)
        finally:
            await backend.aclose()
    over = p50(one[0]) - p50(one[1])
    measured = f"{p50(one[0]):.2f} / {p50(one[1]):.2f} ms"
    what = f"page of {SIZE} through the client, to the service's call to JSON and back"
    return [
        ratio("request", what, p50(page[0]), p50(page[1]), 2.5),
        Row("request", "one customer through the client, over the same", over, "ms", 0.6, measured),
    ]


async def _window(backend: Backend, key: Key) -> float:
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


async def _get(backend: Backend, uuid: bytes) -> float:
    customer_id = ids.encode(ids.CUSTOMER, uuid)
    begin = time.perf_counter()
    await backend.hub.customers.get(customer_id)
    return (time.perf_counter() - begin) * 1000


def _get_directly(store: Store, uuid: bytes) -> float:
    begin = time.perf_counter()
    found = customers.one(store.connection, OWN, uuid, store.now)
    json.loads(json.dumps(rendering.customer(found, store.now)))
    return (time.perf_counter() - begin) * 1000


def _uuid(store: Store, key: Key) -> bytes:
    row = store.connection.execute("SELECT uuid FROM customers WHERE id = ?", (key.id,)).fetchone()
    uuid: bytes = row[0]
    return uuid
