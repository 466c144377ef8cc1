"""What all parts of a seed share: rows, time, chance, and what must not be used twice."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.times import DAY
from data.emulation.seed.names import Namer

if TYPE_CHECKING:
    from data.emulation.seed.places import City, Country
    from data.emulation.seed.sink import Sink

_UUID_KEEP: Final = (1 << 128) - 1 ^ (0xF << 76) ^ (0x3 << 62)
_UUID_MARK: Final = (0x4 << 76) | (0x2 << 62)
_SIGNS: Final = {"#": "0123456789", "@": "ABCDEFGHJKLMNPRSTUVWXYZ"}


class Template(NamedTuple):
    """An onboarding template of an owner."""

    id: int
    name: str
    country: str


class World:
    """A world in the making.

    Attributes:
        sink: takes the rows.
        at_ms: the moment of seeding.
        day_ms: the start of its day, UTC.
        random: chance of the part that is being made, see `part`.
        names: draws names with it.
        templates: each owner's onboarding templates, by owner; the first serves all countries.
        staff: the id of each owner's first account, by owner.
    """

    def __init__(self, sink: Sink, at_ms: int, seed: int) -> None:
        self.sink = sink
        self.at_ms = at_ms
        self.day_ms = at_ms - at_ms % DAY
        self.templates: dict[int, list[Template]] = {}
        self.staff: dict[int, int] = {}
        self._seed = seed
        self._domains: set[str] = set()
        self._numbers: dict[str, int] = {}
        self.part("world")

    def part(self, name: str) -> None:
        """Begin a part: its chance depends on the seed and its name, not on what came before."""
        self.random = Random(f"{self._seed}/{name}")  # noqa: S311 a believable world, no secret
        self.names = Namer(self.random)

    def template(self, owner: int, country: str) -> Template:
        """The owner's template for a country."""
        mine = self.templates[owner]
        return next((template for template in mine if template.country == country), mine[0])

    def uuid(self) -> bytes:
        """A random uuid (version 4)."""
        return (self.random.getrandbits(128) & _UUID_KEEP | _UUID_MARK).to_bytes(16, "big")

    def uuids(self, n: int) -> bytes:
        """Many of them in a row, quicker than one by one."""
        keep = int.from_bytes(_UUID_KEEP.to_bytes(16, "big") * n, "big")
        mark = int.from_bytes(_UUID_MARK.to_bytes(16, "big") * n, "big")
        return (self.random.getrandbits(128 * n or 8) & keep | mark).to_bytes(16 * n, "big")

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True for this share of all asked."""
        return self.random.random() < share

    def domain(self, label: str) -> str:
        """A domain that nobody has yet, below a top level that is kept free for examples."""
        label = label[:40].strip("-") or "business"
        name, number = f"{label}.example", 1
        while name in self._domains:
            number += 1
            name = f"{label}-{number}.example"
        self._domains.add(name)
        return name

    def number(self, city: City) -> str:
        """A fictional phone number of a city that nobody has yet; empty if none is left."""
        for pattern in city.numbers:
            digits = pattern.count("#")
            used = self._numbers.get(pattern, 0)
            if used < 10**digits:
                self._numbers[pattern] = used + 1
                # 37 has no factor in common with ten, so that each ending comes once.
                ending = (used * 37 + 11) % 10**digits
                return f"{pattern[:-digits]}{ending:0{digits}}"
        return ""

    def street(self, country: Country) -> str:
        """An address line."""
        streets = country.streets
        pattern = streets[int(self.random.random() * len(streets))]
        return pattern.format(1 + int(self.random.random() ** 2 * 400))

    def postal(self, city: City) -> str:
        """A postal code of a city; empty where there are none (ADR-3)."""
        return "".join(map(self._sign, city.postal))

    def _sign(self, sign: str) -> str:
        signs = _SIGNS.get(sign)
        return signs[int(self.random.random() * len(signs))] if signs else sign
