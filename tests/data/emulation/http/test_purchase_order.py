"""The partner's one purchase order (PKG-16)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from data.emulation.http.openapi import document
from data.emulation.http.operations import OPERATIONS
from data.emulation.rules.packages import NAMES
from data.emulation.rules.skus import skus
from data.models.purchase_orders import PurchaseOrder
from tests.data.emulation.http.asking import customer_id, org_id
from tests.data.emulation.http.probing import READS, first_ids, probe

if TYPE_CHECKING:
    from tests.data.emulation.http.conftest import Site

pytestmark = pytest.mark.rule("PKG-16")
PATH = "/hub/v1/purchaseOrder"


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


def test_each_partner_has_its_own_order_and_a_sub_partner_none(site: Site) -> None:
    mine, another = site.get(PATH).json, site.get(PATH, 4).json
    assert mine["number"] != another["number"]
    assert (mine["currency"], mine["packages"]) == (another["currency"], another["packages"])
    for sub_partner in (2, 3):
        assert site.get(PATH, sub_partner).status == 403


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
        "OrderedPackage"
    }
