from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.invariants import Finding
from data.emulation.maintenance import (
    backup,
    check,
    move_clock,
    remove,
    repair,
    restore,
)
from data.emulation.services import clock
from data.emulation.store.folding import AT_ONCE
from data.emulation.store.schema import APPLICATION_ID, SCHEMA
from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.problems import (
    DamagedDatabase,
    DatabaseFull,
    DatabaseLocked,
    DatabaseProblem,
    ForeignDatabase,
    NewerDatabase,
    NoDatabase,
    NotADatabase,
)
from tests.data.emulation import model
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.store.rows import customer, package
from tests.data.sqlite.support import ROOT, write

if TYPE_CHECKING:
    from pathlib import Path

    from data.emulation.services.clock import ClockState
from tests.data.emulation.upkeep import (
    CHANGED_INDEX,
    CHANGED_TRIGGER,
    CHANGED_VIEW,
    CUSTOMERS,
    HOUR,
    change,
    customers,
    damage,
    names,
)


@pytest.mark.parametrize(
    "statements",
    [
        ["DELETE FROM customer_counts", "UPDATE customers SET users = 9"],
        ["UPDATE customer_counts SET n = 0"],
        ["DROP INDEX customers_uuid", "DROP TRIGGER customers_fts_insert"],
        ["INSERT INTO customers_fts (customers_fts) VALUES ('delete-all')"],
        ["DROP VIEW customers_places"],
        CHANGED_VIEW,
        CHANGED_INDEX,
        CHANGED_TRIGGER,
    ],
)
def test_what_is_derived_can_be_made_anew(path: Path, statements: list[str]) -> None:
    change(path, *statements)
    assert check(path)
    repair(path)
    assert check(path) == []
    assert customers(path) == 4


def test_a_repair_that_fails_changes_nothing(path: Path) -> None:
    change(
        path,
        "DROP INDEX customers_external",
        "UPDATE customers SET external_id = 'same'",
    )
    with pytest.raises(DatabaseProblem):
        repair(path)
    assert Finding("index", "The index customers_external is missing or differs.") in check(path)


