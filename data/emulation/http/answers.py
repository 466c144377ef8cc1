"""What handlers get and give, and the error dialect (contract, section 1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import uuid4

from data.emulation.http.bodies import Body

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from data.emulation.http.query import Query
    from data.emulation.services.callers import Caller
    from data.emulation.services.problems import Refusal
    from data.emulation.services.writing import Write
    from data.emulation.store.requests import Record

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
TRACKING: Final = "trackingid"
"""The header of every answer that names the request."""
NO_CONTENT: Final = 204


class Call(NamedTuple):
    """A request as a handler sees it.

    Attributes:
        connection: the database, in one consistent state.
        identity: who asks; None where the operation wants no token.
        now: the platform's time in milliseconds, the same for the whole request.
        url: scheme, host and path, for links.
        path: the parts of the path that stand for ids.
        query: the query parameters.
        content: the body, decoded.
        change: the change that the request is, where its operation writes.
        record: what is to be kept of the request, where its operation writes.
        authorization: the `Authorization` header as it came.
    """

    connection: sqlite3.Connection
    identity: Caller | None
    now: int
    url: str
    path: Mapping[str, str]
    query: Query
    content: Body = Body()
    change: Write | None = None
    record: Record | None = None
    authorization: str = ""

    @property
    def caller(self) -> Caller:
        """Who asks.

        Raises:
            LookupError: the operation wants no token.
        """
        if self.identity is None:
            raise LookupError("an operation without a token")
        return self.identity

    @property
    def write(self) -> Write:
        """The change that the request is; `now` is its moment.

        Raises:
            LookupError: the operation is none that writes.
        """
        if self.change is None:
            raise LookupError("no operation that writes")
        return self.change


class Answer(NamedTuple):
    """What a handler gives: a JSON body (None for an empty one), the status and more headers.

    A body of bytes was encoded before; it is JSON unless `media` says otherwise.
    """

    body: Any
    status: int = 200
    headers: Mapping[str, str] = {}
    media: str = "application/json;charset=UTF-8"


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
    empty = answer.body is None
    body = b"" if empty else encoded(answer.body)
    headers = [
        (TRACKING.encode(), tracking_id.encode()),
        (b"cache-control", b"no-store"),
    ]
    if not empty:
        headers.append((b"content-type", answer.media.encode()))
    # An answer without content says no length, others always do (RFC 9110, 8.6).
    if answer.status != NO_CONTENT:
        headers.append((b"content-length", str(len(body)).encode()))
    headers += [
        (name.lower().encode(), value.encode("latin-1", "replace"))
        for name, value in answer.headers.items()
    ]
    return Response(answer.status, headers, body)


def encoded(body: Any) -> bytes:
    """A body in JSON; bytes are JSON already."""
    return body if isinstance(body, bytes) else _encode(body).encode("utf-8", "replace")


def refuse(refusal: Refusal, tracking_id: str, code: str = "errorCode") -> Response:
    """A refusal in the error dialect.

    Args:
        refusal: what is refused.
        tracking_id: the request's name.
        code: the member that has an error's code.
    """
    body: dict[str, Any] = {"message": refusal.message}
    if refusal.problems:
        body["errors"] = [
            {"description": description, code: problem.number}
            for problem, description in refusal.problems
        ]
    body["trackingId"] = tracking_id
    return respond(Answer(body, refusal.status, refusal.headers), tracking_id)
