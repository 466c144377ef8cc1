"""Numbers that meetings are called under (ADR-2): those of the telephony domain. Made up."""

from __future__ import annotations

from typing import Final

from data.emulation.rules.countries import COUNTRIES
from data.emulation.rules.tables import rows

REGIONS: Final = {"AMER": "US", "APAC": "SG", "ANZ": "AU", "EMEA": "GB", "EURO": "DE"}
"""Whose number serves the countries of a region that have none of their own."""

_FIRST: dict[str, str] = {}
for _row in rows("dial_in.csv"):
    _FIRST.setdefault(_row["country"], _row["number"])


def default(country: str) -> str:
    """The default global call-in number of a meeting site, E.164.

    Args:
        country: ISO 3166 alpha-2; one that does not exist is taken for one of AMER.
    """
    found = COUNTRIES.get(country)
    region = found.region if found else "AMER"
    return _FIRST.get(country) or _FIRST[REGIONS[region]]
