"""Devices, and names of organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {"deviceId": (ids.DEVICE, "devices")}
"""What stands in a path: the kind of its id, and the table that has it."""
_MODELS = ("DMS Cisco 8811", "Cisco Desk Pro", "Poly VVX 450", "2N Customer Managed", "Telex", "")


def fill(world: World) -> None:
    """Rows of the rich world, which has "Done Ltd" with all packages and two locations.

    It gets users and a workspace to have devices, and phones of other makers.
    """
    (customer, organization, place) = world.connection.execute(
        "SELECT c.id, o.id, min(l.id) FROM customers AS c JOIN organizations AS o"
        " ON o.id = c.organization_id JOIN locations AS l ON l.organization_id = o.id"
        " WHERE o.name = 'Done Ltd'"
    ).fetchone()
    for number in range(2):
        world.subscriber(customer, location_id=place, email=f"desk{number}@done.example")
    (person,) = world.connection.execute("SELECT max(id) FROM people").fetchone()
    room = world.insert(
        "workspaces",
        uuid=world.uuid(),
        customer_id=customer,
        location_id=place,
        name="Hall",
        package=1,
        extension="888",
        created_ms=world.now,
    )
    holders: tuple[dict[str, Any], ...] = ({"person_id": person}, {"workspace_id": room})
    for number, holder in enumerate(holders):
        world.insert(
            "devices",
            uuid=world.uuid(),
            organization_id=organization,
            model="2N Customer Managed",
            mac=f"0A000000000{number}",
            has_secret=1,
            created_ms=world.now,
            **holder,
        )
    world.connection.execute(
        "UPDATE organizations SET third_party_devices = 1 WHERE id = ?", (organization,)
    )


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    rows = world.connection.execute(
        "SELECT p.uuid FROM people AS p JOIN subscribers AS u ON u.person_id = p.id"
        " WHERE p.email LIKE 'desk%' ORDER BY p.id"
    ).fetchall()
    named = world.connection.execute("SELECT uuid FROM organizations ORDER BY id").fetchall()
    return {
        "organizationUuid": [ids.uuid_text(uuid) for (uuid,) in named],
        "mac": ["0A-00-00-00-00-00", "0a0b0c0d0e0f", "1A1A1A1A1A1A", "12345", ""],
        "model": list(_MODELS),
        "product": ["cisco", "Poly", ""],
        "password": ["Hush-4711-hush", "short", ""],
        "_seated": [ids.encode(ids.PERSON, uuid) for (uuid,) in rows],
    }


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    device = {
        "mac": f"AABBCC{number:06}",
        "model": chance.choice(_MODELS[:4]),
        "personId": chance.choice(found["_seated"]),
        "password": "Hush-4711-hush",
    }
    return {"CreateDevice": device, "RenameOrganization": {"displayName": f"Named {number}"}}
