"""The ASGI application: from a request to an answer, in one readable line of steps."""

from __future__ import annotations

import logging
import re
import traceback
from typing import TYPE_CHECKING, Any, Final

from starlette.routing import Route, Router

from data.emulation.http.answers import Answer, Call, new_tracking_id, refuse, respond
from data.emulation.http.bodies import LONGEST, kept
from data.emulation.http.operations import OPERATIONS, Operation
from data.emulation.http.query import Query
from data.emulation.rules import codes
from data.emulation.services import clock, writing
from data.emulation.services.callers import Caller, admit
from data.emulation.services.problems import Refusal
from data.emulation.store.requests import Record
from data.sqlite.problems import DatabaseClosed, DatabaseLocked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from data.emulation.http.answers import Response
    from data.sqlite.database import Database

_log: Final = logging.getLogger(__name__)
_TRACKING: Final = "rtm.tracking_id"
_HOST: Final = re.compile(r"[\w.:\[\]-]+", re.ASCII)


def application(database: Database, operations: Iterable[Operation] = OPERATIONS) -> ASGIApp:
    """The emulation over an open database.

    Args:
        database: where everything is.
        operations: what it answers.
    """
    paths: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = operation
    routes = [Route(path, _Dispatcher(database, methods)) for path, methods in paths.items()]
    return _Entrance(Router(routes, redirect_slashes=False, default=_unknown_path))


class _Entrance:
    """Gives every request its tracking id and turns whatever goes wrong into an answer."""

    def __init__(self, router: Router) -> None:
        self._router = router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        if scope["type"] != "http":
            return
        tracking_id = new_tracking_id()
        # Clients join "host/" and "/v1".
        path = "/" + scope["path"].lstrip("/")
        inner = {**scope, "path": path, _TRACKING: tracking_id}
        try:
            await self._router(inner, receive, send)
        except Refusal as refusal:
            await _send(send, scope, refuse(refusal, tracking_id))
        except (DatabaseLocked, DatabaseClosed):
            await _send(send, scope, refuse(_unavailable(), tracking_id))
        except Exception as error:  # noqa: BLE001 - the platform answers, whatever happened
            _report(error, scope["method"], path, tracking_id)
            await _send(send, scope, refuse(_internal(), tracking_id))


class _Dispatcher:
    """All methods of one path."""

    def __init__(self, database: Database, methods: dict[str, Operation]) -> None:
        self._database = database
        self._methods = dict(methods)
        if "GET" in methods:
            self._methods["HEAD"] = methods["GET"]
        self._allow = ", ".join(sorted({*self._methods, "OPTIONS"}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, tracking_id = scope["method"], scope[_TRACKING]
        if method == "OPTIONS":
            empty = respond(Answer({}, 200, {"allow": self._allow}), tracking_id)
            await _send(send, scope, empty)
            return
        operation = self._methods.get(method)
        if operation is None:
            raise _bad_method(method, self._allow)
        content = await _content(operation, scope, receive)
        if operation.writes:
            # Who may not change anything never waits for the writer.
            await self._database.read(_admission(operation, scope))
            work = _work(operation, scope, content, tracking_id)
            answer = await self._database.write(work)
        else:
            answer = await self._database.read(_work(operation, scope, content, tracking_id))
        await _send(send, scope, respond(answer, tracking_id))


async def _content(operation: Operation, scope: Scope, receive: Receive) -> bytes:
    """The body of a request, if its operation has one."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refusal(400, "The request was cut off.", codes.BAD_BODY)
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > LONGEST:
            raise _too_large()
        chunks.append(chunk)
        if not message.get("more_body", False):
            break
    if operation.body and not _is_json(scope):
        raise _unsupported()
    return b"".join(chunks)


def _is_json(scope: Scope) -> bool:
    plain = _header(scope, b"content-type").partition(";")[0].strip().lower()
    return plain == "application/json" or (
        plain.startswith("application/") and plain.endswith("+json")
    )


def _admission(operation: Operation, scope: Scope) -> Callable[[sqlite3.Connection], Caller]:
    """What a thread of the database does first for a request that changes something."""
    authorization = _authorization(scope)

    def work(connection: sqlite3.Connection) -> Caller:
        return admit(connection, authorization, operation.scope, operation.right)

    return work


def _work(
    operation: Operation, scope: Scope, content: bytes, tracking_id: str
) -> Callable[[sqlite3.Connection], Answer]:
    """What a thread of the database does for a request."""
    headers = dict(scope["headers"])
    authorization = _authorization(scope)

    def work(connection: sqlite3.Connection) -> Answer:
        caller = admit(connection, authorization, operation.scope, operation.right)
        query = Query(scope["query_string"].decode("utf-8", "replace"))
        change = None
        if operation.writes:
            record = Record(
                tracking_id, operation.name, operation.method, scope["path"], kept(content)
            )
            change = writing.begin(connection, caller, record)
        now = clock.now(connection) if change is None else change.now
        path = scope.get("path_params", {})
        url = _url(scope, headers)
        call = Call(connection, caller, now, url, path, query, content, change)
        return operation.handler(call)

    return work


def _authorization(scope: Scope) -> str:
    return _header(scope, b"authorization")


def _header(scope: Scope, name: bytes) -> str:
    found: bytes = dict(scope["headers"]).get(name, b"")
    return found.decode("latin-1")


def _url(scope: Scope, headers: dict[bytes, bytes]) -> str:
    """Scheme, host and path that the client used, for links to the same place."""
    host = headers.get(b"host", b"").decode("latin-1")
    if not _HOST.fullmatch(host):
        name, port = scope.get("server") or ("localhost", None)
        host = name if port is None else f"{name}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}{scope['path']}"


async def _unknown_path(scope: Scope, receive: Receive, send: Send) -> None:
    del receive, send
    raise Refusal(
        404,
        "The requested resource could not be found.",
        codes.UNKNOWN_PATH,
        f"No operation has the path {scope['path'][:200]}.",
    )


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _send(send: Send, scope: Scope, response: Response) -> None:
    body = b"" if scope["method"] == "HEAD" else response.body
    start: dict[str, Any] = {
        "type": "http.response.start",
        "status": response.status,
        "headers": response.headers,
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _bad_method(method: str, allow: str) -> Refusal:
    return Refusal(
        405,
        "The request method is not allowed here.",
        codes.BAD_METHOD,
        f"{method[:20]} is not allowed here; {allow} are.",
        {"allow": allow},
    )


def _too_large() -> Refusal:
    return Refusal(
        400,
        "The body of the request is too long.",
        codes.TOO_LARGE,
        f"A body has at most {LONGEST} bytes.",
    )


def _unsupported() -> Refusal:
    return Refusal(
        415,
        "The media type of the body is not supported.",
        codes.UNSUPPORTED_MEDIA,
        "The body must be application/json, and the Content-Type header has to say so.",
    )


def _unavailable() -> Refusal:
    return Refusal(
        503,
        "The service is not available at the moment.",
        codes.UNAVAILABLE,
        headers={"retry-after": "1"},
    )


def _internal() -> Refusal:
    return Refusal(500, "An unexpected error occurred.", codes.INTERNAL)


def _report(error: Exception, method: str, path: str, tracking_id: str) -> None:
    """Log where something failed: places in the code only, no values, which may be personal."""
    places = " < ".join(
        f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    _log.error("%s %s: %s, %s: %s", method, path, tracking_id, type(error).__name__, places)
