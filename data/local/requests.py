"""The requests that are kept: rows without secrets, the newest so many."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BYTES = 16_000_000
"""What all kept requests of a profile may take together, about."""

_ROW = (
    "n, at_ms, program, pid, place, operation, attempt, method, host, target, status, error, ms,"
    " tracking_id, request_size, response_size, redacted"
)
_OWN = 300
"""Bytes of a row beside its texts, about."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What was sent and what came back, without secrets, as far as it is kept."""

    request_headers: dict[str, str]
    request_body: str
    response_headers: dict[str, str]
    response_body: str


@dataclass(frozen=True, slots=True)
class KeptRequest:
    """One attempt of one call.

    Attributes:
        n: its number, from 1 on; never used twice in a file. 0 before it is kept.
        at_ms: when it began, milliseconds UTC.
        program: `console` or `command`: who asked.
        pid: the process that asked.
        place: whom it was asked: a sandbox's database, or the address of a platform.
        operation: what the client was doing, as `customers.window`.
        attempt: 1, or more for a repetition.
        method: GET, POST, ...
        host: whom it went to, with the port if it is not the scheme's own.
        target: path and query.
        status: the HTTP status; None without an answer.
        error: the name of the error class that came of it; empty if none did.
        ms: milliseconds until the answer was complete.
        tracking_id: the platform's name for the call.
        request_size: bytes of the request's body.
        response_size: bytes of the answer's body, as far as it was read.
        redacted: whether a secret was taken out of it.
        texts: headers and bodies; None in a list.
    """

    n: int
    at_ms: int
    program: str
    pid: int
    place: str
    operation: str
    attempt: int
    method: str
    host: str
    target: str
    status: int | None
    error: str
    ms: float
    tracking_id: str
    request_size: int
    response_size: int
    redacted: bool
    texts: Texts | None = None

    @property
    def at(self) -> datetime:
        """When it began, UTC."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)

    @property
    def ok(self) -> bool:
        """Whether it gave what was asked."""
        return not self.error

    @property
    def search(self) -> str:
        """Where words of a filter are looked for."""
        return (
            f"{self.program} {self.operation} {self.method} {self.target} {self.status}"
            f" {self.error} {self.tracking_id}"
        ).casefold()

    def as_dict(self) -> dict[str, Any]:
        """The request as JSON's types; texts only where they are there."""
        facts = {
            "n": self.n,
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "program": self.program,
            "pid": self.pid,
            "place": self.place,
            "operation": self.operation,
            "attempt": self.attempt,
            "method": self.method,
            "host": self.host,
            "target": self.target,
            "status": self.status,
            "error": self.error or None,
            "ms": round(self.ms, 2),
            "trackingId": self.tracking_id or None,
            "requestSize": self.request_size,
            "responseSize": self.response_size,
            "redacted": self.redacted,
        }
        if self.texts is None:
            return facts
        return facts | {
            "requestHeaders": self.texts.request_headers,
            "requestBody": self.texts.request_body,
            "responseHeaders": self.texts.response_headers,
            "responseBody": self.texts.response_body,
        }


@dataclass(frozen=True, slots=True)
class Filter:
    """Which requests are meant.

    Attributes:
        text: each of its words has to stand somewhere in a request.
        failed: only those that did not give what was asked.
        since_ms: only those that began then or later, milliseconds UTC.
    """

    text: str = ""
    failed: bool = False
    since_ms: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL, and what it is bound to."""
        words = self.text.casefold().split()
        parts = ["instr(search, ?) > 0"] * len(words)
        values: list[Any] = [*words]
        if self.failed:
            parts.append("error <> ''")
        if self.since_ms is not None:
            parts.append("at_ms >= ?")
            values.append(self.since_ms)
        return " AND ".join(parts) or "1", values

    def matches(self, request: KeptRequest) -> bool:
        """Whether a request is one of them."""
        return (
            all(word in request.search for word in self.text.casefold().split())
            and not (self.failed and request.ok)
            and (self.since_ms is None or request.at_ms >= self.since_ms)
        )


class Kept(NamedTuple):
    """How many requests there are.

    Attributes:
        matched: those that a filter lets through.
        total: all that are kept.
        made: all that there ever were; more where the oldest are gone.
        bytes: what is kept takes so many, about.
    """

    matched: int
    total: int
    made: int
    bytes: int


ALL = Filter()
"""Every request."""


def insert(connection: sqlite3.Connection, requests: Sequence[KeptRequest], keep: int) -> None:
    """Keep requests, oldest first, and forget the oldest of all beyond what may be kept.

    Args:
        connection: without a transaction; the change is whole or not at all.
        requests: with their texts.
        keep: requests that may be kept.
    """
    connection.execute("BEGIN IMMEDIATE")
    for one in requests:
        _insert(connection, one)
    _trim(connection, keep)
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, one: KeptRequest) -> None:
    texts = one.texts or Texts({}, "", {}, "")
    long = (
        json.dumps(texts.request_headers, ensure_ascii=False),
        texts.request_body,
        json.dumps(texts.response_headers, ensure_ascii=False),
        texts.response_body,
    )
    size = _OWN + 2 * len(one.target) + sum(len(text.encode("utf-8", "replace")) for text in long)
    row = (
        *(one.at_ms, one.program, one.pid, one.place, one.operation, one.attempt, one.method),
        *(one.host, one.target, one.status, one.error, one.ms, one.tracking_id),
        *(one.request_size, one.response_size, int(one.redacted), one.search, size),
    )
    names = _ROW.removeprefix("n, ")
    cursor = connection.execute(
        f"INSERT INTO requests ({names}, search, bytes)"  # noqa: S608 -- names of our own
        f" VALUES ({', '.join('?' * len(row))})",
        [_text(value) for value in row],
    )
    connection.execute(
        "INSERT INTO request_texts VALUES (?, ?, ?, ?, ?)",
        (cursor.lastrowid, *(_text(value) for value in long)),
    )


def _text(value: Any) -> Any:
    """A value that SQLite takes: halves of characters become question marks."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _trim(connection: sqlite3.Connection, keep: int) -> None:
    total, size = connection.execute("SELECT count(*), total(bytes) FROM requests").fetchone()
    if total <= keep and size <= BYTES:
        return
    connection.execute(
        "DELETE FROM requests WHERE n <= (SELECT max(n) FROM ("
        " SELECT n, row_number() OVER newest AS place, sum(bytes) OVER newest AS size"
        " FROM requests WINDOW newest AS (ORDER BY n DESC)"
        ") WHERE place > ? OR size > ?)",
        (keep, BYTES),
    )


