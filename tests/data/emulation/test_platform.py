"""Folding behind the screen: short steps, no answer changes, nobody is disturbed."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation import platform as module
from data.emulation.invariants import check_content
from data.emulation.platform import Platform
from data.emulation.services import clock
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.migrate import migrate
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import ask
from tests.data.emulation.worlds import MINUTE, PROBLEM

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

MOVING = 120
QUESTIONS = (
    "/v1/wholesale/customers?max=100",
    "/v1/wholesale/customers?status=provisioning,updating",
    "/v1/wholesale/subscribers?sortBy=lastStatusChange&max=100",
    "/v1/organizations",
    "/hub/v1/customers?owner=all&max=500",
    "/hub/v1/customers?owner=all&status=provisioned&sort=users&order=desc",
    "/hub/v1/customers?owner=all&package=webex_suite&end=true",
    "/hub/v1/customers?q=moving&offset=20",
    "/hub/v1/customers/count?owner=all",
    "/hub/v1/customers/count?q=moving&status=provisioned",
    "/hub/v1/customers/count?package=webex_suite",
    "/hub/v1/changes?since=0",
    "/hub/v1/clock",
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0.001)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A world in which much has fallen due, and nobody has written since."""
    path = tmp_path / "world.db"
    connection = connect(path, create=True, synchronous="OFF", application_id=SCHEMA.application_id)
    migrate(connection, path, SCHEMA.migrations, SCHEMA.application_id)
    world = World(connection)
    world.staff(world.partner(), "boss@example.com")
    for n in range(MOVING):
        due = NOW + n * MINUTE // 2
        last = ("provisioned", "error", "deleted")[n % 3]
        number = world.customer(
            1,
            f"Moving {n}",
            steps=[(NOW - DAY, "provisioning"), (due + 1, last), (NOW + DAY, "deleted")][: n % 4],
            package_steps={"webex_suite": [(due, "error", {"errors": [PROBLEM]}), (due + 2, last)]}
            if n % 5
            else {},
        )
        if last != "deleted":
            world.subscriber(number, "pending_user_migration", steps=[(due, "provisioned")])
    world.set_now(NOW + 50 * MINUTE)
    connection.close()
    return path


@pytest.fixture
def platform(path: Path) -> Iterator[Platform]:
    platform = Platform.open(path, synchronous="NORMAL")
    yield platform
    platform.close()


def answers(platform: Platform) -> list[Any]:
    """Everything that is told, with the details of every customer."""
    token = platform.token()
    told = [ask(platform.app, question, token) for question in QUESTIONS]
    details = [f"/hub/v1/customers/{item['id']}" for item in told[4].json["items"]]
    told += [ask(platform.app, detail, token) for detail in details]
    return [(reply.status, reply.headers.get("link"), reply.body) for reply in told]


def due(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        now = clock.now(connection)
        (n,) = connection.execute(
            "SELECT (SELECT count(*) FROM customers WHERE next_at <= ?1)"
            " + (SELECT count(*) FROM subscribers WHERE next_at <= ?1)",
            (now,),
        ).fetchone()
        assert check_content(connection) == []
    finally:
        connection.close()
    return int(n)


def test_folding_changes_no_answer(platform: Platform, path: Path) -> None:
    before, many = answers(platform), due(path)
    assert many > 4 * module._FOLDED
    assert all(status == 200 for status, _link, _body in before)
    assert asyncio.run(platform.fold_due()) == many
    assert due(path) == 0
    assert answers(platform) == before
    assert asyncio.run(platform.fold_due()) == 0


def test_answers_are_right_between_two_steps(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, steps = answers(platform), list[int]()
    fold = clock.fold_due

    def watched(connection: sqlite3.Connection, *, most: int) -> int:
        steps.append(fold(connection, most=most))
        return steps[-1]

    monkeypatch.setattr(clock, "fold_due", watched)

    async def work() -> None:
        folding = asyncio.create_task(platform.fold_due())
        while not folding.done():
            assert await asyncio.to_thread(answers, platform) == before
        await folding

    asyncio.run(work())
    assert len(steps) > 2
    assert all(0 < n <= 2 * module._FOLDED for n in steps)


def test_eight_at_once_share_the_work(path: Path) -> None:
    many = due(path)
    platforms = [Platform.open(path, synchronous="NORMAL") for _ in range(8)]

    async def work() -> list[int]:
        return await asyncio.gather(*(platform.fold_due() for platform in platforms))

    folded = asyncio.run(work())
    for platform in platforms:
        platform.close()
    assert sum(folded) == many
    assert due(path) == 0


def test_it_ends_when_the_platform_is_closed(
    platform: Platform, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()
    fold = clock.fold_due

    def watched(connection: sqlite3.Connection, *, most: int) -> int:
        begun.set()
        return fold(connection, most=most)

    monkeypatch.setattr(clock, "fold_due", watched)

    async def work() -> int:
        folding = asyncio.create_task(platform.fold_due())
        await asyncio.to_thread(begun.wait)
        await asyncio.to_thread(platform.close)
        return await folding

    many = due(path)
    folded = asyncio.run(work())
    # A step that was on its way when it was closed may have been written without an answer.
    assert many - 2 * module._FOLDED <= due(path) + folded <= many
    assert due(path) > 0
    assert asyncio.run(platform.fold_due()) == 0


def test_a_file_that_may_not_be_written_stays_as_it_is(path: Path) -> None:
    many = due(path)
    platform = Platform(Database.open(path, schema=SCHEMA, read_only=True))
    assert asyncio.run(platform.fold_due()) == 0
    platform.close()
    assert due(path) == many


def test_a_locked_file_is_left_to_whoever_has_it(
    platform: Platform, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sqlite.writer.BUSY_MS", 50)
    many = due(path)
    other = connect(path)
    other.execute("BEGIN IMMEDIATE")
    assert asyncio.run(platform.fold_due()) == 0
    other.execute("ROLLBACK")
    other.close()
    assert due(path) == many
