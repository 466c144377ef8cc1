"""Branding, prices and Setup Assist through the client, over the emulation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from data.client import errors
from data.models.branding import BrandingInput, ColoursInput
from data.models.prices import PriceListInput, RetailPriceInput
from data.models.purchase_orders import PurchaseOrderInput
from data.models.setup_assist import SetupAssistInput
from tests.data.client.support import LIVE, client

if TYPE_CHECKING:
    import httpx

    from data.client import HubClient
    from tests.data.client.emulated import Emulation


@pytest.fixture
def emulation(fresh: Emulation) -> Emulation:
    """One for each test, since all of them write."""
    return fresh


async def test_a_branding_is_changed_in_part(hub: HubClient) -> None:
    body = BrandingInput(company_name="North", light=ColoursInput(button="#abcdef"))
    made = await hub.branding.update(body)
    assert (made.kind, made.light.button) == ("advanced", "#ABCDEF")
    again = await hub.branding.update(BrandingInput(support_url="https://help.example"))
    assert (again.company_name, again.light) == ("North", made.light)
    assert again == await hub.branding.get()
    (provider, *_) = await hub.providers()
    theirs = await hub.branding.update(body, on_behalf_of=provider.org_id)
    assert theirs == await hub.branding.get(on_behalf_of=provider.org_id)
    with pytest.raises(errors.Invalid):
        await hub.branding.update(BrandingInput(logo="nowhere"))


async def test_a_price_list_is_replaced(hub: HubClient) -> None:
    lines = (RetailPriceInput(package="webex_suite", price="24.5"),)
    made = await hub.prices.replace(PriceListInput(prices=lines))
    assert [(one.package, one.price) for one in made.prices] == [("webex_suite", "24.50")]
    assert made == await hub.prices.get()
    assert (await hub.prices.replace(PriceListInput(prices=()))).prices == ()
    order = await hub.prices.purchase_order()
    assert order.placed is not None
    less = await hub.prices.update_purchase_order(PurchaseOrderInput(without=("webex_suite",)))
    assert len(less.packages) == len(order.packages) - 1
    assert less == await hub.prices.purchase_order()


async def test_setup_assist_is_requested_once(hub: HubClient) -> None:
    end = (await hub.clock()).now + timedelta(days=30)
    for row in await hub.customers.pages().all():
        if row.status != "provisioned" or not row.org_id:
            continue
        if await hub.setup_assist.list(row.id):
            continue
        for place in await hub.locations.list(row.org_id):
            body = SetupAssistInput(
                location_id=place.id,
                onboarding_end_date=end.date().isoformat(),
                contact_name="Ann Able",
                contact_email="ann@north.example",
            )
            try:
                made = await hub.setup_assist.request(row.id, body)
            except errors.Conflict:
                continue
            assert made.kind == ("express" if made.seats <= 5 else "standard")
            assert await hub.setup_assist.list(row.id) == (made,)
            with pytest.raises(errors.Conflict):
                await hub.setup_assist.request(row.id, body)
            return
    pytest.fail("no location has seats")


async def test_the_live_platform_offers_none_of_it() -> None:
    def nothing(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    async with client(nothing, base=LIVE) as hub:
        for call in (
            hub.branding.get(),
            hub.prices.get(),
            hub.prices.purchase_order(),
            hub.setup_assist.list("C1"),
        ):
            with pytest.raises(errors.NotOffered):
                await call
