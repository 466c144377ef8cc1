"""Addresses (ADR-1, ADR-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, countries, texts
from data.emulation.rules.faults import Fault, missing, shown

if TYPE_CHECKING:
    from data.models.customers import Address

LINE: Final = 50
"""Characters of an address line at most (contract, section 2)."""
CITY: Final = 100
STATE: Final = 50
ZIP: Final = 20
"""The other parts have no documented length. Decided here."""


def normal(address: Address) -> Address:
    """An address as it is kept: composed, blanks around its parts taken off, country upper case."""
    from data.models.customers import Address

    return Address(
        address_line1=texts.normal(address.address_line1),
        address_line2=texts.normal(address.address_line2),
        city=texts.normal(address.city),
        state_or_province=texts.normal(address.state_or_province),
        zip_or_postal_code=texts.normal(address.zip_or_postal_code),
        country=countries.normal(address.country),
    )


def check(address: Address | None, field: str) -> list[Fault]:
    """What is wrong with an address; it is looked at in its `normal` form.

    Args:
        address: None is an address without anything.
        field: its place in the request, such as `address`.
    """
    from data.models.customers import Address

    found = Address() if address is None else normal(address)
    country = countries.COUNTRIES.get(found.country)
    state = country is not None and country.state
    postal = country is not None and country.zip
    places = [f"{field}.{name}" for name in _NAMES]
    return [
        *texts.check(found.address_line1, places[0], most=LINE, rule="ADR-3"),
        *texts.check(found.address_line2, places[1], most=LINE, required=False),
        *texts.check(found.city, places[2], most=CITY, rule="ADR-3"),
        *_part(
            found.state_or_province,
            places[3],
            STATE,
            codes.STATE_REQUIRED if state else None,
        ),
        *_part(
            found.zip_or_postal_code,
            places[4],
            ZIP,
            codes.ZIP_REQUIRED if postal else None,
        ),
        *_country(found.country, places[5]),
    ]


_NAMES: Final = (
    "addressLine1",
    "addressLine2",
    "city",
    "stateOrProvince",
    "zipOrPostalCode",
    "country",
)


def _part(text: str, field: str, most: int, needed: codes.Code | None) -> list[Fault]:
    """What is wrong with a part that only some countries need; `needed` is the code of those."""
    if needed is None or text:
        return texts.check(text, field, most=most, required=False)
    return [missing(field, needed)]


def _country(code: str, field: str) -> list[Fault]:
    if not code:
        return [missing(field, codes.MISSING_FIELD, "ADR-1")]
    if code in countries.COUNTRIES:
        return []
    words = f"{shown(code)} is no country; it must be ISO 3166 alpha-2, such as US"
    return [Fault(field, codes.BAD_COUNTRY, words)]
