"""Prechecks of customers: they say what an order would be refused with, and change nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.emulation.http import bodies
from data.emulation.services import prechecks
from data.emulation.services.problems import Refusal
from data.models.requests import ProvisionCustomer
from tests.data.emulation.services.ordering import ADDRESS, HOUR, INFO, NOWHERE, Shop, refused


def precheck(
    shop: Shop, body: dict[str, Any], *, partner: int = 1, behalf: int | None = None
) -> None:
    """Ask; nothing may be written, not even by the way."""
    read, shape = bodies.read(ProvisionCustomer, json.dumps(body).encode())
    connection = shop.world.connection
    before = connection.total_changes
    connection.execute("PRAGMA query_only = ON")
    try:
        caller = shop.caller(partner)
        prechecks.precheck(connection, caller, shop.behalf(behalf), read, shape, shop.now)
    finally:
        connection.execute("PRAGMA query_only = OFF")
    assert connection.total_changes == before


SHORT: dict[str, Any] = {"address": ADDRESS, "customerInfo": {"primaryEmail": "a@b.example"}}


@pytest.mark.rule("PRE-1")
@pytest.mark.rule("PRE-2")
def test_both_forms_pass(shop: Shop) -> None:
    precheck(shop, SHORT)
    precheck(shop, shop.body())
    precheck(shop, shop.body(2), behalf=2)
    precheck(shop, shop.body(orgId=shop.outsider(), customerInfo=None))


@pytest.mark.rule("PRE-1")
def test_the_first_contact_is_no_account_of_a_partners(shop: Shop) -> None:
    info = {**INFO, "primaryEmail": "S4@example.com"}
    for body in (shop.body(customerInfo=info), {**SHORT, "customerInfo": info}):
        with refused(409, ("EMAIL_IN_USE", "customerInfo.primaryEmail: ")):
            precheck(shop, body)
    with refused(409, ("EMAIL_IN_USE", "customerInfo.primaryEmail: ")):
        shop.order(shop.body(customerInfo=info))


@pytest.mark.rule("PRE-2")
def test_the_short_form_asks_for_both(shop: Shop) -> None:
    missing = ("addressLine1", "city", "country")
    fields = [*(f"address.{name}: " for name in missing), "customerInfo.primaryEmail: "]
    with refused(400, *(("MISSING_FIELD", field) for field in fields)):
        precheck(shop, {})
    with refused(400, ("BAD_TYPE", "address: "), ("BAD_EMAIL", "customerInfo.primaryEmail: ")):
        precheck(shop, {"address": 1, "customerInfo": {"primaryEmail": "x"}})
    with refused(400, ("ZIP_REQUIRED", "address.zipOrPostalCode: ")):
        precheck(shop, {**SHORT, "address": {**ADDRESS, "zipOrPostalCode": ""}})


@pytest.mark.rule("PRE-2")
def test_the_short_form_checks_a_name_too(shop: Shop) -> None:
    with refused(400, ("BAD_NAME", "customerInfo.name: ")):
        precheck(shop, {**SHORT, "customerInfo": {**INFO, "name": "100 %"}})


@pytest.mark.rule("PRE-1")
def test_an_email_in_use_is_found_in_both(shop: Shop) -> None:
    other = shop.world.customer(4, "Stranger")
    shop.world.subscriber(other, email="office@acme.example")
    for body in ({**SHORT, "customerInfo": INFO}, shop.body()):
        with refused(409, ("EMAIL_IN_USE", "customerInfo.primaryEmail: ")):
            precheck(shop, body)


@pytest.mark.rule("PRE-2")
@pytest.mark.parametrize(
    "more",
    [
        {"externalId": "NC-5"},
        {"packages": ["webex_calling"]},
        {"provisioningId": "bm8="},
        {"orgId": NOWHERE},
        {"packages": 5},
        {"externalId": 5},
        {"provisioningParameters": {}},
        {"provisioningParameters": 5},
        {"billingStartDate": "2026-12-01"},
        {"subPartnerAdminEmail": "a@b.example"},
        {"customerInfo": {"primaryEmail": "a@b.example", "language": "fr_FR"}},
    ],
)
def test_anything_of_an_order_makes_it_the_whole_form(shop: Shop, more: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as found:
        precheck(shop, {**SHORT, **more})
    assert len(found.value.problems) > 2


@pytest.mark.rule("PRE-1")
def test_the_whole_form_finds_what_the_order_would(shop: Shop) -> None:
    taken = shop.outsider()
    shop.order(shop.body(orgId=taken, customerInfo=None))
    cases = [
        shop.body(externalId="NC-2", packages=["webex_fax"]),
        shop.body(),
        shop.body(externalId="NC-2", orgId=taken),
        shop.body(externalId="NC-2", orgId=shop.outsider("Trial", kind="trial")),
        shop.body(4),
    ]
    for body in cases:
        found = []
        for act in (precheck, order):
            with pytest.raises(Refusal) as refusal:
                act(shop, body)
            found.append((refusal.value.status, refusal.value.problems))
        assert found[0] == found[1]


def order(shop: Shop, body: dict[str, Any]) -> None:
    shop.order(body)


@pytest.mark.rule("PRE-1")
def test_an_external_id_is_free_once_its_customer_is_gone(shop: Shop) -> None:
    uuid = shop.order()
    shop.later(HOUR)
    shop.remove(uuid)
    with refused(409, ("EXTERNAL_ID_TAKEN", "externalId: ")):
        precheck(shop, shop.body())
    shop.later(HOUR)
    precheck(shop, shop.body())
    assert shop.row("SELECT status FROM customers") == ("deleting",)


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partner_hears_so(shop: Shop) -> None:
    with refused(403, ("SUSPENDED", "")):
        precheck(shop, SHORT, partner=3)


@pytest.mark.rule("RPL-1")
def test_the_list_is_asked_by_orders_only(shop: Shop) -> None:
    shop.deny("acme dental")
    precheck(shop, shop.body())
    assert shop.row("SELECT count(*) FROM decisions") == (0,)
