"""What a partner asks of its customers, which only the emulation keeps (PKG-15)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.customers import Owner
from data.models.requests import RequestBody


class RetailPrice(WireModel):
    """What a partner asks for a package.

    Attributes:
        package: its name.
        price: a decimal number such as 12.50, in the list's currency, for a month.
        changed: since when it is so.
    """

    package: str
    price: str
    changed: datetime | None = None


class PriceList(WireModel):
    """The prices that a partner or sub-partner set; a package that is not there has none yet."""

    currency: str
    prices: tuple[RetailPrice, ...] = ()
    owner: Owner | None = None


class RetailPriceInput(RequestBody):
    """A price to be set: of which package, and a decimal number as text."""

    package: str = ""
    price: str = ""


class PriceListInput(RequestBody):
    """PUT of a price list: the whole list; what is not on it has no price from then on."""

    prices: tuple[RetailPriceInput, ...] | None = None
