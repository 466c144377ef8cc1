"""Packages and add-ons (PKG): codes, names, and sets of them as bit masks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from data.models.packages import CALLING as CALLING_NAMES
from data.models.packages import SYNONYMS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable


class Package(NamedTuple):
    """A package. kind is base, add_on (PKG-3) or contact_centre; the bit is 1 << (code - 1)."""

    code: int
    name: str
    kind: str

    @property
    def calling(self) -> bool:
        """Whether it brings a calling seat (PKG-6)."""
        return self.name in CALLING_NAMES

    @property
    def title(self) -> str:
        """Its name for people."""
        return TITLES[self.name]


PACKAGES: Final = (
    Package(1, "common_area_calling", "base"),
    Package(2, "webex_calling_standard", "base"),
    Package(3, "webex_voice", "base"),
    Package(4, "webex_calling", "base"),
    Package(5, "webex_suite", "base"),
    Package(6, "cx_essentials", "base"),
    Package(7, "webex_meetings", "base"),
    Package(8, "attendant_console", "add_on"),
    Package(9, "cisco_calling_plan", "add_on"),
    Package(10, "cx_premium_agent", "contact_centre"),
    Package(11, "cx_standard_agent", "contact_centre"),
    Package(12, "cx_voice_ports", "contact_centre"),
    Package(13, "cx_ai_assistant", "contact_centre"),
    Package(14, "webex_ai_agent", "contact_centre"),
)
"""PKG-1, in the order of their codes; the same rows stand in the database's table `packages`."""

CODES: Final = {p.name: p.code for p in PACKAGES}
"""Code by the name on the wire."""
NAMES: Final = {p.code: p.name for p in PACKAGES}
"""Name on the wire by code."""
ALIASES: Final = SYNONYMS
"""Other names that are accepted on input, never given out (PKG-2)."""
CALLING: Final = frozenset(p.code for p in PACKAGES if p.calling)
"""Codes of the packages that bring a calling seat (PKG-6)."""


def bit(code: int) -> int:
    """The bit of a package in a mask."""
    return 1 << (code - 1)


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
