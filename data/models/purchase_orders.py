"""The partner's purchase order, which only the emulation tells (contract, section 9)."""

from __future__ import annotations

from data.models.base import WireModel


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


class PurchaseOrder(WireModel):
    """The one order of a partner, with a line for each package and add-on."""

    number: str
    currency: str
    packages: tuple[OrderedPackage, ...] = ()
