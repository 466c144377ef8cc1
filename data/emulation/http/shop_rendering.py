"""Branding, prices and Setup Assist as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import branding as branding_rules
from data.emulation.rules import ids, packages, prices, skus
from data.emulation.rules.times import iso

if TYPE_CHECKING:
    from data.emulation.http.rendering import Object
    from data.emulation.services.branding import Branding
    from data.emulation.services.price_lists import PriceList
    from data.emulation.store.partners import PartnerRow


def branding(found: Branding) -> Object:
    """A branding, also where nothing was set yet (BRD-1)."""
    content = found.content
    return {
        "kind": found.kind,
        "recommended": branding_rules.recommended(found.kind),
        **{name: content.get(name, "") for name in ("companyName", "logo", "supportUrl")},
        **{mode: _colours(content.get(mode, {})) for mode in branding_rules.MODES},
        "changed": None if found.changed_ms is None else iso(found.changed_ms),
        "owner": _owner(found.owner),
    }


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


def _colours(given: dict[str, str]) -> Object:
    return {role: given.get(role, "") for role in branding_rules.ROLES}


def _owner(row: PartnerRow) -> Object:
    return {"orgId": ids.encode(ids.ORGANIZATION, row.uuid), "name": row.name}
