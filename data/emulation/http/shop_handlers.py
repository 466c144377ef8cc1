"""Branding, prices and Setup Assist: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import shop_rendering as rendering
from data.emulation.http.answers import Answer
from data.emulation.rules import ids
from data.emulation.services import branding, price_lists, purchase_orders, setup_assist
from data.emulation.services.acting import BEHALF, owner_for
from data.models.branding import BrandingInput
from data.models.prices import PriceListInput
from data.models.purchase_orders import PurchaseOrderInput
from data.models.setup_assist import SetupAssistInput

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.partners import PartnerRow

CREATED = 201


def get_branding(call: Call) -> Answer:
    """GET /hub/v1/branding: one's own, or a sub-partner's that is named (BRD-1, SUB-2)."""
    return Answer(rendering.branding(branding.of_owner(call.connection, _owner(call))))


def change_branding(call: Call) -> Answer:
    """PUT /hub/v1/branding: what is named changes; it is advanced then (BRD-1)."""
    wanted, wrong = bodies.read(BrandingInput, call.content)
    return Answer(rendering.branding(branding.change(call.write, _owner(call), wanted, wrong)))


def get_prices(call: Call) -> Answer:
    """GET /hub/v1/priceList: what somebody asks of its customers (PKG-15, SUB-2)."""
    return Answer(rendering.price_list(price_lists.of_owner(call.connection, _owner(call))))


def change_prices(call: Call) -> Answer:
    """PUT /hub/v1/priceList: the whole list (PKG-15)."""
    wanted, wrong = bodies.read(PriceListInput, call.content)
    found = price_lists.change(call.write, _owner(call), wanted, wrong)
    return Answer(rendering.price_list(found))


def get_purchase_order(call: Call) -> Answer:
    """GET /hub/v1/purchaseOrder: what the partner may sell, and pays for it (BIL-1, PKG-16)."""
    partner = call.caller.partner
    lacking = purchase_orders.without(call.connection, partner.root_id)
    return Answer(rendering.purchase_order(partner, lacking))


def change_purchase_order(call: Call) -> Answer:
    """PUT /hub/v1/purchaseOrder: what it does not have."""
    wanted, wrong = bodies.read(PurchaseOrderInput, call.content)
    purchase_orders.change(call.write, call.caller.partner.root_id, wanted, wrong)
    return get_purchase_order(call)


def list_assist(call: Call) -> Answer:
    """GET /hub/v1/customers/{customerId}/setupAssist."""
    found = setup_assist.listed(call.connection, call.caller, _customer(call), call.now)
    return Answer({"items": list(map(rendering.assist, found))})


def request_assist(call: Call) -> Answer:
    """POST /hub/v1/customers/{customerId}/setupAssist (SUA-1 to SUA-3, SUA-8)."""
    wanted, wrong = bodies.read(SetupAssistInput, call.content)
    made = setup_assist.create(call.write, _customer(call), wanted, wrong)
    return Answer(rendering.assist(made), CREATED)


def _customer(call: Call) -> bytes | None:
    return ids.decode(ids.CUSTOMER, call.path["customerId"])


def _owner(call: Call) -> PartnerRow:
    return owner_for(call.connection, call.caller, call.query.text(BEHALF))
