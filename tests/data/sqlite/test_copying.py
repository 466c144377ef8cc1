from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.sqlite.connect import connect
from data.sqlite.copying import copy_database, copy_into
from data.sqlite.problems import (
    DatabaseFull,
    DatabaseLocked,
    DatabaseProblem,
    NoDatabase,
    NotAFile,
    ReadOnlyDatabase,
)
from tests.data.sqlite.support import MARK, add, make, numbers, opened, write

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def source(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = connect(make(tmp_path / "source.db", 20_000), read_only=True)
    yield connection
    connection.close()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_copy_is_one_state_while_others_write(
    tmp_path: Path, source: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sqlite.copying._PAGES", 10)
    writer = opened(tmp_path / "source.db")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        if len(told) < 50:
            write(writer, add(100_000 + len(told)))
        told.append((done, total))

    copy_database(source, tmp_path / "copy.db", progress=progress)
    writer.close()
    assert 3 < len(told) < 50
    assert told[-1][0] == told[-1][1]
    copy = connect(tmp_path / "copy.db", application_id=MARK)
    assert numbers(copy) == list(range(20_000))
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_file_that_is_there_stays(tmp_path: Path, source: sqlite3.Connection) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(DatabaseProblem, match="already"):
        copy_database(source, target)
    assert target.read_text() == "precious"
    copy_database(source, target, overwrite=True)
    assert target.read_bytes()[68:72] == b"test"


def test_a_copy_never_takes_the_place_of_a_database_in_use(
    tmp_path: Path, source: sqlite3.Connection
) -> None:
    used = opened(tmp_path / "used.db")
    write(used, add(5))
    with pytest.raises(DatabaseLocked, match="in use"):
        copy_database(source, tmp_path / "used.db", overwrite=True)
    assert used.read_blocking(numbers) == [5]
    used.close()


def test_places_that_cannot_be_written(tmp_path: Path, source: sqlite3.Connection) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "gone.db-wal").write_text("frames")
    before = names(tmp_path)
    for target, kind in (
        (tmp_path / "folder", NotAFile),
        (tmp_path / "none" / "copy.db", NoDatabase),
        (tmp_path / "gone.db", DatabaseProblem),
    ):
        with pytest.raises(kind, match=str(target)):
            copy_database(source, target, overwrite=True)
    assert names(tmp_path) == before


@pytest.mark.parametrize(("free", "kind"), [(0, DatabaseFull), (1 << 40, ReadOnlyDatabase)])
def test_a_disk_that_fails_leaves_nothing_behind(
    tmp_path: Path,
    source: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    kind: type[DatabaseProblem],
) -> None:
    def fail(_path: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("data.sqlite.copying._to_disk", fail)
    monkeypatch.setattr("data.sqlite.connect.free_bytes", lambda _path: free)
    before = names(tmp_path)
    with pytest.raises(kind):
        copy_database(source, tmp_path / "copy.db")
    assert names(tmp_path) == before


def test_copying_into_a_database_in_use(
    tmp_path: Path, source: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sqlite.copying._PAGES", 10)
    used = opened(tmp_path / "used.db")
    write(used, add(5))
    target = connect(tmp_path / "used.db")
    during: list[list[int]] = []
    copy_into(
        source,
        target,
        tmp_path / "used.db",
        progress=lambda done, total: (
            during.append(used.read_blocking(numbers)) if done < total else None
        ),
    )
    assert len(during) > 3
    assert all(seen == [5] for seen in during)
    assert used.read_blocking(numbers) == list(range(20_000))
    assert write(used, add(50_000)) == 50_000
    target.close()
    used.close()


def test_copying_into_one_that_is_busy(
    tmp_path: Path, source: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.sqlite.copying.BUSY_MS", 100)
    path = make(tmp_path / "busy.db")
    target, other = connect(path), connect(path)
    target.execute("PRAGMA busy_timeout = 0")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked):
        copy_into(source, target, path)
    other.execute("ROLLBACK")
    assert numbers(target) == [0, 1, 2]
    target.close()
    other.close()


def test_copying_without_space_keeps_the_old_content(
    tmp_path: Path, source: sqlite3.Connection
) -> None:
    path = make(tmp_path / "small.db")
    target = connect(path)
    target.execute("PRAGMA max_page_count = 10")
    with pytest.raises(DatabaseFull):
        copy_into(source, target, path)
    assert numbers(target) == [0, 1, 2]
    assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    target.close()
