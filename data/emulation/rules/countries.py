"""Countries: which there are (ADR-1), what their addresses have (ADR-3), their region (ADR-2)."""

from __future__ import annotations

from typing import Final, NamedTuple

from data.emulation.rules.tables import rows


class Country(NamedTuple):
    """A country.

    Attributes:
        code: ISO 3166 alpha-2.
        name: in English.
        region: AMER, APAC, ANZ, EMEA or EURO.
        state: whether its addresses need a state or province.
        zip: whether they need a postal code.
        source: `documented` or `assumed`.
    """

    code: str
    name: str
    region: str
    state: bool
    zip: bool
    source: str


COUNTRIES: Final = {
    row["code"]: Country(
        row["code"],
        row["name"],
        row["region"],
        row["state"] == "yes",
        row["zip"] == "yes",
        row["source"],
    )
    for row in rows("countries.csv")
}
"""Every country by its code."""


def normal(code: str) -> str:
    """A code as it is kept: trimmed, upper case. What is not ASCII stays as it is."""
    code = code.strip()
    # A sharp s becomes SS, which is a country.
    return code.upper() if code.isascii() else code
