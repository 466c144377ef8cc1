"""How packages are named on bills (REP-9, REP-9a), and what the partner pays (PKG-16, SUA-1a)."""

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
        price: what the partner pays, a decimal number in `CURRENCY`; made up.
        basis: for what: `month`, and of Setup Assist `flat` for a location or `user` for each.
        source: `documented` or `assumed`.
    """

    sku: str
    description: str
    price: str
    basis: str
    source: str


CURRENCY: Final = "USD"
"""What transfer prices and retail prices are in. Decided here."""
SETUP_ASSIST: Final = "setup_assist"
"""The name of Setup Assist among what a partner orders."""
_KINDS: Final = f"{SETUP_ASSIST}_"


@cache
def skus() -> dict[int, Sku]:
    """The SKU of every package and add-on, by the package's code."""
    return {CODES[name]: sku for name, sku in _lines().items() if name in CODES}


@cache
def assist() -> dict[str, Sku]:
    """The SKUs of Setup Assist, by its kinds: express and standard (SUA-2)."""
    return {
        name.removeprefix(_KINDS): sku for name, sku in _lines().items() if name.startswith(_KINDS)
    }


def service_name(package: int) -> str:
    """A package as billing reports call it, such as `WEBEX_SUITE` (REP-9).

    Args:
        package: its code.
    """
    return NAMES[package].upper()


@cache
def _lines() -> dict[str, Sku]:
    return {
        row["package"]: Sku(
            row["sku"], row["description"], row["price"], row["basis"], row["source"]
        )
        for row in rows("skus.csv")
    }
