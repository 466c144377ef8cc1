"""Requests on their way into the file, whatever the file does."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from data.advised import advised
from data.local import opening, requests
from data.local import recorder as recording
from data.local.opening import open_local, put_aside, read_local
from data.local.recorder import Recorder
from data.local.schema import APPLICATION_ID
from data.sqlite.connect import connect
from data.sqlite.problems import (
    DatabaseClosed,
    DatabaseFull,
    DatabaseLocked,
    ForeignDatabase,
    NewerDatabase,
)
from tests.data.local.support import request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Made = Recorder[int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "profiles" / "one.db"


@pytest.fixture
def recorder(path: Path) -> Iterator[Callable[..., Made]]:
    made: list[Made] = []

    def make(keep: int = 100, pause: float = 0.01) -> Made:
        made.append(Recorder(path, keep, lambda n: request(attempt=n), pause))
        return made[-1]

    yield make
    for one in made:
        one.close()


def kept(path: Path) -> list[int]:
    """The attempts that are in the file, newest first."""
    connection = read_local(path)
    if connection is None:
        return []
    try:
        return [row.attempt for row in requests.newest(connection)]
    finally:
        connection.close()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_nothing_is_made_before_there_is_something(path: Path, tmp_path: Path) -> None:
    before = threading.active_count()
    recorder: Made = Recorder(path, 10, lambda n: request(attempt=n))
    recorder.close()
    assert threading.active_count() == before
    assert list(tmp_path.iterdir()) == []


def test_records_are_written_by_themselves_and_for_the_owner_only(
    path: Path, recorder: Callable[..., Made]
) -> None:
    one = recorder()
    for n in (1, 2, 3):
        one.add(n)
    until(path.exists)
    until(lambda: kept(path) == [3, 2, 1])
    assert one.problem is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_what_waits_is_in_an_answer_and_in_the_file_at_the_end(
    path: Path, recorder: Callable[..., Made]
) -> None:
    one = recorder(pause=60)
    one.add(1)
    assert one.ask(requests.count).result(5).matched == 1
    one.add(2)
    one.close()
    assert kept(path) == [2, 1]
    one.close()
    one.add(3)
    with pytest.raises(DatabaseClosed):
        one.ask(requests.count).result(5)


def test_a_thread_that_rests_does_nothing(path: Path, recorder: Callable[..., Made]) -> None:
    # One of another test may still be ending.
    before = set(threading.enumerate())
    one = recorder()
    one.add(1)
    until(path.exists)
    until(lambda: kept(path) == [1])
    made = set(threading.enumerate()) - before
    (thread,) = [thread for thread in made if thread.name == "rtm-local"]
    written = {file: file.stat().st_mtime_ns for file in path.parent.iterdir()}
    time.sleep(0.2)
    assert thread.is_alive()
    assert {file: file.stat().st_mtime_ns for file in path.parent.iterdir()} == written


def test_no_more_than_may_be_kept_waits(path: Path, recorder: Callable[..., Made]) -> None:
    one = recorder(keep=3, pause=60)
    for n in range(1, 11):
        one.add(n)
    one.close()
    assert kept(path) == [10, 9, 8]


def test_several_processes_write_at_once(path: Path) -> None:
    command = [sys.executable, "-m", "tests.data.local.child", "write", str(path), "200"]
    children = [subprocess.Popen(command) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    connection = read_local(path)
    assert connection is not None
    rows = requests.newest(connection)
    assert Counter(row.pid for row in rows) == {child.pid: 200 for child in children}
    assert [row.n for row in rows] == list(range(600, 0, -1))
    for child in children:
        own = [row.attempt for row in rows if row.pid == child.pid]
        assert own == list(range(200, 0, -1)), "in their order"
    connection.close()


def test_a_kill_leaves_a_sound_file(path: Path) -> None:
    for _ in range(3):
        command = [sys.executable, "-m", "tests.data.local.child", "forever", str(path), ""]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        said = [int(child.stdout.readline()) for _ in range(60)][-1]
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        child.stdout.close()
        connection = read_local(path)
        assert connection is not None
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert requests.count(connection).made >= said
        connection.close()


HEADER = b"SQLite format 3\0" + b"\x10\x00\x01\x01" + bytes(48) + b"RTMl" + bytes(28)
"""Of a database of ours that is spoilt behind its mark, or whose header makes no sense."""


@pytest.mark.parametrize(
    "content", [b"no database " * 100, HEADER + b"\xff" * 4000], ids=["text", "spoilt"]
)
def test_a_damaged_file_is_set_aside(
    path: Path, recorder: Callable[..., Made], content: bytes
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    one = recorder(pause=60)
    one.add(1)
    assert one.ask(requests.count).result(5).matched == 1
    assert one.aside is not None
    assert one.aside.read_bytes()[:10] == content[:10]
    assert one.aside.name.startswith("one.db.damaged-")
    one.close()
    assert kept(path) == [1]


def test_damage_that_shows_later_is_set_aside_too(
    path: Path, recorder: Callable[..., Made]
) -> None:
    first = recorder()
    for n in range(60):
        first.add(n + 1)
    first.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    one = recorder(pause=60)
    one.add(61)
    assert one.ask(requests.newest).result(5)[0].attempt == 61
    assert one.aside is not None
    one.close()
    assert kept(path) == [61]


def test_a_log_without_its_file_is_set_aside(path: Path, recorder: Callable[..., Made]) -> None:
    path.parent.mkdir(parents=True)
    path.with_name("one.db-wal").write_bytes(b"left behind")
    one = recorder(pause=60)
    one.add(1)
    assert one.ask(requests.count).result(5).matched == 1
    assert one.aside is not None
    assert one.aside.with_name(one.aside.name + "-wal").read_bytes() == b"left behind"


def test_two_damages_of_a_second_have_two_names(path: Path) -> None:
    path.parent.mkdir(parents=True)
    names = set()
    for _ in range(3):
        path.write_bytes(b"x")
        names.add(put_aside(path))
    assert len(names) == 3


@pytest.mark.parametrize(
    ("pragma", "problem"),
    [("application_id = 7", ForeignDatabase), ("user_version = 999", NewerDatabase)],
)
def test_a_file_of_another_is_left_alone(
    path: Path, recorder: Callable[..., Made], pragma: str, problem: type[Exception]
) -> None:
    first = recorder()
    first.add(1)
    first.close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {pragma}")
    connection.close()
    before = path.read_bytes()
    one = recorder()
    one.add(2)
    until(lambda: one.problem)
    assert isinstance(one.problem, problem)
    with pytest.raises(problem):
        one.ask(requests.count).result(5)
    one.close()
    assert path.read_bytes() == before
    assert APPLICATION_ID.to_bytes(4, "big") == b"RTMl"


def test_a_busy_file_disturbs_nobody_and_is_written_later(
    path: Path, recorder: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 20)
    one = recorder()
    one.add(1)
    until(path.exists)
    until(lambda: kept(path) == [1])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one.add(2)
    until(lambda: one.problem)
    assert isinstance(one.problem, DatabaseLocked)
    assert one.ask(requests.count).result(5).matched == 1, "what is there can be read"
    other.execute("ROLLBACK")
    other.close()
    assert one.ask(requests.count).result(5).matched == 2
    assert one.problem is None


def test_the_end_waits_for_nobody(
    path: Path, recorder: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever waited for the file would do so for long.
    monkeypatch.setattr("data.local.opening.BUSY_MS", 10_000)
    one = recorder()
    one.add(1)
    until(path.exists)
    until(lambda: kept(path) == [1])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one.add(2)
    began = time.monotonic()
    one.close(0.3)
    assert time.monotonic() - began < 2
    other.execute("ROLLBACK")
    other.close()


def test_a_folder_that_cannot_be_is_a_problem_and_nothing_more(
    path: Path, recorder: Callable[..., Made]
) -> None:
    path.parent.parent.mkdir()
    path.parent.write_text("a file")
    one = recorder()
    one.add(1)
    until(lambda: one.problem)
    assert str(path) in str(one.problem)
    path.parent.unlink()
    one.add(2)
    one.close()
    assert kept(path) == [2, 1], "what waited is written as soon as it can be"


def test_a_file_that_is_gone_meanwhile_does_no_harm(
    path: Path, recorder: Callable[..., Made]
) -> None:
    one = recorder()
    one.add(1)
    until(path.exists)
    until(lambda: kept(path) == [1])
    shutil.rmtree(path.parent)
    one.add(2)
    one.close(1)


def test_there_is_nothing_to_read_where_nothing_is(path: Path) -> None:
    assert read_local(path) is None
    path.parent.mkdir(parents=True)
    connect(path, create=True, application_id=APPLICATION_ID).close()
    assert read_local(path) is None, "another process is making it"
    open_local(path).connection.close()
    connection = read_local(path)
    assert connection is not None
    connection.close()


@pytest.mark.parametrize("wrong", ["cannot be made", "is refused"])
def test_a_record_that_spoils_is_dropped_and_the_others_are_kept(path: Path, wrong: str) -> None:
    def made(n: int) -> requests.KeptRequest:
        if n == 2 and wrong == "cannot be made":
            raise ValueError(n)
        return request(attempt=n, program="console" if n != 2 else "nobody")

    one: Made = Recorder(path, 10, made, 60)
    for n in (1, 2, 3):
        one.add(n)
    assert one.ask(requests.count).result(5).matched == 2
    assert advised(one.problem or ValueError())
    assert one.lost == 1
    one.add(4)
    one.close()
    assert kept(path) == [4, 3, 1]


class Full(sqlite3.Connection):
    """A connection to a disk that is full, as long as it is."""

    full = True

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self.full and sql.startswith("INSERT INTO requests"):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            error.sqlite_errorname = "SQLITE_FULL"
            raise error
        return super().execute(sql, *values)


def test_a_full_disk_harms_the_log_only_and_is_tried_again(
    path: Path, recorder: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_local(path).connection.close()

    def opened(path: Path) -> opening.Opened:
        return opening.Opened(sqlite3.connect(path, isolation_level=None, factory=Full), None)

    monkeypatch.setattr(opening, "open_local", opened)
    monkeypatch.setattr(recording, "AGAIN", 0.02)
    monkeypatch.setattr(Full, "full", True)
    one = recorder()
    one.add(1)
    until(lambda: one.problem)
    assert isinstance(one.problem, DatabaseFull)
    assert one.ask(requests.count).result(5).matched == 0, "what is there can be read"
    assert one.lost == 1
    monkeypatch.setattr(Full, "full", False)
    until(lambda: one.lost == 0)
    one.close()
    assert kept(path) == [1]