def test_a_backup_is_whole_and_private(path: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backup(path, tmp_path / "copy.db", progress=lambda *at: told.append(at))
    assert check(tmp_path / "copy.db") == []
    assert customers(tmp_path / "copy.db") == 4
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert told[-1][0] == told[-1][1] > 10
    assert names(tmp_path) == ["copy.db", "world.db"]
    with pytest.raises(DatabaseProblem, match="already"):
        backup(path, tmp_path / "copy.db")
    backup(path, tmp_path / "copy.db", overwrite=True)
    with pytest.raises(DatabaseProblem, match="itself"):
        backup(path, path, overwrite=True)


def test_a_backup_comes_back_while_others_have_the_database_open(
    path: Path, tmp_path: Path
) -> None:
    backup(path, tmp_path / "copy.db")
    used = Database.open(path, schema=SCHEMA, synchronous="NORMAL")
    write(used, lambda c: customer(c, 9, "Later"))
    assert restore(path, tmp_path / "copy.db") is None
    assert used.read_blocking(lambda c: c.execute(CUSTOMERS).fetchone()) == (4,)
    write(used, lambda c: customer(c, 10, "After"))
    used.close()
    assert customers(path) == 5
    assert check(path) == []


def test_a_backup_comes_back_where_nothing_is(path: Path, tmp_path: Path) -> None:
    backup(path, tmp_path / "copy.db")
    path.unlink()
    restore(path, tmp_path / "copy.db")
    assert check(path) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_database_is_set_aside(path: Path, tmp_path: Path) -> None:
    backup(path, tmp_path / "copy.db")
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    aside = restore(path, tmp_path / "copy.db")
    assert aside is not None
    assert aside.read_bytes() == content
    assert check(path) == []
    assert names(tmp_path) == ["copy.db", "world.db", aside.name]


def test_pages_that_are_damaged_are_overwritten(path: Path, tmp_path: Path) -> None:
    backup(path, tmp_path / "copy.db")
    damage(path)
    restore(path, tmp_path / "copy.db")
    assert check(path) == []


def test_only_a_sound_backup_comes_back(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    damaged, foreign, newer, text = (tmp_path / name for name in ("d", "f", "n", "t"))
    backup(path, damaged)
    damage(damaged)
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE t (x)")
    other.close()
    backup(path, newer)
    change(newer, "PRAGMA user_version = 99")
    text.write_text("no database, but long enough for a header " * 9)
    for source, kind in (
        (damaged, DamagedDatabase),
        (foreign, ForeignDatabase),
        (newer, NewerDatabase),
        (text, NotADatabase),
        (tmp_path / "none", NoDatabase),
    ):
        with pytest.raises(kind, match=str(source)):
            restore(path, source)
        with pytest.raises(kind):
            restore(path, source, verify=kind is DamagedDatabase)
    with pytest.raises(DatabaseProblem, match="itself"):
        restore(path, path)
    assert path.read_bytes() == before


def test_a_backup_never_takes_a_foreign_files_place(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "places.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE places (url)")
    connection.close()
    text = tmp_path / "text"
    text.write_text("precious, and long enough for a header " * 9)
    for target, kind in ((other, ForeignDatabase), (text, NotADatabase)):
        before = target.read_bytes()
        with pytest.raises(kind):
            restore(target, path)
        assert target.read_bytes() == before


def test_without_space_nothing_is_restored(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(path, tmp_path / "copy.db")
    change(path, "DELETE FROM customer_packages")

    def full(*_args: object) -> None:
        raise DatabaseFull(path)

    monkeypatch.setattr("data.emulation.maintenance.copy_into", full)
    with pytest.raises(DatabaseFull):
        restore(path, tmp_path / "copy.db")
    assert customers(path) == 4


def test_a_database_is_removed_unless_it_is_in_use(path: Path) -> None:
    used = Database.open(path, schema=SCHEMA, synchronous="NORMAL")
    write(used, lambda c: package(c, 1, 5))
    with pytest.raises(DatabaseLocked):
        remove(path)
    assert write(used, lambda c: package(c, 1, 6)) is None
    used.close()
    remove(path)
    assert names(path.parent) == []
    with pytest.raises(NoDatabase):
        remove(path)


def moving(path: Path, n: int) -> None:
    """Customers that change an hour after the frozen time."""
    connection = connect(path, application_id=APPLICATION_ID)
    world = World(connection)
    for number in range(n):
        steps = [(NOW + HOUR - number, "updating"), (NOW + DAY, "provisioned")]
        world.customer(1, f"Moving {number}", steps=steps)
    connection.close()


def updating(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        found = connection.execute("SELECT count(*) FROM customers WHERE status = 'updating'")
        return int(found.fetchone()[0])
    finally:
        connection.close()


def test_a_move_of_the_clock_is_written_in_short_transactions(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving(path, 3 * AT_ONCE + 7)
    said: list[str] = []

    def watched(*args: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*args, **more)
        connection.set_trace_callback(said.append)
        return connection

    monkeypatch.setattr("data.emulation.maintenance.connect", watched)
    state = move_clock(path, lambda connection: clock.advance(connection, HOUR))
    assert (state.now, state.mode) == (NOW + HOUR, "frozen")
    assert updating(path) == 3 * AT_ONCE + 7
    # A statement is told again with each trigger that it fires.
    folded = [set[str]()]
    for statement in said:
        if statement == "COMMIT":
            folded.append(set())
        elif statement.startswith("UPDATE customers SET status"):
            folded[-1].add(statement)
    assert list(map(len, folded)) == [AT_ONCE, AT_ONCE, AT_ONCE, 7, 0]
    assert check(path) == []


def test_a_move_that_is_refused_changes_nothing(path: Path) -> None:
    moving(path, 1)
    with pytest.raises(ValueError, match="forward"):
        move_clock(path, lambda connection: clock.advance(connection, -1))
    assert move_clock(path, clock.get).now == NOW
    assert updating(path) == 0


def test_what_a_busy_database_leaves_unfolded_readers_compute(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving(path, 2 * AT_ONCE + 1)
    other = connect(path, application_id=APPLICATION_ID)

    def change(connection: sqlite3.Connection) -> ClockState:
        connection.execute("PRAGMA busy_timeout = 20")
        return clock.advance(connection, HOUR)

    with monkeypatch.context() as patch:
        # Another program comes in the first pause and stays.
        patch.setattr(
            "data.emulation.maintenance.time.sleep", lambda _: other.execute("BEGIN IMMEDIATE")
        )
        assert move_clock(path, change).now == NOW + HOUR
    assert updating(path) == 2 * AT_ONCE
    other.execute("ROLLBACK")
    assert len(model.customers(other, NOW + HOUR)) == 3 + 2 * AT_ONCE + 1
    other.close()
    assert move_clock(path, clock.get).now == NOW + HOUR
    assert updating(path) == 2 * AT_ONCE + 1


LOOP = """
import itertools, os, sys
from pathlib import Path
from data.emulation.maintenance import backup, restore
world, one, two, copy = (Path(name) for name in sys.argv[1:])
os.write(1, b"begun\\n")
for n in itertools.count():
    restore(world, two if n % 2 else one)
    backup(world, copy, overwrite=True)
"""


def test_a_kill_leaves_one_content_or_the_other(path: Path, tmp_path: Path) -> None:
    one, two, copy = (tmp_path / name for name in ("one.db", "two.db", "copy.db"))
    backup(path, one)
    database = Database.open(path, schema=SCHEMA, synchronous="NORMAL")

    def more(connection: sqlite3.Connection) -> None:
        for key in range(10, 310):
            customer(connection, key, f"Customer {key}")

    write(database, more)
    database.close()
    backup(path, two)
    backup(path, copy)
    for pause in (0.0, 0.01, 0.03, 0.06, 0.1):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, path, one, two, copy], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        for file in (path, copy):
            assert check(file) == []
            assert customers(file) in (4, 304)
