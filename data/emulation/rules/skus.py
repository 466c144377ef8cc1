"""How packages are named on bills (REP-9, REP-9a)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from data.emulation.rules.packages import CODES, NAMES
from data.emulation.rules.tables import rows


class Sku(NamedTuple):
    """A line of the partner's purchase order, without its price.

    Attributes:
        sku: its code.
        description: what is sold.
        source: `documented` or `assumed`.
    """

    sku: str
    description: str
    source: str


@cache
def skus() -> dict[int, Sku]:
    """The SKU of every package and add-on, by the package's code."""
    return {
        CODES[row["package"]]: Sku(row["sku"], row["description"], row["source"])
        for row in rows("skus.csv")
    }


def service_name(package: int) -> str:
    """A package as billing reports call it, such as `WEBEX_SUITE` (REP-9).

    Args:
        package: its code.
    """
    return NAMES[package].upper()
