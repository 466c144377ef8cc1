"""Faults that the emulation plays (section 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import PLATFORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

handlers: Final = Later("data.emulation.http.fault_handlers")

PATH: Final = "/hub/v1/faults"
_GONE: Final = (204, 400, 401, 403, 404, 500)


def _change(
    call: str, name: str, handler: Callable[[Call], Answer], statuses: tuple[int, ...]
) -> Operation:
    """A change; `call` is method and path."""
    method, _, path = call.partition(" ")
    return Operation(
        method,
        path,
        name,
        None,
        documented=False,
        handler=handler,
        model="",
        statuses=statuses,
        writes=True,
        right=PLATFORM,
    )


TABLE: Final[tuple[Operation, ...]] = (
    read(
        PATH,
        "faults.list",
        None,
        handlers.list_faults,
        "Fault",
        many=True,
        statuses=(200, 400, 401, 403, 500),
    )._replace(right=PLATFORM),
    _change(
        f"POST {PATH}", "faults.add", handlers.add_fault, (201, 400, 401, 403, 415, 500)
    )._replace(model="Fault", body="FaultInput", locates=True),
    _change(f"DELETE {PATH}", "faults.reset", handlers.reset_faults, (204, 400, 401, 403, 500)),
    _change(f"DELETE {PATH}/{{faultId}}", "faults.remove", handlers.remove_fault, _GONE),
)
"""In the order in which paths are matched. No fault touches these (`rules.fault_rules.SPARED`)."""
