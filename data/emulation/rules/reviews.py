"""The review of denied parties (RPL): who matches, and until when a review may last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import category

from data.emulation.rules.times import HOUR
from data.search_key import search_key

if TYPE_CHECKING:
    from data.models.customers import Address

LONGEST: Final = 72 * HOUR
"""A review without an end by then has failed (RPL-3, RPL-5)."""


def party_key(name: str) -> str:
    """What is compared of a party's name: words without case, accents and punctuation (RPL-7).

    Empty for a name without a letter or digit, which matches nothing.
    """
    return _words(name)


def address_key(address: Address) -> str:
    """What is compared of an address: first line, city and country (RPL-7).

    Second lines and postal codes are written in too many ways. Empty without a first line and a
    city, which matches nothing.
    """
    line, city = _words(address.address_line1), _words(address.city)
    return "|".join((line, city, _words(address.country))) if line and city else ""


def deadline(opened_ms: int) -> int:
    """When a review that began at a moment ends without a decision; milliseconds UTC (RPL-3)."""
    return opened_ms + LONGEST


def _words(text: str) -> str:
    # Apostrophes join: O'Neil and ONeil are one.
    key = search_key(text).replace("'", "").replace("\u2019", "")
    return " ".join("".join(c if category(c)[0] in "LMN" else " " for c in key).split())
