"""The future that a change writes, and what replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.invariants import check_content
from data.emulation.rules.packages import CODES
from data.emulation.store import customer_rows, subscribers
from data.emulation.store.folding import fold
from data.emulation.store.planning import NewStep, freshen, plan_customer, plan_subscriber
from tests.data.emulation.builder import NOW, World

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLING = CODES["webex_calling"]
SUITE = CODES["webex_suite"]


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    world.partner()
    world.staff(1, "ann@example.com")
    world.connection.execute(
        "INSERT INTO requests (id, tracking_id, at_ms, staff_id, operation, method, path)"
        " VALUES (1, 'R', 0, 1, 'o', 'PUT', '/')"
    )
    yield world
    world.connection.close()


def states(world: World, now: int) -> tuple[str, dict[int, str]]:
    """A customer's status and its packages' as readers see them at a moment."""
    (found,) = customer_rows.by_ids(world.connection, [1], now)
    return found.row.status, {p.package: p.status for p in found.packages}


def plan(world: World, now: int, *steps: NewStep, replace: bool = False) -> None:
    freshen(world.connection, 1, now)
    plan_customer(world.connection, 1, steps, now=now, request=1, replace=replace)
    assert check_content(world.connection) == []


def test_the_future_is_read_as_it_comes_and_folds_to_the_same(world: World) -> None:
    world.customer(1, "Acme")
    plan(
        world,
        NOW,
        NewStep(NOW, "updating"),
        NewStep(NOW + 5, "deleting", CALLING),
        NewStep(NOW + 10, "deleted", CALLING),
        NewStep(NOW + 10, "provisioned"),
    )
    wanted = {
        NOW: ("updating", {CALLING: "provisioned"}),
        NOW + 5: ("updating", {CALLING: "deleting"}),
        NOW + 10: ("provisioned", {}),
    }
    for now, state in wanted.items():
        assert states(world, now) == state
    for now, state in wanted.items():
        fold(world.connection, now)
        assert check_content(world.connection) == []
        assert states(world, now) == state


def test_a_step_of_the_moment_counts_as_later_than_one_that_was_due_then(world: World) -> None:
    world.customer(1, "Acme", steps=[(NOW - 9, "updating"), (NOW + 1, "provisioned")])
    plan(world, NOW + 1, NewStep(NOW + 1, "deleting"), NewStep(NOW + 9, "deleted"))
    assert states(world, NOW + 1)[0] == "deleting"


def test_a_decision_strikes_out_what_was_to_come(world: World) -> None:
    world.customer(
        1,
        "Acme",
        "pending_rpl_review",
        packages={"webex_suite": "provisioning"},
        steps=[(NOW + 100, "error")],
        package_steps={"webex_suite": [(NOW + 100, "error")]},
    )
    plan(
        world,
        NOW,
        NewStep(NOW, "provisioning"),
        NewStep(NOW + 5, "provisioned", SUITE),
        NewStep(NOW + 6, "provisioned"),
        replace=True,
    )
    assert states(world, NOW + 200) == ("provisioned", {SUITE: "provisioned"})
    plan(world, NOW + 1, replace=True)
    assert states(world, NOW + 200) == ("provisioning", {SUITE: "provisioning"})


def test_a_plan_with_nothing_for_now_leaves_the_present(world: World) -> None:
    world.customer(1, "Acme")
    plan(world, NOW, NewStep(NOW + 3, "updating"))
    assert states(world, NOW) == ("provisioned", {CALLING: "provisioned"})
    assert states(world, NOW + 3)[0] == "updating"


def test_a_subscriber_waits_and_ends(world: World) -> None:
    customer = world.customer(1, "Acme")
    subscriber = world.subscriber(customer, "pending_user_migration")
    steps = [NewStep(NOW + 5, "provisioned")]
    plan_subscriber(world.connection, subscriber, steps, now=NOW, request=1)
    assert check_content(world.connection) == []

    def status(now: int) -> list[str]:
        return [row.status for row in subscribers.by_ids(world.connection, [subscriber], now)]

    assert (status(NOW), status(NOW + 5)) == (["pending_user_migration"], ["provisioned"])
    ended = [NewStep(NOW + 1, "deleted")]
    plan_subscriber(world.connection, subscriber, ended, now=NOW + 1, request=1, replace=True)
    assert check_content(world.connection) == []
    assert (status(NOW + 1), status(NOW + 9)) == ([], [])
    fold(world.connection, NOW + 9)
    assert check_content(world.connection) == []
