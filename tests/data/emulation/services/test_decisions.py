"""Deciding reviews and approvals, in the platform's place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids
from data.emulation.rules.times import LATEST
from data.emulation.services import decisions, onboarding
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.services.ordering import ADDRESS, HOUR, Shop, refused
from tests.data.emulation.services.test_attaching import attach, organization, rights
from tests.data.emulation.services.test_updating import ready, running, seat

if TYPE_CHECKING:
    from data.emulation.store.decisions import DecisionRow


def decide(
    shop: Shop, uuid: bytes, outcome: str, kind: str = "review", partner: int = 1
) -> DecisionRow:
    with shop.change(partner) as write:
        return decisions.decide(write, uuid, kind, outcome, [])


def listed(shop: Shop, *, pending: bool, partner: int = 1) -> list[tuple[str, str, str | None]]:
    """Customer, kind and outcome of what waits, or of all."""
    found = decisions.listed(shop.world.connection, shop.caller(partner), shop.now, pending=pending)
    return [(row.customer_name, row.kind, row.outcome) for row in found]


def held(shop: Shop, **more: Any) -> bytes:
    """A new customer in review."""
    shop.deny("acme dental")
    uuid = shop.order(shop.body(**more))
    assert shop.status(uuid) == "pending_rpl_review"
    return uuid


@pytest.mark.rule("RPL-4")
def test_approved_it_goes_on_by_itself(shop: Shop) -> None:
    uuid = held(shop, packages=["webex_calling", "webex_suite"])
    shop.later(HOUR)
    row = decide(shop, uuid, "approved")
    assert (row.outcome, row.decided_ms, row.opened_ms) == ("approved", shop.now, NOW + 1)
    assert shop.status(uuid) == "provisioning"
    shop.later(10_001)
    found = shop.customer(uuid)
    assert (found.row.status, set(shop.packages(uuid).values())) == ("provisioned", {"provisioned"})
    assert found.row.organization_active_ms == found.row.status_ms
    assert shop.notes(uuid)[-1] == "The review ended with approval; all packages are ready."
    assert shop.row("SELECT name FROM locations") == ("Headquarters",)
    # The deadline's error does not come any more.
    shop.later(80 * HOUR)
    assert shop.status(uuid) == "provisioned"


@pytest.mark.rule("RPL-5")
def test_refused_it_stops(shop: Shop) -> None:
    uuid = held(shop)
    decide(shop, uuid, "refused")
    found = shop.customer(uuid)
    assert (found.row.status, found.packages[0].status) == ("error", "error")
    assert json.loads(found.row.errors or "[]")[0]["errorCode"] == 90301
    assert found.row.organization_active_ms == LATEST
    shop.later(80 * HOUR)
    assert shop.status(uuid) == "error"


@pytest.mark.rule("RPL-5a")
def test_refused_it_stops_also_where_time_would_approve(shop: Shop) -> None:
    shop.world.insert("settings", key="review_outcome", value="approved")
    uuid = held(shop)
    decide(shop, uuid, "refused")
    shop.later(80 * HOUR)
    row = shop.customer(uuid).row
    assert (row.status, row.organization_active_ms) == ("error", LATEST)
    assert shop.row("SELECT count(*) FROM organization_rights") == (0,)


@pytest.mark.rule("RPL-5a")
@pytest.mark.parametrize("ending", ["refused", "removed"])
def test_an_approval_that_would_have_followed_is_never_asked(shop: Shop, ending: str) -> None:
    shop.world.insert("settings", key="review_outcome", value="approved")
    shop.deny("driftwood books")
    uuid = attach(shop, shop.outsider(domain_verified=1))
    if ending == "refused":
        decide(shop, uuid, "refused")
    else:
        shop.remove(uuid)
    shop.later(73 * HOUR)
    assert listed(shop, pending=False) == [("Driftwood Books", "review", "refused")]


@pytest.mark.rule("RPL-4")
def test_a_review_of_a_new_address(shop: Shop) -> None:
    uuid = ready(shop)
    shop.deny(address_key="9 pier road|portland|us")
    moved = {**ADDRESS, "addressLine1": "9 Pier Road"}
    shop.update(uuid, packages=["webex_suite"], address=moved)
    assert shop.packages(uuid) == {"webex_calling": "deleting", "webex_suite": "provisioning"}
    decide(shop, uuid, "approved")
    assert shop.status(uuid) == "updating"
    active = shop.customer(uuid).row.organization_active_ms
    shop.later(8_001)
    assert shop.status(uuid) == "provisioned"
    assert shop.packages(uuid) == {"webex_suite": "provisioned"}
    # The organization was there all the time.
    assert shop.customer(uuid).row.organization_active_ms == active < shop.now - 8_001


@pytest.mark.rule("RPL-5")
def test_a_refused_address_leaves_what_was_there(shop: Shop) -> None:
    uuid = ready(shop)
    user = seat(shop, uuid, "webex_calling")
    shop.deny(address_key="9 pier road|portland|us")
    moved = {**ADDRESS, "addressLine1": "9 Pier Road"}
    shop.update(uuid, packages=["webex_calling", "webex_suite"], address=moved)
    decide(shop, uuid, "refused")
    assert shop.status(uuid) == "error"
    assert shop.packages(uuid) == {"webex_calling": "provisioned", "webex_suite": "error"}
    assert running(shop) == [(4, user)]


@pytest.mark.rule("RPL-4")
def test_other_packages_after_a_refusal(shop: Shop) -> None:
    uuid = held(shop)
    decide(shop, uuid, "refused")
    shop.update(uuid, packages=["webex_suite"])
    assert shop.packages(uuid) == {"webex_calling": "deleting", "webex_suite": "provisioning"}
    decide(shop, uuid, "approved")
    assert shop.status(uuid) == "provisioning"
    shop.later(HOUR)
    assert shop.packages(uuid) == {"webex_suite": "provisioned"}
    # Nothing of it was there before, so its organization comes with it.
    row = shop.customer(uuid).row
    assert row.organization_active_ms == row.status_ms


@pytest.mark.rule("ATT-1")
def test_an_administrator_approves_earlier(shop: Shop) -> None:
    org_id = shop.outsider(domain_verified=1)
    uuid = attach(shop, org_id)
    decide(shop, uuid, "approved", "approval")
    ready_ms = shop.row("SELECT max(due_ms) FROM steps WHERE kind = 1")[0]
    assert ready_ms - shop.now <= 15_000
    shop.world.set_now(ready_ms)
    assert (shop.status(uuid), rights(shop, org_id)) == ("provisioned", [(1, "full")])


@pytest.mark.rule("ATT-1")
def test_an_administrator_refuses(shop: Shop) -> None:
    org_id = shop.outsider(domain_verified=1)
    uuid = attach(shop, org_id)
    user = seat(shop, uuid, "webex_calling")
    shop.later(1_000)
    decide(shop, uuid, "refused", "approval")
    found = shop.customer(uuid)
    assert (found.row.status, found.packages[0].status) == ("error", "error")
    assert json.loads(found.row.errors or "[]")[0]["errorCode"] == 90304
    assert shop.row("SELECT status FROM subscribers WHERE id = ?", user) == ("deleted",)
    shop.later(DAY)
    assert (shop.status(uuid), rights(shop, org_id)) == ("error", [])
    assert organization(shop, org_id)["kind"] == "none"
    # Nothing of ours is there, and it is closed to us.
    assert shop.row("SELECT count(*) FROM locations") == (0,)
    assert not shop.customer(uuid).row.is_open(shop.now)
    # Asked again, the administrator may think better of it.
    shop.update(uuid, packages=["webex_calling"])
    assert listed(shop, pending=True) == [("Driftwood Books", "approval", None)]
    shop.later(HOUR)
    assert (shop.status(uuid), rights(shop, org_id)) == ("provisioned", [(1, "full")])
    assert organization(shop, org_id)["kind"] == "wholesale"


@pytest.mark.rule("ATT-1")
def test_whether_an_administrator_has_to_answer_still(shop: Shop) -> None:
    def waits(uuid: bytes) -> bool:
        number = shop.customer(uuid).row.id
        return onboarding.waits_for_approval(shop.world.connection, number, shop.now)

    asked = attach(shop, shop.outsider(domain_verified=1))
    other = attach(shop, shop.outsider("Small Shop"), externalId="NC-2")
    assert (waits(asked), waits(other)) == (True, False)
    decide(shop, asked, "approved", "approval")
    assert not waits(asked)
    late = attach(shop, shop.outsider("Big Shop", domain_verified=1), externalId="NC-3")
    shop.later(60_000)
    assert not waits(late)


@pytest.mark.rule("RPL-4")
@pytest.mark.rule("ATT-1")
def test_an_approved_review_asks_the_administrator(shop: Shop) -> None:
    shop.deny("driftwood books")
    org_id = shop.outsider(domain_claimed=1)
    uuid = attach(shop, org_id)
    with refused(404, ("NO_DECISION", "No approval ")):
        decide(shop, uuid, "approved", "approval")
    decide(shop, uuid, "approved")
    assert listed(shop, pending=True) == [("Driftwood Books", "approval", None)]
    decide(shop, uuid, "approved", "approval")
    shop.later(HOUR)
    assert shop.status(uuid) == "provisioned"


def test_what_waits_and_what_came_of_it(shop: Shop) -> None:
    held(shop)
    org_id = shop.outsider(domain_verified=1)
    attach(shop, org_id, externalId="NC-2")
    waits = [("Driftwood Books", "approval", None), ("Acme Dental", "review", None)]
    assert listed(shop, pending=True) == waits
    assert listed(shop, pending=False) == waits
    shop.later(HOUR)
    assert listed(shop, pending=True) == waits[1:]
    assert listed(shop, pending=False)[0] == ("Driftwood Books", "approval", "approved")
    shop.later(72 * HOUR)
    assert listed(shop, pending=True) == []
    assert listed(shop, pending=False)[1] == ("Acme Dental", "review", "refused")


@pytest.mark.rule("SUB-3")
def test_only_ones_own(shop: Shop) -> None:
    shop.deny("acme dental")
    uuid = shop.order(shop.body(2), behalf=2)
    assert [bool(listed(shop, pending=True, partner=n)) for n in (1, 2, 3, 4)] == [
        True,
        True,
        False,
        False,
    ]
    for partner in (3, 4):
        with refused(404, ("NO_CUSTOMER", "")):
            decide(shop, uuid, "approved", partner=partner)
    decide(shop, uuid, "approved", partner=2)


def test_nothing_waits_twice_or_late(shop: Shop) -> None:
    uuid = held(shop)
    decide(shop, uuid, "approved")
    for kind in ("review", "approval"):
        with refused(404, ("NO_DECISION", f"No {kind} ")):
            decide(shop, uuid, "refused", kind)
    other = held(shop, externalId="NC-2")
    shop.later(72 * HOUR)
    with refused(404, ("NO_DECISION", "")):
        decide(shop, other, "approved")


def test_a_review_without_a_row_can_be_decided(shop: Shop) -> None:
    customer = shop.world.customer(
        1,
        "Older GmbH",
        packages={"webex_calling": "provisioning"},
        steps=[(NOW, "pending_rpl_review"), (NOW + DAY, "error")],
        active_ms=LATEST,
    )
    (uuid,) = shop.row("SELECT uuid FROM customers WHERE id = ?", customer)
    decide(shop, uuid, "approved")
    shop.later(HOUR)
    assert shop.status(uuid) == "provisioned"


def test_what_a_decision_needs(shop: Shop) -> None:
    uuid = held(shop)
    with refused(400, ("BAD_CHOICE", "kind: "), ("BAD_CHOICE", "outcome: ")):
        decide(shop, uuid, "perhaps", "wish")
    with refused(400, ("MISSING_FIELD", "kind: "), ("MISSING_FIELD", "outcome: ")):
        decide(shop, uuid, "", "")
    with refused(404, ("NO_CUSTOMER", "")):
        decide(shop, ids.uuid_bytes("0" * 32) or b"", "approved")
