"""A request as it comes in over ASGI."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from data.emulation.http.answers import new_tracking_id
from data.emulation.http.bodies import LONGEST
from data.emulation.http.wire_refusals import too_large, unsupported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import Receive, Scope

    from data.emulation.http.operation import Operation

_KEY: Final = "rtm.request"
_HOST: Final = re.compile(r"[\w.:\[\]-]+", re.ASCII)
FORM: Final = "application/x-www-form-urlencoded"


class GoneError(Exception):
    """The client went away before its request was complete."""


class Request:
    """The head of a request.

    Attributes:
        scope: what the server says, with one slash at the start of the path: clients join "host/"
            and "/v1".
        method: the HTTP method.
        path: without the query.
        tracking_id: its name in the answer and in the log.
        code: the member of an error's entries that has the code.
        marks: headers that its answer has on top, whatever it is.
    """

    def __init__(self, scope: Scope) -> None:
        self.path: str = "/" + scope["path"].lstrip("/")
        self.method: str = scope["method"]
        self.tracking_id = new_tracking_id()
        self.code = "errorCode"
        self.marks: Sequence[tuple[bytes, bytes]] = ()
        self.scope: Scope = {**scope, "path": self.path, _KEY: self}

    @classmethod
    def of(cls, scope: Scope) -> Request:
        """The request that a route was found for."""
        found: Request = scope[_KEY]
        # The router hands on a scope of its own, with the parts of the path.
        found.scope = scope
        return found

    @cached_property
    def headers(self) -> dict[bytes, bytes]:
        """The headers by name; of one that is repeated the last."""
        return dict(self.scope["headers"])

    @property
    def parts(self) -> Mapping[str, str]:
        """The parts of the path that stand for ids."""
        found: Mapping[str, str] = self.scope.get("path_params", {})
        return found

    @property
    def query(self) -> str:
        """The query string."""
        found: bytes = self.scope["query_string"]
        return found.decode("utf-8", "replace")

    @property
    def authorization(self) -> str:
        """The header of that name, empty if there is none."""
        return self._header(b"authorization")

    @property
    def peer(self) -> str:
        """The address of the client, as far as it is known."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    @property
    def url(self) -> str:
        """Scheme, host and path that the client used, for links to the same place."""
        host = self._header(b"host")
        if not _HOST.fullmatch(host):
            name, port = self.scope.get("server") or ("localhost", None)
            host = name if port is None else f"{name}:{port}"
        return f"{self.scope.get('scheme', 'http')}://{host}{self.path}"

    async def content(self, operation: Operation, receive: Receive) -> bytes:
        """The body, whole; empty where the operation has none.

        Raises:
            Refusal: 400, it is too long; 415, it is of another media type.
            GoneError: the client went away.
        """
        if not operation.body:
            return b""
        self._require_media(operation)
        chunks: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                raise GoneError
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > LONGEST:
                raise too_large(LONGEST)
            chunks.append(chunk)
            more = message.get("more_body", False)
        return b"".join(chunks)

    def _require_media(self, operation: Operation) -> None:
        media = self._header(b"content-type").partition(";")[0].strip().lower()
        if operation.form:
            if media != FORM:
                raise unsupported(FORM)
            return
        json = media.startswith("application/") and media.endswith("+json")
        if media != "application/json" and not json:
            raise unsupported("application/json")

    def _header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")
