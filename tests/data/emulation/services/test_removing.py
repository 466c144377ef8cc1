"""Removals of customers, whatever is going on with them."""

from __future__ import annotations

import pytest

from data.emulation.services import organizations
from data.emulation.store import subscribers
from data.emulation.store.customer_filter import Scope
from tests.data.emulation.services.ordering import HOUR, PLACE, Shop, refused
from tests.data.emulation.services.test_updating import ready, rowid, running, seat, use


@pytest.mark.rule("CMG-3")
def test_the_service_goes_and_the_organization_stays(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_calling", "webex_meetings"])
    organization = shop.customer(uuid).row.organization_id
    shop.remove(uuid)
    assert shop.status(uuid) == "deleting"
    assert set(shop.packages(uuid).values()) == {"deleting"}
    shop.later(8_001)
    assert shop.status(uuid) == "gone"
    found = organizations.everything(shop.world.connection, shop.caller(), shop.now)
    assert organization in {one.id for one in found}


@pytest.mark.rule("CMG-3")
def test_its_users_end_with_it_and_stay_as_persons(shop: Shop) -> None:
    uuid = ready(shop)
    user = seat(shop, uuid, "webex_calling")
    waits = seat(shop, uuid, "webex_calling", "pending_user_migration")
    shop.later(HOUR)
    shop.remove(uuid)
    (end,) = shop.row("SELECT max(due_ms) FROM steps WHERE kind = 1")
    assert end > shop.now
    one = Scope(1)
    (user_uuid,) = shop.row("SELECT uuid FROM subscribers WHERE id = ?", user)
    (waits_uuid,) = shop.row("SELECT uuid FROM subscribers WHERE id = ?", waits)
    connection = shop.world.connection
    assert subscribers.by_uuid(connection, one, user_uuid, end - 1) is not None
    assert subscribers.by_uuid(connection, one, user_uuid, end) is None
    # Nobody waits for a consent to what is going.
    assert subscribers.by_uuid(connection, one, waits_uuid, shop.now) is None
    assert shop.customer(uuid).row.users == 1
    assert running(shop) == [(4, user)]
    shop.world.set_now(end)
    assert running(shop) == []
    assert shop.row("SELECT count(*) FROM people WHERE ended_ms IS NULL") == (2,)


def test_what_was_to_begin_never_does(shop: Shop) -> None:
    uuid = shop.order()
    customer = rowid(shop, uuid)
    subscriber = shop.world.subscriber(customer)
    shop.world.insert(
        "usage_intervals",
        owner_id=1,
        customer_id=customer,
        subscriber_id=subscriber,
        package=4,
        start_ms=shop.customer(uuid).row.organization_active_ms,
    )
    shop.remove(uuid)
    assert shop.row("SELECT count(*) FROM usage_intervals") == (0,)
    shop.later(HOUR)
    assert shop.status(uuid) == "gone"


def test_who_was_never_there_goes_at_once(shop: Shop) -> None:
    uuid = shop.order()
    seat(shop, uuid, "webex_calling", email="ann@acme.example")
    active = shop.customer(uuid).row.organization_active_ms
    shop.world.connection.execute("UPDATE people SET active_ms = ?", (active,))
    shop.remove(uuid)
    # Nobody reads an email that is no longer a person's.
    assert shop.row("SELECT status FROM subscribers") == ("deleted",)
    assert shop.row("SELECT former_email FROM people") == ("ann@acme.example",)
    assert shop.customer(uuid).row.users == 0


def test_workspaces_end_with_it(shop: Shop) -> None:
    uuid = ready(shop)
    customer = rowid(shop, uuid)
    room = shop.world.insert(
        "workspaces",
        uuid=shop.world.uuid(),
        customer_id=customer,
        name="Lobby",
        package=1,
        created_ms=shop.now,
    )
    use(shop, customer, 1, workspace_id=room)
    shop.later(HOUR)
    shop.remove(uuid)
    (end,) = shop.row("SELECT max(due_ms) FROM steps WHERE kind = 1")
    assert shop.row("SELECT ended_ms FROM workspaces") == (end,)
    assert shop.row("SELECT end_ms FROM usage_intervals") == (end,)


def test_at_once(shop: Shop) -> None:
    shop.pace("instant")
    uuid = shop.order()
    seat(shop, uuid, "webex_calling")
    shop.later(HOUR)
    shop.remove(uuid)
    assert shop.status(uuid) == "gone"
    assert running(shop) == []
    assert shop.row("SELECT users, packages, status FROM customers") == (0, 0, "deleted")


def test_twice_is_once(shop: Shop) -> None:
    uuid = ready(shop)
    shop.remove(uuid)
    with refused(409, ("IN_PROGRESS", "")):
        shop.remove(uuid)
    shop.later(HOUR)
    with refused(404, ("NO_CUSTOMER", "")):
        shop.remove(uuid)


@pytest.mark.rule("RPL-6")
def test_a_removal_ends_a_review(shop: Shop) -> None:
    shop.deny("acme dental")
    shop.world.insert("settings", key="review_outcome", value="approved")
    uuid = shop.order()
    organization = shop.customer(uuid).row.organization_id
    shop.remove(uuid)
    assert shop.status(uuid) == "deleting"
    decided = shop.row("SELECT outcome, decided_ms, staff_id FROM decisions")
    assert decided == ("refused", shop.now, 1)
    shop.later(100 * HOUR)
    assert shop.status(uuid) == "gone"
    found = organizations.everything(shop.world.connection, shop.caller(), shop.now)
    assert organization not in {one.id for one in found}
    assert shop.row("SELECT count(*) FROM organization_rights") == (0,)


def test_one_that_is_being_provisioned_goes_and_its_organization_comes(shop: Shop) -> None:
    uuid = shop.order()
    organization = shop.customer(uuid).row.organization_id
    shop.remove(uuid)
    shop.later(HOUR)
    assert shop.status(uuid) == "gone"
    found = organizations.everything(shop.world.connection, shop.caller(), shop.now)
    assert organization in {one.id for one in found}


def test_one_that_is_being_changed_goes_too(shop: Shop) -> None:
    uuid = ready(shop)
    shop.update(uuid, packages=["webex_suite"])
    shop.remove(uuid)
    assert set(shop.packages(uuid).values()) == {"deleting"}
    shop.later(HOUR)
    assert shop.status(uuid) == "gone"


@pytest.mark.rule("SUB-11")
def test_who_is_suspended_may_remove(shop: Shop) -> None:
    for partner, name in ((3, "Lake View"), (1, "Lake End")):
        customer = shop.world.customer(3, name)
        (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
        shop.remove(uuid, partner=partner)
        assert shop.status(uuid) == "deleting"


@pytest.mark.rule("SUB-3")
def test_nobody_removes_a_neighbours_customer(shop: Shop) -> None:
    customer = shop.world.customer(3, "Lake View")
    (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
    for partner in (2, 4):
        with refused(404, ("NO_CUSTOMER", "")):
            shop.remove(uuid, partner=partner)


@pytest.mark.rule("UHB-2")
def test_a_hybrid_customer_is_left_with_flex(shop: Shop) -> None:
    uuid = ready(shop)
    organization = shop.customer(uuid).row.organization_id
    shop.world.connection.execute("UPDATE organizations SET kind = 'hybrid'")
    shop.remove(uuid)
    kind = shop.row("SELECT kind FROM organizations WHERE id = ?", organization)
    assert kind == ("flex",)


def test_the_organization_of_one_that_is_taken_back_comes_when_it_is_gone(shop: Shop) -> None:
    shop.pace("real")
    uuid = shop.order()
    organization = shop.customer(uuid).row.organization_id
    shop.remove(uuid)
    (end,) = shop.row("SELECT max(due_ms) FROM steps WHERE kind = 1")
    # No step of the customer's would tell of it before.
    (active,) = shop.row("SELECT active_ms FROM organizations WHERE id = ?", organization)
    assert active == end


def test_a_location_that_was_to_come_does_not(shop: Shop) -> None:
    uuid = shop.order(shop.body(packages=["webex_meetings"], provisioningParameters=None))
    shop.later(HOUR)
    parameters = {"calling": {"location": PLACE}}
    shop.update(uuid, packages=["webex_calling"], provisioningParameters=parameters)
    assert shop.row("SELECT count(*) FROM locations") == (1,)
    shop.remove(uuid)
    assert shop.row("SELECT count(*) FROM locations") == (0,)
