from __future__ import annotations

import pytest

from data.emulation.services import clock
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
    assert clock.set_clock(world.connection, "real").now == NOW + 60_000
    wall(monkeypatch, NOW + 61_000)
    assert clock.now(world.connection) == NOW + 61_000


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


def test_every_write_is_later_than_what_was_read(world: World) -> None:
    told = clock.now(world.connection)
    first = clock.begin_write(world.connection)
    second = clock.begin_write(world.connection)
    assert told < first < second == clock.now(world.connection)


def test_a_wall_that_goes_back_does_not_take_the_platform_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = clock.begin_write(world.connection)
    wall(monkeypatch, NOW - DAY)
    assert clock.now(world.connection) == written
