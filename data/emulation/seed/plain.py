"""Plain customers, as fast as it goes: for worlds that need very many.

No plan, no timeline, no history: everything was provisioned when it was ordered. Python draws one
row for a customer; `plain.sql` makes of it the organization, the packages, the location and the
users, which are about fifteen rows that Python never has in its hands.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.dial_in import default
from data.emulation.rules.locales import site_language
from data.emulation.rules.packages import CALLING, CODES, bit
from data.emulation.rules.search import grams
from data.emulation.seed.draw import COMBINATIONS
from data.emulation.seed.places import countries
from data.emulation.seed.premises import address
from data.emulation.seed.rows import (
    TABLES,
    CustomerPackageRow,
    CustomerRow,
    LocationRow,
    OrganizationRow,
    PersonRow,
    RightRow,
    Row,
    SubscriberRow,
)
from data.emulation.seed.stays import BASES
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.seed.draw import Draw
    from data.emulation.seed.places import Country
    from data.emulation.seed.world import World

_USERS: Final = (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8, 9, 11, 17)
"""Users of each twenty customers: a hundred."""
_ADDRESSES: Final = 100
_CROWD: Final = 400
_CROWD_BY_WEIGHT: Final = 8
_NUMBERED: Final[tuple[type[Row], ...]] = (
    OrganizationRow,
    CustomerRow,
    LocationRow,
    PersonRow,
    SubscriberRow,
)
_INSERT_PLAIN: Final = (
    "INSERT INTO temp.plain VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_HOME: Final = "INSERT INTO temp.homes VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_PERSON: Final = "INSERT INTO temp.crowd VALUES (NULL, ?, ?, ?)"
_INSERT_TURN: Final = "INSERT INTO temp.turns VALUES (?, ?, ?, ?)"


class _Pool(NamedTuple):
    """Where a country's addresses and people begin in the pools, and how many there are."""

    country: Country
    home: int
    homes: int
    crowd: int
    people: int


class Plain:
    """Draws plain customers and writes them in portions."""

    def __init__(self, world: World, draw: Draw) -> None:
        """Fill the pools that customers draw from."""
        self._world = world
        self._draw = draw
        self._connection = world.sink.connection
        self._rows: list[tuple[int | str, ...]] = []
        self._firsts = {kind: world.sink.next_id(kind) for kind in _NUMBERED}
        for statement in _statements("temporary"):
            self._connection.execute(statement)
        self._homes = self._people = 0
        self._pools = {code: self._pool(country) for code, country in countries().items()}
        self._connection.executemany(_INSERT_TURN, _turns())

    def write(self, external: str, owner: int, created: int, n: int) -> None:
        """Take the n-th customer.

        Args:
            external: its external id, in capital ASCII letters, digits and one hyphen.
            owner: the partner's number.
            created: when it was ordered, in milliseconds.
            n: its number in the series.
        """
        world, sink, random = self._world, self._world.sink, self._world.random.random
        code = self._draw.country()
        pool = self._pools[code]
        name, slug = world.names.business(pool.country)
        mask, calling = _holdings(self._draw.packages())
        users = _USERS[(n * 7 + n // 20 * 3) % 20]
        self._rows.append(
            (
                sink.reserve(CustomerRow, 1),
                sink.reserve(OrganizationRow, 1),
                sink.reserve(LocationRow, 1) if calling else 0,
                world.template(owner, code).id,
                owner,
                name,
                search_key(name),
                external,
                # Domains of planned customers end in a word, or in a hyphen and a number.
                f"{slug}{external.rpartition('-')[2]}.example",
                grams(name),
                mask,
                users,
                pool.home + int(random() * pool.homes),
                pool.crowd + int(random() * (pool.people - users)),
                sink.reserve(PersonRow, users),
                sink.reserve(SubscriberRow, users),
                created,
            )
        )
        sink.reserve(CustomerPackageRow, mask.bit_count())
        sink.reserve(RightRow, 1 if owner == 1 else 2)

    def flush(self) -> None:
        """Write the customers that were taken, with all that belongs to them."""
        self._connection.executemany(_INSERT_PLAIN, self._rows)
        for kind in _NUMBERED:
            first, after = self._firsts[kind], self._world.sink.next_id(kind)
            values = {"first": first, "uuids": self._world.uuids(after - first)}
            for statement in _statements(TABLES[kind]):
                self._connection.execute(statement, values)
            self._firsts[kind] = after
        self._connection.execute("DELETE FROM temp.plain")
        self._rows.clear()

    def _pool(self, country: Country) -> _Pool:
        """Put addresses and people of a country into the pools."""
        first_home, first_person = self._homes + 1, self._people + 1
        homes = [
            (
                *address(self._world, country, city),
                city.zone,
                city.language,
                default(country.code),
                site_language(city.language),
            )
            for city in country.cities
            for _ in range(_ADDRESSES)
        ]
        # No two with the same local part, so that a customer can take any of them in a row.
        many = _CROWD + _CROWD_BY_WEIGHT * self._draw.weight(country.code)
        drawn = (self._world.names.person(country) for _ in range(many))
        people = {person.local: person for person in drawn}
        self._connection.executemany(_INSERT_HOME, homes)
        self._connection.executemany(_INSERT_PERSON, people.values())
        self._homes += len(homes)
        self._people += len(people)
        return _Pool(country, first_home, len(homes), first_person, len(people))


@cache
def _holdings(packages: tuple[str, ...]) -> tuple[int, bool]:
    """The mask of a set of packages, and whether a location is needed."""
    codes = [CODES[name] for name in packages]
    return sum(map(bit, codes)), not CALLING.isdisjoint(codes)


def _turns() -> Iterator[tuple[int, int, int, bool]]:
    """For each set of packages the base package of the n-th user, the highest first."""
    for packages, _ in COMBINATIONS:
        mask, _calling = _holdings(packages)
        bases = [code for code in BASES if mask & bit(code)]
        for n in range(max(_USERS)):
            code = bases[n % len(bases)]
            yield mask, n, code, code in CALLING


@cache
def _statements(section: str) -> tuple[str, ...]:
    """The statements of a section of `plain.sql`."""
    text = Path(__file__).with_name("plain.sql").read_text("utf-8")
    body = text.partition(f"-- section: {section}\n")[2].partition("-- section: ")[0]
    return tuple(statement for statement in body.split(";") if statement.strip())
