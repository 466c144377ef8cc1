"""Every way in which a file can be wrong: said in words, and the file left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.sqlite import problems
from data.sqlite.connect import connect
from data.sqlite.database import Database
from data.sqlite.problems import (
    DamagedDatabase,
    DatabaseFull,
    DatabaseLocked,
    DatabaseProblem,
    ForeignDatabase,
    NetworkFolder,
    NewerDatabase,
    NoDatabase,
    NotADatabase,
    NotAFile,
    OldSQLite,
)
from tests.data.sqlite.child import NOBODY
from tests.data.sqlite.support import (
    MARK,
    ONE,
    TWO,
    add,
    finished,
    make,
    numbers,
    opened,
    start,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = [
    kind
    for kind in vars(problems).values()
    if isinstance(kind, type) and issubclass(kind, DatabaseProblem)
]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")
    }


def refused(path: Path, kind: type[DatabaseProblem], *, create: bool = True) -> DatabaseProblem:
    """The problem that opening meets; the folder must be as it was."""
    before = contents(path.parent) if path.parent.is_dir() else None
    for read_only in (False, True):
        with pytest.raises(DatabaseProblem) as caught:
            Database.open(path, schema=ONE, create=create and not read_only, read_only=read_only)
        assert type(caught.value) is kind
        assert str(path) in str(caught.value)
        assert (contents(path.parent) if path.parent.is_dir() else None) == before
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_each_names_the_file_and_says_what_to_do(kind: type[DatabaseProblem]) -> None:
    problem = kind(Path("/data/my.db"))
    assert str(problem).count("/data/my.db") == 1
    assert str(problem).endswith(".")
    assert problem.advice
    assert "{" not in str(problem) + problem.advice
    assert problem.path == Path("/data/my.db")


def test_a_hostile_name_cannot_move_the_cursor() -> None:
    assert "\x1b" not in str(NoDatabase(Path("/data/\x1b[2J.db")))
    assert str(NoDatabase(Path(os.fsdecode(b"/data/\xff.db")))).encode()


def test_an_old_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    assert "Python" in refused(tmp_path / "x.db", OldSQLite).advice


def test_no_file(tmp_path: Path) -> None:
    refused(tmp_path / "x.db", NoDatabase, create=False)
    assert list(tmp_path.iterdir()) == []


def test_no_folder(tmp_path: Path) -> None:
    assert "folder" in str(refused(tmp_path / "none" / "x.db", NoDatabase))
    (tmp_path / "file").touch()
    refused(tmp_path / "file" / "x.db", NoDatabase)


def test_a_folder_a_device_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "folder", tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotAFile, match=str(path)):
            connect(path, create=True, application_id=MARK)


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 100, b"x", b"SQLite format 3\0"])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    refused(path, NotADatabase)


def test_an_empty_file_is_filled_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    assert "empty" in str(refused(path, NotADatabase, create=False))
    opened(path).close()
    assert path.read_bytes()[68:72] == b"test"


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("mark", [0, 0x12345678])
def test_a_database_of_another_program(tmp_path: Path, mode: str, mark: int) -> None:
    path = tmp_path / "places.sqlite"
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA application_id = {mark}")
    other.execute(f"PRAGMA journal_mode = {mode}")
    other.execute("CREATE TABLE places (url)")
    other.commit()
    # While it is in use (in WAL mode with a log beside it), and afterwards.
    refused(path, ForeignDatabase)
    other.close()
    refused(path, ForeignDatabase)


def test_a_database_of_a_newer_release(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", schema=TWO)
    assert "newer" in str(refused(path, NewerDatabase))


def test_the_log_of_a_database_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    (tmp_path / "x.db-wal").write_bytes(b"frames of another file")
    with pytest.raises(DatabaseProblem, match="log of another database"):
        opened(path)
    assert contents(tmp_path) == {"x.db-wal": b"frames of another file"}


def test_a_damaged_file(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db", 20_000)
    content = bytearray(path.read_bytes())
    content[5 * 4096 : 40 * 4096] = b"\xa5" * (35 * 4096)
    path.write_bytes(content)
    database = opened(path, create=False)
    with pytest.raises(DamagedDatabase, match=str(path)) as caught:
        database.read_blocking(numbers)
    assert "restore" in caught.value.advice
    with pytest.raises(DamagedDatabase):
        write(database, lambda c: c.execute("DELETE FROM numbers"))
    database.close()


def test_a_damaged_schema(tmp_path: Path) -> None:
    path = make(tmp_path / "x.db")
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)
    refused(path, DamagedDatabase)


def test_a_full_disk(tmp_path: Path) -> None:
    database = opened(tmp_path / "x.db")
    limit = write(database, lambda c: c.execute("PRAGMA max_page_count = 1").fetchone()[0])
    assert limit < 10

    def much(connection: sqlite3.Connection) -> None:
        for n in range(10_000):
            connection.execute("INSERT INTO numbers VALUES (?, ?)", (n, "x" * 100))

    with pytest.raises(DatabaseFull, match=str(tmp_path)):
        write(database, much)
    assert database.read_blocking(numbers) == []
    write(database, lambda c: c.execute("PRAGMA max_page_count = 1000000").fetchone())
    write(database, much)
    assert len(database.read_blocking(numbers)) == 10_000
    database.close()


def test_a_file_that_another_program_keeps_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "x.db")
    monkeypatch.setattr("data.sqlite.writer.BUSY_MS", 50)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = opened(path)
    with pytest.raises(DatabaseLocked):
        write(database, add(10))
    assert database.read_blocking(numbers) == [0, 1, 2]
    other.execute("ROLLBACK")
    assert write(database, add(10)) == 10
    other.close()
    database.close()


def test_a_network_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.sqlite.examine.is_network", lambda _path: True)
    assert "local disk" in refused(tmp_path / "x.db", NetworkFolder).advice


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that a user without rights can get to."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def owned(path: Path, mode: int) -> None:
    os.chown(path, NOBODY, NOBODY)
    path.chmod(mode)


def test_a_file_that_must_not_be_written(public: Path) -> None:
    path = make(public / "x.db")
    owned(path, 0o400)
    owned(public, 0o755)
    kind, sentence, advice = finished(start("as-nobody", path)).splitlines()
    assert kind == "ReadOnlyDatabase"
    assert f"{path} cannot be written" in sentence
    assert "copy" in advice
    assert finished(start("as-nobody", path, "read")) == "[0, 1, 2]\n"


def test_a_folder_that_must_not_be_written(public: Path) -> None:
    path = make(public / "x.db")
    owned(path, 0o600)
    kind, sentence, _advice = finished(start("as-nobody", path)).splitlines()
    assert (kind, "folder is read-only" in sentence) == ("ReadOnlyDatabase", True)
    # The log's lock file cannot be made there. Only on a disk that nobody can write is that fine.
    kind, sentence, advice = finished(start("as-nobody", path, "read")).splitlines()
    assert (kind, "folder is read-only" in sentence) == ("ReadOnlyDatabase", True)
    assert "Copy the file" in advice
    assert finished(start("as-nobody", path, "read", "disk")) == "[0, 1, 2]\n"
    assert finished(start("as-nobody", public / "y.db", "create")).startswith("ReadOnlyDatabase\n")
    assert sorted(contents(public)) == ["x.db"]


def test_a_file_that_must_not_be_read(public: Path) -> None:
    path = make(public / "x.db")
    for how in ((), ("read",), ("create",)):
        kind, sentence, _advice = finished(start("as-nobody", path, *how)).splitlines()
        assert (kind, "cannot be read" in sentence) == ("ReadOnlyDatabase", True)
    assert path.stat().st_mode & 0o777 == 0o600
