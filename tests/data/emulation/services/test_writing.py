"""The first steps of a change: its moment, its record, what chance gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.services import clock, writing
from data.emulation.services.callers import Caller
from data.emulation.store import clock as clock_row
from data.emulation.store import partners
from data.emulation.store.requests import Record
from tests.data.emulation.builder import NOW, World

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = Record("ROUTER_1", "customers.remove", "DELETE", "/v1/wholesale/customers/x", '{"a":1}')


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.staff(world.partner(), "ann@example.com")
    yield world
    world.connection.close()


def caller(world: World) -> Caller:
    staff = partners.staff_by_email(world.connection, "ann@example.com")
    assert staff is not None
    return Caller(staff, partners.partner(world.connection, 1))


def begin(world: World, number: int = 1) -> writing.Write:
    record = RECORD._replace(tracking_id=f"ROUTER_{number}")
    return writing.begin(world.connection, caller(world), record)


def test_a_change_is_later_than_all_that_was_read(world: World) -> None:
    read = clock.now(world.connection)
    change = begin(world)
    assert change.now == read + 1 == NOW + 1
    # From then on nobody reads an earlier moment, also where the clock stands.
    assert clock.now(world.connection) == change.now
    assert begin(world, 2).now == change.now + 1


def test_the_request_is_on_record(world: World) -> None:
    change = begin(world)
    row = world.connection.execute(
        "SELECT tracking_id, at_ms, staff_id, operation, method, path, body FROM requests"
        " WHERE id = ?",
        (change.request,),
    ).fetchone()
    assert row == ("ROUTER_1", NOW + 1, 1, *RECORD[1:])


def test_what_is_due_is_folded_on_the_way(world: World) -> None:
    world.customer(1, "Acme", "provisioning", steps=[(NOW + 1, "provisioned")])
    begin(world)
    status, next_at = world.connection.execute("SELECT status, next_at FROM customers").fetchone()
    assert (status, next_at) == ("provisioned", None)


def test_chance_is_the_same_for_the_same_change_only(world: World) -> None:
    first = begin(world)
    drawn = [first.uuid(), first.uuid()]
    numbers = [first.chance() for _ in range(50)]
    assert len({*drawn}) == 2
    assert all(len(uuid) == 16 for uuid in drawn)
    assert all(0 <= number < 1 for number in numbers)
    assert len(set(numbers)) == 50
    again = writing.Write(world.connection, first.caller, first.now, first.request, "demo")
    assert [again.uuid(), again.uuid()] == drawn
    assert begin(world, 2).uuid() not in drawn


def test_nobody_without_the_secret_can_tell_the_next_uuid(world: World) -> None:
    drawn = begin(world).uuid()
    world.connection.execute("DELETE FROM requests")
    world.connection.execute("UPDATE settings SET value = ? WHERE key = 'secret'", ("ab" * 32,))
    assert begin(world).uuid() != drawn


@pytest.mark.parametrize("pace", ["instant", "demo", "real"])
def test_the_pace_is_that_of_the_database(world: World, pace: str) -> None:
    assert begin(world).pace == "demo"
    clock_row.set_pace(world.connection, pace)
    assert begin(world, 2).pace == pace
