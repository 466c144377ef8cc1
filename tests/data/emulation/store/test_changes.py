from __future__ import annotations

import pytest

from data.emulation.store.changes import changed, next_change
from data.emulation.store.customer_filter import Scope
from tests.data.emulation.builder import NOW, World

SOON = NOW + 60_000


@pytest.fixture
def world() -> World:
    world = World()
    top = world.partner()
    sub = world.partner("Harbour", top)
    other = world.partner("Elsewhere")
    world.customer(top, "One", steps=[(NOW, "updating"), (SOON, "provisioned")])
    world.customer(sub, "Two", package_steps={"webex_suite": [(NOW + 5, "error")]})
    world.customer(other, "Three", steps=[(NOW + 1, "error"), (NOW + 2, "deleted")])
    four = world.customer(top, "Four", steps=[(NOW + 7, "deleted")])
    world.subscriber(four, "pending_user_migration", steps=[(NOW + 3, "provisioned")])
    return world


def names(world: World, scope: Scope, since: int, now: int, most: int = 99) -> list[str]:
    uuids = changed(world.connection, scope, since, now, most)
    query = "SELECT name FROM customers WHERE uuid = ?"
    return [world.connection.execute(query, (uuid,)).fetchone()[0] for uuid in uuids]


def test_changes_lie_in_a_half_open_span(world: World) -> None:
    assert names(world, Scope(1), NOW - 1, NOW) == ["One"]
    assert names(world, Scope(1), NOW, NOW) == []
    assert names(world, Scope(1), NOW, SOON) == ["One", "Four", "Two"]
    assert names(world, Scope(1), NOW + 5, NOW + 7) == ["Four"]
    assert names(world, Scope(1), NOW - 1, SOON, most=1) == ["One"]


def test_a_subscriber_changes_its_customer(world: World) -> None:
    assert names(world, Scope(1), NOW, NOW + 4) == ["Four"]


@pytest.mark.rule("SUB-3")
def test_nobody_hears_of_others_customers(world: World) -> None:
    assert names(world, Scope(1, 2), 0, SOON) == ["Two"]
    assert names(world, Scope(1, 1), 0, SOON) == ["One", "Four"]
    assert names(world, Scope(3), 0, SOON) == ["Three"]


def test_the_next_change(world: World) -> None:
    assert next_change(world.connection, Scope(1), NOW) == NOW + 3
    assert next_change(world.connection, Scope(1, 2), NOW) == NOW + 5
    assert next_change(world.connection, Scope(3), NOW + 1) == NOW + 2
    assert next_change(world.connection, Scope(1), SOON) is None
