"""What an operation is, and short ways to write one down in the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

OPEN: Final = (200, 400, 401, 500)
READ: Final = (200, 400, 401, 403, 500)
READ_ONE: Final = (200, 400, 401, 403, 404, 500)


class Operation(NamedTuple):
    """An operation.

    Attributes:
        method: the HTTP method.
        path: with `{names}` for ids.
        name: its short name, unique.
        scope: what the caller's roles have to give; None for any caller.
        documented: in the platform's public API description; else this project's own.
        handler: answers it, on a thread of the database.
        model: the name of the answer's model in `data.models`; empty for an answer without body.
        many: whether the answer is a list of the model.
        statuses: those that it answers with; the first is that of success.
        body: the name of the body's model in `data.models`; empty for none.
        writes: whether it changes anything; its call then has a `Write`.
        right: what the caller's roles have to allow beside the scope (`rules.roles`); None for
            nothing more.
        parameters: the names of its query parameters (`http.parameters`).
        anonymous: whether it wants no token; its call then has no caller, and where it writes, it
            begins the change itself once it knows who asks.
        form: whether the body is a form instead of JSON.
        locates: whether an answer of success has a `Location`.
        items: the member of a list's answer that has its entries; empty where the answer is the
            bare list.
        code: the member of an error's entries that has the code: `code` for reports (contract,
            section 1).
        media: what an answer of success is, where it is no JSON.
    """

    method: str
    path: str
    name: str
    scope: str | None
    documented: bool
    handler: Callable[[Call], Answer]
    model: str
    many: bool = False
    statuses: tuple[int, ...] = READ_ONE
    body: str = ""
    writes: bool = False
    right: str | None = None
    parameters: tuple[str, ...] = ()
    anonymous: bool = False
    form: bool = False
    locates: bool = False
    items: str = "items"
    code: str = "errorCode"
    media: str = ""

    def taking(self, *parameters: str) -> Operation:
        """The same operation with query parameters."""
        return self._replace(parameters=parameters)


def read(
    path: str,
    name: str,
    scope: str | None,
    handler: Callable[[Call], Answer],
    model: str,
    *,
    many: bool = False,
    statuses: tuple[int, ...] = READ_ONE,
) -> Operation:
    """An operation that only reads."""
    documented = path.startswith("/v1/")
    return Operation(
        "GET",
        path,
        name,
        scope,
        documented,
        handler,
        model,
        many,
        statuses,
    )
