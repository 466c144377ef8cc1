"""The partner's world: thousands of small businesses over two years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.seed import cast
from data.emulation.seed.customers import write_customer
from data.emulation.seed.draw import Draw
from data.emulation.seed.owners import STARTED_DAYS
from data.emulation.seed.past import gone
from data.emulation.seed.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from data.emulation.seed.owners import Provider
    from data.emulation.seed.world import World

OWN: Final = 2_703
"""Customers of the partner's own, those of the cast among them."""
OF_PROVIDERS: Final = 297
"""Customers of its indirect providers, beside them, those of the cast among them."""
FORMER: Final = 60
"""Customers that left, whose use was billed for the months they were there."""

MORE_ACMES: Final = (
    "Acme Joinery",
    "Acme Locksmiths",
    "Acme Pest Control",
    "Acme Printing",
    "Acme Roofing",
    "Acme Travel",
    "Acme Window Cleaning",
)
"""With the cast's five they make twelve."""

_CAST_OWN: Final = 60
_FLIGHTS: Final = 36
"""Customers that are being provisioned, updated, deleted or reviewed, beside the cast's."""


def write_many(
    world: World, providers: Mapping[int, Provider], share: Callable[[float], None]
) -> None:
    """Write the customers beside the cast.

    Args:
        world: where to.
        providers: the indirect providers by number.
        share: told from 0 to 1 how far it is.
    """
    world.part("acmes")
    for number, name in enumerate(MORE_ACMES):
        plan = Plan(
            name=name,
            external=f"NC-{8101 + number:06}",
            age=650 - 80 * number,
            users=3 + 2 * number,
        )
        write_customer(world, plan)
    plans = [_own(world), _of_providers(world, providers), _former(world)]
    done, total = 0, OWN + OF_PROVIDERS + FORMER
    for part in plans:
        for plan in part:
            write_customer(world, plan)
            done += 1
            if done % 100 == 0:
                share(done / total)


def _own(world: World) -> Iterator[Plan]:
    world.part("own")
    draw = Draw(world)
    many = OWN - _CAST_OWN - len(MORE_ACMES)
    ages = _ages(world, many, STARTED_DAYS - 30)
    # The youngest are those that something is happening to.
    flights = set(world.random.sample(range(many * 9 // 10, many), _FLIGHTS))
    number = 10_000
    for n, age in enumerate(ages):
        number += world.between(1, 9)
        yield draw.customer(f"NC-{number:06}", age, moving=n in flights)


def _of_providers(world: World, providers: Mapping[int, Provider]) -> Iterator[Plan]:
    world.part("of providers")
    draw = Draw(world)
    owners = list(providers)
    many = OF_PROVIDERS - len(cast.OF_PROVIDERS)
    weights = [providers[owner].age for owner in owners]
    drawn = owners * 3 + world.random.choices(owners, weights, k=many - 3 * len(owners))
    for owner in owners:
        provider = providers[owner]
        ages = _ages(world, drawn.count(owner), provider.age - 2)
        number = 1_000
        for n, age in enumerate(ages):
            number += world.between(1, 9)
            # A suspended provider may not provision (SUB-11).
            moving = n == len(ages) - 1 and provider.state == "active"
            country = provider.country if world.chance(0.95) else ""
            external = f"{provider.prefix}-{number:06}"
            yield draw.customer(external, age, moving=moving, owner=owner, country=country)


def _former(world: World) -> Iterator[Plan]:
    world.part("former")
    draw = Draw(world)
    for number in range(FORMER):
        left = world.between(3, 600)
        age = world.between(left + 20, STARTED_DAYS - 30)
        yield draw.customer(f"NC-{9001 + number:06}", age, story=gone(days_ago=left))


def _ages(world: World, many: int, oldest: int) -> list[float]:
    """Ages in days, the oldest first, with somewhat more young ones: the business grows."""
    ages = [2 + (oldest - 2) * world.random.random() ** 1.25 for _ in range(many)]
    return sorted(ages, reverse=True)
