from __future__ import annotations

import os
import re
import signal
from typing import TYPE_CHECKING

import pytest

from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.migrate import Migration, Schema, build, run_script, statements
from data.sqlite.problems import DamagedDatabase, DatabaseFull, ReadOnlyDatabase
from tests.data.sqlite.support import MARK, ONE, TWO, finished, make, numbers, opened, start, write

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def version(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def third(apply: object) -> Schema:
    return Schema(MARK, (*TWO.migrations, Migration(3, "third", apply)))  # type: ignore[arg-type]  # lambdas of any result


def test_a_new_file_is_made_whole(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", schema=TWO)
    assert names(path) == ["x.db"]
    assert path.read_bytes()[68:72] == b"test"
    assert version(path) == 2
    assert (path.stat().st_mode & 0o777) == 0o600


def test_a_current_one_is_not_written(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    before = path.read_bytes()
    opened(path).close()
    assert path.read_bytes() == before


def test_an_older_one_is_copied_first(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    database = opened(path, TWO)
    assert database.read_blocking(numbers) == [0, 1, 2]
    write(database, lambda c: c.execute("INSERT INTO more VALUES (1)"))
    backup = database.backup
    database.close()
    assert version(path) == 2
    assert backup is not None
    assert re.fullmatch(r"x\.db\.v1\.\d{8}-\d{6}\.bak", backup.name)
    assert names(path) == ["x.db", backup.name]
    assert backup.stat().st_mode & 0o777 == 0o600
    assert version(backup) == 1
    old = Database.open(backup, schema=ONE)
    assert old.read_blocking(numbers) == [0, 1, 2]
    old.close()


def test_a_step_that_fails_is_undone_and_earlier_ones_stay(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (n)")
        raise LookupError("no such thing")

    with pytest.raises(LookupError):
        opened(path, third(fails))
    assert version(path) == 2
    database = opened(path, TWO)
    assert database.read_blocking(
        lambda c: c.execute("SELECT name FROM sqlite_schema ORDER BY 1").fetchall()
    ) == [("counter",), ("more",), ("numbers",)]
    database.close()


def test_a_step_must_not_end_its_transaction(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", schema=TWO)
    with pytest.raises(RuntimeError, match="third ended"):
        opened(path, third(lambda c: c.execute("COMMIT")))


def test_a_step_may_rebuild_a_table_that_others_refer_to(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", schema=TWO)

    def rebuild(connection: sqlite3.Connection) -> None:
        run_script(
            connection,
            """INSERT INTO more VALUES (1);
            CREATE TABLE numbers2 (n INTEGER PRIMARY KEY) STRICT;
            INSERT INTO numbers2 SELECT n FROM numbers;
            DROP TABLE numbers;
            ALTER TABLE numbers2 RENAME TO numbers;
            """,
        )

    database = opened(path, third(rebuild))
    assert write(database, lambda c: c.execute("PRAGMA foreign_keys").fetchone()) == (1,)
    assert database.read_blocking(numbers) == [0, 1, 2]
    database.close()


def test_a_step_that_breaks_references_is_undone(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", schema=TWO)
    with pytest.raises(DamagedDatabase, match="refer"):
        opened(path, third(lambda c: c.execute("INSERT INTO more VALUES (77)")))
    assert version(path) == 2


def test_without_space_it_keeps_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "x.db")

    def full(*_args: object, **_options: object) -> None:
        raise DatabaseFull(path)

    monkeypatch.setattr("data.sqlite.migrate.copy_database", full)
    with pytest.raises(DatabaseFull):
        opened(path, TWO)
    assert version(path) == 1
    assert names(path) == ["x.db"]


def test_an_older_one_cannot_be_used_read_only(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    with pytest.raises(ReadOnlyDatabase, match="older release"):
        Database.open(path, schema=TWO, read_only=True)
    assert version(path) == 1


def test_a_kill_within_a_migration_leaves_the_old_version(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    for _ in range(2):
        process = start("upgrade", path)
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert version(path) == 1
    assert finished(start("upgrade", path)).endswith("done\n")
    assert version(path) == 2
    backups = [name for name in names(path) if name.endswith(".bak")]
    assert len(backups) == 3
    assert names(path) == ["x.db", *backups]
    assert all(version(tmp_path / name) == 1 for name in backups)


def test_two_that_upgrade_at_once_do_it_once(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    for process in [start("upgrade", path) for _ in range(3)]:
        assert finished(process).endswith("done\n")
    assert version(path) == 2
    assert len([name for name in names(path) if name.endswith(".bak")]) == 1


def test_a_schema_in_memory_to_compare_with() -> None:
    connection = build(TWO)
    tables = connection.execute("SELECT name FROM sqlite_schema ORDER BY 1").fetchall()
    assert tables == [("counter",), ("more",), ("numbers",)]
    connection.close()
    assert (ONE.version, TWO.version, Schema(MARK, ()).version) == (1, 2, 0)


def test_a_script_is_taken_apart_at_its_statements() -> None:
    script = """
    -- A comment; with a semicolon.
    CREATE TABLE t (
        x TEXT -- one; more
    );
    CREATE TRIGGER r AFTER INSERT ON t BEGIN
        DELETE FROM t;
        SELECT 1;
    END;
    INSERT INTO t VALUES (';');
    -- The end.
    """
    found = list(statements(script))
    assert len(found) == 3
    assert found[1].startswith("CREATE TRIGGER")
    assert found[1].endswith("END;")
    with pytest.raises(ValueError, match="within a statement"):
        list(statements("SELECT 1;\nSELECT"))
