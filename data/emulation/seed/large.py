"""The large world: a million customers.

Nearly all are plain ones; one in a hundred is drawn like the partner's, so that whatever can happen
happens here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.times import DAY
from data.emulation.seed.customers import write_customer
from data.emulation.seed.draw import Draw
from data.emulation.seed.owners import STARTED_DAYS
from data.emulation.seed.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from data.emulation.seed.owners import Provider
    from data.emulation.seed.world import World

DRAWN_EACH: Final = 100
"""One customer in so many is drawn; something is happening to every second of these: 5,000 in a
million."""
OF_PROVIDERS_EACH: Final = 50
"""Providers have, beside the partner's own, one customer for so many."""

_OLDEST_DAYS: Final = STARTED_DAYS - 30
_PORTION: Final = 2_000


def write_mass(
    world: World,
    providers: Mapping[int, Provider],
    customers: int,
    share: Callable[[float], None],
) -> None:
    """Write the customers beside the cast.

    Args:
        world: where to.
        providers: the indirect providers by number.
        customers: how many of the partner's own.
        share: told from 0 to 1 how far it is.
    """
    world.part("mass")
    mass = _Mass(world)
    of_providers = customers // OF_PROVIDERS_EACH
    total = customers + of_providers
    # The oldest come first, evenly spread over the years, so that ids and dates run together.
    each = (_OLDEST_DAYS - 2) * DAY // max(customers, 1)
    for n in range(customers):
        mass.write(f"NC-{100_000 + n:07}", 1, _OLDEST_DAYS * DAY - n * each, n)
        if n % _PORTION == 0:
            mass.flush()
            share(n / total)
    owners = list(providers)
    each = 28 * DAY // max(of_providers, 1)
    for n in range(of_providers):
        owner = owners[n % len(owners)]
        mass.write(f"{providers[owner].prefix}-{10_000 + n:06}", owner, 30 * DAY - n * each, n)
        if n % _PORTION == 0:
            mass.flush()
            share((customers + n) / total)
    mass.flush()


class _Mass:
    """Writes customers one after the other, most of them plain."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._draw = Draw(world)
        self._plain = Plain(world, self._draw)

    def write(self, external: str, owner: int, age_ms: int, n: int) -> None:
        """Write the n-th customer, ordered `age_ms` before the day of the seed."""
        if n % DRAWN_EACH == 7:
            moving = n % (2 * DRAWN_EACH) == 7
            plan = self._draw.customer(external, age_ms / DAY, owner=owner, moving=moving)
            write_customer(self._world, plan)
        else:
            self._plain.write(external, owner, self._world.day_ms - age_ms, n)

    def flush(self) -> None:
        """Write what was made, so that rows of all kinds come in the order of their ids."""
        self._plain.flush()
        self._world.sink.write_all()
