"""Branding, prices and Setup Assist: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import shop_rendering as rendering
from data.emulation.http.answers import Answer
from data.emulation.services import branding, price_lists
from data.emulation.services.acting import BEHALF, owner_for
from data.models.branding import BrandingInput
from data.models.prices import PriceListInput

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.partners import PartnerRow


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


def _owner(call: Call) -> PartnerRow:
    return owner_for(call.connection, call.caller, call.query.text(BEHALF))
