"""Which requests are kept, and how they are found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from data.local import requests
from data.local.opening import open_local
from data.local.requests import ALL, Filter
from tests.data.local.support import request

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_local(tmp_path / "profiles" / "one.db").connection
    yield opened
    opened.close()


def numbers(rows: list[requests.KeptRequest]) -> list[int]:
    return [row.n for row in rows]


def test_what_is_kept_comes_back(connection: sqlite3.Connection) -> None:
    one = request(status=None, error="Unreachable", target="/x?é=\ud800", redacted=True)
    requests.insert(connection, [one], 10)
    (row,) = requests.newest(connection)
    assert (row.n, row.status, row.error, row.redacted, row.texts) == (
        *(1, None, "Unreachable", True, None),
    )
    assert row.target == "/x?é=?"
    assert not row.ok
    kept = requests.get(connection, 1)
    assert kept is not None
    assert kept.texts == one.texts
    assert kept.as_dict()["responseBody"] == '{"items": []}'
    assert "responseBody" not in row.as_dict()
    assert requests.get(connection, 2) is None


def test_the_oldest_go_first_and_no_number_is_used_twice(connection: sqlite3.Connection) -> None:
    for _ in range(3):
        requests.insert(connection, [request()] * 4, 5)
    assert numbers(requests.newest(connection)) == [12, 11, 10, 9, 8]
    assert connection.execute("SELECT count(*) FROM request_texts").fetchone() == (5,)
    assert requests.count(connection)[:3] == (5, 5, 12)
    requests.insert(connection, [request()], 2)
    assert numbers(requests.newest(connection)) == [13, 12]
    assert requests.clear(connection) == (2, True)
    requests.insert(connection, [request()], 2)
    assert numbers(requests.newest(connection)) == [14]


def test_all_together_take_no_more_than_they_may(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "BYTES", 20_000)
    assert request().texts is not None
    long = request(texts=requests.Texts({}, "x" * 4096, {}, "y" * 4096))
    requests.insert(connection, [long] * 5, 100)
    assert numbers(requests.newest(connection)) == [5, 4]
    requests.insert(connection, [request(texts=requests.Texts({}, "x" * 30_000, {}, ""))], 100)
    assert numbers(requests.newest(connection)) == [], "one alone may be too long"


def test_a_file_of_many_long_requests_stays_small(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    long = request(texts=requests.Texts({}, "x" * 4096, {}, "y" * 4096))
    for _ in range(40):
        requests.insert(connection, [long] * 100, 200)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (tmp_path / "profiles" / "one.db").stat().st_size < 400 * 9000


def test_a_filter_takes_all_its_words(connection: sqlite3.Connection) -> None:
    rows = [
        request(at_ms=1),
        request(at_ms=2, operation="clock", target="/hub/v1/clock"),
        request(at_ms=3, error="NotFound", status=404, program="command", tracking_id="ATLAS_Ü"),
    ]
    requests.insert(connection, rows, 10)
    kept = requests.newest(connection)

    def found(which: Filter) -> list[int]:
        there = numbers(requests.newest(connection, which))
        assert there == [row.n for row in kept if which.matches(row)]
        assert requests.count(connection, which).matched == len(there)
        return there

    assert found(ALL) == [3, 2, 1]
    assert found(Filter("CLOCK get")) == [2]
    assert found(Filter("command 404")) == [3]
    assert found(Filter("atlas_ü")) == [3]
    assert found(Filter("100%")) == []
    assert found(Filter(failed=True)) == [3]
    assert found(Filter(since_ms=2)) == [3, 2]
    assert found(Filter("customers", failed=True, since_ms=1)) == [3]


def test_windows_stand_where_they_are_asked_for(connection: sqlite3.Connection) -> None:
    requests.insert(connection, [request()] * 9, 20)
    assert numbers(requests.newest(connection, ALL, 3)) == [9, 8, 7]
    assert numbers(requests.newest(connection, ALL, 3, 2)) == [7, 6, 5]
    assert requests.ordinal(connection, ALL, 5) == 4
    assert [one.n for one in requests.full(connection, [2, 99, 3])] == [2, 3]


def test_what_was_cleared_is_not_in_the_file(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    secret = "Jo Personal"
    one = request(texts=requests.Texts({}, secret, {}, secret))
    requests.insert(connection, [one] * 20, 100)
    requests.clear(connection)
    for file in (tmp_path / "profiles").iterdir():
        assert secret.encode() not in file.read_bytes()


def test_one_who_reads_keeps_them_from_being_wiped_and_not_from_being_forgotten(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    connection.execute("PRAGMA busy_timeout = 20")
    requests.insert(connection, [request()] * 3, 100)
    with closing(sqlite3.connect(tmp_path / "profiles" / "one.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM requests").fetchone()
        assert requests.clear(connection) == (3, False)
        other.execute("COMMIT")
    assert requests.clear(connection) == (0, True)


def test_what_was_forgotten_stays_so_where_the_file_cannot_be_made_anew() -> None:
    class Locked(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql == "VACUUM":
                raise sqlite3.OperationalError("database is locked")
            return super().execute(sql, *values)

    with closing(sqlite3.connect(":memory:", factory=Locked, isolation_level=None)) as locked:
        locked.execute("CREATE TABLE requests (n)")
        locked.execute("INSERT INTO requests VALUES (1)")
        assert requests.clear(locked) == (1, False)
