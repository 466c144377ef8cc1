"""Faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import fault_rules

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {}
"""What stands in a path: the kind of its id, and the table that has it."""


def fill(world: World) -> None:
    """Rows of the rich world, which has "Done Ltd" with all packages and two locations."""
    del world


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    del world
    return {
        "faultId": ["1", "2", "0", "x"],
        "operations": ["customers.create", "customers.*", "*", "faults.*", "nobody", ""],
        "kind": [*fault_rules.KINDS, "flood", ""],
        "moment": ["before", "after", "during", ""],
        "delayMs": [0, 1, 250, -1, fault_rules.DELAY_MOST + 1],
        "share": [1, 0.2, 0, 1.5],
        "most": [1, 0, 10],
        "seed": [1, 7, -1],
    }


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    del found, number
    delay = {"operations": "customers.*", "kind": "delay", "delayMs": 250, "share": 0.5}
    status = {"operations": "customers.create", "kind": "status", "status": 503, "seed": 7}
    return {"FaultInput": chance.choice([delay, status, {"kind": "maintenance"}])}
