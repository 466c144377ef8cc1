"""The end of the service of very many users is written at once, in few statements."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from data.emulation.invariants import check_content
from data.emulation.rules.packages import CODES
from data.emulation.store import service_ends, subscribers
from data.emulation.store.folding import fold
from tests.data.emulation.builder import NOW, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANY = 3_000
SOME = 300
FEW = 30
LATER = NOW + 60_000


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.partner()
    world.staff(1, "ann@example.com")
    world.connection.execute(
        "INSERT INTO requests (id, tracking_id, at_ms, staff_id, operation, method, path)"
        " VALUES (1, 'R', 0, 1, 'o', 'DELETE', '/')"
    )
    yield world
    world.connection.close()


def crowd(world: World, users: int) -> int:
    """A customer whose users have come, wait for a consent, or are gone; with their use."""
    customer = world.customer(1, f"Crowd {users}", packages=("webex_calling", "webex_suite"))
    for n in range(users):
        steps = [(NOW + 9, "provisioned")] if n % 10 == 0 else []
        status = "pending_user_migration" if n % 10 == 0 else "provisioned"
        package = "webex_suite" if n % 3 == 0 else "webex_calling"
        number = world.subscriber(
            customer, "deleted" if n % 10 == 1 else status, package=package, steps=steps
        )
        if n % 10 > 1:
            world.insert(
                "usage_intervals",
                owner_id=1,
                customer_id=customer,
                subscriber_id=number,
                package=CODES[package],
                start_ms=NOW - 9,
            )
    # The consents of some are to come with their persons.
    world.connection.execute(
        "UPDATE people SET active_ms = ? WHERE id IN (SELECT person_id FROM subscribers"
        " WHERE status = 'pending_user_migration' AND id % 20 = 1)",
        (NOW + 9,),
    )
    return customer


def statements(world: World, work: Callable[..., None], *given: object, **named: object) -> int:
    """How many statements a piece of work runs, without what triggers do for each row."""
    found: list[str] = []
    world.connection.set_trace_callback(found.append)
    work(world.connection, *given, **named)
    world.connection.set_trace_callback(None)
    # For what a trigger does, the statement that it follows is told again.
    return len(list(groupby(found)))


def count(world: World, query: str, *values: object) -> int:
    return int(world.connection.execute(f"SELECT count(*) FROM {query}", values).fetchone()[0])


@pytest.mark.parametrize(("at_ms", "size"), [(NOW, SOME), (LATER, MANY)])
def test_all_users_end_in_few_statements(world: World, at_ms: int, size: int) -> None:
    few, many = (
        statements(world, service_ends.end_all, crowd(world, users), at_ms, now=NOW, request=1)
        for users in (FEW, size)
    )
    assert few == many < 20
    assert check_content(world.connection) == []
    of_many = "subscribers WHERE customer_id = 2 AND status = ?"
    left = size * 8 // 10
    assert count(world, of_many, "provisioned") == (0 if at_ms == NOW else left)
    # Who waited never comes, and leaves no email behind if never there.
    assert count(world, of_many, "pending_user_migration") == 0
    absent = count(world, "people WHERE active_ms > ?", NOW)
    assert count(world, "people WHERE ended_ms = ? AND email LIKE 'gone %'", NOW) == absent > 9
    while fold(world.connection, LATER):
        pass
    assert check_content(world.connection) == []
    assert count(world, "customers WHERE users > 0") == 0
    assert count(world, f"{of_many} AND status_ms = ?", "deleted", at_ms) >= left
    assert count(world, "usage_intervals WHERE end_ms IS NOT ?", at_ms) == 0


def test_users_of_a_package_end_in_few_statements(world: World) -> None:
    suite = CODES["webex_suite"]
    few, many = (
        statements(
            world, service_ends.end_packages, crowd(world, users), [suite], now=NOW, request=1
        )
        for users in (FEW, SOME)
    )
    assert few == many < 25
    assert check_content(world.connection) == []
    assert count(world, "subscribers WHERE status <> 'deleted' AND package = ?", suite) == 0
    assert count(world, "subscribers WHERE customer_id = 2 AND status <> 'deleted'") == 180
    assert count(world, "usage_intervals WHERE package = ? AND end_ms IS NULL", suite) == 0


def test_a_fold_of_many_is_one_change(world: World) -> None:
    service_ends.end_all(world.connection, crowd(world, SOME), LATER, now=NOW, request=1)
    ids = [row[0] for row in world.connection.execute("SELECT id FROM subscribers")]
    assert statements(world, subscribers.fold, ids, LATER) == 3
    assert count(world, "subscribers WHERE status <> 'deleted' OR next_at IS NOT NULL") == 0
