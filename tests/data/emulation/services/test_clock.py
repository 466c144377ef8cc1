from __future__ import annotations

import sqlite3

import pytest

from data.emulation.services import clock
from data.emulation.store import clock as store
from data.emulation.store.folding import AT_ONCE, fold
from tests.data.emulation import model
from tests.data.emulation.builder import DAY, NOW, World

HOUR = 3_600_000


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world with a clock that shows the wall's time, and a wall that stands."""
    monkeypatch.setattr(clock, "wall_ms", lambda: NOW)
    world = World()
    world.connection.execute(
        "UPDATE clock SET mode = 'real', wall_ms = 0, platform_ms = 0, rate = 1, high_ms = 0"
    )
    return world


def wall(monkeypatch: pytest.MonkeyPatch, ms: int) -> None:
    monkeypatch.setattr(clock, "wall_ms", lambda: ms)


def test_a_new_database_shows_the_walls_time(world: World) -> None:
    assert clock.get(world.connection) == (NOW, "real", 1.0)


def test_forward(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.advance(world.connection, 2 * HOUR) == (NOW + 2 * HOUR, "offset", 1.0)
    wall(monkeypatch, NOW + 5)
    assert clock.now(world.connection) == NOW + 2 * HOUR + 5
    clock.set_clock(world.connection, "frozen")
    wall(monkeypatch, NOW + DAY)
    assert clock.advance(world.connection, 1) == (NOW + 2 * HOUR + 6, "frozen", 0.0)


def test_scaled_and_real(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set_clock(world.connection, "scaled", rate=60)
    wall(monkeypatch, NOW + 1_000)
    assert clock.get(world.connection) == (NOW + 60_000, "scaled", 60.0)
    # Back to the wall's time, which has to catch up first.
    assert clock.set_clock(world.connection, "real") == (NOW + 60_000, "real", 0)
    assert clock.get(world.connection) == (NOW + 60_000, "real", 0)
    wall(monkeypatch, NOW + 61_000)
    assert clock.now(world.connection) == NOW + 61_000
    assert clock.get(world.connection).rate == 1


def test_a_move_folds_what_falls_due(world: World) -> None:
    top = world.partner()
    world.customer(top, "Acme", steps=[(NOW + HOUR, "deleting"), (NOW + DAY, "deleted")])
    clock.advance(world.connection, HOUR)
    found = world.connection.execute("SELECT status, status_ms, next_at FROM customers").fetchone()
    assert found == ("deleting", NOW + HOUR, NOW + DAY)


@pytest.mark.parametrize(
    ("mode", "rate", "forward"), [("odd", 1, 0), ("scaled", -1, 0), ("real", 1, -1)]
)
def test_what_cannot_be_changes_nothing(world: World, mode: str, rate: float, forward: int) -> None:
    before = world.connection.execute("SELECT * FROM clock").fetchall()
    with pytest.raises(ValueError, match=r"clock|mode"):
        clock.set_clock(world.connection, mode, rate=rate, forward_ms=forward)
    assert world.connection.execute("SELECT * FROM clock").fetchall() == before


def test_a_wall_that_goes_back_does_not_take_along_what_was_folded(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.customer(world.partner(), "Acme", steps=[(NOW + HOUR, "deleting")])
    assert clock.fold_due(world.connection) == 0
    assert store.read(world.connection).high_ms == 0
    wall(monkeypatch, NOW + 2 * HOUR)
    assert clock.fold_due(world.connection) == 1
    wall(monkeypatch, NOW)
    assert clock.now(world.connection) == NOW + 2 * HOUR


def test_much_that_falls_due_is_folded_in_short_writes(world: World) -> None:
    many_moving(world, 2 * AT_ONCE + 5)
    twin = sqlite3.connect(":memory:", isolation_level=None)
    world.connection.backup(twin)
    before = world.connection.total_changes
    state = clock.advance(world.connection, HOUR)
    assert state.now == NOW + HOUR
    assert folded(world) == AT_ONCE
    expected = sorted(model.customers(world.connection, state.now))
    writes = [world.connection.total_changes - before]
    while clock.anything_due(world.connection):
        before = world.connection.total_changes
        assert 0 < clock.fold_due(world.connection) <= 2 * AT_ONCE
        writes.append(world.connection.total_changes - before)
        # At any moment between two of them, the answers are the same.
        assert sorted(model.customers(world.connection, state.now)) == expected
    assert len(writes) == 3
    # A customer, its package, its subscriber, two counters a change, and the clock.
    assert max(writes) <= 10 * AT_ONCE
    assert clock.fold_due(world.connection) == 0
    assert fold(twin, state.now, most=10_000) == 4 * AT_ONCE + 10
    for table in ("customers", "customer_packages", "subscribers", "customer_counts"):
        rows = world.connection.execute(f"SELECT * FROM {table}").fetchall()
        assert rows == twin.execute(f"SELECT * FROM {table}").fetchall()
    twin.close()


def many_moving(world: World, n: int) -> None:
    """Customers with a package and a subscriber that all change within the next hour."""
    top = world.partner()
    for number in range(n):
        due = NOW + HOUR - number
        customer = world.customer(
            top,
            f"Moving {number}",
            steps=[(due, "provisioned_with_errors"), (NOW + DAY, "provisioned")],
            package_steps={"webex_suite": [(NOW - 1, "provisioning"), (due, "error")]},
        )
        world.subscriber(customer, "pending_user_migration", steps=[(due, "provisioned")])


def folded(world: World) -> int:
    """How many customers have made their first change."""
    (n,) = world.connection.execute(
        "SELECT count(*) FROM customers WHERE status = 'provisioned_with_errors'"
    ).fetchone()
    return int(n)
