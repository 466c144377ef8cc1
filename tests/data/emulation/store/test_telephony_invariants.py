"""Broken numbers are found."""

from __future__ import annotations

import pytest

from data.emulation.invariants import check_content
from tests.data.emulation.builder import NOW, World


@pytest.fixture
def world() -> World:
    """Two customers with a location each; the first location has a main number."""
    world = World()
    world.partner()
    for name in ("One", "Two"):
        world.location(world.customer(1, name))
    world.insert("numbers", organization_id=1, location_id=1, phone="+12125550110", created_ms=NOW)
    world.connection.execute("UPDATE locations SET main_number = '+12125550110' WHERE id = 1")
    return world


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE numbers SET location_id = 2",
        "UPDATE locations SET main_number = '+12125550111' WHERE id = 2",
        "UPDATE numbers SET phone = '+12125550112'",
    ],
)
def test_rows_that_contradict_each_other(world: World, broken: str) -> None:
    assert check_content(world.connection) == []
    world.connection.execute(broken)
    assert "added" in {finding.what for finding in check_content(world.connection)}


def test_numbers_that_somebody_of_another_organization_has(world: World) -> None:
    world.subscriber(1, phone="+12125550110", location_id=1)
    assert check_content(world.connection) == []
    world.connection.execute("UPDATE numbers SET organization_id = 2, location_id = 2")
    world.connection.execute("UPDATE locations SET main_number = ''")
    assert [finding.what for finding in check_content(world.connection)] == ["added"]
    world.connection.execute("UPDATE subscribers SET status = 'deleted'")
    world.connection.execute("UPDATE customers SET users = 0")
    assert check_content(world.connection) == []
    more = {"customer_id": 1, "location_id": 1, "name": "Lobby", "created_ms": NOW}
    world.insert("workspaces", uuid=world.uuid(), package=1, phone="+12125550110", **more)
    assert [finding.what for finding in check_content(world.connection)] == ["added"]
