"""Packages and add-ons (PKG): codes, names, titles, and sets of them as bit masks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Package(NamedTuple):
    """A package. kind is base, add_on (PKG-3) or contact_centre; the bit is 1 << (code - 1)."""

    code: int
    name: str
    title: str
    kind: str
    calling: bool


PACKAGES: Final = (
    Package(1, "common_area_calling", "Common Area Calling", "base", calling=True),
    Package(2, "webex_calling_standard", "Standard Calling", "base", calling=True),
    Package(3, "webex_voice", "Enhanced Calling", "base", calling=True),
    Package(4, "webex_calling", "Webex Calling", "base", calling=True),
    Package(5, "webex_suite", "Webex Suite", "base", calling=True),
    Package(6, "cx_essentials", "Customer Assist", "base", calling=True),
    Package(7, "webex_meetings", "Webex Meetings", "base", calling=False),
    Package(8, "attendant_console", "Attendant Console", "add_on", calling=False),
    Package(9, "cisco_calling_plan", "Cisco Calling Plan", "add_on", calling=False),
    Package(
        10, "cx_premium_agent", "Customer Assist Premium Agent", "contact_centre", calling=False
    ),
    Package(
        11, "cx_standard_agent", "Customer Assist Standard Agent", "contact_centre", calling=False
    ),
    Package(12, "cx_voice_ports", "Customer Assist Voice Ports", "contact_centre", calling=False),
    Package(13, "cx_ai_assistant", "Customer Assist AI Assistant", "contact_centre", calling=False),
    Package(14, "webex_ai_agent", "Webex AI Agent", "contact_centre", calling=False),
)
"""PKG-1, in the order of their codes; the same rows stand in the database's table `packages`."""

CODES: Final = {p.name: p.code for p in PACKAGES}
"""Code by the name on the wire."""
NAMES: Final = {p.code: p.name for p in PACKAGES}
"""Name on the wire by code."""
ALIASES: Final = {"customer_assist": "cx_essentials"}
"""Other names that are accepted on input, never given out (PKG-2)."""
CALLING: Final = frozenset(p.code for p in PACKAGES if p.calling)
"""Codes of the packages that bring a calling seat (PKG-6)."""


def bit(code: int) -> int:
    """The bit of a package in a mask."""
    return 1 << (code - 1)


def canonical(name: str) -> str | None:
    """The name that answers use for a name on input (PKG-2); None if there is no such package."""
    name = ALIASES.get(name, name)
    return name if name in CODES else None


def mask(names: Iterable[str]) -> int:
    """The mask of a set of names.

    Raises:
        KeyError: a name is no package; aliases are accepted (PKG-2).
    """
    total = 0
    for name in names:
        total |= bit(CODES[ALIASES.get(name, name)])
    return total


@lru_cache(maxsize=1024)
def names(packages: int) -> tuple[str, ...]:
    """The names in a mask, in the order of their codes."""
    return tuple(p.name for p in PACKAGES if packages & bit(p.code))


@lru_cache(maxsize=1024)
def codes(packages: int) -> tuple[int, ...]:
    """The codes in a mask, ascending."""
    return tuple(p.code for p in PACKAGES if packages & bit(p.code))
