"""PSTN connections of all locations, and numbers that nobody has at those of the cast.

Written when all else is there, from the rows, so that nothing else of a seed hangs on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, pstn
from data.emulation.rules.timeline import CUSTOMER, DELETED, PACKAGE
from data.emulation.seed.places import countries
from data.emulation.seed.rows import NumberRow, PstnConnectionRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

    from data.emulation.seed.world import World

SPARE: Final = 3
"""Numbers that a location of the cast has beside those of its people: the first is the main one."""

# The plan of a large database would begin elsewhere, and there are no indexes yet.
_LOCATIONS: Final = (
    "SELECT l.id, l.organization_id, c.id, c.external_id, l.country, l.city, l.created_ms"
    " FROM locations AS l JOIN customers AS c ON c.organization_id = l.organization_id"
    " ORDER BY l.id"
)
_ENDS: Final = (
    "SELECT subject, max(due_ms) FROM steps WHERE kind = ? AND part = 0 AND status = ?"
    " GROUP BY subject"
)
_FAILED: Final = (
    "SELECT DISTINCT subject FROM steps WHERE kind = ? AND status = 'error' AND instr(detail, ?)"
)


class Site(NamedTuple):
    """A location: its rowid, its organization's and its customer's."""

    id: int
    organization: int
    customer: int
    external: str
    country: str
    city: str
    created_ms: int


def write_telephony(world: World, cast: Collection[str]) -> None:
    """Connect the locations, but those where the template's vendor failed (PST-2).

    Args:
        world: where to, with all customers in it.
        cast: external ids of customers whose locations have numbers that nobody has.
    """
    world.part("telephony")
    world.sink.write_all()
    connection = world.sink.connection
    ends: dict[int, int] = dict(connection.execute(_ENDS, (CUSTOMER, DELETED)))
    about = (PACKAGE, str(codes.VENDOR_FAILED.number))
    failed = {number for (number,) in connection.execute(_FAILED, about)}
    begun: set[int] = set()
    for site in map(Site._make, connection.execute(_LOCATIONS).fetchall()):
        first = site.organization not in begun
        begun.add(site.organization)
        if first and site.customer in failed:
            continue
        end = ends.get(site.customer)
        _connect(world, site, end)
        if end is None and site.created_ms <= world.at_ms and site.external in cast:
            _numbers(world, connection, site)


def _connect(world: World, site: Site, end: int | None) -> None:
    served = pstn.of_country(site.country)
    option = served[site.organization % len(served)]
    premise = f"TRUNK {site.city}" if option.kind == pstn.PREMISES else ""
    world.sink.add(PstnConnectionRow(site.id, option.id, premise, site.created_ms, end))


def _numbers(world: World, connection: sqlite3.Connection, site: Site) -> None:
    city = countries()[site.country].city(site.city)
    for place in range(SPARE):
        phone = world.number(city)
        if not phone:
            return
        number = world.sink.next_id(NumberRow)
        # The last of them is not in service yet.
        active = int(place < SPARE - 1)
        world.sink.add(
            NumberRow(number, site.organization, site.id, phone, active, site.created_ms)
        )
        if place == 0:
            connection.execute(
                "UPDATE locations SET main_number = ? WHERE id = ?", (phone, site.id)
            )
