"""The ASGI application: from a request to an answer, in one readable line of steps."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any, Final

from starlette.routing import Route, Router

from data.emulation.http import wire_refusals
from data.emulation.http.answers import Answer, Call, refuse, respond
from data.emulation.http.bodies import Body, decoded
from data.emulation.http.document_route import Document
from data.emulation.http.fault_table import PATH
from data.emulation.http.faulting import BrokenError, Faulting
from data.emulation.http.incoming import GoneError, Request
from data.emulation.http.limits import Gate, Limits
from data.emulation.http.operations import OPERATIONS, Operation
from data.emulation.http.query import Query
from data.emulation.services import clock, writing
from data.emulation.services.callers import Caller, admit
from data.emulation.services.problems import Refusal
from data.emulation.store.requests import Record
from data.sqlite.problems import DatabaseClosed, DatabaseLocked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from data.emulation.http.answers import Response
    from data.sqlite.database import Database

_log: Final = logging.getLogger(__name__)


def application(
    database: Database,
    operations: Iterable[Operation] = OPERATIONS,
    *,
    limits: Limits | None = None,
) -> ASGIApp:
    """The emulation over an open database.

    Args:
        database: where everything is.
        operations: what it answers.
        limits: how many requests each account may send; None for no limit.
    """
    limits = limits or Limits(None)
    table = tuple(operations)
    paths: dict[str, dict[str, Operation]] = {}
    for operation in table:
        paths.setdefault(operation.path, {})[operation.method] = operation
    gate, faulting = Gate(database, limits), Faulting(database)
    routes = [
        Route(path, _Dispatcher(database, methods, gate, faulting))
        for path, methods in paths.items()
    ]
    document = Document(table)
    routes.append(Route(document.path, _Telling(document, gate)))
    return _Entrance(Router(routes, redirect_slashes=False, default=_unknown_path), faulting)


class _Entrance:
    """Gives every request its tracking id and turns whatever goes wrong into an answer.

    Args:
        router: finds what answers.
        faulting: what goes wrong on purpose.
    """

    def __init__(self, router: Router, faulting: Faulting) -> None:
        self._router = router
        self._faulting = faulting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        if scope["type"] != "http":
            return
        request = Request(scope)
        request.marks = self._faulting.marks
        try:
            await self._faulting.look()
            await self._router(request.scope, receive, send)
        except Refusal as refusal:
            await self._refuse(send, request, refusal)
        except GoneError:
            # Nobody waits for an answer.
            return
        except BrokenError as broken:
            from data.emulation.http.fault_playing import break_off

            await break_off(broken, request, receive, send)
        except (DatabaseLocked, DatabaseClosed):
            await self._refuse(send, request, wire_refusals.unavailable())
        except Exception as error:  # noqa: BLE001 - the platform answers, whatever happened
            _report(error, request)
            await self._refuse(send, request, wire_refusals.internal())

    @staticmethod
    async def _refuse(send: Send, request: Request, refusal: Refusal) -> None:
        await _send(send, request, refuse(refusal, request.tracking_id, request.code))


class _Methods:
    """All methods of one path.

    Args:
        methods: the operations by method.
        gate: lets requests through, or not.
    """

    def __init__(self, methods: Mapping[str, Operation], gate: Gate) -> None:
        self._gate = gate
        self._methods = dict(methods)
        if "GET" in methods:
            self._methods["HEAD"] = methods["GET"]
        self._allow = ", ".join(sorted({*self._methods, "OPTIONS"}))
        self._code = next(iter(methods.values())).code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request.of(scope)
        # All methods of a path speak one dialect, also those that are not allowed.
        request.code = self._code
        if request.method == "OPTIONS":
            empty = Answer({}, 200, {"allow": self._allow})
            await _send(send, request, respond(empty, request.tracking_id))
            return
        operation = self._methods.get(request.method)
        if operation is None:
            raise wire_refusals.bad_method(request.method, self._allow)
        await self._gate.pass_one(request.authorization, request.peer)
        await _send(send, request, await self._answer(operation, request, receive))

    async def _answer(self, operation: Operation, request: Request, receive: Receive) -> Response:
        raise NotImplementedError


class _Dispatcher(_Methods):
    """A path whose operations are answered on the threads of the database."""

    def __init__(
        self,
        database: Database,
        methods: Mapping[str, Operation],
        gate: Gate,
        faulting: Faulting,
    ) -> None:
        super().__init__(methods, gate)
        self._database = database
        self._faulting = faulting

    async def _answer(self, operation: Operation, request: Request, receive: Receive) -> Response:
        if self._faulting.concerns(operation.name):
            return await self._failing(operation, request, receive)
        answer = await self._done(operation, request, receive)
        if operation.writes and operation.path.startswith(PATH):
            await self._faulting.look(changed=True)
        return answer

    async def _failing(self, operation: Operation, request: Request, receive: Receive) -> Response:
        """Answer a request that faults may hit (decision 11); who may not ask learns only that."""
        from data.emulation.http.fault_playing import play

        if not operation.anonymous:
            await self._database.read(_admission(operation, request))
        hits = await self._faulting.take(operation.name)
        return await play(hits, operation, request, lambda: self._done(operation, request, receive))

    async def _done(self, operation: Operation, request: Request, receive: Receive) -> Response:
        if not operation.anonymous and (operation.writes or operation.body):
            # Who may not do it sends no body for nothing, and never waits for the writer.
            await self._database.read(_admission(operation, request))
        body = Body()
        if operation.body:
            content = await request.content(operation, receive)
            body = await decoded(content, form=operation.form)
        run = self._database.write if operation.writes else self._database.read
        answer = await run(_work(operation, request, body))
        if isinstance(answer, Refusal):
            raise answer
        return answer


class _Telling(_Methods):
    """The path of the document, which needs no database."""

    def __init__(self, document: Document, gate: Gate) -> None:
        super().__init__({"GET": document.operation}, gate)
        self._document = document

    async def _answer(self, operation: Operation, request: Request, receive: Receive) -> Response:
        del operation, receive
        return respond(Answer(await self._document.content()), request.tracking_id)


def _admission(
    operation: Operation, request: Request
) -> Callable[[sqlite3.Connection], Caller | None]:
    """What a thread of the database does first: who calls, and whether it may."""
    authorization = request.authorization

    def work(connection: sqlite3.Connection) -> Caller | None:
        if operation.anonymous:
            return None
        return admit(connection, authorization, operation.scope, operation.right)

    return work


def _work(
    operation: Operation, request: Request, body: Body
) -> Callable[[sqlite3.Connection], Response | Refusal]:
    """What a thread of the database does for a request; a refusal that it gives is committed."""
    admission = _admission(operation, request)

    def work(connection: sqlite3.Connection) -> Response | Refusal:
        caller = admission(connection)
        query = Query(request.query)
        record = _record(operation, request, body) if operation.writes else None
        change = None
        if record is not None and caller is not None:
            change = writing.begin(connection, caller, record)
        call = Call(
            connection,
            caller,
            clock.now(connection) if change is None else change.now,
            request.url,
            request.parts,
            query,
            body,
            change,
            record,
            request.authorization,
        )
        try:
            return respond(operation.handler(call), request.tracking_id)
        except Refusal as refusal:
            if refusal.commits:
                return refusal
            raise

    return work


def _record(operation: Operation, request: Request, body: Body) -> Record:
    name, method = operation.name, operation.method
    return Record(request.tracking_id, name, method, request.path, body.kept)


async def _unknown_path(scope: Scope, receive: Receive, send: Send) -> None:
    del receive, send
    raise wire_refusals.unknown_path(scope["path"])


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _send(send: Send, request: Request, response: Response) -> None:
    body = b"" if request.method == "HEAD" else response.body
    start: dict[str, Any] = {
        "type": "http.response.start",
        "status": response.status,
        "headers": [*response.headers, *request.marks],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _report(error: Exception, request: Request) -> None:
    """Log where something failed: places in the code only, no values, which may be personal."""
    places = " < ".join(
        f"{frame.name} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    _log.error(
        "%s %s: %s, %s: %s",
        request.method,
        request.path,
        request.tracking_id,
        type(error).__name__,
        places,
    )
