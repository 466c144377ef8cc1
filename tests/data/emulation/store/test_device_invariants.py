"""What is wrong with devices is found."""

from __future__ import annotations

import pytest

from data.emulation.invariants import check_content
from data.emulation.rules.packages import CODES
from tests.data.emulation.builder import NOW, World

STANDARD, MEETINGS = CODES["webex_calling_standard"], CODES["webex_meetings"]
ROOM = {"customer_id": 1, "package": CODES["common_area_calling"], "created_ms": NOW}
DEVICE = {"organization_id": 1, "model": "DMS Cisco 8811", "created_ms": NOW}


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE subscribers SET package = {MEETINGS}",
        "UPDATE subscribers SET status = 'pending_user_migration'",
        "UPDATE devices SET person_id = 2 WHERE person_id = 1",
        "UPDATE workspaces SET ended_ms = created_ms",
        "UPDATE workspaces SET package = NULL",
        "UPDATE devices SET organization_id = 2",
        f"UPDATE subscribers SET package = {STANDARD}",
    ],
)
def test_what_is_wrong_is_found(change: str) -> None:
    world = World()
    world.partner()
    customer = world.customer(1, "Acme", packages=["webex_calling", "common_area_calling"])
    world.customer(1, "Other")
    place = world.location(customer)
    world.subscriber(customer, location_id=place, extension="101")
    world.insert("workspaces", uuid=world.uuid(), name="Lobby", **ROOM)
    for mac in ("AA" * 6, "BB" * 6):
        world.insert("devices", uuid=world.uuid(), person_id=1, mac=mac, **DEVICE)
    world.insert("devices", uuid=world.uuid(), workspace_id=1, mac="CC" * 6, **DEVICE)
    # Whoever ends by itself is left out of account.
    world.insert("devices", uuid=world.uuid(), person_id=1, mac="DD" * 6, ended_ms=NOW, **DEVICE)
    assert check_content(world.connection) == []
    world.connection.execute("PRAGMA foreign_keys = OFF")
    world.connection.execute(change)
    found = {finding.what for finding in check_content(world.connection)}
    world.connection.close()
    assert "device" in found