def newest(
    connection: sqlite3.Connection, which: Filter = ALL, limit: int = -1, offset: int = 0
) -> list[KeptRequest]:
    """Requests without their texts, newest first."""
    where, values = which.where()
    return _rows(connection, f"{where} ORDER BY n DESC LIMIT ? OFFSET ?", *values, limit, offset)


def ordinal(connection: sqlite3.Connection, which: Filter, n: int) -> int:
    """How many requests stand before a number in such a list."""
    where, values = which.where()
    sql = f"SELECT count(*) FROM requests WHERE {where} AND n > ?"  # noqa: S608 -- fragments of our own
    (found,) = connection.execute(sql, [*values, n]).fetchone()
    return int(found)


def count(connection: sqlite3.Connection, which: Filter = ALL) -> Kept:
    """How many there are."""
    where, values = which.where()
    sql = f"SELECT count(*) FROM requests WHERE {where}"  # noqa: S608 -- fragments of our own
    (matched,) = connection.execute(sql, values).fetchone()
    total, size = connection.execute("SELECT count(*), total(bytes) FROM requests").fetchone()
    made = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'requests'").fetchone()
    return Kept(matched, total, made[0] if made else 0, int(size))


def get(connection: sqlite3.Connection, n: int) -> KeptRequest | None:
    """One request with its texts; None where none of this number is kept."""
    return next(full(connection, [n]), None)


def full(connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[KeptRequest]:
    """Requests with their texts, in the order of these numbers; those that are gone are not."""
    for n in numbers:
        row = connection.execute(
            f"SELECT {_ROW}, request_headers, request_body, response_headers, response_body"  # noqa: S608 -- names of our own
            " FROM requests JOIN request_texts USING (n) WHERE n = ?",
            (n,),
        ).fetchone()
        if row is not None:
            sent, body, received, answer = row[-4:]
            texts = Texts(json.loads(sent), body, json.loads(received), answer)
            yield _request(row[:-4], texts)


class Cleared(NamedTuple):
    """What clearing came to.

    Attributes:
        removed: requests that were there.
        wiped: whether nothing of them stands in the file or its log any more; False where another
            program, or a disk that is full, kept them from being written over.
    """

    removed: int
    wiped: bool


def clear(connection: sqlite3.Connection) -> Cleared:
    """Forget all requests, and write over where they stood.

    Raises:
        sqlite3.Error: nothing was forgotten.
    """
    removed = int(connection.execute("DELETE FROM requests").rowcount)
    try:
        connection.execute("VACUUM")
        busy, _log, _done = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        # What was forgotten stays so.
        return Cleared(removed, wiped=False)
    return Cleared(removed, wiped=not busy)


def _rows(connection: sqlite3.Connection, rest: str, *values: object) -> list[KeptRequest]:
    sql = f"SELECT {_ROW} FROM requests WHERE {rest}"  # noqa: S608 -- fragments of our own
    return [_request(row) for row in connection.execute(sql, values)]


def _request(row: tuple[Any, ...], texts: Texts | None = None) -> KeptRequest:
    *values, redacted = row
    return KeptRequest(*[*values, bool(redacted), texts])
