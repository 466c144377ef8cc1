"""Many clients and several processes on one file, and servers that end in the middle of work."""

from __future__ import annotations

import asyncio
import random
import shutil
import signal
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import httpx
import pytest

from app.wiring import open_sandbox
from data.emulation.maintenance import check, move_clock
from data.emulation.services import clock
from tests.ordering import CUSTOMERS, SUBSCRIBERS, customer, subscriber, template
from tests.serving import Served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLIENTS = 8
EACH = 50
RACES = 20


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world whose clock runs; not to be written to."""
    from data.emulation.seed import build

    path = tmp_path_factory.mktemp("running") / "small.db"
    build(path, size="small")
    return path


@pytest.fixture
def db(seeded: Path, tmp_path: Path) -> Path:
    """A world of the test's own."""
    path = tmp_path / "world.db"
    shutil.copy(seeded, path)
    return path


@pytest.fixture
def two(db: Path) -> Iterator[tuple[Served, Served]]:
    """Two servers on one file."""
    with (
        Served(db, "--rate", "0", "--pace", "instant") as one,
        Served(db, "--rate", "0") as other,
    ):
        yield one, other


def client_of(served: Served) -> httpx.Client:
    return httpx.Client(base_url=served.url, headers=served.headers, timeout=30)


def there(db: Path) -> set[str]:
    """The external ids of the orders of these tests."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT external_id FROM customers WHERE external_id LIKE 'Z%'")
        return {row[0] for row in rows}


def require_sound(db: Path) -> None:
    """Nothing is wrong in the file, and no order is there in part."""
    assert check(db) == []
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        (half,) = connection.execute(
            "SELECT count(*) FROM customers AS c WHERE external_id LIKE 'Z%' AND NOT ("
            " EXISTS (SELECT 1 FROM customer_packages WHERE customer_id = c.id)"
            " AND EXISTS (SELECT 1 FROM steps WHERE kind = 1 AND subject = c.id))"
        ).fetchone()
        (requests,) = connection.execute(
            "SELECT count(*) FROM requests WHERE operation = 'customers.create'"
            " AND id NOT IN (SELECT request_id FROM steps WHERE request_id IS NOT NULL)"
        ).fetchone()
    assert (half, requests) == (0, 0)


def test_many_clients_at_once(db: Path, two: tuple[Served, Served]) -> None:
    """Readers, writers, two servers and a console on one file: nobody is turned away."""
    provisioning = template(db)
    codes: Counter[tuple[str, int]] = Counter()
    lock = threading.Lock()

    def work(number: int) -> None:
        chance = random.Random(number)
        with client_of(two[number % 2]) as client:
            for n in range(EACH):
                if chance.random() < 0.3:
                    body = customer(provisioning, f"Z{number}-{n}")
                    what, answer = "create", client.post(CUSTOMERS, json=body)
                else:
                    path = chance.choice([f"{CUSTOMERS}?max=50", "/v1/organizations", SUBSCRIBERS])
                    what, answer = "read", client.get(path)
                with lock:
                    codes[what, answer.status_code] += 1

    async def console(stop: threading.Event) -> int:
        backend = await open_sandbox(db)
        written = 0
        try:
            assert backend.platform is not None
            while not stop.is_set():
                await backend.platform.database.write(clock.fold_due)
                move_clock(db, lambda connection: clock.advance(connection, 1_000))
                written += 1
                await asyncio.sleep(0.02)
        finally:
            await backend.aclose()
        return written

    stop = threading.Event()
    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        writing = pool.submit(lambda: asyncio.run(console(stop)))
        try:
            list(pool.map(work, range(CLIENTS)))
        finally:
            stop.set()
        assert writing.result() > 2
    assert set(codes) == {("read", 200), ("create", 202)}
    assert codes.total() == CLIENTS * EACH
    assert len(there(db)) == codes["create", 202]
    for served in two:
        assert served.stop() == 0
        assert " 5" not in {line.split(" ms ")[0][-6:-3] for line in served.said.splitlines()}
        assert "locked" not in served.said
    require_sound(db)


def test_one_of_two_gets_it(db: Path, two: tuple[Served, Served]) -> None:
    """The same external id, and the same email, through two processes at the same moment."""
    provisioning = template(db)
    start = threading.Barrier(2)
    with client_of(two[0]) as one, client_of(two[1]) as other, ThreadPoolExecutor(2) as pool:

        def both(path: str, body: object) -> list[httpx.Response]:
            def send(client: httpx.Client) -> httpx.Response:
                start.wait(30)
                return client.post(path, json=body)

            return sorted(pool.map(send, (one, other)), key=lambda found: found.status_code)

        home = one.post(CUSTOMERS, json=customer(provisioning, "ZHOME")).json()["url"]
        customer_id = home.rpartition("/")[2]
        for n in range(RACES):
            first, second = both(CUSTOMERS, customer(provisioning, f"Z{n}"))
            assert (first.status_code, second.status_code) == (202, 409), second.text
            assert second.json()["errors"][0]["errorCode"]
            body = subscriber(customer_id, f"u{n}@zhome.example")
            first, second = both(SUBSCRIBERS, body)
            assert (first.status_code, second.status_code) == (200, 409), second.text
            assert second.json()["errors"][0]["errorCode"] in {10022, 40909}
    assert len(there(db)) == RACES + 1
    require_sound(db)


class Orders:
    """Clients that order one customer after the other until nobody answers."""

    def __init__(self, served: Served, prefix: str, provisioning: str) -> None:
        self.answered: set[str] = set()
        self.codes: Counter[int] = Counter()
        self._first = threading.Event()
        self._served = served
        self._prefix = prefix
        self._provisioning = provisioning
        self._threads = [threading.Thread(target=self._work, args=(n,)) for n in range(4)]
        for thread in self._threads:
            thread.start()

    def await_answer(self) -> None:
        """Wait until the server is at work."""
        assert self._first.wait(30)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(30)

    def _work(self, number: int) -> None:
        with client_of(self._served) as client:
            for n in range(10_000):
                name = f"Z{self._prefix}-{number}-{n}"
                try:
                    answer = client.post(CUSTOMERS, json=customer(self._provisioning, name))
                except httpx.TransportError:
                    return
                self.codes[answer.status_code] += 1
                if answer.status_code == 202:
                    self.answered.add(name)
                    self._first.set()


@pytest.mark.parametrize("kills", [20, pytest.param(300, marks=pytest.mark.soak, id="soak")])
def test_a_kill_leaves_nothing_half_done(db: Path, kills: int) -> None:
    provisioning, chance = template(db), random.Random(5)
    answered: set[str] = set()
    for n in range(kills):
        with Served(db, "--rate", "0", "--pace", "demo" if n % 2 else "instant") as served:
            orders = Orders(served, str(n), provisioning)
            orders.await_answer()
            # The others are somewhere in the middle.
            time.sleep(chance.uniform(0, 0.25))
            served.kill()
            orders.join()
        assert set(orders.codes) <= {202}
        answered |= orders.answered
        assert answered <= there(db)
        require_sound(db)
    assert len(answered) >= kills


def test_whoever_is_being_served_is_answered(db: Path) -> None:
    """Told to stop, it answers what it has begun, and begins nothing more."""
    provisioning = template(db)
    with Served(db, "--rate", "0") as served:
        orders = Orders(served, "S", provisioning)
        orders.await_answer()
        begun = time.monotonic()
        assert served.stop(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 3
        orders.join()
        assert "Traceback" not in served.said
    assert set(orders.codes) == {202}
    assert orders.answered == there(db)
    require_sound(db)
