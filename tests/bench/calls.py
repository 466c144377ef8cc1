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
    from collections.abc import Sequence

    from app.wiring import Backend
    from tests.bench.plan import Bench

WARM_UP: Final = 3


def requests(bench: Bench) -> list[Row]:
    """A page of 100, and one customer; both ways in turn, at random places."""
    return asyncio.run(_requests(bench))


async def _requests(bench: Bench) -> list[Row]:
    backend = await open_sandbox(bench.world.path)
    with opened(bench.world) as connection:
        store = store_of(connection)
        keys = store.keys(random.Random(6), bench.plan.requests)
        uuids = [_uuid(store, key) for key in keys]
        try:
            pages = [
                (await _window(backend, key), _page_directly(store, key))
                for key in keys[:WARM_UP] + keys
            ]
            ones = [
                (await _get(backend, uuid), _get_directly(store, uuid))
                for uuid in uuids[:WARM_UP] + uuids
            ]
        finally:
            await backend.aclose()
    page, page_directly = _medians(pages)
    one, one_directly = _medians(ones)
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


def _medians(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Both ways' medians, without the first rounds."""
    ours, directly = zip(*times[WARM_UP:], strict=True)
    return p50(ours), p50(directly)


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
