"""PSTN options: which there are, and which countries each serves (PST-1, PST-2).

Kinds and how they are called on the wire are documented; providers and the countries that they
serve are made up. Numbers and extensions of locations are judged here, too.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import phones
from data.emulation.rules.package_sets import CONSOLE, PLAN
from data.emulation.rules.packages import CALLING
from data.emulation.rules.tables import rows
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

PREMISES: Final = "LOCAL_GATEWAY"
"""The kind that goes out through a gateway on the customer's premises."""
CLOUD_CONNECTED: Final = frozenset({"INTEGRATED_CCP", "NON_INTEGRATED_CCP"})
"""Kinds of providers in the cloud; a template's vendor is one of these (TPL-5)."""
CISCO: Final = "CISCO_PSTN"
SERVICES: Final = ("GEOGRAPHIC_NUMBERS",)
"""What every option offers. Decided here."""
ROUTES: Final = ("TRUNK", "ROUTE_GROUP")
"""Ways out on premises."""
ACTIVE: Final = "ACTIVE"
STATES: Final = (ACTIVE, "INACTIVE")
"""States of a number: an inactive one is there and makes no calls yet."""

VALID: Final = "VALID"
DUPLICATE: Final = "DUPLICATE"
REPEATED: Final = "DUPLICATE_IN_LIST"
INVALID: Final = "INVALID"
VERDICTS: Final = {DUPLICATE: 9495, REPEATED: 9498, INVALID: 4910}
"""The platform's numbers of what is wrong with an extension."""
_STANDS_ON_CALLING: Final = CALLING | {CONSOLE, PLAN}


class Option(NamedTuple):
    """A way to the public telephone network.

    Attributes:
        id: its name in the table, which the database keeps.
        name: for people; that of a vendor stands in templates.
        kind: the wire's connection type.
        countries: codes of those that it serves; empty for all.
        source: `documented` or `assumed`.
    """

    id: str
    name: str
    kind: str
    countries: frozenset[str]
    source: str

    @property
    def uuid(self) -> bytes:
        """What its id on the wire is made of: the same in every world."""
        return hashlib.blake2b(f"pstn/{self.id}".encode(), digest_size=16).digest()

    def serves(self, country: str) -> bool:
        """Whether it works in a country, given by its code."""
        return not self.countries or country in self.countries


OPTIONS: Final = {
    row["option"]: Option(
        row["option"],
        row["name"],
        row["kind"],
        frozenset(row["countries"].split()),
        row["source"],
    )
    for row in rows("pstn.csv")
}
"""Every option by its id."""


def of_country(country: str) -> list[Option]:
    """The options that serve a country, in the table's order."""
    return [option for option in OPTIONS.values() if option.serves(country)]


def by_uuid(uuid: bytes | None) -> Option | None:
    """The option that an id on the wire is about."""
    return next((option for option in OPTIONS.values() if option.uuid == uuid), None)


def vendor(text: str) -> Option | None:
    """The cloud-connected provider with an id or a name, in any case; None for nobody."""
    wanted = search_key(text)
    return next(
        (
            option
            for option in OPTIONS.values()
            if option.kind in CLOUD_CONNECTED and wanted in (option.id, search_key(option.name))
        ),
        None,
    )


def vendors() -> list[str]:
    """The names of the cloud-connected providers."""
    return [option.name for option in OPTIONS.values() if option.kind in CLOUD_CONNECTED]


def standing_on_calling(packages: Iterable[int]) -> frozenset[int]:
    """Those of some packages that fail where calling does: with a seat, or added to one (PKG-14).

    Args:
        packages: their codes.
    """
    return _STANDS_ON_CALLING.intersection(packages)


def verdicts(extensions: Iterable[str], taken: Collection[str]) -> list[tuple[str, str, str]]:
    """What each extension of a list is at a location: itself, the state, and what is wrong.

    Args:
        extensions: as they were given.
        taken: those that somebody at the location has.
    """
    seen: set[str] = set()
    found = []
    for extension in extensions:
        state, words = VALID, ""
        if not extension or phones.check_extension(extension, ""):
            state, words = INVALID, "An extension has 2 to 10 digits."
        elif extension in seen:
            state, words = REPEATED, "The extension stands in the list already."
        elif extension in taken:
            state, words = DUPLICATE, "The extension is in use at the location."
        seen.add(extension)
        found.append((extension, state, words))
    return found
