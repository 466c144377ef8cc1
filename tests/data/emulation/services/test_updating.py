"""Updates of customers: packages come and go, the address is checked anew."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.emulation.rules.packages import mask
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.services.ordering import ADDRESS, HOUR, PLACE, Shop, refused

CALLING = ["webex_calling"]
MOVED = {**ADDRESS, "addressLine1": "9 Pier Road"}


def ready(shop: Shop, **more: Any) -> bytes:
    """A customer that is provisioned."""
    uuid = shop.order(shop.body(**more))
    shop.later(HOUR)
    assert shop.status(uuid) == "provisioned"
    return uuid


def rowid(shop: Shop, uuid: bytes) -> int:
    return shop.customer(uuid).row.id


def seat(shop: Shop, uuid: bytes, package: str, status: str = "provisioned", **more: Any) -> int:
    """A subscriber of a customer, with the use that it makes of its package."""
    customer = rowid(shop, uuid)
    subscriber = shop.world.subscriber(
        customer, status, package=package, created_ms=shop.now, **more
    )
    codes = shop.row("SELECT package, add_ons FROM subscribers WHERE id = ?", subscriber)
    if status == "provisioned":
        use(shop, customer, codes[0], subscriber_id=subscriber)
        if codes[1]:
            use(shop, customer, codes[1].bit_length(), subscriber_id=subscriber)
    return subscriber


def use(shop: Shop, customer: int, package: int, **holder: int) -> None:
    shop.world.insert(
        "usage_intervals",
        owner_id=1,
        customer_id=customer,
        package=package,
        start_ms=shop.now,
        **holder,
    )


def running(shop: Shop) -> list[tuple[int, int | None]]:
    """Packages in use and who uses them."""
    return shop.world.connection.execute(
        "SELECT package, subscriber_id FROM usage_intervals WHERE end_ms IS NULL OR end_ms > ?"
        " ORDER BY package, subscriber_id",
        (shop.now,),
    ).fetchall()


@pytest.mark.rule("CMG-1")
@pytest.mark.rule("PRV-9")
def test_the_list_is_what_is_wanted_afterwards(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_calling", "webex_meetings"])
    shop.update(uuid, packages=["webex_calling", "webex_suite"])
    assert shop.status(uuid) == "updating"
    assert shop.packages(uuid) == {
        "webex_calling": "provisioned",
        "webex_suite": "provisioning",
        "webex_meetings": "deleting",
    }
    shop.later(8_001)
    assert shop.status(uuid) == "provisioned"
    assert shop.packages(uuid) == {"webex_calling": "provisioned", "webex_suite": "provisioned"}
    assert shop.notes(uuid)[-2:] == [
        "Change accepted: +Webex Suite, -Webex Meetings.",
        "The change is done.",
    ]


def test_a_package_may_come_back(shop: Shop) -> None:
    limits = {"packages": {"limits": {"webex_suite": 4}}, "calling": {"location": PLACE}}
    packages = ["webex_calling", "webex_suite"]
    uuid = ready(shop, packages=packages, provisioningParameters=limits)
    shop.update(uuid, packages=CALLING)
    shop.later(HOUR)
    shop.update(uuid, packages=packages)
    assert shop.packages(uuid)["webex_suite"] == "provisioning"
    shop.later(HOUR)
    assert shop.packages(uuid)["webex_suite"] == "provisioned"
    # What it was limited to is forgotten.
    assert [p.limit_n for p in shop.customer(uuid).packages] == [None, None]


@pytest.mark.rule("CMG-1a")
def test_packages_are_required(shop: Shop) -> None:
    uuid = ready(shop)
    with refused(400, ("NO_PACKAGE", "packages: ")):
        shop.update(uuid, externalId="NC-9")


def test_every_fault_is_named_at_once(shop: Shop) -> None:
    uuid = ready(shop)
    with refused(
        400,
        ("BAD_TYPE", "externalId: must be text"),
        ("PLAN_NEEDS_CALLING", "packages: "),
        ("BAD_COUNTRY", "address.country: "),
        ("BAD_TIME_ZONE", "provisioningParameters.meetings.timezone: "),
        ("BILLING_BEGAN", "billingStartDate: "),
        ("BAD_DATE", "billingStartDate: "),
    ):
        shop.update(
            uuid,
            packages=["webex_meetings", "cisco_calling_plan"],
            externalId=["NC"],
            address={**ADDRESS, "country": "ZZ"},
            provisioningParameters={"meetings": {"timezone": "Moon"}},
            billingStartDate="never",
        )
    assert shop.status(uuid) == "provisioned"


@pytest.mark.rule("PKG-4")
@pytest.mark.rule("PKG-5")
def test_what_an_add_on_stands_on_cannot_go_alone(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_calling", "attendant_console", "cisco_calling_plan"])
    with refused(
        400, ("CONSOLE_NEEDS_CALLING", "packages: "), ("PLAN_NEEDS_CALLING", "packages: ")
    ):
        shop.update(uuid, packages=["webex_meetings", "attendant_console", "cisco_calling_plan"])
    shop.update(uuid, packages=["webex_voice", "attendant_console", "cisco_calling_plan"])
    shop.later(HOUR)
    assert "webex_calling" not in shop.packages(uuid)


def test_a_package_that_goes_takes_its_service_along_at_once(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_calling", "webex_meetings", "common_area_calling"])
    stays = seat(shop, uuid, "webex_calling")
    goes = seat(shop, uuid, "webex_meetings")
    waits = seat(shop, uuid, "webex_meetings", "pending_user_migration")
    room = shop.world.insert(
        "workspaces",
        uuid=shop.world.uuid(),
        customer_id=rowid(shop, uuid),
        name="Lobby",
        package=1,
        created_ms=shop.now,
    )
    use(shop, rowid(shop, uuid), 1, workspace_id=room)
    shop.later(HOUR)
    shop.update(uuid, packages=CALLING)
    at = shop.now
    statuses = shop.world.connection.execute("SELECT id, status, status_ms FROM subscribers")
    assert [row[:2] for row in statuses] == [
        (stays, "provisioned"),
        (goes, "deleted"),
        (waits, "deleted"),
    ]
    assert running(shop) == [(4, stays)]
    ended = shop.row("SELECT end_ms FROM usage_intervals WHERE subscriber_id = ?", goes)
    assert ended == (at,)
    assert shop.row("SELECT ended_ms FROM workspaces") == (at,)
    assert shop.customer(uuid).row.users == 1
    # Persons stay.
    assert shop.row("SELECT count(*) FROM people WHERE ended_ms IS NULL") == (3,)


def test_an_add_on_that_goes_is_only_taken_off(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_calling", "attendant_console"])
    desk = seat(shop, uuid, "webex_calling", add_ons=mask(["attendant_console"]))
    assert running(shop) == [(4, desk), (8, desk)]
    shop.later(HOUR)
    shop.update(uuid, packages=CALLING)
    assert shop.row("SELECT status, add_ons FROM subscribers") == ("provisioned", 0)
    assert running(shop) == [(4, desk)]


def test_limits_do_not_fall_below_use(shop: Shop) -> None:
    uuid = ready(shop)
    seat(shop, uuid, "webex_calling")
    seat(shop, uuid, "webex_calling")
    field = "provisioningParameters.packages.limits"
    with refused(400, ("LIMIT_TOO_LOW", f"{field}.webex_calling: ")):
        limits = {"packages": {"limits": {"webex_calling": 1}}}
        shop.update(uuid, packages=CALLING, provisioningParameters=limits)
    with refused(400, ("NOT_OF_CUSTOMER", f"{field}.webex_suite: ")):
        limits = {"packages": {"limits": {"webex_suite": 1}}}
        shop.update(uuid, packages=CALLING, provisioningParameters=limits)
    limits = {"packages": {"limits": {"webex_calling": 2}}}
    shop.update(uuid, packages=CALLING, provisioningParameters=limits)
    assert shop.customer(uuid).packages[0].limit_n == 2
    assert shop.notes(uuid)[-1] == "Change accepted: limits."


@pytest.mark.rule("CAP-3")
def test_the_first_calling_package_needs_a_location(shop: Shop) -> None:
    uuid = ready(shop, packages=["webex_meetings"], provisioningParameters=None)
    wanted = ["webex_meetings", "webex_voice"]
    with refused(400, ("CALLING_REQUIRED", "provisioningParameters.calling.location: ")):
        shop.update(uuid, packages=wanted)
    shop.update(uuid, packages=wanted, provisioningParameters={"calling": {"location": PLACE}})
    assert shop.row("SELECT name FROM locations") == ("Headquarters",)
    shop.later(HOUR)
    # Later ones find it; another is not made by an update.
    other = {"calling": {"location": {**PLACE, "name": "Annex"}}}
    shop.update(uuid, packages=[*wanted, "webex_suite"], provisioningParameters=other)
    assert shop.row("SELECT count(*) FROM locations") == (1,)


def test_a_new_external_id(shop: Shop) -> None:
    uuid = ready(shop)
    shop.world.customer(1, "Twin", external_id="NC-2")
    with refused(409, ("EXTERNAL_ID_TAKEN", "externalId: ")):
        shop.update(uuid, packages=CALLING, externalId="NC-2")
    shop.update(uuid, packages=CALLING, externalId="NC-1")
    shop.later(HOUR)
    shop.update(uuid, packages=CALLING, externalId=" Ä-7 ")
    found = shop.row("SELECT external_id, external_key FROM customers WHERE uuid = ?", uuid)
    assert found == ("Ä-7", "a-7")


@pytest.mark.rule("RPL-1")
@pytest.mark.rule("RPL-3")
def test_a_new_billing_address_is_checked(shop: Shop) -> None:
    uuid = ready(shop)
    shop.deny(address_key="9 pier road|portland|us")
    shop.update(uuid, packages=CALLING, address=ADDRESS)
    shop.later(HOUR)
    assert shop.status(uuid) == "provisioned"
    shop.update(uuid, packages=["webex_calling", "webex_suite"], address=MOVED)
    assert shop.status(uuid) == "pending_rpl_review"
    assert shop.packages(uuid) == {"webex_calling": "provisioned", "webex_suite": "provisioning"}
    with refused(409, ("UNDER_REVIEW", "")):
        shop.update(uuid, packages=CALLING)
    shop.later(72 * HOUR)
    found = shop.customer(uuid)
    assert found.row.status == "error"
    assert shop.packages(uuid) == {"webex_calling": "provisioned", "webex_suite": "error"}
    # Whoever tries again meets the same check.
    shop.update(uuid, packages=["webex_calling", "webex_suite"])
    assert shop.status(uuid) == "pending_rpl_review"


def test_an_address_that_goes_back_ends_the_matter(shop: Shop) -> None:
    uuid = ready(shop)
    shop.deny(address_key="9 pier road|portland|us")
    shop.update(uuid, packages=["webex_calling", "webex_suite"], address=MOVED)
    shop.later(72 * HOUR)
    shop.update(uuid, packages=["webex_calling", "webex_suite"], address=ADDRESS)
    assert shop.status(uuid) == "updating"
    shop.later(HOUR)
    found = shop.customer(uuid)
    assert (found.row.status, found.row.errors) == ("provisioned", None)
    assert set(shop.packages(uuid).values()) == {"provisioned"}


@pytest.mark.rule("RPL-5")
def test_an_order_that_stopped_can_be_given_again(shop: Shop) -> None:
    shop.deny("acme dental")
    uuid = shop.order()
    shop.later(72 * HOUR)
    shop.world.connection.execute("DELETE FROM denied_parties")
    shop.update(uuid, packages=["webex_suite"])
    assert shop.status(uuid) == "provisioning"
    shop.later(HOUR)
    found = shop.customer(uuid)
    assert (found.row.status, found.row.errors) == ("provisioned", None)
    assert shop.packages(uuid) == {"webex_suite": "provisioned"}
    assert found.row.organization_active_ms == found.row.status_ms
    assert shop.row("SELECT name FROM locations") == ("Headquarters",)
    created = shop.row("SELECT created_packages FROM customers")
    assert created == (mask(["webex_suite"]),)


@pytest.mark.rule("PRV-9")
def test_a_package_in_error_begins_again(shop: Shop) -> None:
    problem = {"errors": [{"errorCode": 90201, "description": "No site name is free."}]}
    customer = shop.world.customer(
        1,
        "Brook & Co",
        packages=["webex_calling", "webex_suite"],
        steps=[(NOW - 9, "provisioning"), (NOW - 1, "provisioned_with_errors", problem)],
        package_steps={"webex_suite": [(NOW - 1, "error", problem)]},
    )
    (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
    shop.update(uuid, packages=["webex_calling", "webex_suite"])
    assert shop.status(uuid) == "updating"
    shop.later(HOUR)
    found = shop.customer(uuid)
    assert (found.row.status, found.row.errors) == ("provisioned", None)
    assert [p.errors for p in found.packages] == [None, None]


@pytest.mark.rule("CAP-5")
def test_billing_start_moves_only_before_billing(shop: Shop) -> None:
    uuid = ready(shop)
    with refused(400, ("BILLING_BEGAN", "billingStartDate: ")):
        shop.update(uuid, packages=CALLING, billingStartDate="2026-08-24")
    later = ready(shop, externalId="NC-2", billingStartDate="2026-08-24")
    shop.update(later, packages=CALLING, billingStartDate="2026-08-30")
    start = shop.customer(later).row.billing_start_ms
    assert start is not None
    assert start % DAY == 0
    shop.later(60 * DAY)
    with refused(400, ("BILLING_BEGAN", ""), ("BAD_BILLING_START", "")):
        shop.update(later, packages=CALLING, billingStartDate="2026-08-31")


def test_one_change_at_a_time(shop: Shop) -> None:
    uuid = shop.order()
    with refused(409, ("IN_PROGRESS", "")):
        shop.update(uuid, packages=CALLING)
    shop.later(HOUR)
    shop.update(uuid, packages=["webex_suite"])
    with refused(409, ("IN_PROGRESS", "")):
        shop.update(uuid, packages=CALLING)
    shop.later(HOUR)
    shop.remove(uuid)
    with refused(409, ("IN_PROGRESS", "")):
        shop.update(uuid, packages=CALLING)
    shop.later(HOUR)
    with refused(404, ("NO_CUSTOMER", "")):
        shop.update(uuid, packages=CALLING)


@pytest.mark.rule("SUB-11")
def test_customers_of_who_is_suspended_stay_as_they_are(shop: Shop) -> None:
    customer = shop.world.customer(3, "Lake View")
    (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
    for partner in (1, 3):
        with refused(403, ("SUSPENDED", "")):
            shop.update(uuid, partner=partner, packages=CALLING)


@pytest.mark.rule("SUB-3")
def test_nobody_updates_a_neighbours_customer(shop: Shop) -> None:
    customer = shop.world.customer(3, "Lake View")
    (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
    for partner in (2, 4):
        with refused(404, ("NO_CUSTOMER", "")):
            shop.update(uuid, partner=partner, packages=CALLING)


def test_an_update_at_once(shop: Shop) -> None:
    shop.pace("instant")
    uuid = shop.order()
    shop.update(uuid, packages=["webex_suite"])
    assert shop.status(uuid) == "provisioned"
    assert shop.packages(uuid) == {"webex_suite": "provisioned"}
    (kept,) = shop.row("SELECT calling FROM customers")
    assert json.loads(kept)["location"]["name"] == "Headquarters"
