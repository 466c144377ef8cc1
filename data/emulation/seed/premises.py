"""Addresses and locations of a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.seed.places import countries
from data.emulation.seed.rows import LocationRow

if TYPE_CHECKING:
    from data.emulation.seed.places import City, Country
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.world import World

_LONGEST_LINE = 50
_BUILDINGS = {
    "en": ("Suite {}", "Unit {}", "Floor {}", "Building {}"),
    "de": ("Hinterhaus {}", "{}. Stock"),
    "fr": ("Bâtiment {}", "{}e étage"),
    "ja": ("港ビル{}階", "第{}みどりビル"),
}


class Address(NamedTuple):
    """An address in the order in which customers and locations keep it."""

    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str


class Place(NamedTuple):
    """A location of a customer."""

    id: int
    city: City


def address(world: World, country: Country, city: City) -> Address:
    """A made-up address in a city; a line has at most 50 characters."""
    second = ""
    if world.chance(0.2):
        forms = _BUILDINGS.get(country.trades, _BUILDINGS["en"])
        second = world.random.choice(forms).format(world.between(1, 9))
    street = world.street(country)[:_LONGEST_LINE]
    return Address(street, second, city.name, city.state, world.postal(city), country.code)


def write_places(
    world: World, plan: Plan, organization_id: int, first: tuple[Address, City], ready_ms: int
) -> tuple[Place, ...]:
    """Write the locations of a customer, the first at its billing address.

    Args:
        world: where to write.
        plan: says how many.
        organization_id: whose they are.
        first: billing address and its city.
        ready_ms: when they come into being.
    """
    country = countries()[plan.country]
    others = [city for city in country.cities if city != first[1]]
    world.random.shuffle(others)
    # A branch is near: in the same state if there are cities, else in the same zone.
    others.sort(key=lambda city: (city.state != first[1].state, city.zone != first[1].zone))
    places = []
    for number in range(plan.places):
        if number == 0:
            where, city = first
        else:
            city = others[(number - 1) % len(others)] if others else first[1]
            where = address(world, country, city)
        name = city.name if number <= len(others) else f"{city.name} {number}"
        place = Place(world.sink.next_id(LocationRow), city)
        world.sink.add(
            LocationRow(
                place.id,
                world.uuid(),
                organization_id,
                name,
                city.zone,
                city.language,
                *where,
                ready_ms,
            )
        )
        places.append(place)
    return tuple(places)
