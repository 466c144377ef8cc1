from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from typing import TYPE_CHECKING

import pytest

from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.problems import DatabaseClosed, ReadOnlyDatabase
from tests.data.sqlite.support import MARK, ONE, add, make, numbers, opened, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDLESS = "WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = opened(tmp_path / "x.db")
    yield database
    database.close(2)


def endless(connection: sqlite3.Connection) -> object:
    return connection.execute(ENDLESS).fetchone()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


class Gate:
    """A change that holds the writer until it may go on."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.open = threading.Event()

    def __call__(self, _connection: sqlite3.Connection | None = None) -> None:
        self.reached.set()
        assert self.open.wait(5)

    async def until_reached(self) -> None:
        assert await asyncio.to_thread(self.reached.wait, 5)


async def queued(
    database: Database, *changes: Callable[[sqlite3.Connection], object]
) -> list[object]:
    """Results or errors of changes that reach the writer together."""
    gate = Gate()
    first = asyncio.ensure_future(database.write(gate))
    await gate.until_reached()
    tasks = [asyncio.ensure_future(database.write(change)) for change in changes]
    await asyncio.sleep(0)
    gate.open.set()
    await first
    return list(await asyncio.gather(*tasks, return_exceptions=True))


async def test_a_change_is_there_for_who_reads_after_it(database: Database) -> None:
    assert await database.write(add(1)) == 1
    assert await database.read(numbers) == [1]
    assert database.read_blocking(numbers) == [1]


async def test_changes_that_wait_share_a_transaction(database: Database) -> None:
    told: list[str] = []
    await database.write(lambda c: c.set_trace_callback(told.append))
    assert await queued(database, *(add(n) for n in range(20))) == list(range(20))
    assert told.count("BEGIN IMMEDIATE") == 1
    assert [line for line in told if "COMMIT" in line][1:] == ["COMMIT"]


async def test_a_change_that_fails_undoes_only_itself(database: Database) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO numbers (n) VALUES (100)")
        raise LookupError("no such customer")

    answers = await queued(database, add(1), half, add(1), add(2), add("three"))
    assert answers[0] == 1
    assert isinstance(answers[1], LookupError)
    assert isinstance(answers[2], sqlite3.IntegrityError)
    assert answers[3] == 2
    assert isinstance(answers[4], sqlite3.IntegrityError)
    assert await database.read(numbers) == [1, 2]


async def test_a_change_that_commits_by_itself_is_told_so(database: Database) -> None:
    with pytest.raises(RuntimeError, match="ended the transaction"):
        await database.write(lambda c: c.execute("COMMIT"))
    assert await database.write(add(1)) == 1


async def test_a_stop_iteration_reaches_its_caller_as_an_error(database: Database) -> None:
    def stops(_connection: sqlite3.Connection) -> object:
        return next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.write(stops)


async def test_no_transaction_takes_more_than_its_time(database: Database) -> None:
    spans: list[tuple[float, str]] = []

    def slow(connection: sqlite3.Connection) -> None:
        time.sleep(0.004)

    await database.write(
        lambda c: c.set_trace_callback(lambda sql: spans.append((time.monotonic(), sql)))
    )
    await asyncio.gather(*(database.write(slow) for _ in range(40)))
    begun = [at for at, sql in spans if sql == "BEGIN IMMEDIATE"]
    ended = [at for at, sql in spans if sql == "COMMIT"][1:]
    assert len(begun) == len(ended) > 3
    # The middle one: a busy machine may hold up any single one.
    lengths = sorted(end - start for start, end in zip(begun, ended, strict=True))
    assert lengths[len(lengths) // 2] < 0.05


async def test_a_caller_that_is_cancelled_does_not_undo_its_change(database: Database) -> None:
    gate = Gate()
    held = asyncio.ensure_future(database.write(gate))
    await gate.until_reached()
    given_up = asyncio.ensure_future(database.write(add(1)))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    gate.open.set()
    await held
    assert await database.write(add(2)) == 2
    assert await database.read(numbers) == [1, 2]


async def test_a_cancelled_read_is_interrupted_and_no_other(database: Database) -> None:
    task = asyncio.ensure_future(database.read(endless))
    other = asyncio.ensure_future(
        database.read(
            lambda c: c.execute(ENDLESS.replace("FROM t)", "FROM t LIMIT 300000)")).fetchone()
        )
    )
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await other == (300_000,)
    # Both readers are free again: two reads that meet each other prove it.
    meet = threading.Barrier(2)
    async with asyncio.timeout(5):
        await asyncio.gather(*(database.read(lambda _c: meet.wait(5)) for _ in range(2)))
        assert await database.read(numbers) == []


async def test_an_interruption_between_two_statements_is_not_forgotten(database: Database) -> None:
    gate, met = Gate(), threading.Event()

    def two(connection: sqlite3.Connection) -> None:
        connection.execute("SELECT 1").fetchall()
        gate(connection)
        try:
            connection.execute("SELECT count(*) FROM numbers").fetchall()
        except sqlite3.OperationalError:
            met.set()
            raise

    task = asyncio.ensure_future(database.read(two))
    await gate.until_reached()
    task.cancel()
    await asyncio.sleep(0)
    gate.open.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(met.wait, 5)
    assert await database.read(numbers) == []


async def test_a_read_cancelled_before_its_turn_does_not_run(database: Database) -> None:
    gates = [Gate(), Gate()]
    held = [asyncio.ensure_future(database.read(gate)) for gate in gates]
    for gate in gates:
        await gate.until_reached()
    ran = threading.Event()
    third = asyncio.ensure_future(database.read(lambda _c: ran.set()))
    await asyncio.sleep(0)
    third.cancel()
    await asyncio.sleep(0)
    for gate in gates:
        gate.open.set()
    await asyncio.gather(*held)
    assert await database.read(numbers) == []
    assert not ran.is_set()


async def test_a_read_cancelled_just_before_it_begins_does_not_run(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, ran = Gate(), threading.Event()

    def slow(*arguments: object, **options: object) -> sqlite3.Connection:
        gate()
        return connect(*arguments, **options)  # type: ignore[arg-type]  # handed through

    # The reader has taken the query and is still opening its connection.
    monkeypatch.setattr("data.sqlite.database.connect", slow)
    task = asyncio.ensure_future(database.read(lambda _c: ran.set()))
    await gate.until_reached()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.open.set()
    assert await database.read(numbers) == await database.read(numbers) == []
    assert not ran.is_set()


async def test_a_read_sees_one_state(database: Database) -> None:
    await database.write(add(1))
    gate = Gate()

    def twice(connection: sqlite3.Connection) -> tuple[list[int], list[int]]:
        before = numbers(connection)
        gate(connection)
        return before, numbers(connection)

    task = asyncio.ensure_future(database.read(twice))
    await gate.until_reached()
    await database.write(add(2))
    gate.open.set()
    assert await task == ([1], [1])
    assert await database.read(numbers) == [1, 2]


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(ReadOnlyDatabase):
        await database.read(add(1))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await database.read(lambda c: c.execute("SELECT * FROM absent").fetchall())


async def test_a_read_that_returns_a_cursor_is_told_so(database: Database) -> None:
    with pytest.raises(TypeError):
        await database.read(lambda c: c.execute("SELECT * FROM numbers"))


def test_it_serves_one_event_loop_after_another(tmp_path: Path) -> None:
    database = opened(tmp_path / "x.db")
    for n in range(3):
        asyncio.run(database.write(add(n)))
        assert asyncio.run(database.read(numbers)) == list(range(n + 1))
    gate = Gate()

    async def leave() -> None:
        task = asyncio.ensure_future(database.write(gate))
        await gate.until_reached()
        task.cancel()

    asyncio.run(leave())
    # The loop that waited is closed; the answer has nowhere to go.
    gate.open.set()
    assert asyncio.run(database.write(add(10))) == 10
    database.close()


async def test_closing_ends_what_runs_and_refuses_what_waits(tmp_path: Path) -> None:
    database = opened(tmp_path / "x.db")
    gate = Gate()
    running = asyncio.ensure_future(database.write(gate))
    await gate.until_reached()
    waiting = asyncio.ensure_future(database.write(add(1)))
    reads = [asyncio.ensure_future(database.read(endless)) for _ in range(3)]
    await asyncio.sleep(0.05)
    gate.open.set()
    begun = time.monotonic()
    database.close()
    assert time.monotonic() - begun < 3
    await running
    answers = await asyncio.gather(waiting, *reads, return_exceptions=True)
    assert [type(answer) for answer in answers] == [DatabaseClosed] * 4
    for call in (database.read(numbers), database.write(add(2))):
        with pytest.raises(DatabaseClosed):
            await call
    database.close()
    assert names(tmp_path) == ["x.db"]
    again = opened(tmp_path / "x.db")
    assert await again.read(numbers) == []
    again.close()


async def test_closing_does_not_wait_long_for_a_long_change(tmp_path: Path) -> None:
    database = opened(tmp_path / "x.db")
    gate = Gate()
    running = asyncio.ensure_future(database.write(gate))
    await gate.until_reached()
    begun = time.monotonic()
    database.close()
    assert 0.29 < time.monotonic() - begun < 3
    gate.open.set()
    await running


def test_an_idle_database_closes_at_once(tmp_path: Path) -> None:
    database = opened(tmp_path / "x.db")
    database.read_blocking(numbers)
    begun = time.monotonic()
    database.close()
    assert time.monotonic() - begun < 0.25


def test_its_threads_keep_no_process_alive(database: Database) -> None:
    ours = [thread for thread in threading.enumerate() if thread.name.startswith("sqlite-")]
    assert len(ours) >= 3
    assert all(thread.daemon for thread in ours)


def test_read_only_it_reads_and_refuses_changes(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    database = Database.open(path, schema=ONE, read_only=True)
    assert database.read_blocking(numbers) == [0, 1, 2]
    with pytest.raises(ReadOnlyDatabase):
        write(database, add(9))
    database.close()


def test_it_is_found_again_after_the_working_directory_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path as Plain

    monkeypatch.chdir(tmp_path)
    database = opened(Plain("x.db"))
    monkeypatch.chdir("/")
    assert database.read_blocking(numbers) == []
    database.close()


def test_the_settings_are_those_of_a_server(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db", create=True, application_id=MARK)
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "mmap_size")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == ["wal", 2, 1, 5000, 0]
    connection.execute("CREATE TABLE t (x)")
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes == {"x.db": 0o600, "x.db-wal": 0o600, "x.db-shm": 0o600}
    connection.close()


def test_access_of_others_is_taken_away(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    path.chmod(0o664)
    connection = connect(path, application_id=MARK)
    connection.close()
    assert path.stat().st_mode & 0o777 == 0o600
