"""All operations that change or check something, by name.

Importing this imports no model and no client; see `data.operations.operation`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.operations.operation import Operation

MODULES = {
    "customers": "data.operations.customers.descriptions",
    "subscribers": "data.operations.subscribers.descriptions",
    "locations": "data.operations.places.descriptions",
    "workspaces": "data.operations.places.descriptions",
}
"""Where the operations on each kind of thing are described."""


def of(thing: str) -> tuple[Operation, ...]:
    """The operations on a kind of thing, in the order in which people look for them.

    Args:
        thing: customers, subscribers, ...

    Raises:
        KeyError: there is no such kind.
    """
    described: tuple[Operation, ...] = import_module(MODULES[thing]).operations()
    return tuple(one for one in described if one.name.startswith(f"{thing}."))


def everything() -> dict[str, Operation]:
    """All operations by name, described in the language in use."""
    return {one.name: one for thing in MODULES for one in of(thing)}


def operation(name: str) -> Operation:
    """The operation of a name.

    Raises:
        KeyError: there is none.
    """
    thing = name.partition(".")[0]
    return {one.name: one for one in of(thing)}[name]
