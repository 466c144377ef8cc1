"""The list of denied parties, all made up, and the reviews of customers that are on it (RPL)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.reviews import address_key, deadline, party_key
from data.emulation.seed.rows import DecisionRow, DeniedPartyRow

if TYPE_CHECKING:
    from data.emulation.seed.moments import Timeline
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.premises import Address
    from data.emulation.seed.world import World

PENDING: Final = "pending_rpl_review"

DENIED_NAMES: Final = (
    "Acme Freight",
    "Acme Plating Works",
    "Lighthouse Legal LLP",
    "Ferryman Storage",
    "Blackwater Import Export",
    "Gull Rock Shipping",
    "Thornfield Dual Use Traders",
)
"""Names on the list in every seed; the first four are those of customers of the cast."""
DENIED_ADDRESS: Final = ("Nightjar Holdings", "13 Wharf End", "Duluth", "US")
"""A party that is on it with its address too."""


def write_denied_parties(world: World) -> None:
    """Write what every seed's list has."""
    for name in DENIED_NAMES:
        _party(world, name, ("", "", ""))
    name, *where = DENIED_ADDRESS
    _party(world, name, (where[0], where[1], where[2]))


def write_review(world: World, plan: Plan, customer_id: int, line: Timeline, home: Address) -> None:
    """Write the review of a customer, if its story has one.

    Whoever is not on the list by name gets there by address, so that the list explains each review.
    """
    opened = next((m.due_ms for m in line.customer if m.status == PENDING), None)
    if opened is None:
        return
    party = plan.name
    if plan.name not in DENIED_NAMES:
        party = f"{plan.name} Holdings"
        _party(world, party, (home.address1, home.city, home.country))
    world.sink.add(
        DecisionRow(
            world.sink.next_id(DecisionRow),
            customer_id,
            "review",
            opened,
            deadline(opened),
            f"Matches the denied party {party}.",
            None if line.decided_ms is None else "approved",
            line.decided_ms,
            None if line.decided_ms is None else world.staff[plan.owner],
        )
    )


def _party(world: World, name: str, where: tuple[str, str, str]) -> None:
    from data.models.customers import Address

    street, city, country = where
    address = Address(address_line1=street, city=city, country=country)
    world.sink.add(
        DeniedPartyRow(
            world.sink.next_id(DeniedPartyRow),
            name,
            party_key(name),
            ", ".join(filter(None, where)),
            address_key(address),
        )
    )
