"""What drawn requests need, a module for each table of operations.

Each has `FIRST` (what stands in a path: kind of the id, table), `fill` (rows of the rich world),
`pools` (values by the name of a field or parameter) and `bodies` (bodies that may well be right, by
the name of their model).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.data.emulation.http.parts import devices, faults, pstn, queues, reports, shop

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

MODULES = (devices, faults, pstn, queues, reports, shop)
FIRST = {name: found for module in MODULES for name, found in module.FIRST.items()}


def fill(world: World) -> None:
    """Put the rows of all parts into a world."""
    for module in MODULES:
        module.fill(world)


def pools(world: World) -> dict[str, list[Any]]:
    """The values of all parts."""
    return {name: found for module in MODULES for name, found in module.pools(world).items()}


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """The bodies of all parts."""
    made: dict[str, dict[str, Any]] = {}
    for module in MODULES:
        made |= module.bodies(found, chance, number)
    return made
