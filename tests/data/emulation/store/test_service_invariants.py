"""What is wrong between users, workspaces, their numbers and their use is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.invariants import check_content
from data.emulation.rules.packages import CODES
from data.emulation.store.service_invariants import IDLE
from data.emulation.store.usage import Holder, begin, end
from tests.data.emulation.builder import NOW, World

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLING, SUITE, AREA = (
    CODES[name] for name in ("webex_calling", "webex_suite", "common_area_calling")
)
ANN = Holder(1, 1, 1)
TWICE = (
    "INSERT INTO usage_intervals SELECT 9, owner_id, customer_id, subscriber_id,"
    " workspace_id, location_id, package, start_ms, end_ms FROM usage_intervals"
)


@pytest.fixture
def world() -> Iterator[World]:
    """A customer with two users at a place, one of whom uses something, and a workspace."""
    world = World()
    world.partner()
    customer = world.customer(1, "Acme", packages=["webex_calling", "common_area_calling"])
    place = world.location(customer)
    for number, extension in enumerate(("101", "102")):
        phone = f"+1212555011{number}"
        world.subscriber(customer, location_id=place, extension=extension, phone=phone)
    world.insert(
        "workspaces",
        uuid=world.uuid(),
        customer_id=customer,
        location_id=place,
        name="Lobby",
        package=AREA,
        extension="200",
        created_ms=NOW,
    )
    begin(world.connection, ANN, [CALLING], NOW, location_id=place)
    assert check_content(world.connection) == []
    yield world
    world.connection.close()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE subscribers SET person_id = 1", "person"),
        ("UPDATE subscribers SET extension = '200' WHERE id = 2", "number"),
        ("UPDATE subscribers SET phone = '+12125550110'", "number"),
        ("UPDATE workspaces SET phone = '+12125550110'", "number"),
        ("UPDATE subscribers SET status = 'deleted' WHERE id = 1", "use"),
        ("UPDATE subscribers SET package = 5 WHERE id = 1", "use"),
        (TWICE, "use"),
        (
            "UPDATE usage_intervals SET subscriber_id = NULL, workspace_id = 1",
            "use",
        ),
        ("UPDATE customer_packages SET limit_n = 1 WHERE package = 4", "limit"),
        ("UPDATE customer_packages SET limit_n = 0 WHERE package = 1", "limit"),
    ],
)
def test_what_is_wrong_is_found(world: World, change: str, what: str) -> None:
    world.connection.execute(change)
    assert what in {finding.what for finding in check_content(world.connection)}


def test_who_has_something_and_uses_it_not_is_counted(world: World) -> None:
    def idle() -> int:
        return int(world.connection.execute(IDLE).fetchone()[0])

    assert idle() == 2
    begin(world.connection, Holder(1, 1, 2), [CALLING], NOW, location_id=None)
    begin(world.connection, Holder(1, 1, None, 1), [AREA], NOW, location_id=None)
    assert idle() == 0
    assert check_content(world.connection) == []
    world.connection.execute("UPDATE subscribers SET add_ons = 128 WHERE id = 1")
    assert idle() == 1


def test_who_leaves_with_the_customer_is_left_out(world: World) -> None:
    world.subscriber(1, email="a@b.example", steps=[(NOW + 5, "deleted")], extension="101")
    assert "number" not in {finding.what for finding in check_content(world.connection)}


def uses(world: World) -> list[tuple[int, int, int | None]]:
    rows = world.connection.execute(
        "SELECT package, start_ms, end_ms FROM usage_intervals ORDER BY start_ms, package"
    )
    return rows.fetchall()


def test_intervals_are_closed_and_those_to_come_are_struck_out(world: World) -> None:
    begin(world.connection, ANN, [SUITE], NOW + 50, location_id=1)
    end(world.connection, Holder(1, 1, 2), NOW + 10)
    assert len(uses(world)) == 2
    end(world.connection, ANN, NOW + 10)
    assert uses(world) == [(CALLING, NOW, NOW + 10)]
    # What is closed stays as it is.
    end(world.connection, ANN, NOW + 20)
    assert uses(world) == [(CALLING, NOW, NOW + 10)]


def test_only_some_packages_end(world: World) -> None:
    begin(world.connection, ANN, [SUITE], NOW, location_id=1)
    end(world.connection, ANN, NOW + 10, [SUITE])
    assert uses(world) == [(CALLING, NOW, None), (SUITE, NOW, NOW + 10)]


def test_an_end_that_was_settled_for_later_comes_now(world: World) -> None:
    world.connection.execute("UPDATE usage_intervals SET end_ms = ?", (NOW + 100,))
    end(world.connection, ANN, NOW + 10)
    assert uses(world) == [(CALLING, NOW, NOW + 10)]
