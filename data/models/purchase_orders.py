"""The partner's purchase order, which only the emulation tells (contract, section 9)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.requests import RequestBody


class OrderedPackage(WireModel):
    """A line: what the partner pays for a package, whoever the customer is (PKG-16).

    Attributes:
        name: the package's, as in customers.
        sku, description: as they stand on bills (REP-9a).
        transfer_price: a decimal number such as 8.40, in the order's currency, for a month.
    """

    name: str
    sku: str
    description: str
    transfer_price: str


class OrderedService(WireModel):
    """A line: a kind of Setup Assist (SUA-1).

    Attributes:
        name: setup_assist_express or setup_assist_standard.
        transfer_price: a decimal number in the order's currency.
        basis: what that is for: flat, for a location, or user, for each of its seats.
    """

    name: str
    sku: str
    description: str
    transfer_price: str
    basis: str = ""


class PurchaseOrder(WireModel):
    """The one order of a partner (BIL-1), with a line for each package that it may sell.

    Attributes:
        placed: when: once, as the partner began.
        services: what it ordered beside packages; empty without Setup Assist.
        without: names of packages, and setup_assist, that it did not order.
    """

    number: str
    currency: str
    placed: datetime | None = None
    packages: tuple[OrderedPackage, ...] = ()
    services: tuple[OrderedService, ...] = ()
    without: tuple[str, ...] = ()


class PurchaseOrderInput(RequestBody):
    """PUT of what the order does not have: it plays the agreement with the platform.

    without: names of packages, and setup_assist; empty for an order of everything.
    """

    without: tuple[str, ...] | None = None
