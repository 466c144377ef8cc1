"""GET /openapi.json: what a platform answers, told without a token."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from data.emulation.http.answers import Answer, encoded
from data.emulation.http.operation import Operation
from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.http.answers import Call


class Document:
    """The document of some operations, made when it is first asked for.

    Making it takes some tenths of a second: a thread of its own does that, and its bytes stay.

    Attributes:
        path: where it is told.
        operation: the operation that tells it.
    """

    path = "/openapi.json"

    def __init__(self, operations: Sequence[Operation]) -> None:
        self._operations = tuple(operations)
        self._made = b""
        self._making = threading.Lock()
        self.operation = Operation(
            "GET",
            self.path,
            "openapi",
            None,
            documented=False,
            handler=self._handle,
            model="",
            statuses=(200, 500),
            anonymous=True,
        )

    async def content(self) -> bytes:
        """The document in JSON."""
        return self._made or await in_thread(self._make, "rtm-document")

    def _handle(self, call: Call) -> Answer:
        del call
        return Answer(self._make())

    def _make(self) -> bytes:
        # Several may ask before it is there.
        with self._making:
            if not self._made:
                from data.emulation.http.openapi import document

                self._made = encoded(document(self._operations))
            return self._made
