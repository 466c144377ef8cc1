"""The three worlds: what each size is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.seed import cast, strangers
from data.emulation.seed.customers import write_customer
from data.emulation.seed.devices import write_devices
from data.emulation.seed.neighbours import write_neighbours
from data.emulation.seed.outsiders import write_outsiders
from data.emulation.seed.owners import (
    FIRST_PROVIDERS,
    MORE_PROVIDERS,
    made_up_provider,
    write_partner,
    write_provider,
)
from data.emulation.seed.queues import write_queues
from data.emulation.seed.reports import write_reports
from data.emulation.seed.reviews import write_denied_parties
from data.emulation.seed.shop import write_own, write_shop
from data.emulation.seed.telephony import write_telephony

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.seed.owners import Provider
    from data.emulation.seed.world import World

CAST: Final = (
    *cast.ACMES,
    *cast.KINDS,
    *cast.TROUBLED,
    *strangers.FOREIGN,
    *strangers.HOSTILE,
    *cast.MOVING,
)
"""The sixty customers of the small world."""
MOST_PROVIDERS: Final = 500
CUSTOMERS_A_PROVIDER: Final = 2_000
"""A large world has a provider for so many customers, up to the most."""
_EXTERNALS: Final = frozenset(plan.external for plan in (*CAST, *cast.OF_PROVIDERS))


def write_world(world: World, size: str, customers: int, share: Callable[[float], None]) -> None:
    """Write a world.

    Args:
        world: where to.
        size: small, partner or large.
        customers: of the partner's own, for large.
        share: told from 0 to 1 how far it is.
    """
    world.part("cast")
    write_partner(world)
    providers = {n: p for p in FIRST_PROVIDERS for n in (write_provider(world, p),)}
    write_outsiders(world)
    world.part("neighbours")
    write_neighbours(world)
    write_denied_parties(world)
    for plan in (*CAST, *cast.OF_PROVIDERS, *cast.FORMER):
        # A part of its own each, so that one of the cast can change and the others stay.
        world.part(f"cast/{plan.external}")
        write_customer(world, plan)
    if size != "large":
        write_reports(world)
    if size == "small":
        _equip(world)
        return
    world.part("providers")
    for provider in _more(world, size, customers):
        providers[write_provider(world, provider)] = provider
    if size == "partner":
        from data.emulation.seed.partner import write_many

        write_many(world, providers, share)
        _equip(world)
    else:
        from data.emulation.seed.large import write_mass

        write_mass(world, providers, customers - len(CAST), share)
        write_own(world)


def _equip(world: World) -> None:
    """Write what is added to customers that are all there."""
    write_devices(world)
    write_queues(world)
    write_telephony(world, _EXTERNALS)
    write_shop(world)


def _more(world: World, size: str, customers: int) -> list[Provider]:
    if size == "partner":
        return list(MORE_PROVIDERS)
    wanted = min(MOST_PROVIDERS, customers // CUSTOMERS_A_PROVIDER)
    here = len(FIRST_PROVIDERS)
    return [made_up_provider(world, number) for number in range(here + 1, wanted + 1)]
