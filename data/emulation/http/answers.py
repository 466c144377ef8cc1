"""What handlers get and give, and the error dialect (contract, section 1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid4

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from data.emulation.http.query import Query
    from data.emulation.services.callers import Caller
    from data.emulation.services.problems import Refusal

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
TRACKING: Final = "trackingid"
"""The header of every answer that names the request."""


class Call(NamedTuple):
    """A request as a handler sees it.

    Attributes:
        connection: the database, in one consistent state.
        caller: who asks.
        now: the platform's time in milliseconds, the same for the whole request.
        url: scheme, host and path, for links.
        path: the parts of the path that stand for ids.
        query: the query parameters.
    """

    connection: sqlite3.Connection
    caller: Caller
    now: int
    url: str
    path: Mapping[str, str]
    query: Query


class Answer(NamedTuple):
    """What a handler gives: a JSON body, the status and more headers."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = {}


class Response(NamedTuple):
    """An answer as it goes out."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def new_tracking_id() -> str:
    """An id for a request, in the platform's form."""
    return f"ROUTER_{str(uuid4()).upper()}"


def respond(answer: Answer, tracking_id: str) -> Response:
    """An answer as it goes out."""
    body = _encode(answer.body).encode("utf-8", "replace")
    headers = [
        (b"content-type", b"application/json;charset=UTF-8"),
        (b"content-length", str(len(body)).encode()),
        (TRACKING.encode(), tracking_id.encode()),
        (b"cache-control", b"no-store"),
    ]
    headers += [
        (name.lower().encode(), value.encode("latin-1", "replace"))
        for name, value in answer.headers.items()
    ]
    return Response(answer.status, headers, body)


def refuse(refusal: Refusal, tracking_id: str) -> Response:
    """A refusal in the error dialect."""
    body: dict[str, Any] = {"message": refusal.message}
    if refusal.code is not None:
        error = {"description": refusal.description, "errorCode": refusal.code.number}
        body["errors"] = [error]
    body["trackingId"] = tracking_id
    return respond(Answer(body, refusal.status, refusal.headers), tracking_id)
