"""What `rtm db check` finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation import checking
from data.emulation.maintenance import (
    UNCHECKED,
    check,
)
from data.emulation.store.schema import APPLICATION_ID
from data.sqlite.connect import connect
from data.sqlite.problems import (
    NoDatabase,
    NotADatabase,
    NotAFile,
    ReadOnlyDatabase,
)
from tests.data.emulation.store.rows import step

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


from tests.data.emulation.upkeep import (
    CHANGED_INDEX,
    CHANGED_TRIGGER,
    CHANGED_VIEW,
    change,
    damage,
    names,
)

COUNTED_TEMPLATE = (
    "INSERT INTO templates (uuid, owner_id, name, country, language, created_ms, customers)"
    " VALUES (zeroblob(16), 1, 'Standard', 'US', 'en_US', 0, 1)"
)


def test_a_sound_database_has_no_findings(path: Path) -> None:
    before = path.read_bytes()
    told: list[float] = []
    assert check(path, progress=lambda _stage, share: told.append(share)) == []
    assert told == sorted(told)
    assert told[-1] == 1
    assert path.read_bytes() == before
    assert names(path.parent) == ["world.db"]


@pytest.mark.parametrize(
    ("statements", "what", "n"),
    [
        (["UPDATE customer_counts SET n = n + 1 WHERE status = 'deleted'"], "counter", 2),
        (["DELETE FROM customer_counts"], "counter", 4),
        ([COUNTED_TEMPLATE], "counter", 1),
        (["UPDATE customers SET packages = 1 WHERE id = 2"], "packages", 1),
        (["UPDATE customers SET users = users + 1"], "users", 4),
        (["DELETE FROM clock"], "clock", 1),
        (["UPDATE settings SET value = 'short' WHERE key = 'secret'"], "secret", 1),
        (["DROP INDEX customers_by_name"], "index", 1),
        (["DROP TRIGGER customers_fts_delete"], "trigger", 1),
        (["DROP TABLE workspaces"], "table", 1),
        (["DROP VIEW customers_places"], "view", 1),
        (CHANGED_VIEW, "view", 1),
        (CHANGED_INDEX, "index", 1),
        (CHANGED_TRIGGER, "trigger", 1),
        (
            ["DROP TRIGGER customers_fts_update", "UPDATE customers SET name_key = 'x'"],
            "search",
            1,
        ),
        (["INSERT INTO customers_grams (customers_grams) VALUES ('delete-all')"], "search", 1),
        (["PRAGMA foreign_keys = OFF", "DELETE FROM people WHERE id < 3"], "reference", 2),
    ],
)
def test_what_is_wrong_is_found(path: Path, statements: list[str], what: str, n: int) -> None:
    change(path, *statements)
    found = {finding.what: finding for finding in check(path)}
    assert found[what].n == n
    assert found[what].text.endswith((".", str(n)))
    assert "{" not in found[what].text


def test_search_indexes_that_cannot_be_compared_are_told_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *, read_only: bool = False, **more: Any) -> sqlite3.Connection:
        if not read_only:
            raise ReadOnlyDatabase(path)
        return connect(path, read_only=True, **more)

    monkeypatch.setattr(checking, "connect", refuse)
    (found,) = check(path)
    assert (found.what, found.n) == (UNCHECKED, 0)
    assert found.text.startswith("The search indexes were not compared. The database ")
    assert found.text.endswith("cannot be written.")


def test_a_file_that_only_shows_at_the_write_that_it_cannot_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def query_only(path: Path, **more: Any) -> sqlite3.Connection:
        connection = connect(path, **more)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(checking, "connect", query_only)
    assert [finding.what for finding in check(path)] == [UNCHECKED]


def test_steps_and_folded_statuses_must_agree(path: Path) -> None:
    connection = connect(path, application_id=APPLICATION_ID)
    step(connection, 1, 3, 100, "provisioning")
    step(connection, 1, 3, 900, "provisioned")
    step(connection, 2, 3, 100, "provisioning", part=5)
    step(connection, 2, 3, 500, "provisioned", part=5)
    step(connection, 3, 1, 50, "provisioned")
    connection.execute("UPDATE customers SET next_at = 500 WHERE id = 3")
    connection.execute("UPDATE customer_packages SET next_at = 500 WHERE customer_id = 3")

    def findings(sql: str) -> list[tuple[str, int]]:
        connection.execute("SAVEPOINT change")
        connection.execute(sql)
        connection.execute("RELEASE change")
        return [(finding.what, finding.n) for finding in check(path)]

    assert findings("SELECT 1") == []
    # Folded too far, too little, waiting for nothing, not waiting for its package.
    assert findings("UPDATE customers SET next_at = NULL WHERE id = 3") == [
        ("status", 1),
        ("next", 1),
    ]
    assert findings("UPDATE customers SET next_at = 900 WHERE id = 3") == [("next", 1)]
    assert findings("UPDATE customers SET next_at = 100 WHERE id = 3") == []
    assert findings("UPDATE customers SET next_at = 700 WHERE id = 3") == [("next", 2)]
    assert findings("UPDATE customers SET next_at = 500 WHERE id = 3") == []
    assert findings("UPDATE customer_packages SET next_at = NULL") == [("status", 1)]
    assert findings("UPDATE customer_packages SET next_at = 500 WHERE customer_id = 3") == []
    assert findings("UPDATE subscribers SET status = 'pending_user_migration' WHERE id = 1") == [
        ("status", 1)
    ]
    connection.close()


def test_a_damaged_file_is_a_finding(path: Path) -> None:
    damage(path)
    (first, *_rest) = check(path)
    assert first.what == "integrity"
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    assert [finding.what for finding in check(path)] == ["integrity"]


def test_what_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, but long enough for a header " * 9)
    for name, kind in (("none.db", NoDatabase), ("text", NotADatabase), (".", NotAFile)):
        with pytest.raises(kind):
            check(tmp_path / name)
    assert names(tmp_path) == ["text"]
