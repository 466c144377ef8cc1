"""The partner's one purchase order: what it may sell, and for how much (BIL-1, PKG-16)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.http.openapi import document
from data.emulation.http.operations import OPERATIONS
from data.emulation.rules.packages import NAMES
from data.emulation.rules.skus import skus
from data.models.purchase_orders import PurchaseOrder
from tests.data.emulation.http.asking import ask, customer_id, org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened
from tests.data.emulation.http.probing import READS, first_ids, probe
from tests.data.emulation.http.samples import location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.conftest import Site

PATH = "/hub/v1/purchaseOrder"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


@pytest.mark.rule("PKG-16")
def test_each_package_has_one_transfer_price_on_the_partners_one_order(site: Site) -> None:
    body = site.get(PATH).json
    order = PurchaseOrder.model_validate(body)
    assert [line.name for line in order.packages] == [NAMES[code] for code in sorted(NAMES)]
    prices = {line.sku: line.transfer_price for line in order.packages}
    assert prices == {line.sku: line.price for line in skus().values()}
    assert all(Decimal(price) > 0 for price in prices.values())
    assert set(body["packages"][0]) == {"name", "sku", "description", "transferPrice"}
    # Fixed: whatever customer, provider or day it is asked about, it is the same order.
    for query in (
        f"customerId={customer_id(site.world, 1)}",
        f"orgId={org_id(site.world, 2)}",
        f"onBehalfOfSubPartnerOrgId={org_id(site.world, 2)}",
        "max=1",
    ):
        assert site.get(f"{PATH}?{query}").json == body


@pytest.mark.rule("BIL-1")
@pytest.mark.rule("PKG-16")
def test_each_partner_has_its_own_order_and_a_sub_partner_none(site: Site) -> None:
    mine, another = site.get(PATH).json, site.get(PATH, 4).json
    assert mine["number"] != another["number"]
    assert (mine["currency"], mine["packages"]) == (another["currency"], another["packages"])
    for sub_partner in (2, 3):
        assert site.get(PATH, sub_partner).status == 403


@pytest.mark.rule("PKG-16")
def test_no_other_answer_has_a_transfer_price(site: Site) -> None:
    told = {
        operation.path: probe(
            site, operation, site.tokens[1], first_ids(site.world), query="?since=0&owner=all"
        ).body.decode()
        for operation in READS
        if not operation.anonymous
    }
    assert {path for path, text in told.items() if "ransferPrice" in text} == {PATH}
    schemas = document(OPERATIONS)["components"]["schemas"]
    assert {name for name, schema in schemas.items() if "transferPrice" in str(schema)} == {
        "OrderedPackage",
        "OrderedService",
    }


def order(hub: Hub, packages: list[str], path: str = "", query: str = "") -> Any:
    template = hub.get("/templates?owner=all")["items"]
    mine = [one for one in template if one["owner"]["orgId"] == org_id(hub.world, 1)]
    body = {
        "provisioningId": mine[0]["provisioningId"],
        "packages": packages,
        "externalId": "PO-1",
        "address": {"addressLine1": "1 Pine St", "city": "Salem", "country": "US"}
        | {"stateOrProvince": "OR", "zipOrPostalCode": "97301"},
        "customerInfo": {"name": "Ordered Ltd", "primaryEmail": "office@ordered.example"},
        "provisioningParameters": location(),
    }
    url = f"/v1/wholesale/customers{path}{query}"
    return ask(hub.site.platform.app, url, hub.site.tokens[1], method="POST", body=body)


@pytest.mark.rule("BIL-1")
def test_only_what_stands_on_the_one_order_is_sold(hub: Hub) -> None:
    whole = hub.get("/purchaseOrder")
    reply = hub.send("PUT /purchaseOrder", {"without": ["webex_suite", "customer_assist"]})
    less = reply.json
    assert less == hub.get("/purchaseOrder")
    # It is still the one that was placed, at the agreed prices.
    assert {name: less[name] for name in ("number", "placed")} == {
        name: whole[name] for name in ("number", "placed")
    }
    assert less["without"] == ["webex_suite", "cx_essentials"]
    assert less["packages"] == [
        line for line in whole["packages"] if line["name"] not in less["without"]
    ]
    for path in ("", "/validate"):
        reply = order(hub, ["webex_calling", "webex_suite"], path)
        assert (fields(reply), codes(reply)) == (["packages"], [49004])
    assert order(hub, ["webex_calling"]).status == 202


@pytest.mark.rule("BIL-1")
def test_a_customer_keeps_what_it_has_and_gets_nothing_new(hub: Hub) -> None:
    hub.send("PUT /purchaseOrder", {"without": ["webex_suite", "webex_meetings"]})
    customer = hub.world.customer(2, "Has Suite", packages=["webex_suite"])
    url = f"/v1/wholesale/customers/{customer_id(hub.world, customer)}"
    app, token = hub.site.platform.app, hub.site.tokens[2]
    # A sub-partner sells what stands on its partner's order.
    body = {"packages": ["webex_suite", "webex_meetings"], "provisioningParameters": location()}
    reply = ask(app, url, token, method="PUT", body=body)
    assert (fields(reply), codes(reply)) == (["packages"], [49004])
    assert b"webex_suite" not in reply.body
    body["packages"] = ["webex_suite", "webex_calling"]
    assert ask(app, url, token, method="PUT", body=body).status == 202
    # Another partner's order is another one.
    assert hub.get("/purchaseOrder", partner=4)["without"] == []


@pytest.mark.rule("SUA-1")
def test_setup_assist_is_a_line_of_its_own(hub: Hub) -> None:
    whole = PurchaseOrder.model_validate(hub.get("/purchaseOrder"))
    assert [(line.name, line.basis) for line in whole.services] == [
        ("setup_assist_express", "flat"),
        ("setup_assist_standard", "user"),
    ]
    less = hub.send("PUT /purchaseOrder", {"without": ["setup_assist"]}).json
    assert less["services"] == []
    assert hub.send("PUT /purchaseOrder", {"without": []}).json["services"] != []


def test_what_is_wrong_with_a_change_of_the_order(hub: Hub) -> None:
    reply = hub.send("PUT /purchaseOrder", {"without": ["webex_suite", "fax", ""]})
    assert fields(reply) == ["without[1]", "without[2]"]
    for body in ({}, {"without": "webex_suite"}, {"without": None}):
        assert fields(hub.send("PUT /purchaseOrder", body)) == ["without"]
    assert hub.get("/purchaseOrder")["without"] == []
