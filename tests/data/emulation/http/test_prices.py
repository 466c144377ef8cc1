"""What partners ask of their customers: each its own, the platform nothing (PKG-15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules.times import HOUR
from data.models.prices import PriceList
from tests.data.emulation.http.asking import org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.rule("PKG-15")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


def put(hub: Hub, prices: dict[str, str], query: str = "", partner: int = 1) -> Any:
    lines = [{"package": package, "price": price} for package, price in prices.items()]
    reply = hub.send(f"PUT /priceList{query}", {"prices": lines}, partner=partner)
    assert reply.status == 200, reply.body
    return reply.json


def told(body: Any) -> dict[str, str]:
    return {line.package: line.price for line in PriceList.model_validate(body).prices}


def test_a_partner_sets_its_prices_and_the_platform_none(hub: Hub) -> None:
    assert [told(hub.get("/priceList", partner=n)) for n in (1, 2, 4)] == [{}, {}, {}]
    made = put(hub, {"webex_suite": "24", "webex_calling": " 15.5 "})
    assert told(made) == {"webex_calling": "15.50", "webex_suite": "24.00"}
    assert made == hub.get("/priceList")
    assert [line["package"] for line in made["prices"]] == ["webex_calling", "webex_suite"]
    # Two sellers of the same package ask what they like.
    put(hub, {"webex_suite": "0"}, partner=4)
    assert told(hub.get("/priceList", partner=4)) == {"webex_suite": "0.00"}
    assert hub.get("/priceList") == made


def test_a_list_replaces_the_one_before(hub: Hub) -> None:
    first = put(hub, {"webex_suite": "24", "webex_calling": "15"})
    hub.send("PUT /clock", {"mode": "frozen", "forward": HOUR})
    second = put(hub, {"webex_suite": "24.00", "webex_meetings": "9.99"})
    assert told(second) == {"webex_suite": "24.00", "webex_meetings": "9.99"}
    since = {line["package"]: line["changed"] for line in second["prices"]}
    # What costs the same costs so since then.
    assert since["webex_suite"] == first["prices"][1]["changed"] < since["webex_meetings"]
    assert told(put(hub, {})) == {}
    # Other names that are accepted mean the same package (PKG-2).
    assert told(put(hub, {"customer_assist": "30"})) == {"cx_essentials": "30.00"}


def test_all_that_is_wrong_is_said_at_once_and_nothing_changes(hub: Hub) -> None:
    before = put(hub, {"webex_suite": "24"})
    lines: list[Any] = [
        {"package": "webex_calling", "price": "12.345"},
        {"package": "webex_fax", "price": "-1"},
        {"price": "1"},
        {"package": "webex_meetings"},
        {"package": "cx_essentials", "price": "1"},
        {"package": "customer_assist", "price": "2"},
    ]
    reply = hub.send("PUT /priceList", {"prices": lines})
    assert fields(reply) == [
        "prices[0].price",
        "prices[1].package",
        "prices[1].price",
        "prices[2].package",
        "prices[3].price",
        "prices[5].package",
    ]
    assert set(codes(reply)) == {49003, 41001, 41002, 40013}
    for body in ({}, {"prices": "24"}, {"prices": [{"package": "webex_suite", "price": 24}]}):
        assert hub.send("PUT /priceList", body).status == 400
    assert hub.get("/priceList") == before


@pytest.mark.rule("SUB-2")
@pytest.mark.rule("SUB-3")
def test_a_sub_partner_has_its_own_list(hub: Hub) -> None:
    put(hub, {"webex_suite": "24"})
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(hub.world, 2)}"
    made = put(hub, {"webex_suite": "31"}, behalf)
    assert hub.get("/priceList", partner=2) == made == hub.get(f"/priceList{behalf}")
    assert told(hub.get("/priceList")) == {"webex_suite": "24.00"}
    for other in (1, 3, 4):
        behalf = f"?onBehalfOfSubPartnerOrgId={org_id(hub.world, other)}"
        assert hub.send(f"GET /priceList{behalf}", partner=2).status == 404
