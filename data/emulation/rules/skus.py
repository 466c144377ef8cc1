"""How packages are named on bills (REP-9, REP-9a), and what the partner pays (PKG-16)."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from data.emulation.rules.packages import CODES, NAMES
from data.emulation.rules.tables import rows


class Sku(NamedTuple):
    """A line of the partner's purchase order.

    Attributes:
        sku: its code.
        description: what is sold.
        price: what the partner pays a month, a decimal number in `CURRENCY`; made up.
        source: `documented` or `assumed`.
    """

    sku: str
    description: str
    price: str
    source: str


CURRENCY: Final = "USD"
"""What transfer prices and retail prices are in. Decided here."""


@cache
def skus() -> dict[int, Sku]:
    """The SKU of every package and add-on, by the package's code."""
    return {
        CODES[row["package"]]: Sku(row["sku"], row["description"], row["price"], row["source"])
        for row in rows("skus.csv")
    }


def service_name(package: int) -> str:
    """A package as billing reports call it, such as `WEBEX_SUITE` (REP-9).

    Args:
        package: its code.
    """
    return NAMES[package].upper()
