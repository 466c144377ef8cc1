"""Branding, prices and Setup Assist as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import branding as branding_rules
from data.emulation.rules import ids, packages, prices, setup_assist, skus
from data.emulation.rules.times import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.http.rendering import Object
    from data.emulation.services.branding import Branding
    from data.emulation.services.price_lists import PriceList
    from data.emulation.services.setup_assist import Request
    from data.emulation.store.partners import PartnerRow


def branding(found: Branding) -> Object:
    """A branding, also where nothing was set yet (BRD-1)."""
    content = found.content
    body: Object = {
        "kind": found.kind,
        "recommended": branding_rules.recommended(found.kind),
        **{name: content.get(name, "") for name in ("companyName", "logo", "supportUrl")},
        **{mode: _colours(content.get(mode, {})) for mode in branding_rules.MODES},
        "owner": _owner(found.owner),
    }
    return body if found.changed_ms is None else body | {"changed": iso(found.changed_ms)}


def price_list(found: PriceList) -> Object:
    """A price list; packages without a price are not on it (PKG-15)."""
    return {
        "currency": skus.CURRENCY,
        "prices": [
            {
                "package": packages.NAMES[row.package],
                "price": prices.amount(row.cents),
                "changed": iso(row.changed_ms),
            }
            for row in found.rows
        ],
        "owner": _owner(found.owner),
    }


def purchase_order(partner: PartnerRow, without: Sequence[str]) -> Object:
    """The one order of a partner: a line for all that it ordered (BIL-1, PKG-16, SUA-1).

    Args:
        partner: whose.
        without: names of what it did not order.
    """
    assist = {} if skus.SETUP_ASSIST in without else skus.assist()
    return {
        "number": f"PO-{partner.uuid.hex()[:8].upper()}",
        "currency": skus.CURRENCY,
        "placed": iso(partner.created_ms),
        "packages": [
            _line(packages.NAMES[code], line)
            for code, line in sorted(skus.skus().items())
            if packages.NAMES[code] not in without
        ],
        "services": [
            _line(f"{skus.SETUP_ASSIST}_{kind}", line) | {"basis": line.basis}
            for kind, line in assist.items()
        ],
        "without": list(without),
    }


def assist(found: Request) -> Object:
    """A request for Setup Assist, with all that its form asks for (SUA-8)."""
    row, customer = found.row, found.customer
    kind = setup_assist.kind_of(row.sku)
    each = row.cents // row.seats if kind == setup_assist.STANDARD else row.cents
    return {
        "id": ids.uuid_text(row.uuid),
        "partnerOrgId": ids.encode(ids.ORGANIZATION, found.owner.uuid),
        "customerId": ids.encode(ids.CUSTOMER, customer.uuid),
        "orgId": ids.encode(ids.ORGANIZATION, customer.organization_uuid),
        "activeSubscription": True,
        "subscriptionId": found.owner.subscription_id,
        "locations": found.locations,
        "locationId": ids.encode(ids.LOCATION, row.location_uuid),
        "locationName": row.location_name,
        "kind": kind,
        "sku": row.sku,
        "seats": row.seats,
        "currency": skus.CURRENCY,
        "unitPrice": prices.amount(each),
        "totalPrice": prices.amount(row.cents),
        "onboardingEndDate": setup_assist.iso_day(row.onboarding_day),
        "contactName": row.contact_name,
        "contactEmail": row.contact_email,
        "created": iso(row.created_ms),
        "requestedBy": row.requested_by,
    }


def _line(name: str, line: skus.Sku) -> Object:
    return {
        "name": name,
        "sku": line.sku,
        "description": line.description,
        "transferPrice": line.price,
    }


def _colours(given: dict[str, str]) -> Object:
    return {role: given.get(role, "") for role in branding_rules.ROLES}


def _owner(row: PartnerRow) -> Object:
    return {"orgId": ids.encode(ids.ORGANIZATION, row.uuid), "name": row.name}
