"""GET /openapi.json: what a platform answers, told without a token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http.answers import Answer
from data.emulation.http.operation import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.http.answers import Call


def document_operation(operations: Sequence[Operation]) -> Operation:
    """The operation that tells of others; the document is made when it is first asked for."""
    made: list[Answer] = []

    def handler(call: Call) -> Answer:
        del call
        if not made:
            from data.emulation.http.openapi import document

            made.append(Answer(document(operations)))
        return made[0]

    return Operation(
        "GET",
        "/openapi.json",
        "openapi",
        None,
        documented=False,
        handler=handler,
        model="",
        statuses=(200, 500),
        anonymous=True,
    )
