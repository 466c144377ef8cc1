"""PSTN, numbers and extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids, pstn

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {}
"""What stands in a path: the kind of its id, and the table that has it."""


def fill(world: World) -> None:
    """A connection and two numbers for each location of the rich world, one of them free."""
    rows = world.connection.execute(
        "SELECT id, organization_id FROM locations"
        " WHERE id NOT IN (SELECT location_id FROM pstn_connections) ORDER BY id"
    )
    for location, organization in rows.fetchall():
        world.insert(
            "pstn_connections",
            location_id=location,
            option_id="premises",
            premise="TRUNK t1",
            since_ms=world.now - 1_000,
        )
        for phone in (f"+1503555{location:02}90", f"+1503555{location:02}91"):
            world.insert(
                "numbers",
                organization_id=organization,
                location_id=location,
                phone=phone,
                created_ms=world.now - 1_000,
            )
        world.connection.execute(
            "UPDATE locations SET main_number = ? WHERE id = ?",
            (f"+1503555{location:02}91", location),
        )


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    options = [ids.encode(ids.PSTN, option.uuid) for option in pstn.OPTIONS.values()]
    rows = world.connection.execute("SELECT phone FROM numbers ORDER BY id").fetchall()
    phones = [phone for (phone,) in rows]
    return {
        "_options": options,
        "_phones": phones,
        "phoneNumbers": [phones[:1], phones[-2:], ["+15035550123"], ["12"], []],
        "phoneNumber": [phones[0], "+1503", ""],
        "available": ["true", "false"],
        "state": [*pstn.STATES, "LOST"],
        "premiseRouteType": [*pstn.ROUTES, "PIGEON"],
        "extensions": [["201", "202"], ["1"], []],
    }


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    phone = chance.choice(found["_phones"])
    option = {"id": chance.choice(found["_options"])}
    route = {"premiseRouteType": "TRUNK", "premiseRouteId": "t1"}
    return {
        "PstnInput": chance.choice([option, option | route, route]),
        "AddNumbers": {"phoneNumbers": [f"+1503554{number}0"], "state": "ACTIVE"},
        "RemoveNumbers": {"phoneNumbers": [phone]},
        "LocationCallingInput": {"callingLineId": {"name": "Desk", "phoneNumber": phone}},
        "ValidateExtensions": {"extensions": ["201", str(number), "1"]},
    }
