"""Branding, prices, the purchase order and Setup Assist: the emulation's only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.customer_actions import behalf
from data.client.hub_only import HubOnly
from data.client.resources import segment
from data.models.base import items_of
from data.models.branding import Branding
from data.models.prices import PriceList
from data.models.purchase_orders import PurchaseOrder
from data.models.setup_assist import SetupAssistRequest
from data.text import _

if TYPE_CHECKING:
    from data.models.branding import BrandingInput
    from data.models.prices import PriceListInput
    from data.models.purchase_orders import PurchaseOrderInput
    from data.models.setup_assist import SetupAssistInput


class BrandingCalls(HubOnly):
    """What customers see of a partner (BRD-1)."""

    async def get(self, *, on_behalf_of: str | None = None) -> Branding:
        """The branding; its `kind` is none where nothing was set yet.

        Args:
            on_behalf_of: a provider's organization, whose is meant (SUB-2).
        """
        await self._need()
        url = self._caller.hub("/branding", behalf(on_behalf_of))
        return (await self._caller.fetch("branding.get", url, Branding)).value

    async def update(self, body: BrandingInput, *, on_behalf_of: str | None = None) -> Branding:
        """Change what the body names; it is advanced from then on."""
        await self._need()
        url = self._caller.hub("/branding", behalf(on_behalf_of))
        return (await self._caller.send("branding.update", "PUT", url, Branding, body)).value

    async def _need(self) -> None:
        await self._require(_("branding"))


class Prices(HubOnly):
    """What a partner asks of its customers (PKG-15), and what it pays itself (PKG-16)."""

    async def get(self, *, on_behalf_of: str | None = None) -> PriceList:
        """The price list; empty until something is set.

        Args:
            on_behalf_of: a provider's organization, whose is meant (SUB-2).
        """
        await self._need()
        url = self._caller.hub("/priceList", behalf(on_behalf_of))
        return (await self._caller.fetch("prices.get", url, PriceList)).value

    async def replace(self, body: PriceListInput, *, on_behalf_of: str | None = None) -> PriceList:
        """Set the whole list; a package that is not on it has no price from then on."""
        await self._need()
        url = self._caller.hub("/priceList", behalf(on_behalf_of))
        return (await self._caller.send("prices.replace", "PUT", url, PriceList, body)).value

    async def purchase_order(self) -> PurchaseOrder:
        """The partner's one order (BIL-1).

        Raises:
            Forbidden: a sub-partner has none.
        """
        await self._need()
        url = self._caller.hub("/purchaseOrder")
        return (await self._caller.fetch("purchase_order.get", url, PurchaseOrder)).value

    async def update_purchase_order(self, body: PurchaseOrderInput) -> PurchaseOrder:
        """Set what the order does not have."""
        await self._need()
        name, url = "purchase_order.update", self._caller.hub("/purchaseOrder")
        return (await self._caller.send(name, "PUT", url, PurchaseOrder, body)).value

    async def _need(self) -> None:
        await self._require(_("prices and the purchase order"))


class SetupAssist(HubOnly):
    """Onboarding by the platform's people, for a location of a customer (SUA)."""

    async def list(self, customer_id: str) -> tuple[SetupAssistRequest, ...]:
        """The requests for a customer, newest first."""
        await self._need()
        url, model = self._one(customer_id), items_of(SetupAssistRequest)
        return (await self._caller.fetch("setup_assist.list", url, model)).value.items

    async def request(self, customer_id: str, body: SetupAssistInput) -> SetupAssistRequest:
        """Request it; which kind, the seats of the location say (SUA-2).

        It is sent once. Where `sent` of an error is True, look at the list before it is repeated.

        Raises:
            Conflict: it was requested for this location already, or nobody sits there yet.
        """
        await self._need()
        name, url = "setup_assist.request", self._one(customer_id)
        return (await self._caller.send(name, "POST", url, SetupAssistRequest, body)).value

    def _one(self, customer_id: str) -> str:
        return self._caller.hub(f"/customers/{segment(customer_id)}/setupAssist")

    async def _need(self) -> None:
        await self._require(_("Setup Assist"))
