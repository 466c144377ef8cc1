from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from data.emulation.invariants import check_content, check_schema, check_search, schema_of
from data.emulation.rules.timeline import CUSTOMER_STATUSES, DELETED
from data.emulation.services import organizations, subscribers
from data.emulation.store.schema import (
    APPLICATION_ID,
    SCHEMA,
    drop_for_load,
    restore_after_load,
)
from data.models.statuses import STATUSES
from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.migrate import build
from tests.data.emulation.store.rows import customer, package, partner, small_world, subscriber
from tests.data.sqlite.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DERIVED = (
    "SELECT * FROM customer_counts WHERE n > 0 ORDER BY 1, 2, 3",
    "SELECT id, packages, users FROM customers ORDER BY id",
    "SELECT rowid & 0x7fffffff FROM customers_fts WHERE customers_fts MATCH '\"acme\"' ORDER BY 1",
    "SELECT rowid & 0x7fffffff FROM customers_fts WHERE customers_fts MATCH '\"a@2\"'",
    "SELECT rowid FROM customers_grams WHERE customers_grams MATCH '\"東京\"'",
    "SELECT rowid FROM customers_grams WHERE customers_grams MATCH '\"東\"'",
    "SELECT rowid FROM customers_grams WHERE customers_grams MATCH '\"京東\"'",
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = build(SCHEMA)
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def master(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()


def derived(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(query).fetchall() for query in DERIVED]


def test_an_empty_database_is_ready(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = Database.open(path, schema=SCHEMA, create=True, synchronous="NORMAL")
    assert path.read_bytes()[68:72] == b"RTMc" == APPLICATION_ID.to_bytes(4, "big")
    assert database.read_blocking(lambda c: c.execute("SELECT * FROM clock").fetchall()) == [
        (1, "real", 0, 0, 1.0, 0)
    ]
    ((secret,),) = database.read_blocking(
        lambda c: c.execute("SELECT value FROM settings WHERE key = 'secret'").fetchall()
    )
    assert len(bytes.fromhex(secret)) == 32
    database.close()
    other = build(SCHEMA)
    assert other.execute("SELECT value FROM settings").fetchall() != [(secret,)]
    other.close()


@pytest.mark.parametrize(
    ("table", "statuses"),
    [
        ("customers", (*STATUSES, DELETED)),
        ("customer_packages", ("provisioned", "provisioning", "deleting", "error", DELETED)),
        ("subscribers", (*subscribers.STATUSES, DELETED)),
        ("partners", organizations.STATES),
    ],
)
def test_the_tables_take_the_statuses_that_are_told(
    connection: sqlite3.Connection, table: str, statuses: tuple[str, ...]
) -> None:
    assert CUSTOMER_STATUSES == STATUSES
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    (listed,) = re.findall(r"(?:status|state) IN \(([^)]*)\)", sql)
    assert tuple(re.findall(r"'(\w+)'", listed)) == statuses


def test_every_table_of_ours_is_strict(connection: sqlite3.Connection) -> None:
    loose = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    ).fetchall()
    assert loose == []


def test_a_current_database_opens_without_the_tools_of_a_migration(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    Database.open(path, schema=SCHEMA, create=True).close()
    code = (
        "import sys; from pathlib import Path\n"
        "from data.sqlite.database import Database\n"
        "from data.emulation.store.schema import SCHEMA\n"
        "Database.open(Path(sys.argv[1]), schema=SCHEMA).close()\n"
        "print({'sqlite_utils', 'importlib.resources', 'click'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_triggers_keep_what_is_derived(connection: sqlite3.Connection) -> None:
    small_world(connection)
    counts, customers, *found = derived(connection)
    assert counts == [
        (1, "deleted", 0, 1),
        (1, "provisioned", 1 << 6, 1),
        (1, "provisioned", 1 << 3 | 1 << 7, 1),
        (1, "provisioning", 1 << 4, 1),
    ]
    assert customers == [(1, 1 << 3 | 1 << 7, 2), (2, 1 << 6, 1), (3, 1 << 4, 0), (4, 0, 0)]
    assert found == [[(1,), (3,)], [(2,)], [(2,)], [(2,)], []]
    assert check_content(connection) + check_search(connection) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE customers SET name_key = 'zebra', external_key = 'q', grams = '' WHERE id = 2",
        "UPDATE customers SET grams = '力' WHERE id = 1",
        "UPDATE customers SET status = 'deleting' WHERE id = 1",
        "UPDATE customer_packages SET status = 'deleted' WHERE customer_id = 1 AND package = 4",
        "UPDATE customer_packages SET status = 'provisioned' WHERE package = 9",
        "DELETE FROM customer_packages WHERE package = 8",
        "DELETE FROM customer_packages WHERE package = 9",
        "UPDATE subscribers SET status = 'deleted'",
        "UPDATE subscribers SET status = 'provisioned'",
        "DELETE FROM subscribers WHERE customer_id = 1",
        "DELETE FROM customers WHERE id = 3",
    ],
)
def test_every_change_keeps_what_is_derived(connection: sqlite3.Connection, change: str) -> None:
    small_world(connection)
    connection.execute(change)
    assert check_content(connection) + check_search(connection) == []


def test_a_load_ends_where_single_writes_end(connection: sqlite3.Connection) -> None:
    empty = master(connection)
    drop_for_load(connection)
    small_world(connection)
    assert connection.execute("SELECT count(*) FROM customer_counts").fetchone() == (0,)
    restore_after_load(connection)
    assert master(connection) == empty
    assert check_schema(connection) == []
    one_by_one = build(SCHEMA)
    small_world(one_by_one)
    assert derived(connection) == derived(one_by_one)
    one_by_one.close()
    assert check_content(connection) + check_search(connection) == []
    # The triggers work on what was loaded.
    customer(connection, 5, "Acme Foundry")
    package(connection, 5, 4)
    subscriber(connection, 9, 5)
    assert check_content(connection) + check_search(connection) == []


def test_a_loader_that_counts_itself_is_believed(connection: sqlite3.Connection) -> None:
    drop_for_load(connection)
    partner(connection)
    customer(connection, 1, "Acme", packages=8, users=5)
    restore_after_load(connection, recount=False)
    assert derived(connection)[:2] == [[(1, "provisioned", 8, 1)], [(1, 8, 5)]]


def test_a_load_is_one_transaction_where_the_caller_wants_it(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    Database.open(path, schema=SCHEMA, create=True, synchronous="NORMAL").close()
    connection = connect(path, application_id=APPLICATION_ID)
    before = schema_of(connection)
    connection.execute("BEGIN IMMEDIATE")
    drop_for_load(connection)
    small_world(connection)
    connection.execute("ROLLBACK")
    assert schema_of(connection) == before
    connection.execute("BEGIN IMMEDIATE")
    drop_for_load(connection)
    small_world(connection)
    restore_after_load(connection)
    connection.execute("COMMIT")
    assert schema_of(connection) == before
    # The planner knows what was loaded.
    known = connection.execute("SELECT DISTINCT tbl FROM sqlite_stat1").fetchall()
    assert {("customers",), ("subscribers",), ("organizations",)} <= set(known)
    connection.close()


def test_a_load_that_breaks_a_unique_index_is_found_at_its_end(
    connection: sqlite3.Connection,
) -> None:
    drop_for_load(connection)
    partner(connection)
    customer(connection, 1, "Acme")
    customer(connection, 2, "Acme")
    connection.execute("UPDATE customers SET external_id = 'same'")
    with pytest.raises(sqlite3.IntegrityError):
        restore_after_load(connection)
