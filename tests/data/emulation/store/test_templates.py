"""How many customers a template has is kept by every write, and counted anew after a load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.invariants import check_content
from data.emulation.store import templates
from data.emulation.store.customer_filter import Scope
from data.emulation.store.schema import drop_for_load, restore_after_load
from tests.data.emulation.builder import NOW, World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.partner()
    for name in ("Standard", "Other"):
        world.insert(
            "templates",
            uuid=world.uuid(),
            owner_id=1,
            name=name,
            country="US",
            language="en_US",
            created_ms=NOW,
        )
    yield world
    world.connection.close()


def counted(world: World, now: int = NOW) -> list[int]:
    """Customers of the first and the second template."""
    assert check_content(world.connection) == []
    gone = templates.gone(world.connection, now)
    rows = templates.of_scope(world.connection, Scope(1))
    return [row.customers - gone.get(row.id, 0) for row in reversed(rows)]


def test_every_write_keeps_the_count(world: World) -> None:
    first, second = (world.customer(1, name, template_id=1) for name in ("Acme", "Birch"))
    world.customer(1, "Cedar")
    world.customer(1, "Dune", "deleted", template_id=2)
    assert counted(world) == [2, 0]
    change = world.connection.execute
    change("UPDATE customers SET template_id = 2 WHERE id = ?", (first,))
    assert counted(world) == [1, 1]
    change("UPDATE customers SET status = 'deleted' WHERE id = ?", (second,))
    assert counted(world) == [0, 1]
    change("UPDATE customers SET status = 'provisioned', template_id = NULL WHERE id = ?", (first,))
    assert counted(world) == [0, 0]
    change("UPDATE customers SET template_id = 1 WHERE id = ?", (first,))
    change("UPDATE customers SET status = 'updating' WHERE id = ?", (first,))
    assert counted(world) == [1, 0]
    change("DELETE FROM customer_packages WHERE customer_id = ?", (first,))
    change("DELETE FROM customers WHERE id = ?", (first,))
    assert counted(world) == [0, 0]


def test_who_is_gone_by_now_does_not_count_before_that_is_written(world: World) -> None:
    steps = [(NOW, "deleting"), (NOW + 5, "deleted")]
    world.customer(1, "Leaving", steps=steps, template_id=1)
    world.customer(1, "Changing", steps=[(NOW + 5, "updating")], template_id=1)
    world.customer(1, "Staying", template_id=1)
    assert counted(world, NOW + 4) == [3, 0]
    assert counted(world, NOW + 5) == [2, 0]


def test_a_load_is_counted_at_its_end(world: World) -> None:
    drop_for_load(world.connection)
    for name in ("Acme", "Birch"):
        world.customer(1, name, template_id=2)
    restore_after_load(world.connection)
    assert counted(world) == [0, 2]
